//! Powers, with and without a modulus.

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{Abs, ExtendedGcd};
use dashu_int::{IBig, Sign, UBig};

use super::{Int, bit_length, check_size, modulo};
use crate::error::TextError;

/// `base ** exponent` of small integers, exponent not negative.
///
/// # Errors
/// As [`pow`].
pub fn pow_i64(base: i64, exponent: u64) -> Result<Int, TextError> {
    if let Ok(exponent) = u32::try_from(exponent)
        && let Some(power) = base.checked_pow(exponent)
    {
        return Ok(Int::Small(power));
    }
    pow(&base.into(), &exponent.into()).map(Int::from)
}

/// `base ** exponent`, exponent not negative (a negative one is taken as positive).
///
/// # Errors
/// `MemoryError` for a result that is too large.
pub fn pow(base: &IBig, exponent: &IBig) -> Result<IBig, TextError> {
    let odd = bit(exponent, 0);
    if exponent.is_zero() || base.is_one() {
        return Ok(IBig::ONE);
    }
    if base.is_zero() {
        return Ok(IBig::ZERO);
    }
    if *base == -IBig::ONE {
        return Ok(if odd { -IBig::ONE } else { IBig::ONE });
    }
    let exponent = u64::try_from(exponent.clone().abs()).map_err(|_| TextError::memory())?;
    // The power, its last factors, and the scratch space of their product.
    check_size(bit_length(base).saturating_mul(exponent).saturating_mul(3))?;
    Ok(base.pow(exponent as usize))
}

/// `pow(base, exponent, modulus)`: the result has the modulus's sign.
///
/// # Errors
/// `ValueError` for a zero modulus, or a negative exponent of a base without an inverse.
pub fn pow_mod(base: &IBig, exponent: &IBig, modulus: &IBig) -> Result<IBig, TextError> {
    if modulus.is_zero() {
        return Err(TextError::value("pow() 3rd argument cannot be 0"));
    }
    let positive = modulus.clone().abs();
    if positive.is_one() {
        return Ok(IBig::ZERO);
    }
    let (sign, exponent) = exponent.clone().into_parts();
    let mut base = modulo(base, &positive)?;
    if sign == Sign::Negative {
        base = inverse(&base, &positive)?;
    }
    let (_, magnitude) = positive.into_parts();
    let ring = ConstDivisor::new(magnitude);
    let power = IBig::from(ring.reduce(base.into_parts().1).pow(&exponent).residue());
    modulo(&power, modulus)
}

/// The inverse of `base` modulo a number above 1, both in canonical range.
fn inverse(base: &IBig, modulus: &IBig) -> Result<IBig, TextError> {
    let unit: UBig = UBig::ONE;
    let failure = || TextError::value("base is not invertible for the given modulus");
    if base.is_zero() {
        return Err(failure());
    }
    let (gcd, coefficient, _) = base.gcd_ext(modulus);
    if gcd != unit {
        return Err(failure());
    }
    modulo(&coefficient, modulus)
}

fn bit(value: &IBig, place: usize) -> bool {
    value.as_sign_words().1.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}
