//! `repr` and `ascii` of strings and bytes: which quote, which escapes.

use super::types::CharType;
use crate::error::TextError;
use crate::text::Text;
use crate::unit::Unit;

/// `repr` of a string: quoted, unprintable characters escaped.
pub fn repr<U: Unit>(units: &[U]) -> Text {
    quoted(units, |code| CharType::of(code).printable())
}

/// `ascii` of a string: quoted, everything above U+007E escaped.
pub fn ascii<U: Unit>(units: &[U]) -> Text {
    quoted(units, |_| false)
}

/// `repr` of a string as Rust text, for messages: it never holds a surrogate.
pub fn repr_string<U: Unit>(units: &[U]) -> String {
    repr(units).to_string_lossy()
}

/// `repr` of bytes, without the `b` when `prefix` is false.
///
/// # Errors
/// `MemoryError`
pub fn bytes_repr(bytes: &[u8], prefix: bool) -> Result<String, TextError> {
    let quote = quote_for(bytes);
    let width = |&byte: &u8| match byte {
        b'\\' | b'\t' | b'\n' | b'\r' => 2,
        0x20..0x7F => 1 + usize::from(byte == quote),
        _ => 4,
    };
    let mut out = Vec::new();
    let length = bytes.iter().map(width).sum::<usize>() + 3;
    out.try_reserve_exact(length).map_err(|_| TextError::memory())?;
    if prefix {
        out.push(b'b');
    }
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\\' => out.extend(b"\\\\"),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            _ if byte == quote => out.extend([b'\\', quote]),
            0x20..0x7F => out.push(byte),
            _ => out.extend([b'\\', b'x', hex_digit(byte.into(), 1), hex_digit(byte.into(), 0)]),
        }
    }
    out.push(quote);
    Ok(String::from_utf8(out).unwrap_or_else(|_| unreachable!("everything else is escaped")))
}

/// Appends the escape of a character as `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub(crate) fn push_escape(code: u32, out: &mut Text) {
    let (letter, digits) = match code {
        0..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    out.push(u32::from(b'\\'));
    out.push(u32::from(letter));
    (0..digits).rev().for_each(|place| out.push(hex_digit(code, place).into()));
}

/// The digit of a number at a hexadecimal place, counted from the right.
fn hex_digit(code: u32, place: u32) -> u8 {
    b"0123456789abcdef"[(code >> (4 * place) & 0xF) as usize]
}

/// Double quotes only around text with single quotes and no double ones.
fn quote_for<U: Unit>(units: &[U]) -> u8 {
    let holds = |quote: u8| units.iter().any(|u| u.code() == u32::from(quote));
    if holds(b'\'') && !holds(b'"') { b'"' } else { b'\'' }
}

fn quoted<U: Unit>(units: &[U], printable: impl Fn(u32) -> bool) -> Text {
    let quote = quote_for(units).into();
    let mut out = Text::with_capacity(units.len() + 2);
    out.push(quote);
    // Plain runs are copied whole.
    let mut rest = units;
    loop {
        let plain = rest.iter().position(|u| !is_plain(u.code(), quote)).unwrap_or(rest.len());
        out.extend(&rest[..plain]);
        let Some((special, after)) = rest[plain..].split_first() else { break };
        let code = special.code();
        match code {
            0x5C => out.push_str("\\\\"),
            0x09 => out.push_str("\\t"),
            0x0A => out.push_str("\\n"),
            0x0D => out.push_str("\\r"),
            _ if code == quote => [0x5C, quote].into_iter().for_each(|c| out.push(c)),
            _ if code >= 0x80 && printable(code) => out.push(code),
            _ => push_escape(code, &mut out),
        }
        rest = after;
    }
    out.push(quote);
    out
}

/// Whether a character stands for itself in any quoted form.
#[inline]
fn is_plain(code: u32, quote: u32) -> bool {
    (0x20..0x7F).contains(&code) && code != 0x5C && code != quote
}
