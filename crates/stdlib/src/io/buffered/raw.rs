//! What a buffered stream asks of its raw stream: natively of a FileIO, by its methods of anything else.

use taipan_vm::builtins::bytearray::ByteArray;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::memoryview::MemoryView;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::Buffered;
use crate::io::base::{call, number};
use crate::io::file::FileIO;

impl Buffered {
    /// Reads behind what a vector holds, up to so many bytes: their number, `None` if nothing is there yet.
    pub(super) fn raw_read(
        &self,
        t: &mut Thread,
        data: &mut Vec<u8>,
        count: usize,
    ) -> PyResult<Option<usize>> {
        let raw = self.raw(t)?;
        let count = match FileIO::exactly(&raw) {
            Some(file) => file.read_behind(t, data, count)?,
            None => read_by_method(t, &raw, data, count)?,
        };
        if let Some(count) = count {
            self.advance(count);
        }
        Ok(count)
    }

    /// Writes memory: the number of bytes, `None` if nothing can be written yet.
    pub(super) fn raw_write(&self, t: &mut Thread, data: &[u8]) -> PyResult<Option<usize>> {
        let raw = self.raw(t)?;
        let count = match FileIO::exactly(&raw) {
            Some(file) => file.write_from(t, data)?,
            None => write_by_method(t, &raw, data)?,
        };
        if let Some(count) = count {
            self.advance(count);
        }
        Ok(count)
    }

    fn advance(&self, count: usize) {
        self.position.set(self.position.get().map(|position| position + count as i64));
    }

    /// The raw stream's position, asked for anew.
    pub(super) fn raw_tell(&self, t: &mut Thread) -> PyResult<i64> {
        let raw = match self.raw.get() {
            Some(raw) => raw,
            None => return Err(self.unusable(t)),
        };
        self.position.set(None);
        let position = match FileIO::exactly(&raw) {
            Some(file) => file.tell(t)?,
            None => {
                let position = call(t, &raw, "tell", &[])?;
                checked_position(t, &position)?
            }
        };
        self.position.set(Some(position));
        Ok(position)
    }

    /// The raw stream's position.
    pub(super) fn known_position(&self, t: &mut Thread) -> PyResult<i64> {
        match self.position.get() {
            Some(position) => Ok(position),
            None => self.raw_tell(t),
        }
    }

    /// Moves the raw stream; its new position.
    pub(super) fn raw_seek(&self, t: &mut Thread, target: i64, whence: i32) -> PyResult<i64> {
        let raw = self.raw(t)?;
        self.position.set(None);
        let position = match FileIO::exactly(&raw) {
            Some(file) => file.seek(t, target, whence)?,
            None => {
                let target = number(t, target)?;
                let position = call(t, &raw, "seek", &[target, Value::small_int(i64::from(whence))])?;
                checked_position(t, &position)?
            }
        };
        self.position.set(Some(position));
        Ok(position)
    }
}

fn checked_position(t: &mut Thread, position: &Value) -> PyResult<i64> {
    let position = crate::io::base::offset(t, position)?;
    if position < 0 {
        return Err(t.os_error(format!("Raw stream returned invalid position {position}")));
    }
    Ok(position)
}

/// The most that a raw stream in Python is asked for at once.
const MOST: usize = 64 << 20;

fn read_by_method(t: &mut Thread, raw: &Value, data: &mut Vec<u8>, count: usize) -> PyResult<Option<usize>> {
    if data.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    let room = crate::io::base::zeros(t, count.min(MOST))?;
    let memory = ByteArray::new(t, room)?;
    let Some(view) = MemoryView::over(t, &memory)? else { unreachable!("bytearrays have buffers") };
    let answer = call(t, raw, "readinto", std::slice::from_ref(&view))?;
    let read = checked_count(t, &answer, count.min(MOST), "raw readinto()")?;
    if let (Some(read), Some(array)) = (read, ByteArray::of(&memory)) {
        data.extend_from_slice(&array.as_slice(t)[..read]);
    }
    Ok(read)
}

fn write_by_method(t: &mut Thread, raw: &Value, data: &[u8]) -> PyResult<Option<usize>> {
    let bytes = Bytes::new(t, data)?;
    let Some(view) = MemoryView::over(t, &bytes)? else { unreachable!("bytes have buffers") };
    let answer = call(t, raw, "write", &[view])?;
    checked_count(t, &answer, data.len(), "raw write()")
}

fn checked_count(t: &mut Thread, answer: &Value, most: usize, what: &str) -> PyResult<Option<usize>> {
    if answer.is_none() {
        return Ok(None);
    }
    let converted = t.as_isize(answer, Class::ValueError);
    let count = match converted {
        Ok(count) => count,
        Err(error) if what == "raw readinto()" && t.is_exception(&error, Class::TypeError) => {
            let failed = t.os_error("raw readinto() failed");
            let cause = t.intern("__cause__")?;
            t.set_attr(failed.value(), &cause, Some(error.value()))?;
            return Err(failed);
        }
        Err(error) => return Err(error),
    };
    match usize::try_from(count) {
        Ok(count) if count <= most => Ok(Some(count)),
        _ => Err(t.os_error(format!(
            "{what} returned invalid length {count} (should have been between 0 and {most})"
        ))),
    }
}
