//! `chain`: the items of several iterables, one after another.

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// An iterator over the iterables, empty at the end, and the one whose items are given now.
    pub(super) struct Chain: LAYOUT, TYPE {
        sources: Slot,
        active: Slot,
    }
}

iterator_type! {
    /// The type `chain`.
    TYPE "chain", "An iterator over the items of the first iterable, then of the second, until the last is exhausted."
}

fn next(t: &mut Thread, this: &Chain) -> PyResult<Option<Value>> {
    loop {
        if let Some(active) = this.active.get() {
            if let Some(item) = t.next(&active)? {
                return Ok(Some(item));
            }
            this.active.set(t, None);
            drop(active);
            t.drain();
        }
        let Some(sources) = this.sources.get() else { return Ok(None) };
        let source = match t.next(&sources) {
            Ok(Some(source)) => source,
            ended => {
                this.sources.set(t, None);
                return ended;
            }
        };
        match t.iter(&source) {
            Ok(active) => this.active.set(t, Some(active)),
            Err(error) => {
                this.sources.set(t, None);
                return Err(error);
            }
        }
    }
}

fn of(t: &mut Thread, class: &Value, iterables: &Value) -> PyResult {
    let sources = t.iter(iterables)?;
    Chain::create(t, class, sources.into(), Slot::empty())
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(*iterables)", name = "chain")]
    fn __new__(t: &mut Thread, class: &Value, iterables: &[Value]) -> PyResult {
        let iterables = Tuple::from_slice(t, iterables)?;
        of(t, class, &iterables)
    }

    /// Chains the iterables that one iterable gives, taking each when its turn comes.
    #[classmethod("($type, iterable, /)")]
    fn from_iterable(t: &mut Thread, class: &Value, iterable: &Value) -> PyResult {
        of(t, class, iterable)
    }

    /// `chain[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Chain) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
