//! `generic_alias_iterator`: what a generic alias gives to `*alias`, the starred alias, once.
#![expect(unsafe_code, reason = "layout functions")]

use crate::builtins::fields::write;
use crate::builtins::generic_alias::starred;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// The alias; NULL after it was given.
    AliasIterator, AliasIterator { alias }
}

/// The type `generic_alias_iterator`.
pub(crate) static TYPE: NativeType = NativeType {
    name: "generic_alias_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::AliasIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// An iterator that gives an alias, starred.
pub(crate) fn new(t: &mut Thread, alias: Value) -> PyResult {
    AliasIterator::new(t, alias.into_raw())
}

/// The methods of alias iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{AliasIterator, PyResult, Thread, Value, starred, write};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::tuple::Tuple;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &AliasIterator) -> PyResult<Option<Value>> {
        let Some(alias) = this.alias().cloned() else { return Ok(None) };
        let next = starred(t, &alias)?;
        write(&this.alias, None);
        Ok(Some(next))
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &AliasIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        let alias = match this.alias().cloned() {
            Some(alias) => alias,
            None => Tuple::new(t, Vec::new())?,
        };
        reduced(t, iter, alias, None)
    }
}
