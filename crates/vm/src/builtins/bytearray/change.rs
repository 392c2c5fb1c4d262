//! Changing bytearrays: assignment to items and slices, growing, shrinking.

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::create::{block, contents, extend_from_iterator, for_each_byte};
use crate::builtins::bytes::sequence::{ByteString, byte, concatenated, wrong_index};
use crate::builtins::list::List;
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::builtins::str::create::text_argument;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::arguments::Signature;
use crate::native::{Args, PyResult};
use crate::object::{Kind, Object};
use crate::protocol::SliceRange;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// `bytearray.__init__`: replaces the contents.
pub(crate) fn initialise(t: &mut Thread, this: &ByteArray, args: Args<'_>) -> PyResult<()> {
    static SIGNATURE: Signature<3> = crate::builtins::bytes::create::signature("bytearray");
    let [source, encoding, errors] = args.bind(t, &SIGNATURE)?;
    let encoding = text_argument(t, "bytearray", "encoding", encoding)?;
    let errors = text_argument(t, "bytearray", "errors", errors)?;
    if !this.is_empty(t) {
        this.as_mut_vec(t)?.clear();
    }
    match (block::<ByteArray>(t, source, encoding, errors)?, source) {
        // Finding the contents may have run Python, which may have put in others.
        (Some(data), _) => {
            let length = this.len(t);
            splice(t, this, 0..length, &data)
        }
        (None, Some(items)) => {
            let filled = for_each_byte::<ByteArray>(t, items, |t, byte| append(t, this, &[byte]));
            let read = match (items.exact::<List>(), items.exact::<Tuple>()) {
                (Some(list), _) => list.items(t),
                (_, Some(tuple)) => tuple.items(),
                _ => &[],
            };
            let plain = |item: &Value| item.raw().is_int() || item.is_kind(Kind::BigInt);
            if filled.is_err() && read.len() > this.len(t) && read[..=this.len(t)].iter().all(plain) {
                // Integers proper are all converted before the first is kept.
                this.as_mut_vec(t)?.clear();
            }
            filled
        }
        (None, None) => Ok(()),
    }
}

/// Appends bytes.
pub(crate) fn append(t: &mut Thread, this: &ByteArray, data: &[u8]) -> PyResult<()> {
    if data.is_empty() {
        return Ok(());
    }
    this.reserve(t, data.len())?;
    this.as_mut_vec(t)?.extend_from_slice(data);
    Ok(())
}

/// The position that an index names; `None` when it is out of range.
fn position(t: &Thread, this: &ByteArray, index: isize) -> Option<usize> {
    let length = this.len(t);
    let index = if index < 0 { index + length as isize } else { index };
    usize::try_from(index).ok().filter(|&index| index < length)
}

