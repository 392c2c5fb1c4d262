//! Calls of classes: `__new__`, then `__init__`.
#![expect(unsafe_code, reason = "takes borrowed special methods out of types")]

use crate::builtins::native_function::NativeFunction;
use crate::errors::Exception;
use crate::native::{Args, Direct, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// What calls of a type do at once, if its own `__new__` says so.
#[inline]
fn direct_of(class: &TypeObject) -> Option<Direct> {
    let new = class.special(Special::New);
    // SAFETY: the class keeps its special methods, the kind says what it is.
    let new = unsafe {
        if !new.is_kind(Kind::NativeFunction) {
            return None;
        }
        &*new.cast::<NativeFunction>()
    };
    if new.owner().raw() == class.raw() { new.def.direct } else { None }
}

impl Thread {
    /// `type.__call__`: `__new__`, then `__init__` if the result is an instance.
    pub fn call_class(&mut self, class: &Value, args: Args<'_>) -> PyResult {
        if self.native_stack_is_low() {
            return Err(self.recursion_exceeded(""));
        }
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("only types are called so") };
        if args.names().is_none()
            && let Some(direct) = direct_of(this)
        {
            return direct(self, args.values());
        }
        let type_type = self.interpreter().type_of_kind(Kind::Type);
        if std::ptr::eq(this, type_type) {
            match args.positional() {
                [object] if args.keyword_count() == 0 => return Ok(self.type_of(object).to_value()),
                [_] => return Err(self.type_error("type() takes no keyword arguments")),
                [_, _, _] => {}
                _ => return Err(self.type_error("type() takes 1 or 3 arguments")),
            }
        }
        let new = this.special(Special::New);
        if new.is_null() || this.flags.get().contains(TypeFlags::NO_NEW) {
            let name = self.type_full_name(this);
            return Err(self.type_error(format!("cannot create '{name}' instances")));
        }
        if args.keyword_count() == 0 && crate::builtins::exception::only_keeps_arguments(self, this) {
            return crate::builtins::exception::create_plain(self, class, args.values());
        }
        // SAFETY: the class keeps it alive.
        let new = unsafe { Value::from_borrowed(new) };
        let instance = match new.exact::<NativeFunction>() {
            Some(native) => native.def.call(self, class, args)?,
            None => {
                let mut all = Vec::with_capacity(args.values().len() + 1);
                all.push(class.clone());
                all.extend_from_slice(args.values());
                let function = match new.exact::<crate::builtins::descriptor::StaticMethod>() {
                    Some(method) => method.callable().cloned().unwrap_or(Value::NONE),
                    None => self.bind_descriptor_to_class(&new, class)?,
                };
                self.call_args(&function, Args::new(&all, args.names()))?
            }
        };
        if !self.type_of(&instance).is_subtype(this) {
            return Ok(instance);
        }
        let init = self.type_of(&instance).special(Special::Init);
        let object_init = self.interpreter().type_of_kind(Kind::Object).special(Special::Init);
        if init.is_null() || (init == object_init && this.special(Special::New) != self.object_new()) {
            // object.__init__ takes anything when `__new__` is overridden.
            return Ok(instance);
        }
        // SAFETY: the class keeps it alive.
        let init = unsafe { Value::from_borrowed(init) };
        let result = match NativeFunction::of(&init) {
            Some(native) if !init.is_kind(Kind::NativeFunction) => native.def.call(self, &instance, args)?,
            _ => {
                let bound = self.bind_descriptor(&init, &instance)?;
                self.call_args(&bound, args)?
            }
        };
        if !result.is_none() {
            return Err(self.init_must_return_none(&result));
        }
        Ok(instance)
    }

    pub(super) fn object_new(&self) -> Raw {
        self.interpreter().type_of_kind(Kind::Object).special(Special::New)
    }

    /// `TypeError: __init__() should return None, not 'int'`.
    pub(crate) fn init_must_return_none(&mut self, result: &Value) -> Exception {
        let name = self.type_name(result);
        self.type_error(format!("__init__() should return None, not '{name}'"))
    }
}
