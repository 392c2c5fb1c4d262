//! What canonical instructions that do more than move values take, leave and become, told apart from
//! how the translator handles them.

use taipan_bytecode::Opcode;
use taipan_bytecode::word::WordOp;

/// What an instruction does to the stack.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Words that may run it.
    pub(super) words: &'static [WordOp],
    /// Positions read, counted from the top (1 is the topmost), in the order words read them.
    pub(super) reads: Vec<usize>,
    pub(super) pops: usize,
    pub(super) pushes: usize,
    /// The high half of cell 0, where it matters.
    pub(super) aux: Option<u32>,
}

/// The step of an instruction that has a word of its own in every form; `None` for moves, jumps and what is left out.
pub(super) fn step(opcode: Opcode, arg: u32) -> Option<Step> {
    let count = arg as usize;
    let make =
        |words, pops, pushes| Step { words, reads: (1..=pops).rev().collect(), pops, pushes, aux: None };
    if let Some(step) = peeking(opcode, count) {
        return Some(step);
    }
    if let Some((words, pops, pushes)) = fixed(opcode) {
        return Some(make(words, pops, pushes));
    }
    let with_aux = |step: Step, aux| Step { aux: Some(aux), ..step };
    use WordOp as W;
    Some(match opcode {
        Opcode::BinaryOp => with_aux(make(&[W::BinaryOp], 2, 1), arg),
        Opcode::CompareOp => {
            with_aux(make(&[W::CompareOp, W::CompareBranchTrue, W::CompareBranchFalse], 2, 1), arg)
        }
        Opcode::ContainsOp => {
            with_aux(make(&[W::ContainsOp, W::ContainsBranchTrue, W::ContainsBranchFalse], 2, 1), arg & 1)
        }
        Opcode::LoadGlobal => with_aux(make(&[W::LoadGlobal], 0, 1 + (count & 1)), arg >> 1),
        Opcode::LoadName => with_aux(make(&[W::LoadName], 0, 1), arg),
        Opcode::LoadFromDictOrGlobals => with_aux(make(&[W::LoadFromDictOrGlobals], 1, 1), arg),
        Opcode::StoreName => with_aux(make(&[W::StoreName], 1, 0), arg),
        Opcode::StoreGlobal => with_aux(make(&[W::StoreGlobal], 1, 0), arg),
        Opcode::DeleteName => with_aux(make(&[W::DeleteName], 0, 0), arg),
        Opcode::DeleteGlobal => with_aux(make(&[W::DeleteGlobal], 0, 0), arg),
        Opcode::StoreAttr => with_aux(make(&[W::StoreAttr], 2, 0), arg),
        Opcode::DeleteAttr => with_aux(make(&[W::DeleteAttr], 1, 0), arg),
        Opcode::ImportName => with_aux(make(&[W::ImportName], 2, 1), arg),
        Opcode::YieldValue => with_aux(make(&[W::YieldValue], 1, 1), arg),
        Opcode::LoadAttr if arg & 1 == 0 => with_aux(make(&[W::LoadAttr], 1, 1), arg >> 1),
        Opcode::LoadAttr => with_aux(make(&[W::LoadMethod], 1, 2), arg >> 1),
        Opcode::LoadSuperAttr if arg & 1 == 0 => with_aux(make(&[W::LoadSuperAttr], 3, 1), arg >> 2),
        Opcode::LoadSuperAttr => with_aux(make(&[W::LoadSuperMethod], 3, 2), arg >> 2),
        Opcode::BuildTuple => make(&[W::BuildTuple], count, 1),
        Opcode::BuildList => make(&[W::BuildList], count, 1),
        Opcode::BuildSet => make(&[W::BuildSet], count, 1),
        Opcode::BuildString => make(&[W::BuildString], count, 1),
        Opcode::BuildSlice => make(&[W::BuildSlice], count, 1),
        Opcode::BuildMap => make(&[W::BuildMap], count * 2, 1),
        Opcode::BuildInterpolation => make(&[W::BuildInterpolation], 2 + (count & 1), 1),
        Opcode::UnpackSequence => make(&[W::UnpackSequence], 1, count),
        Opcode::UnpackEx => make(&[W::UnpackEx], 1, (count & 0xFF) + 1 + (count >> 8)),
        Opcode::RaiseVarargs => make(&[W::RaiseVarargs], count, 0),
        Opcode::Call => make(&[W::Call], count + 2, 1),
        Opcode::CallKw => make(&[W::CallKw], count + 3, 1),
        Opcode::IsOp if arg & 1 == 0 => make(&[W::IsOp, W::IsBranch, W::IsNotBranch], 2, 1),
        Opcode::IsOp => make(&[W::IsNotOp, W::IsBranch, W::IsNotBranch], 2, 1),
        Opcode::Resume => make(&[W::Resume], 0, 0),
        _ => return None,
    })
}

