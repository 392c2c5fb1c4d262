//! CALL: Python functions, bound methods and classes are entered directly, native functions by convention.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::code_flags;
use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{METHOD_SHAPE, WordOp};
use taipan_heap::LARGE_CLASS;

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::function::Function;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::tuple::Tuple;
use crate::exec::{Exec, PLAIN, SIMPLE};
use crate::native::{Binding, Convention, Leaf};
use crate::object::Kind;
use crate::ops::call_native::{LEAF_CLASS, NATIVE_CLASS};
use crate::ops::{Cx, Mode};
use crate::site::State;
use crate::specialize::{Decision, attempted_after_miss, detail, settle, succeeded};
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

/// Tries to specialize a CALL_KW.
pub(crate) unsafe fn attempt_kw<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a CALL_KW.
    unsafe {
        let decision = decide_kw(cx);
        settle(cx, decision);
    }
}

/// What makes instances of a builtin class quickly.
pub(crate) unsafe fn class_leaf(class: &TypeObject) -> Option<Leaf> {
    // SAFETY: the class keeps its special methods.
    unsafe {
        let new = class.special(Special::New);
        let own = class as *const TypeObject as *const taipan_heap::Header;
        if class.flags.get().contains(TypeFlags::HEAP) || !new.is_kind(Kind::NativeFunction) {
            return None;
        }
        let new = &*new.cast::<NativeFunction>();
        (new.owner().raw().header().cast_const() == own).then_some(new.def.leaf?)
    }
}

