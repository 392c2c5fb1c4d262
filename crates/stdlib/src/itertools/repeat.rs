//! `repeat`: one object, some number of times or for ever.

use std::cell::Cell;

use taipan_vm::native::object::Slot;
use taipan_vm::native::text::TextBuilder;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// What is given, and how often it still is: `None` for ever.
    pub(super) struct Repeat: LAYOUT, TYPE {
        object: Slot,
        left: Cell<Option<usize>>,
    }
}

iterator_type! {
    /// The type `repeat`.
    TYPE "repeat", "An iterator that gives the same object so many times, or without end: repeat(object) or repeat(object, times)."
}

fn next(this: &Repeat) -> Option<Value> {
    if let Some(left) = this.left.get() {
        this.left.set(Some(left.checked_sub(1)?));
    }
    this.object.get()
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::Args;
    use taipan_vm::native::arguments::Signature;
    use taipan_vm::native::convert::{bound, special_self};

    static SIGNATURE: Signature<2> = Signature {
        function: "repeat",
        names: ["object", "times"],
        positional_only: 0,
        positional: 2,
        required: 1,
        required_keyword_only: 0,
    };

    /// Makes an iterator.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let [object, times] = args.bind(t, &SIGNATURE)?;
        let left = match times {
            Some(times) => Some(t.as_ssize(times)?.max(0).unsigned_abs()),
            None => None,
        };
        Repeat::create(t, class, Slot::new(bound(object).clone()), Cell::new(left))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(_: &mut Thread, this: &Repeat) -> PyResult<Option<Value>> {
        Ok(next(this))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.type_of(this).name().to_owned();
        let this = special_self::<Repeat>(t, this, "__repr__")?;
        let mut text = TextBuilder::new();
        text.push_str(&format!("{name}("));
        if let Some(object) = this.object.get() {
            text.push_repr(t, &object)?;
        }
        if let Some(left) = this.left.get() {
            text.push_str(&format!(", {left}"));
        }
        text.push_str(")");
        text.finish(t)
    }

    /// How many items are left.
    #[method("($self, /)")]
    fn __length_hint__(t: &mut Thread, this: &Repeat) -> PyResult<usize> {
        match this.left.get() {
            Some(left) => Ok(left),
            None => Err(t.type_error("len() of unsized object")),
        }
    }
}
