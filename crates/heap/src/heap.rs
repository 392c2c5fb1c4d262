//! The heap: one free list per size class with a pop and a push of a few instructions, cold
//! refills that carve pages bit by bit, and the count of growth that asks for a collection.

#![expect(unsafe_code, reason = "hands out and takes back raw cells")]

use crate::buffers::Buffers;
use crate::classes::{CLASSES, LARGE_CLASS, class_of, class_size};
use crate::header::{FreeCell, Header, flags};
use crate::large::Prefix;
use crate::page::{PAGE, Page};
use crate::raw::raw_free;
use crate::system;

/// Pages reserved from the system at a time.
const ARENA_PAGES: usize = if cfg!(miri) { 4 } else { 16 };
/// The most that one large object counts as growth: what a refill counts.
const LARGE_WEIGHT: usize = 4096;

/// When a collection is asked for: after `max(floor, live / divisor)` bytes of growth, where `live`
/// is what the last collection left. Growth is memory carved into cells, not allocations, so cells
/// that are freed and taken again cost nothing.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Least growth between two requests, in bytes.
    pub floor: usize,
    /// Share of the live bytes that may be added before the next request; not zero.
    pub divisor: usize,
}

impl Default for Policy {
    /// Measured by the `growth` bench: a million pairs take 12 ms without collections; with requests
    /// after a quarter of the live bytes 63 ms (13 collections), half 32 ms (8), all of them 24 ms (5).
    /// A floor of 4 MiB gains 3 ms more, but lets small programs outgrow the second-level cache.
    fn default() -> Policy {
        Policy { floor: 1 << 20, divisor: 1 }
    }
}

/// A heap. It frees nothing by itself: the owner runs finalizers and gives cells back. Dropping it
/// returns all memory and runs nothing.
#[repr(C)]
pub struct Heap {
    /// Free cells by size class. The first field: handlers pop and push here.
    pub free: [*mut FreeCell; CLASSES],
    /// Objects whose count reached zero where no finalizer could run; the owner drains it.
    pub dead: Vec<*mut Header>,
    /// Raw buffers of what lives here, for the next ones.
    pub buffers: Buffers,
    /// The heap has grown enough for a collection. Cleared by `find_unreachable`.
    pub collect_requested: bool,
    /// Called with `request_data` when `collect_requested` becomes true. It must not use the heap.
    pub request: Option<unsafe fn(*mut ())>,
    /// What `request` is given.
    pub request_data: *mut (),
    policy: Policy,
    /// Bytes the last collection left, bytes of growth since, and how many of those ask for the next.
    live: usize,
    growth: usize,
    threshold: usize,
    /// The page each class carves its next cells from.
    pub(crate) current: [*mut Page; CLASSES],
    pub(crate) pages: Vec<*mut Page>,
    /// Empty pages whose memory is kept, and those whose memory the system may have taken.
    pub(crate) spare: Vec<*mut u8>,
    pub(crate) discarded: Vec<*mut u8>,
    arenas: Vec<*mut u8>,
    /// Pages of the newest arena never used, the next one first.
    fresh: *mut u8,
    fresh_pages: usize,
    pub(crate) large: Vec<*mut Header>,
    pub(crate) large_bytes: usize,
    /// The collector's words for all cells; null outside collections.
    pub(crate) scratch: *mut u8,
}

impl Heap {
    /// An empty heap; it reserves memory when the first object is allocated.
    pub fn new() -> Box<Heap> {
        let policy = Policy::default();
        Box::new(Heap {
            free: [core::ptr::null_mut(); CLASSES],
            dead: Vec::new(),
            buffers: Buffers::new(),
            collect_requested: false,
            request: None,
            request_data: core::ptr::null_mut(),
            policy,
            live: 0,
            growth: 0,
            threshold: policy.floor,
            current: [core::ptr::null_mut(); CLASSES],
            pages: Vec::new(),
            spare: Vec::new(),
            discarded: Vec::new(),
            arenas: Vec::new(),
            fresh: core::ptr::null_mut(),
            fresh_pages: 0,
            large: Vec::new(),
            large_bytes: 0,
            scratch: core::ptr::null_mut(),
        })
    }

    /// The size class of an object of `size` bytes (header included), or `LARGE_CLASS`.
    #[inline]
    pub const fn class_of(size: usize) -> usize {
        class_of(size)
    }

    /// A cell of a size class: flags, kind and count 0, type and body garbage. Null when the system
    /// refuses memory.
    ///
    /// # Safety
    /// `class` is below [`CLASSES`].
    #[inline(always)]
    pub unsafe fn alloc_class(&mut self, class: usize) -> *mut Header {
        // SAFETY: the caller keeps `class` in bounds; cells on the list are free and well formed.
        unsafe {
            let head = self.free.get_unchecked_mut(class);
            let cell = *head;
            if cell.is_null() {
                return self.alloc_class_slow(class);
            }
            *head = (*cell).next;
            cell.cast()
        }
    }