/// `this[key] = value`, or `del this[key]` without a value.
pub(crate) fn assign(t: &mut Thread, this: &ByteArray, key: &Value, value: Option<&Value>) -> PyResult<()> {
    if t.is_index(key) {
        let index = t.as_isize(key, Class::IndexError)?;
        // Converting the value may run Python, which may change the size.
        let byte = match value {
            Some(value) => Some(byte(t, value)?),
            None => None,
        };
        let Some(at) = position(t, this, index) else { return Err(t.index_error(ByteArray::INDEX.1)) };
        match byte {
            Some(byte) => this.as_mut_slice(t)[at] = byte,
            None => drop(this.as_mut_vec(t)?.remove(at)),
        }
        return Ok(());
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(wrong_index::<ByteArray>(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    let Some(value) = value else {
        let range = SliceRange::new(bounds, this.len(t));
        return delete(t, this, range);
    };
    let data = assigned(t, value)?;
    let range = SliceRange::new(bounds, this.len(t));
    if range.step == 1 {
        return splice(t, this, range.range(), &data);
    }
    if data.len() != range.count {
        if data.is_empty() {
            return delete(t, this, range);
        }
        let (given, wanted) = (data.len(), range.count);
        let text = format!("attempt to assign bytes of size {given} to extended slice of size {wanted}");
        return Err(t.value_error(text));
    }
    let target = this.as_mut_slice(t);
    for (at, &byte) in range.indices().zip(data.iter()) {
        target[at] = byte;
    }
    Ok(())
}

/// The bytes that are assigned to a slice.
fn assigned(t: &mut Thread, value: &Value) -> PyResult<crate::builtins::bytes::BytesLike> {
    if let Some(bytes) = t.bytes_of(value)? {
        return Ok(bytes);
    }
    let number = t.is_index(value) || [Special::Int, Special::Float].iter().any(|&s| t.has_special(value, s));
    if Str::of(value).is_some() || number || value.is_kind(Kind::Complex) {
        let text = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(t.type_error(text));
    }
    contents::<ByteArray>(t, Some(value), None, None)
}

fn splice(t: &mut Thread, this: &ByteArray, range: std::ops::Range<usize>, new: &[u8]) -> PyResult<()> {
    if range.len() == new.len() {
        this.as_mut_slice(t)[range].copy_from_slice(new);
        return Ok(());
    }
    this.reserve(t, new.len())?;
    this.as_mut_vec(t)?.splice(range, new.iter().copied());
    Ok(())
}

fn delete(t: &mut Thread, this: &ByteArray, range: SliceRange) -> PyResult<()> {
    if range.count == 0 {
        return Ok(());
    }
    let data = this.as_mut_vec(t)?;
    let mut doomed = vec![false; data.len()];
    range.indices().for_each(|index| doomed[index] = true);
    let mut index = 0;
    data.retain(|_| {
        index += 1;
        !doomed[index - 1]
    });
    Ok(())
}

/// `this += other`.
pub(crate) fn extend_in_place(t: &mut Thread, this: &ByteArray, other: &Value) -> PyResult<()> {
    let more = concatenated(t, ByteArray::NAME, other)?;
    if ByteArray::of(other).is_some_and(|other| std::ptr::eq(other, this)) && !more.is_empty() {
        // CPython reads the right operand through a view, which fixes its size.
        return Err(exported(t));
    }
    append(t, this, &more)
}

/// `this *= times`.
pub(crate) fn repeat_in_place(t: &mut Thread, this: &ByteArray, times: &Value) -> PyResult<()> {
    let times = t.as_isize(times, Class::OverflowError)?;
    let times = usize::try_from(times).unwrap_or(0);
    let length = this.len(t);
    if times == 1 || length == 0 {
        return Ok(());
    }
    if times == 0 {
        this.as_mut_vec(t)?.clear();
        return Ok(());
    }
    let Some(more) = length.checked_mul(times - 1) else { return Err(t.memory_error()) };
    this.reserve(t, more)?;
    let data = this.as_mut_vec(t)?;
    for _ in 1..times {
        data.extend_from_within(..length);
    }
    Ok(())
}

/// `extend`: by a bytes-like object or an iterable of integers.
pub(crate) fn extend(t: &mut Thread, this: &ByteArray, items: &Value) -> PyResult<()> {
    let end = this.len(t);
    if t.has_buffer(items) {
        let Some(bytes) = t.bytes_of_any(items) else {
            let name = t.type_name(items);
            return Err(t.type_error(format!("can't set bytearray slice from {name}")));
        };
        // The bytes go where the end was before they were asked for.
        let end = end.min(this.len(t));
        return splice(t, this, end..end, &bytes);
    }
    let mut data = Vec::new();
    let iterator = t.iter_or(items, |t| format!("can't extend bytearray with {}", t.type_name(items)))?;
    // Asked as CPython asks: the answer may be an exception.
    t.length_hint(items, 0)?;
    match extend_from_iterator::<ByteArray>(t, &iterator, &mut data) {
        Err(error) if Str::of(items).is_some() && t.is_exception(&error, Class::TypeError) => {
            Err(t.type_error("expected iterable of integers; got: 'str'"))
        }
        result => result.and_then(|()| append(t, this, &data)),
    }
}

/// `insert`.
pub(crate) fn insert(t: &mut Thread, this: &ByteArray, index: isize, item: &Value) -> PyResult<()> {
    let byte = byte(t, item)?;
    let length = this.len(t);
    let at = match usize::try_from(index) {
        Ok(index) => index.min(length),
        Err(_) => length.saturating_sub(index.unsigned_abs()),
    };
    this.reserve(t, 1)?;
    this.as_mut_vec(t)?.insert(at, byte);
    Ok(())
}

/// `pop`.
pub(crate) fn pop(t: &mut Thread, this: &ByteArray, index: isize) -> PyResult<u8> {
    if this.is_empty(t) {
        return Err(t.index_error("pop from empty bytearray"));
    }
    match position(t, this, index) {
        Some(at) => Ok(this.as_mut_vec(t)?.remove(at)),
        None => Err(t.index_error("pop index out of range")),
    }
}

/// `remove`.
pub(crate) fn remove(t: &mut Thread, this: &ByteArray, value: &Value) -> PyResult<()> {
    let byte = byte(t, value)?;
    match taipan_text::search::find_unit(this.as_slice(t), byte) {
        Some(at) => {
            this.as_mut_vec(t)?.remove(at);
            Ok(())
        }
        None => Err(t.value_error("value not found in bytearray")),
    }
}

/// `resize`: new bytes are zeros.
pub(crate) fn resize(t: &mut Thread, this: &ByteArray, size: isize) -> PyResult<()> {
    let Ok(new) = usize::try_from(size) else { return Err(negative_size(t, size)) };
    let more = new.saturating_sub(this.len(t));
    if new == this.len(t) {
        return Ok(());
    }
    this.reserve(t, more)?;
    this.as_mut_vec(t)?.resize(new, 0);
    Ok(())
}

#[cold]
pub(super) fn exported(t: &mut Thread) -> Exception {
    t.buffer_error("Existing exports of data: object cannot be re-sized")
}

#[cold]
fn negative_size(t: &mut Thread, size: isize) -> Exception {
    t.value_error(format!("Can only resize to positive sizes, got {size}"))
}

/// `repr`: as bytes', but single quotes are escaped within double ones too.
pub(crate) fn repr(t: &mut Thread, this: &Value) -> PyResult {
    let Some(array) = ByteArray::of(this) else { unreachable!("only bytearrays are shown so") };
    let shown = taipan_text::unicode::bytes_repr(array.as_slice(t), true);
    let mut shown = shown.map_err(|error| t.text_error(error))?;
    if shown.starts_with("b\"") {
        shown = shown.replace('\'', "\\'");
    }
    let name = t.type_name(this);
    // In place, and so that running out of memory is an exception: contents may be large.
    if shown.try_reserve_exact(name.len() + 2).is_err() {
        return Err(t.memory_error());
    }
    shown.insert_str(0, &format!("{name}("));
    shown.push(')');
    Str::new(t, &shown)
}

/// Bytes that CPython would have allocated.
pub(crate) fn allocated(t: &Thread, this: &ByteArray) -> usize {
    match this.len(t) {
        0 => 0,
        length => length + 1,
    }
}
