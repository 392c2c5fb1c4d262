//! `tee`: several iterators over one, which share what the first of them has read.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Exception;
use taipan_vm::native::object::{Guarded, Slot};
use taipan_vm::object::Object;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use self::data::{LINKED, TeeData};
use super::iterator_type;

taipan_vm::native_object! {
    /// A place in a chain of data objects.
    pub(super) struct Tee: LAYOUT, TYPE {
        data: Slot,
        index: Cell<usize>,
    }
}

iterator_type! {
    /// The type `_tee`.
    TYPE "_tee", "An iterator that can be copied: the copies share what was read.", TypeFlags::WEAK
}

/// `tee(iterable, n)`.
pub(super) fn tee(t: &mut Thread, iterable: &Value, count: isize) -> PyResult {
    let Ok(count) = usize::try_from(count) else { return Err(t.value_error("n must be >= 0")) };
    let mut iterators = Vec::new();
    if iterators.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    if count > 0 {
        let first = over(t, iterable)?;
        while iterators.len() + 1 < count {
            iterators.push(copy(t, &first)?);
        }
        iterators.insert(0, first);
    }
    Tuple::new(t, iterators)
}

/// An iterator over an iterable; one that shares what another `_tee` has read.
fn over(t: &mut Thread, iterable: &Value) -> PyResult {
    let iterator = t.iter(iterable)?;
    if Tee::of(&iterator).is_some() {
        return copy(t, &iterator);
    }
    let class = t.native_type(&data::TYPE)?;
    let data = TeeData::create(
        t,
        &class,
        Slot::new(iterator),
        Guarded::new(Vec::new()),
        Slot::empty(),
        Cell::new(false),
    )?;
    let class = t.native_type(&TYPE)?;
    Tee::create(t, &class, Slot::new(data), Cell::new(0))
}

/// Another iterator at the same place.
fn copy(t: &mut Thread, tee: &Value) -> PyResult {
    let Some(tee) = Tee::of(tee) else { unreachable!("only these are copied") };
    let class = t.native_type(&TYPE)?;
    let index = Cell::new(tee.index.get());
    let data = Slot::from(tee.data.get());
    Tee::create(t, &class, data, index)
}

fn next(t: &mut Thread, this: &Tee) -> PyResult<Option<Value>> {
    let Some(mut data) = this.data.get() else { return Ok(None) };
    if this.index.get() >= LINKED {
        data = TeeData::following(t, &data)?;
        this.data.set(t, Some(data.clone()));
        this.index.set(0);
    }
    let Some(shared) = TeeData::of(&data) else { unreachable!("chains are of data objects") };
    let item = shared.item(t, this.index.get())?;
    if item.is_some() {
        this.index.set(this.index.get() + 1);
    }
    Ok(item)
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(iterable, /)", name = "_tee")]
    fn __new__(t: &mut Thread, class: &Value, iterable: &Value) -> PyResult {
        let _ = class;
        over(t, iterable)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Tee) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// An independent iterator at the same place.
    #[method("($self, /)")]
    fn __copy__(t: &mut Thread, this: &Value) -> PyResult {
        taipan_vm::native::convert::method_self::<Tee>(t, this, "__copy__")?;
        copy(t, this)
    }
}

/// What was read, in pieces.
pub(super) mod data {
    use super::*;

    /// How many items a piece holds.
    pub(super) const LINKED: usize = 57;

    taipan_vm::native_object! {
        /// The iterator, items read from it, the piece behind this one (empty if there is none yet), and whether an
        /// item is being read.
        pub(in super::super) struct TeeData: LAYOUT, TYPE {
            iterator: Slot,
            items: Guarded<Vec<Value>>,
            following: Slot,
            running: Cell<bool>,
        }
    }

    iterator_type! {
        /// The type `_tee_dataobject`.
        TYPE "_tee_dataobject", "Items shared by several _tee objects.", TypeFlags(0)
    }

    impl TeeData {
        /// The item at an index, read from the iterator if nobody has yet.
        pub(super) fn item(&self, t: &mut Thread, index: usize) -> PyResult<Option<Value>> {
            if let Some(item) = self.items.read(t).get(index) {
                return Ok(Some(item.clone()));
            }
            if self.running.get() {
                return Err(t.runtime_error("cannot re-enter the tee iterator"));
            }
            let Some(iterator) = self.iterator.get() else { return Ok(None) };
            self.running.set(true);
            let item = t.next(&iterator);
            self.running.set(false);
            let Some(item) = item? else { return Ok(None) };
            if self.items.write(t).try_reserve(1).is_err() {
                return Err(t.memory_error());
            }
            self.items.write(t).push(item.clone());
            Ok(Some(item))
        }

        /// The piece behind one that is full, made if there was none.
        pub(super) fn following(t: &mut Thread, data: &Value) -> PyResult {
            let Some(this) = TeeData::of(data) else { unreachable!("chains are of data objects") };
            if let Some(following) = this.following.get() {
                return Ok(following);
            }
            let class = t.native_type(&TYPE)?;
            let iterator = Slot::from(this.iterator.get());
            let items = Guarded::new(Vec::new());
            let made = TeeData::create(t, &class, iterator, items, Slot::empty(), Cell::new(false))?;
            this.following.set(t, Some(made.clone()));
            Ok(made)
        }
    }

    fn invalid(t: &mut Thread) -> Exception {
        t.value_error("Invalid arguments")
    }

    #[taipan_macros::methods]
    mod table {
        use super::*;
        use taipan_vm::builtins::list::List;

        /// Makes an object that holds these items.
        #[new("(iterable, values, next, /)", name = "teedataobject", told = "")]
        fn __new__(t: &mut Thread, class: &Value, iterable: &Value, values: &List, next: &Value) -> PyResult {
            let items = values.items(t).to_vec();
            let full = items.len() == LINKED;
            let is_data = t.is_exactly(next, &TYPE);
            if items.len() > LINKED || !(next.is_none() || full && is_data) {
                return Err(invalid(t));
            }
            let following = Some(next.clone()).filter(|next| !next.is_none());
            TeeData::create(
                t,
                class,
                Slot::new(iterable.clone()),
                Guarded::new(items),
                following.into(),
                Cell::new(false),
            )
        }
    }
}
