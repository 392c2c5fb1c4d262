//! `takewhile`, `dropwhile` and `filterfalse`: items by what a function says of them.

use std::cell::Cell;

use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

/// Whether `predicate(item)` is true.
fn holds(t: &mut Thread, predicate: &Value, item: &Value) -> PyResult<bool> {
    let answer = t.call(predicate, std::slice::from_ref(item))?;
    t.truth(&answer)
}

/// `takewhile`.
pub(super) mod takewhile {
    use super::*;

    taipan_vm::native_object! {
        /// A function, an iterator, and whether the function answered false.
        pub(in super::super) struct TakeWhile: LAYOUT, TYPE {
            predicate: Slot,
            iterator: Slot,
            stopped: Cell<bool>,
        }
    }

    iterator_type! {
        /// The type `takewhile`.
        TYPE "takewhile", "An iterator over the items of an iterable up to the first for which predicate is false."
    }

    fn next(t: &mut Thread, this: &TakeWhile) -> PyResult<Option<Value>> {
        let (Some(predicate), Some(iterator)) = (this.predicate.get(), this.iterator.get()) else {
            return Ok(None);
        };
        if this.stopped.get() {
            return Ok(None);
        }
        let Some(item) = t.next(&iterator)? else { return Ok(None) };
        if holds(t, &predicate, &item)? {
            return Ok(Some(item));
        }
        this.stopped.set(true);
        Ok(None)
    }

    #[taipan_macros::methods]
    mod table {
        use super::*;

        /// Makes an iterator.
        #[new("(predicate, iterable, /)", name = "takewhile")]
        fn __new__(t: &mut Thread, class: &Value, predicate: &Value, iterable: &Value) -> PyResult {
            let iterator = t.iter(iterable)?;
            TakeWhile::create(t, class, Slot::new(predicate.clone()), iterator.into(), Cell::new(false))
        }

        #[special]
        fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
            Ok(this.clone())
        }

        #[special]
        fn __next__(t: &mut Thread, this: &TakeWhile) -> PyResult<Option<Value>> {
            next(t, this)
        }
    }
}

/// `dropwhile`.
pub(super) mod dropwhile {
    use super::*;

    taipan_vm::native_object! {
        /// A function, an iterator, and whether the function answered false.
        pub(in super::super) struct DropWhile: LAYOUT, TYPE {
            predicate: Slot,
            iterator: Slot,
            started: Cell<bool>,
        }
    }

    iterator_type! {
        /// The type `dropwhile`.
        TYPE "dropwhile", "An iterator over the items of an iterable from the first on for which predicate is false."
    }

    fn next(t: &mut Thread, this: &DropWhile) -> PyResult<Option<Value>> {
        let (Some(predicate), Some(iterator)) = (this.predicate.get(), this.iterator.get()) else {
            return Ok(None);
        };
        while let Some(item) = t.next(&iterator)? {
            if this.started.get() {
                return Ok(Some(item));
            }
            if !holds(t, &predicate, &item)? {
                this.started.set(true);
                return Ok(Some(item));
            }
            drop(item);
            t.drain();
        }
        Ok(None)
    }

    #[taipan_macros::methods]
    mod table {
        use super::*;

        /// Makes an iterator.
        #[new("(predicate, iterable, /)", name = "dropwhile")]
        fn __new__(t: &mut Thread, class: &Value, predicate: &Value, iterable: &Value) -> PyResult {
            let iterator = t.iter(iterable)?;
            DropWhile::create(t, class, Slot::new(predicate.clone()), iterator.into(), Cell::new(false))
        }

        #[special]
        fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
            Ok(this.clone())
        }

        #[special]
        fn __next__(t: &mut Thread, this: &DropWhile) -> PyResult<Option<Value>> {
            next(t, this)
        }
    }
}

/// `filterfalse`.
pub(super) mod filterfalse {
    use super::*;

    taipan_vm::native_object! {
        /// A function, empty for the truth of the items, and an iterator.
        pub(in super::super) struct FilterFalse: LAYOUT, TYPE {
            predicate: Slot,
            iterator: Slot,
        }
    }

    iterator_type! {
        /// The type `filterfalse`.
        TYPE "filterfalse", "An iterator over the items of an iterable for which function is false, or that are false if it is None."
    }

    fn next(t: &mut Thread, this: &FilterFalse) -> PyResult<Option<Value>> {
        let Some(iterator) = this.iterator.get() else { return Ok(None) };
        while let Some(item) = t.next(&iterator)? {
            let kept = match this.predicate.get() {
                Some(predicate) => !holds(t, &predicate, &item)?,
                None => !t.truth(&item)?,
            };
            if kept {
                return Ok(Some(item));
            }
            drop(item);
            t.drain();
        }
        Ok(None)
    }

    #[taipan_macros::methods]
    mod table {
        use super::*;

        /// Makes an iterator.
        #[new("(function, iterable, /)", name = "filterfalse")]
        fn __new__(t: &mut Thread, class: &Value, function: &Value, iterable: &Value) -> PyResult {
            let iterator = t.iter(iterable)?;
            // `bool` asks for the item's truth, which needs no call.
            let bool = t.interpreter().type_of_kind(taipan_vm::object::Kind::Bool).to_value();
            let function = Some(function).filter(|function| !function.is_none() && !function.is(&bool));
            FilterFalse::create(t, class, function.cloned().into(), iterator.into())
        }

        #[special]
        fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
            Ok(this.clone())
        }

        #[special]
        fn __next__(t: &mut Thread, this: &FilterFalse) -> PyResult<Option<Value>> {
            next(t, this)
        }
    }
}
