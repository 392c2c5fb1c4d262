//! Replaces pseudo instructions by real ones.

use taipan_bytecode::Opcode;

use super::graph::{Graph, Inst};
use super::opcodes::OpcodeFlow;
use super::redundant::remove_nops_and_jumps;
use crate::error::CompileError;

/// Spells out `JUMP_IF_FALSE` and `JUMP_IF_TRUE`, which keep the value they test.
pub(crate) fn convert_conditional_jumps(graph: &mut Graph) {
    graph.each_block(|block| {
        let Some(&last) = block.last() else { return };
        let jump = match last.opcode {
            Opcode::JumpIfFalse => Opcode::PopJumpIfFalse,
            Opcode::JumpIfTrue => Opcode::PopJumpIfTrue,
            _ => return,
        };
        let place = block.instructions.len() - 1;
        block.instructions[place].opcode = jump;
        block.insert(place, Inst { opcode: Opcode::Copy, arg: 1, target: None, ..last });
        block.insert(place + 1, Inst { opcode: Opcode::ToBool, arg: 0, target: None, ..last });
    });
}

/// Replaces the other pseudo instructions, jumps apart: their direction is known only when the code
/// is assembled.
pub(crate) fn convert_pseudo_ops(graph: &mut Graph) -> Result<(), CompileError> {
    graph.each_block(|block| {
        for instruction in &mut block.instructions {
            match instruction.opcode {
                opcode if opcode.is_block_push() => instruction.make_nop(),
                Opcode::LoadClosure => instruction.opcode = Opcode::LoadFast,
                Opcode::StoreFastMaybeNull => instruction.opcode = Opcode::StoreFast,
                _ => {}
            }
        }
    });
    remove_nops_and_jumps(graph)
}
