//! `float.hex` and `float.fromhex`: exact text in base 16.

use super::parse::trim;
use super::ratio::assemble;
use super::repr::nonfinite;
use crate::error::TextError;
use crate::unit::Unit;

/// `float.hex`
pub fn to_hex(value: f64) -> String {
    if !value.is_finite() {
        return nonfinite(value).to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (lead, exponent) = match (bits >> 52) & 0x7FF {
        0 => (0, -1022),
        biased => (1, biased as i32 - 1023),
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex`
///
/// # Errors
/// `ValueError` for text that is not a hexadecimal float, `OverflowError` for one that is too large.
pub fn from_hex<U: Unit>(units: &[U]) -> Result<f64, TextError> {
    let ascii: Vec<u8> =
        units.iter().map(|u| u8::try_from(u.code()).ok().filter(u8::is_ascii).unwrap_or(0)).collect();
    let text = trim(&ascii);
    let (negative, text) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let magnitude = match text.to_ascii_lowercase().as_slice() {
        b"inf" | b"infinity" => f64::INFINITY,
        b"nan" => f64::NAN,
        lower => finite(lower.strip_prefix(b"0x").unwrap_or(lower))?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn invalid() -> TextError {
    TextError::value("invalid hexadecimal floating-point string")
}

/// `digits[.digits][p[sign]decimal digits]`, lower case.
fn finite(text: &[u8]) -> Result<f64, TextError> {
    let mut digits = Significand::default();
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        match byte {
            b'.' if !digits.fraction => digits.fraction = true,
            b'0'..=b'9' => digits.push(byte - b'0'),
            b'a'..=b'f' => digits.push(byte - b'a' + 10),
            _ => break,
        }
        rest = after;
    }
    if digits.count == 0 {
        return Err(invalid());
    }
    let exponent = match rest.split_first() {
        None => 0,
        Some((b'p', rest)) => decimal_exponent(rest).ok_or_else(invalid)?,
        Some(_) => return Err(invalid()),
    };
    let value = assemble(digits.value, digits.sticky, digits.exponent.saturating_add(exponent));
    if value.is_infinite() {
        return Err(TextError::overflow("hexadecimal value too large to represent as a float"));
    }
    Ok(value)
}

/// The leading bits of a hexadecimal number: `value × 2^exponent`, plus a bit lost below when `sticky`.
#[derive(Default)]
struct Significand {
    value: u64,
    exponent: i64,
    sticky: bool,
    fraction: bool,
    count: usize,
}

impl Significand {
    fn push(&mut self, digit: u8) {
        self.count += 1;
        if self.value >> 60 == 0 {
            self.value = self.value << 4 | u64::from(digit);
            self.exponent -= if self.fraction { 4 } else { 0 };
        } else {
            self.sticky |= digit != 0;
            self.exponent += if self.fraction { 0 } else { 4 };
        }
    }
}

/// An optional sign and decimal digits; saturates far beyond any float.
fn decimal_exponent(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text.split_first()? {
        (b'-', rest) => (-1, rest),
        (b'+', rest) => (1, rest),
        _ => (1, text),
    };
    if digits.is_empty() {
        return None;
    }
    let magnitude = digits.iter().try_fold(0i64, |value, &byte| {
        byte.is_ascii_digit().then(|| value.saturating_mul(10).saturating_add(i64::from(byte - b'0')))
    })?;
    Some(sign * magnitude.min(1 << 62))
}
