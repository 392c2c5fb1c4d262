//! Small raw buffers, kept for the next one of their size: lists and tables are made and dropped far more often than the
//! system allocator likes.

#![expect(unsafe_code, reason = "links free buffers through their own memory")]

use crate::raw::{raw_alloc, raw_free, raw_realloc};

/// Buffers of up to `2 * CLASSES - 1` words are kept.
const CLASSES: usize = 40;
/// How many of each size.
const KEPT: u8 = 16;

/// Free buffers by size. What it hands out is as [`raw_alloc`]'s, and may be freed or resized so.
#[derive(Debug)]
pub struct Buffers {
    free: [*mut u8; CLASSES],
    counts: [u8; CLASSES],
}

/// The class of a buffer: half of its words, an odd number of which is what the system allocator has room for anyway.
#[inline(always)]
const fn class_of(bytes: usize) -> usize {
    bytes.div_ceil(8) / 2
}

/// How large a buffer of a class is.
#[inline(always)]
const fn class_bytes(class: usize) -> usize {
    (2 * class + 1) * 8
}

impl Buffers {
    /// Keeps nothing yet.
    pub const fn new() -> Buffers {
        Buffers { free: [std::ptr::null_mut(); CLASSES], counts: [0; CLASSES] }
    }

    /// A buffer of at least `bytes` bytes; null when the system refuses.
    #[inline]
    pub fn take(&mut self, bytes: usize) -> *mut u8 {
        let kept = self.take_kept(bytes);
        if !kept.is_null() {
            return kept;
        }
        let class = class_of(bytes);
        raw_alloc(if class < CLASSES { class_bytes(class) } else { bytes })
    }

    /// [`Buffers::take`] of those that are kept; null where none is.
    #[inline(always)]
    pub fn take_kept(&mut self, bytes: usize) -> *mut u8 {
        let class = class_of(bytes);
        let Some(head) = self.free.get_mut(class) else { return std::ptr::null_mut() };
        let buffer = *head;
        if !buffer.is_null() {
            // SAFETY: a free buffer begins with the address of the next one.
            *head = unsafe { buffer.cast::<*mut u8>().read() };
            self.counts[class] -= 1;
        }
        buffer
    }

    /// Gives a buffer back; null is ignored.
    ///
    /// # Safety
    /// `buffer` is null or came from these functions for as many `bytes`, and is not used again.
    #[inline]
    pub unsafe fn give(&mut self, buffer: *mut u8, bytes: usize) {
        let class = class_of(bytes);
        // SAFETY: the buffer is the caller's to give up, and has room for an address.
        unsafe {
            if buffer.is_null() || class >= CLASSES || self.counts[class] == KEPT {
                return raw_free(buffer);
            }
            buffer.cast::<*mut u8>().write(self.free[class]);
        }
        self.free[class] = buffer;
        self.counts[class] += 1;
    }

    /// Resizes a buffer, which may move; null when the system refuses, and then it stays as it was. Null allocates.
    ///
    /// # Safety
    /// As [`Buffers::give`], for `old` bytes.
    #[inline]
    pub unsafe fn resize(&mut self, buffer: *mut u8, old: usize, bytes: usize) -> *mut u8 {
        if buffer.is_null() {
            return self.take(bytes);
        }
        // SAFETY: the caller's promise; both buffers have room for what is copied.
        unsafe {
            if class_of(bytes) >= CLASSES {
                return raw_realloc(buffer, bytes);
            }
            let new = self.take(bytes);
            if !new.is_null() {
                std::ptr::copy_nonoverlapping(buffer, new, old.min(bytes));
                self.give(buffer, old);
            }
            new
        }
    }
}

impl Default for Buffers {
    fn default() -> Buffers {
        Buffers::new()
    }
}

impl Drop for Buffers {
    fn drop(&mut self) {
        for head in self.free {
            let mut buffer = head;
            while !buffer.is_null() {
                // SAFETY: free buffers are linked, and nobody else has them.
                unsafe {
                    let next = buffer.cast::<*mut u8>().read();
                    raw_free(buffer);
                    buffer = next;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Buffers;

    #[test]
    fn a_buffer_given_back_is_taken_again() {
        let mut buffers = Buffers::new();
        let first = buffers.take(24);
        // SAFETY: just taken, for as many bytes.
        unsafe { buffers.give(first, 24) };
        assert_eq!(buffers.take(20), first, "20 bytes take as much as 24");
        // SAFETY: as above.
        unsafe { buffers.give(first, 24) };
    }

    #[test]
    fn contents_survive_resizing() {
        let mut buffers = Buffers::new();
        let mut buffer = buffers.take(16);
        // SAFETY: the buffer is as large as was asked for, and resized from the size it has.
        unsafe {
            buffer.cast::<[u64; 2]>().write([7, 8]);
            for (old, new) in [(16, 72), (72, 4096), (4096, 40)] {
                buffer = buffers.resize(buffer, old, new);
                assert_eq!(buffer.cast::<[u64; 2]>().read(), [7, 8], "from {old} to {new} bytes");
            }
            buffers.give(buffer, 40);
        }
    }
}
