//! The tables of a dict: how keys are found, entries appended, tables replaced.
#![expect(unsafe_code, reason = "works on a raw table")]

use taipan_text::hash::MODULUS;

use super::{Dict, Entry};
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

const EMPTY: usize = usize::MAX;
pub(super) const REMOVED: usize = usize::MAX - 1;
const MIN_BITS: u8 = 3;
/// More entries than this are refused as MemoryError.
const MAX_ENTRIES: usize = u32::MAX as usize / 2;

/// What a lookup found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// The entry's index.
    Entry(usize),
    /// The slot of the index table where the key would go.
    Nothing(usize),
}

impl Dict {
    /// Appends an entry whose key is known to be missing. `slot` is where the search for it ended.
    #[inline]
    pub(super) fn insert_new(
        &self,
        t: &mut Thread,
        key: Value,
        hash: u64,
        value: Value,
        slot: usize,
    ) -> PyResult<()> {
        let full = self.bits.get() == 0
            || (self.filled.get() + self.spent.get()) as usize == usable(self.bits.get());
        let slot = if full { self.rebuild_for(t, hash)? } else { slot };
        self.changed();
        let index = self.filled.get() as usize;
        self.write_index(slot, index);
        // SAFETY: there is room for one more entry.
        unsafe {
            *self.entries.get().add(index) = Entry { key: key.into_raw(), value: value.into_raw(), hash };
        }
        self.filled.set(index as u32 + 1);
        self.used.set(self.used.get() + 1);
        Ok(())
    }

    /// Gives a small integer that is not there yet a value, if it finds its place at once and there is room: true when done. The
    /// value's reference moves in.
    #[inline(always)]
    pub(crate) fn insert_int(&self, key: Raw, value: Raw) -> bool {
        let (hash, bits, filled) = (key.as_int() as u64, self.bits.get(), self.filled.get());
        if hash >= MODULUS || bits == 0 || (filled + self.spent.get()) as usize >= usable(bits) {
            return false;
        }
        let slot = hash as usize & ((1usize << bits) - 1);
        if self.read_index(slot) != EMPTY {
            return false;
        }
        self.changed();
        self.write_index(slot, filled as usize);
        // SAFETY: there is room for one more entry.
        unsafe { *self.entries.get().add(filled as usize) = Entry { key, value, hash } };
        self.filled.set(filled + 1);
        self.used.set(self.used.get() + 1);
        true
    }

    /// Makes room for one more entry, and answers its slot.
    #[inline(never)]
    fn rebuild_for(&self, t: &mut Thread, hash: u64) -> PyResult<usize> {
        self.rebuild(t, self.len() + 1)?;
        Ok(self.free_slot(hash))
    }

    /// Bytes of the table with its entries; of no use without one.
    pub(super) fn bytes(&self) -> usize {
        table_bytes(self.bits.get())
    }

    /// Makes room for `more` entries at once.
    pub(super) fn reserve_for(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        let free = if self.bits.get() == 0 {
            0
        } else {
            usable(self.bits.get()) - (self.filled.get() + self.spent.get()) as usize
        };
        if free < more { self.rebuild(t, self.len() + more) } else { Ok(()) }
    }

    /// Makes an empty dict a copy of another one, without comparing any keys.
    pub(super) fn copy_from(&self, t: &mut Thread, other: &Dict) -> PyResult<()> {
        debug_assert!(self.is_empty(), "only an empty dict can become a copy");
        let bits = other.bits.get();
        let filled = other.filled.get() as usize;
        if other.len() != filled || other.spent.get() != 0 || bits == 0 {
            self.rebuild(t, other.len())?;
            let mut index = 0;
            while let Some(at) = other.next_index(t, index) {
                let Some((key, value, hash)) = other.entry_at(t, at) else { break };
                self.insert_new(t, key, hash, value, self.free_slot(hash))?;
                index = at + 1;
            }
            return Ok(());
        }
        let index_bytes = index_width(bits) << bits;
        let table = t.heap().buffers.take(table_bytes(bits));
        if table.is_null() {
            return Err(t.memory_error());
        }
        // SAFETY: both tables have the same shape; every reference that is copied is counted. Removed entries of
        // the empty dict own nothing.
        unsafe {
            std::ptr::copy_nonoverlapping(other.table.get(), table, index_bytes);
            let entries = table.add(index_bytes).cast::<Entry>();
            for index in 0..filled {
                let entry = *other.entries.get().add(index);
                entry.key.retain();
                entry.value.retain();
                *entries.add(index) = entry;
            }
            t.heap().buffers.give(self.table.get(), self.bytes());
            self.entries.set(entries);
        }
        self.table.set(table);
        self.bits.set(bits);
        self.filled.set(filled as u32);
        self.used.set(filled as u32);
        self.spent.set(0);
        self.tables.set(self.tables.get().wrapping_add(1));
        self.changed();
        Ok(())
    }

