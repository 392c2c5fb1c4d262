//! The sixteen bytes every object begins with, and counting its references.
//!
//! Counts are not atomic and never wrap: a count that reaches [`PIN_LIMIT`] is *pinned*, moved to
//! [`PINNED`], and stays in the upper half for good, so the object is never freed by counting.

#![expect(unsafe_code, reason = "headers are read and written through raw object pointers")]

/// What every object begins with. `ty` is the object's type, itself an object.
#[repr(C)]
#[derive(Debug)]
pub struct Header {
    /// References to the object; at or above [`PIN_LIMIT`] it is pinned.
    pub count: u32,
    /// The owner's small number for exactly builtin types, 0 for every other type.
    pub kind: u8,
    /// Free for the owner; zeroed when a cell is freed.
    pub reserved: u8,
    /// Bits of [`flags`].
    pub flags: u16,
    /// The object's type.
    pub ty: *mut Header,
}

/// A cell on a free list, laid over a [`Header`]: the first word is zero.
#[repr(C)]
#[derive(Debug)]
pub struct FreeCell {
    /// Count, kind and flags of a cell that holds no object: all zero.
    pub empty: u64,
    /// The next free cell of the class, or null.
    pub next: *mut FreeCell,
}

const _: () = {
    assert!(size_of::<Header>() == 16 && size_of::<FreeCell>() == 16);
    assert!(core::mem::offset_of!(Header, ty) == core::mem::offset_of!(FreeCell, next));
};

/// Bits of [`Header::flags`]. Those above [`flags::FROZEN`] belong to the heap's owner.
pub mod flags {
    /// The collector sees the object: it is initialised and can be traversed.
    pub const TRACKED: u16 = 1;
    /// Its finalizer ran.
    pub const FINALIZED: u16 = 2;
    /// Weak references to it exist, in a table of the heap's owner.
    pub const WEAK: u16 = 4;
    /// It lives in a system allocation of its own. The heap sets and reads it; keep it.
    pub const LARGE: u16 = 8;
    /// It waits on the dead list; the collector treats it as reachable.
    pub const DYING: u16 = 16;
    /// Its values are inline.
    pub const INLINE: u16 = 32;
    /// No finalizer and no references inside: freed on the spot.
    pub const SIMPLE: u16 = 64;
    /// The collector's own mark, clear outside a collection.
    pub const SCRATCH: u16 = 128;
    /// Left out of collections, its references counted as coming from outside.
    pub const FROZEN: u16 = 256;
    /// Made before any program ran, and there for as long as the heap's owner: left out of collections as well.
    pub const STANDING: u16 = 512;
}

/// Where a pinned count rests, far from both ends of the pinned half.
pub const PINNED: u32 = 0xC000_0000;
/// The least pinned count.
pub const PIN_LIMIT: u32 = 0x8000_0000;

impl Header {
    /// Counts one more reference.
    ///
    /// # Safety
    /// `p` points to a live object.
    #[inline(always)]
    pub unsafe fn retain(p: *mut Header) {
        // SAFETY: the caller vouches for `p`.
        unsafe {
            let count = (*p).count.wrapping_add(1);
            (*p).count = count;
            if (count as i32) < 0 {
                repin(p);
            }
        }
    }

    /// Counts `n` more references, pinning the object when they do not fit.
    ///
    /// # Safety
    /// `p` points to a live object.
    pub unsafe fn retain_many(p: *mut Header, n: usize) {
        // SAFETY: the caller vouches for `p`.
        unsafe {
            let count = ((*p).count as usize).saturating_add(n);
            (*p).count = if count >= PIN_LIMIT as usize { PINNED } else { count as u32 };
        }
    }

    /// Counts one reference less; true when none is left. A pinned count stays pinned.
    ///
    /// # Safety
    /// `p` points to a live object whose count includes the reference given up.
    #[inline(always)]
    pub unsafe fn release(p: *mut Header) -> bool {
        // SAFETY: the caller vouches for `p`.
        unsafe {
            // One signed comparison with memory sorts out both the last reference and pinned counts.
            if (*p).count as i32 > 1 {
                (*p).count -= 1;
                return false;
            }
            let last = (*p).count == 1;
            if last {
                (*p).count = 0;
            }
            last
        }
    }

    /// Makes the object immortal.
    ///
    /// # Safety
    /// `p` points to a live object.
    pub unsafe fn pin(p: *mut Header) {
        // SAFETY: the caller vouches for `p`.
        unsafe { (*p).count = PINNED }
    }

    /// Whether the object's count is saturated, so that it is never freed by counting.
    ///
    /// # Safety
    /// `p` points to a live object.
    pub unsafe fn is_pinned(p: *mut Header) -> bool {
        // SAFETY: the caller vouches for `p`.
        unsafe { (*p).count >= PIN_LIMIT }
    }
}

/// Puts a count that was raised into or inside the pinned half to the middle of it.
#[cold]
#[inline(never)]
unsafe fn repin(p: *mut Header) {
    // SAFETY: called by `retain` with the live object it was given.
    unsafe { (*p).count = PINNED }
}
