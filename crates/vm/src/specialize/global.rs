//! LOAD_GLOBAL: the value is read by its index in the globals or the builtins while their key sets stay.
#![expect(unsafe_code, reason = "writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::ops::{Cx, Mode};
use crate::specialize::{Decision, called, result_is_dropped, settle};

/// The forms: to a temporary, to a local, and to be dropped.
const MODULE: [WordOp; 3] =
    [WordOp::LoadGlobalModule, WordOp::LoadGlobalModuleLocal, WordOp::LoadGlobalModuleDropped];
const BUILTIN: [WordOp; 3] =
    [WordOp::LoadGlobalBuiltin, WordOp::LoadGlobalBuiltinLocal, WordOp::LoadGlobalBuiltinDropped];

/// Tries to specialize a LOAD_GLOBAL.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a LOAD_GLOBAL.
    unsafe {
        let decision = decide(cx);
        settle(cx, decision);
    }
}

unsafe fn decide<M: Mode>(cx: Cx<M>) -> Decision {
    // SAFETY: cell 1 and operand b are the specializer's.
    unsafe {
        let t = &mut *cx.t;
        let shape = match cx.a() < cx.nlocals() {
            true => 1,
            false if result_is_dropped(cx, WordOp::LoadGlobal.cells()) => 2,
            false => 0,
        };
        let name = cx.name(cx.aux());
        let Some(text) = name.exact::<Str>() else { return Err(FailureKind::NotFound) };
        let function = cx.function();
        let globals = function.field(&function.globals).and_then(|globals| globals.exact::<Dict>());
        let builtins = function.field(&function.builtins).and_then(|builtins| builtins.exact::<Dict>());
        let Some(globals) = globals else { return Err(FailureKind::NamespaceNotDict) };
        let cell = cx.pc.add(2).cast_mut();
        let version = globals.keys_version(t).ok_or(FailureKind::OutOfVersions)?;
        if let Some(index) = globals.find_str(t, text) {
            *cell = u64::from(version) | (Dict::place(index) as u64) << 32;
            return Ok(MODULE[shape]);
        }
        let Some(builtins) = builtins else { return Err(FailureKind::NamespaceNotDict) };
        let Some(index) = builtins.find_str(t, text) else { return Err(FailureKind::NotFound) };
        let Ok(place) = u16::try_from(Dict::place(index)) else { return Err(FailureKind::OutOfRange) };
        let builtins_version = builtins.keys_version(t).ok_or(FailureKind::OutOfVersions)?;
        *cell = u64::from(version) | u64::from(builtins_version) << 32;
        *cx.pc.cast_mut().cast::<u16>().add(2) = place;
        if let Some(form) = called::builtin(cx, *builtins.value_place(usize::from(place))) {
            return Ok(form);
        }
        Ok(BUILTIN[shape])
    }
}
