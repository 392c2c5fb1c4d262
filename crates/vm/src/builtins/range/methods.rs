//! What Python sees of ranges.

use crate::builtins::range::Range;
use crate::native::PyResult;
use crate::thread::Thread;

/// The methods and attributes of ranges.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Range, Thread};

    /// Where it starts.
    #[getter]
    fn start(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.start()))
    }

    /// Where it stops; not an item itself.
    #[getter]
    fn stop(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.stop()))
    }

    /// How far apart its items are.
    #[getter]
    fn step(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.step()))
    }
}
