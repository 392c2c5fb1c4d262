//! What looks for bytes within bytes and bytearrays, at their ends, and replaces them.

use taipan_text::TextError;
use taipan_text::search;

use crate::builtins::bytes::buffer::hold;
use crate::builtins::bytes::sequence::{ByteString, byte, in_range, make_text};
use crate::builtins::bytes::{Bytes, BytesLike};
use crate::builtins::str::search::End;
use crate::builtins::str::window::{limit, window};
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::native::convert::OptionalIndex;
use crate::thread::Thread;
use crate::value::Value;

/// What is looked for: bytes, or one byte as an integer.
pub(crate) fn needle(t: &mut Thread, sub: &Value) -> PyResult<BytesLike> {
    if let Some(bytes) = t.bytes_of(sub)? {
        return Ok(bytes);
    }
    if t.is_index(sub) {
        return Ok(BytesLike::Copied(vec![byte(t, sub)?]));
    }
    let name = t.type_name(sub);
    Err(t.type_error(format!("argument should be integer or bytes-like object, not '{name}'")))
}

/// `find` and `rfind`: a position in the whole.
pub(crate) fn find<S: ByteString>(
    t: &mut Thread,
    this: &S,
    sub: &Value,
    bounds: [Option<OptionalIndex>; 2],
    from: End,
) -> PyResult<Option<usize>> {
    let sub = needle(t, sub)?;
    let data = this.data(t);
    let Some(range) = window(data.len(), bounds[0], bounds[1]) else { return Ok(None) };
    let part = &data[range.clone()];
    let place = match from {
        End::Left => search::find(part, &sub),
        End::Right => search::rfind(part, &sub),
    };
    Ok(place.map(|place| range.start + place))
}

/// What `index` and `rindex` answer.
pub(crate) fn found(t: &mut Thread, place: Option<usize>) -> PyResult<usize> {
    place.ok_or_else(|| t.value_error("subsection not found"))
}

/// `count`.
pub(crate) fn count<S: ByteString>(
    t: &mut Thread,
    this: &S,
    sub: &Value,
    bounds: [Option<OptionalIndex>; 2],
) -> PyResult<usize> {
    let sub = needle(t, sub)?;
    let data = this.data(t);
    Ok(window(data.len(), bounds[0], bounds[1]).map_or(0, |range| search::count(&data[range], &sub)))
}

/// `key in this`.
pub(crate) fn contains<S: ByteString>(t: &mut Thread, this: &S, key: &Value) -> PyResult<bool> {
    let _held = hold(this);
    // What fails as an integer is taken for bytes.
    let number = if t.is_index(key) { t.as_clamped_isize(key).ok() } else { None };
    if let Some(number) = number {
        let byte = in_range(t, number)?;
        return Ok(search::contains(this.data(t), &[byte]));
    }
    let key = t.bytes_like(key)?;
    Ok(search::contains(this.data(t), &key))
}

/// `startswith` and `endswith`, of bytes or a tuple of bytes.
pub(crate) fn affixed<S: ByteString>(
    t: &mut Thread,
    this: &S,
    affix: &Value,
    bounds: [Option<OptionalIndex>; 2],
    at: End,
) -> PyResult<bool> {
    // Bytes are taken as they are, whatever `__buffer__` their class has.
    let shared = |affix: &Value| Bytes::of(affix).and_then(ByteString::shared);
    let check = |t: &Thread, affix: &[u8]| {
        let data = this.data(t);
        window(data.len(), bounds[0], bounds[1]).is_some_and(|range| match at {
            End::Left => data[range].starts_with(affix),
            End::Right => data[range].ends_with(affix),
        })
    };
    if let Some(affixes) = Tuple::of(affix) {
        for affix in affixes.items() {
            let affix = match shared(affix) {
                Some(bytes) => bytes,
                None => t.bytes_like(affix)?,
            };
            if check(t, &affix) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if let Some(bytes) = shared(affix) {
        return Ok(check(t, &bytes));
    }
    let bytes = t.bytes_of(affix);
    match t.catch(bytes, Class::TypeError)?.flatten() {
        Some(affix) => Ok(check(t, &affix)),
        None => {
            let method = if at == End::Left { "startswith" } else { "endswith" };
            let name = t.type_name(affix);
            let text = format!("{method} first arg must be bytes or a tuple of bytes, not {name}");
            Err(t.type_error(text))
        }
    }
}

/// `removeprefix` and `removesuffix`.
pub(crate) fn without_affix<S: ByteString>(t: &mut Thread, this: &S, affix: &Value, at: End) -> PyResult {
    let affix = t.bytes_like(affix)?;
    let data = this.data(t);
    let range = match at {
        End::Left if data.starts_with(&affix) => affix.len()..data.len(),
        End::Right if data.ends_with(&affix) => 0..data.len() - affix.len(),
        _ => 0..data.len(),
    };
    this.part(t, range)
}

/// `replace`.
pub(crate) fn replace<S: ByteString>(
    t: &mut Thread,
    this: &S,
    old: &[u8],
    new: &[u8],
    count: isize,
) -> PyResult {
    match search::replace(this.data(t), old, new, limit(count)) {
        Ok(None) => this.same(t),
        Ok(Some(text)) => make_text::<S>(t, text),
        Err(error) => Err(replace_error(t, error)),
    }
}

#[cold]
fn replace_error(t: &mut Thread, error: TextError) -> Exception {
    if error.message.starts_with("replace string") {
        return t.overflow_error("replace bytes are too long");
    }
    t.text_error(error)
}
