//! `dict`: insertion-ordered, compact: an index table and an array of entries, in one allocation.
//!
//! The *keys version* names a key set: while it stays, every entry keeps its index, so that caches may
//! read a value by index (LOAD_GLOBAL). Any insertion, deletion or rebuild clears it.
#![expect(unsafe_code, reason = "owns a raw table")]

use std::cell::Cell;

use taipan_heap::{Header, flags};

use self::table::{Found, REMOVED, index_width, usable};
use crate::builtins::str::Str;
use crate::dying::{Direction, Dying, Entries};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::protocol::hash_natively;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

pub mod iterators;
mod leaves;
pub(crate) mod methods;
mod order;
mod table;
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

    /// The entries as words: key, value and hash.
    pub(crate) fn entry_words(&self) -> Entries {
        let (words, count, live) = (self.entries.get().cast(), self.bound(), self.len());
        Entries { words, count, live, buffer: self.table.get(), bytes: self.bytes() }
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

    /// The value of the entry that [`Dict::find_str`] found, as long as the keys version stays.
    #[inline]
    pub(crate) fn value_at(&self, index: usize) -> Option<&Value> {
        // SAFETY: the version proves that the entry is there; it owns its value.
        let value = unsafe { &raw const (*self.entries.get().add(index)).value };
        // SAFETY: as above.
        unsafe { (!(*value).is_null()).then(|| Value::borrow_slot(value)) }
    }

    /// The value of a key. Unhashable keys and failing comparisons raise.
    pub fn get(&self, t: &mut Thread, key: &Value) -> PyResult<Option<Value>> {
        let hash = t.hash_key(key)?;
        self.get_hashed(t, key, hash)
    }

    /// [`Dict::get`] with the key's hash known.
    pub fn get_hashed(&self, t: &mut Thread, key: &Value, hash: u64) -> PyResult<Option<Value>> {
        Ok(match self.find(t, key, hash)? {
            Found::Entry(index) => {
                // SAFETY: a found entry is live.
                Some(unsafe { Value::from_borrowed((*self.entries.get().add(index)).value) })
            }
            Found::Nothing(_) => None,
        })
    }

    /// [`Dict::get`] of a small integer or an exact string; `None` for other keys, and where another key must be asked.
    #[inline]
    pub(crate) fn get_natively(&self, t: &Thread, key: &Value) -> Option<Option<Value>> {
        let hash = hash_natively(t, key)?;
        Some(match self.find_natively(key, hash)? {
            Found::Entry(index) => {
                // SAFETY: a found entry is live.
                Some(unsafe { Value::from_borrowed((*self.entries.get().add(index)).value) })
            }
            Found::Nothing(_) => None,
        })
    }

    /// [`Dict::contains`] of a small integer or an exact string; `None` for other keys, and where another key must be asked.
    #[inline]
    pub(crate) fn contains_natively(&self, t: &Thread, key: &Value) -> Option<bool> {
        let hash = hash_natively(t, key)?;
        Some(matches!(self.find_natively(key, hash)?, Found::Entry(_)))
    }

    /// Sets the value of a small integer or an exact string that is not there yet; `None`, with nothing done, for other keys,
    /// and where memory is wanting.
    #[inline]
    pub(crate) fn insert_natively(&self, t: &mut Thread, key: &Value, value: &Value) -> Option<()> {
        let hash = hash_natively(t, key)?;
        match self.find_natively(key, hash)? {
            Found::Entry(_) => None,
            Found::Nothing(slot) => self.insert_new(t, key.clone(), hash, value.clone(), slot).ok(),
        }
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
            Found::Nothing(slot) => {
                self.insert_new(t, key.clone(), hash, value, slot)?;
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
            Found::Nothing(slot) => {
                self.insert_new(t, key.clone(), hash, default.clone(), slot)?;
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
    pub fn remove_hashed(&self, t: &mut Thread, key: &Value, hash: u64) -> PyResult<Option<(Value, Value)>> {
        match self.find(t, key, hash)? {
            Found::Entry(index) => Ok(Some(self.remove_at(t, index))),
            Found::Nothing(_) => Ok(None),
        }
    }

    /// Removes and returns the last key and its value.
    pub fn pop_last(&self, t: &mut Thread) -> Option<(Value, Value)> {
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
        dict.copy_from(t, self)?;
        Ok(copy)
    }

    /// The keys version, assigned now if there was none; `None` when versions have run out.
    pub(crate) fn keys_version(&self, t: &mut Thread) -> Option<u32> {
        if self.version.get() == 0 {
            self.version.set(t.interpreter_mut().next_keys_version()?);
        }
        Some(self.version.get())
    }

    /// Words from the first entry to the value of the entry at `index`.
    #[inline]
    pub(crate) const fn place(index: usize) -> usize {
        (index * size_of::<Entry>() + std::mem::offset_of!(Entry, value)) / size_of::<Raw>()
    }

    /// The value at a [`Dict::place`], which must be one of a live entry.
    #[inline(always)]
    pub(crate) fn value_place(&self, place: usize) -> *mut Raw {
        self.entries.get().cast::<Raw>().wrapping_add(place)
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
}
