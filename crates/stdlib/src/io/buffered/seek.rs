//! Positions.

use taipan_vm::{PyResult, Thread, Value};

use super::{Buffered, locked};
use crate::io::base::{call, check_able, unsupported};

/// `seek`: within what was read ahead, if the target lies there.
pub(super) fn seek(t: &mut Thread, this: &Buffered, target: &Value, whence: i32) -> PyResult<i64> {
    let raw = this.raw(t)?;
    // SEEK_DATA and SEEK_HOLE are the system's.
    if !(0..=4).contains(&whence) {
        return Err(t.value_error(format!("whence value {whence} unsupported")));
    }
    if this.is_closed(t)? {
        return Err(t.value_error("seek of closed file"));
    }
    check_able(t, &raw, "seekable")?;
    let mut target = crate::io::base::offset(t, target)?;
    locked(t, this, |t| {
        if whence <= 1 && this.readable.get() && this.pending.borrow().is_empty() {
            let logical = this.known_position(t)? - this.ahead() as i64;
            let distance = if whence == 0 { target - logical } else { target };
            let used = this.used.get() as i64;
            if this.ahead() != 0 && (-used..=this.ahead() as i64).contains(&distance) {
                this.used.set((used + distance) as usize);
                return Ok(logical + distance);
            }
        }
        if this.writable.get() {
            this.write_pending(t)?;
        }
        if whence == 1 {
            target -= this.ahead() as i64;
        }
        let position = this.raw_seek(t, target, whence)?;
        this.forget_ahead();
        Ok(position)
    })
}

/// `tell`.
pub(super) fn tell(t: &mut Thread, this: &Buffered) -> PyResult<i64> {
    this.raw(t)?;
    locked(t, this, |t| {
        let position = this.raw_tell(t)?;
        let logical = position - this.ahead() as i64 + this.pending.borrow().len() as i64;
        Ok(logical.max(0))
    })
}

/// `truncate`.
pub(super) fn truncate(t: &mut Thread, this: &Buffered, size: Option<&Value>) -> PyResult {
    let raw = this.raw(t)?;
    if this.is_closed(t)? {
        return Err(t.value_error("truncate of closed file"));
    }
    if !this.writable.get() {
        return Err(unsupported(t, "truncate"));
    }
    locked(t, this, |t| {
        this.write_pending(t)?;
        if this.readable.get() {
            this.give_back_ahead(t)?;
        }
        let result = call(t, &raw, "truncate", &[size.cloned().unwrap_or(Value::NONE)])?;
        // It may have moved the stream.
        this.position.set(None);
        Ok(result)
    })
}
