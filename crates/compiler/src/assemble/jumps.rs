//! Distances of jumps. A jump's size depends on its distance, and distances on sizes: sizes are
//! guessed, and guessed again until they agree.

use taipan_bytecode::Opcode;

use super::{Placed, units};
use crate::flow::OpcodeFlow;

/// From a `SEND` to its `END_SEND`, in units. `END_ASYNC_FOR` names the latter for `sys.monitoring`.
const END_SEND_OFFSET: u32 = 5;

/// Decides the direction of unconditional jumps, and makes the argument of every jump its distance.
pub(super) fn resolve_jumps(instructions: &mut [Placed]) {
    for (at, instruction) in instructions.iter_mut().enumerate() {
        let forward = instruction.target as usize > at;
        instruction.opcode = match (instruction.opcode, forward) {
            (Opcode::Jump | Opcode::JumpNoInterrupt, true) => Opcode::JumpForward,
            (Opcode::Jump, false) => Opcode::JumpBackward,
            (Opcode::JumpNoInterrupt, false) => Opcode::JumpBackwardNoInterrupt,
            (opcode, _) => opcode,
        };
        if instruction.opcode.is_jump() {
            // The first guess of the distance. Where two lengths both agree, it decides.
            instruction.arg = instruction.target;
        }
    }
    // Sizes settle within a few rounds; a bound keeps two lengths from taking turns for ever.
    for _ in 0..instructions.len().max(8) {
        if !measure(instructions) {
            break;
        }
    }
}

/// Places all instructions and computes distances; says whether a jump's size changed.
fn measure(instructions: &mut [Placed]) -> bool {
    let mut offset = 0;
    for instruction in instructions.iter_mut() {
        instruction.offset = offset;
        offset += units(instruction);
    }
    let mut changed = false;
    for at in 0..instructions.len() {
        let instruction = &instructions[at];
        if !instruction.opcode.is_jump() {
            continue;
        }
        let size = units(instruction);
        let end = instruction.offset + size;
        let target = instructions[instruction.target as usize].offset;
        let distance = match instruction.opcode {
            Opcode::EndAsyncFor => end.saturating_sub(target).saturating_sub(END_SEND_OFFSET),
            _ => end.abs_diff(target),
        };
        instructions[at].arg = distance;
        changed |= units(&instructions[at]) != size;
    }
    changed
}
