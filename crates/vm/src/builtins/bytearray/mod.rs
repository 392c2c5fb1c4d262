//! `bytearray`: bytes that can change. Reading them borrows the thread shared, changing them borrows it exclusively;
//! while views of the memory are exported its size is fixed.
#![expect(unsafe_code, reason = "contents change behind shared references, under the thread's borrow")]

use std::cell::{Cell, UnsafeCell};

use taipan_heap::Header;

use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, no_references};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

pub(crate) mod change;
mod methods;

/// A Python bytearray.
#[repr(C)]
pub struct ByteArray {
    pub(crate) header: Header,
    data: UnsafeCell<Vec<u8>>,
    /// How many views of the memory there are.
    exports: Cell<usize>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for ByteArray {
    const KIND: Kind = Kind::ByteArray;
}

/// The memory of bytearrays.
pub static LAYOUT: Layout = Layout {
    kind: Kind::ByteArray,
    base: None,
    size: size_of::<ByteArray>(),
    flags: 0,
    counted: 0,
    traverse: no_references,
    detach,
};

/// The type `bytearray`.
pub static TYPE: NativeType = NativeType {
    name: "bytearray",
    module: "builtins",
    doc: "A sequence of bytes that can change: of a buffer, of integers, of an encoded text, or so many zeros.",
    kind: Kind::ByteArray,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn detach(object: *mut Header, _: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; nobody reads its memory any more.
    unsafe { drop(std::mem::take(&mut *(*object.cast::<ByteArray>()).data.get())) };
}

impl ByteArray {
    /// The bytearray behind an instance of the type or of a subclass.
    #[inline]
    pub fn of(value: &Value) -> Option<&ByteArray> {
        <ByteArray as Object>::of(value)
    }

    /// Makes a bytearray.
    pub fn new(t: &mut Thread, data: Vec<u8>) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<ByteArray>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            ByteArray::fill(object, data);
            t.init_header(object, Kind::ByteArray, 0);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Makes an empty instance of the type or of a subclass.
    pub(crate) fn instance(t: &mut Thread, class: &Value) -> PyResult {
        let Some(class) = class.downcast::<TypeObject>() else {
            unreachable!("instances are made of classes")
        };
        let object = t.alloc_instance(class)?;
        // SAFETY: the class has this layout, whose fields are filled here.
        unsafe {
            ByteArray::fill(object, Vec::new());
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Writes the fields of a fresh object.
    ///
    /// # Safety
    /// `object` has room for a bytearray.
    unsafe fn fill(object: *mut Header, data: Vec<u8>) {
        let this = object.cast::<ByteArray>();
        // SAFETY: the caller's promise.
        unsafe {
            (&raw mut (*this).data).write(UnsafeCell::new(data));
            (&raw mut (*this).exports).write(Cell::new(0));
        }
    }

    /// The bytearray as a value of its own.
    #[inline]
    pub fn to_value(&self) -> Value {
        // SAFETY: `&self` lives, so another reference to it may be counted.
        unsafe { Value::from_borrowed(Raw::pointer(std::ptr::from_ref(self).cast_mut().cast())) }
    }

    /// The data, for as long as no Python runs.
    #[inline]
    pub fn as_slice<'a>(&'a self, _: &'a Thread) -> &'a [u8] {
        // SAFETY: changes need the thread exclusively, which is borrowed shared here.
        unsafe { &*self.data.get() }
    }

    /// How many bytes.
    #[inline]
    pub fn len(&self, t: &Thread) -> usize {
        self.as_slice(t).len()
    }

    /// Whether there are none.
    pub fn is_empty(&self, t: &Thread) -> bool {
        self.len(t) == 0
    }

    /// The data, to be changed in place.
    #[inline]
    pub fn as_mut_slice<'a>(&'a self, _: &'a mut Thread) -> &'a mut [u8] {
        // SAFETY: the thread is borrowed exclusively, so that nobody else reads or changes the data.
        unsafe { &mut *self.data.get() }
    }

    /// The data, to be changed in size too; BufferError while views are exported.
    pub fn as_mut_vec<'a>(&'a self, t: &'a mut Thread) -> PyResult<&'a mut Vec<u8>> {
        if self.exports.get() != 0 {
            return Err(change::exported(t));
        }
        // SAFETY: as `as_mut_slice`.
        Ok(unsafe { &mut *self.data.get() })
    }

    /// Makes room for more bytes; MemoryError when there is none.
    pub fn reserve(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        match self.as_mut_vec(t)?.try_reserve(more) {
            Ok(()) => Ok(()),
            Err(_) => Err(t.memory_error()),
        }
    }

    /// Counts one more view of the memory.
    pub(crate) fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    /// Counts one view less.
    pub(crate) fn unexport(&self) {
        self.exports.set(self.exports.get() - 1);
    }
}
