//! `compress`: the items whose selector is true.

use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// Two iterators.
    pub(super) struct Compress: LAYOUT, TYPE {
        data: Slot,
        selectors: Slot,
    }
}

iterator_type! {
    /// The type `compress`.
    TYPE "compress", "An iterator over those items of data for which the item of selectors in the same place is true."
}

fn next(t: &mut Thread, this: &Compress) -> PyResult<Option<Value>> {
    let (Some(data), Some(selectors)) = (this.data.get(), this.selectors.get()) else { return Ok(None) };
    loop {
        let Some(item) = t.next(&data)? else { return Ok(None) };
        let Some(selector) = t.next(&selectors)? else { return Ok(None) };
        if t.truth(&selector)? {
            return Ok(Some(item));
        }
        drop((item, selector));
        t.drain();
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(data, selectors)", name = "compress")]
    fn __new__(t: &mut Thread, class: &Value, data: &Value, selectors: &Value) -> PyResult {
        let data = t.iter(data)?;
        let selectors = t.iter(selectors)?;
        Compress::create(t, class, data.into(), selectors.into())
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Compress) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
