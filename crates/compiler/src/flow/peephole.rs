//! Peephole optimizations: pairs of instructions that one, or none, can replace.

use taipan_bytecode::{COMPARE_TO_BOOL, Intrinsic1, Opcode};

use super::fold_constants::{
    fold_appended, fold_binary, fold_list_or_set, fold_list_to_tuple, fold_tuple, fold_unary,
};
use super::graph::{BlockId, Graph};
use super::opcodes::OpcodeFlow;
use super::swaps::simplify_swaps;
use super::thread_jumps::{Threaded, thread_jump};
use crate::instruction_sequence::Constants;

const UNARY_POSITIVE: u32 = Intrinsic1::UnaryPositive as u32;
const LIST_TO_TUPLE: u32 = Intrinsic1::ListToTuple as u32;

/// Optimizes one block.
pub(crate) fn optimize_block(graph: &mut Graph, id: BlockId, consts: &mut Constants) {
    let mut at = 0;
    // Jumps that only lead to each other would be threaded for ever.
    let mut threads_left = graph.len();
    while at < graph[id].instructions.len() {
        if graph[id].instructions[at].opcode.is_jump() {
            if threads_left == 0 || thread_jump(graph, id, at) == Threaded::Unchanged {
                at += 1;
            }
            threads_left = threads_left.saturating_sub(1);
        } else {
            optimize_at(graph, id, at, consts);
            at += 1;
        }
    }
    simplify_swaps(&mut graph[id].instructions);
}

fn optimize_at(graph: &mut Graph, id: BlockId, at: usize, consts: &mut Constants) {
    use Opcode::*;
    let block = &mut graph[id].instructions[..];
    let (opcode, arg) = (block[at].opcode, block[at].arg);
    let next = block.get(at + 1).map(|next| next.opcode);
    match (opcode, next) {
        (BuildTuple, Some(UnpackSequence)) if block[at + 1].arg == arg && (1..=3).contains(&arg) => {
            block[at].make_nop();
            if arg == 1 {
                block[at + 1].make_nop();
            } else {
                block[at + 1].opcode = Swap;
            }
        }
        (BuildTuple, _) => fold_tuple(block, at, consts),
        (BuildList | BuildSet, _) => fold_list_or_set(block, at, next, consts),
        (ListAppend | SetAdd, Some(GetIter | ContainsOp)) if arg == 1 => {
            fold_appended(block, at, consts);
        }
        (StoreFast, Some(StoreFast)) => {
            // Of two values stored to one local on one line, the first is dropped.
            let (first, second) = (block[at], block[at + 1]);
            if first.arg == second.arg && first.location.line == second.location.line {
                block[at].set(PopTop, 0);
            }
        }
        (Swap, _) if arg == 1 => block[at].make_nop(),
        (LoadGlobal, Some(PushNull)) if arg & 1 == 0 => {
            block[at].set(LoadGlobal, arg | 1);
            block[at + 1].make_nop();
        }
        (CompareOp, Some(ToBool)) => {
            block[at].make_nop();
            block[at + 1].set(CompareOp, arg | COMPARE_TO_BOOL);
        }
        (ContainsOp | IsOp, Some(ToBool)) => {
            block[at].make_nop();
            block[at + 1].set(opcode, arg);
        }
        (ContainsOp | IsOp, Some(UnaryNot)) => {
            block[at].make_nop();
            block[at + 1].set(opcode, arg ^ 1);
        }
        (ToBool, Some(ToBool)) => block[at].make_nop(),
        (UnaryNot, Some(ToBool)) => {
            block[at].make_nop();
            block[at + 1].set(UnaryNot, 0);
        }
        (UnaryNot, Some(UnaryNot)) => {
            block[at].make_nop();
            block[at + 1].make_nop();
        }
        (UnaryNot | UnaryInvert | UnaryNegative, _) => fold_unary(block, at, consts),
        (CallIntrinsic1, _) if arg == LIST_TO_TUPLE => {
            fold_list_to_tuple(block, at, consts);
            if block[at].opcode == CallIntrinsic1 && next == Some(GetIter) {
                // The list can be iterated over as well.
                block[at].make_nop();
            }
        }
        (CallIntrinsic1, _) if arg == UNARY_POSITIVE => fold_unary(block, at, consts),
        (BinaryOp, _) => fold_binary(block, at, consts),
        _ => {}
    }
}
