//! `bytes`: immutable, data inline behind the object.
#![expect(unsafe_code, reason = "data lies inline behind the object")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::str::holder;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

pub(crate) mod buffer;
pub(crate) mod create;
pub(crate) mod find;
pub(crate) mod hex;
pub mod iterator;
mod like;
pub(crate) mod methods;
pub(crate) mod parts;
pub(crate) mod percent;
pub(crate) mod predicates;
pub(crate) mod sequence;

pub use like::BytesLike;

/// Python bytes.
#[repr(C)]
pub struct Bytes {
    pub(crate) header: Header,
    /// 0 until computed.
    pub(crate) hash: Cell<u64>,
    length: usize,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for Bytes {
    const KIND: Kind = Kind::Bytes;

    fn of(value: &Value) -> Option<&Bytes> {
        if let Some(exact) = value.exact::<Bytes>() {
            return Some(exact);
        }
        crate::object::held(value, Kind::Bytes)?.exact::<Bytes>()
    }
}

/// The memory of bytes. Subclass instances hold bytes in a field of their own.
pub static LAYOUT: Layout = holder::layout(Kind::Bytes, size_of::<Bytes>());

/// The type `bytes`.
pub static TYPE: NativeType = NativeType {
    name: "bytes",
    module: "builtins",
    doc: "An immutable sequence of bytes: of a buffer, of integers, of an encoded text, or so many zeros.",
    kind: Kind::Bytes,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

impl Bytes {
    /// The bytes behind an instance of the type or of a subclass.
    #[inline]
    pub fn of(value: &Value) -> Option<&Bytes> {
        <Bytes as Object>::of(value)
    }

    /// Makes bytes.
    pub fn new(t: &mut Thread, data: &[u8]) -> PyResult {
        Bytes::of_parts(t, [data])
    }

    /// Makes bytes of parts, one behind the other.
    pub fn of_parts<const N: usize>(t: &mut Thread, parts: [&[u8]; N]) -> PyResult {
        let length = parts.iter().fold(0usize, |length, part| length.saturating_add(part.len()));
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Bytes>().saturating_add(length));
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<Bytes>();
            (&raw mut (*this).hash).write(Cell::new(0));
            (&raw mut (*this).length).write(length);
            let mut to = this.add(1).cast::<u8>();
            for part in parts {
                std::ptr::copy_nonoverlapping(part.as_ptr(), to, part.len());
                to = to.add(part.len());
            }
            t.init_header(object, Kind::Bytes, taipan_heap::flags::SIMPLE);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The bytes as a value of their own.
    #[inline]
    pub fn to_value(&self) -> Value {
        // SAFETY: `&self` lives, so another reference to it may be counted.
        unsafe { Value::from_borrowed(Raw::pointer(std::ptr::from_ref(self).cast_mut().cast())) }
    }

    /// The hash, computed once: that of the string of the same Latin-1 characters.
    pub fn hash(&self, t: &Thread) -> u64 {
        let known = self.hash.get();
        if known != 0 || self.length == 0 {
            return known;
        }
        let hash = t.interpreter().hash_bytes(self.as_slice(), 1);
        self.hash.set(hash);
        hash
    }

    /// The data.
    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: `new` laid `length` bytes behind the object.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast::<u8>(), self.length) }
    }
}
