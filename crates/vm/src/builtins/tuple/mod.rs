//! `tuple`: immutable, items inline behind the header.
#![expect(unsafe_code, reason = "items lie inline behind the object")]

use std::cell::Cell;

use taipan_heap::{Header, Heap, flags};

use crate::builtins::list::List;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Holder, Kind, Layout, Object, Visit, held, visit};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

pub(crate) mod methods;

/// A Python tuple.
#[repr(C)]
pub struct Tuple {
    header: Header,
    length: usize,
}

/// Byte offset of a tuple's items.
pub const ITEMS: usize = size_of::<Tuple>();

// SAFETY: repr(C), begins with a header; tuples are made below with this layout.
unsafe impl Object for Tuple {
    const KIND: Kind = Kind::Tuple;

    fn of(value: &Value) -> Option<&Tuple> {
        if let Some(exact) = value.exact::<Tuple>() {
            return Some(exact);
        }
        crate::object::held(value, Kind::Tuple)?.exact::<Tuple>()
    }
}

const _: () = assert!(size_of::<Tuple>() >= size_of::<Holder>(), "a holder fits the smallest tuple");

/// The memory of tuples. Instances of subclasses are holders of one.
pub static LAYOUT: Layout = Layout::tracked(Kind::Tuple, size_of::<Tuple>(), traverse, detach);

