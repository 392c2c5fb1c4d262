//! `list_iterator`.

use crate::builtins::fields::{read, write};
use crate::builtins::iterator::{LIST_LAYOUT, ListIterator};
use crate::builtins::list::List;
use crate::native::NativeType;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

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
    read(&this.list)
}

fn left(this: &ListIterator, list: &Value) -> usize {
    list.downcast::<List>().map_or(0, List::len).saturating_sub(this.index.get())
}

pub(super) fn next(t: &mut Thread, this: &ListIterator) -> Option<Value> {
    let list = list_of(this)?;
    let index = this.index.get();
    let item = list.downcast::<List>().and_then(|list| list.get(t, index));
    match item {
        Some(_) => this.index.set(index + 1),
        None => write(&this.list, None),
    }
    item
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
