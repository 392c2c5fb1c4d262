//! `math`: functions on floats, most of them the system's own, and on integers of any size.

mod bits;
mod check;
mod double;
mod gamma;
mod integers;
mod libm;
mod logarithm;
mod sums;

use taipan_text::int::float_to_int;
use taipan_vm::builtins::float::{self, Float};
use taipan_vm::builtins::int::finish;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::types::Special;
use taipan_vm::{PyResult, Thread, Value};

/// `floor` or `ceil`: a float's own, else what the special method or else `__float__` answers.
fn rounded(t: &mut Thread, x: &Value, special: Special, round: fn(f64) -> f64) -> PyResult {
    let number = match x.exact::<Float>() {
        Some(number) => number.get(),
        None => {
            if let Some(result) = t.call_special(x, special, &[])? {
                return Ok(result);
            }
            t.as_f64(x)?
        }
    };
    finish(t, float_to_int(round(number)))
}

/// The magnitudes of coordinates as floats, and the largest.
fn magnitudes(t: &mut Thread, coordinates: &[Value]) -> PyResult<(Vec<f64>, f64)> {
    let mut sizes = Vec::with_capacity(coordinates.len());
    for coordinate in coordinates {
        sizes.push(t.as_f64(coordinate)?.abs());
    }
    let largest = largest(&sizes);
    Ok((sizes, largest))
}

/// The largest number that is no NaN, or 0.
fn largest(sizes: &[f64]) -> f64 {
    sizes.iter().fold(0.0, |largest, &size| if size > largest { size } else { largest })
}

/// A tuple of two floats.
fn pair(t: &mut Thread, first: f64, second: f64) -> PyResult {
    let parts = vec![float::new(t, first)?, float::new(t, second)?];
    Tuple::new(t, parts)
}

/// The mathematical functions that C defines, and more; of real numbers.
#[taipan_macros::module("math")]
pub mod module {
    use std::f64::consts;

    use taipan_vm::builtins::float;
    use taipan_vm::builtins::int::Integer;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::types::Special;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{
        bits, check, double, gamma as gammas, integers, largest, libm, logarithm, magnitudes, pair, rounded,
        sums,
    };

    /// Adds the constants.
    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let constants = [
            ("pi", consts::PI),
            ("e", consts::E),
            ("tau", consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ];
        for (name, value) in constants {
            let (name, value) = (t.intern(name)?, float::new(t, value)?);
            t.set_attr(module, &name, Some(&value))?;
        }
        Ok(())
    }

    /// The inverse hyperbolic sine.
    #[function("(x, /)")]
    fn asinh(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(libm::asinh(x))
    }

