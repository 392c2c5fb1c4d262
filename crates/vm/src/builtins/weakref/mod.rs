//! Weak references: `weakref.ref` and the two types of proxies. They share one memory; how they are strung
//! together per target is [`crate::weak`]'s business.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

mod proxy;
mod proxy_operators;
mod reference;

use std::cell::Cell;

use taipan_heap::{Header, Heap};

use crate::dying::Dying;
use crate::native::NativeType;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// A weak reference or a proxy.
#[repr(C)]
pub struct WeakRef {
    pub(crate) header: Header,
    /// Not counted; NULL once the target died.
    pub(crate) target: Cell<Raw>,
    /// Counted, or NULL.
    pub(crate) callback: Cell<Raw>,
    /// The target's hash, once asked for; -1 before.
    pub(crate) hash: Cell<i64>,
    /// The neighbours among the references to the target.
    pub(crate) previous: Cell<*mut WeakRef>,
    pub(crate) next: Cell<*mut WeakRef>,
}

// SAFETY: repr(C), begins with a header.
unsafe impl Object for WeakRef {
    const KIND: Kind = Kind::WeakRef;
}

/// The memory of weak references.
pub static LAYOUT: Layout = Layout::tracked(Kind::WeakRef, size_of::<WeakRef>(), traverse, detach);
static PROXY_LAYOUT: Layout = Layout::tracked(Kind::WeakProxy, size_of::<WeakRef>(), traverse, detach);
static CALLABLE_LAYOUT: Layout =
    Layout::tracked(Kind::CallableWeakProxy, size_of::<WeakRef>(), traverse, detach);

/// `weakref.ReferenceType`.
pub static TYPE: NativeType = NativeType {
    name: "ReferenceType",
    module: "weakref",
    doc: "",
    kind: Kind::WeakRef,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: reference::table::METHODS,
    getsets: reference::table::GETSETS,
};

/// `weakref.ProxyType`.
pub static PROXY_TYPE: NativeType = NativeType {
    name: "ProxyType",
    module: "weakref",
    doc: "",
    kind: Kind::WeakProxy,
    base: Some(Kind::Object),
    layout: &PROXY_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: proxy::METHODS,
    getsets: &[],
};

/// `weakref.CallableProxyType`.
pub static CALLABLE_TYPE: NativeType = NativeType {
    name: "CallableProxyType",
    module: "weakref",
    doc: "",
    kind: Kind::CallableWeakProxy,
    base: Some(Kind::Object),
    layout: &CALLABLE_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: proxy::CALLABLE_METHODS,
    getsets: &[],
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<WeakRef>()).callback.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; its heap names its interpreter.
    unsafe {
        let this = object.cast::<WeakRef>();
        let interpreter = (*Heap::of(object)).request_data.cast::<crate::interpreter::Interpreter>();
        (*interpreter).weak.unlink(this);
        dying.value((*this).callback.replace(Raw::NULL));
    }
}

impl WeakRef {
    /// The reference or proxy behind a value, subclasses of `ref` included.
    pub fn or_proxy(value: &Value) -> Option<&WeakRef> {
        if value.is_kind(Kind::WeakProxy) || value.is_kind(Kind::CallableWeakProxy) {
            // SAFETY: proxies have the memory of references.
            return Some(unsafe { &*value.raw().cast::<WeakRef>() });
        }
        WeakRef::of(value)
    }

    /// The callback, if any.
    pub fn callback(&self) -> Option<&Value> {
        if self.callback.get().is_null() {
            return None;
        }
        // SAFETY: a non-NULL callback is owned.
        Some(unsafe { Value::borrow_slot(self.callback.as_ptr()) })
    }

    /// The object referred to, while it lives.
    pub fn target(&self) -> Option<Value> {
        let target = self.target.get();
        // SAFETY: the target clears its references before its memory goes; at zero it only waits for that.
        unsafe { (!target.is_null() && (*target.header()).count != 0).then(|| Value::from_borrowed(target)) }
    }
}
