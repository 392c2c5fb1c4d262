//! `set_iterator`.
#![expect(unsafe_code, reason = "layout functions and raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::set::Set;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An iterator over a set or frozenset.
#[repr(C)]
pub struct SetIterator {
    header: Header,
    /// The set, or NULL once exhausted.
    set: Cell<Raw>,
    /// The next position.
    index: Cell<usize>,
    /// How many elements are left.
    left: Cell<usize>,
    /// How many elements the set had, or `usize::MAX` once that was found to have changed.
    used: Cell<usize>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for SetIterator {
    const KIND: Kind = Kind::SetIterator;
}

/// The memory of set iterators.
pub static LAYOUT: Layout =
    Layout::tracked(Kind::SetIterator, size_of::<SetIterator>(), traverse, detach).owning(1);

/// The type `set_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "set_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::SetIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<SetIterator>()).set.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    dying.value(unsafe { (*object.cast::<SetIterator>()).set.replace(Raw::NULL) });
}

impl SetIterator {
    /// An iterator over a set, at its first element.
    pub fn new(t: &mut Thread, set: &Value) -> PyResult {
        let used = Set::any(set).map_or(0, Set::len);
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<SetIterator>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<SetIterator>();
            (&raw mut (*this).set).write(Cell::new(set.clone().into_raw()));
            (&raw mut (*this).index).write(Cell::new(0));
            (&raw mut (*this).left).write(Cell::new(used));
            (&raw mut (*this).used).write(Cell::new(used));
            t.init_header(object, Kind::SetIterator, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// A new reference to the set; `None` once it is exhausted.
    fn held(&self) -> Option<Value> {
        let set = self.set.get();
        // SAFETY: the iterator owns what its field names.
        (!set.is_null()).then(|| unsafe { Value::from_borrowed(set) })
    }

    #[cold]
    fn exhaust(&self) {
        let set = self.set.replace(Raw::NULL);
        if !set.is_null() {
            // SAFETY: the reference moves out of the field.
            drop(unsafe { Value::from_raw(set) });
        }
    }

    /// The next element. Raises RuntimeError when elements were added or removed.
    #[inline(always)]
    pub fn step(&self, t: &mut Thread) -> PyResult<Option<Value>> {
        if self.set.get().is_null() {
            return Ok(None);
        }
        // SAFETY: the iterator owns what its field names: a set or frozenset or an instance of a subclass, whose memory begins
        // alike.
        let set = unsafe { &*self.set.get().cast::<Set>() };
        if self.used.get() != set.len() {
            self.used.set(usize::MAX);
            return Err(t.runtime_error("Set changed size during iteration"));
        }
        let Some(at) = set.next_index(t, self.index.get()) else {
            self.exhaust();
            return Ok(None);
        };
        self.index.set(at + 1);
        self.left.set(self.left.get().saturating_sub(1));
        Ok(Some(set.element(t, at).0))
    }
}

/// The methods of set iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Set, SetIterator, Thread, Value};
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::list::List;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &SetIterator) -> PyResult<Option<Value>> {
        this.step(t)
    }

    /// How many elements are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &SetIterator) -> PyResult<usize> {
        let used = this.held().and_then(|set| Set::any(&set).map(Set::len));
        Ok(if used == Some(this.used.get()) { this.left.get() } else { 0 })
    }

    /// How to make a copy, for pickling: from a list of what is left.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &SetIterator) -> PyResult {
        let place = (this.index.get(), this.left.get());
        let (mut rest, held) = (Vec::new(), this.held());
        while let Some(element) = this.step(t)? {
            rest.push(element);
        }
        if let Some(held) = held {
            // The iteration above used the iterator itself up: put it back where it was.
            this.exhaust();
            this.set.set(held.into_raw());
            this.index.set(place.0);
            this.left.set(place.1);
        }
        let rest = List::new(t, rest)?;
        let iter = builtin(t, "iter")?;
        reduced(t, iter, rest, None)
    }
}
