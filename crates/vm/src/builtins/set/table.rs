//! The table of a set: one open-addressed array that probes and grows as CPython's.
#![expect(unsafe_code, reason = "owns a raw table")]

use std::mem::MaybeUninit;

use taipan_text::hash::MODULUS;

use crate::builtins::set::Set;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::protocol::equal_tuples;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// One place of the table. A free one has a NULL key and hash 0; a removed one a NULL key and [`REMOVED`].
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Slot {
    pub(super) key: Raw,
    pub(super) hash: u64,
}

const FREE: Slot = Slot { key: Raw::NULL, hash: 0 };
/// -1 is the hash of nothing.
const REMOVED: Slot = Slot { key: Raw::NULL, hash: u64::MAX };
pub(super) const MIN_MASK: usize = 7;
/// How many neighbours are looked at before the probe jumps.
const NEIGHBOURS: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// Where a lookup ended.
pub(super) enum Found {
    Element(usize),
    Free(usize),
}

impl Set {
    /// Puts an element that is not there where a lookup for it ended.
    #[inline(always)]
    pub(super) fn insert_at(&self, t: &mut Thread, place: usize, element: Value, hash: u64) -> PyResult<()> {
        let reused = self.slot(place).hash == REMOVED.hash;
        self.put(place, Slot { key: element.into_raw(), hash });
        self.used.set(self.used.get() + 1);
        if reused {
            return Ok(());
        }
        let filled = self.filled.get() + 1;
        self.filled.set(filled);
        if filled * 5 >= self.mask.get() * 3 { self.resize(t, self.growth()) } else { Ok(()) }
    }

    /// Adds a small integer if it finds its place at once, and that needs no larger table: true if it is there now.
    #[inline(always)]
    pub(crate) fn add_int(&self, element: Raw) -> bool {
        let hash = element.as_int() as u64;
        let table = self.table.get();
        if hash >= MODULUS || table.is_null() {
            return false;
        }
        let mask = self.mask.get();
        // SAFETY: places are at most the mask.
        let slot = unsafe { &mut *table.add(hash as usize & mask) };
        if slot.key == element {
            return true;
        }
        let filled = self.filled.get() + 1;
        if !slot.key.is_null() || slot.hash != FREE.hash || filled * 5 >= mask * 3 {
            return false;
        }
        *slot = Slot { key: element, hash };
        self.filled.set(filled);
        self.used.set(self.used.get() + 1);
        true
    }

    pub(super) fn remove_at(&self, place: usize) -> Value {
        let old = self.slot(place).key;
        self.put(place, REMOVED);
        self.used.set(self.used.get() - 1);
        // SAFETY: the reference moves out of the table.
        unsafe { Value::from_raw(old) }
    }

    /// Makes room for `more` elements at once, few of which are expected to be there already.
    pub(super) fn reserve(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        if (self.filled.get() + more) * 5 >= self.mask.get() * 3 {
            self.resize(t, (self.used.get() + more) * 2)?;
        }
        Ok(())
    }

    /// Gets rid of removed places when they are many.
    pub(super) fn shrink(&self, t: &mut Thread) -> PyResult<()> {
        if self.filled.get() - self.used.get() <= self.mask.get() / 4 {
            return Ok(());
        }
        self.resize(t, self.growth())
    }

    /// Copies another set's elements without comparing any, when this one has never had elements; else false.
    pub(super) fn copy_into_empty(&self, t: &mut Thread, other: &Set) -> bool {
        if self.filled.get() != 0 || self.table.get().is_null() && self.resize(t, 0).is_err() {
            return false;
        }
        let same_places = self.mask.get() == other.mask.get() && other.filled.get() == other.used.get();
        let (table, mask) = (self.table.get(), self.mask.get());
        // SAFETY: live keys get one more reference; the table is large enough by `reserve`.
        unsafe {
            other.each_slot(|place, slot| {
                slot.key.retain();
                if same_places {
                    *table.add(place) = slot;
                } else {
                    insert_clean(table, mask, slot);
                }
            });
        }
        self.filled.set(other.used.get());
        self.used.set(other.used.get());
        true
    }

    /// How large a table to grow to.
    fn growth(&self) -> usize {
        let used = self.used.get();
        if used > 50_000 { used * 2 } else { used * 4 }
    }

