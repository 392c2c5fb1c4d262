//! What `bytes(source)` and `bytearray(source)` are made from: a text and an encoding, a count of zeros, a bytes-like
//! object or an iterable of integers.

use crate::builtins::bytes::sequence::{ByteString, check_length};
use crate::builtins::bytes::{Bytes, BytesLike};
use crate::builtins::str::create::text_argument;
use crate::builtins::str::{Str, codec, holder};
use crate::errors::Class;
use crate::native::arguments::Signature;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// The parameters of either type.
pub(crate) const fn signature(function: &'static str) -> Signature<3> {
    Signature {
        function,
        names: ["source", "encoding", "errors"],
        positional_only: 0,
        positional: 3,
        required: 0,
        required_keyword_only: 0,
    }
}

/// `bytes.__new__`.
pub(crate) fn create(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    static SIGNATURE: Signature<3> = signature("bytes");
    let [source, encoding, errors] = args.bind(t, &SIGNATURE)?;
    let encoding = text_argument(t, "bytes", "encoding", encoding)?;
    let errors = text_argument(t, "bytes", "errors", errors)?;
    if let Some(source) = source
        && encoding.is_none()
        && errors.is_none()
        && source.exact::<Bytes>().is_none()
        && class.is(&t.interpreter().type_of_kind(Kind::Bytes).to_value())
        && let Some(bytes) = by_method(t, source)?
    {
        // What `__bytes__` answers is the result, of whatever class.
        return Ok(bytes);
    }
    let exact = match source {
        Some(source) if encoding.is_none() && errors.is_none() => object(t, source)?,
        _ => {
            let data = contents::<Bytes>(t, source, encoding, errors)?;
            Bytes::new(t, &data)?
        }
    };
    holder::instance(t, class, exact)
}

/// Exact bytes of an object that is no text to be encoded.
fn object(t: &mut Thread, source: &Value) -> PyResult {
    if source.exact::<Bytes>().is_some() {
        return Ok(source.clone());
    }
    if let Some(bytes) = by_method(t, source)? {
        return Ok(Bytes::of(&bytes).map_or(bytes.clone(), Bytes::to_value));
    }
    let data = contents::<Bytes>(t, source.into(), None, None)?;
    Bytes::new(t, &data)
}

/// What `__bytes__` answers, if the object has it: bytes.
pub(crate) fn by_method(t: &mut Thread, source: &Value) -> PyResult<Option<Value>> {
    let Some(bytes) = t.call_special(source, Special::Bytes, &[])? else { return Ok(None) };
    if Bytes::of(&bytes).is_none() {
        let name = t.type_name(&bytes);
        return Err(t.type_error(format!("__bytes__ returned non-bytes (type {name})")));
    }
    Ok(Some(bytes))
}

/// The contents for a new instance of `S`.
pub(crate) fn contents<S: ByteString>(
    t: &mut Thread,
    source: Option<&Value>,
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> PyResult<BytesLike> {
    match (block::<S>(t, source, encoding, errors)?, source) {
        (Some(data), _) => Ok(data),
        (None, Some(source)) => of_items::<S>(t, source),
        (None, None) => Ok(BytesLike::Copied(Vec::new())),
    }
}

/// The contents for a new instance where they are known at once; `None` for an iterable of integers.
pub(crate) fn block<S: ByteString>(
    t: &mut Thread,
    source: Option<&Value>,
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> PyResult<Option<BytesLike>> {
    let text = source.and_then(Str::of);
    if let (Some(text), Some(_)) = (text, encoding) {
        let bytes = codec::encode(t, text, encoding, errors)?;
        return t.bytes_like(&bytes).map(Some);
    }
    if text.is_some() {
        return Err(t.type_error("string argument without an encoding"));
    }
    if encoding.is_some() {
        return Err(t.type_error("encoding without a string argument"));
    }
    if errors.is_some() {
        return Err(t.type_error("errors without a string argument"));
    }
    let Some(source) = source else { return Ok(Some(BytesLike::Copied(Vec::new()))) };
    if t.is_index(source) {
        let count = t.as_isize(source, Class::OverflowError);
        if let Some(count) = t.catch(count, Class::TypeError)? {
            return zeros::<S>(t, count).map(Some);
        }
    }
    t.bytes_of(source)
}

fn zeros<S: ByteString>(t: &mut Thread, count: isize) -> PyResult<BytesLike> {
    let Ok(count) = usize::try_from(count) else { return Err(t.value_error("negative count")) };
    check_length::<S>(t, count)?;
    let mut data = Vec::new();
    if data.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    data.resize(count, 0);
    Ok(BytesLike::Copied(data))
}

/// The integers of an iterable as bytes.
pub(crate) fn of_items<S: ByteString>(t: &mut Thread, source: &Value) -> PyResult<BytesLike> {
    let mut data = Vec::new();
    for_each_byte::<S>(t, source, |t, byte| push(t, &mut data, byte))?;
    Ok(BytesLike::Copied(data))
}

/// Calls `each` with the integers of an iterable, each of which must be a byte.
pub(crate) fn for_each_byte<S: ByteString>(
    t: &mut Thread,
    source: &Value,
    mut each: impl FnMut(&mut Thread, u8) -> PyResult<()>,
) -> PyResult<()> {
    let mut each = |t: &mut Thread, item: Value| {
        let byte = item_byte::<S>(t, &item)?;
        each(t, byte)?;
        Ok(true)
    };
    if source.is_kind(Kind::List) || source.is_kind(Kind::Tuple) {
        return t.iterate(source, each);
    }
    let iterator =
        t.iter_or(source, |t| format!("cannot convert '{}' object to {}", t.type_name(source), S::NAME))?;
    if !S::MUTABLE {
        // Asked as CPython asks: the answer may be an exception.
        t.length_hint(source, 0)?;
    }
    t.iterate_rest(&iterator, &mut each)
}

/// Appends the integers that an iterator gives, each of which must be a byte.
pub(crate) fn extend_from_iterator<S: ByteString>(
    t: &mut Thread,
    iterator: &Value,
    data: &mut Vec<u8>,
) -> PyResult<()> {
    t.iterate_rest(iterator, |t, item| {
        let byte = item_byte::<S>(t, &item)?;
        push(t, data, byte)?;
        Ok(true)
    })
}

fn item_byte<S: ByteString>(t: &mut Thread, item: &Value) -> PyResult<u8> {
    let number = t.as_clamped_isize(item)?;
    u8::try_from(number).map_err(|_| {
        let what = if S::MUTABLE { "byte" } else { "bytes" };
        t.value_error(format!("{what} must be in range(0, 256)"))
    })
}

fn push(t: &mut Thread, data: &mut Vec<u8>, byte: u8) -> PyResult<()> {
    if data.try_reserve(1).is_err() {
        return Err(t.memory_error());
    }
    data.push(byte);
    Ok(())
}
