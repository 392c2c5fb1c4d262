//! Iterators over deques, in both directions.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::native::{NativeDef, NativeType, joined};
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::{Deque, mutated};

taipan_vm::native_object! {
    /// The deque, how many items are left, and the number of its changes when the iteration began.
    pub(super) struct DequeIterator: LAYOUT, TYPE {
        deque: Slot,
        left: Cell<usize>,
        changes: Cell<u64>,
    }
}

const FORWARDS: [NativeDef; common::METHODS.len() + table::METHODS.len()] =
    joined(common::METHODS, table::METHODS);
const BACKWARDS: [NativeDef; common::METHODS.len() + backwards::table::METHODS.len()] =
    joined(common::METHODS, backwards::table::METHODS);

const fn native(name: &'static str, backwards: bool) -> NativeType {
    NativeType {
        name,
        module: "collections",
        doc: "",
        kind: Kind::Other,
        base: Some(Kind::Object),
        layout: &LAYOUT,
        flags: TypeFlags(0),
        methods: if backwards { &BACKWARDS } else { &FORWARDS },
        getsets: &[],
    }
}

/// The type `_deque_iterator`.
pub(in super::super) static TYPE: NativeType = native("_deque_iterator", false);

/// An iterator over a deque, from the right end if `backwards`.
pub(super) fn new(t: &mut Thread, this: &Value, deque: &Deque, backwards: bool) -> PyResult {
    let class = t.native_type(if backwards { &backwards::TYPE } else { &TYPE })?;
    let left = deque.len(t);
    DequeIterator::create(t, &class, Slot::new(this.clone()), Cell::new(left), Cell::new(deque.changes.get()))
}

fn next(t: &mut Thread, this: &DequeIterator, backwards: bool) -> PyResult<Option<Value>> {
    let Some(held) = this.deque.get() else { return Ok(None) };
    let Some(deque) = Deque::of(&held) else { unreachable!("the iterator was made for a deque") };
    if deque.changes.get() != this.changes.get() {
        this.left.set(0);
        return Err(mutated(t));
    }
    let Some(left) = this.left.get().checked_sub(1) else { return Ok(None) };
    this.left.set(left);
    let index = if backwards { left } else { deque.len(t) - 1 - left };
    Ok(deque.item(t, index))
}

/// An iterator as its constructor makes it: so many items into the deque.
fn construct(t: &mut Thread, args: Args<'_>, backwards: bool) -> PyResult {
    // As in CPython keywords are not looked at.
    let arguments = args.positional();
    let count = arguments.len();
    if count == 0 {
        return Err(t.type_error("function takes at least 1 argument (0 given)"));
    }
    if count > 2 {
        return Err(t.type_error(format!("function takes at most 2 arguments ({count} given)")));
    }
    let Some(deque) = Deque::of(&arguments[0]) else {
        let none = arguments[0].is_none();
        let found = if none { "None".to_owned() } else { t.type_name(&arguments[0]) };
        return Err(t.type_error(format!("argument 1 must be collections.deque, not {found}")));
    };
    let skipped = match arguments.get(1) {
        Some(index) => t.as_isize(index, taipan_vm::errors::Class::OverflowError)?,
        None => 0,
    };
    let iterator = new(t, &arguments[0], deque, backwards)?;
    let Some(this) = DequeIterator::of(&iterator) else { unreachable!("just made an iterator") };
    this.left.set(this.left.get().saturating_sub(skipped.max(0).unsigned_abs()));
    Ok(iterator)
}

/// What makes a copy: the class, the deque, and how many items were given.
fn reduce(t: &mut Thread, this: &Value, iterator: &DequeIterator) -> PyResult {
    let class = t.type_of(this).to_value();
    let deque = iterator.deque.get_or_none();
    let length = Deque::of(&deque).map_or(0, |deque| deque.len(t));
    let given = length as i64 - iterator.left.get() as i64;
    let arguments = Tuple::new(t, [deque, Value::small_int(given)])?;
    Tuple::new(t, [class, arguments])
}

/// What iterators of both directions have.
#[taipan_macros::methods]
mod common {
    use super::*;
    use taipan_vm::native::convert::method_self;

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    /// How many items are left.
    #[method("($self, /)")]
    fn __length_hint__(_: &mut Thread, this: &DequeIterator) -> PyResult<usize> {
        Ok(this.left.get())
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let iterator = method_self::<DequeIterator>(t, this, "__reduce__")?;
        reduce(t, this, iterator)
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        construct(t, args, false)
    }

    #[special]
    fn __next__(t: &mut Thread, this: &DequeIterator) -> PyResult<Option<Value>> {
        next(t, this, false)
    }
}

/// Iterators from the right end.
pub(in super::super) mod backwards {
    use super::*;

    /// The type `_deque_reverse_iterator`.
    pub(in super::super::super) static TYPE: NativeType = native("_deque_reverse_iterator", true);

    #[taipan_macros::methods]
    pub(super) mod table {
        use super::*;

        /// Makes an iterator.
        #[new]
        fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
            let _ = class;
            construct(t, args, true)
        }

        #[special]
        fn __next__(t: &mut Thread, this: &DequeIterator) -> PyResult<Option<Value>> {
            next(t, this, true)
        }
    }
}
