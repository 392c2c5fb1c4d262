//! Reading: bytes are decoded a chunk at a time.

use taipan_text::Units;
use taipan_vm::builtins::str::Str;
use taipan_vm::{PyResult, Thread, Value};

use super::{Snapshot, TextIOWrapper};
use crate::io::base::{call, number, unsupported};
use crate::io::newline::Ends;

impl TextIOWrapper {
    /// Decodes the next chunk, at least about so many characters; false at the end.
    pub(super) fn read_chunk(&self, t: &mut Thread, hint: usize) -> PyResult<bool> {
        if !self.decodes.get() {
            return Err(unsupported(t, "not readable"));
        }
        let buffer = self.buffer(t)?;
        let state = if self.telling.get() { Some(self.decoder_state(t)?) } else { None };
        let hint = if hint > 0 { (self.ratio.get().max(1.0) * hint as f64) as usize } else { 0 };
        let size = i64::try_from(self.chunk.get().max(hint)).unwrap_or(i64::MAX);
        let size = number(t, size)?;
        let method = if self.has_read1.get() { "read1" } else { "read" };
        let chunk = call(t, &buffer, method, &[size])?;
        let Some(bytes) = t.bytes_of(&chunk)? else {
            let found = t.type_name(&chunk);
            let text =
                format!("underlying {method}() should have returned a bytes-like object, not '{found}'");
            return Err(t.type_error(text));
        };
        let end = bytes.is_empty();
        let decoded = self.decode(t, &chunk, end)?;
        let characters = Str::of(&decoded).map_or(0, Str::len);
        self.set_decoded(t, Some(decoded));
        self.ratio.set(if characters > 0 { bytes.len() as f64 / characters as f64 } else { 0.0 });
        if let Some((rest, flags)) = state {
            let input = [rest.as_slice(), &bytes].concat();
            *self.snapshot.borrow_mut() = Some(Snapshot { flags, input });
        }
        Ok(!end || characters > 0)
    }

    /// Takes up to so many characters of what is decoded; `None` if nothing is.
    fn take_decoded(&self, t: &mut Thread, most: usize) -> PyResult<Option<Value>> {
        let Some(decoded) = self.decoded.get() else { return Ok(None) };
        let Some(text) = Str::of(&decoded) else { unreachable!("decoders answer strings") };
        let start = self.used.get().min(text.len());
        let end = text.len().min(start.saturating_add(most));
        self.used.set(end);
        if start == end {
            return Ok(None);
        }
        text.slice(t, start..end).map(Some)
    }
}

/// `read`.
pub(super) fn read(t: &mut Thread, this: &TextIOWrapper, size: isize) -> PyResult {
    let buffer = this.open_buffer(t)?;
    if !this.decodes.get() {
        return Err(unsupported(t, "not readable"));
    }
    this.write_pending(t, &buffer)?;
    let Ok(size) = usize::try_from(size) else {
        let bytes = call(t, &buffer, "read", &[])?;
        let rest = if bytes.is_none() { Str::new(t, "")? } else { this.decode(t, &bytes, true)? };
        let before = this.take_decoded(t, usize::MAX)?;
        this.forget_ahead(t);
        return join(t, before.into_iter().chain(Some(rest)).collect());
    };
    if size != 0
        && this.used.get().saturating_add(size) <= decoded_length(this)
        && let Some(part) = this.take_decoded(t, size)?
    {
        return Ok(part);
    }
    let mut parts = Vec::new();
    let mut left = size;
    while left > 0 {
        if let Some(part) = this.take_decoded(t, left)? {
            left -= Str::of(&part).map_or(0, Str::len);
            parts.push(part);
        } else if !this.read_chunk(t, left)? {
            break;
        }
    }
    join(t, parts)
}

/// One string of several.
fn join(t: &mut Thread, parts: Vec<Value>) -> PyResult {
    let strings: Vec<&Str> = parts.iter().filter_map(Str::of).filter(|part| !part.is_empty()).collect();
    match strings.as_slice() {
        [] => Str::new(t, ""),
        [only] => Ok(only.to_value()),
        several => Str::concatenated(t, several.iter().copied()),
    }
}

/// `readline`.
pub(super) fn read_line(t: &mut Thread, this: &TextIOWrapper, limit: isize) -> PyResult {
    let buffer = this.open_buffer(t)?;
    this.write_pending(t, &buffer)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let ends = this.newline.get().ends;
    let (mut parts, mut length) = (Vec::new(), 0usize);
    // A `\r\n` may lie across two chunks.
    let mut after_cr = false;
    while length < limit {
        let mut more = true;
        while more && this.used.get() >= decoded_length(this) {
            more = this.read_chunk(t, 0)?;
        }
        if !more {
            this.forget_ahead(t);
            break;
        }
        let decoded = this.decoded.get_or_none();
        let Some(text) = Str::of(&decoded) else { unreachable!("decoders answer strings") };
        let start = this.used.get();
        let (end, complete) = if ends == Ends::CrLf && after_cr && text.units().get(start) == 0x0A {
            (start + 1, true)
        } else {
            search(text, start, ends, limit - length)
        };
        this.used.set(end);
        length += end - start;
        after_cr = end > start && text.units().get(end - 1) == 0x0D;
        let part = text.slice(t, start..end)?;
        if complete && parts.is_empty() {
            return Ok(part);
        }
        parts.push(part);
        if complete {
            break;
        }
    }
    join(t, parts)
}

fn decoded_length(this: &TextIOWrapper) -> usize {
    this.decoded.get().as_ref().and_then(Str::of).map_or(0, Str::len)
}

/// Where a line that begins at `start` ends, and whether with a line end; at most so many characters on.
fn search(text: &Str, start: usize, ends: Ends, most: usize) -> (usize, bool) {
    let window = match text.text() {
        Units::Latin1(units) => Units::Latin1(&units[start..]),
        Units::Ucs2(units) => Units::Ucs2(&units[start..]),
        Units::Ucs4(units) => Units::Ucs4(&units[start..]),
    };
    match ends.find(window) {
        Some(end) if end <= most => (start + end, true),
        _ => (start + window.len().min(most), false),
    }
}

/// `__next__`.
pub(super) fn next_line(t: &mut Thread, this: &TextIOWrapper) -> PyResult<Option<Value>> {
    this.buffer(t)?;
    this.telling.set(false);
    let value = this.to_value();
    let line = if TextIOWrapper::exactly(&value).is_some() {
        read_line(t, this, -1)?
    } else {
        let line = call(t, &value, "readline", &[])?;
        if Str::of(&line).is_none() {
            let found = t.type_name(&line);
            let text = format!("readline() should have returned a str object, not '{found}'");
            return Err(t.os_error(text));
        }
        line
    };
    if Str::of(&line).is_some_and(|line| !line.is_empty()) {
        return Ok(Some(line));
    }
    *this.snapshot.borrow_mut() = None;
    this.telling.set(this.seekable.get());
    Ok(None)
}
