//! The object protocols: what an operator, a builtin function or a statement asks of any object. Exact
//! builtin types are answered natively; everything else through its type's special methods, as the language
//! reference orders them.

pub(crate) mod arithmetic;
mod compare;
mod hash;
pub(crate) mod import;
mod instance;
mod iteration;
pub(crate) mod kinds;
mod mapping;
mod matching;
mod number;
mod recursion;
mod slice;
mod steps;
mod streams;
mod subscript;
mod text;
mod truth;
mod unpack;

pub use compare::{compare_text, holds};
pub(crate) use compare::{contains_natively, equal_tuples, natively as compare_natively};
pub use hash::identity_hash;
pub(crate) use hash::natively as hash_natively;
pub use import::find::Program;
pub use iteration::Step;
pub use mapping::{Duplicates, MergeError};
pub use number::Integer;
pub use slice::SliceRange;
pub(crate) use slice::{plain_bounds, simple_bounds};
pub use text::ReprGuard;
pub(crate) use truth::{exact_length, natively as truth_natively};

use std::borrow::Cow;

use crate::builtins::str::Str;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

impl Thread {
    /// The special method that a value's type has, borrowed from the class that defines it; NULL if none.
    #[inline(always)]
    pub(crate) fn special_raw(&self, value: &Value, special: Special) -> Raw {
        self.type_of(value).special(special)
    }

    /// A new reference to the special method that a value's type has.
    #[inline]
    pub fn special(&self, value: &Value, special: Special) -> Option<Value> {
        self.type_of(value).special_value(special)
    }

    /// Whether a value's type has a special method.
    #[inline]
    pub fn has_special(&self, value: &Value, special: Special) -> bool {
        !self.special_raw(value, special).is_null()
    }

    /// Calls a special method of `this`, looked up on its type; `None` if there is none.
    pub fn call_special(
        &mut self,
        this: &Value,
        special: Special,
        arguments: &[Value],
    ) -> PyResult<Option<Value>> {
        match self.special(this, special) {
            Some(attribute) => self.call_attribute(this, &attribute, arguments).map(Some),
            None => Ok(None),
        }
    }

    /// [`Thread::call_operator`] of the special method that the type of `this` has, `None` without one.
    pub(crate) fn call_special_operator(
        &mut self,
        this: &Value,
        special: Special,
        arguments: &[Value],
    ) -> PyResult<Option<Value>> {
        match self.special(this, special) {
            Some(attribute) => self.call_operator(this, &attribute, arguments),
            None => Ok(None),
        }
    }

    /// As [`Thread::call_special`]; a descriptor that raises AttributeError instead of binding (a property, say) counts as
    /// no method, as CPython sees it where it looks operators up.
    pub(crate) fn call_operator(
        &mut self,
        this: &Value,
        attribute: &Value,
        arguments: &[Value],
    ) -> PyResult<Option<Value>> {
        let direct = [Kind::Function, Kind::WrapperDescriptor, Kind::MethodDescriptor];
        if direct.iter().any(|&kind| attribute.is_kind(kind)) {
            return self.call_attribute(this, attribute, arguments).map(Some);
        }
        let bound = self.bind_descriptor(attribute, this);
        match self.catch(bound, Class::AttributeError)? {
            Some(bound) => self.call(&bound, arguments).map(Some),
            None => Ok(None),
        }
    }

    /// Calls what a lookup on the type of `this` gave, bound to `this`.
    pub(crate) fn call_attribute(
        &mut self,
        this: &Value,
        attribute: &Value,
        arguments: &[Value],
    ) -> PyResult {
        self.enter_recursion(" while calling a Python object")?;
        self.call_special_raw(this, attribute.raw(), arguments)
    }

    /// The name of a value's type, as messages show it.
    pub fn type_name(&self, value: &Value) -> String {
        self.type_full_name(self.type_of(value))
    }

    /// [`Thread::type_name`] for who rarely shows it: the commonest are at hand.
    pub(crate) fn known_type_name(&self, value: &Value) -> Cow<'static, str> {
        let known = [(Kind::Int, "int"), (Kind::Str, "str"), (Kind::Float, "float")];
        let class = self.type_of(value);
        match known.iter().find(|(kind, _)| std::ptr::eq(class, self.interpreter().type_of_kind(*kind))) {
            Some((_, name)) => Cow::Borrowed(name),
            None => Cow::Owned(self.type_name(value)),
        }
    }
}

impl TypeObject {
    /// A new reference to the special method that instances have.
    #[inline]
    pub fn special_value(&self, special: Special) -> Option<Value> {
        let found = self.special(special);
        (!found.is_null()).then(|| borrowed(found))
    }

    /// The name that messages show: `__name__`, of native types other than builtins with the module.
    pub fn display_name(&self) -> String {
        if let Some(native) = self.native.get() {
            return native.full_name();
        }
        Str::of(&borrowed(self.name.get()))
            .map_or_else(|| "?".to_owned(), |name| name.to_lossy().into_owned())
    }
}

/// A new reference to what a live object's field names.
#[expect(unsafe_code, reason = "counts a borrowed reference")]
#[inline]
fn borrowed(raw: Raw) -> Value {
    // SAFETY: callers pass fields of live objects, which own what they name.
    unsafe { Value::from_borrowed(raw) }
}
