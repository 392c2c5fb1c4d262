//! `islice`: items by their positions.

use std::cell::Cell;

use taipan_vm::errors::Class;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// The iterator, empty at the end; the positions of the next item wanted, of the end, and of the next item read.
    pub(super) struct Slice: LAYOUT, TYPE {
        iterator: Slot,
        wanted: Cell<usize>,
        stop: Cell<Option<usize>>,
        step: Cell<usize>,
        position: Cell<usize>,
    }
}

iterator_type! {
    /// The type `islice`.
    TYPE "islice", "An iterator over the items of an iterable at the positions that a slice would take: islice(iterable, stop) or islice(iterable, start, stop, step). No index is negative."
}

/// Reads on to the next item wanted.
fn read(t: &mut Thread, this: &Slice, iterator: &Value) -> PyResult<Option<Value>> {
    while this.position.get() < this.wanted.get() {
        if t.next(iterator)?.is_none() {
            return Ok(None);
        }
        t.drain();
        this.position.set(this.position.get() + 1);
    }
    if this.stop.get().is_some_and(|stop| this.position.get() >= stop) {
        return Ok(None);
    }
    let Some(item) = t.next(iterator)? else { return Ok(None) };
    this.position.set(this.position.get() + 1);
    let following = this.wanted.get().saturating_add(this.step.get());
    this.wanted.set(following.min(this.stop.get().unwrap_or(usize::MAX)));
    Ok(Some(item))
}

fn next(t: &mut Thread, this: &Slice) -> PyResult<Option<Value>> {
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let item = read(t, this, &iterator);
    if !matches!(item, Ok(Some(_))) {
        this.iterator.set(t, None);
    }
    item
}

/// An index, -1 for what is none (as for -1 itself).
fn index(t: &mut Thread, value: &Value) -> isize {
    t.as_isize(value, Class::OverflowError).unwrap_or(-1)
}

fn make(t: &mut Thread, class: &Value, arguments: &[Value]) -> PyResult {
    let given = |index: usize| arguments.get(index).filter(|value| !value.is_none());
    let (start, stop, step) =
        if arguments.len() == 2 { (None, given(1), None) } else { (given(1), given(2), given(3)) };
    let start = start.map_or(0, |start| index(t, start));
    let range = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let stop = match stop.map(|stop| index(t, stop)) {
        Some(-1) => return Err(t.value_error(format!("Stop argument for islice() {range}"))),
        stop => stop,
    };
    if start < 0 || stop.is_some_and(|stop| stop < 0) {
        return Err(t.value_error(format!("Indices for islice() {range}")));
    }
    let step = step.map_or(1, |step| index(t, step));
    if step < 1 {
        return Err(t.value_error("Step for islice() must be a positive integer or None."));
    }
    let iterator = t.iter(&arguments[0])?;
    let [start, step] = [start, step].map(|index| Cell::new(index.unsigned_abs()));
    let stop = Cell::new(stop.map(isize::unsigned_abs));
    Slice::create(t, class, iterator.into(), start, stop, step, Cell::new(0))
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::Args;
    use taipan_vm::native::convert::{check_positional, new_arguments};

    /// Makes an iterator.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let arguments = new_arguments(t, class, args, "islice")?;
        check_positional(t, "islice", arguments.len(), 2, 4)?;
        make(t, class, arguments)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Slice) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
