//! `list_reverseiterator`: what `reversed(list)` gives.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::fields::{read, write};
use crate::builtins::list::List;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An iterator from a list's last item to its first.
#[repr(C)]
pub struct ListReverseIterator {
    header: Header,
    /// The list, or NULL once exhausted.
    list: Cell<Raw>,
    /// The next item's index, or -1.
    index: Cell<isize>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for ListReverseIterator {
    const KIND: Kind = Kind::ListReverseIterator;
}

/// The memory of these iterators.
pub static LAYOUT: Layout =
    Layout::tracked(Kind::ListReverseIterator, size_of::<ListReverseIterator>(), traverse, detach).owning(1);

/// The type `list_reverseiterator`.
pub static TYPE: NativeType = NativeType {
    name: "list_reverseiterator",
    module: "builtins",
    doc: "",
    kind: Kind::ListReverseIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<ListReverseIterator>()).list.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    dying.value(unsafe { (*object.cast::<ListReverseIterator>()).list.replace(Raw::NULL) });
}

impl ListReverseIterator {
    /// An iterator at the last item of a list.
    pub fn new(t: &mut Thread, list: Value) -> PyResult {
        let last = list.downcast::<List>().map_or(0, List::len) as isize - 1;
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<ListReverseIterator>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<ListReverseIterator>();
            (&raw mut (*this).list).write(Cell::new(list.into_raw()));
            (&raw mut (*this).index).write(Cell::new(last));
            t.init_header(object, Kind::ListReverseIterator, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// A new reference to the list; `None` once it is exhausted.
    fn list(&self) -> Option<Value> {
        read(&self.list)
    }

    fn exhaust(&self) {
        self.index.set(-1);
        write(&self.list, None);
    }
}

/// The next item; `None` at the end.
pub(super) fn next(t: &mut Thread, this: &ListReverseIterator) -> Option<Value> {
    let list = this.list()?;
    let index = this.index.get();
    let position = usize::try_from(index).ok();
    let item = position.and_then(|position| list.downcast::<List>()?.get(t, position));
    match item {
        Some(_) => this.index.set(index - 1),
        None => this.exhaust(),
    }
    item
}

/// The methods of reverse list iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{List, ListReverseIterator, Thread, Value, next};
    use crate::builtins::iterator_methods::{builtin, reduced, state_index};
    use crate::native::PyResult;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &ListReverseIterator) -> PyResult<Option<Value>> {
        Ok(next(t, this))
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &ListReverseIterator) -> PyResult<usize> {
        let left = (this.index.get() + 1) as usize;
        let length = this.list().and_then(|list| list.downcast::<List>().map(List::len)).unwrap_or(0);
        Ok(if length < left { 0 } else { left })
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &ListReverseIterator) -> PyResult {
        let reversed = builtin(t, "reversed")?;
        match this.list() {
            Some(list) if this.index.get() >= 0 => {
                reduced(t, reversed, list, Some(Value::small_int(this.index.get() as i64)))
            }
            _ => {
                let empty = List::new(t, Vec::new())?;
                reduced(t, reversed, empty, None)
            }
        }
    }

    /// Goes to the item at an index, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &ListReverseIterator, object: &Value) -> PyResult<()> {
        let index = state_index(t, object)?;
        if let Some(list) = this.list() {
            let last = list.downcast::<List>().map_or(0, List::len) as isize - 1;
            this.index.set(index.max(-1).min(last));
        }
        Ok(())
    }
}
