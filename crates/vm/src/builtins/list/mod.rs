//! `list`: a growable array of values.
#![expect(unsafe_code, reason = "owns a raw buffer")]

use std::cell::Cell;

use taipan_heap::{Header, Heap, flags, raw_free};

use crate::dying::{Direction, Dying};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::protocol::SliceRange;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

pub(crate) mod compare;
mod leaves;
mod methods;
pub(crate) mod repr;
pub(crate) mod slices;
mod sort;
pub(crate) mod subscript;
mod timsort;

/// A Python list. Reading its items borrows the thread shared, changing them borrows it exclusively.
#[repr(C)]
pub struct List {
    pub(crate) header: Header,
    pub(crate) items: Cell<*mut Raw>,
    pub(crate) length: Cell<usize>,
    pub(crate) capacity: Cell<usize>,
}

// SAFETY: repr(C), begins with a header; lists are made below with this layout.
unsafe impl Object for List {
    const KIND: Kind = Kind::List;
}

/// The memory of lists.
pub static LAYOUT: Layout = Layout::tracked(Kind::List, size_of::<List>(), traverse, detach);

/// The type `list`.
pub static TYPE: NativeType = NativeType {
    name: "list",
    module: "builtins",
    doc: "A sequence of items that can be changed. Without an argument it is empty, else it has the items of the iterable.",
    kind: Kind::List,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::SEQUENCE).with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is; the buffer holds `length` items.
    unsafe {
        let this = &*object.cast::<List>();
        for index in 0..this.length.get() {
            visit(*this.items.get().add(index), with);
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; the buffer is given away whole.
    unsafe {
        let this = &*object.cast::<List>();
        let length = this.length.replace(0);
        let items = this.items.replace(std::ptr::null_mut());
        this.capacity.set(0);
        if !items.is_null() {
            dying.storage(items, 1, length, Direction::LastToFirst, items.cast());
        }
    }
}

impl List {
    /// The heap's size class of lists that are no subclass's.
    pub(crate) const HEAP_CLASS: usize = Heap::class_of(size_of::<List>());

    /// Makes a list of new references.
    pub fn from_slice(t: &mut Thread, items: &[Value]) -> PyResult {
        let list = List::with_capacity(t, items.len())?;
        let this = list.exact::<List>().unwrap_or_else(|| unreachable!("just made"));
        // SAFETY: the capacity was reserved.
        unsafe { this.copy_to_end(items.as_ptr().cast(), items.len()) };
        Ok(list)
    }

    /// Makes a list of owned values.
    pub fn new(t: &mut Thread, items: Vec<Value>) -> PyResult {
        let list = List::with_capacity(t, items.len())?;
        let this = list.exact::<List>().unwrap_or_else(|| unreachable!("just made"));
        for item in items {
            // SAFETY: the capacity was reserved.
            unsafe { *this.items.get().add(this.length.get()) = item.into_raw() };
            this.length.set(this.length.get() + 1);
        }
        Ok(list)
    }

    /// Makes a list of `source`'s items in `range`.
    pub(crate) fn copy_of(t: &mut Thread, source: &List, range: std::ops::Range<usize>) -> PyResult {
        let list = List::with_capacity(t, range.len())?;
        let this = list.exact::<List>().unwrap_or_else(|| unreachable!("just made"));
        let items = &source.items(t)[range];
        // SAFETY: the capacity was reserved.
        unsafe { this.copy_to_end(items.as_ptr().cast(), items.len()) };
        Ok(list)
    }

    /// A list of this one's items and then another's.
    pub(crate) fn joined(&self, t: &mut Thread, other: &List) -> PyResult {
        let list = List::with_capacity(t, self.len() + other.len())?;
        let this = list.exact::<List>().unwrap_or_else(|| unreachable!("just made"));
        // SAFETY: the capacity was reserved.
        unsafe {
            this.copy_to_end(self.items.get(), self.len());
            this.copy_to_end(other.items.get(), other.len());
        }
        Ok(list)
    }

    /// A list of this one's items, so many times over; none when `count` is negative.
    pub(crate) fn repeated(&self, t: &mut Thread, count: isize) -> PyResult {
        let Some(total) = self.len().checked_mul(usize::try_from(count).unwrap_or(0)) else {
            return Err(t.memory_error());
        };
        let list = List::with_capacity(t, total)?;
        let this = list.exact::<List>().unwrap_or_else(|| unreachable!("just made"));
        this.fill(self.items(t), total);
        Ok(list)
    }

    /// Puts an item before the one at `index`.
    ///
    /// # Panics
    /// When `index` is out of bounds.
    pub(crate) fn insert(&self, t: &mut Thread, index: usize, item: Value) -> PyResult<()> {
        let length = self.len();
        assert!(index <= length, "list index out of range");
        self.reserve(t, 1)?;
        // SAFETY: there is room for one more.
        unsafe {
            let at = self.items.get().add(index);
            std::ptr::copy(at, at.add(1), length - index);
            *at = item.into_raw();
        }
        self.length.set(length + 1);
        Ok(())
    }

    /// Takes out the item at `index`.
    ///
    /// # Panics
    /// When `index` is out of range.
    pub(crate) fn remove_at(&self, _: &mut Thread, index: usize) -> Value {
        let length = self.len();
        assert!(index < length, "list index out of range");
        // SAFETY: in range; the reference moves out.
        unsafe {
            let at = self.items.get().add(index);
            let item = Value::from_raw(*at);
            std::ptr::copy(at.add(1), at, length - index - 1);
            self.length.set(length - 1);
            item
        }
    }

    /// Makes an empty list with room for `capacity` items.
    pub fn with_capacity(t: &mut Thread, capacity: usize) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let mut items = std::ptr::null_mut();
            if capacity != 0 {
                let Some(bytes) = capacity.checked_mul(8) else { return Err(t.memory_error()) };
                items = t.heap().buffers.take(bytes).cast::<Raw>();
                if items.is_null() {
                    return Err(t.memory_error());
                }
            }
            let object = t.heap().alloc_class(List::HEAP_CLASS);
            if object.is_null() {
                if !items.is_null() {
                    t.heap().buffers.give(items.cast(), capacity * 8);
                }
                return Err(t.memory_error());
            }
            List::fill_header(object, t.interpreter().types[Kind::List as usize].cast(), items, capacity);
            (*object.cast::<List>()).length.set(0);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Makes a free cell a list of a buffer of so many items.
    ///
    /// # Safety
    /// The cell is of [`List::HEAP_CLASS`], `class` the type; the buffer is filled before anyone sees the list.
    #[inline(always)]
    pub(crate) unsafe fn fill_header(cell: *mut Header, class: *mut Header, items: *mut Raw, length: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            cell.cast::<List>().write(List {
                header: Header {
                    count: 1,
                    kind: Kind::List as u8,
                    reserved: 0,
                    flags: flags::TRACKED,
                    ty: class,
                },
                items: Cell::new(items),
                length: Cell::new(length),
                capacity: Cell::new(length),
            });
        }
    }

    /// Makes an empty instance of `list` or of a subclass.
    pub(crate) fn of_class(t: &mut Thread, class: &TypeObject) -> PyResult {
        let object = t.alloc_instance(class)?;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let this = object.cast::<List>();
            (&raw mut (*this).items).write(Cell::new(std::ptr::null_mut()));
            (&raw mut (*this).length).write(Cell::new(0));
            (&raw mut (*this).capacity).write(Cell::new(0));
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// How many items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items, for as long as no Python runs.
    #[inline]
    pub fn items<'a>(&'a self, _: &'a Thread) -> &'a [Value] {
        if self.is_empty() {
            return &[];
        }
        // SAFETY: the buffer holds `length` owned values; nothing changes it while the thread is borrowed.
        unsafe { std::slice::from_raw_parts(self.items.get().cast::<Value>(), self.len()) }
    }

    /// A new reference to the item at `index`.
    #[inline]
    pub fn get(&self, t: &Thread, index: usize) -> Option<Value> {
        self.items(t).get(index).cloned()
    }

    /// Appends an item.
    #[inline]
    pub fn push(&self, t: &mut Thread, item: Value) -> PyResult<()> {
        self.reserve(t, 1)?;
        // SAFETY: just reserved.
        unsafe { *self.items.get().add(self.len()) = item.into_raw() };
        self.length.set(self.len() + 1);
        Ok(())
    }

    /// Appends new references to items that are not this list's own.
    pub fn push_all(&self, t: &mut Thread, items: &[Value]) -> PyResult<()> {
        self.reserve(t, items.len())?;
        // SAFETY: just reserved; the items lie elsewhere.
        unsafe { self.copy_to_end(items.as_ptr().cast(), items.len()) };
        Ok(())
    }

    /// Appends the items of a list, which may be this one.
    pub fn push_list(&self, t: &mut Thread, other: &List) -> PyResult<()> {
        let count = other.len();
        self.reserve(t, count)?;
        // SAFETY: just reserved; read after that, the source is where the items are now, before the end.
        unsafe { self.copy_to_end(other.items.get(), count) };
        Ok(())
    }

    /// Appends the items of another list at these positions, which are within its bounds.
    pub(crate) fn push_picked(&self, t: &mut Thread, other: &List, range: SliceRange) -> PyResult<()> {
        self.reserve(t, range.count)?;
        let length = self.len();
        // SAFETY: just reserved, and the positions are the other's.
        unsafe {
            let to = self.items.get().add(length);
            let mut from = other.items.get().wrapping_offset(range.start);
            for at in 0..range.count {
                (*from).retain();
                *to.add(at) = *from;
                from = from.wrapping_offset(range.step);
            }
        }
        self.length.set(length + range.count);
        Ok(())
    }

    /// Copies `count` items to the end, each of which gets another reference.
    ///
    /// # Safety
    /// There is room for them; they lie before the end if they are this list's.
    unsafe fn copy_to_end(&self, items: *const Raw, count: usize) {
        let length = self.len();
        for index in 0..count {
            // SAFETY: the caller's promise.
            unsafe {
                let item = *items.add(index);
                item.retain();
                *self.items.get().add(length + index) = item;
            }
        }
        self.length.set(length + count);
    }

    /// Appends the integers of a range: start, stop, step and length.
    pub(crate) fn push_range(&self, t: &mut Thread, [start, _, step, count]: [i64; 4]) -> PyResult<()> {
        self.reserve(t, count as usize)?;
        let length = self.len();
        for index in 0..count {
            // Items lie between start and stop, which fit words.
            let item = Raw::int(start + index * step);
            // SAFETY: just reserved.
            unsafe { *self.items.get().add(length + index as usize) = item };
        }
        self.length.set(length + count as usize);
        Ok(())
    }

    /// Makes room for `more` items, growing as CPython's lists do.
    #[inline]
    pub fn reserve(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        if more <= self.capacity.get() - self.len() { Ok(()) } else { self.grow(t, more) }
    }

    #[inline(never)]
    fn grow(&self, t: &mut Thread, more: usize) -> PyResult<()> {
        let Some(wanted) = self.len().checked_add(more) else { return Err(t.memory_error()) };
        let capacity = (wanted + (wanted >> 3) + 6) & !3;
        self.set_capacity(t, capacity)
    }

    fn set_capacity(&self, t: &mut Thread, capacity: usize) -> PyResult<()> {
        let Some(bytes) = capacity.checked_mul(8).filter(|&bytes| bytes < isize::MAX as usize) else {
            return Err(t.memory_error());
        };
        // SAFETY: the buffer, if any, has the room that is said.
        let items =
            unsafe { t.heap().buffers.resize(self.items.get().cast(), self.capacity.get() * 8, bytes) };
        if items.is_null() {
            return Err(t.memory_error());
        }
        self.items.set(items.cast());
        self.capacity.set(capacity);
        Ok(())
    }

    /// Replaces the item at `index`; the old one is returned.
    ///
    /// # Panics
    /// When `index` is out of range.
    pub fn replace(&self, _: &mut Thread, index: usize, item: Value) -> Value {
        assert!(index < self.len(), "list index out of range");
        // SAFETY: in range; the reference moves out as the new one moves in.
        unsafe { Value::from_raw(self.items.get().add(index).replace(item.into_raw())) }
    }

    /// Replaces `range` by `new`; what was there is returned, to be dropped by the caller.
    ///
    /// # Panics
    /// When the range is out of bounds.
    pub fn splice(
        &self,
        t: &mut Thread,
        range: std::ops::Range<usize>,
        new: Vec<Value>,
    ) -> PyResult<Vec<Value>> {
        let length = self.len();
        assert!(range.start <= range.end && range.end <= length, "list range out of bounds");
        self.reserve(t, new.len())?;
        // SAFETY: indices are in bounds of the reserved buffer; every reference is moved exactly once.
        unsafe {
            let items = self.items.get();
            let old: Vec<Value> = range.clone().map(|index| Value::from_raw(*items.add(index))).collect();
            let tail = length - range.end;
            if tail != 0 {
                std::ptr::copy(items.add(range.end), items.add(range.start + new.len()), tail);
            }
            self.length.set(range.start + new.len() + tail);
            for (index, item) in new.into_iter().enumerate() {
                *items.add(range.start + index) = item.into_raw();
            }
            Ok(old)
        }
    }

    /// Takes every item out.
    pub fn take(&self, _: &mut Thread) -> Vec<Value> {
        // SAFETY: every reference moves out of the buffer, which stays for later use.
        let old =
            (0..self.len()).map(|index| unsafe { Value::from_raw(*self.items.get().add(index)) }).collect();
        self.length.set(0);
        old
    }

    /// Removes and returns the last item.
    pub fn pop(&self, _: &mut Thread) -> Option<Value> {
        let last = self.len().checked_sub(1)?;
        self.length.set(last);
        // SAFETY: the reference moves out of the buffer.
        Some(unsafe { Value::from_raw(*self.items.get().add(last)) })
    }

    /// How many items there is room for.
    pub(crate) fn room(&self) -> usize {
        self.capacity.get()
    }

    /// Removes everything. What was there dies, last to first.
    pub fn clear(&self, t: &mut Thread) {
        let mut dying = Dying::new();
        // SAFETY: `self` is a list; the dying own what they hold.
        unsafe {
            detach((&raw const self.header).cast_mut(), &mut dying);
            t.bury_all(dying);
        }
    }

    /// Turns the order of the items round.
    pub fn reverse(&self, _: &mut Thread) {
        if !self.is_empty() {
            // SAFETY: the buffer holds `length` words; nobody else looks at them while the thread is borrowed.
            unsafe { std::slice::from_raw_parts_mut(self.items.get(), self.len()) }.reverse();
        }
    }

    /// Appends `total` items, which are `items` over and over. Room for them was made.
    fn fill(&self, items: &[Value], total: usize) {
        debug_assert!(self.len() + total <= self.room(), "room was made");
        if total == 0 {
            return;
        }
        // SAFETY: within the room that was made; each copy of a reference is counted.
        unsafe {
            let end = self.items.get().add(self.len());
            for (index, item) in items.iter().enumerate() {
                let raw = item.raw();
                for copy in (index..total).step_by(items.len()) {
                    raw.retain();
                    *end.add(copy) = raw;
                }
            }
        }
        self.length.set(self.len() + total);
    }

    /// Takes the buffer away with all items, which leaves an empty list without one.
    fn take_buffer(&self, _: &mut Thread) -> Buffer {
        let buffer = Buffer { items: self.items.get(), length: self.len(), capacity: self.room() };
        self.items.set(std::ptr::null_mut());
        self.length.set(0);
        self.capacity.set(0);
        buffer
    }

    /// Puts a buffer in the place of the present one, which is returned.
    fn put_buffer(&self, t: &mut Thread, buffer: Buffer) -> Buffer {
        let old = self.take_buffer(t);
        let buffer = std::mem::ManuallyDrop::new(buffer);
        self.items.set(buffer.items);
        self.length.set(buffer.length);
        self.capacity.set(buffer.capacity);
        old
    }
}

/// The buffer of a list while it is not the list's.
struct Buffer {
    items: *mut Raw,
    length: usize,
    capacity: usize,
}

impl Buffer {
    /// Whether there was a buffer at all.
    fn exists(&self) -> bool {
        !self.items.is_null()
    }

    fn items(&mut self) -> &mut [Value] {
        if self.items.is_null() {
            return &mut [];
        }
        // SAFETY: the buffer owns `length` values and is nobody else's.
        unsafe { std::slice::from_raw_parts_mut(self.items.cast::<Value>(), self.length) }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.items.is_null() {
            return;
        }
        // SAFETY: the items are dropped once, last to first; the buffer may be freed so.
        unsafe {
            for index in (0..self.length).rev() {
                drop(Value::from_raw(*self.items.add(index)));
            }
            raw_free(self.items.cast());
        }
    }
}
