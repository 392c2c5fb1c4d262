//! Complex numbers, as C99's annex G has them: infinities survive products and quotients, and a real
//! operand keeps the signs of zeros of the other one.

use taipan_bytecode::{BinaryOperator, Constant};

#[derive(Clone, Copy, Debug)]
pub(super) struct Complex {
    pub(super) real: f64,
    pub(super) imaginary: f64,
}

impl Complex {
    pub(super) fn into_constant(self) -> Constant {
        Constant::Complex(self.real, self.imaginary)
    }

    fn is_infinite(self) -> bool {
        self.real.is_infinite() || self.imaginary.is_infinite()
    }

    fn is_finite(self) -> bool {
        self.real.is_finite() && self.imaginary.is_finite()
    }

    fn is_nan(self) -> bool {
        self.real.is_nan() && self.imaginary.is_nan()
    }

    /// Infinite parts become ±1, finite parts ±0: the direction of an infinity.
    fn direction(self) -> Complex {
        let sign = |part: f64| (if part.is_infinite() { 1.0f64 } else { 0.0 }).copysign(part);
        Complex { real: sign(self.real), imaginary: sign(self.imaginary) }
    }

    fn without_nans(self) -> Complex {
        let zero = |part: f64| if part.is_nan() { 0f64.copysign(part) } else { part };
        Complex { real: zero(self.real), imaginary: zero(self.imaginary) }
    }
}

fn complex(real: f64, imaginary: f64) -> Complex {
    Complex { real, imaginary }
}

/// `left operator right` of two complex numbers.
pub(super) fn binary(a: Complex, operator: BinaryOperator, b: Complex) -> Option<Constant> {
    let result = match operator {
        BinaryOperator::Add => complex(a.real + b.real, a.imaginary + b.imaginary),
        BinaryOperator::Subtract => complex(a.real - b.real, a.imaginary - b.imaginary),
        BinaryOperator::Multiply => multiply(a, b),
        BinaryOperator::TrueDivide => divide(a, b)?,
        BinaryOperator::Power => power(a, b)?,
        _ => return None,
    };
    Some(result.into_constant())
}

/// `left operator right` where the right operand is real.
pub(super) fn binary_with_real(a: Complex, operator: BinaryOperator, b: f64) -> Option<Constant> {
    let result = match operator {
        BinaryOperator::Add => complex(a.real + b, a.imaginary),
        BinaryOperator::Subtract => complex(a.real - b, a.imaginary),
        BinaryOperator::Multiply => complex(a.real * b, a.imaginary * b),
        BinaryOperator::TrueDivide if b == 0.0 => return None,
        BinaryOperator::TrueDivide => complex(a.real / b, a.imaginary / b),
        BinaryOperator::Power => power(a, complex(b, 0.0))?,
        _ => return None,
    };
    Some(result.into_constant())
}

/// `left operator right` where the left operand is real.
pub(super) fn binary_of_real(a: f64, operator: BinaryOperator, b: Complex) -> Option<Constant> {
    let result = match operator {
        BinaryOperator::Add => complex(a + b.real, b.imaginary),
        BinaryOperator::Subtract => complex(a - b.real, -b.imaginary),
        BinaryOperator::Multiply => complex(a * b.real, a * b.imaginary),
        BinaryOperator::TrueDivide => divide_real(a, b)?,
        BinaryOperator::Power => power(complex(a, 0.0), b)?,
        _ => return None,
    };
    Some(result.into_constant())
}

fn multiply(a: Complex, b: Complex) -> Complex {
    let products = [a.real * b.real, a.imaginary * b.imaginary, a.real * b.imaginary, a.imaginary * b.real];
    let result = complex(products[0] - products[1], products[2] + products[3]);
    if !result.is_nan() {
        return result;
    }
    let (mut left, mut right) = (a, b);
    if a.is_infinite() {
        left = left.direction();
        right = right.without_nans();
    }
    if b.is_infinite() {
        right = right.direction();
        left = left.without_nans();
    }
    if !a.is_infinite() && !b.is_infinite() {
        if !products.iter().any(|product| product.is_infinite()) {
            return result;
        }
        (left, right) = (left.without_nans(), right.without_nans());
    }
    complex(
        f64::INFINITY * (left.real * right.real - left.imaginary * right.imaginary),
        f64::INFINITY * (left.real * right.imaginary + left.imaginary * right.real),
    )
}

