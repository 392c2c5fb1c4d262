//! Integers: floor division, two's-complement bit operations, exact conversion to floats, and the sizes
//! beyond which CPython does not fold.

use std::sync::Arc;

use dashu_int::ops::{Abs, BitTest, DivRem, UnsignedAbs};
use dashu_int::{IBig, UBig};
use taipan_bytecode::{BinaryOperator, Constant};

use super::float;

/// Products, powers and left shifts with more bits than this are computed when they run.
const MAX_BITS: u64 = 128;
/// Significant bits of a float.
const FLOAT_BITS: i64 = 53;
/// The exponent of the smallest normal float, counted so that 1.0 is in `2^0 ..= 2^1`.
const MIN_EXPONENT: i64 = -1022;
const MAX_EXPONENT: i64 = 1023;

/// The constant for an integer of any size.
pub(super) fn constant(value: IBig) -> Constant {
    match i64::try_from(&value) {
        Ok(small) => Constant::Int(small),
        Err(_) => Constant::BigInt(Arc::new(value)),
    }
}

/// `left operator right`.
pub(super) fn binary(left: &IBig, operator: BinaryOperator, right: &IBig) -> Option<Constant> {
    use BinaryOperator::*;
    let result = match operator {
        Add => left + right,
        Subtract => left - right,
        Multiply => multiply(left, right)?,
        FloorDivide => floor_div_rem(left, right)?.0,
        Remainder => floor_div_rem(left, right)?.1,
        TrueDivide => return true_divide(left, right).map(Constant::Float),
        Power if *right < IBig::ZERO => {
            return float::power(to_float(left)?, to_float(right)?);
        }
        Power => power(left, right)?,
        Lshift => shift_left(left, right)?,
        Rshift => shift_right(left, right)?,
        And => left & right,
        Or => left | right,
        Xor => left ^ right,
        _ => return None,
    };
    Some(constant(result))
}

fn bits(value: &IBig) -> u64 {
    value.unsigned_abs().bit_len() as u64
}

fn multiply(left: &IBig, right: &IBig) -> Option<IBig> {
    (left.is_zero() || right.is_zero() || bits(left) + bits(right) <= MAX_BITS).then(|| left * right)
}

fn floor_div_rem(left: &IBig, right: &IBig) -> Option<(IBig, IBig)> {
    if right.is_zero() {
        return None;
    }
    let (quotient, remainder) = left.div_rem(right);
    if remainder.is_zero() || (remainder < IBig::ZERO) == (*right < IBig::ZERO) {
        Some((quotient, remainder))
    } else {
        Some((quotient - IBig::ONE, remainder + right))
    }
}

/// A power with an exponent of zero or more.
fn power(base: &IBig, exponent: &IBig) -> Option<IBig> {
    if exponent.is_zero() {
        return Some(IBig::ONE);
    }
    if base.is_zero() {
        return Some(IBig::ZERO);
    }
    let exponent = u64::try_from(exponent).ok()?;
    (bits(base) <= MAX_BITS / exponent).then(|| base.pow(exponent as usize))
}

fn shift_left(value: &IBig, count: &IBig) -> Option<IBig> {
    if *count < IBig::ZERO {
        return None;
    }
    if value.is_zero() || count.is_zero() {
        return Some(value.clone());
    }
    let count = u64::try_from(count).ok()?;
    (count <= MAX_BITS && bits(value) <= MAX_BITS - count).then(|| value << count as usize)
}

fn shift_right(value: &IBig, count: &IBig) -> Option<IBig> {
    if *count < IBig::ZERO {
        return None;
    }
    match usize::try_from(count) {
        Ok(count) if (count as u64) < bits(value) => Some(value >> count),
        _ if *value < IBig::ZERO => Some(IBig::NEG_ONE),
        _ => Some(IBig::ZERO),
    }
}

/// The float nearest to an integer; `None` past the largest float.
pub(super) fn to_float(value: &IBig) -> Option<f64> {
    match i64::try_from(value) {
        Ok(small) => Some(small as f64),
        Err(_) => true_divide(value, &IBig::ONE),
    }
}

/// Whether the integer's value is exactly the float's.
pub(super) fn equals_float(int: &IBig, float: f64) -> bool {
    // An integer equals a float only if it converts to it without rounding.
    to_float(int) == Some(float) && IBig::try_from(float).is_ok_and(|exact| exact == *int)
}

/// The float nearest to the quotient (ties to even), as CPython divides integers.
fn true_divide(left: &IBig, right: &IBig) -> Option<f64> {
    if right.is_zero() {
        return None;
    }
    let negative = (*left < IBig::ZERO) != (*right < IBig::ZERO);
    let magnitude = divide_magnitudes(&left.abs().unsigned_abs(), &right.abs().unsigned_abs())?;
    Some(if negative { -magnitude } else { magnitude })
}

fn divide_magnitudes(left: &UBig, right: &UBig) -> Option<f64> {
    if left.is_zero() {
        return Some(0.0);
    }
    // A quotient of at least 64 bits whose lowest bit also stands for all that was cut off.
    let shift = 66 - (left.bit_len() as i64 - right.bit_len() as i64);
    let (numerator, denominator) = if shift >= 0 {
        (left << shift as usize, right.clone())
    } else {
        (left.clone(), right << -shift as usize)
    };
    let (quotient, remainder) = (&numerator).div_rem(&denominator);
    let quotient = u128::try_from(&quotient).ok()? | u128::from(!remainder.is_zero());
    let length = i64::from(128 - quotient.leading_zeros());
    let exponent = length - 1 - shift;
    let kept = FLOAT_BITS - (MIN_EXPONENT - exponent).max(0);
    if kept < 0 {
        return Some(0.0);
    }
    let dropped = (length - kept) as u32;
    let (mut mantissa, rest) = (quotient >> dropped, quotient & ((1 << dropped) - 1));
    let half = 1u128 << (dropped - 1);
    if rest > half || (rest == half && mantissa & 1 == 1) {
        mantissa += 1;
    }
    let scale = i64::from(dropped) - shift;
    if exponent > MAX_EXPONENT {
        return None;
    }
    // `mantissa` has at most 54 bits, so that only the scaling could round; it was made not to.
    let result = scale_by_power(mantissa as f64, scale);
    result.is_finite().then_some(result)
}

/// `value * 2**exponent`, in steps that stay within the range of floats.
fn scale_by_power(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 {
        value *= 2f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        value *= 2f64.powi(-1000);
        exponent += 1000;
    }
    value * 2f64.powi(exponent as i32)
}