    /// Makes a table with room for `wanted` entries, and moves the live entries there.
    pub(super) fn rebuild(&self, t: &mut Thread, wanted: usize) -> PyResult<()> {
        if wanted > MAX_ENTRIES {
            return Err(t.memory_error());
        }
        let mut bits = MIN_BITS;
        // Grow so that a dict that keeps growing is rebuilt seldom: room for twice what is used.
        let room = if wanted > usable(MIN_BITS) { wanted + wanted / 2 } else { wanted };
        while usable(bits) < room {
            bits += 1;
        }
        let index_bytes = (1usize << bits) * index_width(bits);
        let table = t.heap().buffers.take(table_bytes(bits));
        if table.is_null() {
            return Err(t.memory_error());
        }
        // SAFETY: the new table has room for every live entry; the old one is freed after they moved.
        unsafe {
            table.write_bytes(0xff, index_bytes);
            let entries = table.add(index_bytes).cast::<Entry>();
            let (old, filled) = (self.entries.get(), self.filled.get() as usize);
            let mut moved = filled;
            if filled != 0 && self.len() == filled {
                std::ptr::copy_nonoverlapping(old.cast_const(), entries, filled);
            } else {
                moved = 0;
                for index in 0..filled {
                    if !(*old.add(index)).key.is_null() {
                        *entries.add(moved) = *old.add(index);
                        moved += 1;
                    }
                }
            }
            t.heap().buffers.give(self.table.get(), self.bytes());
            self.table.set(table);
            self.entries.set(entries);
            self.bits.set(bits);
            self.filled.set(moved as u32);
            self.spent.set(0);
            self.tables.set(self.tables.get().wrapping_add(1));
            match index_width(bits) {
                1 => index_entries::<u8>(table, bits, entries, moved, |index| index as u8),
                2 => index_entries::<u16>(table, bits, entries, moved, |index| index as u16),
                _ => index_entries::<u32>(table, bits, entries, moved, |index| index as u32),
            }
        }
        self.changed();
        Ok(())
    }

