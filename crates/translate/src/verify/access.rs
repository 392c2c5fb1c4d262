//! What executable words read and write, told apart from how the translator makes them.

use taipan_bytecode::word::{CONSTANT, DISCARD, FRAME_HEADER, METHOD_SHAPE, WordOp};

/// Something a word reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Read {
    /// A local, or a temporary that the word consumes.
    Operand(u16),
    /// A temporary that stays.
    Stays(u16),
    /// A constant by index.
    Constant(u32),
    /// Nothing: NULL by the word's shape.
    Null,
}

/// What a word reads, in the order of the canonical operands, and the slots that receive its results.
#[derive(Clone, Debug, Default)]
pub(super) struct Access {
    pub(super) reads: Vec<Read>,
    pub(super) writes: Vec<u16>,
}

/// What a field of a word means.
#[derive(Clone, Copy)]
enum Field {
    /// A number, a local named as such, or unused.
    Other,
    /// Receives the result.
    Dst,
    /// Read; consumed when a temporary.
    Src,
    /// Read, and stays.
    Stay,
    /// The first of so many adjacent slots, all consumed.
    Run(u16),
}

/// A word taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) op: WordOp,
    pub(super) a: u16,
    pub(super) b: u16,
    pub(super) c: u16,
    /// The high half of cell 0.
    pub(super) aux: u32,
}

/// The accesses of any word but plain moves and jumps.
pub(super) fn access(word: Fields) -> Access {
    let mut access = Access::default();
    if special(word, &mut access) {
        return access;
    }
    for (field, value) in layout(word).into_iter().zip([word.a, word.b, word.c]) {
        match field {
            Field::Other => {}
            Field::Dst if value == DISCARD => {}
            Field::Dst => access.writes.push(value),
            Field::Src if value & CONSTANT != 0 => {
                access.reads.push(Read::Constant(u32::from(value & !CONSTANT)))
            }
            Field::Src => access.reads.push(Read::Operand(value)),
            Field::Stay => access.reads.push(Read::Stays(value)),
            Field::Run(count) => access.reads.extend(run(value, count).map(Read::Operand)),
        }
    }
    access
}

/// So many adjacent slots.
fn run(first: u16, count: u16) -> impl Iterator<Item = u16> {
    (0..count).map(move |index| first.wrapping_add(index))
}

fn layout(word: Fields) -> [Field; 3] {
    use Field::{Dst, Other, Run, Src, Stay};
    use WordOp::*;
    match word.op {
        BranchTrue | BranchFalse | BranchNone | BranchNotNone | ToBoolBranchTrue | ToBoolBranchFalse => {
            [Other, Src, Other]
        }
        CompareBranchTrue | CompareBranchFalse | ContainsBranchTrue | ContainsBranchFalse | IsBranch
        | IsNotBranch | DeleteSubscr => [Other, Src, Src],
        BinaryOp | CompareOp | ContainsOp | IsOp | IsNotOp | FormatWithSpec | SetFunctionAttribute
        | EndSend => [Dst, Src, Src],
        ToBool
        | UnaryNot
        | UnaryNegative
        | UnaryInvert
        | LoadFromDictOrGlobals
        | LoadFromDictOrDeref
        | LoadAttr
        | CallIntrinsic1
        | MakeFunction
        | GetIter
        | GetYieldFromIter
        | GetAwaitable
        | GetAiter
        | FormatSimple
        | ConvertValue => [Dst, Src, Other],
        BinarySlice | LoadSuperAttr | MatchClass => [Dst, Run(3), Other],
        StoreSlice => [Run(4), Other, Other],
        StoreSubscr => [Src, Src, Src],
        LoadGlobal | LoadName | LoadLocals | LoadBuildClass | LoadCommonConstant | LoadDeref => {
            [Dst, Other, Other]
        }
        StoreGlobal | StoreName | ReturnValue | ReturnFromGenerator | PopExcept | DeleteFast | CheckFast => {
            [Src, Other, Other]
        }
        StoreAttr | EndAsyncFor => [Src, Src, Other],
        DeleteAttr | StoreDeref => [Other, Src, Other],
        CallIntrinsic2 | BuildTemplate | ImportName => [Dst, Run(2), Other],
        BuildInterpolation => [Dst, Run(2 + (word.c & 1)), Other],
        BuildTuple | BuildList | BuildSet | BuildString | BuildSlice => [Dst, Run(word.c), Other],
        BuildMap => [Dst, Run(word.c.wrapping_mul(2)), Other],
        ForIter | GetAnext | GetLen | MatchMapping | MatchSequence | ImportFrom => [Dst, Stay, Other],
        MatchKeys => [Dst, Stay, Stay],
        ListAppend | ListExtend | SetAdd | SetUpdate | DictUpdate => [Stay, Src, Other],
        MapAdd => [Stay, Src, Src],
        DictMerge => [Stay, Src, Stay],
        RaiseVarargs => [Run(word.b), Other, Other],
        CheckExcMatch => [Dst, Stay, Src],
        _ => [Other, Other, Other],
    }
}

