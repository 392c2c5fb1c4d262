//! `deque`: a sequence that grows and shrinks at both ends.

pub(super) mod iterator;
mod methods;
mod operations;

use std::cell::Cell;
use std::collections::VecDeque;

use taipan_vm::errors::Exception;
use taipan_vm::native::NativeType;
use taipan_vm::native::convert::Ssize;
use taipan_vm::native::object::Guarded;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The items; the most there may be; a number that changes whenever items come or go.
    pub(super) struct Deque: LAYOUT, TYPE {
        items: Guarded<VecDeque<Value>>,
        limit: Cell<Option<usize>>,
        changes: Cell<u64>,
    }
}

/// The type `deque`.
pub(super) static TYPE: NativeType = NativeType {
    name: "deque",
    module: "collections",
    doc: "A sequence of the items of an iterable that is fast at both ends. With maxlen, what exceeds it falls off the other end.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK).with(TypeFlags::SEQUENCE).with(TypeFlags::INDEXED),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// An end of a deque.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

impl Deque {
    /// An empty instance of a class.
    fn empty(t: &mut Thread, class: &Value, limit: Option<usize>) -> PyResult {
        Deque::create(t, class, Guarded::new(VecDeque::new()), Cell::new(limit), Cell::new(0))
    }

    fn len(&self, t: &Thread) -> usize {
        self.items.read(t).len()
    }

    fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// A new reference to the item at an index.
    fn item(&self, t: &Thread, index: usize) -> Option<Value> {
        self.items.read(t).get(index).cloned()
    }

    /// A copy of all items.
    fn to_vec(&self, t: &Thread) -> Vec<Value> {
        self.items.read(t).iter().cloned().collect()
    }

    /// Adds an item at an end; at the limit, one falls off the other end.
    fn push(&self, t: &mut Thread, end: End, item: Value) -> PyResult<()> {
        let items = self.items.write(t);
        if items.try_reserve(1).is_err() {
            return Err(t.memory_error());
        }
        self.changed();
        match end {
            End::Left => items.push_front(item),
            End::Right => items.push_back(item),
        }
        if self.limit.get().is_some_and(|limit| items.len() > limit) {
            let lost = if end == End::Left { items.pop_back() } else { items.pop_front() };
            self.changed();
            drop(lost);
        }
        Ok(())
    }

    /// Takes the item off an end.
    fn pop(&self, t: &mut Thread, end: End) -> PyResult {
        let items = self.items.write(t);
        let item = if end == End::Left { items.pop_front() } else { items.pop_back() };
        match item {
            Some(item) => {
                self.changed();
                Ok(item)
            }
            None => Err(t.index_error("pop from an empty deque")),
        }
    }

    /// Removes all items, the first first.
    fn clear(&self, t: &mut Thread) {
        let items = std::mem::take(self.items.write(t));
        self.changed();
        for item in items {
            drop(item);
            t.drain();
        }
    }

    /// Moves the last `n` items to the front, or the first ones to the end if `n` is negative.
    fn rotate(&self, t: &mut Thread, n: isize) {
        let items = self.items.write(t);
        if items.len() > 1 {
            let length = items.len() as isize;
            items.rotate_right(n.rem_euclid(length).unsigned_abs());
            self.changed();
        }
    }

    /// Removes the item at an index that exists.
    fn remove_at(&self, t: &mut Thread, index: usize) -> Option<Value> {
        self.changed();
        self.items.write(t).remove(index)
    }

    /// An index of `deque[index]` as the place of an item.
    fn place(&self, t: &mut Thread, Ssize(index): Ssize) -> PyResult<usize> {
        let length = self.len(t) as isize;
        let index = if index < 0 { index + length } else { index };
        match usize::try_from(index) {
            Ok(place) if index < length => Ok(place),
            _ => Err(t.index_error("deque index out of range")),
        }
    }
}

/// What finding an item while it ran into changes raises.
fn mutated(t: &mut Thread) -> Exception {
    t.runtime_error("deque mutated during iteration")
}
