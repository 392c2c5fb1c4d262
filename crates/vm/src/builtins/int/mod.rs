//! `int`: 62-bit integers in words, bigger ones as objects.
#![expect(unsafe_code, reason = "makes raw objects")]

pub mod bool;
mod methods;

use dashu_int::IBig;
use taipan_heap::Header;

use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An integer that doesn't fit a word.
#[repr(C)]
pub struct BigInt {
    pub(crate) header: Header,
    value: IBig,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::BigInt;
}

/// The memory of big integers.
pub static LAYOUT: Layout = Layout {
    kind: Kind::Int,
    base: None,
    size: size_of::<BigInt>(),
    flags: 0,
    traverse: crate::object::no_references,
    detach,
};

/// The type `int`: of words, and of big integers too.
pub static TYPE: NativeType = NativeType {
    name: "int",
    module: "builtins",
    doc: "An integer of any size, or what a string or number converts to.",
    kind: Kind::Int,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn detach(object: *mut Header, _: &mut crate::dying::Dying) {
    // SAFETY: the layout's owner says what the object is; the number is dropped once.
    unsafe { (&raw mut (*object.cast::<BigInt>()).value).replace(IBig::ZERO) };
}

impl BigInt {
    /// The number.
    pub fn value(&self) -> &IBig {
        &self.value
    }
}

/// Makes an integer.
#[inline]
pub fn from_i64(t: &mut Thread, value: i64) -> PyResult {
    match Raw::try_int(value) {
        Some(_) => Ok(Value::small_int(value)),
        None => from_big(t, IBig::from(value)),
    }
}

/// Makes an integer: a word if it fits.
pub fn from_big(t: &mut Thread, value: IBig) -> PyResult {
    if let Ok(small) = i64::try_from(&value) {
        if Raw::try_int(small).is_some() {
            return Ok(Value::small_int(small));
        }
    }
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc(size_of::<BigInt>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        (&raw mut (*object.cast::<BigInt>()).value).write(value);
        t.init_header(object, Kind::BigInt, 0);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}
