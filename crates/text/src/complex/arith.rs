//! Arithmetic. Operations with a float on one side do not widen it: that keeps the signs of zeros
//! and the infinities that C99 asks for.

use crate::error::TextError;

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl std::ops::Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}

impl std::ops::Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}

impl std::ops::Neg for Complex {
    type Output = Complex;

    fn neg(self) -> Complex {
        Complex::new(-self.re, -self.im)
    }
}

impl std::ops::Mul for Complex {
    type Output = Complex;

    /// Where the plain formula gives NaN in both parts, infinities are recovered as Annex G says.
    fn mul(self, other: Complex) -> Complex {
        let (a, b, c, d) = (self.re, self.im, other.re, other.im);
        let plain = Complex::new(a * c - b * d, a * d + b * c);
        if !(plain.re.is_nan() && plain.im.is_nan()) {
            return plain;
        }
        let infinite = |z: Complex| z.re.is_infinite() || z.im.is_infinite();
        let overflowed = [a * c, b * d, a * d, b * c].into_iter().any(f64::is_infinite);
        let (mut left, mut right) = (self, other);
        if infinite(self) {
            left = left.boxed();
            right = right.without_nan();
        }
        if infinite(other) {
            right = right.boxed();
            left = left.without_nan();
        }
        if !infinite(self) && !infinite(other) {
            if !overflowed {
                return plain;
            }
            (left, right) = (left.without_nan(), right.without_nan());
        }
        Complex::new(
            f64::INFINITY * (left.re * right.re - left.im * right.im),
            f64::INFINITY * (left.re * right.im + left.im * right.re),
        )
    }
}

impl Complex {
    /// A number from its parts.
    pub fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    /// `self + real`
    pub fn add_real(self, real: f64) -> Complex {
        Complex::new(self.re + real, self.im)
    }

    /// `self - real`
    pub fn sub_real(self, real: f64) -> Complex {
        Complex::new(self.re - real, self.im)
    }

    /// `real - self`
    pub fn real_sub(real: f64, other: Complex) -> Complex {
        Complex::new(real - other.re, -other.im)
    }

    /// `self * real`
    pub fn mul_real(self, real: f64) -> Complex {
        Complex::new(self.re * real, self.im * real)
    }

    /// `self / real`
    ///
    /// # Errors
    /// `ZeroDivisionError`
    pub fn div_real(self, real: f64) -> Result<Complex, TextError> {
        if real == 0.0 {
            return Err(crate::int::division_by_zero());
        }
        Ok(Complex::new(self.re / real, self.im / real))
    }

    /// `real / other`
    ///
    /// # Errors
    /// `ZeroDivisionError`
    pub fn real_div(real: f64, other: Complex) -> Result<Complex, TextError> {
        let Complex { re: c, im: d } = other;
        let quotient = if c.abs() >= d.abs() {
            if c == 0.0 {
                return Err(crate::int::division_by_zero());
            }
            let ratio = d / c;
            let divisor = c + d * ratio;
            Complex::new(real / divisor, (-real * ratio) / divisor)
        } else if d.abs() >= c.abs() {
            let ratio = c / d;
            let divisor = c * ratio + d;
            Complex::new((real * ratio) / divisor, -real / divisor)
        } else {
            Complex::new(f64::NAN, f64::NAN)
        };
        let lost = quotient.re.is_nan() && quotient.im.is_nan();
        if lost && real.is_finite() && (c.is_infinite() || d.is_infinite()) {
            let unit = other.boxed();
            return Ok(Complex::new(0.0 * (real * unit.re), 0.0 * (-real * unit.im)));
        }
        Ok(quotient)
    }

