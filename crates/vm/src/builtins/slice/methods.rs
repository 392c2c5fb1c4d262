//! What Python sees of slices.

use crate::builtins::slice::Slice;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// The methods and attributes of slices.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Slice, Thread, Value};

    /// Where it starts.
    #[getter]
    fn start(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.start().cloned().unwrap_or(Value::NONE))
    }

    /// Where it stops.
    #[getter]
    fn stop(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.stop().cloned().unwrap_or(Value::NONE))
    }

    /// How far apart its positions are.
    #[getter]
    fn step(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.step().cloned().unwrap_or(Value::NONE))
    }
}
