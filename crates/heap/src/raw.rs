//! Raw buffers for growing storage (list items, dict tables, large objects), straight from the
//! system allocator, whose `realloc` can move pages instead of copying bytes. No call aborts.

#![expect(unsafe_code, reason = "thin functions over malloc, realloc and free")]

/// A buffer of `bytes` bytes, aligned to 16; null when the system refuses.
#[inline]
pub fn raw_alloc(bytes: usize) -> *mut u8 {
    // SAFETY: malloc accepts any size; zero is raised to one so that null means failure only.
    unsafe { libc::malloc(bytes.max(1)).cast() }
}

/// A buffer of `bytes` zero bytes, aligned to 16; null when the system refuses.
#[inline]
pub fn raw_alloc_zeroed(bytes: usize) -> *mut u8 {
    // SAFETY: calloc accepts any size; zero is raised to one so that null means failure only.
    unsafe { libc::calloc(bytes.max(1), 1).cast() }
}

/// Resizes a buffer, which may move; null when the system refuses, and then `p` stays as it was.
/// A null `p` allocates.
///
/// # Safety
/// `p` is null or came from these functions and was not freed.
#[inline]
pub unsafe fn raw_realloc(p: *mut u8, bytes: usize) -> *mut u8 {
    // SAFETY: the caller vouches for `p`; the size is never zero, which would free it.
    unsafe { libc::realloc(p.cast(), bytes.max(1)).cast() }
}

/// Gives a buffer back; null is ignored.
///
/// # Safety
/// `p` is null or came from these functions and was not freed.
#[inline]
pub unsafe fn raw_free(p: *mut u8) {
    // SAFETY: the caller vouches for `p`.
    unsafe { libc::free(p.cast()) }
}
