//! What Python sees of bytearrays beyond what they have in common with bytes.

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::methods::byte_string_methods;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// What `__reduce_ex__` answers for a pickle protocol.
fn reduced(t: &mut Thread, this: &Value, protocol: i64) -> PyResult {
    let Some(array) = ByteArray::of(this) else { unreachable!("only bytearrays are reduced so") };
    let data = array.as_slice(t).to_vec();
    let arguments = if protocol < 3 {
        vec![Str::from_latin1(t, &data)?, Str::new(t, "latin-1")?]
    } else if data.is_empty() {
        Vec::new()
    } else {
        vec![Bytes::new(t, &data)?]
    };
    let arguments = Tuple::new(t, arguments)?;
    let class = t.type_of(this).to_value();
    let state = t.call_special(this, Special::Getstate, &[])?.unwrap_or(Value::NONE);
    Tuple::new(t, [class, arguments, state])
}

byte_string_methods! {
    /// The methods of bytearrays.
    ByteArray;
    {
        use super::reduced;
        use crate::builtins::bytearray::{ByteArray, change};
        use crate::builtins::bytes::iterator::ByteArrayIterator;
        use crate::native::Args;
        use crate::object::Kind;
    }

    #[new]
    fn __new__(t: &mut Thread, class: &Value, _args: Args<'_>) -> PyResult {
        ByteArray::instance(t, class)
    }

    #[special]
    fn __init__(t: &mut Thread, this: &ByteArray, args: Args<'_>) -> PyResult<()> {
        change::initialise(t, this, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        crate::native::convert::special_self::<ByteArray>(t, this, "__repr__")?;
        change::repr(t, this)
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Value) -> PyResult {
        crate::native::convert::special_self::<ByteArray>(t, this, "__str__")?;
        crate::builtins::bytes::sequence::warn_of_str::<ByteArray>(t)?;
        change::repr(t, this)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &ByteArray) -> PyResult {
        ByteArrayIterator::new(t, Kind::ByteArrayIterator, this.to_value())
    }

    #[special("($self, buffer, /)")]
    fn __release_buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        crate::native::convert::special_self::<ByteArray>(t, this, "__release_buffer__")?;
        let values = args.no_keywords(t, "wrapper __release_buffer__")?;
        crate::builtins::bytes::buffer::release_buffer(t, this, values)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &ByteArray, key: &Value, value: &Value) -> PyResult<()> {
        change::assign(t, this, key, Some(value))
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &ByteArray, key: &Value) -> PyResult<()> {
        change::assign(t, this, key, None)
    }

    #[special]
    fn __iadd__(t: &mut Thread, this: &ByteArray, other: &Value) -> PyResult {
        change::extend_in_place(t, this, other)?;
        Ok(this.to_value())
    }

    #[special]
    fn __imul__(t: &mut Thread, this: &ByteArray, other: &Value) -> PyResult {
        change::repeat_in_place(t, this, other)?;
        Ok(this.to_value())
    }

    /// How many bytes are allocated.
    #[method("($self, /)")]
    fn __alloc__(t: &mut Thread, this: &ByteArray) -> PyResult<usize> {
        Ok(change::allocated(t, this))
    }

    /// How copy makes it again.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        crate::native::convert::method_self::<ByteArray>(t, this, "__reduce__")?;
        reduced(t, this, 2)
    }

    /// How pickle makes it again, by protocol.
    #[method("($self, proto=0, /)")]
    fn __reduce_ex__(t: &mut Thread, this: &Value, proto: i32) -> PyResult {
        crate::native::convert::method_self::<ByteArray>(t, this, "__reduce_ex__")?;
        reduced(t, this, proto.into())
    }

    /// The bytes of memory that it takes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &ByteArray) -> PyResult<usize> {
        const HEADER: usize = 56;
        Ok(HEADER + change::allocated(t, this))
    }

    /// Appends one byte.
    #[method("($self, item, /)")]
    fn append(t: &mut Thread, this: &ByteArray, item: &Value) -> PyResult<()> {
        let byte = sequence::byte(t, item)?;
        change::append(t, this, &[byte])
    }

    /// Removes every byte.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &ByteArray) -> PyResult<()> {
        if !this.is_empty(t) {
            this.as_mut_vec(t)?.clear();
        }
        Ok(())
    }

    /// A copy.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &ByteArray) -> PyResult {
        this.same(t)
    }

    /// Appends the bytes of a bytes-like object or of an iterable of integers.
    #[method("($self, iterable_of_ints, /)")]
    fn extend(t: &mut Thread, this: &ByteArray, iterable_of_ints: &Value) -> PyResult<()> {
        change::extend(t, this, iterable_of_ints)
    }

    /// Inserts one byte before the position.
    #[method("($self, index, item, /)")]
    fn insert(t: &mut Thread, this: &ByteArray, index: isize, item: &Value) -> PyResult<()> {
        change::insert(t, this, index, item)
    }

    /// Removes and returns the byte at a position, by default the last.
    #[method("($self, index=-1, /)")]
    fn pop(t: &mut Thread, this: &ByteArray, index: isize) -> PyResult<u8> {
        change::pop(t, this, index)
    }

    /// Removes the first byte of this value; ValueError if there is none.
    #[method("($self, value, /)")]
    fn remove(t: &mut Thread, this: &ByteArray, value: &Value) -> PyResult<()> {
        change::remove(t, this, value)
    }

    /// Cuts bytes off the end or appends zeros, so that there are size bytes.
    #[method("($self, size, /)")]
    fn resize(t: &mut Thread, this: &ByteArray, size: isize) -> PyResult<()> {
        change::resize(t, this, size)
    }

    /// Reverses the order of the bytes in place.
    #[method("($self, /)")]
    fn reverse(t: &mut Thread, this: &ByteArray) -> PyResult<()> {
        this.as_mut_slice(t).reverse();
        Ok(())
    }
}
