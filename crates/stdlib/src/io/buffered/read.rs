//! Reading.

use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::{Buffered, locked};
use crate::io::base::{attribute_opt, call, read_answer};
use crate::io::file::FileIO;

impl Buffered {
    /// What waits is written before anything is read.
    fn settle(&self, t: &mut Thread) -> PyResult<()> {
        if self.writable.get() && !self.pending.borrow().is_empty() {
            self.write_pending(t)?;
        }
        Ok(())
    }

    /// [`Buffered::settle`], where all that was read ahead has been taken. The raw stream is told where it is, as CPython
    /// tells one that can be written to.
    fn settle_taken(&self, t: &mut Thread) -> PyResult<()> {
        self.settle(t)?;
        if self.writable.get() {
            self.raw_seek(t, 0, libc::SEEK_CUR)?;
        }
        Ok(())
    }

    /// Reads more behind what was read ahead: the number of bytes, `None` if nothing is there yet.
    fn fill(&self, t: &mut Thread) -> PyResult<Option<usize>> {
        let mut ahead = self.ahead.take();
        if self.used.get() == ahead.len() {
            ahead.clear();
            self.used.set(0);
        }
        let room = self.size.get().saturating_sub(ahead.len());
        let count = self.raw_read(t, &mut ahead, room);
        *self.ahead.borrow_mut() = ahead;
        count
    }

    /// Reads so many bytes unless the end comes first; `None` if nothing is there yet.
    fn read_exactly(&self, t: &mut Thread, count: usize) -> PyResult<Option<Vec<u8>>> {
        let mut out = self.take_ahead(count);
        if out.len() == count {
            return Ok(Some(out));
        }
        self.settle_taken(t)?;
        self.forget_ahead();
        let size = self.size.get();
        let end = |out: Vec<u8>, read: Option<usize>| {
            Ok(if out.is_empty() && read.is_none() { None } else { Some(out) })
        };
        loop {
            let blocks = (count - out.len()) / size * size;
            if blocks == 0 {
                break;
            }
            let read = self.raw_read(t, &mut out, blocks)?;
            if matches!(read, None | Some(0)) {
                return end(out, read);
            }
        }
        while out.len() < count {
            let read = self.fill(t)?;
            if matches!(read, None | Some(0)) {
                return end(out, read);
            }
            out.extend(self.take_ahead(count - out.len()));
        }
        Ok(Some(out))
    }

    /// Reads to the end; None if nothing is there yet.
    fn read_all(&self, t: &mut Thread) -> PyResult {
        let mut out = self.take_ahead(usize::MAX);
        self.settle_taken(t)?;
        self.forget_ahead();
        let raw = self.raw(t)?;
        if let Some(file) = FileIO::exactly(&raw) {
            let rest = file.read_all(t)?;
            self.position.set(None);
            return match (rest, out.is_empty()) {
                (Some(rest), true) => Bytes::new(t, &rest),
                (None, true) => Ok(Value::NONE),
                (rest, false) => {
                    out.extend(rest.unwrap_or_default());
                    Bytes::new(t, &out)
                }
            };
        }
        if let Some(readall) = attribute_opt(t, &raw, "readall")? {
            let rest = t.call(&readall, &[])?;
            if !rest.is_none() && Bytes::of(&rest).is_none() {
                return Err(t.type_error("readall() should return bytes"));
            }
            self.position.set(None);
            if out.is_empty() {
                return Ok(rest);
            }
            out.extend_from_slice(Bytes::of(&rest).map(Bytes::as_slice).unwrap_or_default());
            return Bytes::new(t, &out);
        }
        let start = out.len();
        loop {
            let chunk = call(t, &raw, "read", &[])?;
            let chunk = read_answer(t, &chunk, |t, _| t.type_error("read() should return bytes"))?;
            match chunk {
                Some(chunk) if !chunk.is_empty() => {
                    self.position.set(self.position.get().map(|at| at + chunk.len() as i64));
                    out.extend(chunk);
                }
                None if out.len() == start && start == 0 => return Ok(Value::NONE),
                _ => return Bytes::new(t, &out),
            }
        }
    }

    /// Takes so many bytes of what was read ahead, or all there is.
    fn take_bytes(&self, t: &mut Thread, most: usize) -> PyResult {
        let ahead = self.ahead.borrow();
        let used = self.used.get().min(ahead.len());
        let end = ahead.len().min(used.saturating_add(most));
        let bytes = Bytes::new(t, &ahead[used..end])?;
        self.used.set(end);
        Ok(bytes)
    }

    /// How long the next line is, if all of it was read ahead.
    fn line_ahead(&self, limit: usize) -> Option<usize> {
        let ahead = self.ahead.borrow();
        let rest = ahead.get(self.used.get()..)?;
        let window = &rest[..rest.len().min(limit)];
        match memchr::memchr(b'\n', window) {
            Some(at) => Some(at + 1),
            None => (window.len() == limit).then_some(limit),
        }
    }