fn divide(a: Complex, b: Complex) -> Option<Complex> {
    let result = if b.real.abs() >= b.imaginary.abs() {
        if b.real == 0.0 {
            return None;
        }
        let ratio = b.imaginary / b.real;
        let denominator = b.real + b.imaginary * ratio;
        complex((a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator)
    } else if b.imaginary.abs() >= b.real.abs() {
        let ratio = b.real / b.imaginary;
        let denominator = b.real * ratio + b.imaginary;
        complex((a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator)
    } else {
        complex(f64::NAN, f64::NAN)
    };
    if !result.is_nan() {
        return Some(result);
    }
    let scaled = |factor: f64, a: Complex, b: Complex| {
        complex(
            factor * (a.real * b.real + a.imaginary * b.imaginary),
            factor * (a.imaginary * b.real - a.real * b.imaginary),
        )
    };
    Some(if a.is_infinite() && b.is_finite() {
        scaled(f64::INFINITY, a.direction(), b)
    } else if b.is_infinite() && a.is_finite() {
        scaled(0.0, a, b.direction())
    } else {
        result
    })
}

fn divide_real(a: f64, b: Complex) -> Option<Complex> {
    let result = if b.real.abs() >= b.imaginary.abs() {
        if b.real == 0.0 {
            return None;
        }
        let ratio = b.imaginary / b.real;
        let denominator = b.real + b.imaginary * ratio;
        complex(a / denominator, (-a * ratio) / denominator)
    } else if b.imaginary.abs() >= b.real.abs() {
        let ratio = b.real / b.imaginary;
        let denominator = b.real * ratio + b.imaginary;
        complex((a * ratio) / denominator, -a / denominator)
    } else {
        complex(f64::NAN, f64::NAN)
    };
    if result.is_nan() && a.is_finite() && b.is_infinite() {
        let direction = b.direction();
        return Some(complex(0.0 * (a * direction.real), 0.0 * (-a * direction.imaginary)));
    }
    Some(result)
}

/// `base ** exponent`: by repeated multiplication for small whole exponents, else in polar form.
pub(super) fn power(base: Complex, exponent: Complex) -> Option<Complex> {
    let whole = exponent.imaginary == 0.0 && exponent.real == exponent.real.floor();
    let result = if whole && exponent.real.abs() <= 100.0 {
        let one = complex(1.0, 0.0);
        let count = exponent.real as i32;
        if count > 0 { whole_power(base, count) } else { divide(one, whole_power(base, -count))? }
    } else {
        polar_power(base, exponent)?
    };
    (!result.is_infinite()).then_some(result)
}

fn whole_power(base: Complex, exponent: i32) -> Complex {
    let (mut result, mut square, mut bit) = (complex(1.0, 0.0), base, 1);
    while bit <= exponent {
        if exponent & bit != 0 {
            result = multiply(result, square);
        }
        bit <<= 1;
        square = multiply(square, square);
    }
    result
}

fn polar_power(base: Complex, exponent: Complex) -> Option<Complex> {
    if exponent.real == 0.0 && exponent.imaginary == 0.0 {
        return Some(complex(1.0, 0.0));
    }
    if base.real == 0.0 && base.imaginary == 0.0 {
        let undefined = exponent.imaginary != 0.0 || exponent.real < 0.0;
        return (!undefined).then_some(complex(0.0, 0.0));
    }
    let size = base.real.hypot(base.imaginary);
    let angle = base.imaginary.atan2(base.real);
    let mut length = size.powf(exponent.real);
    let mut phase = angle * exponent.real;
    if exponent.imaginary != 0.0 {
        length *= (-angle * exponent.imaginary).exp();
        phase += exponent.imaginary * size.ln();
    }
    // An infinite angle has no direction: CPython takes the error the sine reports for a division by zero.
    (!phase.is_infinite()).then(|| complex(length * phase.cos(), length * phase.sin()))
}
