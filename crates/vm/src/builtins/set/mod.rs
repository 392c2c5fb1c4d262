//! `set` and `frozenset`: one open-addressed table that probes and grows as CPython's, so that elements with
//! the same hashes come out in the same order.
#![expect(unsafe_code, reason = "owns a raw table")]

use std::cell::Cell;
use std::ops::Deref;

use taipan_heap::{Header, flags};

use crate::builtins::set::table::{Found, MIN_MASK, Slot};
use crate::dying::{Direction, Dying, Entries};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::protocol::hash_natively;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

mod frozen_methods;
pub mod iterator;
mod leaves;
mod methods;
pub(crate) mod operations;
mod shared;
mod table;

/// A Python set or frozenset.
#[repr(C)]
pub struct Set {
    header: Header,
    /// `mask + 1` places, or null while there are none.
    table: Cell<*mut Slot>,
    mask: Cell<usize>,
    /// Places in use, removed ones included.
    filled: Cell<usize>,
    /// Elements.
    used: Cell<usize>,
    /// Where `pop` looks next.
    finger: Cell<usize>,
    /// How often the table was replaced: what comparisons that ran Python check.
    tables: Cell<u32>,
    /// A frozenset's hash, -1 while it is not known.
    hash: Cell<u64>,
}

// SAFETY: repr(C), begins with a header; sets are made below with this layout.
unsafe impl Object for Set {
    const KIND: Kind = Kind::Set;
}

/// A Python frozenset: a [`Set`] that nobody changes.
#[repr(transparent)]
pub struct FrozenSet(Set);

// SAFETY: a transparent wrapper of an object; frozensets are made below with this layout.
unsafe impl Object for FrozenSet {
    const KIND: Kind = Kind::FrozenSet;
}

impl Deref for FrozenSet {
    type Target = Set;

    fn deref(&self) -> &Set {
        &self.0
    }
}

/// The memory of sets.
pub static LAYOUT: Layout = Layout::tracked(Kind::Set, size_of::<Set>(), traverse, detach);
/// The memory of frozensets.
pub static FROZEN_LAYOUT: Layout = Layout::tracked(Kind::FrozenSet, size_of::<Set>(), traverse, detach);

/// The type `set`.
pub static TYPE: NativeType = NativeType {
    name: "set",
    module: "builtins",
    doc: "A collection of distinct hashable elements, in no particular order.",
    kind: Kind::Set,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK).with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// The type `frozenset`.