    /// The next line, of at most so many bytes.
    fn line(&self, t: &mut Thread, limit: usize) -> PyResult<Vec<u8>> {
        let mut line: Vec<u8> = Vec::new();
        loop {
            let more = {
                let ahead = self.ahead.borrow();
                let rest = &ahead[self.used.get()..];
                let window = &rest[..rest.len().min(limit - line.len())];
                memchr::memchr(b'\n', window).map_or(window.len(), |at| at + 1)
            };
            line.extend(self.take_ahead(more));
            if line.last() == Some(&b'\n') || line.len() == limit {
                return Ok(line);
            }
            self.settle_taken(t)?;
            self.forget_ahead();
            if matches!(self.fill(t)?, None | Some(0)) {
                return Ok(line);
            }
        }
    }
}

/// `read`.
pub(super) fn read(t: &mut Thread, this: &Buffered, size: isize) -> PyResult {
    this.raw(t)?;
    if size < -1 {
        return Err(t.value_error("read length must be non-negative or -1"));
    }
    if let Ok(count) = usize::try_from(size)
        && count <= this.ahead()
        && this.ahead() != 0
    {
        return this.take_bytes(t, count);
    }
    this.check_open(t, "read of closed file")?;
    let data = match usize::try_from(size) {
        Err(_) => return locked(t, this, |t| this.read_all(t)),
        Ok(count) if count > Bytes::MOST => return Err(t.overflow_error("byte string is too large")),
        Ok(count) => locked(t, this, |t| this.read_exactly(t, count))?,
    };
    data.map_or(Ok(Value::NONE), |data| Bytes::new(t, &data))
}

/// `read1`: what is there, or what one call of the raw stream gives.
pub(super) fn read_once(t: &mut Thread, this: &Buffered, size: isize) -> PyResult {
    this.raw(t)?;
    let count = usize::try_from(size).unwrap_or(this.size.get());
    this.check_open(t, "read of closed file")?;
    if count == 0 {
        return Bytes::new(t, b"");
    }
    if count > Bytes::MOST {
        return Err(t.overflow_error("byte string is too large"));
    }
    if this.ahead() > 0 {
        let data = this.take_ahead(count);
        return Bytes::new(t, &data);
    }
    let data = locked(t, this, |t| {
        this.settle(t)?;
        this.forget_ahead();
        let mut out = Vec::new();
        this.raw_read(t, &mut out, count)?;
        Ok(out)
    })?;
    Bytes::new(t, &data)
}

/// `readinto`, and `readinto1` if it is `once`.
pub(super) fn read_into(t: &mut Thread, this: &Buffered, buffer: &Value, once: bool) -> PyResult {
    let function = if once { "readinto1() argument" } else { "readinto() argument" };
    let view = t.writable_view(buffer, function)?;
    let Some(view) = taipan_vm::builtins::memoryview::MemoryView::of(&view) else {
        unreachable!("just made a view")
    };
    this.raw(t)?;
    this.check_open(t, "readinto of closed file")?;
    let room = view.shape().bytes();
    let data = locked(t, this, |t| {
        let mut out = this.take_ahead(room);
        if out.len() == room {
            return Ok(Some(out));
        }
        this.settle_taken(t)?;
        this.forget_ahead();
        while out.len() < room {
            let left = room - out.len();
            let read = if left > this.size.get() {
                this.raw_read(t, &mut out, left)?
            } else if once && !out.is_empty() {
                break;
            } else {
                let read = this.fill(t)?;
                out.extend(this.take_ahead(left));
                read
            };
            match read {
                None if out.is_empty() => return Ok(None),
                None | Some(0) => break,
                Some(_) if once => break,
                Some(_) => {}
            }
        }
        Ok(Some(out))
    })?;
    let Some(data) = data else { return Ok(Value::NONE) };
    view.fill(t, &data)?;
    view.release();
    Ok(Value::small_int(data.len() as i64))
}

/// `peek`: what was read ahead, or what one call of the raw stream gives.
pub(super) fn peek(t: &mut Thread, this: &Buffered) -> PyResult {
    this.raw(t)?;
    this.check_open(t, "peek of closed file")?;
    locked(t, this, |t| {
        if this.ahead() == 0 {
            this.settle(t)?;
            this.forget_ahead();
            this.fill(t)?;
        }
        Ok(())
    })?;
    let data = this.ahead.borrow()[this.used.get()..].to_vec();
    Bytes::new(t, &data)
}

/// `readline`.
pub(super) fn read_line(t: &mut Thread, this: &Buffered, limit: isize) -> PyResult {
    this.raw(t)?;
    this.check_open(t, "readline of closed file")?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if this.owner.get() == 0
        && let Some(length) = this.line_ahead(limit)
    {
        return this.take_bytes(t, length);
    }
    let line = locked(t, this, |t| this.line(t, limit))?;
    Bytes::new(t, &line)
}

/// `__next__`: natively for exactly these types, else by the method `readline`.
pub(super) fn next_line(t: &mut Thread, this: &Buffered) -> PyResult<Option<Value>> {
    this.raw(t)?;
    let value = this.to_value();
    let line = if Buffered::exactly(&value).is_some() {
        read_line(t, this, -1)?
    } else {
        let line = call(t, &value, "readline", &[])?;
        if Bytes::of(&line).is_none() {
            let found = t.type_name(&line);
            let text = format!("readline() should have returned a bytes object, not '{found}'");
            return Err(t.exception(Class::OSError, &text));
        }
        line
    };
    let empty = Bytes::of(&line).is_some_and(|line| line.as_slice().is_empty());
    Ok(if empty { None } else { Some(line) })
}
