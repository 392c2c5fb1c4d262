//! `complex`: a boxed pair of doubles.
#![expect(unsafe_code, reason = "makes raw objects")]

pub mod arith;
pub mod convert;
mod methods;

use taipan_heap::Header;
use taipan_text::complex::Complex as Number;

use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// A Python complex number.
#[repr(C)]
pub struct Complex {
    pub(crate) header: Header,
    real: f64,
    imaginary: f64,
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

impl Complex {
    /// The number.
    #[inline]
    pub fn get(&self) -> Number {
        Number::new(self.real, self.imaginary)
    }
}

/// Makes a complex number.
pub fn new(t: &mut Thread, real: f64, imaginary: f64) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc(size_of::<Complex>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        fill(object, real, imaginary);
        t.init_header(object, Kind::Complex, taipan_heap::flags::SIMPLE);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// An instance of `class`, complex or a subclass.
pub(crate) fn instance(t: &mut Thread, class: &Value, value: Number) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("instances are made of classes") };
    if class.instance_kind == Kind::Complex {
        return new(t, value.re, value.im);
    }
    let object = t.alloc_instance(class)?;
    // SAFETY: the class has the layout of complex numbers, whose fields are filled here.
    unsafe {
        fill(object, value.re, value.im);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// Writes the fields of a fresh complex number.
///
/// # Safety
/// `object` has the layout of complex numbers.
unsafe fn fill(object: *mut Header, real: f64, imaginary: f64) {
    let this = object.cast::<Complex>();
    // SAFETY: the caller's promise.
    unsafe {
        (&raw mut (*this).real).write(real);
        (&raw mut (*this).imaginary).write(imaginary);
    }
}
