//! Integers to bytes and back.

use taipan_text::int;

use crate::builtins::bytes::create;
use crate::builtins::bytes::sequence::check_length;
use crate::builtins::bytes::{Bytes, BytesLike};
use crate::builtins::int::arith::wide;
use crate::builtins::int::{Integer, from_big};
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// Whether `byteorder` asks for the least significant byte first.
fn is_little(t: &mut Thread, byteorder: Option<&Str>) -> PyResult<bool> {
    match byteorder.map_or(Some("big"), Str::as_str) {
        Some("little") => Ok(true),
        Some("big") => Ok(false),
        _ => Err(t.value_error("byteorder must be either 'little' or 'big'")),
    }
}

/// `value.to_bytes(length, byteorder, signed=signed)`
pub(super) fn to_bytes(
    t: &mut Thread,
    value: Integer<'_>,
    length: isize,
    byteorder: Option<&Str>,
    signed: bool,
) -> PyResult {
    let little = is_little(t, byteorder)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(t.value_error("length argument must be non-negative"));
    };
    check_length::<Bytes>(t, length)?;
    match int::to_bytes(&wide(value), length, little, signed) {
        Ok(bytes) => Bytes::new(t, &bytes),
        Err(error) => Err(t.text_error(error)),
    }
}

/// `int.from_bytes(source, byteorder, signed=signed)`
pub(super) fn from_bytes(t: &mut Thread, source: &Value, byteorder: Option<&Str>, signed: bool) -> PyResult {
    let little = is_little(t, byteorder)?;
    let bytes = object_bytes(t, source)?;
    from_big(t, int::from_bytes(&bytes, little, signed))
}

/// The bytes that an object is or converts to: what `bytes()` makes of it, but for numbers and strings.
fn object_bytes(t: &mut Thread, source: &Value) -> PyResult<BytesLike> {
    let converted = if let Some(result) = t.call_special(source, Special::Bytes, &[])? {
        if Bytes::of(&result).is_none() {
            let name = t.type_name(&result);
            return Err(t.type_error(format!("__bytes__ returned non-bytes (type {name})")));
        }
        result
    } else if let Some(bytes) = t.bytes_of(source)? {
        return Ok(bytes);
    } else if Str::of(source).is_none() && t.is_iterable(source) {
        return create::of_items::<Bytes>(t, source);
    } else {
        let name = t.type_name(source);
        return Err(t.type_error(format!("cannot convert '{name}' object to bytes")));
    };
    t.bytes_like(&converted)
}
