//! What `float()` accepts of text: any decimal digits, underscores between digits, white space
//! around, `inf`, `infinity` and `nan` in any case.

use crate::error::TextError;
use crate::unicode::CharType;
use crate::unit::Unit;

/// `float(text)`, or `None` when it is not a number ([`parse_error`] words that).
pub fn parse<U: Unit>(units: &[U]) -> Option<f64> {
    if let Some(bytes) = U::latin1(units)
        && bytes.is_ascii()
    {
        return parse_ascii(bytes);
    }
    let ascii: Vec<u8> = units.iter().map(|u| to_ascii(u.code())).collect();
    parse_ascii(&ascii)
}

/// `float(bytes)`: as text, but ASCII only.
pub fn parse_ascii(bytes: &[u8]) -> Option<f64> {
    let trimmed = trim(bytes);
    if trimmed.contains(&b'_') { read(&without_underscores(trimmed)?) } else { read(trimmed) }
}

/// The error for text or bytes that [`parse`] refused, given their `repr`.
pub fn parse_error(repr: &str) -> TextError {
    TextError::value(format!("could not convert string to float: {repr}"))
}

/// C's `isspace`.
pub(crate) fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Strips what C's `isspace` calls white space.
pub(crate) fn trim(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&b| !is_c_space(b)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|&b| !is_c_space(b)).map_or(start, |at| at + 1);
    &bytes[start..end]
}

/// Decimal digits and white space of all scripts as ASCII, others that are not ASCII as `?`.
pub(crate) fn to_ascii(code: u32) -> u8 {
    if code < 0x7F {
        return code as u8;
    }
    let kind = CharType::of(code);
    match kind.decimal_value() {
        Some(digit) => b'0' + digit,
        None if kind.space() => b' ',
        None => b'?',
    }
}

/// Drops underscores, each of which must stand between two digits.
pub(crate) fn without_underscores(bytes: &[u8]) -> Option<Vec<u8>> {
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte != b'_' {
            out.push(byte);
        } else if !digit(at.checked_sub(1)) || !digit(Some(at + 1)) {
            return None;
        }
    }
    Some(out)
}

/// Rust reads the same grammar and rounds correctly.
fn read(bytes: &[u8]) -> Option<f64> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}