/// Instructions whose effect is the same for every argument, and that take what they read.
fn fixed(opcode: Opcode) -> Option<(&'static [WordOp], usize, usize)> {
    use WordOp as W;
    Some(match opcode {
        Opcode::ToBool => (&[W::ToBool, W::ToBoolBranchTrue, W::ToBoolBranchFalse], 1, 1),
        Opcode::UnaryNot => (&[W::UnaryNot], 1, 1),
        Opcode::UnaryNegative => (&[W::UnaryNegative], 1, 1),
        Opcode::UnaryInvert => (&[W::UnaryInvert], 1, 1),
        Opcode::BinarySlice => (&[W::BinarySlice], 3, 1),
        Opcode::StoreSlice => (&[W::StoreSlice], 4, 0),
        Opcode::StoreSubscr => (&[W::StoreSubscr], 3, 0),
        Opcode::DeleteSubscr => (&[W::DeleteSubscr], 2, 0),
        Opcode::LoadFromDictOrDeref => (&[W::LoadFromDictOrDeref], 1, 1),
        Opcode::LoadLocals => (&[W::LoadLocals], 0, 1),
        Opcode::LoadBuildClass => (&[W::LoadBuildClass], 0, 1),
        Opcode::LoadCommonConstant => (&[W::LoadCommonConstant], 0, 1),
        Opcode::SetupAnnotations => (&[W::SetupAnnotations], 0, 0),
        Opcode::LoadSpecial => (&[W::LoadSpecial], 1, 2),
        Opcode::LoadDeref => (&[W::LoadDeref], 0, 1),
        Opcode::StoreDeref => (&[W::StoreDeref], 1, 0),
        Opcode::DeleteDeref => (&[W::DeleteDeref], 0, 0),
        Opcode::CallFunctionEx => (&[W::CallFunctionEx], 4, 1),
        Opcode::CallIntrinsic1 => (&[W::CallIntrinsic1], 1, 1),
        Opcode::CallIntrinsic2 => (&[W::CallIntrinsic2], 2, 1),
        Opcode::MakeFunction => (&[W::MakeFunction], 1, 1),
        Opcode::ReturnValue => (&[W::ReturnValue, W::ReturnFromGenerator], 1, 0),
        Opcode::ReturnGenerator => (&[W::ReturnGenerator], 0, 1),
        Opcode::EndSend => (&[W::EndSend], 2, 1),
        Opcode::GetAwaitable => (&[W::GetAwaitable], 1, 1),
        Opcode::GetAiter => (&[W::GetAiter], 1, 1),
        Opcode::GetIter => (&[W::GetIter], 1, 1),
        Opcode::GetYieldFromIter => (&[W::GetYieldFromIter], 1, 1),
        Opcode::MatchClass => (&[W::MatchClass], 3, 1),
        Opcode::BuildTemplate => (&[W::BuildTemplate], 2, 1),
        Opcode::FormatSimple => (&[W::FormatSimple], 1, 1),
        Opcode::FormatWithSpec => (&[W::FormatWithSpec], 2, 1),
        Opcode::ConvertValue => (&[W::ConvertValue], 1, 1),
        Opcode::PushExcInfo => (&[W::PushExcInfo], 1, 2),
        Opcode::PopExcept => (&[W::PopExcept], 1, 0),
        Opcode::CheckEgMatch => (&[W::CheckEgMatch], 2, 2),
        Opcode::CleanupThrow => (&[W::CleanupThrow], 3, 2),
        Opcode::EndAsyncFor => (&[W::EndAsyncFor], 2, 0),
        _ => return None,
    })
}

