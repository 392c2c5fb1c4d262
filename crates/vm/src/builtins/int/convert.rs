//! What `int()` makes of other objects: numbers by `__int__` and `__index__`, text and bytes by their digits.

use taipan_text::int::{IntParseError, float_to_int, parse, parse_ascii};
use taipan_text::with_units;

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::float::Float;
use crate::builtins::int::{Integer, exact, finish, from_int};
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// `int(value)`: an exact int.
pub fn to_int(t: &mut Thread, value: &Value) -> PyResult {
    if value.as_small_int().is_some() {
        return Ok(value.clone());
    }
    if let Some(number) = value.exact::<Float>() {
        return finish(t, float_to_int(number.get()));
    }
    if let Some(result) = t.call_special(value, Special::Int, &[])? {
        return checked(t, result);
    }
    if t.has_special(value, Special::Index) {
        let index = t.as_index(value)?;
        return exact(t, &index);
    }
    match from_text(t, value, 10)? {
        Some(number) => Ok(number),
        None => {
            let name = t.type_name(value);
            Err(t.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
            )))
        }
    }
}

/// `int(text, base)`
pub fn with_base(t: &mut Thread, value: &Value, base: &Value) -> PyResult {
    let base = t.as_clamped_isize(base)?;
    let base = match u32::try_from(base) {
        Ok(base @ (0 | 2..=36)) => base,
        _ => return Err(t.text_error(IntParseError::Base.into_error(0, ""))),
    };
    let number = if is_text(value) { from_text(t, value, base)? } else { None };
    number.ok_or_else(|| t.type_error("int() can't convert non-string with explicit base"))
}

/// Whether a value has digits that go with a base.
fn is_text(value: &Value) -> bool {
    Str::of(value).is_some() || Bytes::of(value).is_some() || ByteArray::of(value).is_some()
}

/// The integer that a string or a bytes-like object spells; `None` for other objects.
fn from_text(t: &mut Thread, value: &Value, base: u32) -> PyResult<Option<Value>> {
    let limit = t.interpreter().int_max_str_digits;
    if let Some(text) = Str::of(value) {
        return match with_units!(text.text(), units => parse(units, base, limit)) {
            Ok(number) => from_int(t, number).map(Some),
            Err(error) => Err(malformed(t, error, base, value)),
        };
    }
    let Some(bytes) = t.bytes_of_any(value) else { return Ok(None) };
    match parse_ascii(&bytes, base, limit) {
        Ok(number) => from_int(t, number).map(Some),
        Err(error) => {
            let shown = Bytes::new(t, &bytes)?;
            Err(malformed(t, error, base, &shown))
        }
    }
}

#[cold]
fn malformed(t: &mut Thread, error: IntParseError, base: u32, value: &Value) -> Exception {
    match t.repr_lossy(value) {
        Ok(shown) => t.text_error(error.into_error(base, &shown)),
        Err(error) => error,
    }
}

/// What `__int__` answered, as an exact int.
fn checked(t: &mut Thread, result: Value) -> PyResult {
    if Integer::of(&result).is_none() {
        let name = t.type_name(&result);
        return Err(t.type_error(format!("__int__ returned non-int (type {name})")));
    }
    let number = exact(t, &result)?;
    if !number.is(&result) {
        deprecated_subclass(t, "__int__", "int", &result)?;
    }
    Ok(number)
}

/// Warns that a conversion answered an instance of a subclass.
pub(crate) fn deprecated_subclass(
    t: &mut Thread,
    method: &str,
    wanted: &str,
    result: &Value,
) -> PyResult<()> {
    let name = t.type_name(result);
    deprecated(
        t,
        &format!(
            "{method} returned non-{wanted} (type {name}).  The ability to return an instance of a strict subclass \
             of {wanted} is deprecated, and may be removed in a future version of Python."
        ),
    )
}

/// Issues a DeprecationWarning.
pub(crate) fn deprecated(t: &mut Thread, text: &str) -> PyResult<()> {
    t.warn(Class::DeprecationWarning, text, 1)
}
