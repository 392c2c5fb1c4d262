//! What bytes and bytearrays have in common: both are sequences of bytes, and each method makes results of its own type.

use std::ops::Range;

use taipan_text::{Text, TextError};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::buffer::hold;
use crate::builtins::bytes::{Bytes, BytesLike};
use crate::builtins::int;
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// A builtin sequence of bytes.
pub(crate) trait ByteString: Object {
    /// The type's name.
    const NAME: &'static str;
    /// Whether the contents may change, so that nothing is answered with `self`.
    const MUTABLE: bool;
    /// What a subscript is called in messages, and what is out of range.
    const INDEX: (&'static str, &'static str);

    /// The contents, for as long as no Python runs.
    fn data<'a>(&'a self, t: &'a Thread) -> &'a [u8];

    /// The contents as they are, if they can't change.
    fn shared(&self) -> Option<BytesLike>;

    /// Counts one more view of the contents, if they can change, or one less.
    fn view(&self, _more: bool) {}

    /// A new instance.
    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult;

    /// An instance of the same contents: itself if it can't change.
    fn same(&self, t: &mut Thread) -> PyResult;

    /// An instance of the contents at `range`.
    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult;
}

impl ByteString for Bytes {
    const NAME: &'static str = "bytes";
    const MUTABLE: bool = false;
    const INDEX: (&'static str, &'static str) = ("byte", "index out of range");

    fn data<'a>(&'a self, _: &'a Thread) -> &'a [u8] {
        self.as_slice()
    }

    fn shared(&self) -> Option<BytesLike> {
        Some(BytesLike::Shared(self.to_value(), 0..self.as_slice().len()))
    }

    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult {
        Bytes::new(t, &data)
    }

    fn same(&self, _: &mut Thread) -> PyResult {
        Ok(self.to_value())
    }

    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult {
        if range.len() == self.as_slice().len() {
            return Ok(self.to_value());
        }
        Bytes::new(t, self.as_slice().get(range).unwrap_or_default())
    }
}

impl ByteString for ByteArray {
    const NAME: &'static str = "bytearray";
    const MUTABLE: bool = true;
    const INDEX: (&'static str, &'static str) = ("bytearray", "bytearray index out of range");

    fn view(&self, more: bool) {
        if more { self.export() } else { self.unexport() }
    }

    fn data<'a>(&'a self, t: &'a Thread) -> &'a [u8] {
        self.as_slice(t)
    }

    fn shared(&self) -> Option<BytesLike> {
        None
    }

    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult {
        ByteArray::new(t, data)
    }

    fn same(&self, t: &mut Thread) -> PyResult {
        let data = self.as_slice(t).to_vec();
        ByteArray::new(t, data)
    }

    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult {
        let data = self.as_slice(t).get(range).unwrap_or_default().to_vec();
        ByteArray::new(t, data)
    }
}

/// The contents, held so that Python code can't change them.
pub(crate) fn held<S: ByteString>(t: &mut Thread, this: &S) -> BytesLike {
    this.shared().unwrap_or_else(|| BytesLike::Copied(this.data(t).to_vec()))
}

/// An integer that must be a byte.
pub(crate) fn byte(t: &mut Thread, value: &Value) -> PyResult<u8> {
    let number = t.as_clamped_isize(value)?;
    in_range(t, number)
}

pub(super) fn in_range(t: &mut Thread, number: isize) -> PyResult<u8> {
    u8::try_from(number).map_err(|_| t.value_error("byte must be in range(0, 256)"))
}

/// The bytes of a text that has none but Latin-1 characters.
pub(crate) fn into_bytes(text: Text) -> Vec<u8> {
    match text {
        Text::Latin1(bytes) => bytes,
        wider => wider.codes().into_iter().map(|code| code as u8).collect(),
    }
}

/// An instance of what an algorithm made of bytes.
pub(crate) fn make_text<S: ByteString>(t: &mut Thread, text: Text) -> PyResult {
    S::make(t, into_bytes(text))
}

/// An instance of what an algorithm made of bytes, or the exception that it asks for.
pub(crate) fn finish<S: ByteString>(t: &mut Thread, text: Result<Text, TextError>) -> PyResult {
    match text {
        Ok(text) => make_text::<S>(t, text),
        Err(error) => Err(t.text_error(error)),
    }
}

/// An instance with each byte mapped.
pub(crate) fn map<S: ByteString>(t: &mut Thread, this: &S, map: impl FnMut(&u8) -> u8) -> PyResult {
    let mapped = this.data(t).iter().map(map).collect();
    S::make(t, mapped)
}

/// Raises OverflowError if bytes of this length are more than CPython has room for.
pub(crate) fn check_length<S: ByteString>(t: &mut Thread, length: usize) -> PyResult<()> {
    if length > Bytes::MOST && !S::MUTABLE {
        return Err(t.overflow_error("byte string is too large"));
    }
    Ok(())
}

