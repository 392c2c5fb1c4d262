//! Writing.

use taipan_vm::builtins::str::Str;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

use super::{Buffered, locked};
use crate::io::base::bytes_argument;

impl Buffered {
    /// Writes everything that waits; BlockingIOError if not all of it can be written yet.
    pub(super) fn write_pending(&self, t: &mut Thread) -> PyResult<()> {
        let data = self.pending.take();
        let mut written = 0;
        while written < data.len() {
            let count = match self.raw_write(t, &data[written..]) {
                Ok(Some(count)) => count,
                other => {
                    self.pending.borrow_mut().splice(0..0, data[written..].iter().copied());
                    return match other {
                        Err(error) => Err(error),
                        Ok(_) => Err(would_block(t, 0)),
                    };
                }
            };
            written += count;
            t.check_signals()?;
        }
        // The memory is used again.
        let mut pending = self.pending.borrow_mut();
        if pending.is_empty() {
            let mut data = data;
            data.clear();
            *pending = data;
        }
        Ok(())
    }

    /// Moves the raw stream back to where the reader is.
    pub(super) fn give_back_ahead(&self, t: &mut Thread) -> PyResult<()> {
        let ahead = self.ahead();
        if ahead != 0 {
            self.raw_seek(t, -(ahead as i64), libc::SEEK_CUR)?;
        }
        self.forget_ahead();
        Ok(())
    }

    /// Writes bytes, or keeps them until there are more; the number of bytes.
    fn write(&self, t: &mut Thread, data: &[u8]) -> PyResult<usize> {
        self.give_back_ahead(t)?;
        let size = self.size.get();
        let free = size.saturating_sub(self.pending.borrow().len());
        if data.len() <= free {
            self.keep(t, data)?;
            return Ok(data.len());
        }
        if let Err(error) = self.write_pending(t) {
            if !t.is_exception(&error, Class::BlockingIOError) {
                return Err(error);
            }
            // As much as there is room for is kept, so that nothing accepted is lost.
            let free = size.saturating_sub(self.pending.borrow().len());
            if data.len() <= free {
                self.keep(t, data)?;
                return Ok(data.len());
            }
            self.keep(t, &data[..free])?;
            return Err(would_block(t, free));
        }
        let mut written = 0;
        while data.len() - written > size {
            match self.raw_write(t, &data[written..])? {
                Some(count) => written += count,
                None => {
                    if data.len() - written > size {
                        self.keep(t, &data[written..written + size])?;
                        return Err(would_block(t, written + size));
                    }
                    break;
                }
            }
            t.check_signals()?;
        }
        self.keep(t, &data[written..])?;
        Ok(data.len())
    }

    fn keep(&self, t: &mut Thread, data: &[u8]) -> PyResult<()> {
        let mut pending = self.pending.borrow_mut();
        if pending.try_reserve(data.len()).is_err() {
            return Err(t.memory_error());
        }
        pending.extend_from_slice(data);
        Ok(())
    }
}

#[cold]
fn would_block(t: &mut Thread, written: usize) -> Exception {
    let text = match Str::new(t, "write could not complete without blocking") {
        Ok(text) => text,
        Err(error) => return error,
    };
    let number = Value::small_int(i64::from(libc::EAGAIN));
    t.exception_of(Class::BlockingIOError, vec![number, text, Value::small_int(written as i64)])
}

/// Writes bytes natively: `write` of exactly a BufferedWriter.
pub(in crate::io) fn write_bytes(t: &mut Thread, this: &Buffered, data: &[u8]) -> PyResult<usize> {
    this.raw(t)?;
    if this.is_closed(t)? {
        return Err(t.value_error("write to closed file"));
    }
    locked(t, this, |t| this.write(t, data))
}

/// `write`.
pub(super) fn write(t: &mut Thread, this: &Buffered, data: &Value) -> PyResult<usize> {
    this.raw(t)?;
    let data = bytes_argument(t, data)?;
    write_bytes(t, this, &data)
}

/// `flush` of streams that are written to.
pub(in crate::io) fn flush(t: &mut Thread, this: &Buffered) -> PyResult<()> {
    this.raw(t)?;
    if this.is_closed(t)? {
        return Err(t.value_error("flush of closed file"));
    }
    locked(t, this, |t| {
        this.write_pending(t)?;
        if this.readable.get() { this.give_back_ahead(t) } else { Ok(()) }
    })
}
