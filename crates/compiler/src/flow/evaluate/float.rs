//! Floats: Python's floor division, remainder and power.

use taipan_bytecode::{BinaryOperator, Constant};

use super::complex::{self, Complex};

/// `left operator right`.
pub(super) fn binary(left: f64, operator: BinaryOperator, right: f64) -> Option<Constant> {
    use BinaryOperator::*;
    let result = match operator {
        Add => left + right,
        Subtract => left - right,
        Multiply => left * right,
        TrueDivide | FloorDivide | Remainder if right == 0.0 => return None,
        TrueDivide => left / right,
        FloorDivide => floor_divide(left, right),
        Remainder => remainder(left, right),
        Power => return power(left, right),
        _ => return None,
    };
    Some(Constant::Float(result))
}

/// The remainder with the sign of the divisor.
fn remainder(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    if remainder == 0.0 {
        0f64.copysign(right)
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder + right
    } else {
        remainder
    }
}

fn floor_divide(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder != 0.0 && (right < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0f64.copysign(left / right);
    }
    // The quotient is near an integer; make it that integer.
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

/// `base ** exponent`: complex for a negative base and a fractional exponent.
pub(super) fn power(base: f64, exponent: f64) -> Option<Constant> {
    let odd = exponent.abs() % 2.0 == 1.0;
    let result = if exponent == 0.0 {
        1.0
    } else if base.is_nan() {
        base
    } else if exponent.is_nan() {
        if base == 1.0 { 1.0 } else { exponent }
    } else if exponent.is_infinite() {
        match base.abs() {
            1.0 => 1.0,
            size if (exponent > 0.0) == (size > 1.0) => f64::INFINITY,
            _ => 0.0,
        }
    } else if base.is_infinite() {
        match (exponent > 0.0, odd) {
            (true, true) => base,
            (true, false) => f64::INFINITY,
            (false, true) => 0f64.copysign(base),
            (false, false) => 0.0,
        }
    } else if base == 0.0 {
        if exponent < 0.0 {
            return None;
        }
        if odd { base } else { 0.0 }
    } else if base < 0.0 && exponent != exponent.floor() {
        let [base, exponent] = [base, exponent].map(|real| Complex { real, imaginary: 0.0 });
        return complex::power(base, exponent).map(Complex::into_constant);
    } else {
        let size = base.abs();
        let result = if size == 1.0 { 1.0 } else { size.powf(exponent) };
        if result.is_infinite() {
            return None;
        }
        if base < 0.0 && odd { -result } else { result }
    };
    Some(Constant::Float(result))
}
