//! Types whose instances Python sees little of: their methods are given where they are made.

use crate::builtins::{generator, weakref};
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

/// `coroutine`.
pub static COROUTINE_TYPE: NativeType =
    plain("coroutine", "builtins", Kind::Coroutine, &generator::COROUTINE_LAYOUT);
/// `async_generator`.
pub static ASYNC_GENERATOR_TYPE: NativeType =
    plain("async_generator", "builtins", Kind::AsyncGenerator, &generator::ASYNC_LAYOUT);
/// `generator`.
pub static GENERATOR_TYPE: NativeType = plain("generator", "builtins", Kind::Generator, &generator::LAYOUT);
/// `weakref.ReferenceType`.
pub static WEAKREF_TYPE: NativeType = plain("ReferenceType", "weakref", Kind::WeakRef, &weakref::LAYOUT);
