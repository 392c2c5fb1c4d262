//! `zip_longest`: items side by side until the longest iterable ends.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::{Guarded, Slot};
use taipan_vm::{Args, PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// The iterators, `None` for those that are exhausted, and how many are not; what stands for missing items; the tuple
    /// given last.
    pub(super) struct ZipLongest: LAYOUT, TYPE {
        iterators: Guarded<Vec<Option<Value>>>,
        active: Cell<usize>,
        missing: Slot,
        result: Slot,
    }
}

iterator_type! {
    /// The type `zip_longest`.
    TYPE "zip_longest", "An iterator over tuples of one item of each iterable, until the longest ends; fillvalue stands for what others lack."
}

/// The item of the iterator at `index`; `None` when it was the last that had any.
fn item(t: &mut Thread, this: &ZipLongest, index: usize) -> PyResult<Option<Value>> {
    let missing = |this: &ZipLongest| this.missing.get_or_none();
    let Some(iterator) = this.iterators.read(t).get(index).cloned().flatten() else {
        return Ok(Some(missing(this)));
    };
    match t.next(&iterator) {
        Ok(Some(item)) => Ok(Some(item)),
        Ok(None) if this.active.get() > 1 => {
            this.active.set(this.active.get() - 1);
            this.iterators.write(t)[index] = None;
            Ok(Some(missing(this)))
        }
        ended => {
            this.active.set(0);
            ended
        }
    }
}

fn next(t: &mut Thread, this: &ZipLongest) -> PyResult<Option<Value>> {
    let count = this.iterators.read(t).len();
    if this.active.get() == 0 {
        return Ok(None);
    }
    let mut result = this.result.take(t).unwrap_or(Value::NONE);
    if Tuple::unique_items(&mut result).is_none() {
        let Some(whole) = Tuple::of_each(t, count, |t, index| item(t, this, index))? else { return Ok(None) };
        result = whole;
    } else {
        for index in 0..count {
            let Some(item) = item(t, this, index)? else { return Ok(None) };
            if let Some(items) = Tuple::unique_items(&mut result) {
                items[index] = item;
            }
        }
    }
    this.result.set(t, Some(result.clone()));
    Ok(Some(result))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(*iterables, fillvalue=None)", name = "zip_longest")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let missing = args.keyword("fillvalue");
        if args.keyword_count() > usize::from(missing.is_some()) {
            return Err(t.type_error("zip_longest() got an unexpected keyword argument"));
        }
        let missing = missing.cloned().unwrap_or(Value::NONE);
        let mut iterators = Vec::with_capacity(args.positional().len());
        for iterable in args.positional() {
            iterators.push(Some(t.iter(iterable)?));
        }
        let active = Cell::new(iterators.len());
        ZipLongest::create(t, class, Guarded::new(iterators), active, missing.into(), Slot::empty())
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &ZipLongest) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
