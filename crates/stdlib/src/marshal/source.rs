//! Where marshal data comes from: memory, or a file's `readinto`.

use taipan_bytecode::marshal::MarshalError;
use taipan_vm::builtins::bytearray::ByteArray;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::error;

/// Bytes, taken from the front.
pub(super) enum Source<'a> {
    Memory(&'a [u8]),
    /// A file's `readinto`.
    File(Value),
}

impl Source<'_> {
    /// The bytes of an open file.
    pub(super) fn file(t: &mut Thread, file: &Value) -> PyResult<Source<'static>> {
        let read = t.intern("read")?;
        let nothing = t.call_method(file, &read, &[Value::small_int(0)])?;
        if Bytes::of(&nothing).is_none() {
            let found = t.type_name(&nothing);
            return Err(t.type_error(format!("file.read() returned not bytes but {found}")));
        }
        let name = t.intern("readinto")?;
        t.get_attr(file, &name).map(Source::File)
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, t: &mut Thread, count: usize) -> PyResult<Vec<u8>> {
        match self {
            Source::Memory(data) => {
                let Some((head, rest)) = data.split_at_checked(count) else {
                    return Err(error(t, MarshalError::TooShort));
                };
                *data = rest;
                Ok(head.to_vec())
            }
            Source::File(_) if count == 0 => Ok(Vec::new()),
            Source::File(read_into) => {
                let read_into = read_into.clone();
                from_file(t, &read_into, count)
            }
        }
    }

    /// The next byte; `None` at the end of the data.
    pub(super) fn byte(&mut self, t: &mut Thread) -> PyResult<Option<u8>> {
        if let Source::Memory(data) = self {
            let Some((first, rest)) = data.split_first() else { return Ok(None) };
            *data = rest;
            return Ok(Some(*first));
        }
        let byte = self.take(t, 1);
        Ok(t.catch(byte, Class::EOFError)?.and_then(|bytes| bytes.first().copied()))
    }
}

fn from_file(t: &mut Thread, read_into: &Value, count: usize) -> PyResult<Vec<u8>> {
    let mut data = Vec::new();
    if data.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    data.resize(count, 0);
    let buffer = ByteArray::new(t, data)?;
    let read = t.call(read_into, std::slice::from_ref(&buffer))?;
    let read = t.as_isize(&read, Class::ValueError)?;
    if read > count as isize {
        let text = format!("read() returned too much data: {count} bytes requested, {read} returned");
        return Err(t.value_error(text));
    }
    if read != count as isize {
        return Err(t.exception(Class::EOFError, "EOF read where not expected"));
    }
    Ok(ByteArray::of(&buffer).map(|buffer| buffer.as_slice(t).to_vec()).unwrap_or_default())
}
