//! What Python sees of bytes.

use taipan_text::unicode;

use crate::builtins::bytes::Bytes;
use crate::native::PyResult;
use crate::thread::Thread;

/// The methods of bytes.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Bytes, PyResult, Thread, unicode};

    #[special]
    fn __repr__(_t: &mut Thread, this: &Bytes) -> PyResult<String> {
        Ok(unicode::bytes_repr(this.as_slice(), true))
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Bytes) -> PyResult<usize> {
        Ok(this.as_slice().len())
    }
}
