//! What tells an object that the last view of its buffer is gone, by the `__release_buffer__` of its class: views share it,
//! and it speaks when it dies.
#![expect(unsafe_code, reason = "a native object's memory")]

use crate::builtins::memoryview::MemoryView;
use crate::native::object::Slot;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::types::{Special, TypeFlags};
use crate::value::Value;

crate::native_object! {
    /// The view that `__buffer__` answered, if it was asked, and the object.
    pub(super) struct Keeper: LAYOUT, TYPE { view: Slot, owner: Slot }
}

static TYPE: NativeType = NativeType {
    name: "_buffer_wrapper",
    module: "builtins",
    doc: "",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// Whether a value's class has a `__release_buffer__` that native code did not make.
pub(super) fn is_wanted(t: &Thread, value: &Value) -> bool {
    let class = t.type_of(value);
    let own = class.special(Special::ReleaseBuffer);
    !own.is_null() && class.native_base().is_none_or(|native| own != native.special(Special::ReleaseBuffer))
}

/// What tells `owner` that the views that share it are gone. `view` is what `__buffer__` answered.
pub(super) fn new(t: &mut Thread, view: Option<Value>, owner: &Value) -> PyResult {
    let class = t.native_type(&TYPE)?;
    Keeper::create(t, &class, view.into(), Slot::new(owner.clone()))
}

/// Calls the object's `__release_buffer__`; with a view that ends with the call when `__buffer__` answered none.
fn tell(t: &mut Thread, view: Option<Value>, owner: &Value) -> PyResult<()> {
    if !is_wanted(t, owner) {
        return Ok(());
    }
    if let Some(view) = view {
        return t.call_special(owner, Special::ReleaseBuffer, &[view]).map(drop);
    }
    let Some(view) = MemoryView::restricted(t, owner)? else { return Ok(()) };
    let told = t.call_special(owner, Special::ReleaseBuffer, std::slice::from_ref(&view));
    if let Some(view) = MemoryView::of(&view) {
        view.release();
    }
    told.map(drop)
}

#[taipan_macros::methods]
mod table {
    use super::{Keeper, Object, PyResult, Thread, Value, tell};

    #[special("($self, /)")]
    fn __del__(t: &mut Thread, this: &Value) -> PyResult<()> {
        let Some(keeper) = Keeper::of(this) else { return Ok(()) };
        let Some(owner) = keeper.owner.get() else { return Ok(()) };
        if let Err(error) = tell(t, keeper.view.get(), &owner) {
            let message = format!("Exception ignored in __release_buffer__ of {}", t.type_name(&owner));
            t.write_unraisable(error, None, Some(&message));
        }
        Ok(())
    }
}
