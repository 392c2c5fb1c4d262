//! What the functions of single encodings share.

use taipan_text::Text;
use taipan_text::encode::{Encoding, Order, sniff_order};
use taipan_vm::builtins::bytes::{Bytes, BytesLike};
use taipan_vm::builtins::str::{Str, codec};
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::FromValue;
use taipan_vm::native::convert::Context;
use taipan_vm::{PyResult, Thread, Value};

/// The name of an error handler.
pub(super) struct Errors(pub(super) String);

impl FromValue<'_> for Errors {
    fn from_value(t: &mut Thread, value: &Value, context: &Context) -> PyResult<Errors> {
        match Str::of(value) {
            Some(text) => text.to_plain(t).map(|text| Errors(text.into_owned())),
            None => Err(context.wrong_type(t, "str or None", value)),
        }
    }
}

/// The name of the handler that is meant.
pub(super) fn name(errors: Option<Errors>) -> String {
    errors.map_or_else(|| "strict".to_owned(), |errors| errors.0)
}

/// The order that a number stands for.
pub(super) fn ordered(byteorder: i32) -> Option<Order> {
    match byteorder {
        ..0 => Some(Order::Little),
        0 => None,
        1.. => Some(Order::Big),
    }
}

/// A result, and how much was used for it.
pub(super) fn pair(t: &mut Thread, result: Value, used: usize) -> PyResult {
    Tuple::new(t, [result, Value::small_int(used as i64)])
}

/// Encodes all of a text.
pub(super) fn encode_as(t: &mut Thread, text: &Str, encoding: Encoding, errors: Option<Errors>) -> PyResult {
    let bytes = codec::encode_as(t, text, encoding, &name(errors))?;
    pair(t, bytes, text.len())
}

/// Decodes bytes; unless it is the last piece, an incomplete character at the end is left.
pub(super) fn decode_as(
    t: &mut Thread,
    data: &[u8],
    encoding: Encoding,
    errors: Option<Errors>,
    last: bool,
) -> PyResult {
    let mut out = Text::with_capacity(data.len());
    let used = codec::decode_part(t, data, encoding, &name(errors), last, &mut out)?;
    let text = Str::from_text(t, &out)?;
    pair(t, text, used)
}

/// Decodes units of 2 or 4 bytes whose order may yet have to be told by a mark; answers that too.
pub(super) fn decode_ordered(
    t: &mut Thread,
    data: &[u8],
    errors: Option<Errors>,
    (width, order): (usize, Option<Order>),
    last: bool,
) -> PyResult {
    let marked = sniff_order(data, width);
    let (order, start) = match order {
        Some(order) => (Some(order), 0),
        None if marked.1 != 0 => (Some(marked.0), marked.1),
        None => (None, 0),
    };
    let known = Some(order.unwrap_or(Order::Little));
    let encoding = if width == 2 { Encoding::Utf16(known) } else { Encoding::Utf32(known) };
    let mut out = Text::new();
    let used = if order.is_none() && data.len() < width && !last {
        0
    } else {
        codec::decode_part(t, &data[start..], encoding, &name(errors), last, &mut out)? + start
    };
    let text = Str::from_text(t, &out)?;
    let number = match order {
        None => 0,
        Some(Order::Little) => -1,
        Some(Order::Big) => 1,
    };
    Tuple::new(t, [text, Value::small_int(used as i64), Value::small_int(number)])
}

/// The bytes of a buffer, or of a text as UTF-8.
pub(super) struct TextOrBytes(pub(super) BytesLike);

impl FromValue<'_> for TextOrBytes {
    fn from_value(t: &mut Thread, data: &Value, _: &Context) -> PyResult<TextOrBytes> {
        let Some(text) = Str::of(data) else { return t.bytes_like(data).map(TextOrBytes) };
        let encoded = codec::encode_as(t, text, Encoding::Utf8, "strict")?;
        let length = Bytes::of(&encoded).map_or(0, |bytes| bytes.as_slice().len());
        Ok(TextOrBytes(BytesLike::Shared(encoded, 0..length)))
    }
}
