//! Functions of the system's mathematical library that Rust's does not offer or computes otherwise.
#![expect(unsafe_code, reason = "declares functions of the C library")]

// SAFETY: C99's signatures; these functions only compute.
unsafe extern "C" {
    pub(super) safe fn acosh(x: f64) -> f64;
    pub(super) safe fn asinh(x: f64) -> f64;
    pub(super) safe fn atanh(x: f64) -> f64;
    pub(super) safe fn erf(x: f64) -> f64;
    pub(super) safe fn erfc(x: f64) -> f64;
    pub(super) safe fn remainder(x: f64, y: f64) -> f64;
}
