//! Writing: text is encoded at once, and handed on when there is enough of it.

use taipan_text::encode::Encoding;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::str::{Str, Units};
use taipan_vm::{PyResult, Thread, Value};

use super::TextIOWrapper;
use crate::io::base::{call, unsupported};
use crate::io::buffered::{Buffered, flush_stream, write_bytes};
use crate::io::newline::replaced;

/// Writes a text.
pub(in crate::io) fn write(t: &mut Thread, this: &TextIOWrapper, text: &Value) -> PyResult<()> {
    let buffer = this.open_buffer(t)?;
    let Some(string) = Str::of(text) else { unreachable!("the caller checked the text") };
    if !this.encodes.get() {
        return Err(unsupported(t, "not writable"));
    }
    let wants_lines = this.newline.get().written.is_some() || this.line_buffering.get();
    let (has_lf, has_cr) = if wants_lines { line_ends(string) } else { (false, false) };
    let flushes = this.line_buffering.get() && (has_lf || has_cr);
    match (this.newline.get().written.filter(|_| has_lf), plain(this.native.get(), string)) {
        (None, Some(bytes)) => this.hand_over(t, &buffer, bytes, flushes)?,
        (written, _) => {
            let text = match written {
                Some(written) => replaced(t, string, written)?,
                None => text.clone(),
            };
            let encoded = this.encode(t, &text)?;
            let bytes = Bytes::of(&encoded).map(Bytes::as_slice).unwrap_or_default();
            this.hand_over(t, &buffer, bytes, flushes)?;
        }
    }
    if flushes {
        flush_buffer(t, &buffer)?;
    }
    if !this.decoded.is_empty() || this.snapshot.borrow().is_some() {
        this.forget_ahead(t);
        if this.decodes.get() {
            this.reset_decoder(t)?;
        }
    }
    Ok(())
}

/// The bytes of a text that needs no encoder.
fn plain(encoding: Option<Encoding>, text: &Str) -> Option<&[u8]> {
    match (encoding?, text.units()) {
        (Encoding::Utf8 | Encoding::Ascii, Units::One(units)) if text.is_ascii() => Some(units),
        (Encoding::Latin1, Units::One(units)) => Some(units),
        _ => None,
    }
}

fn line_ends(text: &Str) -> (bool, bool) {
    match text.units() {
        Units::One(units) => (units.contains(&b'\n'), units.contains(&b'\r')),
        units => {
            let mut found = (false, false);
            for code in units.iter() {
                found.0 |= code == u32::from('\n');
                found.1 |= code == u32::from('\r');
            }
            found
        }
    }
}

fn flush_buffer(t: &mut Thread, buffer: &Value) -> PyResult<()> {
    match Buffered::exactly(buffer).filter(|buffered| buffered.is_written()) {
        Some(buffered) => flush_stream(t, buffered),
        None => call(t, buffer, "flush", &[]).map(drop),
    }
}

impl TextIOWrapper {
    /// Keeps encoded bytes, or hands them on with those that were kept.
    fn hand_over(&self, t: &mut Thread, buffer: &Value, bytes: &[u8], now: bool) -> PyResult<()> {
        let chunk = self.chunk.get();
        let kept = self.pending.borrow().len();
        if kept + bytes.len() > chunk && kept != 0 {
            self.write_pending(t, buffer)?;
        }
        {
            let mut pending = self.pending.borrow_mut();
            if pending.try_reserve(bytes.len()).is_err() {
                drop(pending);
                return Err(t.memory_error());
            }
            pending.extend_from_slice(bytes);
            if pending.len() < chunk && !now && !self.write_through.get() {
                return Ok(());
            }
        }
        self.write_pending(t, buffer)
    }

    /// Hands on what was kept.
    pub(super) fn write_pending(&self, t: &mut Thread, buffer: &Value) -> PyResult<()> {
        if self.pending.borrow().is_empty() {
            return Ok(());
        }
        let mut data = self.pending.take();
        if let Some(buffered) = Buffered::exactly(buffer).filter(|buffered| buffered.is_written()) {
            let written = write_bytes(t, buffered, &data);
            data.clear();
            let mut pending = self.pending.borrow_mut();
            if pending.is_empty() {
                *pending = data;
            }
            return written.map(drop);
        }
        let bytes = Bytes::new(t, &data)?;
        call(t, buffer, "write", &[bytes]).map(drop)
    }
}

/// `flush`.
pub(super) fn flush(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
    let buffer = this.open_buffer(t)?;
    this.telling.set(this.seekable.get());
    this.write_pending(t, &buffer)?;
    call(t, &buffer, "flush", &[])
}
