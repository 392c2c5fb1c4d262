//! `batched`: tuples of so many items each.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// `iterator` is empty once it is exhausted.
    pub(super) struct Batched: LAYOUT, TYPE {
        iterator: Slot,
        size: Cell<usize>,
        strict: Cell<bool>,
    }
}

iterator_type! {
    /// The type `batched`.
    TYPE "batched", "An iterator over tuples of n items each of an iterable. The last may be shorter, unless strict."
}

fn next(t: &mut Thread, this: &Batched) -> PyResult<Option<Value>> {
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let size = this.size.get();
    let mut batch = Vec::new();
    if batch.try_reserve_exact(size).is_err() {
        return Err(t.memory_error());
    }
    while batch.len() < size {
        match t.next(&iterator) {
            Ok(Some(item)) => batch.push(item),
            Ok(None) => break,
            Err(error) => {
                this.iterator.set(t, None);
                return Err(error);
            }
        }
    }
    if batch.len() == size {
        return Tuple::new(t, batch).map(Some);
    }
    this.iterator.set(t, None);
    if batch.is_empty() {
        return Ok(None);
    }
    if this.strict.get() {
        return Err(t.value_error("batched(): incomplete batch"));
    }
    Tuple::new(t, batch).map(Some)
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, n, *, strict=False)", name = "batched")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value, n: isize, strict: bool) -> PyResult {
        if n < 1 {
            return Err(t.value_error("n must be at least one"));
        }
        let iterator = t.iter(iterable)?;
        Batched::create(t, class, iterator.into(), Cell::new(n.unsigned_abs()), Cell::new(strict))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Batched) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
