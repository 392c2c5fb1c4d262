//! `cycle`: the items of an iterable, again and again.

use std::cell::Cell;

use taipan_vm::native::object::{Guarded, Slot};
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// `iterator` is empty once it is exhausted; then `saved` is gone through from `index` on.
    pub(super) struct Cycle: LAYOUT, TYPE {
        iterator: Slot,
        saved: Guarded<Vec<Value>>,
        index: Cell<usize>,
    }
}

iterator_type! {
    /// The type `cycle`.
    TYPE "cycle", "An iterator over the items of an iterable that begins anew at its end, without end."
}

fn next(t: &mut Thread, this: &Cycle) -> PyResult<Option<Value>> {
    if let Some(iterator) = this.iterator.get() {
        if let Some(item) = t.next(&iterator)? {
            if this.saved.write(t).try_reserve(1).is_err() {
                return Err(t.memory_error());
            }
            this.saved.write(t).push(item.clone());
            return Ok(Some(item));
        }
        this.iterator.set(t, None);
    }
    let saved = this.saved.read(t);
    let item = saved.get(this.index.get()).cloned();
    let following = this.index.get() + 1;
    this.index.set(if following < saved.len() { following } else { 0 });
    Ok(item)
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, /)", name = "cycle")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value) -> PyResult {
        let iterator = t.iter(iterable)?;
        Cycle::create(t, class, iterator.into(), Guarded::new(Vec::new()), Cell::new(0))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Cycle) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
