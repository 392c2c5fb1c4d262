//! Values of literals. The parser's are taken where they are right; strings with escaped
//! surrogates are decoded again from the source, as a `str` cannot hold them.

use std::sync::Arc;

use dashu_int::IBig;
use ruff_python_ast::{
    ExprBytesLiteral, ExprNumberLiteral, ExprStringLiteral, Number, StringFlags as _, StringLiteral,
};
use ruff_text_size::{Ranged, TextRange};
use taipan_bytecode::{Constant, Text};

use crate::error::Result;
use crate::session::Session;

/// More decimal digits than this are refused, as by `int()`.
const MAX_DECIMAL_DIGITS: usize = 4300;

pub(crate) fn string(session: &Session<'_>, literal: &ExprStringLiteral) -> Text {
    let mut parts = literal.value.iter();
    match (parts.next(), parts.next()) {
        (Some(only), None) => string_part(session, only),
        _ => {
            let mut joined = Vec::new();
            for part in literal.value.iter() {
                joined.extend_from_slice(string_part(session, part).as_wtf8());
            }
            Text::from_wtf8(joined)
        }
    }
}

pub(crate) fn string_part(session: &Session<'_>, part: &StringLiteral) -> Text {
    if part.value.contains('\u{fffd}') && !part.flags.prefix().is_raw() {
        let content =
            session.source[part.range].trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let quotes = if part.flags.is_triple_quoted() { 3 } else { 1 };
        if let Some(content) = content.get(quotes..content.len().saturating_sub(quotes)) {
            return decode_surrogates(content, &part.value, false);
        }
    }
    Text::from(&*part.value)
}

/// The text of a literal stretch of an f-string or t-string.
pub(crate) fn interpolated_part(session: &Session<'_>, value: &str, range: TextRange, raw: bool) -> Text {
    if value.contains('\u{fffd}') && !raw {
        return decode_surrogates(&session.source[range], value, true);
    }
    Text::from(value)
}

/// Puts surrogates back into `decoded`, where the parser left U+FFFD for `\ud800` to `\udfff`
/// escapes of `source`. `doubled` says that braces stand doubled in the source.
fn decode_surrogates(source: &str, decoded: &str, doubled: bool) -> Text {
    let mut surrogates = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '\u{fffd}']) {
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\u{fffd}') {
            surrogates.push(0xfffd);
            rest = after;
            continue;
        }
        let kind = rest[1..].chars().next();
        let digits = match kind {
            Some('u') => rest.get(2..6),
            Some('U') => rest.get(2..10),
            _ => None,
        };
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(code @ (0xd800..=0xdfff | 0xfffd)) = code {
            surrogates.push(code);
        } else if rest.starts_with("\\N{") && named_replacement(rest) {
            surrogates.push(0xfffd);
        }
        let skipped = 1 + kind.map_or(0, char::len_utf8);
        rest = &rest[skipped..];
    }
    debug_assert!(doubled || !surrogates.is_empty(), "U+FFFD came from somewhere");
    let mut surrogates = surrogates.into_iter();
    let mut bytes = Vec::with_capacity(decoded.len());
    for character in decoded.chars() {
        let code =
            if character == '\u{fffd}' { surrogates.next().unwrap_or(0xfffd) } else { u32::from(character) };
        push_wtf8(&mut bytes, code);
    }
    Text::from_wtf8(bytes)
}

fn named_replacement(rest: &str) -> bool {
    let name = rest[3..].split('}').next().unwrap_or_default();
    name.eq_ignore_ascii_case("REPLACEMENT CHARACTER")
}

/// Appends the generalised UTF-8 form of `code`.
pub(crate) fn push_wtf8(bytes: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        bytes.extend([
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]);
    }
}

pub(crate) fn bytes(literal: &ExprBytesLiteral) -> Constant {
    let mut parts = literal.value.iter();
    match (parts.next(), parts.next()) {
        (Some(only), None) => Constant::Bytes(Arc::from(&*only.value)),
        _ => Constant::Bytes(literal.value.bytes().collect()),
    }
}

/// A number's value.
///
/// # Errors
///
/// A `SyntaxError` for a decimal integer of too many digits.
pub(crate) fn number(session: &Session<'_>, literal: &ExprNumberLiteral) -> Result<Constant> {
    match &literal.value {
        Number::Int(value) => match value.as_i64() {
            Some(small) => Ok(Constant::Int(small)),
            None => big_integer(session, literal),
        },
        Number::Float(value) => Ok(Constant::Float(*value)),
        Number::Complex { real, imag } => Ok(Constant::Complex(*real, *imag)),
    }
}

fn big_integer(session: &Session<'_>, literal: &ExprNumberLiteral) -> Result<Constant> {
    let digits: String = session.source[literal.range].chars().filter(|digit| *digit != '_').collect();
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, &digits[..]),
    };
    if radix == 10 && digits.len() > MAX_DECIMAL_DIGITS {
        let message = format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits.",
            digits.len()
        );
        return Err(session.error_at(message, session.lines.location(literal.range())));
    }
    match IBig::from_str_radix(digits, radix) {
        Ok(value) => {
            Ok(i64::try_from(&value).map_or_else(|_| Constant::BigInt(Arc::new(value)), Constant::Int))
        }
        Err(_) => Err(session.error_at("invalid decimal literal", session.lines.location(literal.range()))),
    }
}
