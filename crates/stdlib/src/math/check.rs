//! The exceptions of functions on floats: ValueError where there is no answer, OverflowError where it is too large.

use taipan_text::float::repr;
use taipan_vm::{Exception, PyResult, Thread};

/// The answer of a function whose infinities and NaNs for finite arguments are domain errors. `expected` says what the
/// function accepts.
#[inline]
pub(super) fn domain(t: &mut Thread, x: f64, result: f64, expected: &str) -> PyResult<f64> {
    if (result.is_nan() && !x.is_nan()) || (result.is_infinite() && x.is_finite()) {
        return Err(expected_other(t, expected, x));
    }
    Ok(result)
}

/// The answer of a function that overflows.
#[inline]
pub(super) fn range(t: &mut Thread, x: f64, result: f64) -> PyResult<f64> {
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(t));
    }
    Ok(result)
}

/// The answer of a function of two arguments that never overflows.
#[inline]
pub(super) fn domain_of_two(t: &mut Thread, x: f64, y: f64, result: f64) -> PyResult<f64> {
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(t));
    }
    Ok(result)
}

/// `ValueError: expected a positive input, got -1.0` and its like.
#[cold]
pub(super) fn expected_other(t: &mut Thread, expected: &str, x: f64) -> Exception {
    t.value_error(format!("expected {expected}, got {}", repr(x)))
}

#[cold]
pub(super) fn domain_error(t: &mut Thread) -> Exception {
    t.value_error("math domain error")
}

#[cold]
pub(super) fn range_error(t: &mut Thread) -> Exception {
    t.overflow_error("math range error")
}
