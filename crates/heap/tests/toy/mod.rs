//! Objects for the heap's tests: a header, a number of fields, and as many references. A null
//! field refers to nothing.

#![expect(unsafe_code, reason = "lays out objects by hand")]
#![allow(dead_code, reason = "each test binary uses a part")]

use taipan_heap::{Header, Heap, flags};

/// A toy object.
#[repr(C)]
pub(crate) struct Toy {
    pub(crate) header: Header,
    pub(crate) fields: usize,
}

/// The size of a toy with that many fields.
pub(crate) fn size(fields: usize) -> usize {
    size_of::<Toy>() + fields * size_of::<*mut Header>()
}

/// A tracked toy without references, its count zero.
pub(crate) fn make(heap: &mut Heap, fields: usize) -> *mut Header {
    // SAFETY: the cell has room for the fields; it is initialised before it is tracked.
    unsafe {
        let object = heap.alloc(size(fields));
        assert!(!object.is_null());
        (*object.cast::<Toy>()).fields = fields;
        for index in 0..fields {
            slot(object, index).write(core::ptr::null_mut());
        }
        (*object).flags |= flags::TRACKED;
        object
    }
}

/// Where a field of a toy lies.
pub(crate) fn slot(object: *mut Header, index: usize) -> *mut *mut Header {
    // SAFETY: tests ask for fields the toy was made with.
    unsafe {
        assert!(index < (*object.cast::<Toy>()).fields);
        object.byte_add(size(index)).cast()
    }
}

/// Lets a field of `from` refer to `to`, counted; what it referred to before is released uncollected.
pub(crate) fn link(from: *mut Header, index: usize, to: *mut Header) {
    // SAFETY: both are live toys.
    unsafe {
        unlink(from, index);
        Header::retain(to);
        slot(from, index).write(to);
    }
}

/// Clears a field, releasing what it referred to. Returns whether that reached a count of zero.
pub(crate) fn unlink(from: *mut Header, index: usize) -> bool {
    // SAFETY: fields hold null or live toys.
    unsafe {
        let old = slot(from, index).replace(core::ptr::null_mut());
        !old.is_null() && Header::release(old)
    }
}

/// The toys' `Traverse`.
///
/// # Safety
/// `object` is a live toy.
pub(crate) unsafe fn traverse(object: *mut Header, visit: &mut dyn FnMut(*mut Header)) {
    // SAFETY: fields hold null or live toys.
    unsafe {
        for index in 0..(*object.cast::<Toy>()).fields {
            let child = *slot(object, index);
            if !child.is_null() {
                visit(child);
            }
        }
    }
}

/// Frees garbage as the collector's caller does: all links first, then the cells.
pub(crate) fn free_all(heap: &mut Heap, garbage: &[*mut Header]) {
    // SAFETY: the garbage is alive until its links are gone, and nothing else refers to it.
    unsafe {
        for &object in garbage {
            for index in 0..(*object.cast::<Toy>()).fields {
                unlink(object, index);
            }
        }
        for &object in garbage {
            heap.free(object);
        }
    }
}
