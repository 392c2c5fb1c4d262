//! `range_iterator`: over integers that fit words.

use crate::builtins::int;
use crate::builtins::iterator::{RANGE_LAYOUT, RangeIterator};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// The type `range_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "range_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::RangeIterator,
    base: Some(Kind::Object),
    layout: &RANGE_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The next item; `None` at the end.
pub(super) fn next(t: &mut Thread, this: &RangeIterator) -> PyResult<Option<Value>> {
    let left = this.left.get();
    if left == 0 {
        return Ok(None);
    }
    let next = this.next.get();
    this.left.set(left - 1);
    this.next.set(next.wrapping_add(this.step.get()));
    int::from_i64(t, next).map(Some)
}

/// The methods of range iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, RangeIterator, Thread, Value, int, next};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::range;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &RangeIterator) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How many items are left.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &RangeIterator) -> PyResult<u64> {
        Ok(this.left.get())
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &RangeIterator) -> PyResult {
        let (first, step) = (this.next.get(), this.step.get());
        let stop = i128::from(first) + i128::from(this.left.get()) * i128::from(step);
        let start = int::from_i64(t, first)?;
        let stop = int::from_big(t, stop.into())?;
        let step = int::from_i64(t, step)?;
        let rest = range::new(t, start, stop, step)?;
        let iter = builtin(t, "iter")?;
        reduced(t, iter, rest, Some(Value::NONE))
    }

    /// Skips so many items, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &RangeIterator, object: &Value) -> PyResult<()> {
        let skipped = u64::try_from(t.as_i64(object)?).unwrap_or(0).min(this.left.get());
        this.next.set(this.next.get().wrapping_add(this.step.get().wrapping_mul(skipped as i64)));
        this.left.set(this.left.get() - skipped);
        Ok(())
    }
}
