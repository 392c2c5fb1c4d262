//! Floor division, remainder and power of floats, with Python's signs and special cases.

/// Quotient rounded down, and remainder of the divisor's sign; the divisor must not be zero.
pub fn floor_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0f64.copysign(a / b)
    } else {
        // The quotient is near an integer; rounding may have left it just below.
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floored, remainder)
}

/// `a // b`; the divisor must not be zero.
pub fn floor_div(a: f64, b: f64) -> f64 {
    floor_divmod(a, b).0
}

/// `a % b`; the divisor must not be zero.
pub fn modulo(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    }
}

/// The outcome of `a ** b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Power {
    /// A float.
    Value(f64),
    /// A negative number to a fraction: the complex power is the answer.
    Complex,
    /// `ZeroDivisionError("zero to a negative power")`
    ZeroDivision,
    /// `OverflowError(34, "Numerical result out of range")`
    Overflow,
}

/// `a ** b`
pub fn pow(a: f64, b: f64) -> Power {
    if a > 0.0 && a.is_finite() && b.is_finite() {
        // As mostly: nothing below is about these.
        let value = a.powf(b);
        return if value.is_infinite() { Power::Overflow } else { Power::Value(value) };
    }
    let odd = b.abs() % 2.0 == 1.0;
    if b == 0.0 || a == 1.0 {
        return Power::Value(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Power::Value(f64::NAN);
    }
    if b.is_infinite() {
        let magnitude = a.abs();
        let grows = (b > 0.0) == (magnitude > 1.0);
        return Power::Value(match magnitude {
            1.0 => 1.0,
            _ if grows => f64::INFINITY,
            _ => 0.0,
        });
    }
    if a == 0.0 && b < 0.0 {
        return Power::ZeroDivision;
    }
    if a < 0.0 && a.is_finite() && b != b.floor() {
        return Power::Complex;
    }
    let magnitude = a.abs().powf(b);
    if a.is_finite() && magnitude.is_infinite() {
        return Power::Overflow;
    }
    Power::Value(if odd && a.is_sign_negative() { -magnitude } else { magnitude })
}
