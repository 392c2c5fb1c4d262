//! `%` of bytes and bytearrays.

use taipan_text::Text;
use taipan_text::percent::{self, Field};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::buffer::hold;
use crate::builtins::bytes::create::by_method;
use crate::builtins::bytes::sequence::{ByteString, make_text};
use crate::builtins::str::Str;
use crate::builtins::str::percent::{Flavor, format};
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// `this % values`.
pub(crate) fn format_bytes<S: ByteString>(t: &mut Thread, this: &S, values: &Value) -> PyResult {
    let _held = hold(this);
    let template = this.data(t).to_vec();
    let text = format::<u8, OfBytes>(t, &template, values)?;
    make_text::<S>(t, text)
}

/// `%` of bytes.
struct OfBytes;

impl Flavor<u8> for OfBytes {
    const BYTES: bool = true;

    fn key(t: &mut Thread, name: &[u8]) -> PyResult {
        Bytes::new(t, name)
    }

    fn is_mapping(t: &Thread, value: &Value) -> bool {
        t.has_special(value, Special::Getitem)
            && Tuple::of(value).is_none()
            && Str::of(value).is_none()
            && Bytes::of(value).is_none()
            && ByteArray::of(value).is_none()
    }

    fn text(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<bool> {
        let written = match field.kind {
            's' | 'b' => {
                let bytes = match by_bytes_method(t, value)? {
                    Some(bytes) => t.bytes_of(&bytes)?,
                    None => t.bytes_of(value)?,
                };
                let Some(bytes) = bytes else { return Err(not_bytes(t, value)) };
                field.text(&bytes, out)
            }
            'r' | 'a' => {
                let text = t.ascii_of(value)?;
                field.text(Str::of(&text).map(Str::bytes).unwrap_or_default(), out)
            }
            _ => return Ok(false),
        };
        written.map_err(|error| t.text_error(error))?;
        Ok(true)
    }

    fn character(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<()> {
        let bytes = match (Bytes::of(value), ByteArray::of(value)) {
            (Some(bytes), _) => Some(bytes.as_slice()),
            (_, array) => array.map(|array| array.as_slice(t)),
        };
        let code = match bytes {
            Some([byte]) => (*byte).into(),
            Some(bytes) => {
                let length = bytes.len();
                let name = t.type_name(value);
                return Err(not_a_byte(t, &format!("a {name} object of length {length}")));
            }
            None if t.is_index(value) => {
                let index = t.as_index(value)?;
                let code = Integer::of(&index).and_then(Integer::to_i64).unwrap_or(-1);
                if u8::try_from(code).is_err() {
                    return Err(t.text_error(percent::character_range(true)));
                }
                code
            }
            None => {
                let name = t.qualified_type_name(value)?;
                return Err(not_a_byte(t, &name));
            }
        };
        field.character(code, out).map_err(|error| t.text_error(error))
    }
}

/// What `__bytes__` answers for a value that is not bytes or a bytearray itself.
fn by_bytes_method(t: &mut Thread, value: &Value) -> PyResult<Option<Value>> {
    if Bytes::of(value).is_some() || ByteArray::of(value).is_some() { Ok(None) } else { by_method(t, value) }
}

#[cold]
fn not_bytes(t: &mut Thread, value: &Value) -> Exception {
    let name = t.type_name(value);
    t.type_error(format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
    ))
}

#[cold]
fn not_a_byte(t: &mut Thread, what: &str) -> Exception {
    t.type_error(format!("%c requires an integer in range(256) or a single byte, not {what}"))
}
