//! `join` of bytes and bytearrays: all buffers are had before the first is read, and released after the last.

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::buffer::{Held, hold};
use crate::builtins::bytes::sequence::ByteString;
use crate::builtins::list::List;
use crate::builtins::memoryview::MemoryView;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// `separator.join(iterable)`.
pub(crate) fn join<S: ByteString>(t: &mut Thread, this: &S, iterable: &Value) -> PyResult {
    let _held = hold(this);
    let items = t.collect_or(iterable, "can only join an iterable")?;
    let mut parts = Vec::new();
    if parts.try_reserve_exact(items.len()).is_err() {
        return Err(t.memory_error());
    }
    for (index, item) in items.iter().enumerate() {
        let Some(part) = Part::of(t, item) else {
            let name = t.type_name(item);
            let text = format!("sequence item {index}: expected a bytes-like object, {name} found");
            return Err(t.type_error(text));
        };
        if iterable.exact::<List>().is_some_and(|list| list.len() != items.len()) {
            return Err(t.runtime_error("sequence changed size during iteration"));
        }
        parts.push(part);
    }
    let joined = join_parts(t, this, &parts);
    drop(parts);
    let joined = joined?;
    if let [only] = items.as_slice()
        && !S::MUTABLE
        && only.exact::<S>().is_some()
    {
        return Ok(only.clone());
    }
    S::make(t, joined)
}

/// What is joined: held, so that it can't be resized, until all of it was.
enum Part<'a> {
    Bytes(&'a Bytes),
    Array(&'a ByteArray, #[expect(dead_code, reason = "held while it lives")] Held<'a, ByteArray>),
    View(Value),
}

impl<'a> Part<'a> {
    /// `None` for what is not bytes-like, whatever an object's own `__buffer__` raises.
    fn of(t: &mut Thread, item: &'a Value) -> Option<Part<'a>> {
        if !t.has_own_buffer(item) {
            if let Some(bytes) = Bytes::of(item) {
                return Some(Part::Bytes(bytes));
            }
            if let Some(array) = ByteArray::of(item) {
                return Some(Part::Array(array, hold(array)));
            }
        }
        if !t.has_special(item, Special::Buffer) {
            return None;
        }
        let view = MemoryView::over(t, item).ok().flatten()?;
        // What it answers may be no plain row of bytes; the view that was made of it is released all the same.
        let plain = MemoryView::of(&view).is_some_and(|view| view.shape().is_c_contiguous());
        let part = Part::View(view);
        plain.then_some(part)
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if let Part::View(view) = self
            && let Some(view) = MemoryView::of(view)
        {
            view.release();
        }
    }
}

fn join_parts<S: ByteString>(t: &mut Thread, separator: &S, parts: &[Part<'_>]) -> PyResult<Vec<u8>> {
    let mut joined = Vec::new();
    let known = parts.iter().map(|part| match part {
        Part::Bytes(bytes) => bytes.as_slice().len(),
        Part::Array(array, _) => array.as_slice(t).len(),
        Part::View(_) => 0,
    });
    let between = separator.data(t).len().saturating_mul(parts.len().saturating_sub(1));
    // What is too long is known before anything is copied.
    if joined.try_reserve(known.fold(between, usize::saturating_add)).is_err() {
        return Err(t.memory_error());
    }
    for (index, part) in parts.iter().enumerate() {
        let contents;
        let part = match part {
            Part::Bytes(bytes) => bytes.as_slice(),
            Part::Array(array, _) => array.as_slice(t),
            Part::View(view) => {
                let Some(view) = MemoryView::of(view) else { unreachable!("a view is a view") };
                contents = view.contents(t)?;
                &contents
            }
        };
        let between = if index == 0 { &[] } else { separator.data(t) };
        if joined.try_reserve(between.len().saturating_add(part.len())).is_err() {
            return Err(t.memory_error());
        }
        joined.extend_from_slice(between);
        joined.extend_from_slice(part);
    }
    Ok(joined)
}
