//! Iterators over strings, and the memory that they share with those over bytes: what is iterated over and a position.

use crate::builtins::iterator_methods::state_index;
use crate::builtins::str::Str;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// Defines an iterator over items by position: its struct, layout and steps. `$sequence` is what it iterates over.
macro_rules! cursor {
    ($(#[$doc:meta])* $name:ident $kind:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            pub(crate) header: taipan_heap::Header,
            /// What is iterated over, or NULL once exhausted.
            pub(crate) over: std::cell::Cell<$crate::value::Raw>,
            /// The next item's position.
            pub(crate) index: std::cell::Cell<usize>,
        }

        // SAFETY: repr(C), begins with a header; made below with this layout.
        unsafe impl $crate::object::Object for $name {
            const KIND: $crate::object::Kind = $crate::object::Kind::$kind;
        }

        $crate::object_fields!($name: over);

        #[doc = concat!("The memory of ", stringify!($name), ".")]
        pub(crate) static LAYOUT: $crate::object::Layout = $crate::object::Layout::tracked(
            $crate::object::Kind::$kind, size_of::<$name>(), traverse, detach);

        impl $name {
            /// An iterator of this or a kindred kind at the first item of `over`.
            pub fn new(
                t: &mut $crate::thread::Thread,
                kind: $crate::object::Kind,
                over: $crate::value::Value,
            ) -> $crate::native::PyResult {
                // SAFETY: a fresh object is filled before anyone sees it.
                unsafe {
                    let object = t.heap().alloc(size_of::<$name>());
                    if object.is_null() {
                        return Err(t.memory_error());
                    }
                    let this = object.cast::<$name>();
                    (&raw mut (*this).over).write(std::cell::Cell::new(over.into_raw()));
                    (&raw mut (*this).index).write(std::cell::Cell::new(0));
                    t.init_header(object, kind, taipan_heap::flags::TRACKED);
                    Ok($crate::value::Value::from_raw($crate::value::Raw::pointer(object)))
                }
            }

            /// What is iterated over; `None` once exhausted.
            pub fn over(&self) -> Option<$crate::value::Value> {
                if self.over.get().is_null() {
                    return None;
                }
                // SAFETY: a non-NULL field is owned.
                Some(unsafe { $crate::value::Value::from_borrowed(self.over.get()) })
            }

            /// Lets go of what was iterated over.
            #[cold]
            pub fn finish(&self) {
                let old = self.over.replace($crate::value::Raw::NULL);
                if !old.is_null() {
                    // SAFETY: the field owned it.
                    drop(unsafe { $crate::value::Value::from_raw(old) });
                }
            }
        }
    };
}
pub(crate) use cursor;

mod memory {
    #![expect(unsafe_code, reason = "makes and reads raw objects")]

    super::cursor! {
        /// `str_iterator` and `str_ascii_iterator`.
        StrIterator StrIterator
    }

    /// The next character's code; `None` at the end.
    #[inline(always)]
    pub(super) fn next_code(this: &StrIterator) -> Option<u32> {
        if this.over.get().is_null() {
            return None;
        }
        // SAFETY: a non-NULL field is owned.
        let text =
            crate::builtins::str::Str::of(unsafe { crate::value::Value::borrow_slot(this.over.as_ptr()) })?;
        let index = this.index.get();
        if index >= text.len() {
            return None;
        }
        this.index.set(index + 1);
        Some(text.units().get(index))
    }
}
use memory::LAYOUT;
pub use memory::StrIterator;

impl StrIterator {
    /// The next character; `None` at the end.
    #[inline(always)]
    fn step(&self, t: &mut Thread) -> PyResult<Option<Value>> {
        match memory::next_code(self) {
            Some(code) => Str::from_code(t, code).map(Some),
            None => {
                self.finish();
                Ok(None)
            }
        }
    }
}

/// The type `str_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "str_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::StrIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The type `str_ascii_iterator`.
pub static ASCII_TYPE: NativeType =
    NativeType { name: "str_ascii_iterator", kind: Kind::StrAsciiIterator, ..copy(&TYPE) };

/// The same type again, to be changed.
pub(crate) const fn copy(native: &NativeType) -> NativeType {
    let NativeType { name, module, doc, kind, base, layout, flags, methods, getsets } = *native;
    NativeType { name, module, doc, kind, base, layout, flags, methods, getsets }
}

/// `iter(text)`; a subclass's instances get the iterator for any text.
pub(crate) fn iterate(t: &mut Thread, text: &Str, exact: bool) -> PyResult {
    let kind = if exact && text.is_ascii() { Kind::StrAsciiIterator } else { Kind::StrIterator };
    StrIterator::new(t, kind, text.to_value())
}

/// The position that `__setstate__` is given, within `length` items.
pub(crate) fn state(t: &mut Thread, state: &Value, length: usize) -> PyResult<usize> {
    let index = state_index(t, state)?;
    Ok(usize::try_from(index).unwrap_or(0).min(length))
}

/// The methods of string iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Str, StrIterator, Thread, Value, state};
    use crate::builtins::iterator_methods::{builtin, reduced};

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &StrIterator) -> PyResult<Option<Value>> {
        this.step(t)
    }

    /// How many characters are left.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &StrIterator) -> PyResult<usize> {
        let over = this.over();
        Ok(over.as_ref().and_then(Str::of).map_or(0, |text| text.len().saturating_sub(this.index.get())))
    }

    /// How pickle and copy make the iterator again.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &StrIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        match this.over() {
            Some(over) => reduced(t, iter, over, Some(Value::small_int(this.index.get() as i64))),
            None => {
                let empty = Str::from_latin1(t, b"")?;
                reduced(t, iter, empty, None)
            }
        }
    }

    /// Moves to a position that `__reduce__` told.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &StrIterator, object: &Value) -> PyResult<()> {
        let over = this.over();
        let length = over.as_ref().and_then(Str::of).map_or(0, Str::len);
        this.index.set(state(t, object, length)?);
        Ok(())
    }
}
