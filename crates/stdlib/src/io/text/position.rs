//! `tell`, `seek`, `truncate`: places in a text that is read through a decoder.

use taipan_bytecode::CompareOperator;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::str::Str;
use taipan_vm::object::Kind;
use taipan_vm::{PyResult, Thread, Value};

use super::cookie::Cookie;
use super::{Snapshot, TextIOWrapper};
use crate::io::base::{call, number, offset, unsupported};

/// `tell`: where the next character is read from.
pub(super) fn tell(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
    let buffer = this.open_buffer(t)?;
    if !this.seekable.get() {
        return Err(unsupported(t, "underlying stream is not seekable"));
    }
    if !this.telling.get() {
        return Err(t.os_error("telling position disabled by next() call"));
    }
    this.write_pending(t, &buffer)?;
    let value = this.to_value();
    call(t, &value, "flush", &[])?;
    let position = call(t, &buffer, "tell", &[])?;
    let snapshot = this.snapshot.borrow().clone();
    let Some(snapshot) = snapshot.filter(|_| this.decodes.get()) else { return Ok(position) };
    let position = offset(t, &position)?;
    let start = position - snapshot.input.len() as i64;
    let skip = this.used.get();
    if this.decoded.is_empty() || skip == 0 {
        let cookie = Cookie { start, flags: snapshot.flags as i32, ..Cookie::default() };
        return cookie.to_value(t);
    }
    // Decodes again up to the character, from the snapshot; the decoder goes back to where it was whatever happens.
    let (rest, flags) = this.decoder_state(t)?;
    let found = locate(t, this, &snapshot, start, skip);
    this.restore_decoder(t, &rest, flags)?;
    found?.to_value(t)
}

/// The cookie of the character that comes `skip` characters behind a snapshot.
fn locate(
    t: &mut Thread,
    this: &TextIOWrapper,
    snapshot: &Snapshot,
    start: i64,
    skip: usize,
) -> PyResult<Cookie> {
    let mut cookie = Cookie { start, flags: snapshot.flags as i32, skip: skip as i32, ..Cookie::default() };
    let guessed = guess(t, this, snapshot, &mut cookie)?;
    cookie.start += guessed as i64;
    if cookie.skip == 0 {
        return Ok(cookie);
    }
    // From there on byte by byte.
    let (mut decoded, mut fed) = (0, 0);
    let mut complete = false;
    for byte in &snapshot.input[guessed..] {
        decoded += decoded_length(t, this, std::slice::from_ref(byte), false)?;
        fed += 1;
        let (rest, flags) = this.decoder_state(t)?;
        if rest.is_empty() && decoded <= cookie.skip as usize {
            // Decoding may begin here, with less to skip.
            cookie.start += i64::from(fed);
            cookie.skip -= decoded as i32;
            cookie.flags = flags as i32;
            (decoded, fed) = (0, 0);
        }
        if decoded >= cookie.skip as usize {
            complete = true;
            break;
        }
    }
    if !complete {
        decoded += decoded_length(t, this, b"", true)?;
        cookie.needs_end = true;
        if decoded < cookie.skip as usize {
            return Err(t.os_error("can't reconstruct logical file position"));
        }
    }
    cookie.feed = fed;
    Ok(cookie)
}

/// Looks for a place before the character where decoding may begin, near where the usual count of bytes to a character
/// has it: so many bytes behind the snapshot, with the decoder's flags there and what is left to skip. The decoder is
/// left there.
fn guess(t: &mut Thread, this: &TextIOWrapper, snapshot: &Snapshot, cookie: &mut Cookie) -> PyResult<usize> {
    let mut bytes = ((this.ratio.get() * f64::from(cookie.skip)) as usize).min(snapshot.input.len());
    let mut back = 1;
    while bytes > 0 {
        this.restore_decoder(t, b"", snapshot.flags)?;
        let decoded = decoded_length(t, this, &snapshot.input[..bytes], false)?;
        if decoded <= cookie.skip as usize {
            let (rest, flags) = this.decoder_state(t)?;
            if rest.is_empty() {
                cookie.flags = flags as i32;
                cookie.skip -= decoded as i32;
                return Ok(bytes);
            }
            bytes -= rest.len().min(bytes);
            back = 1;
        } else {
            bytes -= back.min(bytes);
            back *= 2;
        }
    }
    this.restore_decoder(t, b"", snapshot.flags)?;
    Ok(0)
}