    /// Moves the elements to a new table with more than `least` places.
    #[inline(never)]
    pub(super) fn resize(&self, t: &mut Thread, least: usize) -> PyResult<()> {
        let mut size = MIN_MASK + 1;
        while size <= least {
            size <<= 1;
        }
        let Some(bytes) = size.checked_mul(size_of::<Slot>()) else { return Err(t.memory_error()) };
        let table = t.heap().buffers.take(bytes).cast::<Slot>();
        if table.is_null() {
            return Err(t.memory_error());
        }
        // SAFETY: the new table has `size` places; every key moves there once; the old table is freed after that.
        unsafe {
            std::slice::from_raw_parts_mut(table.cast::<MaybeUninit<Slot>>(), size)
                .fill(MaybeUninit::new(FREE));
            let old = self.table.get();
            if !old.is_null() {
                let (mut left, mut place) = (self.used.get(), old);
                while left != 0 {
                    let slot = *place;
                    place = place.add(1);
                    if !slot.key.is_null() {
                        left -= 1;
                        insert_clean(table, size - 1, slot);
                    }
                }
                t.heap().buffers.give(old.cast(), self.places() * size_of::<Slot>());
            }
        }
        self.table.set(table);
        self.mask.set(size - 1);
        self.filled.set(self.used.get());
        self.tables.set(self.tables.get().wrapping_add(1));
        Ok(())
    }

    /// Gives `each` the places of all elements, in order. It must not change the set.
    #[inline(always)]
    unsafe fn each_slot(&self, mut each: impl FnMut(usize, Slot)) {
        let (mut left, mut place) = (self.used.get(), 0);
        while left != 0 {
            let slot = self.slot(place);
            if !slot.key.is_null() {
                left -= 1;
                each(place, slot);
            }
            place += 1;
        }
    }

    /// Where a lookup ends at its first place already, as most do, in a table that exists: at the very object, or at a free
    /// place.
    #[inline(always)]
    fn find_at_once(&self, word: Raw, hash: u64) -> Option<Found> {
        let place = hash as usize & self.mask.get();
        let slot = self.slot(place);
        if slot.key == word {
            return Some(Found::Element(place));
        }
        (slot.key.is_null() && slot.hash == FREE.hash).then_some(Found::Free(place))
    }

    /// Looks a small integer or an exact string up in a table that exists; `None` for other elements, and when an element of
    /// another type with the same hash is in the way.
    #[inline(always)]
    pub(super) fn find_natively(&self, element: &Value, hash: u64) -> Option<Found> {
        match self.find_at_once(element.raw(), hash) {
            Some(found) => Some(found),
            None => self.probe_natively(element, hash),
        }
    }

    #[inline(never)]
    fn probe_natively(&self, element: &Value, hash: u64) -> Option<Found> {
        if let Some(text) = element.exact::<Str>() {
            return self
                .probe(element.raw(), hash, |known| known.exact::<Str>().map(|known| known.equals(text)));
        }
        if let Some(tuple) = element.exact::<Tuple>() {
            return self.probe(element.raw(), hash, |known| equal_tuples(known.exact()?, tuple));
        }
        // Equal small integers are the same word.
        let same = |known: &Value| known.raw().is_int().then_some(false);
        if element.raw().is_int() { self.probe(element.raw(), hash, same) } else { None }
    }

