//! Bytes-like objects as arguments: their contents, held so that no Python code can change them meanwhile.

use std::ops::{Deref, Range};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// The contents of a bytes-like object: those of bytes themselves, of anything else a copy.
#[derive(Debug)]
pub enum BytesLike {
    /// Bytes and which of them.
    Shared(Value, Range<usize>),
    /// What was in memory that can change.
    Copied(Vec<u8>),
}

impl Deref for BytesLike {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            BytesLike::Shared(value, range) => {
                Bytes::of(value).and_then(|bytes| bytes.as_slice().get(range.clone())).unwrap_or_default()
            }
            BytesLike::Copied(data) => data,
        }
    }
}

impl Thread {
    /// The contents of a bytes-like object; `None` for other objects.
    pub fn bytes_of(&mut self, value: &Value) -> PyResult<Option<BytesLike>> {
        if let Some(bytes) = Bytes::of(value) {
            return Ok(Some(BytesLike::Shared(value.clone(), 0..bytes.as_slice().len())));
        }
        if let Some(array) = ByteArray::of(value) {
            let data = array.as_slice(self);
            let mut copy = Vec::new();
            if copy.try_reserve_exact(data.len()).is_err() {
                return Err(self.memory_error());
            }
            copy.extend_from_slice(data);
            return Ok(Some(BytesLike::Copied(copy)));
        }
        Ok(None)
    }

    /// The contents of an object that must be bytes-like.
    pub fn bytes_like(&mut self, value: &Value) -> PyResult<BytesLike> {
        match self.bytes_of(value)? {
            Some(bytes) => Ok(bytes),
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("a bytes-like object is required, not '{name}'")))
            }
        }
    }
}
