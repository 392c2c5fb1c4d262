//! What Python sees of complex.

/// The methods and attributes of complex.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::builtins::complex::Complex;
    use crate::native::PyResult;
    use crate::thread::Thread;

    /// Whether the number is not zero.
    #[special]
    fn __bool__(t: &mut Thread, this: &Complex) -> PyResult<bool> {
        let _ = t;
        Ok(this.real != 0.0 || this.imaginary != 0.0)
    }
}
