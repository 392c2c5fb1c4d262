//! Loads of what is called at once: by a word that loads its arguments too and calls, when these are locals, constants and globals
//! and the callee may answer without Python. See `ops::call_borrowed`.
#![expect(unsafe_code, reason = "reads words")]

use taipan_bytecode::word::{METHOD_SHAPE, WordOp};

use crate::builtins::native_function::NativeFunction;
use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::call::class_leaf;
use crate::specialize::may_fuse;
use crate::thread::frame;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Raw;

/// What the words between a load and its CALL load, in their order: locals come last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    Local,
    Constant,
    Global,
}
use Argument::{Constant, Global, Local};

/// The form of a LOAD_GLOBAL of the builtin `callable`.
pub(super) unsafe fn builtin<M: Mode>(cx: Cx<M>, callable: Raw) -> Option<WordOp> {
    // SAFETY: the value is live, the word a LOAD_GLOBAL.
    unsafe {
        let answers = if callable.is_kind(Kind::NativeFunction) {
            (*callable.cast::<NativeFunction>()).def.leaf.is_some()
        } else {
            callable.is_kind(Kind::Type) && class_leaf(&*callable.cast::<TypeObject>()).is_some()
        };
        if !answers || cx.a() < cx.nlocals() {
            return None;
        }
        Some(match arguments(cx, WordOp::LoadGlobal.cells(), false)? {
            [Some(Local), None] => WordOp::LoadGlobalBuiltinOfLocal,
            [Some(Constant), None] => WordOp::LoadGlobalBuiltinOfConstant,
            [Some(Local), Some(Local)] => WordOp::LoadGlobalBuiltinOfLocals,
            [Some(Constant), Some(Local)] => WordOp::LoadGlobalBuiltinOfLocalConstant,
            [Some(Global), Some(Local)] => WordOp::LoadGlobalBuiltinOfLocalGlobal,
            _ => return None,
        })
    }
}

/// The form of a LOAD_METHOD of the method descriptor `method` of a local's type: a builtin type whose instances hide nothing.
pub(super) unsafe fn method<M: Mode>(cx: Cx<M>, method: Raw) -> Option<WordOp> {
    // SAFETY: the value is live, the word a LOAD_METHOD.
    unsafe {
        let answers =
            method.is_kind(Kind::MethodDescriptor) && (*method.cast::<NativeFunction>()).def.leaf.is_some();
        if !answers || cx.b() >= cx.nlocals() {
            return None;
        }
        let class = &*(*cx.load(cx.b()).header()).ty.cast::<TypeObject>();
        if class.flags.get().contains(TypeFlags::HEAP) || class.dict_offset.get() != 0 {
            return None;
        }
        Some(match arguments(cx, WordOp::LoadMethod.cells(), true)? {
            [None, None] => WordOp::LoadMethodCachedCalled,
            [Some(Local), None] => WordOp::LoadMethodCachedOfLocal,
            [Some(Constant), None] => WordOp::LoadMethodCachedOfConstant,
            _ => return None,
        })
    }
}

/// What the words behind this one and its `cells` load, if nothing else comes before the CALL.
unsafe fn arguments<M: Mode>(cx: Cx<M>, cells: usize, method: bool) -> Option<[Option<Argument>; 2]> {
    // SAFETY: the words behind this one are its code's, which does not end before the CALL.
    unsafe {
        if !may_fuse(cx) {
            return None;
        }
        let mut found = [None; 2];
        let mut word = cx.pc.add(1 + cells);
        for count in 0..=found.len() {
            let [op, a, b] = [0, 16, 32].map(|shift| (*word >> shift) as u16);
            let op = WordOp::from_u16(op)?;
            let loads = match op {
                WordOp::Call
                | WordOp::CallNative
                | WordOp::CallMethodDescriptor
                | WordOp::CallLen
                | WordOp::CallIsinstance
                | WordOp::CallClass => {
                    let shape = if method { METHOD_SHAPE } else { 0 };
                    return (usize::from(a) == cx.a() && usize::from(b ^ shape) == count).then_some(found);
                }
                WordOp::MoveLT => Local,
                WordOp::LoadConstT | WordOp::LoadIntT => Constant,
                WordOp::LoadGlobal | WordOp::LoadGlobalBuiltin | WordOp::LoadGlobalModule => Global,
                _ => return None,
            };
            if usize::from(a) < cx.a() + frame::HEADER {
                return None;
            }
            *found.get_mut(count)? = Some(loads);
            word = word.add(1 + op.cells());
        }
        None
    }
}
