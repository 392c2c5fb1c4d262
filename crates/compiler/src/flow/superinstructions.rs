//! Joins neighbouring loads and stores of locals into one instruction, where both numbers fit four bits
//! and no line begins between them.

use taipan_bytecode::Opcode;

use super::graph::Graph;
use super::redundant::remove_nops;

/// Locals with larger numbers are not joined.
const LARGEST: u32 = 15;

/// Inserts superinstructions everywhere.
pub(crate) fn insert_superinstructions(graph: &mut Graph) {
    graph.each_block(|block| {
        for at in 1..block.instructions.len() {
            let (first, second) = (block.instructions[at - 1], block.instructions[at]);
            let joined = match (first.opcode, second.opcode) {
                (Opcode::LoadFast, Opcode::LoadFast) => Opcode::LoadFastLoadFast,
                (Opcode::StoreFast, Opcode::LoadFast) => Opcode::StoreFastLoadFast,
                (Opcode::StoreFast, Opcode::StoreFast) => Opcode::StoreFastStoreFast,
                _ => continue,
            };
            let (line, next_line) = (first.location.line, second.location.line);
            if line >= 0 && next_line >= 0 && line != next_line {
                continue;
            }
            if first.arg <= LARGEST && second.arg <= LARGEST {
                block.instructions[at - 1].set(joined, first.arg << 4 | second.arg);
                block.instructions[at].make_nop();
            }
        }
    });
    remove_nops(graph);
}
