//! `accumulate`: running totals, by addition or any function of two arguments.

use taipan_bytecode::BinaryOperator;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// `function` and `initial` may be empty; `total` is until the first item.
    pub(super) struct Accumulate: LAYOUT, TYPE {
        iterator: Slot,
        function: Slot,
        total: Slot,
        initial: Slot,
    }
}

iterator_type! {
    /// The type `accumulate`.
    TYPE "accumulate", "An iterator over the running totals of an iterable: sums, or what func makes of the total and the next item. With initial, that comes first."
}

fn next(t: &mut Thread, this: &Accumulate) -> PyResult<Option<Value>> {
    if let Some(initial) = this.initial.take(t) {
        this.total.set(t, Some(initial.clone()));
        return Ok(Some(initial));
    }
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let Some(item) = t.next(&iterator)? else { return Ok(None) };
    let total = match this.total.get() {
        None => item,
        Some(total) => match this.function.get() {
            Some(function) => t.call(&function, &[total, item])?,
            None => t.binary_op(BinaryOperator::Add as usize, &total, &item)?,
        },
    };
    this.total.set(t, Some(total.clone()));
    Ok(Some(total))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, func=None, *, initial=None)", name = "accumulate")]
    fn __new__(
        t: &mut Thread,
        class: &Value,
        iterable: &Value,
        func: Option<&Value>,
        initial: Option<&Value>,
    ) -> PyResult {
        let iterator = t.iter(iterable)?;
        let (function, initial) = (Slot::from(func.cloned()), Slot::from(initial.cloned()));
        Accumulate::create(t, class, iterator.into(), function, Slot::empty(), initial)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Accumulate) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
