//! What `int()` accepts of text, and the limit on its digits.

use dashu_int::{IBig, Sign};

use super::Int;
use super::render::{CHUNK, CHUNK_DIGITS, MOST_BY_CHUNKS};
use crate::error::TextError;
use crate::float::{to_ascii, trim};
use crate::unit::Unit;

/// Why text is no integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntParseError {
    /// The base is neither 0 nor from 2 to 36.
    Base,
    /// The text is malformed.
    Invalid,
    /// There are more digits than the limit.
    TooLong {
        /// Digits in the text, underscores apart.
        digits: usize,
        /// The limit.
        max_digits: usize,
    },
}

impl IntParseError {
    /// The exception, given the base as the caller wrote it and the `repr` of the text.
    pub fn into_error(self, base: u32, repr: &str) -> TextError {
        TextError::value(match self {
            IntParseError::Base => "int() base must be >= 2 and <= 36, or 0".to_owned(),
            IntParseError::Invalid => {
                let shown: String = repr.chars().take(200).collect();
                format!("invalid literal for int() with base {base}: {shown}")
            }
            IntParseError::TooLong { digits, max_digits } => format!(
                "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {digits} \
                 digits; use sys.set_int_max_str_digits() to increase the limit"
            ),
        })
    }
}

/// `int(text, base)`; `max_digits` is `sys.get_int_max_str_digits()`, 0 for no limit.
///
/// # Errors
/// See [`IntParseError`].
pub fn parse<U: Unit>(units: &[U], base: u32, max_digits: usize) -> Result<Int, IntParseError> {
    if let Some(bytes) = U::latin1(units)
        && bytes.is_ascii()
    {
        return parse_ascii(bytes, base, max_digits);
    }
    let ascii: Vec<u8> = units.iter().map(|u| to_ascii(u.code())).collect();
    parse_ascii(&ascii, base, max_digits)
}

/// The value of a few decimal digits, with nothing else around them but a sign; `None` for any other text.
pub fn parse_short(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let value = digits.iter().try_fold(0i64, |value, &byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value * 10 + i64::from(digit))
    })?;
    Some(if digits.len() < text.len() { -value } else { value })
}

/// `int(bytes, base)`: as text, but ASCII only.
///
/// # Errors
/// See [`IntParseError`].
pub fn parse_ascii(bytes: &[u8], base: u32, max_digits: usize) -> Result<Int, IntParseError> {
    if base == 1 || base > 36 {
        return Err(IntParseError::Base);
    }
    let text = trim(bytes);
    let (negative, text) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let (digits, base) = without_prefix(text, base)?;
    if let Some(value) = small(digits, base) {
        return Ok(Int::Small(if negative { -value } else { value }));
    }
    if base == 10
        && digits.len() <= MOST_BY_CHUNKS * CHUNK_DIGITS
        && (max_digits == 0 || digits.len() <= max_digits)
        && !digits.is_empty()
        && digits.iter().all(u8::is_ascii_digit)
    {
        let sign = if negative { Sign::Negative } else { Sign::Positive };
        return Ok(Int::from(IBig::from_sign_words(sign, &by_chunks(digits))));
    }
    let digits = checked(digits, base)?;
    if !base.is_power_of_two() && max_digits > 0 && digits.len() > max_digits {
        return Err(IntParseError::TooLong { digits: digits.len(), max_digits });
    }
    let value = IBig::from_str_radix(&digits, base).map_err(|_| IntParseError::Invalid)?;
    Ok(Int::from(if negative { -value } else { value }))
}

/// The words of decimal digits, taken 19 at a time: quadratic.
fn by_chunks(digits: &[u8]) -> Vec<u64> {
    let mut words = Vec::with_capacity(digits.len() / CHUNK_DIGITS + 1);
    let (first, chunks) = digits.split_at(digits.len() % CHUNK_DIGITS);
    for chunk in std::iter::once(first).chain(chunks.chunks_exact(CHUNK_DIGITS)) {
        let mut carry = chunk.iter().fold(0, |value: u64, &digit| value * 10 + u64::from(digit - b'0'));
        for word in &mut words {
            (*word, carry) = u64::carrying_mul(*word, CHUNK, carry);
        }
        if carry != 0 {
            words.push(carry);
        }
    }
    words
}

/// Takes the prefix off and settles the base.
fn without_prefix(text: &[u8], base: u32) -> Result<(&[u8], u32), IntParseError> {
    let named = match text {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if named != 0 && (base == 0 || base == named) {
        // One underscore may follow the prefix.
        let rest = &text[2..];
        return Ok((rest.strip_prefix(b"_").unwrap_or(rest), named));
    }
    if base != 0 {
        return Ok((text, base));
    }
    // Without a base, a leading zero announces nothing but more zeros.
    let zero = text.first() == Some(&b'0');
    if zero && text.iter().any(|b| !matches!(b, b'0' | b'_')) {
        return Err(IntParseError::Invalid);
    }
    Ok((text, 10))
}

fn digit(byte: u8, base: u32) -> Option<u32> {
    char::from(byte).to_digit(base)
}

/// The value of digits that surely fit 63 bits and have no underscores.
fn small(digits: &[u8], base: u32) -> Option<i64> {
    let longest = if base <= 10 { 18 } else { 12 };
    if digits.is_empty() || digits.len() > longest {
        return None;
    }
    digits.iter().try_fold(0i64, |value, &byte| {
        digit(byte, base).map(|digit| value * i64::from(base) + i64::from(digit))
    })
}

/// The digits without underscores, if all are digits and each underscore stands between two.
fn checked(digits: &[u8], base: u32) -> Result<String, IntParseError> {
    let mut out = String::with_capacity(digits.len());
    let mut after_digit = false;
    for &byte in digits {
        if byte == b'_' && after_digit {
            after_digit = false;
        } else if digit(byte, base).is_some() {
            out.push(char::from(byte));
            after_digit = true;
        } else {
            return Err(IntParseError::Invalid);
        }
    }
    if after_digit { Ok(out) } else { Err(IntParseError::Invalid) }
}
