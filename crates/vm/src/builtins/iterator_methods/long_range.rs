//! `longrange_iterator`: over integers of any size.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::builtins::int;
use crate::builtins::range::{self, big};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// The next item, the step and how many items are left: ints, never NULL.
    LongRangeIterator, LongRangeIterator { next, step, left }
}

/// The type `longrange_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "longrange_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::LongRangeIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The fields as numbers.
fn numbers(this: &LongRangeIterator) -> [dashu_int::IBig; 3] {
    [this.next(), this.step(), this.left()].map(|field| field.map(big).unwrap_or_default())
}

/// Goes on by `count` items, of which there are enough.
fn skip(t: &mut Thread, this: &LongRangeIterator, count: &dashu_int::IBig) -> PyResult<()> {
    let [next, step, left] = numbers(this);
    let next = int::from_big(t, next + count * step)?;
    let left = int::from_big(t, left - count)?;
    for (field, value) in [(&this.next, next), (&this.left, left)] {
        // SAFETY: the field's old reference moves out as the new one moves in.
        drop(unsafe { Value::from_raw(field.replace(value.into_raw())) });
    }
    Ok(())
}

/// The methods of long range iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use dashu_int::IBig;

    use super::{LongRangeIterator, PyResult, Thread, Value, int, numbers, range, skip};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::object::Kind;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &LongRangeIterator) -> PyResult<Option<Value>> {
        let Some(next) = this.next().cloned() else { return Ok(None) };
        if numbers(this)[2] == IBig::ZERO {
            return Ok(None);
        }
        skip(t, this, &IBig::ONE)?;
        Ok(Some(next))
    }

    /// How many items are left.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &LongRangeIterator) -> PyResult<Option<Value>> {
        Ok(this.left().cloned())
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &LongRangeIterator) -> PyResult {
        let [next, step, left] = numbers(this);
        let stop = int::from_big(t, &next + left * &step)?;
        let start = int::from_big(t, next)?;
        let step = int::from_big(t, step)?;
        let rest = range::new(t, start, stop, step)?;
        let iter = builtin(t, "iter")?;
        reduced(t, iter, rest, Some(Value::NONE))
    }

    /// Skips so many items, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &LongRangeIterator, object: &Value) -> PyResult<()> {
        if object.as_small_int().is_none() && !object.is_kind(Kind::BigInt) {
            let name = t.qualified_type_name(object)?;
            return Err(t.type_error(format!("state must be an int, not {name}")));
        }
        let [_, _, left] = numbers(this);
        let count = super::big(object).clamp(IBig::ZERO, left);
        skip(t, this, &count)
    }
}
