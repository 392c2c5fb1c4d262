//! Objects as text: `repr`, `ascii`, `format`, `chr`, `ord`, and integers in other bases.

use dashu_int::IBig;

use crate::native::PyResult;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::Value;

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use super::in_base;
    use crate::builtins::bytes::Bytes;
    use crate::builtins::str::Str;
    use crate::native::PyResult;
    use crate::object::{Kind, Object};
    use crate::protocol::Integer;
    use crate::thread::Thread;
    use crate::value::Value;

    /// The text that shows an object to a programmer.
    #[function("(obj, /)")]
    fn repr(t: &mut Thread, obj: &Value) -> PyResult {
        t.repr(obj)
    }

    /// As `repr`, with everything but ASCII escaped.
    #[function("(obj, /)")]
    fn ascii(t: &mut Thread, obj: &Value) -> PyResult {
        t.ascii_of(obj)
    }

    /// An object formatted as a specification asks.
    #[function("(value, format_spec='', /)")]
    fn format(t: &mut Thread, value: &Value, format_spec: Option<&Str>) -> PyResult {
        let spec = match format_spec {
            Some(spec) => Str::from_units(t, spec.units())?,
            None => Str::new(t, "")?,
        };
        t.format_value(value, &spec)
    }

    /// The character with a code.
    #[function("(i, /)", leaf = crate::builtins::functions::leaves::chr)]
    fn chr(t: &mut Thread, i: &Value) -> PyResult {
        let index = t.as_index(i)?;
        let code = Integer::of(&index).and_then(Integer::to_i64).and_then(|code| u32::try_from(code).ok());
        match code.filter(|&code| code < 0x11_0000) {
            Some(code) => Str::from_characters(t, &[code]),
            None => Err(t.value_error("chr() arg not in range(0x110000)")),
        }
    }

    /// The code of a character.
    #[function("(character, /)", leaf = crate::builtins::functions::leaves::ord)]
    fn ord(t: &mut Thread, character: &Value) -> PyResult<i64> {
        let length = if let Some(text) = <Str as Object>::of(character) {
            if text.len() == 1 {
                return Ok(i64::from(text.units().get(0)));
            }
            text.len()
        } else if let Some(bytes) = <Bytes as Object>::of(character) {
            if let [byte] = bytes.as_slice() {
                return Ok(i64::from(*byte));
            }
            bytes.as_slice().len()
        } else if t.type_of(character).layout_is(Kind::ByteArray) {
            let length = t.length(character)?;
            if length == 1 {
                let item = t.get_item(character, &Value::small_int(0))?;
                return t.as_i64(&item);
            }
            length
        } else {
            let found = t.type_name(character);
            return Err(t.type_error(format!("ord() expected string of length 1, but {found} found")));
        };
        Err(t.type_error(format!("ord() expected a character, but string of length {length} found")))
    }

    /// An integer in base 2.
    #[function("(number, /)")]
    fn bin(t: &mut Thread, number: &Value) -> PyResult<String> {
        in_base(t, number, 2, "0b")
    }

    /// An integer in base 8.
    #[function("(number, /)")]
    fn oct(t: &mut Thread, number: &Value) -> PyResult<String> {
        in_base(t, number, 8, "0o")
    }

    /// An integer in base 16.
    #[function("(number, /)")]
    fn hex(t: &mut Thread, number: &Value) -> PyResult<String> {
        in_base(t, number, 16, "0x")
    }
}

fn in_base(t: &mut Thread, number: &Value, base: u8, prefix: &str) -> PyResult<String> {
    let index = t.as_index(number)?;
    let Some(integer) = Integer::of(&index) else { unreachable!("as_index answers an int") };
    let big;
    let value = match integer {
        Integer::Small(small) => {
            big = IBig::from(small);
            &big
        }
        Integer::Big(value) => value,
    };
    let digits = value.in_radix(base).to_string();
    Ok(match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    })
}