    /// A cell for an object of `size` bytes, header included; the header is as for
    /// [`Heap::alloc_class`], but a large object carries `flags::LARGE`, which must be kept. Null
    /// when the system refuses memory.
    ///
    /// # Safety
    /// The heap is not in a collection's traversal.
    #[inline]
    pub unsafe fn alloc(&mut self, size: usize) -> *mut Header {
        match class_of(size) {
            LARGE_CLASS => self.alloc_large(size),
            // SAFETY: what is not `LARGE_CLASS` is below it.
            class => unsafe { self.alloc_class(class) },
        }
    }

    /// Gives back a cell whose size class is known.
    ///
    /// # Safety
    /// `p` is an object of this heap in that class, and no reference to it is used again.
    #[inline(always)]
    pub unsafe fn free_class(&mut self, class: usize, p: *mut Header) {
        if cfg!(debug_assertions) {
            // SAFETY: the cell is the caller's to give up.
            unsafe { poison(p, class) };
        }
        // SAFETY: the caller keeps `class` in bounds and gives up the cell.
        unsafe {
            let head = self.free.get_unchecked_mut(class);
            let cell: *mut FreeCell = p.cast();
            cell.write(FreeCell { empty: 0, next: *head });
            *head = cell;
        }
    }

    /// Gives back an object whose flags don't have LARGE.
    ///
    /// # Safety
    /// `p` is such an object of this heap, and no reference to it is used again.
    #[inline(always)]
    pub unsafe fn free_small(&mut self, p: *mut Header) {
        // SAFETY: the object lies in a page, which knows its class.
        unsafe { self.free_class((*Page::of(p)).class as usize, p) };
    }

    /// Gives back any object.
    ///
    /// # Safety
    /// `p` is an object of this heap, and no reference to it is used again.
    pub unsafe fn free(&mut self, p: *mut Header) {
        // SAFETY: the flag says where the object lives.
        unsafe {
            if (*p).flags & flags::LARGE != 0 {
                self.free_large(p);
            } else {
                self.free_small(p);
            }
        }
    }

    /// Resizes an object, which may move; header and contents are kept up to the smaller size.
    /// Null when the system refuses memory, `p` then being as before.
    ///
    /// # Safety
    /// `p` is an object of this heap; when it moves, the caller replaces the only pointer to it.
    pub unsafe fn realloc(&mut self, p: *mut Header, new_size: usize) -> *mut Header {
        // SAFETY: the copy stays inside both cells; the old one is given up after it.
        unsafe {
            if (*p).flags & flags::LARGE != 0 {
                return self.resize_large(p, new_size);
            }
            let old_class = (*Page::of(p)).class as usize;
            if class_of(new_size) == old_class {
                return p;
            }
            let moved = self.alloc(new_size);
            if moved.is_null() {
                return moved;
            }
            let placed = (*moved).flags & flags::LARGE;
            let kept = class_size(old_class).min(new_size.max(size_of::<Header>()));
            core::ptr::copy_nonoverlapping(p.cast::<u8>(), moved.cast::<u8>(), kept);
            (*moved).flags |= placed;
            self.free_class(old_class, p);
            moved
        }
    }

    /// Bytes an object may use without moving, its header included.
    ///
    /// # Safety
    /// `p` is an object of a heap.
    pub unsafe fn capacity(p: *mut Header) -> usize {
        // SAFETY: the flag says where the object lives.
        unsafe {
            match (*p).flags & flags::LARGE {
                0 => (*Page::of(p)).cell_size as usize,
                _ => (*Prefix::of(p)).size,
            }
        }
    }

    /// The heap that owns an object. The pointer may be used as far as the heap's owner exposed the
    /// provenance of its own pointer to the heap.
    ///
    /// # Safety
    /// `p` is an object of a heap.
    #[inline]
    pub unsafe fn of(p: *mut Header) -> *mut Heap {
        // SAFETY: the flag says where the object lives.
        let address = unsafe {
            match (*p).flags & flags::LARGE {
                0 => (*Page::of(p)).heap,
                _ => (*Prefix::of(p)).heap,
            }
        };
        core::ptr::with_exposed_provenance_mut(address)
    }