/// Words whose slots do not follow from their fields one by one; false for the others.
fn special(word: Fields, access: &mut Access) -> bool {
    let Fields { op, a, b, c, aux } = word;
    let header = FRAME_HEADER as u16;
    let take = |access: &mut Access, count| access.reads.extend(run(a, count).map(Read::Operand));
    let above = |distance| a.wrapping_add(distance);
    match op {
        WordOp::LoadMethod => {
            access.reads.push(Read::Operand(b));
            access.writes.extend([a, above(header)]);
        }
        WordOp::LoadSuperMethod => {
            take(access, 3);
            access.writes.extend([a, above(header)]);
        }
        WordOp::LoadSpecial => {
            take(access, 1);
            access.writes.extend([a, above(if matches!(c, 0 | 2) { header } else { 1 })]);
        }
        WordOp::Call | WordOp::CallKw => {
            let count = b & !METHOD_SHAPE;
            let method = b & METHOD_SHAPE != 0;
            access.reads.push(Read::Operand(a));
            access.reads.push(if method { Read::Operand(above(header)) } else { Read::Null });
            let first = above(header + u16::from(method));
            access.reads.extend(run(first, count).map(Read::Operand));
            if op == WordOp::CallKw {
                access.reads.push(Read::Constant(aux));
            }
            access.writes.extend((c != DISCARD).then_some(c));
        }
        WordOp::CallFunctionEx => {
            let arguments = [Read::Operand(above(header)), Read::Operand(above(header + 1))];
            access.reads.extend([Read::Operand(a), Read::Null]);
            access.reads.extend(arguments);
            access.writes.extend((c != DISCARD).then_some(c));
        }
        WordOp::ReturnGenerator => access.writes.extend((a != DISCARD).then_some(a)),
        WordOp::YieldValue => {
            let value =
                if a & CONSTANT != 0 { Read::Constant(u32::from(a & !CONSTANT)) } else { Read::Operand(a) };
            access.reads.push(value);
            access.writes.push(b);
        }
        WordOp::Send => {
            access.reads.extend([Read::Stays(b), Read::Operand(a)]);
            access.writes.push(a);
        }
        WordOp::Reraise => {
            access.reads.extend((b != DISCARD).then_some(Read::Stays(b)));
            access.reads.push(Read::Operand(a));
        }
        WordOp::PushExcInfo => {
            take(access, 1);
            access.writes.extend([a, above(1)]);
        }
        WordOp::CheckEgMatch => {
            take(access, 2);
            access.writes.extend([a, above(1)]);
        }
        WordOp::CleanupThrow => {
            take(access, 3);
            access.writes.extend([a, above(1)]);
        }
        WordOp::WithExceptStart => {
            access.reads.extend([Read::Stays(b), Read::Stays(b.wrapping_add(1)), Read::Stays(c)]);
            access.writes.push(a);
        }
        WordOp::UnpackSequence | WordOp::UnpackEx => {
            let value =
                if b & CONSTANT != 0 { Read::Constant(u32::from(b & !CONSTANT)) } else { Read::Operand(b) };
            access.reads.push(value);
            let count = if op == WordOp::UnpackEx { (c & 0xFF) + 1 + (c >> 8) } else { c };
            access.writes.extend(run(a, count));
        }
        _ => return false,
    }
    true
}