    pub(super) fn find(&self, t: &mut Thread, key: &Value, hash: u64) -> PyResult<Found> {
        if let Some(found) = self.find_natively(key, hash) {
            return Ok(found);
        }
        'restart: loop {
            if self.bits.get() == 0 {
                return Ok(Found::Nothing(0));
            }
            let tables = self.tables.get();
            let mask = (1usize << self.bits.get()) - 1;
            let (mut slot, mut perturb) = (hash as usize & mask, hash);
            loop {
                match self.read_index(slot) {
                    EMPTY => return Ok(Found::Nothing(slot)),
                    REMOVED => {}
                    index => {
                        // SAFETY: indices name live entries.
                        let entry = unsafe { *self.entries.get().add(index) };
                        if entry.key == key.raw() {
                            return Ok(Found::Entry(index));
                        }
                        if entry.hash == hash {
                            // SAFETY: the entry owns its key; a reference of our own keeps it while Python runs.
                            let known = unsafe { Value::from_borrowed(entry.key) };
                            let equal = t.equals(&known, key)?;
                            if self.tables.get() != tables
                                // SAFETY: in the same table the index is still below what was filled.
                                || unsafe { (*self.entries.get().add(index)).key } != entry.key
                            {
                                continue 'restart;
                            }
                            if equal {
                                return Ok(Found::Entry(index));
                            }
                        }
                    }
                }
                perturb >>= 5;
                slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
            }
        }
    }

    /// Where a lookup ends at its first slot already, as most do: at the very key, or where there is none.
    #[inline(always)]
    fn find_at_once(&self, word: Raw, hash: u64) -> Option<Found> {
        let bits = self.bits.get();
        if bits == 0 {
            return Some(Found::Nothing(0));
        }
        let slot = hash as usize & ((1usize << bits) - 1);
        match self.read_index(slot) {
            EMPTY => Some(Found::Nothing(slot)),
            REMOVED => None,
            // SAFETY: indices name live entries.
            index => (unsafe { (*self.entries.get().add(index)).key } == word).then_some(Found::Entry(index)),
        }
    }

    /// Looks a small integer or an exact string up; `None` for other keys, and when a key of another type with the same hash
    /// is in the way.
    #[inline(always)]
    pub(super) fn find_natively(&self, key: &Value, hash: u64) -> Option<Found> {
        match self.find_at_once(key.raw(), hash) {
            Some(found) => Some(found),
            None => self.probe_natively(key, hash),
        }
    }

    #[inline(never)]
    fn probe_natively(&self, key: &Value, hash: u64) -> Option<Found> {
        if let Some(text) = key.exact::<Str>() {
            return self.probe_str(text, hash);
        }
        // Equal small integers are the same word.
        let same = |known: &Value| known.raw().is_int().then_some(false);
        if key.raw().is_int() { self.probe(key.raw(), hash, same) } else { None }
    }

    /// Looks an exact string up; `None` when a key of another type with the same hash is in the way.
    #[inline]
    pub(super) fn probe_str(&self, key: &Str, hash: u64) -> Option<Found> {
        let word = Raw::pointer(std::ptr::from_ref(key).cast_mut().cast());
        self.probe(word, hash, |known| known.exact::<Str>().map(|known| known.equals(key)))
    }

    /// Looks a key up that `same` compares with others of its hash; `None` when it can't tell.
    #[inline(always)]
    fn probe(&self, word: Raw, hash: u64, same: impl Fn(&Value) -> Option<bool>) -> Option<Found> {
        if self.bits.get() == 0 {
            return Some(Found::Nothing(0));
        }
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        loop {
            match self.read_index(slot) {
                EMPTY => return Some(Found::Nothing(slot)),
                REMOVED => {}
                index => {
                    // SAFETY: indices name live entries.
                    let entry = unsafe { *self.entries.get().add(index) };
                    if entry.key == word {
                        return Some(Found::Entry(index));
                    }
                    if entry.hash == hash {
                        // SAFETY: the entry owns its key.
                        if same(unsafe { Value::borrow_slot(&entry.key) })? {
                            return Some(Found::Entry(index));
                        }
                    }
                }
            }
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
    }

    /// The slot of the index table that names entry `index`.
    pub(super) fn slot_of(&self, index: usize, hash: u64) -> usize {
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        while self.read_index(slot) != index {
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
        slot
    }

    /// The first free slot on the probe path of `hash`.
    pub(super) fn free_slot(&self, hash: u64) -> usize {
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        while self.read_index(slot) < REMOVED {
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
        slot
    }

    #[inline(always)]
    fn read_index(&self, slot: usize) -> usize {
        let bits = self.bits.get();
        // SAFETY: `slot` is below the table's size.
        unsafe {
            let table = self.table.get();
            let (index, none) = match index_width(bits) {
                1 => (usize::from(*table.add(slot)), usize::from(u8::MAX)),
                2 => (usize::from(*table.cast::<u16>().add(slot)), usize::from(u16::MAX)),
                _ => (*table.cast::<u32>().add(slot) as usize, u32::MAX as usize),
            };
            if index >= none - 1 { index.wrapping_sub(none).wrapping_add(EMPTY) } else { index }
        }
    }

    #[inline(always)]
    pub(super) fn write_index(&self, slot: usize, index: usize) {
        // SAFETY: `slot` is below the table's size; EMPTY and REMOVED truncate to all ones and all ones but one.
        unsafe {
            let table = self.table.get();
            match index_width(self.bits.get()) {
                1 => *table.add(slot) = index as u8,
                2 => *table.cast::<u16>().add(slot) = index as u16,
                _ => *table.cast::<u32>().add(slot) = index as u32,
            }
        }
    }
}

/// Writes the indices of entries with different keys into an empty index table.
///
/// # Safety
/// The table has `1 << bits` slots of this width, all of them free, and is followed by the entries.
unsafe fn index_entries<I: Copy + Eq>(
    table: *mut u8,
    bits: u8,
    entries: *const Entry,
    count: usize,
    narrow: impl Fn(usize) -> I,
) {
    let (table, mask, free) = (table.cast::<I>(), (1usize << bits) - 1, narrow(EMPTY));
    for index in 0..count {
        // SAFETY: slots are below the table's size; entries below `count` are initialised.
        unsafe {
            let hash = (*entries.add(index)).hash;
            let (mut slot, mut perturb) = (hash as usize & mask, hash);
            while *table.add(slot) != free {
                perturb >>= 5;
                slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
            }
            *table.add(slot) = narrow(index);
        }
    }
}

/// Bytes of a table of `1 << bits` slots with its entries.
fn table_bytes(bits: u8) -> usize {
    (index_width(bits) << bits) + usable(bits) * size_of::<Entry>()
}

/// How many entries a table of `1 << bits` slots takes: two thirds.
#[inline]
pub(super) fn usable(bits: u8) -> usize {
    (2usize << bits) / 3
}

/// Bytes of an index.
#[inline]
pub(super) fn index_width(bits: u8) -> usize {
    match bits {
        ..=7 => 1,
        8..=15 => 2,
        _ => 4,
    }
}