/// How many characters the next bytes are.
fn decoded_length(t: &mut Thread, this: &TextIOWrapper, bytes: &[u8], last: bool) -> PyResult<usize> {
    let bytes = Bytes::new(t, bytes)?;
    let text = this.decode(t, &bytes, last)?;
    Ok(Str::of(&text).map_or(0, Str::len))
}

/// `seek`.
pub(super) fn seek(t: &mut Thread, this: &TextIOWrapper, target: &Value, whence: i32) -> PyResult {
    let buffer = this.open_buffer(t)?;
    if !this.seekable.get() {
        return Err(unsupported(t, "underlying stream is not seekable"));
    }
    let value = this.to_value();
    let target = match whence {
        1 if !t.equals(target, &Value::small_int(0))? => {
            return Err(unsupported(t, "can't do nonzero cur-relative seeks"));
        }
        1 => call(t, &value, "tell", &[])?,
        2 if !t.equals(target, &Value::small_int(0))? => {
            return Err(unsupported(t, "can't do nonzero end-relative seeks"));
        }
        2 => {
            call(t, &value, "flush", &[])?;
            this.forget_ahead(t);
            if this.decodes.get() {
                this.reset_decoder(t)?;
            }
            let position = call(t, &buffer, "seek", &[Value::small_int(0), Value::small_int(2)])?;
            if this.encodes.get() {
                let at_start = t.equals(&position, &Value::small_int(0))?;
                this.set_start(t, at_start)?;
            }
            return Ok(position);
        }
        0 => target.clone(),
        _ => return Err(t.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    if t.compare_bool(CompareOperator::Less, &target, &Value::small_int(0))? {
        let shown = t.repr_lossy(&target)?;
        return Err(t.value_error(format!("negative seek position {shown}")));
    }
    call(t, &value, "flush", &[])?;
    let class = t.interpreter().type_of_kind(Kind::Int).to_value();
    let number_of = t.call(&class, std::slice::from_ref(&target))?;
    let cookie = Cookie::from_value(t, &number_of)?;
    let start = number(t, cookie.start)?;
    call(t, &buffer, "seek", &[start])?;
    this.forget_ahead(t);
    if this.decodes.get() {
        go_on_from(t, this, &buffer, cookie)?;
    }
    if this.encodes.get() {
        this.set_start(t, cookie.start == 0 && cookie.flags == 0)?;
    }
    Ok(target)
}

/// Brings the decoder to a place whose bytes come next.
fn go_on_from(t: &mut Thread, this: &TextIOWrapper, buffer: &Value, cookie: Cookie) -> PyResult<()> {
    if cookie.start == 0 && cookie.flags == 0 {
        this.reset_decoder(t)?;
    } else {
        this.restore_decoder(t, b"", i64::from(cookie.flags))?;
    }
    let keep = |input: Vec<u8>| Some(Snapshot { flags: i64::from(cookie.flags), input });
    if cookie.skip == 0 {
        *this.snapshot.borrow_mut() = keep(Vec::new());
        return Ok(());
    }
    let chunk = call(t, buffer, "read", &[Value::small_int(i64::from(cookie.feed))])?;
    let Some(input) = Bytes::of(&chunk) else {
        let found = t.type_name(&chunk);
        let text = format!("underlying read() should have returned a bytes object, not '{found}'");
        return Err(t.type_error(text));
    };
    *this.snapshot.borrow_mut() = keep(input.as_slice().to_vec());
    let decoded = this.decode(t, &chunk, cookie.needs_end)?;
    let length = Str::of(&decoded).map_or(0, Str::len);
    if length < cookie.skip.max(0) as usize {
        return Err(t.os_error("can't restore logical file position"));
    }
    this.set_decoded(t, Some(decoded));
    this.used.set(cookie.skip.max(0) as usize);
    Ok(())
}

/// `truncate`.
pub(super) fn truncate(t: &mut Thread, this: &TextIOWrapper, size: Option<&Value>) -> PyResult {
    let buffer = this.buffer(t)?;
    let value = this.to_value();
    call(t, &value, "flush", &[])?;
    call(t, &buffer, "truncate", &[size.cloned().unwrap_or(Value::NONE)])
}
