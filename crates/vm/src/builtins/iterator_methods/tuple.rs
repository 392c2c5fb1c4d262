//! `tuple_iterator`.
#![expect(unsafe_code, reason = "borrows a counted field")]

use crate::builtins::iterator::{TUPLE_LAYOUT, TupleIterator};
use crate::builtins::tuple::Tuple;
use crate::native::NativeType;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// The type `tuple_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "tuple_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::TupleIterator,
    base: Some(Kind::Object),
    layout: &TUPLE_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// A new reference to the tuple; `None` once it is exhausted.
fn tuple_of(this: &TupleIterator) -> Option<Value> {
    let tuple = this.tuple.get();
    // SAFETY: the iterator owns what its field names.
    (!tuple.is_null()).then(|| unsafe { Value::from_borrowed(tuple) })
}

/// Lets the tuple go.
#[cold]
fn exhaust(this: &TupleIterator) {
    let tuple = this.tuple.replace(Raw::NULL);
    if !tuple.is_null() {
        // SAFETY: the reference moves out of the field.
        drop(unsafe { Value::from_raw(tuple) });
    }
}

fn left(this: &TupleIterator, tuple: &Value) -> usize {
    tuple.downcast::<Tuple>().map_or(0, Tuple::len).saturating_sub(this.index.get())
}

#[inline]
pub(super) fn next(this: &TupleIterator) -> Option<Value> {
    if this.tuple.get().is_null() {
        return None;
    }
    // SAFETY: the iterator owns what its field names, an exact tuple.
    let tuple = unsafe { &*this.tuple.get().cast::<Tuple>() };
    let index = this.index.get();
    let Some(item) = tuple.items().get(index) else {
        exhaust(this);
        return None;
    };
    this.index.set(index + 1);
    Some(item.clone())
}

/// The methods of tuple iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Thread, Tuple, TupleIterator, Value, left, next, tuple_of};
    use crate::builtins::iterator_methods::{builtin, reduced, state_index};
    use crate::native::PyResult;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(_t: &mut Thread, this: &TupleIterator) -> PyResult<Option<Value>> {
        Ok(next(this))
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(_t: &mut Thread, this: &TupleIterator) -> PyResult<usize> {
        Ok(tuple_of(this).map_or(0, |tuple| left(this, &tuple)))
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &TupleIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        match tuple_of(this) {
            Some(tuple) => reduced(t, iter, tuple, Some(Value::small_int(this.index.get() as i64))),
            None => {
                let empty = Tuple::new(t, Vec::new())?;
                reduced(t, iter, empty, None)
            }
        }
    }

    /// Goes to the item at an index, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &TupleIterator, object: &Value) -> PyResult<()> {
        let index = state_index(t, object)?;
        if let Some(tuple) = tuple_of(this) {
            let length = tuple.downcast::<Tuple>().map_or(0, Tuple::len);
            this.index.set(usize::try_from(index).unwrap_or(0).min(length));
        }
        Ok(())
    }
}
