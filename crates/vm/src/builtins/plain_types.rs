//! Types whose instances Python sees little of: their methods are given where they are made.

use crate::builtins::weakref;
use crate::native::NativeType;
use crate::object::{Kind, Layout};
use crate::types::TypeFlags;

const fn plain(name: &'static str, module: &'static str, kind: Kind, layout: &'static Layout) -> NativeType {
    NativeType {
        name,
        module,
        doc: "",
        kind,
        base: Some(Kind::Object),
        layout,
        flags: TypeFlags::NO_NEW,
        methods: &[],
        getsets: &[],
    }
}

/// `weakref.ReferenceType`.
pub static WEAKREF_TYPE: NativeType = plain("ReferenceType", "weakref", Kind::WeakRef, &weakref::LAYOUT);
