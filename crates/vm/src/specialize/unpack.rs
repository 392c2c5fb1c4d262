//! UNPACK_SEQUENCE: tuples and lists are laid down inline, straight into locals where the next words would move the
//! items there.
#![expect(unsafe_code, reason = "reads words and operands")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::{may_fuse, settle};

/// Tries to specialize an UNPACK_SEQUENCE.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is an UNPACK_SEQUENCE, its operand live.
    unsafe {
        let (source, count) = (cx.src(cx.b()), cx.c());
        let (found, forms) = if source.is_kind(Kind::Tuple) {
            let forms = if count == 2 {
                [
                    WordOp::UnpackSequenceTwoTuple,
                    WordOp::UnpackSequenceTwoTupleLocals,
                    WordOp::UnpackSequenceTwoTupleLocals,
                ]
            } else {
                [
                    WordOp::UnpackSequenceTuple,
                    WordOp::UnpackSequenceTupleLocals,
                    WordOp::UnpackSequenceTupleAdjacent,
                ]
            };
            ((*source.cast::<Tuple>()).len() == count, forms)
        } else if source.is_kind(Kind::List) {
            let forms = [
                WordOp::UnpackSequenceList,
                WordOp::UnpackSequenceListLocals,
                WordOp::UnpackSequenceListAdjacent,
            ];
            ((*source.cast::<List>()).len() == count, forms)
        } else {
            (false, [WordOp::UnpackSequence; 3])
        };
        let decision = if found {
            Ok(forms[usize::from(fills_locals(cx)) + usize::from(fills_adjacent_locals(cx))])
        } else {
            Err(FailureKind::SequenceKind)
        };
        settle(cx, decision);
    }
}

/// Whether the words that follow move each item from its home to a local, none of which is the sequence.
unsafe fn fills_locals<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: code never ends in an UNPACK_SEQUENCE, and a MOVE_TL never ends code.
    unsafe {
        let (first, source, count) = (cx.a(), cx.b(), cx.c());
        let from_local = source & usize::from(CONSTANT) == 0 && source < cx.nlocals();
        let word = cx.pc.add(1 + WordOp::UnpackSequence.cells());
        let moves = (0..count).all(|index| {
            let store = *word.add(index);
            let [op, local, home] = [0, 16, 32].map(|shift| usize::from((store >> shift) as u16));
            op == WordOp::MoveTL as usize
                && home == first + count - 1 - index
                && !(from_local && local == source)
        });
        moves && may_fuse(cx)
    }
}

/// Whether the words that follow move the items of a sequence in a slot to locals side by side, in their order.
unsafe fn fills_adjacent_locals<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: as there are as many words that move items.
    unsafe {
        let word = cx.pc.add(1 + WordOp::UnpackSequence.cells());
        let local = |index: usize| usize::from((*word.add(index) >> 16) as u16);
        let (source, count) = (cx.b(), cx.c());
        let in_slot = source == cx.a() || source < cx.nlocals();
        count > 1 && in_slot && fills_locals(cx) && (1..count).all(|index| local(index) == local(0) + index)
    }
}
