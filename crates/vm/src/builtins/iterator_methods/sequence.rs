//! `iterator`: over anything with `__getitem__`, by index until IndexError.
#![expect(unsafe_code, reason = "layout functions")]

use crate::builtins::fields::write;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// The sequence, NULL once exhausted, and the next index, a small integer.
    SequenceIterator, SequenceIterator { sequence, index }
}

/// The type `iterator`.
pub static TYPE: NativeType = NativeType {
    name: "iterator",
    module: "builtins",
    doc: "",
    kind: Kind::SequenceIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// An iterator over a sequence, at its first item.
pub fn sequence(t: &mut Thread, sequence: Value) -> PyResult {
    SequenceIterator::new(t, sequence.into_raw(), Raw::int(0))
}

impl SequenceIterator {
    fn exhaust(&self) {
        write(&self.sequence, None);
    }
}

/// The methods of sequence iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Raw, SequenceIterator, Thread, Value};
    use crate::builtins::iterator_methods::{builtin, no_more_items, reduced, state_index};
    use crate::builtins::tuple::Tuple;
    use crate::types::Special;

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &SequenceIterator) -> PyResult<Option<Value>> {
        let Some(sequence) = this.sequence().cloned() else { return Ok(None) };
        let index = this.index.get().as_int();
        if index == Raw::MAX_INT {
            return Err(t.overflow_error("iter index too large"));
        }
        let item = t.get_item(&sequence, &Value::small_int(index));
        if item.is_ok() {
            this.index.set(Raw::int(index + 1));
        }
        let item = no_more_items(t, item)?;
        if item.is_none() {
            this.exhaust();
        }
        Ok(item)
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(t: &mut Thread, this: &SequenceIterator) -> PyResult {
        let Some(sequence) = this.sequence().cloned() else { return Ok(Value::small_int(0)) };
        if !t.has_special(&sequence, Special::Len) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let length = t.length(&sequence)? as i64;
        Ok(Value::small_int((length - this.index.get().as_int()).max(0)))
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &SequenceIterator) -> PyResult {
        let iter = builtin(t, "iter")?;
        match this.sequence().cloned() {
            Some(sequence) => reduced(t, iter, sequence, Some(Value::small_int(this.index.get().as_int()))),
            None => {
                let empty = Tuple::new(t, Vec::new())?;
                reduced(t, iter, empty, None)
            }
        }
    }

    /// Goes to the item at an index, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &SequenceIterator, object: &Value) -> PyResult<()> {
        let index = state_index(t, object)?;
        if this.sequence().is_some() {
            this.index.set(Raw::int((index as i64).clamp(0, Raw::MAX_INT)));
        }
        Ok(())
    }
}