/// The type `tuple`.
pub static TYPE: NativeType = NativeType {
    name: "tuple",
    module: "builtins",
    doc: "A sequence of items that never changes. Without an argument it is empty, else it has the items of the iterable.",
    kind: Kind::Tuple,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::SEQUENCE).with(TypeFlags::MATCH_SELF),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is: instances of subclasses have no kind.
    unsafe {
        if (*object).kind == Kind::Other as u8 {
            return visit((*object.cast::<Holder>()).value.get(), with);
        }
        for &item in (*object.cast::<Tuple>()).raw_items() {
            visit(item, with);
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: as `traverse`; the object is whole, its items are handed over one by one.
    unsafe {
        if (*object).kind == Kind::Other as u8 {
            return dying.value((*object.cast::<Holder>()).value.replace(Raw::NULL));
        }
        let this = &mut *object.cast::<Tuple>();
        let items = this.items_start();
        // Last to first: the first pushed dies last.
        for index in 0..this.length {
            dying.value(items.add(index).replace(Raw::NULL));
        }
        this.length = 0;
    }
}

impl Tuple {
    /// The tuple behind an instance of the type or of a subclass.
    #[inline]
    pub fn of(value: &Value) -> Option<&Tuple> {
        <Tuple as Object>::of(value)
    }

    /// The exact tuple behind a tuple or an instance of a subclass; anything else is answered as it is.
    pub(crate) fn exact_of(value: &Value) -> Value {
        match held(value, Kind::Tuple) {
            Some(tuple) => tuple.clone(),
            None => value.clone(),
        }
    }

    /// Makes an instance of `class` with the items of an exact tuple: that tuple itself if the class is `tuple`.
    pub(crate) fn of_class(t: &mut Thread, class: &Value, tuple: Value) -> PyResult {
        let Some(class) = class.downcast::<TypeObject>().filter(|class| class.layout_is(Kind::Tuple)) else {
            return Err(t.type_error("tuple.__new__(X): X is not a subtype of tuple"));
        };
        if class.instance_kind == Kind::Tuple {
            return Ok(tuple);
        }
        let object = t.alloc_instance(class)?;
        // SAFETY: instances of subclasses are holders; the field is NULL until now.
        unsafe {
            (*object.cast::<Holder>()).value.set(tuple.into_raw());
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// Makes a tuple of owned values.
    pub fn new<I>(t: &mut Thread, items: I) -> PyResult
    where
        I: IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    {
        let items = items.into_iter();
        let length = items.len();
        let tuple = Tuple::uninit(t, length)?;
        // SAFETY: fresh, with room for every item; each reference moves in.
        unsafe {
            let start = (*tuple.raw().cast::<Tuple>()).items_start();
            for (index, item) in items.take(length).enumerate() {
                *start.add(index) = item.into_raw();
            }
        }
        Ok(tuple)
    }

    /// Makes a tuple of two owned values.
    #[inline]
    pub fn pair(t: &mut Thread, first: Value, second: Value) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it; the size class fits two items.
        unsafe {
            let object = t.heap().alloc_class(Tuple::small_class(2));
            if object.is_null() {
                return Err(t.memory_error());
            }
            Tuple::fill_header(object, t.interpreter().types[Kind::Tuple as usize].cast(), 2);
            let items = (*object.cast::<Tuple>()).items_start();
            *items = first.into_raw();
            *items.add(1) = second.into_raw();
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// A pair of owned values as an iterator gives them: the one that it gave last and keeps in `kept`, filled anew, where nobody
    /// else has that; else a new one. The first one is kept.
    #[inline]
    pub(crate) fn pair_again(t: &mut Thread, kept: &Cell<Raw>, first: Value, second: Value) -> PyResult {
        let held = kept.get();
        // SAFETY: what is kept is a pair that the field owns; nobody looks at the items of one that nobody else has.
        unsafe {
            if held.is_null() {
                let pair = Tuple::pair(t, first, second)?;
                kept.set(pair.clone().into_raw());
                return Ok(pair);
            }
            if (*held.header()).count != 1 {
                return Tuple::pair(t, first, second);
            }
            let items = (*held.cast::<Tuple>()).items_start();
            drop(Value::from_raw(items.replace(first.into_raw())));
            drop(Value::from_raw(items.add(1).replace(second.into_raw())));
            Ok(Value::from_borrowed(held))
        }
    }

    /// Makes a tuple of new references.
    pub fn from_slice(t: &mut Thread, items: &[Value]) -> PyResult {
        let tuple = Tuple::uninit(t, items.len())?;
        // SAFETY: as `new`.
        unsafe {
            let start = (*tuple.raw().cast::<Tuple>()).items_start();
            for (index, item) in items.iter().enumerate() {
                *start.add(index) = item.clone().into_raw();
            }
        }
        Ok(tuple)
    }

    /// Makes a tuple of one's items and then another's.
    pub(crate) fn joined(t: &mut Thread, first: &Tuple, second: &Tuple) -> PyResult {
        let tuple = Tuple::uninit(t, first.len() + second.len())?;
        if let Some(this) = tuple.exact::<Tuple>() {
            for (index, item) in first.items().iter().chain(second.items()).enumerate() {
                // SAFETY: fresh, with room for every item.
                unsafe { *this.items_start().add(index) = item.clone().into_raw() };
            }
        }
        Ok(tuple)
    }

    /// Makes a tuple of what `item` gives for each index; `None` as soon as that gives none.
    #[inline]
    pub fn of_each(
        t: &mut Thread,
        length: usize,
        mut item: impl FnMut(&mut Thread, usize) -> PyResult<Option<Value>>,
    ) -> PyResult<Option<Value>> {
        let tuple = Tuple::uninit(t, length)?;
        for index in 0..length {
            let Some(item) = item(t, index)? else { return Ok(None) };
            if let Some(this) = tuple.exact::<Tuple>() {
                // SAFETY: fresh, with room for every item; the place holds None, which is not counted.
                unsafe { *this.items_start().add(index) = item.into_raw() };
            }
        }
        Ok(Some(tuple))
    }

    /// Makes a tuple of iterators over each of these.
    pub(crate) fn of_iterators(t: &mut Thread, iterables: &[Value]) -> PyResult {
        let tuple = Tuple::of_each(t, iterables.len(), |t, index| t.iter(&iterables[index]).map(Some))?;
        Ok(tuple.unwrap_or(Value::NONE))
    }

    /// Makes a tuple of a list's items.
    pub fn of_list(t: &mut Thread, list: &List) -> PyResult {
        let tuple = Tuple::uninit(t, list.len())?;
        if let Some(this) = tuple.exact::<Tuple>() {
            for (index, item) in list.items(t).iter().enumerate() {
                // SAFETY: fresh, with room for every item.
                unsafe { *this.items_start().add(index) = item.clone().into_raw() };
            }
        }
        Ok(tuple)
    }

    /// The longest tuple that [`Tuple::small_class`] knows.
    pub(crate) const SMALL: usize = 8;

    /// The heap's size class of tuples with up to [`Tuple::SMALL`] items.
    #[inline(always)]
    pub(crate) const fn small_class(length: usize) -> usize {
        const EMPTY: usize = Heap::class_of(ITEMS);
        const { assert!(Heap::class_of(ITEMS + 8 * Tuple::SMALL) == EMPTY + Tuple::SMALL) };
        EMPTY + length
    }

    /// Makes a free cell, not a large one, a tuple whose items are still to be written.
    ///
    /// # Safety
    /// The cell has room for them, `class` is the type tuple.
    #[inline(always)]
    pub(crate) unsafe fn fill_header(cell: *mut Header, class: *mut Header, length: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            cell.write(Header {
                count: 1,
                kind: Kind::Tuple as u8,
                reserved: 0,
                flags: flags::TRACKED,
                ty: class,
            });
            (*cell.cast::<Tuple>()).length = length;
        }
    }

    /// Makes a tuple whose items are None until they are written.
    #[inline]
    pub(crate) fn uninit(t: &mut Thread, length: usize) -> PyResult {
        if length == 0 {
            let empty = t.interpreter().empty_tuple;
            if !empty.is_null() {
                // SAFETY: the interpreter keeps it alive.
                return Ok(unsafe { Value::from_borrowed(empty) });
            }
        }
        let Some(bytes) = length.checked_mul(8).and_then(|bytes| bytes.checked_add(ITEMS)) else {
            return Err(t.memory_error());
        };
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(bytes);
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<Tuple>();
            (*this).length = length;
            for index in 0..length {
                *(*this).items_start().add(index) = Raw::NONE;
            }
            t.init_header(object, Kind::Tuple, flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// How many items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The items. They never change, so no borrow of the thread is needed.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `Value` is a transparent `Raw`; the tuple owns its items.
        unsafe { std::slice::from_raw_parts(self.items_start().cast::<Value>(), self.length) }
    }

    /// The items of an exact tuple that nobody else refers to, to be filled anew. None for the empty tuple, which is
    /// shared, and for anything else.
    #[inline]
    pub fn unique_items(value: &mut Value) -> Option<&mut [Value]> {
        let tuple = value.exact::<Tuple>()?;
        if tuple.header.count != 1 || tuple.is_empty() {
            return None;
        }
        let (start, length) = (tuple.items_start().cast::<Value>(), tuple.length);
        // SAFETY: the only reference to the tuple is borrowed exclusively, so nobody else looks at its items.
        Some(unsafe { std::slice::from_raw_parts_mut(start, length) })
    }

    /// The items as bits.
    #[inline(always)]
    pub fn raw_items(&self) -> &[Raw] {
        // SAFETY: as `items`.
        unsafe { std::slice::from_raw_parts(self.items_start(), self.length) }
    }

    #[inline(always)]
    pub(crate) fn items_start(&self) -> *mut Raw {
        // SAFETY: items lie behind the object.
        unsafe { std::ptr::from_ref(self).cast_mut().cast::<u8>().add(ITEMS).cast() }
    }
}
