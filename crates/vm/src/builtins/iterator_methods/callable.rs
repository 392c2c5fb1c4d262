//! `callable_iterator`: what `iter(callable, sentinel)` gives.
#![expect(unsafe_code, reason = "layout functions")]

use crate::builtins::fields::write;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// What is called and what ends the iteration; both NULL after that.
    CallableIterator, CallableIterator { callable, sentinel }
}

/// The type `callable_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "callable_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::CallableIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// An iterator over what `callable()` answers until it answers `sentinel`.
pub fn new(t: &mut Thread, callable: Value, sentinel: Value) -> PyResult {
    CallableIterator::new(t, callable.into_raw(), sentinel.into_raw())
}

impl CallableIterator {
    fn exhaust(&self) {
        for field in [&self.callable, &self.sentinel] {
            write(field, None);
        }
    }
}

/// The methods of callable iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CallableIterator, PyResult, Thread, Value};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::tuple::Tuple;
    use crate::errors::Class;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &CallableIterator) -> PyResult<Option<Value>> {
        let Some(callable) = this.callable().cloned() else { return Ok(None) };
        let result = t.call(&callable, &[]);
        let Some(result) = t.catch(result, Class::StopIteration)? else {
            this.exhaust();
            return Ok(None);
        };
        // The call may have exhausted the iterator.
        let Some(sentinel) = this.sentinel().cloned() else { return Ok(None) };
        if t.equals(&sentinel, &result)? {
            this.exhaust();
            return Ok(None);
        }
        Ok(Some(result))
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &CallableIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        if let (Some(callable), Some(sentinel)) = (this.callable().cloned(), this.sentinel().cloned()) {
            let arguments = Tuple::new(t, [callable, sentinel])?;
            return Tuple::new(t, [iter, arguments]);
        }
        let empty = Tuple::new(t, Vec::new())?;
        reduced(t, iter, empty, None)
    }
}
