//! The buffers of bytes and bytearrays: the views of them, and how a call holds them still.

use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::sequence::ByteString;
use crate::builtins::memoryview::MemoryView;
use crate::errors::Class;
use crate::native::PyResult;
use crate::native::convert::check_positional;
use crate::thread::Thread;
use crate::value::Value;

/// The flags of a call of `__buffer__`.
pub fn buffer_flags(t: &mut Thread, values: &[Value]) -> PyResult<i32> {
    check_positional(t, "__buffer__", values.len(), 1, 1)?;
    let flags = t.as_isize(&values[0], Class::OverflowError)?;
    i32::try_from(flags).map_err(|_| t.overflow_error("buffer flags out of range"))
}

/// What `__release_buffer__` was given: a view of `this`, which is released.
pub fn release_buffer(t: &mut Thread, this: &Value, values: &[Value]) -> PyResult<()> {
    check_positional(t, "__release_buffer__", values.len(), 1, 1)?;
    let Some(view) = MemoryView::of(&values[0]) else {
        return Err(t.type_error("expected a memoryview object"));
    };
    if view.is_released() {
        return Ok(());
    }
    let (_, object) = view.parts(t)?;
    if !object.is(this) {
        return Err(t.value_error("memoryview's buffer is not this object"));
    }
    view.release();
    Ok(())
}

/// `__buffer__`: a view of bytes or a bytearray that fits what the flags ask for.
pub(crate) fn view(t: &mut Thread, this: &Value, flags: i32) -> PyResult {
    const WRITABLE: i32 = 1;
    let view = MemoryView::over_bytes(t, this)?;
    let readonly = Bytes::of(this).is_some();
    match view.filter(|_| !readonly || flags & WRITABLE == 0) {
        Some(view) => Ok(view),
        None => Err(t.buffer_error("Object is not writable.")),
    }
}

/// While this lives, nothing can resize what it is of: for what converts arguments while it looks at the contents.
pub(crate) struct Held<'a, S: ByteString>(&'a S);

/// Holds the contents' size.
pub(crate) fn hold<S: ByteString>(this: &S) -> Held<'_, S> {
    this.view(true);
    Held(this)
}

impl<S: ByteString> Drop for Held<'_, S> {
    fn drop(&mut self) {
        self.0.view(false);
    }
}
