//! `list_iterator`.
#![expect(unsafe_code, reason = "borrows a counted field")]

use crate::builtins::iterator::{LIST_LAYOUT, ListIterator};
use crate::builtins::list::List;
use crate::native::NativeType;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// The type `list_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "list_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::ListIterator,
    base: Some(Kind::Object),
    layout: &LIST_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// A new reference to the list; `None` once it is exhausted.
fn list_of(this: &ListIterator) -> Option<Value> {
    let list = this.list.get();
    // SAFETY: the iterator owns what its field names.
    (!list.is_null()).then(|| unsafe { Value::from_borrowed(list) })
}

/// Lets the list go.
#[cold]
fn exhaust(this: &ListIterator) {
    let list = this.list.replace(Raw::NULL);
    if !list.is_null() {
        // SAFETY: the reference moves out of the field.
        drop(unsafe { Value::from_raw(list) });
    }
}

fn left(this: &ListIterator, list: &Value) -> usize {
    list.downcast::<List>().map_or(0, List::len).saturating_sub(this.index.get())
}

#[inline]
pub(super) fn next(t: &mut Thread, this: &ListIterator) -> Option<Value> {
    if this.list.get().is_null() {
        return None;
    }
    // SAFETY: the iterator owns what its field names: a list or an instance of a subclass, whose memory begins alike.
    let list = unsafe { &*this.list.get().cast::<List>() };
    let index = this.index.get();
    let Some(item) = list.items(t).get(index) else {
        exhaust(this);
        return None;
    };
    this.index.set(index + 1);
    Some(item.clone())
}

/// The methods of list iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{List, ListIterator, Thread, Value, left, list_of, next};
    use crate::builtins::iterator_methods::{builtin, reduced, state_index};
    use crate::native::PyResult;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &ListIterator) -> PyResult<Option<Value>> {
        Ok(next(t, this))
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &ListIterator) -> PyResult<usize> {
        Ok(list_of(this).map_or(0, |list| left(this, &list)))
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &ListIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        match list_of(this) {
            Some(list) => reduced(t, iter, list, Some(Value::small_int(this.index.get() as i64))),
            None => {
                let empty = List::new(t, Vec::new())?;
                reduced(t, iter, empty, None)
            }
        }
    }

    /// Goes to the item at an index, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &ListIterator, object: &Value) -> PyResult<()> {
        let index = state_index(t, object)?;
        if let Some(list) = list_of(this) {
            let length = list.downcast::<List>().map_or(0, List::len);
            this.index.set(usize::try_from(index).unwrap_or(0).min(length));
        }
        Ok(())
    }
}
