//! Descriptors with memory of their own: `property`, `staticmethod`, `classmethod`,
//! `getset_descriptor`, `member_descriptor`. Their methods are in `descriptor_methods`.

/// `property`.
pub mod property {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// A property: getter, setter, deleter, docstring, name; NULL where absent. `getter_doc` is True when the docstring
        /// is the getter's.
        Property, Property { fget, fset, fdel, doc, name, getter_doc }
    }
}

/// `staticmethod`.
pub mod static_method {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// A static method around `callable`.
        StaticMethod, StaticMethod { callable, dict }
    }
}

/// `classmethod`.
pub mod class_method {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// A class method around `callable`.
        ClassMethod, ClassMethod { callable, dict }
    }
}

/// `getset_descriptor` and `member_descriptor`.
pub mod native {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]

    use std::cell::Cell;

    use taipan_heap::Header;

    use crate::native::{GetSetDef, PyResult};
    use crate::object::{Kind, Layout, Object};
    use crate::thread::Thread;
    use crate::value::{Raw, Value};

    /// A native attribute of a class.
    #[repr(C)]
    pub struct GetSet {
        pub(crate) header: Header,
        pub(crate) class: Cell<Raw>,
        pub(crate) def: &'static GetSetDef,
    }

    // SAFETY: repr(C), begins with a header; made below with this layout.
    unsafe impl Object for GetSet {
        const KIND: Kind = Kind::GetSet;
    }

    mod getset_fields {
        #![expect(unsafe_code, reason = "layout functions")]
        use super::GetSet;
        crate::object_fields!(GetSet: class);
        pub(super) const TRAVERSE: unsafe fn(*mut taipan_heap::Header, crate::object::Visit<'_>) = traverse;
        pub(super) const DETACH: unsafe fn(*mut taipan_heap::Header, &mut crate::dying::Dying) = detach;
    }

    /// The memory of getset descriptors.
    pub static GETSET_LAYOUT: Layout =
        Layout::tracked(Kind::GetSet, size_of::<GetSet>(), getset_fields::TRAVERSE, getset_fields::DETACH);

    /// Makes a native attribute of `class`.
    pub fn getset(t: &mut Thread, class: &Value, def: &'static GetSetDef) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<GetSet>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<GetSet>();
            (&raw mut (*this).class).write(Cell::new(class.clone().into_raw()));
            (&raw mut (*this).def).write(def);
            t.init_header(object, Kind::GetSet, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// A slot of a class with `__slots__`, or a native attribute that CPython keeps as a member.
    #[repr(C)]
    pub struct Member {
        pub(crate) header: Header,
        pub(crate) class: Cell<Raw>,
        pub(crate) name: Cell<Raw>,
        /// Byte offset in instances; of a native member nothing.
        pub(crate) offset: usize,
        /// How a native member is read and assigned.
        pub(crate) native: Option<&'static GetSetDef>,
    }

    // SAFETY: repr(C), begins with a header; made below with this layout.
    unsafe impl Object for Member {
        const KIND: Kind = Kind::Member;
    }

    mod member_fields {
        #![expect(unsafe_code, reason = "layout functions")]
        use super::Member;
        crate::object_fields!(Member: class, name);
        pub(super) const TRAVERSE: unsafe fn(*mut taipan_heap::Header, crate::object::Visit<'_>) = traverse;
        pub(super) const DETACH: unsafe fn(*mut taipan_heap::Header, &mut crate::dying::Dying) = detach;
    }

    /// The memory of member descriptors.
    pub static MEMBER_LAYOUT: Layout =
        Layout::tracked(Kind::Member, size_of::<Member>(), member_fields::TRAVERSE, member_fields::DETACH);

    /// Makes the descriptor of a slot at byte `offset` of instances.
    pub fn member(t: &mut Thread, class: &Value, name: &Value, offset: usize) -> PyResult {
        make_member(t, class, name, offset, None)
    }

    /// Makes a native attribute of `class` that shows as a member.
    pub fn native_member(t: &mut Thread, class: &Value, def: &'static GetSetDef) -> PyResult {
        let name = t.intern(def.name)?;
        make_member(t, class, &name, usize::MAX, Some(def))
    }

    fn make_member(
        t: &mut Thread,
        class: &Value,
        name: &Value,
        offset: usize,
        native: Option<&'static GetSetDef>,
    ) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<Member>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<Member>();
            (&raw mut (*this).class).write(Cell::new(class.clone().into_raw()));
            (&raw mut (*this).name).write(Cell::new(name.clone().into_raw()));
            (&raw mut (*this).offset).write(offset);
            (&raw mut (*this).native).write(native);
            t.init_header(object, Kind::Member, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }
}

pub use class_method::ClassMethod;
pub use native::{GetSet, Member, getset, member, native_member};
pub use property::Property;
pub use static_method::StaticMethod;

use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// Makes a static method.
pub fn static_method(t: &mut Thread, callable: Value) -> PyResult {
    StaticMethod::new(t, callable.into_raw(), Raw::NULL)
}

/// Makes a class method.
pub fn class_method(t: &mut Thread, callable: Value) -> PyResult {
    ClassMethod::new(t, callable.into_raw(), Raw::NULL)
}
