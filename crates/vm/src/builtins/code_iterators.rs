//! `line_iterator` and `positions_iterator`: what the methods of code objects that list places answer.

use crate::builtins::list::List;
use crate::native::object::Slot;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

mod memory {
    #![expect(unsafe_code, reason = "a native object's memory")]
    use super::{LINES, Slot};

    crate::native_object! {
        /// An iterator over a list of places.
        pub(super) struct Places: LAYOUT, LINES { items: Slot }
    }
}

use memory::Places;

/// An iterator type of code objects.
const fn iterator_type(name: &'static str) -> NativeType {
    NativeType {
        name,
        module: "builtins",
        doc: "",
        kind: Kind::Other,
        base: None,
        layout: &memory::LAYOUT,
        flags: TypeFlags::NO_NEW.with(TypeFlags::BASE),
        methods: table::METHODS,
        getsets: table::GETSETS,
    }
}

static LINES: NativeType = iterator_type("line_iterator");
static POSITIONS: NativeType = iterator_type("positions_iterator");

/// What `co_lines` and `co_branches` answer.
pub(crate) fn lines(t: &mut Thread, ranges: Vec<Value>) -> PyResult {
    new(t, &LINES, ranges)
}

/// What `co_positions` answers.
pub(crate) fn positions(t: &mut Thread, positions: Vec<Value>) -> PyResult {
    new(t, &POSITIONS, positions)
}

fn new(t: &mut Thread, native: &'static NativeType, items: Vec<Value>) -> PyResult {
    let class = t.native_type(native)?;
    let list = List::new(t, items)?;
    let items = t.iter(&list)?;
    Places::create(t, &class, items.into())
}

#[taipan_macros::methods]
mod table {
    use super::{Object, Places, PyResult, Thread, Value};

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
        match Places::of(this).and_then(|places| places.items.get()) {
            Some(items) => t.next(&items),
            None => Ok(None),
        }
    }
}