/// The version of a function.
fn known_version(function: &Function) -> Result<u32, FailureKind> {
    match function.version.get() {
        0 => Err(FailureKind::OutOfVersions),
        version => Ok(version),
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

/// A call of exactly one function's parameters met another function of as many: the site takes any such from now on.
pub(crate) unsafe fn widen<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: the word is a specialized CALL.
    unsafe {
        if !matches!(cx.own_op(), WordOp::CallPyExact | WordOp::CallPyExactMethod) {
            return false;
        }
        let (callable, shape) = (cx.slot(cx.a()), cx.b());
        let method_shape = shape & usize::from(METHOD_SHAPE) != 0;
        let given = (shape & !usize::from(METHOD_SHAPE)) + usize::from(method_shape);
        let bound = !method_shape || !(*callable.add(5)).is_null();
        if !(*callable).is_kind(Kind::Function) || !bound || exact_version(*callable, given).is_err() {
            return false;
        }
        let site = &mut *cx.site();
        attempted_after_miss(site);
        if M::PROFILE {
            detail::note(cx, site);
        }
        succeeded(cx, site, WordOp::CallPyPolymorphic, State::Polymorphic);
        true
    }
}

unsafe fn decide<M: Mode>(cx: Cx<M>) -> Decision {
    // SAFETY: operands are the word's; cell 1 is the specializer's.
    unsafe {
        let t = &mut *cx.t;
        let callable_slot = cx.slot(cx.a());
        let callable = *callable_slot;
        let shape = cx.b();
        let method_shape = shape & usize::from(METHOD_SHAPE) != 0;
        let count = shape & !usize::from(METHOD_SHAPE);
        let cell = cx.pc.add(2).cast_mut();
        let receiver = *callable_slot.add(5);
        if !callable.is_pointer() {
            return Err(FailureKind::CallableKind);
        }
        if callable.is_kind(Kind::Function) && method_shape && receiver.is_null() {
            *cell = u64::from(known_version(&*callable.cast::<Function>())?);
            let exact = exact_version(callable, count).is_ok();
            return Ok(if exact { WordOp::CallPyExactUnbound } else { WordOp::CallPyGeneral });
        }
        if callable.is_kind(Kind::Function) {
            let function = &*callable.cast::<Function>();
            let given = count + usize::from(method_shape);
            let version = known_version(function)?;
            *cell = u64::from(version);
            let exec = &*function.exec.get();
            let argcount = exec.argcount as usize;
            let takes_rest = exec.flags & (code_flags::VARARGS | code_flags::VARKEYWORDS)
                == code_flags::VARARGS
                && exec.flags & code_flags::OPTIMIZED != 0
                && exec.parameters == exec.argcount;
            return Ok(if takes_rest && given >= argcount && !(method_shape && argcount == 0) {
                WordOp::CallPyVarargs
            } else if exec.flags & SIMPLE == 0 || given > argcount {
                WordOp::CallPyGeneral
            } else if given < exec.parameters as usize {
                if given + (function.default_count.get() as usize) < argcount {
                    return Err(FailureKind::WrongNumberArguments);
                }
                WordOp::CallPyDefaults
            } else if method_shape {
                WordOp::CallPyExactMethod
            } else {
                WordOp::CallPyExact
            });
        }
        if callable.is_kind(Kind::MethodDescriptor) && method_shape && !receiver.is_null() {
            let native = &*callable.cast::<NativeFunction>();
            if native.def.binding != Binding::Method {
                return Err(FailureKind::CallableKind);
            }
            let class = &*t.type_of_raw(receiver);
            cx.set_aux(t.type_version(class).ok_or(FailureKind::OutOfVersions)?);
            *cell = std::ptr::from_ref(native.def) as u64;
            return Ok(WordOp::CallMethodDescriptor);
        }
        if method_shape && !receiver.is_null() {
            return Err(FailureKind::CallableKind);
        }
        if callable.is_kind(Kind::BoundMethod) {
            let function = (*callable.cast::<BoundMethod>()).function.get();
            if !function.is_kind(Kind::Function) {
                return Err(FailureKind::CallableKind);
            }
            let version = known_version(&*function.cast::<Function>())?;
            *cell = u64::from(version);
            let exact = exact_version(function, count + 1).is_ok();
            return Ok(if exact && !method_shape { WordOp::CallBoundMethod } else { WordOp::CallPyGeneral });
        }
        if callable.is_kind(Kind::NativeFunction) {
            let native = &*callable.cast::<NativeFunction>();
            if native.def.binding == Binding::New {
                return Err(FailureKind::CallableKind);
            }
            *cell = std::ptr::from_ref(native.def) as u64;
            let builtin = native.owner().is_kind(Kind::Module) && !method_shape;
            if builtin
                && native.def.name == "isinstance"
                && count == 2
                && (*callable_slot.add(6)).is_kind(Kind::Type)
            {
                return Ok(WordOp::CallIsinstance);
            }
            if builtin && native.def.name == "len" && count == 1 {
                return Ok(WordOp::CallLen);
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
            if callable == t.interpreter().type_of_kind(Kind::Type).raw() && count == 1 && !method_shape {
                *cell = callable.0;
                return Ok(WordOp::CallType1);
            }
            let version = t.type_version(class).ok_or(FailureKind::OutOfVersions)?;
            *cell = u64::from(version);
            let plain_new = t.interpreter().type_of_kind(Kind::Object).special(Special::New);
            let init = class.special(Special::Init);
            if crate::builtins::exception::only_keeps_arguments(t, class) {
                return Ok(WordOp::CallExceptionClass);
            }
            let in_frame = class.special(Special::New) == plain_new
                && class.layout.kind == Kind::Object
                && init.is_kind(Kind::Function);
            let entered = in_frame
                && !method_shape
                && !class.flags.get().contains(TypeFlags::ABSTRACT)
                && class.heap_class.get() as usize != LARGE_CLASS;
            let function_version = if entered { exact_version(init, count + 1).ok() } else { None };
            let (high, word) = match function_version {
                Some(version) => (version, WordOp::CallClassInit),
                None if in_frame => (0, WordOp::CallClass),
                None if class_leaf(class).is_some() => (LEAF_CLASS, WordOp::CallClass),
                None => (NATIVE_CLASS, WordOp::CallClass),
            };
            *cell |= u64::from(high) << 32;
            return Ok(word);
        }
        let class = &*(*callable.header()).ty.cast::<TypeObject>();
        Err(if class.flags.get().contains(TypeFlags::METATYPE) {
            FailureKind::Metaclass
        } else {
            FailureKind::CallableKind
        })
    }
}

unsafe fn decide_kw<M: Mode>(cx: Cx<M>) -> Decision {
    // SAFETY: operands are the word's; cells 1 and 2 are the specializer's.
    unsafe {
        let t = &mut *cx.t;
        let callable_slot = cx.slot(cx.a());
        let callable = *callable_slot;
        let method_shape = cx.b() & usize::from(METHOD_SHAPE) != 0;
        let count = cx.b() & !usize::from(METHOD_SHAPE);
        let cells = cx.pc.add(2).cast_mut();
        if !callable.is_pointer() {
            return Err(FailureKind::CallableKind);
        }
        if callable.is_kind(Kind::BoundMethod) {
            let function = (*callable.cast::<BoundMethod>()).function.get();
            if !function.is_kind(Kind::Function) {
                return Err(FailureKind::CallableKind);
            }
            *cells = u64::from(known_version(&*function.cast::<Function>())?);
            return Ok(WordOp::CallKwPyGeneral);
        }
        if callable.is_kind(Kind::Function) {
            let function = &*callable.cast::<Function>();
            *cells = u64::from(known_version(function)?);
            if method_shape && (*callable_slot.add(5)).is_null() {
                return Ok(WordOp::CallKwPyGeneral);
            }
            let names = &*(*(*cx.exec()).consts.add(cx.aux())).cast::<Tuple>();
            let Some(map) = keyword_map(function, names, count + usize::from(method_shape)) else {
                return Ok(WordOp::CallKwPyGeneral);
            };
            *cells |= (names.len() as u64) << 32;
            *cells.add(1) = map;
            return Ok(WordOp::CallKwPy);
        }
        if callable.is_kind(Kind::NativeFunction) || callable.is_kind(Kind::MethodDescriptor) {
            *cells = std::ptr::from_ref((*callable.cast::<NativeFunction>()).def) as u64;
            return Ok(WordOp::CallKwNative);
        }
        if callable.is_kind(Kind::Type) {
            *cells =
                u64::from(t.type_version(&*callable.cast::<TypeObject>()).ok_or(FailureKind::OutOfVersions)?);
            return Ok(WordOp::CallKwClass);
        }
        Err(FailureKind::CallableKind)
    }
}

/// For each keyword the index of its parameter, a byte each: if all find one and every other parameter has an argument or a default.
fn keyword_map(function: &Function, names: &Tuple, count: usize) -> Option<u64> {
    let code = function.code();
    // SAFETY: a function with a version has executable code.
    let exec = unsafe { &*function.exec.get() };
    let (argcount, parameters) = (exec.argcount as usize, exec.parameters as usize);
    let given = count - names.len();
    if exec.flags & SIMPLE == 0 || parameters > 64 || names.len() > 8 || given > argcount {
        return None;
    }
    let mut filled = (1_u128 << given) - 1;
    let mut map = 0;
    for (index, name) in names.items().iter().enumerate() {
        let first = code.code().posonlyargcount as usize;
        let parameter =
            first + code.locals[first..parameters].iter().position(|parameter| parameter.is(name))?;
        if filled & 1 << parameter != 0 {
            return None;
        }
        filled |= 1 << parameter;
        map |= (parameter as u64) << (8 * index);
    }
    let required = argcount.checked_sub(function.default_count.get() as usize)?;
    (filled | !((1_u128 << required) - 1) == u128::MAX).then_some(map)
}
