//! `reversed`: the items of a sequence from the last to the first.
#![expect(unsafe_code, reason = "layout functions")]

use crate::builtins::fields::write;
use crate::builtins::iterator_methods::list_reversed::ListReverseIterator;
use crate::native::convert::check_positional;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags};
use crate::value::{Raw, Value};

crate::counted_object! {
    /// The sequence, NULL once exhausted, and the next index, a small integer.
    Reversed, ReversedIterator { sequence, index }
}

/// The type `reversed`.
pub static TYPE: NativeType = NativeType {
    name: "reversed",
    module: "builtins",
    doc: "An iterator over the items of a sequence, the last one first.",
    kind: Kind::ReversedIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

impl Reversed {
    fn exhaust(&self) {
        self.index.set(Raw::int(-1));
        write(&self.sequence, None);
    }
}

/// What `reversed` of an object comes to.
enum Beginning {
    /// What its `__reversed__` answered.
    Answer(Value),
    /// The index of its last item.
    Index(Raw),
}

#[inline]
fn beginning(t: &mut Thread, sequence: &Value) -> PyResult<Beginning> {
    let method = t.special(sequence, Special::Reversed);
    if let Some(method) = &method
        && !method.is_none()
    {
        return t.call_attribute(sequence, method, &[]).map(Beginning::Answer);
    }
    if method.is_some() || !t.is_sequence(sequence) {
        let name = t.type_name(sequence);
        return Err(t.type_error(format!("'{name}' object is not reversible")));
    }
    let length = t.length(sequence)?;
    Ok(Beginning::Index(Raw::int(length as i64 - 1)))
}

/// `reversed(sequence)`
fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    check_positional(t, "reversed", arguments.len(), 1, 1)?;
    let sequence = &arguments[0];
    if sequence.is_kind(Kind::List) {
        return ListReverseIterator::new(t, sequence.clone());
    }
    match beginning(t, sequence)? {
        Beginning::Answer(answer) => Ok(answer),
        Beginning::Index(index) => Reversed::new(t, sequence.clone().into_raw(), index),
    }
}

/// The methods of `reversed`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Beginning, Raw, Reversed, Value, beginning};
    use crate::builtins::iterator_methods::{no_more_items, of_fields, reduced, state_index};
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::thread::Thread;

    /// Makes an iterator, or answers what the object's `__reversed__` does.
    #[new("(sequence, /)", name = "reversed", direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, sequence: &Value) -> PyResult {
        match beginning(t, sequence)? {
            Beginning::Answer(answer) => Ok(answer),
            Beginning::Index(index) => of_fields::<Reversed>(t, class, &[sequence.clone().into_raw(), index]),
        }
    }

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Reversed) -> PyResult<Option<Value>> {
        let Some(sequence) = this.sequence().cloned() else { return Ok(None) };
        let index = this.index.get().as_int();
        if index >= 0 {
            let item = t.get_item(&sequence, &Value::small_int(index));
            if item.is_ok() {
                this.index.set(Raw::int(index - 1));
            }
            if let Some(item) = no_more_items(t, item)? {
                return Ok(Some(item));
            }
        }
        this.exhaust();
        Ok(None)
    }

    /// How many items are left, as far as can be told.
    #[method("($self, /)")]
    fn __length_hint__(t: &mut Thread, this: &Reversed) -> PyResult<i64> {
        let Some(sequence) = this.sequence().cloned() else { return Ok(0) };
        let length = t.length(&sequence)? as i64;
        let left = this.index.get().as_int() + 1;
        Ok(if length < left { 0 } else { left })
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = crate::native::convert::method_self::<Reversed>(t, this, "__reduce__")?;
        match this.sequence().cloned() {
            Some(sequence) => reduced(t, class, sequence, Some(Value::small_int(this.index.get().as_int()))),
            None => {
                let empty = Tuple::new(t, Vec::new())?;
                reduced(t, class, empty, None)
            }
        }
    }

    /// Goes to the item at an index, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &Reversed, object: &Value) -> PyResult<()> {
        let index = state_index(t, object)?;
        if let Some(sequence) = this.sequence().cloned() {
            let last = t.length(&sequence)? as i64 - 1;
            this.index.set(Raw::int((index as i64).max(-1).min(last)));
        }
        Ok(())
    }
}