pub static FROZEN_TYPE: NativeType = NativeType {
    name: "frozenset",
    module: "builtins",
    doc: "A set that never changes, and so can be hashed.",
    kind: Kind::FrozenSet,
    base: Some(Kind::Object),
    layout: &FROZEN_LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK).with(TypeFlags::MATCH_SELF),
    methods: frozen_methods::table::METHODS,
    getsets: frozen_methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is; the table has `mask + 1` places.
    unsafe {
        let this = &*object.cast::<Set>();
        for index in 0..this.places() {
            visit(this.slot(index).key, with);
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    unsafe { (*object.cast::<Set>()).give_away(dying) };
}

/// Makes a frozenset of these elements.
pub fn frozen(t: &mut Thread, elements: Vec<Value>) -> PyResult {
    let set = Set::of_kind(t, Kind::FrozenSet)?;
    let Some(this) = Set::any(&set) else { unreachable!("just made a frozenset") };
    for element in &elements {
        this.add(t, element)?;
    }
    Ok(set)
}

impl Set {
    /// The set behind a set, a frozenset or an instance of a subclass of these.
    #[inline]
    pub fn any(value: &Value) -> Option<&Set> {
        <Set as Object>::of(value).or_else(|| <FrozenSet as Object>::of(value).map(|frozen| &**frozen))
    }

    /// The set behind what is exactly a set or a frozenset.
    #[inline]
    pub(crate) fn exactly(value: &Value) -> Option<&Set> {
        match value.exact::<Set>() {
            Some(set) => Some(set),
            None => value.exact::<FrozenSet>().map(|frozen| &**frozen),
        }
    }

    /// Makes an empty set.
    pub fn new(t: &mut Thread) -> PyResult {
        Set::of_kind(t, Kind::Set)
    }

    /// Makes an empty set or frozenset.
    pub(crate) fn of_kind(t: &mut Thread, kind: Kind) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Set>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            Set::init(object);
            t.init_header(object, kind, flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The places as words: key and hash.
    pub(crate) fn slot_words(&self) -> Entries {
        let table = self.table.get();
        let (count, live) = (self.places(), self.len());
        Entries { words: table.cast(), count, live, buffer: table.cast(), bytes: count * size_of::<Slot>() }
    }

    /// Makes an empty instance of `set`, `frozenset` or a subclass of these.
    pub(crate) fn of_class(t: &mut Thread, class: &TypeObject) -> PyResult {
        let object = t.alloc_instance(class)?;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            Set::init(object);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Writes the fields of an empty set (not the header).
    ///
    /// # Safety
    /// `object` has room for a set.
    pub(crate) unsafe fn init(object: *mut Header) {
        let this = object.cast::<Set>();
        // SAFETY: the caller's promise.
        unsafe {
            (&raw mut (*this).table).write(Cell::new(std::ptr::null_mut()));
            (&raw mut (*this).mask).write(Cell::new(MIN_MASK));
            (&raw mut (*this).filled).write(Cell::new(0));
            (&raw mut (*this).used).write(Cell::new(0));
            (&raw mut (*this).finger).write(Cell::new(0));
            (&raw mut (*this).tables).write(Cell::new(0));
            (&raw mut (*this).hash).write(Cell::new(u64::MAX));
        }
    }

    /// How many elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.used.get()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many places the table has: the bound of positions for [`Set::next_index`].
    #[inline]
    pub(crate) fn places(&self) -> usize {
        if self.table.get().is_null() { 0 } else { self.mask.get() + 1 }
    }

    /// The position of the first element at or after `index`.
    #[inline]
    pub fn next_index(&self, _: &Thread, index: usize) -> Option<usize> {
        (index..self.places()).find(|&index| !self.slot(index).key.is_null())
    }

    /// The element at a position that [`Set::next_index`] gave, and its hash.
    #[inline]
    pub(crate) fn element(&self, _: &Thread, index: usize) -> (Value, u64) {
        let Slot { key, hash } = self.slot(index);
        // SAFETY: the table owns its keys; NULL is in none of the positions that are given out.
        (unsafe { Value::from_borrowed(key) }, hash)
    }

    /// The elements in order, for as long as no Python runs.
    pub fn iter<'a>(&'a self, t: &'a Thread) -> impl Iterator<Item = &'a Value> + 'a {
        let mut next = 0;
        std::iter::from_fn(move || {
            let index = self.next_index(t, next)?;
            next = index + 1;
            // SAFETY: the place holds a key, which nothing changes while the thread is borrowed.
            Some(unsafe { Value::borrow_slot(&raw const (*self.table.get().add(index)).key) })
        })
    }

    /// [`Set::add`] of a small integer or an exact string; `None`, with nothing done, for other elements, where another one
    /// must be asked, and where memory is wanting.
    #[inline]
    pub(crate) fn add_natively(&self, t: &mut Thread, element: &Value) -> Option<bool> {
        let hash = hash_natively(t, element)?;
        if self.table.get().is_null() {
            self.resize(t, 0).ok()?;
        }
        match self.find_natively(element, hash)? {
            Found::Element(_) => Some(false),
            Found::Free(place) => {
                self.insert_at(t, place, element.clone(), hash).ok()?;
                Some(true)
            }
        }
    }

    /// Adds an element; false when it was there. Unhashable elements and failing comparisons raise.
    pub fn add(&self, t: &mut Thread, element: &Value) -> PyResult<bool> {
        self.add_owned(t, element.clone())
    }

    /// [`Set::add`] of an element that the caller gives away.
    #[inline]
    pub(crate) fn add_owned(&self, t: &mut Thread, element: Value) -> PyResult<bool> {
        let hash = t.hash_element(&element)?;
        self.add_hashed(t, element, hash)
    }

    /// [`Set::add`] with the element's hash known.
    #[inline]
    pub(crate) fn add_hashed(&self, t: &mut Thread, element: Value, hash: u64) -> PyResult<bool> {
        if self.table.get().is_null() {
            self.resize(t, 0)?;
        }
        let place = match self.find(t, &element, hash)? {
            Found::Element(_) => return Ok(false),
            Found::Free(place) => place,
        };
        self.insert_at(t, place, element, hash)?;
        Ok(true)
    }

    /// [`Set::contains`] of a small integer or an exact string; `None` for other elements, and where another one must be asked.
    #[inline]
    pub(crate) fn contains_natively(&self, t: &Thread, element: &Value) -> Option<bool> {
        let hash = hash_natively(t, element)?;
        if self.table.get().is_null() {
            return Some(false);
        }
        Some(matches!(self.find_natively(element, hash)?, Found::Element(_)))
    }

    /// Whether an element is there.
    pub fn contains(&self, t: &mut Thread, element: &Value) -> PyResult<bool> {
        let hash = t.hash_element(element)?;
        self.contains_hashed(t, element, hash)
    }

    /// [`Set::contains`] with the element's hash known.
    pub(crate) fn contains_hashed(&self, t: &mut Thread, element: &Value, hash: u64) -> PyResult<bool> {
        Ok(!self.table.get().is_null() && matches!(self.find(t, element, hash)?, Found::Element(_)))
    }

    /// [`Set::remove`] of a small integer or an exact string: whether it was there. `None`, with nothing done, for other
    /// elements, and where another one must be asked.
    #[inline]
    pub(crate) fn remove_natively(&self, t: &Thread, element: &Value) -> Option<bool> {
        let hash = hash_natively(t, element)?;
        if self.table.get().is_null() {
            return Some(false);
        }
        match self.find_natively(element, hash)? {
            Found::Element(place) => {
                drop(self.remove_at(place));
                Some(true)
            }
            Found::Free(_) => Some(false),
        }
    }

    /// Removes an element and returns it; `None` when it was not there.
    pub fn remove(&self, t: &mut Thread, element: &Value) -> PyResult<Option<Value>> {
        let hash = t.hash_element(element)?;
        self.remove_hashed(t, element, hash)
    }

    /// [`Set::remove`] with the element's hash known.
    pub(crate) fn remove_hashed(
        &self,
        t: &mut Thread,
        element: &Value,
        hash: u64,
    ) -> PyResult<Option<Value>> {
        if self.table.get().is_null() {
            return Ok(None);
        }
        match self.find(t, element, hash)? {
            Found::Element(place) => Ok(Some(self.remove_at(place))),
            Found::Free(_) => Ok(None),
        }
    }

    /// Removes and returns some element.
    pub fn pop(&self, t: &mut Thread) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let start = self.finger.get() & self.mask.get();
        let place = self.next_index(t, start).or_else(|| self.next_index(t, 0))?;
        self.finger.set(place + 1);
        Some(self.remove_at(place))
    }

    /// Removes everything. What was there dies, first to last.
    pub fn clear(&self, t: &mut Thread) {
        let mut dying = Dying::new();
        self.give_away(&mut dying);
        // SAFETY: the dying own what they hold.
        unsafe { t.bury_all(dying) };
    }

    fn give_away(&self, dying: &mut Dying) {
        let places = self.places();
        let table = self.table.replace(std::ptr::null_mut());
        self.mask.set(MIN_MASK);
        self.filled.set(0);
        self.used.set(0);
        self.tables.set(self.tables.get().wrapping_add(1));
        self.hash.set(u64::MAX);
        if !table.is_null() {
            // SAFETY: keys and hashes alternate; the buffer is given away whole.
            unsafe { dying.storage(table.cast(), 2, places, Direction::FirstToLast, table.cast()) };
        }
    }

    /// Takes over another set's table and gives it its own.
    fn take_over(&self, _: &mut Thread, other: &Set) {
        self.table.swap(&other.table);
        self.mask.swap(&other.mask);
        self.filled.swap(&other.filled);
        self.used.swap(&other.used);
        for set in [self, other] {
            set.tables.set(set.tables.get().wrapping_add(1));
            set.hash.set(u64::MAX);
        }
    }

    /// The hash of a frozenset, which is remembered.
    fn frozen_hash(&self, t: &Thread) -> i64 {
        if self.hash.get() == u64::MAX {
            let mut next = 0;
            let hashes = std::iter::from_fn(|| {
                let index = self.next_index(t, next)?;
                next = index + 1;
                Some(self.slot(index).hash.cast_signed())
            });
            self.hash.set(taipan_text::hash::hash_frozenset(hashes).cast_unsigned());
        }
        self.hash.get().cast_signed()
    }
}
