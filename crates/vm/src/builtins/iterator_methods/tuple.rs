//! `tuple_iterator`.

use crate::builtins::fields::{read, write};
use crate::builtins::iterator::{TUPLE_LAYOUT, TupleIterator};
use crate::builtins::tuple::Tuple;
use crate::native::NativeType;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

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
    read(&this.tuple)
}

fn left(this: &TupleIterator, tuple: &Value) -> usize {
    tuple.downcast::<Tuple>().map_or(0, Tuple::len).saturating_sub(this.index.get())
}

pub(super) fn next(this: &TupleIterator) -> Option<Value> {
    let tuple = tuple_of(this)?;
    let index = this.index.get();
    let item = tuple.exact::<Tuple>().and_then(|tuple| tuple.items().get(index).cloned());
    match item {
        Some(_) => this.index.set(index + 1),
        None => write(&this.tuple, None),
    }
    item
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
