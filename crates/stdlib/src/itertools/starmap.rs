//! `starmap`: what a function makes of argument tuples.

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// A function, and an iterator over its arguments.
    pub(super) struct StarMap: LAYOUT, TYPE {
        function: Slot,
        iterator: Slot,
    }
}

iterator_type! {
    /// The type `starmap`.
    TYPE "starmap", "An iterator over what function answers for each item of an iterable, which holds all its arguments."
}

fn next(t: &mut Thread, this: &StarMap) -> PyResult<Option<Value>> {
    let (Some(function), Some(iterator)) = (this.function.get(), this.iterator.get()) else {
        return Ok(None);
    };
    let Some(arguments) = t.next(&iterator)? else { return Ok(None) };
    if let Some(tuple) = arguments.exact::<Tuple>() {
        return t.call(&function, tuple.items()).map(Some);
    }
    let arguments = t.collect_unasked(&arguments)?;
    t.call(&function, &arguments).map(Some)
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(function, iterable, /)", name = "starmap")]
    fn __new__(t: &mut Thread, class: &Value, function: &Value, iterable: &Value) -> PyResult {
        let iterator = t.iter(iterable)?;
        StarMap::create(t, class, Slot::new(function.clone()), iterator.into())
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &StarMap) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
