//! `hex` and `fromhex`.

use taipan_text::{Unit, with_units};

use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::sequence::ByteString;
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// `data.hex(sep, bytes_per_sep)`: groups are counted from the right, with a negative size from the left.
pub(crate) fn hex(t: &mut Thread, data: &[u8], separator: Option<&Value>, group: i32) -> PyResult {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let separator = match separator {
        Some(separator) => Some(separator_byte(t, separator)?),
        None => None,
    };
    let group_size = group.unsigned_abs() as usize;
    let separator = separator.filter(|_| group_size != 0);
    let groups = data.len().checked_div(group_size).unwrap_or(0);
    let mut out = Vec::new();
    if out.try_reserve(data.len().saturating_mul(2).saturating_add(groups)).is_err() {
        return Err(t.memory_error());
    }
    for (index, byte) in data.iter().enumerate() {
        if let Some(separator) = separator {
            let behind = if group < 0 { index } else { data.len() - index };
            if index != 0 && behind % group_size == 0 {
                out.push(separator);
            }
        }
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    Str::from_latin1(t, &out)
}

fn separator_byte(t: &mut Thread, separator: &Value) -> PyResult<u8> {
    let length = t.length(separator)?;
    if length != 1 {
        return Err(t.value_error("sep must be length 1."));
    }
    let code = match (Str::of(separator), Bytes::of(separator)) {
        (Some(text), _) => text.units().get(0),
        (_, Some(bytes)) => bytes.as_slice()[0].into(),
        _ => return Err(t.type_error("sep must be str or bytes.")),
    };
    match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => Ok(byte),
        _ => Err(t.value_error("sep must be ASCII.")),
    }
}

/// The bytes that `fromhex` reads from a string or a bytes-like object.
pub(crate) fn parse(t: &mut Thread, string: &Value) -> PyResult<Vec<u8>> {
    let parsed = if let Some(text) = Str::of(string) {
        with_units!(text.text(), units => digits(units).map_err(|place| foreign(units).or(place)))
    } else if let Some(bytes) = t.bytes_of(string)? {
        digits(&bytes)
    } else {
        let name = t.qualified_type_name(string)?;
        return Err(t.type_error(format!("fromhex() argument must be str or bytes-like, not {name}")));
    };
    parsed.map_err(|place| match place {
        Some(at) => t.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}")),
        None => t.value_error("fromhex() arg must contain an even number of hexadecimal digits"),
    })
}

/// Where the first character is that is not ASCII, which is named rather than an earlier one that is no digit.
fn foreign<U: Unit>(units: &[U]) -> Option<usize> {
    units.iter().position(|unit| unit.code() >= 0x80)
}

/// Pairs of digits with white space between them. Fails with the place of what is no digit, or with none when a
/// digit is missing at the end.
fn digits<U: Unit>(units: &[U]) -> Result<Vec<u8>, Option<usize>> {
    let mut out = Vec::with_capacity(units.len() / 2);
    let digit = |at: usize| match units.get(at) {
        Some(unit) => char::from_u32(unit.code()).and_then(|c| c.to_digit(16)).ok_or(Some(at)),
        None => Err(None),
    };
    let mut at = 0;
    while at < units.len() {
        if matches!(units[at].code(), 0x20 | 0x09..=0x0d) {
            at += 1;
            continue;
        }
        let high = digit(at)?;
        out.push((high << 4 | digit(at + 1)?) as u8);
        at += 2;
    }
    Ok(out)
}

/// An instance of a class, made by calling it with bytes unless it is the builtin type.
pub(crate) fn instance<S: ByteString>(t: &mut Thread, class: &Value, data: Vec<u8>) -> PyResult {
    if class.is(&t.interpreter().type_of_kind(S::KIND).to_value()) {
        return S::make(t, data);
    }
    let bytes = Bytes::new(t, &data)?;
    t.call(class, &[bytes])
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn pairs_may_stand_apart() {
        assert_eq!(digits(b"12 aF\n0B"), Ok(vec![0x12, 0xaf, 0x0b]));
        assert_eq!(digits(b"1 2"), Err(Some(1)));
        assert_eq!(digits(b"123"), Err(None));
        assert_eq!(digits(&[0x61_u16, 0x1234]), Err(Some(1)));
    }
}
