//! `groupby`: runs of items with equal keys.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// The iterator and the key function (empty for the items themselves); the key of the group given last; the item read
    /// last and its key, empty where they were given out; the number of the group whose iterator may still go on.
    pub(super) struct GroupBy: LAYOUT, TYPE {
        iterator: Slot,
        function: Slot,
        target_key: Slot,
        current_key: Slot,
        current_item: Slot,
        group: Cell<u64>,
    }
}

iterator_type! {
    /// The type `groupby`.
    TYPE "groupby", "An iterator over pairs of a key and an iterator over the run of items that have it. The keys are the items, or what the key function makes of them."
}

/// Reads an item and its key; false at the end.
fn step(t: &mut Thread, this: &GroupBy) -> PyResult<bool> {
    let Some(iterator) = this.iterator.get() else { return Ok(false) };
    let Some(item) = t.next(&iterator)? else { return Ok(false) };
    let key = match this.function.get() {
        Some(function) => t.call(&function, std::slice::from_ref(&item))?,
        None => item.clone(),
    };
    this.current_item.set(t, Some(item));
    this.current_key.set(t, Some(key));
    t.drain();
    Ok(true)
}

fn next(t: &mut Thread, this: &Value, groups: &GroupBy) -> PyResult<Option<Value>> {
    // From here on no iterator over a group goes on.
    groups.group.set(groups.group.get() + 1);
    let number = groups.group.get();
    let key = loop {
        if let Some(current) = groups.current_key.get() {
            match groups.target_key.get() {
                None => break current,
                Some(target) if !t.equals(&target, &current)? => break current,
                Some(_) => {}
            }
        }
        if !step(t, groups)? {
            return Ok(None);
        }
    };
    groups.target_key.set(t, Some(key.clone()));
    groups.group.set(number);
    let class = t.native_type(&grouper::TYPE)?;
    let members = grouper::Grouper::create(
        t,
        &class,
        Slot::new(this.clone()),
        Slot::new(key.clone()),
        Cell::new(number),
    )?;
    Tuple::new(t, [key, members]).map(Some)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::special_self;

    /// Makes an iterator.
    #[new("(iterable, key=None)", name = "groupby")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value, key: Option<&Value>) -> PyResult {
        let iterator = t.iter(iterable)?;
        let [target, current, item] = [const { None::<Value> }; 3].map(Slot::from);
        GroupBy::create(t, class, iterator.into(), key.cloned().into(), target, current, item, Cell::new(0))
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
        let groups = special_self::<GroupBy>(t, this, "__next__")?;
        next(t, this, groups)
    }
}

/// The iterators over one group.
pub(super) mod grouper {
    use super::*;
    use taipan_vm::object::Object;

    taipan_vm::native_object! {
        /// The `groupby` object, the group's key and number.
        pub(in super::super) struct Grouper: LAYOUT, TYPE {
            parent: Slot,
            target_key: Slot,
            number: Cell<u64>,
        }
    }

    iterator_type! {
        /// The type `_grouper`.
        TYPE "_grouper", "", taipan_vm::types::TypeFlags(0)
    }

    fn next(t: &mut Thread, this: &Grouper) -> PyResult<Option<Value>> {
        let (Some(parent), Some(target)) = (this.parent.get(), this.target_key.get()) else {
            return Ok(None);
        };
        let Some(groups) = GroupBy::of(&parent) else { unreachable!("the parent was checked") };
        if groups.group.get() != this.number.get() {
            return Ok(None);
        }
        if groups.current_item.is_empty() && !step(t, groups)? {
            return Ok(None);
        }
        let Some(current) = groups.current_key.get() else { return Ok(None) };
        if !t.equals(&target, &current)? {
            return Ok(None);
        }
        groups.current_key.set(t, None);
        Ok(groups.current_item.take(t))
    }

    #[taipan_macros::methods]
    mod table {
        use super::*;

        /// Makes an iterator over the group that `parent` is at.
        #[new("(parent, tgtkey, /)", name = "_grouper", told = "")]
        fn __new__(t: &mut Thread, class: &Value, parent: &GroupBy, tgtkey: &Value) -> PyResult {
            let number = parent.group.get() + 1;
            parent.group.set(number);
            let owner = parent.to_value();
            Grouper::create(t, class, owner.into(), Slot::new(tgtkey.clone()), Cell::new(number))
        }

        #[special]
        fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
            Ok(this.clone())
        }

        #[special]
        fn __next__(t: &mut Thread, this: &Grouper) -> PyResult<Option<Value>> {
            next(t, this)
        }
    }
}
