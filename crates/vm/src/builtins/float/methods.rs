//! What Python sees of float.

/// The methods and attributes of float.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::builtins::float::Float;
    use crate::native::PyResult;
    use crate::thread::Thread;

    /// Whether the number is not zero.
    #[special]
    fn __bool__(t: &mut Thread, this: &Float) -> PyResult<bool> {
        let _ = t;
        Ok(this.get() != 0.0)
    }
}
