//! `permutations`: the arrangements of a pool's items.

use std::cell::Cell;

use taipan_vm::builtins::int;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::{Guarded, Plain, Slot};
use taipan_vm::{PyResult, Thread, Value};

use super::{fill, indices, iterator_type, pool_items, reusable};

/// Where a permutation stands: an order of all positions, and for each place of the result how many rotations are left.
#[derive(Default)]
pub(super) struct State {
    indices: Vec<usize>,
    cycles: Vec<usize>,
}

impl State {
    /// Moves on: the first place that changed, `None` after the last arrangement.
    fn advance(&mut self) -> Option<usize> {
        let size = self.indices.len();
        for place in (0..self.cycles.len()).rev() {
            self.cycles[place] -= 1;
            if self.cycles[place] == 0 {
                self.indices[place..].rotate_left(1);
                self.cycles[place] = size - place;
            } else {
                self.indices.swap(place, size - self.cycles[place]);
                return Some(place);
            }
        }
        None
    }
}

taipan_vm::native_object! {
    /// The pool's items as a tuple, where the iterator stands, and the current result, empty at first.
    pub(super) struct Permutations: LAYOUT, TYPE {
        pool: Slot,
        state: Guarded<Plain<State>>,
        result: Slot,
        stopped: Cell<bool>,
    }
}

iterator_type! {
    /// The type `permutations`.
    TYPE "permutations", "An iterator over the arrangements of r items of an iterable, of all of them without r.\n\npermutations('abc', 2) gives ('a', 'b'), ('a', 'c'), ('b', 'a'), ..."
}

fn next(t: &mut Thread, this: &Permutations) -> PyResult<Option<Value>> {
    let Some(pool) = this.pool.get().filter(|_| !this.stopped.get()) else { return Ok(None) };
    let items = pool_items(&pool);
    let result = if this.result.is_empty() {
        let state = &this.state.read(t).0;
        let first: Vec<Value> =
            state.indices[..state.cycles.len()].iter().map(|&index| items[index].clone()).collect();
        Tuple::new(t, first)?
    } else {
        let Some(changed) = this.state.write(t).0.advance() else {
            this.stopped.set(true);
            this.result.set(t, None);
            return Ok(None);
        };
        let mut result = reusable(t, &this.result)?;
        let state = &this.state.read(t).0;
        fill(&mut result, changed..state.cycles.len(), |at| items[state.indices[at]].clone());
        result
    };
    this.result.set(t, Some(result.clone()));
    Ok(Some(result))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, r=None)", name = "permutations")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value, r: Option<&Value>) -> PyResult {
        let pool = t.collect_unasked(iterable)?;
        let pool = Tuple::new(t, pool)?;
        let size = pool_items(&pool).len();
        let r = match r {
            None => size as isize,
            Some(r) if int::of(r).is_none() => return Err(t.type_error("Expected int as r")),
            Some(r) => t.as_ssize(r)?,
        };
        let Ok(r) = usize::try_from(r) else { return Err(t.value_error("r must be non-negative")) };
        if r > isize::MAX as usize / size_of::<usize>() {
            return Err(t.memory_error());
        }
        let stopped = r > size;
        let cycles = indices(t, if stopped { 0 } else { r }, |place| size - place)?;
        let indices = indices(t, size, |index| index)?;
        let state = Guarded::new(Plain(State { indices, cycles }));
        Permutations::create(t, class, pool.into(), state, Slot::empty(), Cell::new(stopped))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Permutations) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// The size of the object in bytes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Permutations) -> PyResult<usize> {
        let state = &this.state.read(t).0;
        let words = state.indices.len() + state.cycles.len();
        Ok(size_of::<Permutations>() + words * size_of::<usize>())
    }
}
