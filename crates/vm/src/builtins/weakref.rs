//! `weakref.ref`: a reference that doesn't keep its target alive.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::dying::Dying;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::value::{Raw, Value};

/// A weak reference.
#[repr(C)]
pub struct WeakRef {
    pub(crate) header: Header,
    /// Not counted; NULL once the target died.
    pub(crate) target: Cell<Raw>,
    /// Counted, or NULL.
    pub(crate) callback: Cell<Raw>,
    /// The target's hash, once asked for; NULL before.
    pub(crate) hash: Cell<Raw>,
}

// SAFETY: repr(C), begins with a header.
unsafe impl Object for WeakRef {
    const KIND: Kind = Kind::WeakRef;
}

/// The memory of weak references.
pub static LAYOUT: Layout = Layout::tracked(Kind::WeakRef, size_of::<WeakRef>(), traverse, detach);

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<WeakRef>()).callback.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    unsafe {
        let this = &*object.cast::<WeakRef>();
        let target = this.target.replace(Raw::NULL);
        if target.is_pointer() {
            let interpreter =
                (*taipan_heap::Heap::of(object)).request_data.cast::<crate::interpreter::Interpreter>();
            let table = &mut (*interpreter).weak;
            if let Some(references) = table.get_mut(&target.header()) {
                let own = Raw::pointer(object);
                references.retain(|&known| known != own);
                if references.is_empty() {
                    table.remove(&target.header());
                    (*target.header()).flags &= !taipan_heap::flags::WEAK;
                }
            }
        }
        dying.value(this.callback.replace(Raw::NULL));
    }
}

impl WeakRef {
    /// The callback, if any.
    pub fn callback(&self) -> Option<&Value> {
        if self.callback.get().is_null() {
            return None;
        }
        // SAFETY: a non-NULL callback is owned.
        Some(unsafe { Value::borrow_slot(self.callback.as_ptr()) })
    }
}
