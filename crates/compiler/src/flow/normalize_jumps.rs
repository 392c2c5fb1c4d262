//! Conditional jumps only go forward: one that goes back becomes its opposite around an unconditional
//! jump. The way on after each is marked with `NOT_TAKEN`, for `sys.monitoring`.

use taipan_bytecode::Opcode;

use super::graph::{Block, BlockId, Graph, Inst};
use super::opcodes::OpcodeFlow;

/// Normalizes every conditional jump; the order of blocks is final.
pub(crate) fn normalize_jumps(graph: &mut Graph) {
    // Marks the blocks that precede.
    let mut walk = graph.begin_walk();
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        cursor = graph[id].next;
        walk.mark(id);
        let Some(&last) = graph[id].last() else { continue };
        let (true, Some(target)) = (last.opcode.is_conditional_jump(), last.target) else { continue };
        let not_taken = Inst::plain(Opcode::NotTaken, 0, last.location);
        if !walk.is_marked(target) {
            graph[id].append(not_taken);
            continue;
        }
        let next = graph[id].next;
        if let Some(jump) = graph[id].instructions.last_mut() {
            jump.opcode = opposite(last.opcode);
            jump.target = next;
        }
        let mut block =
            Block { cold: graph[id].cold, start_depth: graph[target].start_depth, ..Block::default() };
        block.append(not_taken);
        block.append(Inst { target: Some(target), ..Inst::plain(Opcode::Jump, 0, last.location) });
        graph.append_after(id, block);
    }
    graph.end_walk(walk);
}

fn opposite(jump: Opcode) -> Opcode {
    match jump {
        Opcode::PopJumpIfNotNone => Opcode::PopJumpIfNone,
        Opcode::PopJumpIfNone => Opcode::PopJumpIfNotNone,
        Opcode::PopJumpIfFalse => Opcode::PopJumpIfTrue,
        Opcode::PopJumpIfTrue => Opcode::PopJumpIfFalse,
        other => other,
    }
}
