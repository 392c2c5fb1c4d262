//! What Python sees of int.

/// The methods and attributes of int.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// The integer itself.
    #[special]
    fn __index__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(this.clone())
    }
}
