//! `odict_keys`, `odict_values`, `odict_items`, and the iterator over all three in both directions.

use std::cell::Cell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::dict::views::{DictView, ITEMS_LAYOUT, KEYS_LAYOUT, VALUES_LAYOUT};
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::native::{NativeDef, NativeType};
use taipan_vm::object::{Kind, Layout, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

/// What a view shows, and its iterators give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Keys,
    Values,
    Items,
}

const fn view(
    name: &'static str,
    base: Kind,
    layout: &'static Layout,
    methods: &'static [NativeDef],
) -> NativeType {
    NativeType {
        name,
        module: "builtins",
        doc: "",
        kind: Kind::Other,
        base: Some(base),
        layout,
        flags: TypeFlags::NO_NEW,
        methods,
        getsets: &[],
    }
}

static KEYS: NativeType = view("odict_keys", Kind::DictKeys, &KEYS_LAYOUT, keys::METHODS);
static VALUES: NativeType = view("odict_values", Kind::DictValues, &VALUES_LAYOUT, values::METHODS);
static ITEMS: NativeType = view("odict_items", Kind::DictItems, &ITEMS_LAYOUT, items::METHODS);

/// A view of an `OrderedDict`.
pub(super) fn new(t: &mut Thread, dict: &Value, what: What) -> PyResult {
    let native = match what {
        What::Keys => &KEYS,
        What::Values => &VALUES,
        What::Items => &ITEMS,
    };
    let class = t.native_type(native)?;
    DictView::of_class(t, &class, dict)
}

macro_rules! views {
    ($($module:ident $what:ident;)*) => {$(
        #[taipan_macros::methods]
        mod $module {
            use super::*;

            #[special]
            fn __iter__(t: &mut Thread, this: &DictView) -> PyResult {
                iterator(t, &this.held(), What::$what, false)
            }

            /// An iterator from the last to the first.
            #[method("($self, /)")]
            fn __reversed__(t: &mut Thread, this: &DictView) -> PyResult {
                iterator(t, &this.held(), What::$what, true)
            }
        }
    )*};
}

views! {
    keys Keys;
    values Values;
    items Items;
}

taipan_vm::native_object! {
    /// The dict, empty at the end; the index of the next entry, or behind it when going backwards; the dict's changes when the
    /// iteration began; whether the last entry was given.
    struct OrderedIterator: LAYOUT, ITERATOR {
        dict: Slot,
        what: Cell<What>,
        backwards: Cell<bool>,
        index: Cell<usize>,
        changes: Cell<u32>,
        ended: Cell<bool>,
    }
}

static ITERATOR: NativeType = NativeType {
    name: "odict_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// An iterator over an `OrderedDict`.
pub(super) fn iterator(t: &mut Thread, held: &Value, what: What, backwards: bool) -> PyResult {
    let class = t.native_type(&ITERATOR)?;
    let Some(dict) = <Dict as Object>::of(held) else { unreachable!("only ordered dicts have these") };
    let index = if backwards { dict.bound() } else { 0 };
    OrderedIterator::create(
        t,
        &class,
        Slot::new(held.clone()),
        Cell::new(what),
        Cell::new(backwards),
        Cell::new(index),
        Cell::new(dict.key_changes()),
        Cell::new(dict.is_empty()),
    )
}

impl OrderedIterator {
    /// The next entry from where the iterator stands.
    fn seek(&self, t: &Thread, dict: &Dict) -> Option<usize> {
        if self.backwards.get() {
            dict.last_index_before(t, self.index.get())
        } else {
            dict.next_index(t, self.index.get())
        }
    }
}

fn next(t: &mut Thread, this: &OrderedIterator) -> PyResult<Option<Value>> {
    let Some(held) = this.dict.get() else { return Ok(None) };
    let Some(dict) = <Dict as Object>::of(&held) else { unreachable!("only ordered dicts have these") };
    if this.ended.get() {
        this.dict.set(t, None);
        return Ok(None);
    }
    if dict.key_changes() != this.changes.get() {
        this.dict.set(t, None);
        return Err(t.runtime_error("OrderedDict mutated during iteration"));
    }
    let Some(at) = this.seek(t, dict) else { return Ok(None) };
    let Some((key, value)) = dict.entry(t, at).map(|(key, value)| (key.clone(), value.clone())) else {
        return Ok(None);
    };
    this.index.set(if this.backwards.get() { at } else { at + 1 });
    this.ended.set(this.seek(t, dict).is_none());
    match this.what.get() {
        What::Keys => Ok(Some(key)),
        What::Values => Ok(Some(value)),
        What::Items => Tuple::new(t, [key, value]).map(Some),
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &OrderedIterator) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How to make a copy, for pickling: from a list of what is left.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &OrderedIterator) -> PyResult {
        let place = (this.dict.get(), this.index.get(), this.ended.get());
        let mut rest = Vec::new();
        let outcome = loop {
            match next(t, this) {
                Ok(Some(item)) => rest.push(item),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        let (dict, index, ended) = place;
        this.dict.set(t, dict);
        this.index.set(index);
        this.ended.set(ended);
        outcome?;
        let iter = t.builtin("iter")?;
        let rest = List::new(t, rest)?;
        let arguments = Tuple::new(t, [rest])?;
        Tuple::new(t, [iter, arguments])
    }
}
