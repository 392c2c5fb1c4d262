//! COMPARE_OP, alone and fused with a branch.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;
use crate::value::Raw;

/// What both operands are.
enum Operands {
    Ints,
    Floats,
    Strs,
}

unsafe fn classify(a: Raw, b: Raw, operator: usize) -> Result<Operands, FailureKind> {
    // SAFETY: operands are live.
    unsafe {
        let float_like = |value: Raw| value.is_int() || value.is_kind(Kind::Float);
        if a.are_ints(b) {
            Ok(Operands::Ints)
        } else if float_like(a) && float_like(b) {
            Ok(Operands::Floats)
        } else if a.is_kind(Kind::Str) && b.is_kind(Kind::Str) {
            if operator == 2 || operator == 3 { Ok(Operands::Strs) } else { Err(FailureKind::Operator) }
        } else if a.is_kind(Kind::BigInt) || b.is_kind(Kind::BigInt) {
            Err(FailureKind::BigInt)
        } else if a.is_pointer() != b.is_pointer() {
            Err(FailureKind::DifferentTypes)
        } else {
            Err(FailureKind::OtherTypes)
        }
    }
}

/// Tries to specialize a COMPARE_OP.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a COMPARE_OP.
    unsafe {
        let decision =
            classify(cx.src(cx.b()), cx.src(cx.c()), cx.aux() >> 5).map(|operands| match operands {
                Operands::Ints => WordOp::CompareOpInt,
                Operands::Floats => WordOp::CompareOpFloat,
                Operands::Strs => WordOp::CompareOpStr,
            });
        settle(cx, decision);
    }
}

/// Tries to specialize a COMPARE_OP fused with a branch.
pub(crate) unsafe fn attempt_branch<M: Mode, const WANTED: bool>(cx: Cx<M>) {
    // SAFETY: the word is a COMPARE_BRANCH; cell 1 is the specializer's.
    unsafe {
        let operator = cx.aux() >> 5;
        let constant = |operand: usize| operand & usize::from(CONSTANT) != 0;
        let decision = classify(cx.src(cx.b()), cx.src(cx.c()), operator).and_then(|operands| {
            Ok(match operands {
                Operands::Ints if constant(cx.b()) => return Err(FailureKind::Operator),
                Operands::Ints if constant(cx.c()) => {
                    *cx.pc.add(2).cast_mut() = cx.src(cx.c()).0;
                    INT_CONST[operator][usize::from(WANTED)]
                }
                Operands::Ints => INT[operator][usize::from(WANTED)],
                Operands::Floats if WANTED => WordOp::CompareBranchFloatTrue,
                Operands::Floats => WordOp::CompareBranchFloatFalse,
                Operands::Strs if WANTED => WordOp::CompareBranchStrTrue,
                Operands::Strs => WordOp::CompareBranchStrFalse,
            })
        });
        settle(cx, decision);
    }
}

/// By operator, then by the truth that jumps.
const INT: [[WordOp; 2]; 6] = [
    [WordOp::CompareBranchLtIntFalse, WordOp::CompareBranchLtIntTrue],
    [WordOp::CompareBranchLeIntFalse, WordOp::CompareBranchLeIntTrue],
    [WordOp::CompareBranchEqIntFalse, WordOp::CompareBranchEqIntTrue],
    [WordOp::CompareBranchNeIntFalse, WordOp::CompareBranchNeIntTrue],
    [WordOp::CompareBranchGtIntFalse, WordOp::CompareBranchGtIntTrue],
    [WordOp::CompareBranchGeIntFalse, WordOp::CompareBranchGeIntTrue],
];

const INT_CONST: [[WordOp; 2]; 6] = [
    [WordOp::CompareBranchLtIntConstFalse, WordOp::CompareBranchLtIntConstTrue],
    [WordOp::CompareBranchLeIntConstFalse, WordOp::CompareBranchLeIntConstTrue],
    [WordOp::CompareBranchEqIntConstFalse, WordOp::CompareBranchEqIntConstTrue],
    [WordOp::CompareBranchNeIntConstFalse, WordOp::CompareBranchNeIntConstTrue],
    [WordOp::CompareBranchGtIntConstFalse, WordOp::CompareBranchGtIntConstTrue],
    [WordOp::CompareBranchGeIntConstFalse, WordOp::CompareBranchGeIntConstTrue],
];
