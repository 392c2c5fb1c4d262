//! Floor division, shifts and rounding, with a refusal of results that memory cannot hold before
//! dashu would abort on them.

use dashu_int::ops::DivRem;
use dashu_int::{IBig, Sign};

use super::{Int, bit_length};
use crate::error::TextError;

/// The exception of `/`, `//`, `%` and `divmod`.
pub fn division_by_zero() -> TextError {
    TextError::zero_division("division by zero")
}

/// Refuses a result of so many bits when memory for it cannot be had.
///
/// # Errors
/// `MemoryError`
pub fn check_size(bits: u64) -> Result<(), TextError> {
    // Small results are not worth asking for.
    if bits < 1 << 23 {
        return Ok(());
    }
    let bytes = usize::try_from(bits / 8 + 64).map_err(|_| TextError::memory())?;
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| TextError::memory())
}

/// Products of so many words are not worth asking for either.
const SMALL_PRODUCT: usize = 1 << 15;

/// Product, or `MemoryError`.
///
/// # Errors
/// `MemoryError`
pub fn multiply(a: &IBig, b: &IBig) -> Result<IBig, TextError> {
    if a.as_sign_words().1.len() + b.as_sign_words().1.len() > SMALL_PRODUCT {
        // The product and the scratch space of its algorithms.
        check_size(bit_length(a).saturating_add(bit_length(b)).saturating_mul(3))?;
    }
    Ok(a * b)
}

/// Quotient rounded down and remainder of the divisor's sign; `None` for a zero divisor or when the
/// quotient needs more than 64 bits.
#[inline]
pub fn floor_divmod_i64(a: i64, b: i64) -> Option<(i64, i64)> {
    let quotient = a.checked_div(b)?;
    let remainder = a.wrapping_rem(b);
    Some(if remainder != 0 && (remainder ^ b) < 0 {
        (quotient - 1, remainder + b)
    } else {
        (quotient, remainder)
    })
}

/// `divmod(a, b)`
///
/// # Errors
/// `ZeroDivisionError`
pub fn floor_divmod(a: &IBig, b: &IBig) -> Result<(IBig, IBig), TextError> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    let (quotient, remainder) = a.div_rem(b);
    if !remainder.is_zero() && remainder.sign() != b.sign() {
        return Ok((quotient - IBig::ONE, remainder + b));
    }
    Ok((quotient, remainder))
}

/// `a // b`
///
/// # Errors
/// `ZeroDivisionError`
pub fn floor_div(a: &IBig, b: &IBig) -> Result<IBig, TextError> {
    floor_divmod(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`
///
/// # Errors
/// `ZeroDivisionError`
pub fn modulo(a: &IBig, b: &IBig) -> Result<IBig, TextError> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    let remainder = a % b;
    Ok(if !remainder.is_zero() && remainder.sign() != b.sign() { remainder + b } else { remainder })
}

/// `a << count` of small integers.
///
/// # Errors
/// As [`shift_left`].
pub fn shift_left_i64(a: i64, count: i64) -> Result<Int, TextError> {
    if (0..64).contains(&count) {
        return Ok(Int::from(i128::from(a) << count));
    }
    shift_left(&a.into(), &count.into()).map(Int::from)
}

/// `a << count`
///
/// # Errors
/// `ValueError` for a negative count, `OverflowError` or `MemoryError` for a result that is too large.
pub fn shift_left(a: &IBig, count: &IBig) -> Result<IBig, TextError> {
    let count = shift_count(count)?;
    if a.is_zero() {
        return Ok(IBig::ZERO);
    }
    let count = count.ok_or_else(|| TextError::overflow("too many digits in integer"))?;
    check_size(bit_length(a).saturating_add(count))?;
    Ok(a << count as usize)
}

/// `a >> count` of small integers.
///
/// # Errors
/// `ValueError` for a negative count.
pub fn shift_right_i64(a: i64, count: i64) -> Result<i64, TextError> {
    if count < 0 {
        return Err(negative_shift());
    }
    Ok(a >> count.min(63))
}

/// `a >> count`, rounding down.
///
/// # Errors
/// `ValueError` for a negative count.
pub fn shift_right(a: &IBig, count: &IBig) -> Result<IBig, TextError> {
    Ok(match shift_count(count)? {
        Some(count) if count <= bit_length(a) => a >> count as usize,
        _ if a.sign() == Sign::Negative => -IBig::ONE,
        _ => IBig::ZERO,
    })
}

/// `round(value, -places)`: to the nearest multiple of a power of ten, ties to the even one.
///
/// # Errors
/// `MemoryError` when the power of ten is beyond memory but the value is not far below it.
pub fn round_to_ten(value: &IBig, places: u64) -> Result<IBig, TextError> {
    // A decimal place is more than three bits: below half the power everything rounds to zero.
    if places.saturating_mul(3) > bit_length(value).saturating_add(3) {
        return Ok(IBig::ZERO);
    }
    let power = super::pow(&IBig::from(10), &IBig::from(places))?;
    let (quotient, remainder) = floor_divmod(value, &power)?;
    let twice = &remainder + &remainder;
    let odd = &quotient % 2i32 != 0;
    let up = twice > power || twice == power && odd;
    let quotient = if up { quotient + IBig::ONE } else { quotient };
    Ok(quotient * power)
}

fn negative_shift() -> TextError {
    TextError::value("negative shift count")
}

/// The count when it fits 63 bits.
fn shift_count(count: &IBig) -> Result<Option<u64>, TextError> {
    if count.sign() == Sign::Negative {
        return Err(negative_shift());
    }
    Ok(i64::try_from(count).ok().map(i64::cast_unsigned))
}
