//! `pairwise`: each item with the one before it.

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// The iterator, empty at the end; the item before, empty at first; the pair given last.
    pub(super) struct Pairwise: LAYOUT, TYPE {
        iterator: Slot,
        before: Slot,
        result: Slot,
    }
}

iterator_type! {
    /// The type `pairwise`.
    TYPE "pairwise", "An iterator over the pairs of neighbouring items of an iterable.\n\npairwise('abc') gives ('a', 'b'), ('b', 'c')."
}

/// The next item; at the end, or after an error, there are no more.
fn item(t: &mut Thread, this: &Pairwise) -> PyResult<Option<Value>> {
    let Some(iterator) = this.iterator.get() else { return Ok(None) };
    let item = t.next(&iterator);
    if !matches!(item, Ok(Some(_))) {
        this.iterator.set(t, None);
        this.before.set(t, None);
    }
    item
}

fn next(t: &mut Thread, this: &Pairwise) -> PyResult<Option<Value>> {
    let before = match this.before.get() {
        Some(before) => before,
        None => {
            let Some(first) = item(t, this)? else { return Ok(None) };
            this.before.set(t, Some(first.clone()));
            if this.iterator.is_empty() {
                // Taking the item ended this iterator.
                this.before.set(t, None);
                return Ok(None);
            }
            first
        }
    };
    let Some(after) = item(t, this)? else { return Ok(None) };
    this.before.set(t, Some(after.clone()));
    let mut result = this.result.take(t).unwrap_or(Value::NONE);
    match Tuple::unique_items(&mut result) {
        Some([first, second]) => {
            *first = before;
            *second = after;
        }
        _ => result = Tuple::new(t, [before, after])?,
    }
    this.result.set(t, Some(result.clone()));
    Ok(Some(result))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, /)", name = "pairwise")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value) -> PyResult {
        let iterator = t.iter(iterable)?;
        Pairwise::create(t, class, iterator.into(), Slot::empty(), Slot::empty())
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Pairwise) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
