//! Arithmetic of integers, over words and big ones alike. `protocol` answers what it can of words by itself and comes
//! here for the rest, as do the special methods.

use std::borrow::Cow;
use std::cmp::Ordering;

use dashu_int::IBig;
use taipan_bytecode::BinaryOperator;
use taipan_text::int::{self, Int};
use taipan_text::{TextError, hash};

use crate::builtins::float;
use crate::builtins::int::{Integer, finish, from_big, from_i64, from_i128, from_int, limbs};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;

/// The number as a big one.
pub fn wide(value: Integer<'_>) -> Cow<'_, IBig> {
    match value {
        Integer::Small(value) => Cow::Owned(IBig::from(value)),
        Integer::Big(value) => Cow::Borrowed(value),
    }
}

/// The number as a float; OverflowError beyond the largest float.
pub fn to_f64(t: &mut Thread, value: Integer<'_>) -> PyResult<f64> {
    match value {
        Integer::Small(value) => Ok(value as f64),
        Integer::Big(value) => int::to_float(value).map_err(|error| t.text_error(error)),
    }
}

/// The number, if its magnitude has at most 127 bits.
#[inline]
fn narrow(value: Integer<'_>) -> Option<i128> {
    match value {
        Integer::Small(value) => Some(i128::from(value)),
        Integer::Big(value) => limbs::narrow_big(value),
    }
}

/// The answer where operands and result are not much larger than a word; `None` for other operators and numbers.
#[inline]
fn operate_narrow(operator: BinaryOperator, a: Integer<'_>, b: Integer<'_>) -> Option<i128> {
    let (a, b) = (narrow(a)?, narrow(b)?);
    match operator {
        BinaryOperator::Add => a.checked_add(b),
        BinaryOperator::Subtract => a.checked_sub(b),
        BinaryOperator::And => Some(a & b),
        BinaryOperator::Or => Some(a | b),
        BinaryOperator::Xor => Some(a ^ b),
        BinaryOperator::Rshift if b >= 0 => Some(a >> b.min(127)),
        _ => None,
    }
}

/// A binary operator (not `@`, not a subscript) on two integers.
pub fn operate(t: &mut Thread, operator: BinaryOperator, a: Integer<'_>, b: Integer<'_>) -> PyResult {
    if let Some(result) = operate_narrow(operator, a, b) {
        return from_i128(t, result);
    }
    if let (Integer::Small(a), Integer::Small(b)) = (a, b) {
        return match operator {
            BinaryOperator::TrueDivide => true_divide(t, Integer::Small(a), Integer::Small(b)),
            BinaryOperator::Power if b < 0 => float::arith::power(t, a as f64, b as f64),
            _ => finish(t, operate_small(operator, a, b)),
        };
    }
    let result = match operator {
        BinaryOperator::Add => return limbs::add(t, a, b, false),
        BinaryOperator::Subtract => return limbs::add(t, a, b, true),
        BinaryOperator::TrueDivide => return true_divide(t, a, b),
        BinaryOperator::Power if b.is_negative() => {
            let (base, exponent) = (to_f64(t, a)?, to_f64(t, b)?);
            return float::arith::power(t, base, exponent);
        }
        BinaryOperator::Multiply => limbs::multiply(t, a, b),
        BinaryOperator::FloorDivide => limbs::floor_divide(t, a, b),
        BinaryOperator::Remainder => limbs::modulo(t, a, b),
        _ => None,
    };
    if let Some(result) = result {
        return result;
    }
    match operate_big(operator, &wide(a), &wide(b)) {
        Ok(value) => from_big(t, value),
        Err(error) => Err(t.text_error(error)),
    }
}

fn operate_small(operator: BinaryOperator, a: i64, b: i64) -> Result<Int, TextError> {
    let (wide_a, wide_b) = (i128::from(a), i128::from(b));
    Ok(match operator {
        BinaryOperator::Add => Int::from(wide_a + wide_b),
        BinaryOperator::Subtract => Int::from(wide_a - wide_b),
        BinaryOperator::Multiply => Int::from(wide_a * wide_b),
        BinaryOperator::FloorDivide | BinaryOperator::Remainder => {
            let Some((quotient, remainder)) = int::floor_divmod_i64(a, b) else {
                return operate_big(operator, &a.into(), &b.into()).map(Int::from);
            };
            Int::Small(if operator == BinaryOperator::Remainder { remainder } else { quotient })
        }
        BinaryOperator::And => Int::Small(a & b),
        BinaryOperator::Or => Int::Small(a | b),
        BinaryOperator::Xor => Int::Small(a ^ b),
        BinaryOperator::Lshift => int::shift_left_i64(a, b)?,
        BinaryOperator::Rshift => Int::Small(int::shift_right_i64(a, b)?),
        BinaryOperator::Power => int::pow_i64(a, b.unsigned_abs())?,
        _ => unreachable!("no operator of integers"),
    })
}

fn operate_big(operator: BinaryOperator, a: &IBig, b: &IBig) -> Result<IBig, TextError> {
    Ok(match operator {
        BinaryOperator::Add => a + b,
        BinaryOperator::Subtract => a - b,
        BinaryOperator::Multiply => int::multiply(a, b)?,
        BinaryOperator::FloorDivide => int::floor_div(a, b)?,
        BinaryOperator::Remainder => int::modulo(a, b)?,
        BinaryOperator::And => a & b,
        BinaryOperator::Or => a | b,
        BinaryOperator::Xor => a ^ b,
        BinaryOperator::Lshift => int::shift_left(a, b)?,
        BinaryOperator::Rshift => int::shift_right(a, b)?,
        BinaryOperator::Power => int::pow(a, b)?,
        _ => unreachable!("no operator of integers"),
    })
}

/// `a / b`, correctly rounded.
fn true_divide(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> PyResult {
    let quotient = match (a, b) {
        (Integer::Small(a), Integer::Small(b)) => int::true_div_i64(a, b),
        _ => int::true_div(&wide(a), &wide(b)),
    };
    match quotient {
        Ok(quotient) => float::new(t, quotient),
        Err(error) => Err(t.text_error(error)),
    }
}

/// `divmod(a, b)`: a tuple.
pub fn divmod(t: &mut Thread, a: Integer<'_>, b: Integer<'_>) -> PyResult {
    let small = match (a, b) {
        (Integer::Small(a), Integer::Small(b)) => int::floor_divmod_i64(a, b),
        _ => None,
    };
    let (quotient, remainder) = match small {
        Some((quotient, remainder)) => (from_i64(t, quotient)?, from_i64(t, remainder)?),
        None => match limbs::divmod(t, a, b) {
            Some(parts) => parts?,
            None => match int::floor_divmod(&wide(a), &wide(b)) {
                Ok((quotient, remainder)) => (from_big(t, quotient)?, from_big(t, remainder)?),
                Err(error) => return Err(t.text_error(error)),
            },
        },
    };
    Tuple::new(t, vec![quotient, remainder])
}

/// `pow(base, exponent, modulus)`
pub fn power_modulo(
    t: &mut Thread,
    base: Integer<'_>,
    exponent: Integer<'_>,
    modulus: Integer<'_>,
) -> PyResult {
    match int::pow_mod(&wide(base), &wide(exponent), &wide(modulus)) {
        Ok(value) => from_big(t, value),
        Err(error) => Err(t.text_error(error)),
    }
}

/// `-value`
pub fn negate(t: &mut Thread, value: Integer<'_>) -> PyResult {
    match value {
        Integer::Small(value) => from_int(t, Int::from(-i128::from(value))),
        Integer::Big(value) => from_big(t, -value),
    }
}

/// `abs(value)`
pub fn absolute(t: &mut Thread, value: Integer<'_>) -> PyResult {
    if value.is_negative() { negate(t, value) } else { copy(t, value) }
}

/// `~value`
pub fn invert(t: &mut Thread, value: Integer<'_>) -> PyResult {
    match value {
        Integer::Small(value) => from_i64(t, !value),
        Integer::Big(value) => from_big(t, !value),
    }
}

/// An exact int of this value.
pub fn copy(t: &mut Thread, value: Integer<'_>) -> PyResult {
    match value {
        Integer::Small(value) => from_i64(t, value),
        Integer::Big(value) => from_big(t, value.clone()),
    }
}

/// Whether the number is zero.
pub fn is_zero(value: Integer<'_>) -> bool {
    match value {
        Integer::Small(value) => value == 0,
        Integer::Big(value) => value.is_zero(),
    }
}

/// The order of two integers.
pub fn order(a: Integer<'_>, b: Integer<'_>) -> Ordering {
    match (a, b) {
        (Integer::Small(a), Integer::Small(b)) => a.cmp(&b),
        _ => wide(a).as_ref().cmp(wide(b).as_ref()),
    }
}

/// The order of an integer and a float, by their exact values; `None` for NaN.
pub fn order_with_float(a: Integer<'_>, b: f64) -> Option<Ordering> {
    match a {
        Integer::Small(a) => int::compare_with_float(a, b),
        Integer::Big(a) => int::compare_big_with_float(a, b),
    }
}

/// `hash(value)`
pub fn hash_of(value: Integer<'_>) -> i64 {
    match value {
        Integer::Small(value) => hash::hash_i64(value),
        Integer::Big(value) => hash::hash_big(value),
    }
}

/// `value.bit_length()`
pub fn bit_length(value: Integer<'_>) -> u64 {
    match value {
        Integer::Small(value) => u64::from(64 - value.unsigned_abs().leading_zeros()),
        Integer::Big(value) => int::bit_length(value),
    }
}

/// `value.bit_count()`
pub fn bit_count(value: Integer<'_>) -> u64 {
    match value {
        Integer::Small(value) => u64::from(value.unsigned_abs().count_ones()),
        Integer::Big(value) => int::bit_count(value),
    }
}

/// `round(value, digits)`: ties to even.
pub fn round(t: &mut Thread, value: Integer<'_>, digits: Integer<'_>) -> PyResult {
    if !digits.is_negative() {
        return copy(t, value);
    }
    let places = digits.to_i64().map_or(u64::MAX, i64::unsigned_abs);
    finish(t, int::round_to_ten(&wide(value), places))
}
