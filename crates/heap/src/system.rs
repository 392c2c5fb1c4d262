//! Address space for pages, from the operating system: reserved in aligned arenas, committed by
//! touch, given back without unmapping.

#![expect(unsafe_code, reason = "maps and unmaps memory")]

/// Reserves `bytes` of memory aligned to `align`, a power of two and a multiple of the system's
/// page size; null when the system refuses.
#[cfg(all(unix, not(miri)))]
pub(crate) fn reserve(bytes: usize, align: usize) -> *mut u8 {
    let span = bytes + align;
    // SAFETY: a fresh private mapping touches no memory of ours; what is trimmed below lies
    // inside it and outside what is returned.
    unsafe {
        let (protection, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON);
        let map = libc::mmap(core::ptr::null_mut(), span, protection, kind, -1, 0);
        if map == libc::MAP_FAILED {
            return core::ptr::null_mut();
        }
        let map: *mut u8 = map.cast();
        let before = map.align_offset(align);
        if before > 0 {
            libc::munmap(map.cast(), before);
        }
        let base = map.add(before);
        libc::munmap(base.add(bytes).cast(), align - before);
        base
    }
}

/// Gives back what [`reserve`] returned.
///
/// # Safety
/// The arguments are those of one call of [`reserve`] and its result, and nothing uses the memory.
#[cfg(all(unix, not(miri)))]
pub(crate) unsafe fn release(base: *mut u8, bytes: usize, _align: usize) {
    // SAFETY: the range is a whole mapping of ours that nothing uses.
    unsafe {
        libc::munmap(base.cast(), bytes);
    }
}

/// Lets the system take the memory behind a part of a reservation; its contents are lost, the
/// addresses stay usable.
///
/// # Safety
/// The range lies in one reservation and nothing uses its contents.
#[cfg(all(unix, not(miri)))]
pub(crate) unsafe fn discard(start: *mut u8, bytes: usize) {
    let advice = if cfg!(target_os = "linux") { libc::MADV_DONTNEED } else { libc::MADV_FREE };
    // SAFETY: the caller vouches that the contents are dead. Refused advice changes nothing.
    unsafe {
        libc::madvise(start.cast(), bytes, advice);
    }
}

#[cfg(any(not(unix), miri))]
pub(crate) fn reserve(bytes: usize, align: usize) -> *mut u8 {
    match std::alloc::Layout::from_size_align(bytes, align) {
        // SAFETY: the layout's size is not zero.
        Ok(layout) if bytes > 0 => unsafe { std::alloc::alloc(layout) },
        _ => core::ptr::null_mut(),
    }
}

#[cfg(any(not(unix), miri))]
pub(crate) unsafe fn release(base: *mut u8, bytes: usize, align: usize) {
    // SAFETY: `reserve` made this layout and this memory, which nothing uses any more.
    unsafe { std::alloc::dealloc(base, std::alloc::Layout::from_size_align_unchecked(bytes, align)) }
}

#[cfg(any(not(unix), miri))]
pub(crate) unsafe fn discard(_start: *mut u8, _bytes: usize) {}
