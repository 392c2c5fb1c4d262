//! `float`: a boxed double.
#![expect(unsafe_code, reason = "makes and frees raw objects")]

pub mod arith;
pub mod convert;
mod methods;

use std::cell::Cell;

use taipan_heap::{Header, Heap};

use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// A Python float.
#[repr(C)]
pub struct Float {
    pub(crate) header: Header,
    value: Cell<f64>,
}

// SAFETY: repr(C), begins with a header; floats are made below with this layout.
unsafe impl Object for Float {
    const KIND: Kind = Kind::Float;
}

/// The memory of floats.
pub static LAYOUT: Layout = Layout::simple(Kind::Float, size_of::<Float>());

/// The type `float`.
pub static TYPE: NativeType = NativeType {
    name: "float",
    module: "builtins",
    doc: "A double-precision number, or what a string or number converts to.",
    kind: Kind::Float,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// The heap's size class of floats.
pub(crate) const HEAP_CLASS: usize = Heap::class_of(size_of::<Float>());

impl Float {
    /// The number.
    #[inline(always)]
    pub fn get(&self) -> f64 {
        self.value.get()
    }

    /// Makes a free cell a float, with one reference to it.
    #[inline(always)]
    pub(crate) unsafe fn fill(cell: *mut Header, class: *mut Header, value: f64) {
        // SAFETY: the caller took the cell from the free list of the class.
        unsafe {
            cell.write(Header {
                count: 1,
                kind: Kind::Float as u8,
                reserved: 0,
                flags: taipan_heap::flags::SIMPLE,
                ty: class,
            });
            (*cell.cast::<Float>()).set(value);
        }
    }

    /// Reuses a box that nobody else has, or fills a fresh one.
    #[inline(always)]
    pub(crate) fn set(&self, value: f64) {
        self.value.set(value);
    }
}

/// Makes a float.
#[inline]
pub fn new(t: &mut Thread, value: f64) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc_class(HEAP_CLASS);
        if object.is_null() {
            return Err(t.memory_error());
        }
        (&raw mut (*object.cast::<Float>()).value).write(Cell::new(value));
        t.init_header(object, Kind::Float, taipan_heap::flags::SIMPLE);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// An instance of `class`, float or a subclass.
pub(crate) fn instance(t: &mut Thread, class: &Value, value: f64) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("instances are made of classes") };
    if class.instance_kind == Kind::Float {
        return new(t, value);
    }
    let object = t.alloc_instance(class)?;
    // SAFETY: the class has the layout of floats, whose only field is filled here.
    unsafe {
        (&raw mut (*object.cast::<Float>()).value).write(Cell::new(value));
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// Drops one reference to an exact float.
///
/// # Safety
/// The caller owned the reference.
#[inline(always)]
pub(crate) unsafe fn release(heap: &mut Heap, value: Raw) {
    // SAFETY: the caller's promise.
    unsafe {
        let header = value.header();
        if (*header).count == 1 {
            heap.free_class(HEAP_CLASS, header);
        } else {
            (*header).count -= 1;
        }
    }
}
