//! Integers as bits and bytes.

use dashu_int::ops::{BitTest, Gcd, SquareRoot};
use dashu_int::{IBig, Sign, UBig};

use crate::error::TextError;

/// `int.bit_length`
pub fn bit_length(value: &IBig) -> u64 {
    let (_, words) = value.as_sign_words();
    words.last().map_or(0, |top| words.len() as u64 * 64 - u64::from(top.leading_zeros()))
}

/// `int.bit_count`: ones in the magnitude.
pub fn bit_count(value: &IBig) -> u64 {
    value.as_sign_words().1.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// `math.gcd` of two integers, never negative.
pub fn gcd(a: &IBig, b: &IBig) -> IBig {
    match (a.is_zero(), b.is_zero()) {
        (true, true) => IBig::ZERO,
        (true, false) => b.clone().into_parts().1.into(),
        (false, true) => a.clone().into_parts().1.into(),
        (false, false) => a.gcd(b).into(),
    }
}

/// `math.isqrt`
///
/// # Errors
/// `ValueError` for a negative value.
pub fn isqrt(value: &IBig) -> Result<IBig, TextError> {
    match value.clone().into_parts() {
        (Sign::Positive, magnitude) => Ok(magnitude.sqrt().into()),
        (Sign::Negative, _) => Err(TextError::value("isqrt() argument must be nonnegative")),
    }
}

/// `int.to_bytes`
///
/// # Errors
/// `OverflowError` when the value does not fit, or is negative and `signed` is false.
pub fn to_bytes(value: &IBig, length: usize, little: bool, signed: bool) -> Result<Vec<u8>, TextError> {
    let negative = value.sign() == Sign::Negative;
    if negative && !signed {
        return Err(TextError::overflow("can't convert negative int to unsigned"));
    }
    let too_big = || TextError::overflow("int too big to convert");
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| TextError::memory())?;
    // The complement of a negative number has its bits inverted, so both fit by the same measure.
    let magnitude = if negative { !value } else { value.clone() };
    let needed = magnitude.bit_len() as u128 + u128::from(signed && !value.is_zero());
    if needed > length as u128 * 8 {
        return Err(too_big());
    }
    let (_, magnitude) = magnitude.into_parts();
    bytes.extend_from_slice(&magnitude.to_le_bytes());
    bytes.resize(length, 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if !little {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes`
pub fn from_bytes(bytes: &[u8], little: bool, signed: bool) -> IBig {
    let top = if little { bytes.last() } else { bytes.first() };
    let value = IBig::from(if little { UBig::from_le_bytes(bytes) } else { UBig::from_be_bytes(bytes) });
    if signed && top.is_some_and(|&top| top >= 0x80) {
        value - (IBig::ONE << (bytes.len() * 8))
    } else {
        value
    }
}
