//! Bytes-like objects as arguments: their contents, held so that no Python code can change them meanwhile.

use std::ops::{Deref, Range};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::memoryview::MemoryView;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::Special;
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
    /// Whether a value's memory can be looked at as bytes, as far as its type tells.
    pub fn has_buffer(&self, value: &Value) -> bool {
        Bytes::of(value).is_some()
            || ByteArray::of(value).is_some()
            || self.has_special(value, Special::Buffer)
    }

    /// Whether a value's class, derived from bytes or bytearray, has a `__buffer__` of its own.
    pub(crate) fn has_own_buffer(&self, value: &Value) -> bool {
        if value.exact::<Bytes>().is_some() || value.exact::<ByteArray>().is_some() {
            return false;
        }
        let class = self.type_of(value);
        class
            .native_base()
            .is_some_and(|native| class.special(Special::Buffer) != native.special(Special::Buffer))
    }

    /// As [`Thread::bytes_of`], `None` also for an object whose contents can't be had: what reads numbers then says that it
    /// wants another type.
    pub(crate) fn bytes_of_any(&mut self, value: &Value) -> Option<BytesLike> {
        self.bytes_of(value).unwrap_or_default()
    }

    /// The contents of a bytes-like object; `None` for other objects.
    pub fn bytes_of(&mut self, value: &Value) -> PyResult<Option<BytesLike>> {
        let overridden = self.has_own_buffer(value);
        if let Some(bytes) = Bytes::of(value).filter(|_| !overridden) {
            return Ok(Some(BytesLike::Shared(value.clone(), 0..bytes.as_slice().len())));
        }
        if let Some(array) = ByteArray::of(value).filter(|_| !overridden) {
            let data = array.as_slice(self);
            let mut copy = Vec::new();
            if copy.try_reserve_exact(data.len()).is_err() {
                return Err(self.memory_error());
            }
            copy.extend_from_slice(data);
            return Ok(Some(BytesLike::Copied(copy)));
        }
        if !self.has_special(value, Special::Buffer) {
            return Ok(None);
        }
        let Some(view) = MemoryView::over(self, value)? else { return Ok(None) };
        let Some(view) = MemoryView::of(&view) else { unreachable!("just made a view") };
        let contents = view.contents(self)?;
        view.release();
        Ok(Some(BytesLike::Copied(contents)))
    }

    /// A view of a bytes-like object that can be written to, for native code that fills buffers. `argument` names it in
    /// the TypeError if it is none: `readinto() argument must be read-write bytes-like object, not …`.
    pub fn writable_view(&mut self, value: &Value, argument: &str) -> PyResult {
        // Whatever an object's own `__buffer__` raises, the message is this one.
        let view = MemoryView::over(self, value).unwrap_or_default();
        let writable = |view: &Value| MemoryView::of(view).is_some_and(|view| !view.shape().readonly);
        match view.filter(writable) {
            Some(view) => Ok(view),
            None => {
                let name = if value.is_none() { "None".to_owned() } else { self.type_name(value) };
                let text = format!("{argument} must be read-write bytes-like object, not {name}");
                Err(self.type_error(text))
            }
        }
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
