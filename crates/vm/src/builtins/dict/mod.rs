//! `dict`: insertion-ordered, compact: an index table and an array of entries, in one allocation.
//!
//! The *keys version* names a key set: while it stays, every entry keeps its index, so that caches may
//! read a value by index (LOAD_GLOBAL). Any insertion, deletion or rebuild clears it.
#![expect(unsafe_code, reason = "owns a raw table")]

use std::cell::Cell;

use taipan_heap::{Header, flags, raw_alloc, raw_free};

use crate::builtins::str::Str;
use crate::dying::{Direction, Dying};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

pub mod iterators;
mod methods;
mod update;
pub mod views;

/// One entry; a removed one has NULL for key and value.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    pub key: Raw,
    pub value: Raw,
    pub hash: u64,
}

/// A Python dict.
#[repr(C)]
pub struct Dict {
    pub(crate) header: Header,
    pub(crate) entries: Cell<*mut Entry>,
    /// Keys version; 0 when none is assigned.
    pub(crate) version: Cell<u32>,
    /// Counts changes of the key set: what iterators and lookups that ran Python compare.
    pub(crate) changes: Cell<u32>,
    /// Entries in use, removed ones included.
    pub(crate) filled: Cell<u32>,
    /// Live entries.
    pub(crate) used: Cell<u32>,
    table: Cell<*mut u8>,
    /// log2 of the index table's size; 0 without a table.
    bits: Cell<u8>,
    /// How often the table was replaced: what lookups that ran Python compare.
    tables: Cell<u16>,
    /// Slots of the index table that `popitem` used up beyond `filled`.
    spent: Cell<u32>,
}

// SAFETY: repr(C), begins with a header; dicts are made below with this layout.
unsafe impl Object for Dict {
    const KIND: Kind = Kind::Dict;
}

/// The memory of dicts.
pub static LAYOUT: Layout = Layout::tracked(Kind::Dict, size_of::<Dict>(), traverse, detach);

const EMPTY: usize = usize::MAX;
const REMOVED: usize = usize::MAX - 1;
const MIN_BITS: u8 = 3;
/// More entries than this are refused as MemoryError.
const MAX_ENTRIES: usize = u32::MAX as usize / 2;

/// The type `dict`.
pub static TYPE: NativeType = NativeType {
    name: "dict",
    module: "builtins",
    doc: "A mapping of hashable keys to values, in the order in which the keys were set. It is made of another mapping or of key-value pairs, and of keyword arguments.",
    kind: Kind::Dict,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MAPPING).with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is; the table holds `filled` entries.
    unsafe {
        let this = &*object.cast::<Dict>();
        for index in 0..this.filled.get() as usize {
            let entry = *this.entries.get().add(index);
            visit(entry.key, with);
            visit(entry.value, with);
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; the table is given away whole.
    unsafe {
        let this = &*object.cast::<Dict>();
        this.give_away(dying);
    }
}

/// What a lookup found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Found {
    /// The entry's index.
    Entry(usize),
    /// The slot of the index table where the key would go.
    Nothing(usize),
}

