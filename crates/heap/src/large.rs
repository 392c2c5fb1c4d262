//! Objects above the largest size class: a system allocation each, behind a prefix that names the
//! heap and the object's place in the heap's registry.

#![expect(unsafe_code, reason = "steps from objects to the prefix before them")]

use crate::header::{Header, flags};
use crate::heap::Heap;
use crate::raw::{raw_alloc, raw_free, raw_realloc};

/// What stands before a large object.
#[repr(C, align(16))]
pub(crate) struct Prefix {
    /// Address of the owning heap, whose provenance is exposed.
    pub(crate) heap: usize,
    /// Index in the heap's registry.
    index: usize,
    /// Bytes of the object, prefix not included.
    pub(crate) size: usize,
    /// The collector's word.
    pub(crate) scratch: u32,
}

const PREFIX: usize = size_of::<Prefix>();
const MOST: usize = isize::MAX as usize - PREFIX;

impl Prefix {
    /// The prefix of a large object.
    ///
    /// # Safety
    /// `p` carries `flags::LARGE`.
    #[inline(always)]
    pub(crate) unsafe fn of(p: *mut Header) -> *mut Prefix {
        // SAFETY: a large object always follows its prefix in one allocation.
        unsafe { p.byte_sub(PREFIX).cast() }
    }
}

impl Heap {
    /// A large object with `size` bytes; null when the system refuses.
    pub(crate) fn alloc_large(&mut self, size: usize) -> *mut Header {
        if size > MOST || self.large.try_reserve(1).is_err() {
            return core::ptr::null_mut();
        }
        let prefix: *mut Prefix = raw_alloc(size + PREFIX).cast();
        if prefix.is_null() {
            return core::ptr::null_mut();
        }
        let fresh = Prefix { heap: self.address(), index: self.large.len(), size, scratch: 0 };
        // SAFETY: the allocation holds a prefix and at least a header, and is aligned to 16.
        let object = unsafe {
            prefix.write(fresh);
            let object: *mut Header = prefix.add(1).cast();
            object.write(Header {
                count: 0,
                kind: 0,
                reserved: 0,
                flags: flags::LARGE,
                ty: core::ptr::null_mut(),
            });
            object
        };
        self.large.push(object);
        self.large_bytes += size;
        self.grew(size);
        object
    }

    /// Frees a large object.
    ///
    /// # Safety
    /// `p` is a large object of this heap to which no reference is left.
    pub(crate) unsafe fn free_large(&mut self, p: *mut Header) {
        // SAFETY: the prefix's index is where the registry holds `p`; the object that takes its
        // place is live and is told its new index.
        unsafe {
            let prefix = Prefix::of(p);
            let (index, size) = ((*prefix).index, (*prefix).size);
            self.large.swap_remove(index);
            if let Some(&moved) = self.large.get(index) {
                (*Prefix::of(moved)).index = index;
            }
            self.large_bytes -= size;
            self.shrank(size);
            raw_free(prefix.cast());
        }
    }

    /// Resizes a large object, which may move; null when the system refuses, `p` then being as
    /// before.
    ///
    /// # Safety
    /// `p` is a large object of this heap; when it moves, the caller replaces the only pointer.
    pub unsafe fn resize_large(&mut self, p: *mut Header, new_size: usize) -> *mut Header {
        let new_size = new_size.max(size_of::<Header>());
        if new_size > MOST {
            return core::ptr::null_mut();
        }
        // SAFETY: the prefix begins an allocation of `raw_alloc`; realloc keeps its contents, so
        // the index read from the moved prefix is still the object's place in the registry.
        unsafe {
            let old = (*Prefix::of(p)).size;
            let prefix: *mut Prefix = raw_realloc(Prefix::of(p).cast(), new_size + PREFIX).cast();
            if prefix.is_null() {
                return core::ptr::null_mut();
            }
            (*prefix).size = new_size;
            let object: *mut Header = prefix.add(1).cast();
            self.large[(*prefix).index] = object;
            self.large_bytes = self.large_bytes - old + new_size;
            self.shrank(old);
            self.grew(new_size);
            object
        }
    }
}