/// `this * times`.
pub(crate) fn repeat<S: ByteString>(t: &mut Thread, this: &S, times: &Value) -> PyResult {
    let times = t.as_isize(times, Class::OverflowError)?;
    let times = usize::try_from(times).unwrap_or(0);
    if times == 1 {
        return this.same(t);
    }
    let data = this.data(t);
    let length = data.len().checked_mul(times).filter(|&length| isize::try_from(length).is_ok());
    let mut repeated = Vec::new();
    match length {
        Some(length) if repeated.try_reserve_exact(length).is_ok() => {}
        None if !S::MUTABLE => return Err(t.overflow_error("repeated bytes are too long")),
        _ => return Err(t.memory_error()),
    }
    match data {
        [byte] => repeated.resize(times, *byte),
        _ => (0..times).for_each(|_| repeated.extend_from_slice(data)),
    }
    S::make(t, repeated)
}

/// `this + other`.
pub(crate) fn concatenate<S: ByteString>(t: &mut Thread, this: &S, other: &Value) -> PyResult {
    let _held = hold(this);
    let other = concatenated(t, S::NAME, other)?;
    let data = this.data(t);
    let mut both = Vec::new();
    if both.try_reserve_exact(data.len().saturating_add(other.len())).is_err() {
        return Err(t.memory_error());
    }
    both.extend_from_slice(data);
    both.extend_from_slice(&other);
    S::make(t, both)
}

/// The right operand of a concatenation.
pub(crate) fn concatenated(t: &mut Thread, left: &str, other: &Value) -> PyResult<BytesLike> {
    // Whatever an object's own `__buffer__` raises, the message is this one.
    match t.bytes_of_any(other) {
        Some(other) => Ok(other),
        None => {
            let name = t.type_name(other);
            Err(t.type_error(format!("can't concat {name} to {left}")))
        }
    }
}

/// `this[key]`.
pub(crate) fn get<S: ByteString>(t: &mut Thread, this: &S, key: &Value) -> PyResult {
    if t.is_index(key) {
        let index = t.as_isize(key, Class::IndexError)?;
        let data = this.data(t);
        let index = if index < 0 { index + data.len() as isize } else { index };
        return match usize::try_from(index).ok().and_then(|index| data.get(index)) {
            Some(&byte) => Ok(Value::small_int(byte.into())),
            None => Err(t.index_error(S::INDEX.1)),
        };
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(wrong_index::<S>(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    let data = this.data(t);
    let range = crate::protocol::SliceRange::new(bounds, data.len());
    if range.step == 1 {
        return this.part(t, range.range());
    }
    let picked = range.indices().map(|index| data[index]).collect();
    S::make(t, picked)
}

#[cold]
pub(crate) fn wrong_index<S: ByteString>(t: &mut Thread, key: &Value) -> Exception {
    let (what, name) = (S::INDEX.0, t.type_name(key));
    t.type_error(format!("{what} indices must be integers or slices, not {name}"))
}

/// A comparison with another bytes-like object; NotImplemented with anything else.
pub(crate) fn compare<S: ByteString>(
    t: &mut Thread,
    this: &S,
    other: &Value,
    holds: impl FnOnce(&[u8], &[u8]) -> bool,
) -> PyResult {
    if let Some(other) = Bytes::of(other).filter(|_| !S::MUTABLE || !t.has_own_buffer(other)) {
        return Ok(Value::bool(holds(this.data(t), other.as_slice())));
    }
    // Bytes leave the comparison with other bytes-like objects to those.
    if !S::MUTABLE {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let _held = hold(this);
    match t.bytes_of_any(other) {
        Some(other) => Ok(Value::bool(holds(this.data(t), &other))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `==` and `!=`: as [`compare`]; with `-b`, what can't be equal to bytes is warned of.
pub(crate) fn equality<S: ByteString>(
    t: &mut Thread,
    this: &S,
    other: &Value,
    holds: impl FnOnce(&[u8], &[u8]) -> bool,
) -> PyResult {
    let answer = compare(t, this, other, holds)?;
    if t.interpreter().config.flags.bytes_warning != 0 && answer.is(&Value::NOT_IMPLEMENTED) {
        let other = match () {
            () if Str::of(other).is_some() => "string",
            () if !S::MUTABLE && int::of(other).is_some() => "int",
            () => return Ok(answer),
        };
        let text = format!("Comparison between {} and {other}", S::NAME);
        t.warn_about(Class::BytesWarning, &text, 1, None)?;
    }
    Ok(answer)
}

/// With `-b`, `str()` of bytes is warned of.
pub(crate) fn warn_of_str<S: ByteString>(t: &mut Thread) -> PyResult<()> {
    match t.interpreter().config.flags.bytes_warning {
        0 => Ok(()),
        _ => t.warn_about(Class::BytesWarning, &format!("str() on a {} instance", S::NAME), 1, None),
    }
}
