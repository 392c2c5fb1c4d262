//! `complex`: a boxed pair of doubles.
#![expect(unsafe_code, reason = "makes raw objects")]

mod methods;

use taipan_heap::Header;

use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// A Python complex number.
#[repr(C)]
pub struct Complex {
    pub(crate) header: Header,
    pub(crate) real: f64,
    pub(crate) imaginary: f64,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for Complex {
    const KIND: Kind = Kind::Complex;
}

/// The memory of complex numbers.
pub static LAYOUT: Layout = Layout::simple(Kind::Complex, size_of::<Complex>());

/// The type `complex`.
pub static TYPE: NativeType = NativeType {
    name: "complex",
    module: "builtins",
    doc: "A complex number of two parts, or what a string converts to.",
    kind: Kind::Complex,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// Makes a complex number.
pub fn new(t: &mut Thread, real: f64, imaginary: f64) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc(size_of::<Complex>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        let this = object.cast::<Complex>();
        (&raw mut (*this).real).write(real);
        (&raw mut (*this).imaginary).write(imaginary);
        t.init_header(object, Kind::Complex, taipan_heap::flags::SIMPLE);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}
