//! Between integers and floats, exactly: conversion rounds once, comparison not at all.

use std::cmp::Ordering;

use dashu_int::ops::DivRem;
use dashu_int::{IBig, Sign, UBig};

use super::{Int, bit_length, division_by_zero};
use crate::error::TextError;
use crate::float::{assemble, decompose};

/// `float(value)`
///
/// # Errors
/// `OverflowError` when the value is beyond the largest float.
pub fn to_float(value: &IBig) -> Result<f64, TextError> {
    let (sign, words) = value.as_sign_words();
    let magnitude = leading(words, 0);
    if magnitude.is_infinite() {
        return Err(TextError::overflow("int too large to convert to float"));
    }
    Ok(if sign == Sign::Negative { -magnitude } else { magnitude })
}

/// `int(value)`: towards zero.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for NaN.
pub fn float_to_int(value: f64) -> Result<Int, TextError> {
    if value.is_nan() {
        return Err(TextError::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(TextError::overflow("cannot convert float infinity to integer"));
    }
    if value.abs() < 9.2e18 {
        return Ok(Int::Small(value as i64));
    }
    let (mantissa, exponent) = decompose(value);
    Ok(Int::from(IBig::from(mantissa) << exponent.unsigned_abs() as usize))
}

/// Compares a small integer with a float; `None` for NaN.
#[inline]
pub fn compare_with_float(a: i64, b: f64) -> Option<Ordering> {
    if a.unsigned_abs() <= 1 << 53 {
        return (a as f64).partial_cmp(&b);
    }
    compare_wide(a.into(), b)
}

/// Compares a big integer with a float; `None` for NaN.
pub fn compare_big_with_float(a: &IBig, b: f64) -> Option<Ordering> {
    if !b.is_finite() {
        return 0.0.partial_cmp(&b);
    }
    Some(match float_to_int(b).map(Int::into_big) {
        Ok(whole) => a.cmp(&whole).then(0.0.partial_cmp(&b.fract()).unwrap_or(Ordering::Equal)),
        Err(_) => Ordering::Equal,
    })
}

/// `a / b` of small integers, correctly rounded.
///
/// # Errors
/// `ZeroDivisionError`
pub fn true_div_i64(a: i64, b: i64) -> Result<f64, TextError> {
    if b == 0 {
        return Err(division_by_zero());
    }
    if a.unsigned_abs() <= 1 << 53 && b.unsigned_abs() <= 1 << 53 {
        return Ok(a as f64 / b as f64);
    }
    true_div(&a.into(), &b.into())
}

/// `a / b`, correctly rounded.
///
/// # Errors
/// `ZeroDivisionError`, or `OverflowError` when the quotient is beyond the largest float.
pub fn true_div(a: &IBig, b: &IBig) -> Result<f64, TextError> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if a.is_zero() {
        return Ok(if b.sign() == Sign::Negative { -0.0 } else { 0.0 });
    }
    let negative = a.sign() != b.sign();
    let (dividend, divisor) = (a.clone().into_parts().1, b.clone().into_parts().1);
    // Scale so that the quotient has 65 or 66 bits: enough to round, the remainder tells the rest.
    let shift = bit_length(b) as i64 + 65 - bit_length(a) as i64;
    let magnitude = if shift < -2000 {
        f64::INFINITY
    } else if shift > 2000 {
        0.0
    } else {
        let (dividend, divisor) = if shift >= 0 {
            (dividend << shift as usize, divisor)
        } else {
            (dividend, divisor << shift.unsigned_abs() as usize)
        };
        let (quotient, remainder): (UBig, UBig) = dividend.div_rem(divisor);
        let sticky = !remainder.is_zero();
        let words = quotient.as_words();
        // Two words: the low one holds at least 64 of the 65 or 66 bits.
        let wide = u128::from(words[0]) | u128::from(words.get(1).copied().unwrap_or(0)) << 64;
        assemble((wide >> 2) as u64, sticky || wide & 3 != 0, 2 - shift)
    };
    if magnitude.is_infinite() {
        return Err(TextError::overflow("integer division result too large for a float"));
    }
    Ok(if negative { -magnitude } else { magnitude })
}

/// Compares an integer of up to 65 bits with a float.
fn compare_wide(a: i128, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    // Saturates far outside the range of `a`.
    let whole = b as i128;
    Some(a.cmp(&whole).then(0.0.partial_cmp(&b.fract()).unwrap_or(Ordering::Equal)))
}

/// The float nearest to a magnitude times a power of two.
fn leading(words: &[u64], exponent: i64) -> f64 {
    let Some((&top, rest)) = words.split_last() else { return 0.0 };
    let Some((&next, rest)) = rest.split_last() else { return assemble(top, false, exponent) };
    let wide = u128::from(top) << 64 | u128::from(next);
    let shift = wide.leading_zeros();
    let normal = wide << shift;
    let sticky = normal as u64 != 0 || rest.iter().any(|&word| word != 0);
    let place = rest.len() as i64 * 64 + 64 - i64::from(shift);
    assemble((normal >> 64) as u64, sticky, exponent.saturating_add(place))
}