    /// `self / other`, scaled by the larger part of the divisor (Smith, CACM algorithm 116).
    ///
    /// # Errors
    /// `ZeroDivisionError`
    pub fn quotient(self, other: Complex) -> Result<Complex, TextError> {
        let (Complex { re: a, im: b }, Complex { re: c, im: d }) = (self, other);
        let quotient = if c.abs() >= d.abs() {
            if c == 0.0 {
                return Err(crate::int::division_by_zero());
            }
            let ratio = d / c;
            let divisor = c + d * ratio;
            Complex::new((a + b * ratio) / divisor, (b - a * ratio) / divisor)
        } else if d.abs() >= c.abs() {
            let ratio = c / d;
            let divisor = c * ratio + d;
            Complex::new((a * ratio + b) / divisor, (b * ratio - a) / divisor)
        } else {
            Complex::new(f64::NAN, f64::NAN)
        };
        if !(quotient.re.is_nan() && quotient.im.is_nan()) {
            return Ok(quotient);
        }
        let (infinite, finite) = (
            |z: Complex| z.re.is_infinite() || z.im.is_infinite(),
            |z: Complex| z.re.is_finite() && z.im.is_finite(),
        );
        if infinite(self) && finite(other) {
            let Complex { re: x, im: y } = self.boxed();
            return Ok(Complex::new(f64::INFINITY * (x * c + y * d), f64::INFINITY * (y * c - x * d)));
        }
        if infinite(other) && finite(self) {
            let Complex { re: x, im: y } = other.boxed();
            return Ok(Complex::new(0.0 * (a * x + b * y), 0.0 * (b * x - a * y)));
        }
        Ok(quotient)
    }

    /// `self ** exponent`
    ///
    /// # Errors
    /// `ZeroDivisionError`, `OverflowError`
    pub fn pow(self, exponent: Complex) -> Result<Complex, TextError> {
        let undefined = || TextError::zero_division("zero to a negative or complex power");
        let small = exponent.im == 0.0 && exponent.re == exponent.re.floor() && exponent.re.abs() <= 100.0;
        let power = if exponent.re == 0.0 && exponent.im == 0.0 {
            Complex::new(1.0, 0.0)
        } else if self.re == 0.0 && self.im == 0.0 {
            if exponent.im != 0.0 || exponent.re < 0.0 {
                return Err(undefined());
            }
            Complex::new(0.0, 0.0)
        } else if small {
            let power = self.pow_whole(exponent.re.abs() as u32);
            if exponent.re < 0.0 {
                Complex::new(1.0, 0.0).quotient(power).map_err(|_| undefined())?
            } else {
                power
            }
        } else {
            let (size, angle) = (self.re.hypot(self.im), self.im.atan2(self.re));
            let mut length = size.powf(exponent.re);
            let mut phase = angle * exponent.re;
            if exponent.im != 0.0 {
                length *= (-angle * exponent.im).exp();
                phase += exponent.im * size.ln();
            }
            // C's cosine of infinity is a domain error.
            if phase.is_infinite() {
                return Err(undefined());
            }
            Complex::new(length * phase.cos(), length * phase.sin())
        };
        if power.re.is_infinite() || power.im.is_infinite() {
            return Err(TextError::overflow("complex exponentiation"));
        }
        Ok(power)
    }

    /// `abs(self)`
    ///
    /// # Errors
    /// `OverflowError`
    pub fn abs(self) -> Result<f64, TextError> {
        let size = self.re.hypot(self.im);
        if size.is_infinite() && self.re.is_finite() && self.im.is_finite() {
            return Err(TextError::overflow("absolute value too large"));
        }
        Ok(size)
    }

    /// A small whole power by squaring.
    fn pow_whole(self, exponent: u32) -> Complex {
        let (mut power, mut square, mut left) = (Complex::new(1.0, 0.0), self, exponent);
        while left > 0 {
            if left & 1 == 1 {
                power = power * square;
            }
            left >>= 1;
            square = square * square;
        }
        power
    }

    /// Infinite parts become ones, others zeros, signs stay.
    fn boxed(self) -> Complex {
        let unit = |part: f64| if part.is_infinite() { 1f64 } else { 0.0 }.copysign(part);
        Complex::new(unit(self.re), unit(self.im))
    }

    /// NaN parts become zeros, signs stay.
    fn without_nan(self) -> Complex {
        let known = |part: f64| if part.is_nan() { 0f64.copysign(part) } else { part };
        Complex::new(known(self.re), known(self.im))
    }
}
