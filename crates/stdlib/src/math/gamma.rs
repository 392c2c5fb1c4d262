//! The gamma function and the logarithm of its absolute value, by Lanczos' approximation with 13 terms and the
//! parameters that CPython takes from Boost, so that both print the same digits.

use std::f64::consts::PI;

use taipan_vm::{PyResult, Thread};

use super::check::{expected_other, range_error};

const G: f64 = 6.024_680_040_776_73;
const G_LESS_HALF: f64 = 5.524_680_040_776_73;
const LOG_PI: f64 = 1.144_729_885_849_400_174_143_427_351_353_058_711_647;
const EXPECTED: &str = "a noninteger or positive integer";

/// Coefficients of numerator and denominator, lowest power first.
#[expect(clippy::excessive_precision, reason = "the coefficients as published")]
const COEFFICIENTS: [(f64, f64); 13] = [
    (23531376880.410759688572007674451636754734846804940, 0.0),
    (42919803642.649098768957899047001988850926355848959, 39916800.0),
    (35711959237.355668049440185451547166705960488635843, 120543840.0),
    (17921034426.037209699919755754458931112671403265390, 150917976.0),
    (6039542586.3520280050642916443072979210699388420708, 105258076.0),
    (1439720407.3117216736632230727949123939715485786772, 45995730.0),
    (248874557.86205415651146038641322942321632125127801, 13339535.0),
    (31426415.585400194380614231628318205362874684987640, 2637558.0),
    (2876370.6289353724412254090516208496135991145378768, 357423.0),
    (186056.26539522349504029498971604569928220784236328, 32670.0),
    (8071.6720023658162106380029022722506138218516325024, 1925.0),
    (210.82427775157934587250973392071336271166969580291, 66.0),
    (2.5066282746310002701649081771338373386264310793408, 1.0),
];

/// Lanczos' sum for a positive number: a quotient of two polynomials, for large numbers in the reciprocal.
fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for (upper, lower) in COEFFICIENTS.iter().rev() {
            numerator = numerator * x + upper;
            denominator = denominator * x + lower;
        }
    } else {
        for (upper, lower) in &COEFFICIENTS {
            numerator = numerator / x + upper;
            denominator = denominator / x + lower;
        }
    }
    numerator / denominator
}

/// `sin(pi * x)` without the error that the rounded product would bring.
fn sin_pi(x: f64) -> f64 {
    let folded = x.abs() % 2.0;
    let sine = match (2.0 * folded).round() as u8 {
        0 => (PI * folded).sin(),
        1 => (PI * (folded - 0.5)).cos(),
        2 => (PI * (1.0 - folded)).sin(),
        3 => -(PI * (folded - 1.5)).cos(),
        _ => (PI * (folded - 2.0)).sin(),
    };
    1f64.copysign(x) * sine
}

/// `gamma(x)` of a whole number from 1 to 23: exact.
fn factorial_below(x: f64) -> f64 {
    (2..x as u64).fold(1.0, |product, factor| product * factor as f64)
}

/// `math.gamma(x)`
pub(super) fn gamma(t: &mut Thread, x: f64) -> PyResult<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 {
        return Err(expected_other(t, EXPECTED, x));
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(expected_other(t, EXPECTED, x));
        }
        if x <= 23.0 {
            return Ok(factorial_below(x));
        }
    }
    let magnitude = x.abs();
    let result = if magnitude < 1e-20 {
        1.0 / x
    } else if magnitude > 200.0 {
        if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY }
    } else {
        lanczos_gamma(x)
    };
    if result.is_infinite() { Err(range_error(t)) } else { Ok(result) }
}

fn lanczos_gamma(x: f64) -> f64 {
    let magnitude = x.abs();
    let base = magnitude + G_LESS_HALF;
    // What rounding the sum lost, and what that does to the power.
    let lost =
        if magnitude > G_LESS_HALF { base - magnitude - G_LESS_HALF } else { base - G_LESS_HALF - magnitude };
    let correction = lost * G / base;
    // The power of a large number could overflow where the result does not: its root is applied twice.
    let root = (magnitude >= 140.0).then(|| base.powf(magnitude / 2.0 - 0.25));
    if x < 0.0 {
        let mut result = -PI / sin_pi(magnitude) / magnitude * base.exp() / lanczos_sum(magnitude);
        result -= correction * result;
        match root {
            Some(root) => result / root / root,
            None => result / base.powf(magnitude - 0.5),
        }
    } else {
        let mut result = lanczos_sum(magnitude) / base.exp();
        result += correction * result;
        match root {
            Some(root) => result * root * root,
            None => result * base.powf(magnitude - 0.5),
        }
    }
}

/// `math.lgamma(x)`
pub(super) fn lgamma(t: &mut Thread, x: f64) -> PyResult<f64> {
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(expected_other(t, EXPECTED, x)) } else { Ok(0.0) };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-magnitude.ln());
    }
    let mut result = lanczos_sum(magnitude).ln() - G;
    result += (magnitude - 0.5) * ((magnitude + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(magnitude).abs().ln() - magnitude.ln() - result;
    }
    if result.is_infinite() { Err(range_error(t)) } else { Ok(result) }
}
