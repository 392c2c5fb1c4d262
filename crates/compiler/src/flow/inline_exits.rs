//! Copies short exits and exits without lines to the places that jump to them, sparing the jump.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph};
use super::opcodes::OpcodeFlow;

/// The longest exit that is copied, in instructions.
const LONGEST_COPY: usize = 4;

/// Replaces unconditional jumps by copies of their targets where that pays, until none is left. A chain
/// of jumps is no longer than there are blocks; jumps in a circle would be copied for ever.
pub(crate) fn inline_exits(graph: &mut Graph) {
    for _ in 0..=graph.len() {
        let mut changed = false;
        let mut cursor = Some(BlockId::ENTRY);
        while let Some(id) = cursor {
            changed |= inline_exit(graph, id);
            cursor = graph[id].next;
        }
        if !changed {
            return;
        }
    }
}

fn inline_exit(graph: &mut Graph, id: BlockId) -> bool {
    let Some(&last) = graph[id].last() else { return false };
    let (true, Some(target)) = (last.opcode.is_unconditional_jump(), last.target) else { return false };
    let exit = &graph[target];
    let short = exit.exits_scope() && exit.instructions.len() <= LONGEST_COPY;
    let lineless = exit.has_no_line() && !exit.falls_through();
    if !short && !lineless {
        return false;
    }
    let copy = exit.instructions.clone();
    graph[target].predecessors = graph[target].predecessors.saturating_sub(1);
    let instructions = &mut graph[id].instructions;
    if let Some(jump) = instructions.last_mut() {
        jump.make_nop();
    }
    instructions.extend(copy);
    if lineless
        && last.opcode == Opcode::Jump
        && let Some(last) = instructions.last_mut()
        && last.opcode.is_unconditional_jump()
    {
        // The removed jump may have been the loop's check for signals.
        last.opcode = Opcode::Jump;
    }
    true
}