impl Dict {
    /// Makes an empty dict.
    pub fn new(t: &mut Thread) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Dict>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            Dict::init(object);
            t.init_header(object, Kind::Dict, flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Writes the fields of an empty dict (not the header).
    ///
    /// # Safety
    /// `object` has room for a dict.
    pub(crate) unsafe fn init(object: *mut Header) {
        let this = object.cast::<Dict>();
        // SAFETY: the caller's promise.
        unsafe {
            (&raw mut (*this).entries).write(Cell::new(std::ptr::null_mut()));
            (&raw mut (*this).version).write(Cell::new(0));
            (&raw mut (*this).changes).write(Cell::new(0));
            (&raw mut (*this).filled).write(Cell::new(0));
            (&raw mut (*this).used).write(Cell::new(0));
            (&raw mut (*this).table).write(Cell::new(std::ptr::null_mut()));
            (&raw mut (*this).bits).write(Cell::new(0));
            (&raw mut (*this).tables).write(Cell::new(0));
            (&raw mut (*this).spent).write(Cell::new(0));
        }
    }

    /// Makes an empty instance of `dict` or of a subclass.
    pub(crate) fn of_class(t: &mut Thread, class: &TypeObject) -> PyResult {
        let object = t.alloc_instance(class)?;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            Dict::init(object);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// How many keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.used.get() as usize
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at `index`, removed ones included: `None` past the end.
    #[inline]
    pub fn entry<'a>(&'a self, _: &'a Thread, index: usize) -> Option<(&'a Value, &'a Value)> {
        if index >= self.bound() {
            return None;
        }
        // SAFETY: below `filled`, entries are initialised; borrowed no longer than the thread.
        let (key, value) = unsafe {
            let entry = self.entries.get().add(index);
            (Value::borrow_slot(&raw const (*entry).key), Value::borrow_slot(&raw const (*entry).value))
        };
        (!key.raw().is_null()).then_some((key, value))
    }

    /// New references to the key and value of the entry at `index`, with the key's hash.
    #[inline]
    pub(crate) fn entry_at(&self, t: &Thread, index: usize) -> Option<(Value, Value, u64)> {
        let (key, value) = self.entry(t, index)?;
        // SAFETY: the entry is there.
        let hash = unsafe { (*self.entries.get().add(index)).hash };
        Some((key.clone(), value.clone(), hash))
    }

    /// The index of the last live entry before `index`.
    pub(crate) fn previous_index(&self, t: &Thread, index: usize) -> Option<usize> {
        (0..index.min(self.bound())).rev().find(|&index| self.entry(t, index).is_some())
    }

    /// Bytes that CPython's tables would take: those for string keys do without hashes.
    pub(crate) fn table_bytes(&self, t: &Thread) -> usize {
        let bits = self.bits.get();
        if bits == 0 {
            return 0;
        }
        let strings = self.iter(t).all(|(key, _)| key.is_kind(Kind::Str));
        32 + (index_width(bits) << bits) + usable(bits) * if strings { 16 } else { 24 }
    }

    /// Entries in use, removed ones included: the bound of indices for [`Dict::entry`].
    #[inline]
    pub fn bound(&self) -> usize {
        self.filled.get() as usize
    }

    /// The index of the first live entry at or after `index`.
    #[inline]
    pub fn next_index(&self, _: &Thread, mut index: usize) -> Option<usize> {
        while index < self.filled.get() as usize {
            // SAFETY: below `filled`, entries are initialised.
            if unsafe { !(*self.entries.get().add(index)).key.is_null() } {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    /// Keys and values, in order, for as long as no Python runs.
    pub fn iter<'a>(&'a self, t: &'a Thread) -> impl Iterator<Item = (&'a Value, &'a Value)> + 'a {
        let mut index = 0;
        std::iter::from_fn(move || {
            index = self.next_index(t, index)?;
            index += 1;
            self.entry(t, index - 1)
        })
    }

    /// The value of a key given as an exact string, without running Python. Keys of other types that would compare equal
    /// are not seen: for namespaces, whose keys are exact strings; else use [`Dict::get`].
    #[inline]
    pub fn get_str<'a>(&'a self, t: &'a Thread, key: &Str) -> Option<&'a Value> {
        let index = self.find_str(t, key)?;
        self.entry(t, index).map(|(_, value)| value)
    }

    /// The entry of a key given as an exact string; see [`Dict::get_str`].
    #[inline]
    pub fn find_str(&self, t: &Thread, key: &Str) -> Option<usize> {
        match self.probe_str(key, key.hash(t)) {
            Some(Found::Entry(index)) => Some(index),
            _ => None,
        }
    }

    /// The value of a key. Unhashable keys and failing comparisons raise.
    pub fn get(&self, t: &mut Thread, key: &Value) -> PyResult<Option<Value>> {
        let hash = t.hash_key(key)?;
        self.get_hashed(t, key, hash)
    }

    /// [`Dict::get`] with the key's hash known.
    pub(crate) fn get_hashed(&self, t: &mut Thread, key: &Value, hash: u64) -> PyResult<Option<Value>> {
        Ok(match self.find(t, key, hash)? {
            Found::Entry(index) => {
                // SAFETY: a found entry is live.
                Some(unsafe { Value::from_borrowed((*self.entries.get().add(index)).value) })
            }
            Found::Nothing(_) => None,
        })
    }

    /// Whether the key is there.
    pub fn contains(&self, t: &mut Thread, key: &Value) -> PyResult<bool> {
        let hash = t.hash_key(key)?;
        Ok(matches!(self.find(t, key, hash)?, Found::Entry(_)))
    }

    /// Sets a key's value; returns the old one.
    pub fn set(&self, t: &mut Thread, key: &Value, value: Value) -> PyResult<Option<Value>> {
        let hash = t.hash_key(key)?;
        self.set_hashed(t, key, hash, value)
    }

    /// [`Dict::set`] with the key's hash known.
    pub fn set_hashed(
        &self,
        t: &mut Thread,
        key: &Value,
        hash: u64,
        value: Value,
    ) -> PyResult<Option<Value>> {
        match self.find(t, key, hash)? {
            Found::Entry(index) => Ok(Some(self.replace_at(index, value))),
            Found::Nothing(_) => {
                self.insert_new(t, key.clone(), hash, value)?;
                Ok(None)
            }
        }
    }

    /// Sets the value of a key given as an exact string.
    pub fn set_str(&self, t: &mut Thread, key: &Value, value: Value) -> PyResult<Option<Value>> {
        self.set(t, key, value)
    }

    /// The key's value, which is `default` and set if it was missing. True in the result when it was there.
    pub fn set_default(&self, t: &mut Thread, key: &Value, default: &Value) -> PyResult<(Value, bool)> {
        let hash = t.hash_key(key)?;
        match self.find(t, key, hash)? {
            Found::Entry(index) => {
                // SAFETY: a found entry is live.
                Ok((unsafe { Value::from_borrowed((*self.entries.get().add(index)).value) }, true))
            }
            Found::Nothing(_) => {
                self.insert_new(t, key.clone(), hash, default.clone())?;
                Ok((default.clone(), false))
            }
        }
    }

    /// Removes a key; returns it and its value.
    pub fn remove(&self, t: &mut Thread, key: &Value) -> PyResult<Option<(Value, Value)>> {
        if self.is_empty() {
            t.hash_key(key)?;
            return Ok(None);
        }
        let hash = t.hash_key(key)?;
        self.remove_hashed(t, key, hash)
    }

    /// [`Dict::remove`] with the key's hash known.
    pub(crate) fn remove_hashed(
        &self,
        t: &mut Thread,
        key: &Value,
        hash: u64,
    ) -> PyResult<Option<(Value, Value)>> {
        match self.find(t, key, hash)? {
            Found::Entry(index) => Ok(Some(self.remove_at(t, index))),
            Found::Nothing(_) => Ok(None),
        }
    }

    /// Removes and returns the last key and its value.
    pub(crate) fn pop_last(&self, t: &mut Thread) -> Option<(Value, Value)> {
        let index = self.previous_index(t, self.bound())?;
        let pair = self.remove_at(t, index);
        // Nothing lives behind it, so that the next search begins here. The index slots stay used up.
        self.spent.set(self.spent.get() + self.filled.get() - index as u32);
        self.filled.set(index as u32);
        Some(pair)
    }

    /// Removes the live entry at `index`.
    pub fn remove_at(&self, _: &mut Thread, index: usize) -> (Value, Value) {
        self.changed();
        self.used.set(self.used.get() - 1);
        // SAFETY: the entry is live; its references move out.
        unsafe {
            let entry = self.entries.get().add(index);
            let slot = self.slot_of(index, (*entry).hash);
            self.write_index(slot, REMOVED);
            let key = Value::from_raw(std::mem::replace(&mut (*entry).key, Raw::NULL));
            let value = Value::from_raw(std::mem::replace(&mut (*entry).value, Raw::NULL));
            (key, value)
        }
    }

    /// Removes everything. What was there dies first to last at the next drain.
    pub fn clear(&self, t: &mut Thread) {
        let mut dying = Dying::new();
        self.give_away(&mut dying);
        // SAFETY: the dying own what they hold.
        unsafe { t.bury_all(dying) };
    }

    fn give_away(&self, dying: &mut Dying) {
        self.changed();
        let filled = self.filled.replace(0) as usize;
        self.used.set(0);
        self.bits.set(0);
        self.spent.set(0);
        self.tables.set(self.tables.get().wrapping_add(1));
        let entries = self.entries.replace(std::ptr::null_mut());
        let table = self.table.replace(std::ptr::null_mut());
        if table.is_null() {
            return;
        }
        // SAFETY: keys and values alternate with hashes; hashes are made to look like integers.
        unsafe {
            for index in 0..filled {
                (*entries.add(index)).hash = Raw::NULL.0;
            }
            dying.storage(entries.cast(), 1, filled * 3, Direction::FirstToLast, table);
        }
    }

    /// A copy with the same keys and values, in the same order.
    pub fn copy(&self, t: &mut Thread) -> PyResult {
        let copy = Dict::new(t)?;
        let Some(dict) = copy.exact::<Dict>() else { unreachable!("just made a dict") };
        dict.rebuild(t, self.len())?;
        let mut index = 0;
        while let Some(at) = self.next_index(t, index) {
            // SAFETY: a live entry.
            let Entry { key, value, hash } = unsafe { *self.entries.get().add(at) };
            // SAFETY: the entry owns both.
            let (key, value) = unsafe { (Value::from_borrowed(key), Value::from_borrowed(value)) };
            dict.insert_new(t, key, hash, value)?;
            index = at + 1;
        }
        Ok(copy)
    }

    /// The keys version, assigned now if there was none; `None` when versions have run out.
    pub(crate) fn keys_version(&self, t: &mut Thread) -> Option<u32> {
        if self.version.get() == 0 {
            self.version.set(t.interpreter_mut().next_keys_version()?);
        }
        Some(self.version.get())
    }

    #[inline]
    fn changed(&self) {
        self.version.set(0);
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Replaces the value of the live entry at `index`; returns the old one.
    #[inline]
    pub fn replace_at(&self, index: usize, value: Value) -> Value {
        // SAFETY: the entry is live.
        unsafe {
            Value::from_raw(std::mem::replace(&mut (*self.entries.get().add(index)).value, value.into_raw()))
        }
    }

    /// Appends an entry whose key is known to be missing.
    fn insert_new(&self, t: &mut Thread, key: Value, hash: u64, value: Value) -> PyResult<()> {
        if self.bits.get() == 0 || (self.filled.get() + self.spent.get()) as usize == usable(self.bits.get())
        {
            self.rebuild(t, self.len() + 1)?;
        }
        self.changed();
        let index = self.filled.get() as usize;
        let slot = self.free_slot(hash);
        self.write_index(slot, index);
        // SAFETY: there is room for one more entry.
        unsafe {
            *self.entries.get().add(index) = Entry { key: key.into_raw(), value: value.into_raw(), hash };
        }
        self.filled.set(index as u32 + 1);
        self.used.set(self.used.get() + 1);
        Ok(())
    }

    /// Makes room for `more` entries at once.
    fn reserve_for(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        let free = if self.bits.get() == 0 {
            0
        } else {
            usable(self.bits.get()) - (self.filled.get() + self.spent.get()) as usize
        };
        if free < more { self.rebuild(t, self.len() + more) } else { Ok(()) }
    }

    /// Makes a table with room for `wanted` entries, and moves the live entries there.
    fn rebuild(&self, t: &mut Thread, wanted: usize) -> PyResult<()> {
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
        let table = raw_alloc(index_bytes + usable(bits) * size_of::<Entry>());
        if table.is_null() {
            return Err(t.memory_error());
        }
        // SAFETY: the new table has room for every live entry; the old one is freed after they moved.
        unsafe {
            table.write_bytes(0xff, index_bytes);
            let entries = table.add(index_bytes).cast::<Entry>();
            let (old, filled) = (self.entries.get(), self.filled.get() as usize);
            let mut moved = 0;
            for index in 0..filled {
                if !(*old.add(index)).key.is_null() {
                    *entries.add(moved) = *old.add(index);
                    moved += 1;
                }
            }
            if !self.table.get().is_null() {
                raw_free(self.table.get());
            }
            self.table.set(table);
            self.entries.set(entries);
            self.bits.set(bits);
            self.filled.set(moved as u32);
            self.spent.set(0);
            self.tables.set(self.tables.get().wrapping_add(1));
            for index in 0..moved {
                let slot = self.free_slot((*entries.add(index)).hash);
                self.write_index(slot, index);
            }
        }
        self.changed();
        Ok(())
    }

    fn find(&self, t: &mut Thread, key: &Value, hash: u64) -> PyResult<Found> {
        if let Some(text) = key.exact::<Str>() {
            if let Some(found) = self.probe_str(text, hash) {
                return Ok(found);
            }
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

    /// Looks an exact string up; `None` when a key of another type with the same hash is in the way.
    #[inline]
    fn probe_str(&self, key: &Str, hash: u64) -> Option<Found> {
        if self.bits.get() == 0 {
            return Some(Found::Nothing(0));
        }
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        let word = Raw::pointer(std::ptr::from_ref(key).cast_mut().cast());
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
                        let known = unsafe { Value::borrow_slot(&entry.key) };
                        match known.exact::<Str>() {
                            Some(known) if known.equals(key) => return Some(Found::Entry(index)),
                            Some(_) => {}
                            None => return None,
                        }
                    }
                }
            }
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
    }

    /// The slot of the index table that names entry `index`.
    fn slot_of(&self, index: usize, hash: u64) -> usize {
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        while self.read_index(slot) != index {
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
        slot
    }

    /// The first free slot on the probe path of `hash`.
    fn free_slot(&self, hash: u64) -> usize {
        let mask = (1usize << self.bits.get()) - 1;
        let (mut slot, mut perturb) = (hash as usize & mask, hash);
        while self.read_index(slot) < REMOVED {
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
        slot
    }

    #[inline]
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

    fn write_index(&self, slot: usize, index: usize) {
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

/// How many entries a table of `1 << bits` slots takes: two thirds.
#[inline]
fn usable(bits: u8) -> usize {
    (2usize << bits) / 3
}

/// Bytes of an index.
#[inline]
fn index_width(bits: u8) -> usize {
    match bits {
        ..=7 => 1,
        8..=15 => 2,
        _ => 4,
    }
}
