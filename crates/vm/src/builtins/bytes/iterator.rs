//! Iterators over bytes and bytearrays.

use crate::native::NativeType;
use crate::object::Kind;
use crate::types::TypeFlags;

/// Defines the iterator type of a byte string.
macro_rules! byte_iterator {
    ($module:ident $name:ident $kind:ident $sequence:ident $text:ident) => {
        mod $module {
            #![expect(unsafe_code, reason = "makes and reads raw objects")]

            use crate::builtins::bytes::sequence::ByteString;
            use crate::builtins::iterator_methods::{builtin, reduced};
            use crate::builtins::str::iterator::{cursor, state};
            use crate::builtins::$text::$sequence;
            use crate::native::PyResult;
            use crate::thread::Thread;
            use crate::value::Value;

            cursor! {
                /// An iterator over bytes by position.
                $name $kind
            }

            fn length(t: &Thread, this: &$name) -> usize {
                this.over().as_ref().and_then($sequence::of).map_or(0, |over| over.data(t).len())
            }

            /// The methods of the iterator.
            #[taipan_macros::methods]
            pub(crate) mod table {
                use super::{
                    ByteString, PyResult, Thread, Value, builtin, length, reduced, state, $name, $sequence,
                };

                #[special]
                fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
                    Ok(this.clone())
                }

                #[special]
                fn __next__(t: &mut Thread, this: &$name) -> PyResult<Option<Value>> {
                    let over = this.over();
                    let index = this.index.get();
                    let byte = over.as_ref().and_then($sequence::of).and_then(|over| over.data(t).get(index));
                    if let Some(&byte) = byte {
                        this.index.set(index + 1);
                        return Ok(Some(Value::small_int(byte.into())));
                    }
                    this.finish();
                    Ok(None)
                }

                /// How many bytes are left.
                #[method("($self, /)")]
                fn __length_hint__(t: &mut Thread, this: &$name) -> PyResult<usize> {
                    Ok(length(t, this).saturating_sub(this.index.get()))
                }

                /// How pickle and copy make the iterator again.
                #[method("($self, /)")]
                fn __reduce__(t: &mut Thread, this: &$name) -> PyResult {
                    let iter = builtin(t, "iter")?;
                    match this.over() {
                        Some(over) => reduced(t, iter, over, Some(Value::small_int(this.index.get() as i64))),
                        None => {
                            let empty = crate::builtins::tuple::Tuple::new(t, Vec::new())?;
                            reduced(t, iter, empty, None)
                        }
                    }
                }

                /// Moves to a position that `__reduce__` told.
                #[method("($self, object, /)")]
                fn __setstate__(t: &mut Thread, this: &$name, object: &Value) -> PyResult<()> {
                    let length = length(t, this);
                    this.index.set(state(t, object, length)?);
                    Ok(())
                }
            }
        }
        pub use $module::$name;
    };
}

byte_iterator! { of_bytes BytesIterator BytesIterator Bytes bytes }
byte_iterator! { of_arrays ByteArrayIterator ByteArrayIterator ByteArray bytearray }

/// The type `bytes_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "bytes_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::BytesIterator,
    base: Some(Kind::Object),
    layout: &of_bytes::LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: of_bytes::table::METHODS,
    getsets: of_bytes::table::GETSETS,
};

/// The type `bytearray_iterator`.
pub static ARRAY_TYPE: NativeType = NativeType {
    name: "bytearray_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::ByteArrayIterator,
    base: Some(Kind::Object),
    layout: &of_arrays::LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: of_arrays::table::METHODS,
    getsets: of_arrays::table::GETSETS,
};
