//! What `complex()` accepts of text.

use super::Complex;
use crate::error::TextError;
use crate::float::{self, trim, without_underscores};
use crate::unicode::repr_string;
use crate::unit::Unit;

/// `complex(text)`
///
/// # Errors
/// `ValueError`
pub fn parse<U: Unit>(units: &[U]) -> Result<Complex, TextError> {
    let ascii: Vec<u8> = units.iter().map(|u| float::to_ascii(u.code())).collect();
    let plain = without_underscores(&ascii).ok_or_else(|| {
        TextError::value(format!("could not convert string to complex: {}", repr_string(units)))
    })?;
    number(&plain).ok_or_else(|| TextError::value("complex() arg is a malformed string"))
}

/// A number with optional parentheses around it.
fn number(text: &[u8]) -> Option<Complex> {
    let text = trim(text);
    match text.strip_prefix(b"(") {
        Some(inner) => parts(trim(inner.strip_suffix(b")")?)),
        None => parts(text),
    }
}

/// `x`, `yj`, `x±yj`, where `y` may be left out.
fn parts(text: &[u8]) -> Option<Complex> {
    let (first, rest) = float_prefix(text);
    match (first, rest) {
        (Some(re), b"") => Some(Complex::new(re, 0.0)),
        (Some(re), [b'+' | b'-', ..]) => Some(Complex::new(re, imaginary(rest)?)),
        _ => Some(Complex::new(0.0, imaginary(text)?)),
    }
}

/// `yj`, `+j`, `-j`, `j`.
fn imaginary(text: &[u8]) -> Option<f64> {
    let (value, rest) = match float_prefix(text) {
        (Some(value), rest) => (value, rest),
        (None, [b'+', rest @ ..]) => (1.0, rest),
        (None, [b'-', rest @ ..]) => (-1.0, rest),
        (None, rest) => (1.0, rest),
    };
    matches!(rest, b"j" | b"J").then_some(value)
}

/// The longest float at the start, and what follows it.
fn float_prefix(text: &[u8]) -> (Option<f64>, &[u8]) {
    let length = float_length(text);
    let (number, rest) = text.split_at(length);
    (if length == 0 { None } else { float::parse_ascii(number) }, rest)
}

fn float_length(text: &[u8]) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = |at: usize| usize::from(matches!(text.get(at), Some(b'+' | b'-')));
    let start = sign(0);
    for word in ["infinity", "inf", "nan"] {
        if text[start..].get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes())) {
            return start + word.len();
        }
    }
    let whole = digits(start);
    let mut end = start + whole;
    let mut fraction = 0;
    if text.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let from = end + 1 + sign(end + 1);
        let exponent = digits(from.min(text.len()));
        if exponent > 0 {
            end = from + exponent;
        }
    }
    end
}
