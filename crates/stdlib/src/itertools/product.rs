//! `product`: every way to take one item of each pool, as nested loops would.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::{Guarded, Plain, Slot};
use taipan_vm::{Args, PyResult, Thread, Value};

use super::{fill, indices, iterator_type, pool_items, reusable};

taipan_vm::native_object! {
    /// A tuple of pools, each a tuple; the index into each for the current result; that result, empty at first.
    pub(super) struct Product: LAYOUT, TYPE {
        pools: Slot,
        indices: Guarded<Plain<Vec<usize>>>,
        result: Slot,
        stopped: Cell<bool>,
    }
}

iterator_type! {
    /// The type `product`.
    TYPE "product", "An iterator over the tuples of one item of each iterable, as nested loops would give them. With repeat, the iterables are taken that many times.\n\nproduct('ab', [1, 2]) gives ('a', 1), ('a', 2), ('b', 1), ('b', 2)."
}

/// Moves the indices on: the first that changed, `None` after the last result.
fn advance(indices: &mut [usize], pools: &[Value]) -> Option<usize> {
    for at in (0..indices.len()).rev() {
        indices[at] += 1;
        if indices[at] < pool_items(&pools[at]).len() {
            return Some(at);
        }
        indices[at] = 0;
    }
    None
}

fn next(t: &mut Thread, this: &Product) -> PyResult<Option<Value>> {
    let Some(all) = this.pools.get().filter(|_| !this.stopped.get()) else { return Ok(None) };
    let pools = pool_items(&all);
    let result = if this.result.is_empty() {
        let firsts: Option<Vec<Value>> = pools.iter().map(|pool| pool_items(pool).first().cloned()).collect();
        let Some(firsts) = firsts else {
            this.stopped.set(true);
            return Ok(None);
        };
        Tuple::new(t, firsts)?
    } else {
        let Some(changed) = advance(&mut this.indices.write(t).0, pools) else {
            this.stopped.set(true);
            this.result.set(t, None);
            return Ok(None);
        };
        let mut result = reusable(t, &this.result)?;
        let indices = &this.indices.read(t).0;
        fill(&mut result, changed..indices.len(), |at| pool_items(&pools[at])[indices[at]].clone());
        result
    };
    this.result.set(t, Some(result.clone()));
    Ok(Some(result))
}

/// How often the iterables are taken.
fn repetitions(t: &mut Thread, args: Args<'_>) -> PyResult<usize> {
    if args.keyword_count() > 1 {
        let given = args.keyword_count();
        return Err(t.type_error(format!("product() takes at most 1 keyword argument ({given} given)")));
    }
    let Some((name, value)) = args.keywords().next() else { return Ok(1) };
    if name.as_str() != Some("repeat") {
        let name = name.to_lossy();
        return Err(t.type_error(format!("product() got an unexpected keyword argument '{name}'")));
    }
    let repeat = t.as_ssize(value)?;
    usize::try_from(repeat).map_err(|_| t.value_error("repeat argument cannot be negative"))
}

fn make(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let repeat = repetitions(t, args)?;
    let iterables = if repeat == 0 { &[] } else { args.positional() };
    let count = iterables.len().checked_mul(repeat).filter(|&count| count <= isize::MAX as usize / 8);
    let Some(count) = count else {
        return Err(t.overflow_error("repeat argument too large"));
    };
    let indices = indices(t, count, |_| 0)?;
    let mut pools = Vec::new();
    if pools.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    for iterable in iterables {
        let pool = t.collect_unasked(iterable)?;
        pools.push(Tuple::new(t, pool)?);
    }
    for index in iterables.len()..count {
        let pool: &Value = &pools[index - iterables.len()];
        pools.push(pool.clone());
    }
    let pools = Tuple::new(t, pools)?;
    let indices = Guarded::new(Plain(indices));
    Product::create(t, class, pools.into(), indices, Slot::empty(), Cell::new(false))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(*iterables, repeat=1)", name = "product")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        make(t, class, args)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Product) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// The size of the object in bytes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Product) -> PyResult<usize> {
        Ok(size_of::<Product>() + size_of_val(this.indices.read(t).0.as_slice()))
    }
}
