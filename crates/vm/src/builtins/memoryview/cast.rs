//! `memoryview.cast`: the same memory with another format or shape.

use crate::builtins::list::List;
use crate::builtins::memoryview::shape::MAX_DIMENSIONS;
use crate::builtins::memoryview::{Format, MemoryView, Shape};
use crate::builtins::str::Str;
use crate::builtins::str::codec;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::Value;

/// `view.cast(format, shape)`.
pub(crate) fn cast(t: &mut Thread, view: &MemoryView, format: &Str, shape: Option<&Value>) -> PyResult {
    view.parts(t)?;
    let old = view.shape();
    if !old.is_c_contiguous() {
        return Err(t.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let items = match shape {
        None => None,
        Some(shape) => Some(shape_items(t, shape)?),
    };
    if (items.is_some() || old.dimensions() != 1) && old.lengths.contains(&0) {
        return Err(t.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let dimensions = items.as_ref().map_or(1, Vec::len);
    if dimensions > MAX_DIMENSIONS {
        let text = format!("memoryview: number of dimensions must not exceed {MAX_DIMENSIONS}");
        return Err(t.value_error(text));
    }
    if old.dimensions() != 1 && items.is_some() && dimensions != 1 {
        return Err(t.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    codec::encode_as(t, format, codec::Encoding::Ascii, "strict")?;
    let Some(format) = format.as_str().and_then(Format::parse) else {
        let text = "memoryview: destination format must be a native single character format prefixed with an \
                    optional '@'";
        return Err(t.value_error(text));
    };
    if !old.format.is_byte() && !format.is_byte() {
        return Err(t.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = old.bytes();
    if !bytes.is_multiple_of(format.size()) {
        return Err(t.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let lengths = match items {
        None => vec![bytes / format.size()],
        Some(items) => lengths(t, &items, format, bytes)?,
    };
    let strides = Shape::packed_strides(&lengths, format.size());
    let new = Shape { format, offset: old.offset, lengths, strides, readonly: old.readonly };
    view.derive(t, new)
}

fn shape_items(t: &mut Thread, shape: &Value) -> PyResult<Vec<Value>> {
    if let Some(list) = shape.downcast::<List>() {
        return Ok(list.items(t).to_vec());
    }
    match Tuple::of(shape) {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => Err(t.type_error("shape must be a list or a tuple")),
    }
}

/// The lengths of dimensions that together have so many bytes.
fn lengths(t: &mut Thread, items: &[Value], format: Format, bytes: usize) -> PyResult<Vec<usize>> {
    let mut lengths = Vec::with_capacity(items.len());
    let mut product = Some(format.size());
    for item in items {
        if Integer::of(item).is_none() {
            return Err(t.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(t.as_isize(item, Class::OverflowError)?) {
            Ok(length) if length > 0 => {
                product = product.and_then(|product| product.checked_mul(length));
                lengths.push(length);
            }
            _ => return Err(t.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    match product {
        Some(product) if product == bytes => Ok(lengths),
        Some(_) => Err(t.type_error("memoryview: product(shape) * itemsize != buffer size")),
        None => Err(t.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
    }
}