    /// Puts fresh cells on a class's free list; false when the system refuses memory.
    ///
    /// # Safety
    /// `class` is below [`CLASSES`], and its free list is empty.
    #[cold]
    #[inline(never)]
    pub unsafe fn refill(&mut self, class: usize) -> bool {
        // SAFETY: pages in `current` are live, and a new page has room for at least one cell.
        unsafe {
            let mut page = self.current[class];
            let (mut first, mut bytes) =
                if page.is_null() { (core::ptr::null_mut(), 0) } else { Page::carve(page) };
            if first.is_null() {
                page = self.new_page(class);
                if page.is_null() {
                    return false;
                }
                self.current[class] = page;
                (first, bytes) = Page::carve(page);
            }
            self.free[class] = first;
            self.grew(bytes);
            true
        }
    }

    /// Changes when collections are asked for.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
        self.threshold = policy.floor.max(self.live / policy.divisor.max(1));
    }

    /// Bytes of growth since the last collection.
    pub fn growth(&self) -> usize {
        self.growth
    }

    /// Counts growth and asks for a collection when it passes the threshold.
    pub(crate) fn grew(&mut self, bytes: usize) {
        self.growth += bytes.min(LARGE_WEIGHT);
        if self.growth > self.threshold && !self.collect_requested {
            self.collect_requested = true;
            if let Some(request) = self.request {
                // SAFETY: whoever set `request` set `request_data` to go with it.
                unsafe { request(self.request_data) };
            }
        }
    }

    /// Takes back growth when a large object goes.
    pub(crate) fn shrank(&mut self, bytes: usize) {
        self.growth = self.growth.saturating_sub(bytes.min(LARGE_WEIGHT));
    }

    /// Starts counting growth anew over `cell_bytes` of live cells.
    pub(crate) fn restart_growth(&mut self, cell_bytes: usize) {
        self.live = cell_bytes + self.large_bytes.min(self.large.len() * LARGE_WEIGHT);
        self.growth = 0;
        self.collect_requested = false;
        self.set_policy(self.policy);
    }

    /// Bytes reserved from the system for pages.
    pub(crate) fn reserved(&self) -> usize {
        self.arenas.len() * ARENA_PAGES * PAGE
    }

    /// This heap's address, its provenance exposed for [`Heap::of`].
    pub(crate) fn address(&mut self) -> usize {
        core::ptr::from_mut(self).expose_provenance()
    }

    #[cold]
    #[inline(never)]
    unsafe fn alloc_class_slow(&mut self, class: usize) -> *mut Header {
        // SAFETY: `alloc_class` calls this with its class when the list is empty; after a refill it
        // holds a cell.
        unsafe {
            if !self.refill(class) {
                return core::ptr::null_mut();
            }
            let cell = self.free[class];
            self.free[class] = (*cell).next;
            cell.cast()
        }
    }

    /// An empty page for a class: a kept spare one, a discarded one, or address space never used.
    fn new_page(&mut self, class: usize) -> *mut Page {
        if self.pages.try_reserve(1).is_err() {
            return core::ptr::null_mut();
        }
        let base = match self.spare.pop().or_else(|| self.discarded.pop()) {
            Some(base) => base,
            None => self.fresh_page(),
        };
        if base.is_null() {
            return core::ptr::null_mut();
        }
        let heap = self.address();
        // SAFETY: `base` is a page of an arena that nothing uses.
        let page = unsafe { Page::init(base, heap, class) };
        self.pages.push(page);
        page
    }

    fn fresh_page(&mut self) -> *mut u8 {
        if self.fresh_pages == 0 {
            if self.arenas.try_reserve(1).is_err() {
                return core::ptr::null_mut();
            }
            let arena = system::reserve(ARENA_PAGES * PAGE, PAGE);
            if arena.is_null() {
                return arena;
            }
            self.arenas.push(arena);
            (self.fresh, self.fresh_pages) = (arena, ARENA_PAGES);
        }
        let page = self.fresh;
        self.fresh_pages -= 1;
        self.fresh = page.wrapping_add(PAGE);
        page
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        // SAFETY: the registry lists every large allocation, `arenas` every reservation, and the
        // owner uses no object of a heap it drops.
        unsafe {
            for &object in &self.large {
                raw_free(Prefix::of(object).cast());
            }
            for &arena in &self.arenas {
                system::release(arena, ARENA_PAGES * PAGE, PAGE);
            }
            raw_free(self.scratch);
        }
    }
}

/// Overwrites a dead object's body in debug builds, so that a use after its death shows.
#[inline(never)]
unsafe fn poison(p: *mut Header, class: usize) {
    let body = class_size(class) - size_of::<Header>();
    // SAFETY: `free_class` calls this with a cell of that class that it is about to take back.
    unsafe { p.add(1).cast::<u8>().write_bytes(0xDD, body) }
}