    /// The arc tangent, in radians.
    #[function("(x, /)")]
    fn atan(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x.atan())
    }

    /// The cube root.
    #[function("(x, /)")]
    fn cbrt(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x.cbrt())
    }

    /// The error function.
    #[function("(x, /)")]
    fn erf(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(libm::erf(x))
    }

    /// What the error function lacks to 1.
    #[function("(x, /)")]
    fn erfc(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(libm::erfc(x))
    }

    /// The absolute value, as a float.
    #[function("(x, /)")]
    fn fabs(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x.abs())
    }

    /// The hyperbolic tangent.
    #[function("(x, /)")]
    fn tanh(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x.tanh())
    }

    /// An angle in radians, in degrees.
    #[function("(x, /)")]
    fn degrees(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x * (180.0 / consts::PI))
    }

    /// An angle in degrees, in radians.
    #[function("(x, /)")]
    fn radians(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(x * (consts::PI / 180.0))
    }

    /// The value of the least significant bit.
    #[function("(x, /)")]
    fn ulp(_: &mut Thread, x: f64) -> PyResult<f64> {
        Ok(bits::unit_in_last_place(x))
    }

    /// The arc cosine, in radians.
    #[function("(x, /)")]
    fn acos(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.acos(), "a number in range from -1 up to 1")
    }

    /// The inverse hyperbolic cosine.
    #[function("(x, /)")]
    fn acosh(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, libm::acosh(x), "argument value not less than 1")
    }

    /// The arc sine, in radians.
    #[function("(x, /)")]
    fn asin(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.asin(), "a number in range from -1 up to 1")
    }

    /// The inverse hyperbolic tangent.
    #[function("(x, /)")]
    fn atanh(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, libm::atanh(x), "a number between -1 and 1")
    }

    /// The cosine of an angle in radians.
    #[function("(x, /)")]
    fn cos(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.cos(), "a finite input")
    }

    /// The sine of an angle in radians.
    #[function("(x, /)")]
    fn sin(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.sin(), "a finite input")
    }

    /// The tangent of an angle in radians.
    #[function("(x, /)")]
    fn tan(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.tan(), "a finite input")
    }

    /// The square root.
    #[function("(x, /)")]
    fn sqrt(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.sqrt(), "a nonnegative input")
    }

    /// The natural logarithm of 1 + x, exact for small x.
    #[function("(x, /)")]
    fn log1p(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::domain(t, x, x.ln_1p(), "argument value > -1")
    }

    /// The hyperbolic cosine.
    #[function("(x, /)")]
    fn cosh(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::range(t, x, x.cosh())
    }

    /// The hyperbolic sine.
    #[function("(x, /)")]
    fn sinh(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::range(t, x, x.sinh())
    }

    /// e to a power.
    #[function("(x, /)")]
    fn exp(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::range(t, x, x.exp())
    }

    /// 2 to a power.
    #[function("(x, /)")]
    fn exp2(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::range(t, x, x.exp2())
    }

    /// e to a power, less 1, exact for small powers.
    #[function("(x, /)")]
    fn expm1(t: &mut Thread, x: f64) -> PyResult<f64> {
        check::range(t, x, x.exp_m1())
    }

    /// The gamma function.
    #[function("(x, /)")]
    fn gamma(t: &mut Thread, x: f64) -> PyResult<f64> {
        gammas::gamma(t, x)
    }

    /// The natural logarithm of the absolute value of the gamma function.
    #[function("(x, /)")]
    fn lgamma(t: &mut Thread, x: f64) -> PyResult<f64> {
        gammas::lgamma(t, x)
    }

    /// Whether a number is neither infinite nor NaN.
    #[function("(x, /)")]
    fn isfinite(_: &mut Thread, x: f64) -> PyResult<bool> {
        Ok(x.is_finite())
    }

    /// Whether a number is infinite.
    #[function("(x, /)")]
    fn isinf(_: &mut Thread, x: f64) -> PyResult<bool> {
        Ok(x.is_infinite())
    }

    /// Whether a number is NaN.
    #[function("(x, /)")]
    fn isnan(_: &mut Thread, x: f64) -> PyResult<bool> {
        Ok(x.is_nan())
    }

    /// The angle of the point (x, y), in radians.
    #[function("(y, x, /)")]
    fn atan2(_: &mut Thread, y: f64, x: f64) -> PyResult<f64> {
        Ok(y.atan2(x))
    }

    /// The magnitude of one number with the sign of another.
    #[function("(x, y, /)")]
    fn copysign(_: &mut Thread, x: f64, y: f64) -> PyResult<f64> {
        Ok(x.copysign(y))
    }

    /// The remainder of C's division, with the sign of x.
    #[function("(x, y, /)")]
    fn fmod(t: &mut Thread, x: f64, y: f64) -> PyResult<f64> {
        check::domain_of_two(t, x, y, x % y)
    }

    /// What x lacks to the nearest multiple of y, of two the even one.
    #[function("(x, y, /)")]
    fn remainder(t: &mut Thread, x: f64, y: f64) -> PyResult<f64> {
        check::domain_of_two(t, x, y, libm::remainder(x, y))
    }

    /// x to the power of y, as floats.
    #[function("(x, y, /)")]
    fn pow(t: &mut Thread, x: f64, y: f64) -> PyResult<f64> {
        let power = x.powf(y);
        if power.is_finite() || !x.is_finite() || !y.is_finite() {
            return Ok(power);
        }
        Err(if power.is_nan() || x == 0.0 { check::domain_error(t) } else { check::range_error(t) })
    }

    /// x * y + z, rounded once.
    #[function("(x, y, z, /)")]
    fn fma(t: &mut Thread, x: f64, y: f64, z: f64) -> PyResult<f64> {
        let result = x.mul_add(y, z);
        if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(t.value_error("invalid operation in fma"));
        }
        if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
            return Err(t.overflow_error("overflow in fma"));
        }
        Ok(result)
    }

    /// The mantissa, from a half to 1, and the exponent of 2.
    #[function("(x, /)")]
    fn frexp(t: &mut Thread, x: f64) -> PyResult {
        let (mantissa, exponent) = bits::split(x);
        let parts = vec![float::new(t, mantissa)?, Value::small_int(i64::from(exponent))];
        Tuple::new(t, parts)
    }

    /// x times 2 to the power of i.
    #[function("(x, i, /)")]
    fn ldexp(t: &mut Thread, x: f64, i: &Value) -> PyResult<f64> {
        let Some(exponent) = Integer::of(i) else {
            return Err(t.type_error("Expected an int as second argument to ldexp."));
        };
        let result = bits::scale(x, exponent.clamp() as i64);
        check::range(t, x, result)
    }

    /// The fraction and the whole part, both with the sign of x.
    #[function("(x, /)")]
    fn modf(t: &mut Thread, x: f64) -> PyResult {
        let (fraction, whole) = bits::fraction(x);
        pair(t, fraction, whole)
    }

    /// The float that is so many steps after x towards y.
    #[function("(x, y, /, *, steps=None)")]
    fn nextafter(t: &mut Thread, x: f64, y: f64, steps: Option<&Value>) -> PyResult<f64> {
        let Some(steps) = steps else { return Ok(bits::next_after(x, y)) };
        let steps = t.as_index(steps)?;
        match Integer::of(&steps) {
            Some(steps) if steps.is_negative() => Err(t.value_error("steps must be a non-negative integer")),
            Some(Integer::Small(steps)) => Ok(bits::next_after_by(x, y, steps.unsigned_abs())),
            Some(Integer::Big(steps)) => {
                Ok(bits::next_after_by(x, y, u64::try_from(steps).unwrap_or(u64::MAX)))
            }
            None => unreachable!("as_index answers an int"),
        }
    }

    /// Whether two numbers are close: they differ by at most rel_tol times the larger, or by abs_tol.
    #[function("(a, b, *, rel_tol=1e-09, abs_tol=0.0)")]
    fn isclose(t: &mut Thread, a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
        if rel_tol < 0.0 || abs_tol < 0.0 {
            return Err(t.value_error("tolerances must be non-negative"));
        }
        if a == b || a.is_infinite() || b.is_infinite() {
            return Ok(a == b);
        }
        let difference = (b - a).abs();
        Ok(difference <= (rel_tol * b).abs() || difference <= (rel_tol * a).abs() || difference <= abs_tol)
    }

    /// The logarithm in a base, by default e.
    #[function("(x, [base=math.e], /)", told = "")]
    fn log(t: &mut Thread, x: &Value, base: Option<&Value>) -> PyResult<f64> {
        let log = logarithm::logarithm(t, x, f64::ln)?;
        let Some(base) = base else { return Ok(log) };
        let base = logarithm::logarithm(t, base, f64::ln)?;
        if base == 0.0 { Err(t.zero_division_error("division by zero")) } else { Ok(log / base) }
    }

    /// The logarithm in base 2.
    #[function("(x, /)")]
    fn log2(t: &mut Thread, x: &Value) -> PyResult<f64> {
        logarithm::logarithm(t, x, f64::log2)
    }

    /// The logarithm in base 10.
    #[function("(x, /)")]
    fn log10(t: &mut Thread, x: &Value) -> PyResult<f64> {
        logarithm::logarithm(t, x, f64::log10)
    }

    /// The largest integer that is not above x.
    #[function("(x, /)")]
    fn floor(t: &mut Thread, x: &Value) -> PyResult {
        rounded(t, x, Special::Floor, f64::floor)
    }

    /// The smallest integer that is not below x.
    #[function("(x, /)")]
    fn ceil(t: &mut Thread, x: &Value) -> PyResult {
        rounded(t, x, Special::Ceil, f64::ceil)
    }

    /// The integer next to x towards 0: what x.__trunc__() answers.
    #[function("(x, /)")]
    fn trunc(t: &mut Thread, x: &Value) -> PyResult {
        match t.call_special(x, Special::Trunc, &[])? {
            Some(result) => Ok(result),
            None => {
                let name = t.type_name(x);
                Err(t.type_error(format!("type {name} doesn't define __trunc__ method")))
            }
        }
    }

    /// The distance of a point from the origin.
    #[function("(*coordinates)")]
    fn hypot(t: &mut Thread, coordinates: &[Value]) -> PyResult<f64> {
        let (mut sizes, largest) = magnitudes(t, coordinates)?;
        Ok(double::norm(&mut sizes, largest))
    }

    /// The distance of two points.
    #[function("(p, q, /)")]
    fn dist(t: &mut Thread, p: &Value, q: &Value) -> PyResult<f64> {
        let (p, q) = (t.collect(p)?, t.collect(q)?);
        if p.len() != q.len() {
            return Err(t.value_error("both points must have the same number of dimensions"));
        }
        let mut sizes = Vec::with_capacity(p.len());
        for (p, q) in p.iter().zip(&q) {
            sizes.push((t.as_f64(p)? - t.as_f64(q)?).abs());
        }
        let largest = largest(&sizes);
        Ok(double::norm(&mut sizes, largest))
    }

    /// The sum of floats, rounded once at the end.
    #[function("(seq, /)")]
    fn fsum(t: &mut Thread, seq: &Value) -> PyResult<f64> {
        sums::fsum(t, seq)
    }

    /// The sum of the products of the items of two sequences.
    #[function("(p, q, /)")]
    fn sumprod(t: &mut Thread, p: &Value, q: &Value) -> PyResult {
        sums::sumprod(t, p, q)
    }

    /// The product of start and all items.
    #[function("(iterable, /, *, start=1)")]
    fn prod(t: &mut Thread, iterable: &Value, start: Option<&Value>) -> PyResult {
        sums::prod(t, iterable, start.cloned().unwrap_or(Value::small_int(1)))
    }

    /// The greatest common divisor.
    #[function("(*integers)")]
    fn gcd(t: &mut Thread, integers: &[Value]) -> PyResult {
        integers::gcd(t, integers)
    }

    /// The least common multiple.
    #[function("(*integers)")]
    fn lcm(t: &mut Thread, integers: &[Value]) -> PyResult {
        integers::lcm(t, integers)
    }

    /// The square root, rounded down.
    #[function("(n, /)")]
    fn isqrt(t: &mut Thread, n: &Value) -> PyResult {
        integers::isqrt(t, n)
    }

    /// The product of the integers from 1 to n.
    #[function("(n, /)")]
    fn factorial(t: &mut Thread, n: &Value) -> PyResult {
        integers::factorial(t, n)
    }

    /// How many ways there are to choose k of n in order; by default all.
    #[function("(n, k=None, /)")]
    fn perm(t: &mut Thread, n: &Value, k: Option<&Value>) -> PyResult {
        integers::permutations(t, n, k)
    }

    /// How many ways there are to choose k of n in any order.
    #[function("(n, k, /)")]
    fn comb(t: &mut Thread, n: &Value, k: &Value) -> PyResult {
        integers::combinations(t, n, k)
    }
}
