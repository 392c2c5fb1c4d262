//! What Python sees of strings.

use taipan_text::{unicode, with_units};

use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::protocol::compare_text;
use crate::thread::Thread;
use crate::value::Value;

/// The methods of strings.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Str, Thread, Value, compare_text, unicode, with_units};

    #[special]
    fn __repr__(t: &mut Thread, this: &Str) -> PyResult {
        let text = with_units!(this.text(), units => unicode::repr(units));
        Str::from_text(t, &text)
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Value) -> PyResult {
        Str::exact_value(t, this)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Str) -> PyResult<i64> {
        Ok(this.hash(t).cast_signed())
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Str) -> PyResult<usize> {
        Ok(this.len())
    }

    #[special]
    fn __eq__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(this.equals(other))))
    }

    #[special]
    fn __ne__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(!this.equals(other))))
    }

    #[special]
    fn __lt__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(compare_text(this, other).is_lt())))
    }

    #[special]
    fn __le__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(compare_text(this, other).is_le())))
    }

    #[special]
    fn __gt__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(compare_text(this, other).is_gt())))
    }

    #[special]
    fn __ge__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(compare_text(this, other).is_ge())))
    }
}
