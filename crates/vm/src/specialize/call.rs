//! CALL: Python functions, bound methods and classes are entered directly, native functions by convention.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{METHOD_SHAPE, WordOp};
use taipan_heap::LARGE_CLASS;

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::native_function::NativeFunction;
use crate::exec::{Exec, PLAIN};
use crate::native::{Binding, Convention};
use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::{Decision, settle};
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::Raw;

/// Tries to specialize a CALL.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a CALL.
    unsafe {
        let decision = decide(cx);
        settle(cx, decision);
    }
}

/// The version of a function that takes exactly `given` positional arguments, or why it can't be entered directly.
unsafe fn exact_version(function: Raw, given: usize) -> Result<u32, FailureKind> {
    // SAFETY: the word is a live function.
    unsafe {
        let function = &*function.cast::<Function>();
        let exec: *const Exec = function.exec.get();
        let version = function.version.get();
        if version == 0 || exec.is_null() {
            return Err(FailureKind::OutOfVersions);
        }
        if (*exec).flags & PLAIN == 0 {
            return Err(FailureKind::CodeComplexParameters);
        }
        if (*exec).argcount as usize != given {
            return Err(FailureKind::WrongNumberArguments);
        }
        Ok(version)
    }
}

unsafe fn decide<M: Mode>(cx: Cx<M>) -> Decision {
    // SAFETY: operands are the word's; cells 1 and 2 are the specializer's.
    unsafe {
        let t = &mut *cx.t;
        let callable_slot = cx.slot(cx.a());
        let callable = *callable_slot;
        let shape = cx.b();
        let method_shape = shape & usize::from(METHOD_SHAPE) != 0;
        let count = shape & !usize::from(METHOD_SHAPE);
        let cells = cx.pc.add(2).cast_mut();
        let receiver = *callable_slot.add(5);
        if !callable.is_pointer() {
            return Err(FailureKind::CallableKind);
        }
        if callable.is_kind(Kind::Function) {
            if method_shape && receiver.is_null() {
                return Err(FailureKind::CallableKind);
            }
            let version = exact_version(callable, count + usize::from(method_shape))?;
            *cells = u64::from(version);
            return Ok(if method_shape { WordOp::CallPyExactMethod } else { WordOp::CallPyExact });
        }
        if callable.is_kind(Kind::MethodDescriptor) && method_shape && receiver.is_pointer() {
            let native = &*callable.cast::<NativeFunction>();
            if native.def.binding != Binding::Method {
                return Err(FailureKind::CallableKind);
            }
            *cells = std::ptr::from_ref(native.def) as u64;
            *cells.add(1) = (*receiver.header()).ty as u64;
            return Ok(WordOp::CallMethodDescriptor);
        }
        if method_shape {
            return Err(FailureKind::CallableKind);
        }
        if callable.is_kind(Kind::BoundMethod) {
            let function = (*callable.cast::<BoundMethod>()).function.get();
            if !function.is_kind(Kind::Function) {
                return Err(FailureKind::CallableKind);
            }
            *cells = u64::from(exact_version(function, count + 1)?);
            return Ok(WordOp::CallBoundMethod);
        }
        if callable.is_kind(Kind::NativeFunction) {
            let native = &*callable.cast::<NativeFunction>();
            if native.def.binding == Binding::New {
                return Err(FailureKind::CallableKind);
            }
            *cells = std::ptr::from_ref(native.def) as u64;
            if native.def.name == "isinstance" && count == 2 {
                return Ok(WordOp::CallIsinstance);
            }
            let fits = match native.def.convention {
                Convention::NoArgs(_) => count == 0,
                Convention::One(_) => count == 1,
                Convention::Fast(_) | Convention::Keywords(_) | Convention::VarArgs(_) => true,
            };
            return if fits { Ok(WordOp::CallNative) } else { Err(FailureKind::WrongNumberArguments) };
        }
        if callable.is_kind(Kind::Type) {
            let class = &*callable.cast::<TypeObject>();
            if callable == t.interpreter().type_of_kind(Kind::Type).raw() && count == 1 {
                *cells = callable.0;
                return Ok(WordOp::CallType1);
            }
            let plain_new = t.interpreter().type_of_kind(Kind::Object).special(Special::New);
            if class.special(Special::New) != plain_new || class.layout.kind != Kind::Object {
                return Err(FailureKind::OverriddenNew);
            }
            let init = class.special(Special::Init);
            if !init.is_kind(Kind::Function) {
                return Err(FailureKind::InitNotPython);
            }
            let flags = class.flags.get();
            if flags.contains(TypeFlags::ABSTRACT) || class.heap_class.get() as usize == LARGE_CLASS {
                return Err(FailureKind::OverriddenNew);
            }
            let function_version = exact_version(init, count + 1).map_err(|_| FailureKind::InitNotSimple)?;
            let version = t.type_version(class).ok_or(FailureKind::OutOfVersions)?;
            *cells = u64::from(version) | u64::from(function_version) << 32;
            return Ok(WordOp::CallClassInit);
        }
        let class = &*(*callable.header()).ty.cast::<TypeObject>();
        Err(if class.flags.get().contains(TypeFlags::METATYPE) {
            FailureKind::Metaclass
        } else {
            FailureKind::CallableKind
        })
    }
}
