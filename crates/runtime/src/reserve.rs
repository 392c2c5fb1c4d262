//! What native code uses when memory has run out: Rust's collections end the process when they get none, so small requests are
//! met from a reserve, while the objects of Python, which come from elsewhere, already raise MemoryError.
#![expect(unsafe_code, reason = "an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Bytes of the reserve, which are not touched before they are needed.
const SIZE: usize = 8 << 20;
/// The largest request that the reserve meets.
const LARGEST: usize = SIZE / 16;

/// The system's allocator with a reserve behind it. A program makes it its own:
///
/// ```ignore
/// #[global_allocator]
/// static ALLOCATOR: Reserve = Reserve::new();
/// ```
pub struct Reserve {
    memory: Memory,
    used: Mutex<Used>,
}

#[repr(align(4096))]
struct Memory(UnsafeCell<[u8; SIZE]>);

// SAFETY: who gets which part is decided under the mutex.
unsafe impl Sync for Memory {}

/// How far the reserve is given away, and how many pieces of it are in use.
struct Used {
    bytes: usize,
    pieces: usize,
}

impl Reserve {
    /// A full reserve.
    pub const fn new() -> Reserve {
        Reserve { memory: Memory(UnsafeCell::new([0; SIZE])), used: Mutex::new(Used { bytes: 0, pieces: 0 }) }
    }

    fn contains(&self, pointer: *mut u8) -> bool {
        (pointer as usize).wrapping_sub(self.memory.0.get() as usize) < SIZE
    }

    #[cold]
    fn take(&self, layout: Layout) -> *mut u8 {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let start = used.bytes.next_multiple_of(layout.align());
        if layout.size() > LARGEST || layout.align() > 4096 || start + layout.size() > SIZE {
            return std::ptr::null_mut();
        }
        used.bytes = start + layout.size();
        used.pieces += 1;
        self.memory.0.get().cast::<u8>().wrapping_add(start)
    }

    /// When the last piece comes back the whole reserve is free again.
    #[cold]
    fn give_back(&self) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.pieces -= 1;
        if used.pieces == 0 {
            used.bytes = 0;
        }
    }
}

impl Default for Reserve {
    fn default() -> Reserve {
        Reserve::new()
    }
}

// SAFETY: the system's allocator keeps the contract; so does the reserve, whose pieces do not overlap while in use.
unsafe impl GlobalAlloc for Reserve {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        let pointer = unsafe { System.alloc(layout) };
        if pointer.is_null() { self.take(layout) } else { pointer }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise; a piece of the reserve has the layout's size.
        unsafe {
            let pointer = System.alloc_zeroed(layout);
            if !pointer.is_null() {
                return pointer;
            }
            let piece = self.take(layout);
            if !piece.is_null() {
                piece.write_bytes(0, layout.size());
            }
            piece
        }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if self.contains(pointer) {
            return self.give_back();
        }
        // SAFETY: what is not the reserve's came from the system.
        unsafe { System.dealloc(pointer, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's promise; copies stay within both pieces, and the old one is given up after that.
        unsafe {
            if !self.contains(pointer) {
                let moved = System.realloc(pointer, layout, new_size);
                if !moved.is_null() {
                    return moved;
                }
            }
            let moved = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(pointer, layout.size().min(new_size));
                self.dealloc(pointer, layout);
            }
            moved
        }
    }
}
