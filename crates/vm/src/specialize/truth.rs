//! TO_BOOL: which values are decided without asking their type.
#![expect(unsafe_code, reason = "reads operands")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;
use crate::types::{Special, TypeObject};
use crate::value::Raw;

/// The operand is a bool.
pub(crate) const BOOL: u8 = 0;
/// It is an integer in a word.
pub(crate) const INT: u8 = 1;
/// It is None.
pub(crate) const NONE: u8 = 2;
/// It is a list.
pub(crate) const LIST: u8 = 3;
/// It is a string.
pub(crate) const STR: u8 = 4;
/// It is of one of [`BUILTIN_KINDS`].
pub(crate) const BUILTIN: u8 = 5;
/// Its type, whose version cell 0 holds, has neither `__bool__` nor `__len__`.
pub(crate) const ALWAYS_TRUE: u8 = 6;

/// The kinds that share the form [`BUILTIN`]: deciding their truth runs no Python.
pub(crate) const BUILTIN_KINDS: [Kind; 7] =
    [Kind::Dict, Kind::Tuple, Kind::Set, Kind::FrozenSet, Kind::Float, Kind::BigInt, Kind::Bytes];

const ALONE: [WordOp; 7] = [
    WordOp::ToBoolBool,
    WordOp::ToBoolInt,
    WordOp::ToBoolNone,
    WordOp::ToBoolList,
    WordOp::ToBoolStr,
    WordOp::ToBoolBuiltin,
    WordOp::ToBoolAlwaysTrue,
];
/// By form, then by the truth that jumps.
const BRANCH: [[WordOp; 2]; 7] = [
    [WordOp::ToBoolBranchBoolFalse, WordOp::ToBoolBranchBoolTrue],
    [WordOp::ToBoolBranchIntFalse, WordOp::ToBoolBranchIntTrue],
    [WordOp::ToBoolBranchNoneFalse, WordOp::ToBoolBranchNoneTrue],
    [WordOp::ToBoolBranchListFalse, WordOp::ToBoolBranchListTrue],
    [WordOp::ToBoolBranchStrFalse, WordOp::ToBoolBranchStrTrue],
    [WordOp::ToBoolBranchBuiltinFalse, WordOp::ToBoolBranchBuiltinTrue],
    [WordOp::ToBoolBranchAlwaysTrueFalse, WordOp::ToBoolBranchAlwaysTrueTrue],
];

/// The form for the word's operand. What the form is to compare with goes to the high half of cell 0.
unsafe fn form<M: Mode>(cx: Cx<M>) -> Result<u8, FailureKind> {
    // SAFETY: the operand is live, and the half of the cell is the specializer's.
    unsafe {
        let value = cx.src(cx.b());
        let aux = cx.pc.add(1).cast::<u32>().add(1).cast_mut();
        if cx.b() & usize::from(CONSTANT) != 0 {
            // The compiler decides these; code made by hand may still ask.
            return Err(FailureKind::OtherTypes);
        }
        match value {
            Raw::NONE => return Ok(NONE),
            value if value.is_bool() => return Ok(BOOL),
            value if value.is_int() => return Ok(INT),
            value if value.is_kind(Kind::List) => return Ok(LIST),
            value if value.is_kind(Kind::Str) => return Ok(STR),
            value if !value.is_pointer() => return Err(FailureKind::OtherTypes),
            _ => {}
        }
        if let Some(index) = BUILTIN_KINDS.iter().position(|&kind| value.is_kind(kind)) {
            *aux = index as u32;
            return Ok(BUILTIN);
        }
        let class = &*(*value.header()).ty.cast::<TypeObject>();
        if !class.special(Special::Bool).is_null() || !class.special(Special::Len).is_null() {
            return Err(FailureKind::UserTruth);
        }
        *aux = (*cx.t).type_version(class).ok_or(FailureKind::OutOfVersions)?;
        Ok(ALWAYS_TRUE)
    }
}

/// Tries to specialize a TO_BOOL.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a TO_BOOL.
    unsafe {
        let decision = form(cx).map(|form| ALONE[usize::from(form)]);
        settle(cx, decision);
    }
}

/// Tries to specialize a TO_BOOL fused with a branch.
pub(crate) unsafe fn attempt_branch<M: Mode, const WANTED: bool>(cx: Cx<M>) {
    // SAFETY: the word is a TO_BOOL_BRANCH.
    unsafe {
        let decision = form(cx).map(|form| BRANCH[usize::from(form)][usize::from(WANTED)]);
        settle(cx, decision);
    }
}