/// Instructions that look at positions which stay, or read them in another order.
fn peeking(opcode: Opcode, count: usize) -> Option<Step> {
    use WordOp as W;
    let make =
        |words, reads: &[usize], pops, pushes| Step { words, reads: reads.to_vec(), pops, pushes, aux: None };
    Some(match opcode {
        Opcode::ForIter => make(&[W::ForIter], &[1], 0, 1),
        Opcode::Send => make(&[W::Send], &[2, 1], 1, 1),
        Opcode::GetAnext => make(&[W::GetAnext], &[1], 0, 1),
        Opcode::GetLen => make(&[W::GetLen], &[1], 0, 1),
        Opcode::MatchMapping => make(&[W::MatchMapping], &[1], 0, 1),
        Opcode::MatchSequence => make(&[W::MatchSequence], &[1], 0, 1),
        Opcode::MatchKeys => make(&[W::MatchKeys], &[2, 1], 0, 1),
        Opcode::ImportFrom => make(&[W::ImportFrom], &[1], 0, 1),
        Opcode::CheckExcMatch => make(&[W::CheckExcMatch], &[2, 1], 1, 1),
        Opcode::WithExceptStart => make(&[W::WithExceptStart], &[5, 4, 1], 0, 1),
        Opcode::ListAppend => make(&[W::ListAppend], &[count + 1, 1], 1, 0),
        Opcode::ListExtend => make(&[W::ListExtend], &[count + 1, 1], 1, 0),
        Opcode::SetAdd => make(&[W::SetAdd], &[count + 1, 1], 1, 0),
        Opcode::SetUpdate => make(&[W::SetUpdate], &[count + 1, 1], 1, 0),
        Opcode::DictUpdate => make(&[W::DictUpdate], &[count + 1, 1], 1, 0),
        Opcode::DictMerge => make(&[W::DictMerge], &[count + 1, 1, count + 4], 1, 0),
        Opcode::MapAdd => make(&[W::MapAdd], &[count + 2, 2, 1], 2, 0),
        Opcode::SetFunctionAttribute => make(&[W::SetFunctionAttribute], &[1, 2], 2, 1),
        Opcode::Reraise if count == 0 => make(&[W::Reraise], &[1], 1, 0),
        Opcode::Reraise => make(&[W::Reraise], &[count + 1, 1], 1, 0),
        _ => return None,
    })
}

/// Where a word repeats the instruction's argument: the field (0 is `a`) and its value.
pub(super) fn number(opcode: Opcode, arg: u32) -> Option<(usize, u16)> {
    use Opcode::*;
    let field = match opcode {
        StoreDeref | DeleteDeref | Resume => 0,
        LoadDeref | LoadCommonConstant => 1,
        CallIntrinsic1 | CallIntrinsic2 | ConvertValue | GetAwaitable | LoadSpecial | MatchClass
        | UnpackSequence | UnpackEx | BuildInterpolation | LoadFromDictOrDeref => 2,
        LoadSuperAttr => return Some((2, arg as u16 & 2)),
        _ => return None,
    };
    Some((field, arg as u16))
}

/// Whether the instruction can never raise.
pub(super) fn is_silent(opcode: Opcode) -> bool {
    use Opcode::*;
    matches!(
        opcode,
        PopExcept
            | PushExcInfo
            | ReturnGenerator
            | ReturnValue
            | PopJumpIfTrue
            | PopJumpIfFalse
            | PopJumpIfNone
            | PopJumpIfNotNone
            | JumpForward
            | JumpBackwardNoInterrupt
            | IsOp
    )
}
