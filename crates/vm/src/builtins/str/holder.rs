//! Instances of subclasses of types whose own instances vary in size: a [`Holder`] with an exact instance in it,
//! for strings and bytes alike.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use taipan_heap::{Header, flags};

use crate::dying::Dying;
use crate::native::PyResult;
use crate::object::{Holder, Kind, Layout, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// The memory of a type of variable size whose exact instances hold no references, `size` bytes without their data.
pub(crate) const fn layout(kind: Kind, size: usize) -> Layout {
    assert!(size >= size_of::<Holder>(), "a holder fits the smallest instance");
    Layout { kind, base: None, size, flags: flags::SIMPLE, counted: 0, traverse, detach }
}

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: instances of subclasses are holders.
    unsafe {
        if (*object).kind == Kind::Other as u8 {
            visit((*object.cast::<Holder>()).value.get(), with);
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: instances of subclasses are holders.
    unsafe {
        if (*object).kind == Kind::Other as u8 {
            dying.value((*object.cast::<Holder>()).value.replace(Raw::NULL));
        }
    }
}

/// An instance of `class` with the value of an exact instance; the exact instance itself when the class is the builtin
/// type.
pub(crate) fn instance(t: &mut Thread, class: &Value, exact: Value) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("instances are made of classes") };
    if class.instance_kind != Kind::Other {
        return Ok(exact);
    }
    let object = t.alloc_instance(class)?;
    // SAFETY: the class has the layout of a holder, whose only field is filled here.
    unsafe {
        (*object.cast::<Holder>()).value.set(exact.into_raw());
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}
