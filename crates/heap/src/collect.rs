//! The cycle collector: trial deletion over all tracked objects (after Bacon and Rajan, "Concurrent
//! Cycle Collection in Reference Counted Systems", 2001, in the form CPython gives it).
//!
//! First every reference between tracked objects is counted in a scratch word per cell. An object
//! whose own count is higher is referred to from outside; it and all it leads to is reachable. What
//! remains is garbage that only keeps itself alive. The scratch words lie in one array, allocated
//! for the time of a collection; objects carry no links.

#![expect(unsafe_code, reason = "walks pages and the references between raw objects")]

use crate::header::{FreeCell, Header, PIN_LIMIT, flags};
use crate::heap::Heap;
use crate::large::Prefix;
use crate::page::Page;
use crate::raw::{raw_alloc_zeroed, raw_free};

/// Calls `visit` once for every counted reference that an object holds.
pub type Traverse = unsafe fn(*mut Header, visit: &mut dyn FnMut(*mut Header));

/// The scratch word of an object found reachable; below it, references found from the inside.
const REACHED: u32 = u32::MAX;

impl Heap {
    /// The tracked objects to which every reference comes from among themselves, in the order of pages.
    /// Frozen and standing objects are skipped and what they refer to counts as reachable; so do dying
    /// ones and pinned ones. Without memory for the search nothing is found.
    ///
    /// # Safety
    /// Every tracked object can be traversed; `traverse` visits objects of this heap only (or such
    /// as are never tracked), visits no more references than are counted, and changes nothing.
    pub unsafe fn find_unreachable(&mut self, traverse: Traverse) -> Vec<*mut Header> {
        let mut found = Vec::new();
        if self.begin_scratch() {
            let mask = flags::TRACKED | flags::FROZEN | flags::STANDING;
            let mut trial = Trial::new(traverse, mask, flags::TRACKED, 0);
            // SAFETY: the walk gives live cells, all of which have scratch words now.
            unsafe {
                for &page in &self.pages {
                    let before = trial.members;
                    Page::each_cell(page, &mut |object| trial.count_from(object));
                    (*page).members = trial.members.wrapping_sub(before);
                }
                for &object in &self.large {
                    trial.count_from(object);
                }
                self.each_candidate(|object| trial.reach_from_root(object));
                self.each_candidate(|object| {
                    if trial.is_member(object) && *scratch_of(object) != REACHED && !trial.failed {
                        trial.failed = !push(&mut found, object);
                    }
                });
            }
            if trial.failed {
                found.clear();
            }
            self.end_scratch();
        }
        let carved = self.carved_bytes();
        self.restart_growth(carved);
        found
    }

    /// Divides what [`Heap::find_unreachable`] found after finalizers ran over it: those still
    /// without a reference from outside the set, and those that are reachable again (PEP 442).
    ///
    /// # Safety
    /// As for [`Heap::find_unreachable`]; every object of `set` is alive and occurs once.
    pub unsafe fn still_unreachable(
        &mut self,
        set: &[*mut Header],
        traverse: Traverse,
    ) -> (Vec<*mut Header>, Vec<*mut Header>) {
        // SAFETY: the same conditions.
        unsafe { self.still_unreachable_held(set, 0, traverse) }
    }

    /// [`Heap::still_unreachable`] while the caller itself holds `held` counted references to each
    /// object of the set, as it must while finalizers run that could free some of them.
    ///
    /// # Safety
    /// As for [`Heap::still_unreachable`].
    pub unsafe fn still_unreachable_held(
        &mut self,
        set: &[*mut Header],
        held: u32,
        traverse: Traverse,
    ) -> (Vec<*mut Header>, Vec<*mut Header>) {
        let (mut dead, mut alive) = (Vec::new(), Vec::new());
        if dead.try_reserve(set.len()).is_err()
            || alive.try_reserve(set.len()).is_err()
            || !self.begin_scratch()
        {
            return (Vec::new(), set.to_vec());
        }
        let mut trial = Trial::new(traverse, flags::SCRATCH, flags::SCRATCH, held);
        // SAFETY: the caller vouches for the set's objects.
        unsafe {
            for &object in set {
                (*object).flags |= flags::SCRATCH;
            }
            for &object in set {
                trial.count_from(object);
            }
            for &object in set {
                trial.reach_from_root(object);
            }
            for &object in set {
                (*object).flags &= !flags::SCRATCH;
                let lives = trial.failed || *scratch_of(object) == REACHED;
                if lives { &mut alive } else { &mut dead }.push(object);
            }
        }
        self.end_scratch();
        (dead, alive)
    }

    /// Makes all tracked objects standing ones: the owner keeps them for as long as the heap.
    pub fn keep_all(&mut self) {
        // SAFETY: the walk gives headers; only the collector reads the flag.
        unsafe { self.for_each_tracked(&mut |object| (*object).flags |= flags::STANDING) }
    }

    /// Calls `f` with every tracked object, dying ones included: pages first, then large objects.
    ///
    /// # Safety
    /// `f` neither allocates from the heap nor frees to it.
    pub unsafe fn for_each_tracked(&mut self, f: &mut dyn FnMut(*mut Header)) {
        // SAFETY: cells in pages always have a readable header.
        unsafe {
            self.each_cell(|object| {
                if (*object).flags & flags::TRACKED != 0 {
                    f(object);
                }
            });
        }
    }

    /// Calls `f` with every object, tracked or not: pages first, then large objects.
    ///
    /// # Safety
    /// `f` neither allocates from the heap nor frees to it.
    pub unsafe fn for_each_object(&self, f: &mut dyn FnMut(*mut Header)) {
        // SAFETY: cells in pages always have a readable header; that of a free cell is zero.
        unsafe {
            self.each_cell(|object| {
                if (*object.cast::<FreeCell>()).empty != 0 {
                    f(object);
                }
            });
        }
    }

