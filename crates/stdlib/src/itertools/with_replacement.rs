//! `combinations_with_replacement`: as `combinations`, but each position as often as there is room.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::{Guarded, Plain, Slot};
use taipan_vm::{PyResult, Thread, Value};

use super::{fill, indices, iterator_type, pool_items, reusable};

taipan_vm::native_object! {
    /// The pool's items as a tuple, the indices of the current result, and that result, empty at first.
    pub(super) struct WithReplacement: LAYOUT, TYPE {
        pool: Slot,
        indices: Guarded<Plain<Vec<usize>>>,
        result: Slot,
        stopped: Cell<bool>,
    }
}

iterator_type! {
    /// The type `combinations_with_replacement`.
    TYPE "combinations_with_replacement", "An iterator over the tuples of r items of an iterable, each item as often as there is room, in the order of their positions.\n\ncombinations_with_replacement('ab', 2) gives ('a', 'a'), ('a', 'b'), ('b', 'b')."
}

/// Moves the indices on: the first position that changed, `None` after the last result.
fn advance(indices: &mut [usize], size: usize) -> Option<usize> {
    let position = (0..indices.len()).rev().find(|&at| indices[at] != size - 1)?;
    let index = indices[position] + 1;
    indices[position..].fill(index);
    Some(position)
}

fn next(t: &mut Thread, this: &WithReplacement) -> PyResult<Option<Value>> {
    let Some(pool) = this.pool.get().filter(|_| !this.stopped.get()) else { return Ok(None) };
    let items = pool_items(&pool);
    let result = if this.result.is_empty() {
        let first: Vec<Value> = this.indices.read(t).0.iter().map(|&index| items[index].clone()).collect();
        Tuple::new(t, first)?
    } else {
        let Some(changed) = advance(&mut this.indices.write(t).0, items.len()) else {
            this.stopped.set(true);
            this.result.set(t, None);
            return Ok(None);
        };
        let mut result = reusable(t, &this.result)?;
        let indices = &this.indices.read(t).0;
        let item = &items[indices[changed]];
        fill(&mut result, changed..indices.len(), |_| item.clone());
        result
    };
    this.result.set(t, Some(result.clone()));
    Ok(Some(result))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, r)", name = "combinations_with_replacement")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value, r: isize) -> PyResult {
        let pool = t.collect_unasked(iterable)?;
        let pool = Tuple::new(t, pool)?;
        let Ok(r) = usize::try_from(r) else { return Err(t.value_error("r must be non-negative")) };
        let stopped = pool_items(&pool).is_empty() && r > 0;
        if r > isize::MAX as usize / size_of::<usize>() {
            return Err(t.memory_error());
        }
        let indices = indices(t, if stopped { 0 } else { r }, |_| 0)?;
        let indices = Guarded::new(Plain(indices));
        WithReplacement::create(t, class, pool.into(), indices, Slot::empty(), Cell::new(stopped))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &WithReplacement) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// The size of the object in bytes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &WithReplacement) -> PyResult<usize> {
        Ok(size_of::<WithReplacement>() + size_of_val(this.indices.read(t).0.as_slice()))
    }
}
