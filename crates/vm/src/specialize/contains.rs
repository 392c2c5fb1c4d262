//! CONTAINS_OP: containers of builtin types are searched without a look at special methods.
#![expect(unsafe_code, reason = "reads operands")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;

/// The containers that have forms of their own.
pub(crate) const CONTAINERS: [Kind; 6] =
    [Kind::Dict, Kind::Set, Kind::FrozenSet, Kind::List, Kind::Tuple, Kind::Str];

const OP: [WordOp; 6] = [
    WordOp::ContainsOpDict,
    WordOp::ContainsOpSet,
    WordOp::ContainsOpFrozenSet,
    WordOp::ContainsOpList,
    WordOp::ContainsOpTuple,
    WordOp::ContainsOpStr,
];
/// By container, then by the truth that jumps.
const BRANCH: [[WordOp; 2]; 6] = [
    [WordOp::ContainsBranchDictFalse, WordOp::ContainsBranchDictTrue],
    [WordOp::ContainsBranchSetFalse, WordOp::ContainsBranchSetTrue],
    [WordOp::ContainsBranchFrozenSetFalse, WordOp::ContainsBranchFrozenSetTrue],
    [WordOp::ContainsBranchListFalse, WordOp::ContainsBranchListTrue],
    [WordOp::ContainsBranchTupleFalse, WordOp::ContainsBranchTupleTrue],
    [WordOp::ContainsBranchStrFalse, WordOp::ContainsBranchStrTrue],
];

/// Which of [`CONTAINERS`] the word searches.
unsafe fn container<M: Mode>(cx: Cx<M>) -> Result<usize, FailureKind> {
    // SAFETY: the operand is live.
    unsafe {
        let value = cx.src(cx.c());
        CONTAINERS.iter().position(|&kind| value.is_kind(kind)).ok_or(FailureKind::ContainerKind)
    }
}

/// Tries to specialize a CONTAINS_OP.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a CONTAINS_OP.
    unsafe {
        let decision = container(cx).map(|container| OP[container]);
        settle(cx, decision);
    }
}

/// Tries to specialize a CONTAINS_OP fused with a branch.
pub(crate) unsafe fn attempt_branch<M: Mode, const WANTED: bool>(cx: Cx<M>) {
    // SAFETY: the word is a CONTAINS_BRANCH.
    unsafe {
        let decision = container(cx).map(|container| BRANCH[container][usize::from(WANTED)]);
        settle(cx, decision);
    }
}