    /// Calls `f` with every carved cell, free ones too, and every large object.
    pub(crate) unsafe fn each_cell(&self, mut f: impl FnMut(*mut Header)) {
        // SAFETY: pages listed are live, and every carved cell begins with a header or a free cell.
        unsafe {
            for &page in &self.pages {
                Page::each_cell(page, &mut f);
            }
        }
        for &object in &self.large {
            f(object);
        }
    }

    /// [`Heap::each_cell`] of the pages that have members.
    unsafe fn each_candidate(&self, mut f: impl FnMut(*mut Header)) {
        // SAFETY: as there.
        unsafe {
            for &page in &self.pages {
                if (*page).members != 0 {
                    Page::each_cell(page, &mut f);
                }
            }
        }
        for &object in &self.large {
            f(object);
        }
    }

    /// Gives every cell and large object a scratch word of zero; false without memory for it.
    pub(crate) fn begin_scratch(&mut self) -> bool {
        // SAFETY: pages listed are live; the words allocated are as many as are handed out; large
        // objects listed follow their prefix.
        unsafe {
            let cells: usize = self.pages.iter().map(|&page| Page::cells(page)).sum();
            let words: *mut u32 = raw_alloc_zeroed(cells * size_of::<u32>()).cast();
            if words.is_null() {
                return false;
            }
            raw_free(core::mem::replace(&mut self.scratch, words.cast()));
            let mut next = words;
            for &page in &self.pages {
                (*page).scratch = next;
                next = next.add(Page::cells(page));
            }
            for &object in &self.large {
                (*Prefix::of(object)).scratch = 0;
            }
        }
        true
    }

    pub(crate) fn end_scratch(&mut self) {
        // SAFETY: pages listed are live, and `scratch` is the array of `begin_scratch`.
        unsafe {
            for &page in &self.pages {
                (*page).scratch = core::ptr::null_mut();
            }
            raw_free(core::mem::replace(&mut self.scratch, core::ptr::null_mut()));
        }
    }

    /// Bytes of all cells ever carved, free or not.
    pub(crate) fn carved_bytes(&self) -> usize {
        // SAFETY: pages listed are live.
        self.pages.iter().map(|&page| unsafe { Page::cells(page) * (*page).cell_size as usize }).sum()
    }
}

/// The scratch word of an object, while there is one.
///
/// # Safety
/// `object` belongs to a heap between `begin_scratch` and `end_scratch`.
#[inline(always)]
pub(crate) unsafe fn scratch_of(object: *mut Header) -> *mut u32 {
    // SAFETY: the flag says where the object lives.
    unsafe {
        if (*object).flags & flags::LARGE != 0 {
            return &raw mut (*Prefix::of(object)).scratch;
        }
        let page = Page::of(object);
        (*page).scratch.add(Page::index(page, object))
    }
}

/// One search among the objects whose flags, masked, are as wanted.
struct Trial {
    traverse: Traverse,
    mask: u16,
    want: u16,
    /// References to each object that the caller holds.
    held: u32,
    /// How many members' references were counted.
    members: u32,
    /// Objects reached whose references were not followed yet.
    pending: Vec<*mut Header>,
    /// Memory ran out: the result proves nothing.
    failed: bool,
}

impl Trial {
    fn new(traverse: Traverse, mask: u16, want: u16, held: u32) -> Trial {
        Trial { traverse, mask, want, held, members: 0, pending: Vec::new(), failed: false }
    }

    #[inline(always)]
    unsafe fn is_member(&self, object: *mut Header) -> bool {
        // SAFETY: the caller gives a cell's header.
        unsafe { (*object).flags & self.mask == self.want }
    }

    /// Counts the references from `object` to members.
    unsafe fn count_from(&mut self, object: *mut Header) {
        // SAFETY: members can be traversed, and have scratch words.
        unsafe {
            if self.is_member(object) {
                self.members = self.members.wrapping_add(1);
                (self.traverse)(object, &mut |child| {
                    if self.is_member(child) {
                        let count = scratch_of(child);
                        *count = (*count).wrapping_add(1);
                    }
                });
            }
        }
    }

    /// When `object` is referred to from outside, marks it and all members it leads to.
    unsafe fn reach_from_root(&mut self, object: *mut Header) {
        // SAFETY: members can be traversed, and have scratch words.
        unsafe {
            if self.failed || !self.is_member(object) || !self.is_root(object) {
                return;
            }
            *scratch_of(object) = REACHED;
            let mut next = Some(object);
            while let Some(parent) = next {
                (self.traverse)(parent, &mut |child| {
                    if (*child).flags & self.mask == self.want {
                        let word = scratch_of(child);
                        if *word != REACHED {
                            *word = REACHED;
                            self.failed |= !push(&mut self.pending, child);
                        }
                    }
                });
                next = self.pending.pop();
            }
        }
    }

    /// Whether a member not reached yet has a reference that was not counted, or must be kept
    /// whatever its count.
    unsafe fn is_root(&self, object: *mut Header) -> bool {
        // SAFETY: the caller gives a member.
        unsafe {
            let (count, inside) = ((*object).count, *scratch_of(object));
            let kept = count == 0 || count >= PIN_LIMIT || (*object).flags & flags::DYING != 0;
            inside != REACHED && (kept || count.wrapping_sub(self.held) != inside)
        }
    }
}

/// Pushes without aborting; false when there is no memory.
fn push(list: &mut Vec<*mut Header>, object: *mut Header) -> bool {
    if list.len() == list.capacity() && list.try_reserve(1).is_err() {
        return false;
    }
    list.push(object);
    true
}