    /// Looks an element up that `same` compares with others of its hash; `None` when it can't tell.
    #[inline(always)]
    fn probe(&self, word: Raw, hash: u64, same: impl Fn(&Value) -> Option<bool>) -> Option<Found> {
        const NOWHERE: usize = usize::MAX;
        let (table, mask) = (self.table.get(), self.mask.get());
        let (mut place, mut perturb) = (hash as usize & mask, hash);
        let mut removed = NOWHERE;
        loop {
            for at in place..end_of_group(place, mask) {
                // SAFETY: places are at most the mask.
                let slot = unsafe { &*table.add(at) };
                if slot.key == word {
                    return Some(Found::Element(at));
                }
                // What is here mostly is an element of another hash.
                if !slot.key.is_null() && slot.hash != hash {
                    continue;
                }
                if slot.key.is_null() {
                    if slot.hash == FREE.hash {
                        return Some(Found::Free(if removed == NOWHERE { at } else { removed }));
                    }
                    removed = at;
                // SAFETY: the table owns its key.
                } else if same(unsafe { Value::borrow_slot(&slot.key) })? {
                    return Some(Found::Element(at));
                }
            }
            perturb >>= PERTURB_SHIFT;
            place = (place.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
        }
    }

    /// Looks an element up in a table that exists.
    #[inline(always)]
    pub(super) fn find(&self, t: &mut Thread, element: &Value, hash: u64) -> PyResult<Found> {
        match self.find_natively(element, hash) {
            Some(found) => Ok(found),
            None => self.find_by_comparing(t, element, hash),
        }
    }

    #[inline(never)]
    fn find_by_comparing(&self, t: &mut Thread, element: &Value, hash: u64) -> PyResult<Found> {
        'restart: loop {
            if self.table.get().is_null() {
                self.resize(t, 0)?;
            }
            let tables = self.tables.get();
            let mask = self.mask.get();
            let (mut place, mut perturb) = (hash as usize & mask, hash);
            // The last removed place on the way is the one to be used again.
            let mut removed = None;
            loop {
                for at in place..end_of_group(place, mask) {
                    let slot = self.slot(at);
                    if slot.key.is_null() {
                        if slot.hash == FREE.hash {
                            return Ok(Found::Free(removed.unwrap_or(at)));
                        }
                        removed = Some(at);
                        continue;
                    }
                    if slot.hash != hash {
                        continue;
                    }
                    if slot.key == element.raw() {
                        return Ok(Found::Element(at));
                    }
                    // SAFETY: the table owns its key; a reference of our own keeps it while Python runs.
                    let known = unsafe { Value::from_borrowed(slot.key) };
                    if let (Some(known), Some(text)) = (known.exact::<Str>(), element.exact::<Str>()) {
                        if known.equals(text) {
                            return Ok(Found::Element(at));
                        }
                        continue;
                    }
                    let equal = t.equals(&known, element)?;
                    if self.tables.get() != tables || self.slot(at).key != slot.key {
                        continue 'restart;
                    }
                    if equal {
                        return Ok(Found::Element(at));
                    }
                }
                perturb >>= PERTURB_SHIFT;
                place = (place.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
            }
        }
    }

    #[inline(always)]
    pub(super) fn slot(&self, place: usize) -> Slot {
        debug_assert!(place < self.places(), "a place beyond the table");
        // SAFETY: places are below the table's size.
        unsafe { *self.table.get().add(place) }
    }

    #[inline(always)]
    fn put(&self, place: usize, slot: Slot) {
        debug_assert!(place < self.places(), "a place beyond the table");
        // SAFETY: places are below the table's size.
        unsafe { *self.table.get().add(place) = slot }
    }
}

/// Where the places end that are looked at from `place` before the probe jumps.
#[inline(always)]
fn end_of_group(place: usize, mask: usize) -> usize {
    if place + NEIGHBOURS <= mask { place + NEIGHBOURS + 1 } else { place + 1 }
}

/// Puts a key that is not there into a table without removed places.
///
/// # Safety
/// The table has `mask + 1` places, one of them free.
#[inline(always)]
unsafe fn insert_clean(table: *mut Slot, mask: usize, slot: Slot) {
    // SAFETY: the place is at most `mask`.
    unsafe {
        let first = table.add(slot.hash as usize & mask);
        if (*first).key.is_null() {
            *first = slot;
        } else {
            insert_further(table, mask, slot);
        }
    }
}

/// [`insert_clean`] of a key whose first place is taken.
#[inline(never)]
unsafe fn insert_further(table: *mut Slot, mask: usize, slot: Slot) {
    let (mut place, mut perturb) = (slot.hash as usize & mask, slot.hash);
    loop {
        for at in place..end_of_group(place, mask) {
            // SAFETY: `at` is at most `mask`.
            unsafe {
                if (*table.add(at)).key.is_null() {
                    *table.add(at) = slot;
                    return;
                }
            }
        }
        perturb >>= PERTURB_SHIFT;
        place = (place.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
    }
}
