//! Line numbers for instructions without one. Whatever may leave a frame or run a signal handler must
//! know its line (PEP 626): exits without a line are duplicated until each has one predecessor, whose
//! line it takes.

use super::graph::{Block, BlockId, Graph};
use super::opcodes::OpcodeFlow;
use crate::instruction_sequence::Location;

/// Gives every instruction a line that can have one.
pub(crate) fn resolve_lines(graph: &mut Graph) {
    duplicate_lineless_exits(graph);
    propagate_lines(graph);
}

fn is_lineless_exit(block: &Block) -> bool {
    let leaves = block.exits_scope() || block.instructions.iter().any(|inst| inst.opcode.has_eval_break());
    leaves && block.has_no_line()
}

fn duplicate_lineless_exits(graph: &mut Graph) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        cursor = graph[id].next;
        let Some(&last) = graph[id].last() else { continue };
        if !last.opcode.is_jump() {
            continue;
        }
        let Some(target) = graph.next_nonempty(last.target) else { continue };
        if is_lineless_exit(&graph[target]) && graph[target].predecessors > 1 {
            let mut instructions = graph[target].instructions.clone();
            instructions[0].location = last.location;
            graph[target].predecessors -= 1;
            let copy = Block { instructions, predecessors: 1, labelled: true, ..Block::default() };
            let copy = graph.append_after(target, copy);
            if let Some(last) = graph[id].instructions.last_mut() {
                last.target = Some(copy);
            }
            // The copy may now follow the block looked at.
            cursor = graph[id].next;
        }
    }
    // What is left is reached by falling through, from one place only.
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        if let (Some(next), Some(last)) = (graph.fall_through(id), graph[id].last())
            && is_lineless_exit(&graph[next])
        {
            let location = last.location;
            graph[next].instructions[0].location = location;
        }
        cursor = graph[id].next;
    }
}

/// Copies a location to the instructions after it that have none, into the following block too where
/// only this one leads to it.
fn propagate_lines(graph: &mut Graph) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        let mut previous = Location::NONE;
        for instruction in &mut graph[id].instructions {
            if instruction.location.line == Location::NONE.line {
                instruction.location = previous;
            } else {
                previous = instruction.location;
            }
        }
        if let Some(&last) = graph[id].last() {
            let jump = if last.opcode.is_jump() { last.target } else { None };
            for successor in [graph.fall_through(id), jump].into_iter().flatten() {
                let block = &mut graph[successor];
                if block.predecessors == 1
                    && let Some(first) = block.instructions.first_mut()
                    && first.location.line == Location::NONE.line
                {
                    first.location = previous;
                }
            }
        }
        cursor = graph[id].next;
    }
}
