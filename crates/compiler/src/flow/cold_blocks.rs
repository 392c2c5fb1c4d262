//! Moves code that only exceptions reach to the end, so that the usual path is straight.

use taipan_bytecode::Opcode;

use super::graph::{Block, BlockId, Graph, Inst};
use super::opcodes::OpcodeFlow;
use super::redundant::remove_nops_and_jumps;
use crate::error::CompileError;
use crate::instruction_sequence::Location;

/// Moves cold blocks behind all others, keeping their order.
pub(crate) fn move_cold_blocks(graph: &mut Graph) -> Result<(), CompileError> {
    if graph[BlockId::ENTRY].next.is_none() {
        return Ok(());
    }
    mark(graph);
    make_jumps_to_warm_code(graph);
    let (cold, kept): (Vec<BlockId>, Vec<BlockId>) = graph.in_order().partition(|id| graph[*id].cold);
    if cold.is_empty() {
        return Ok(());
    }
    let mut order = kept.iter().chain(&cold).copied().peekable();
    while let Some(id) = order.next() {
        graph[id].next = order.peek().copied();
    }
    remove_nops_and_jumps(graph)
}

/// Marks blocks as warm (reached without an exception) or cold (reached from a handler only).
fn mark(graph: &mut Graph) {
    let mut walk = graph.begin_walk();
    walk.reach(BlockId::ENTRY);
    while let Some(id) = walk.next() {
        graph[id].warm = true;
        successors(graph, id).for_each(|successor| walk.reach(successor));
    }
    graph.end_walk(walk);
    let mut walk = graph.begin_walk();
    graph.in_order().filter(|id| graph[*id].is_handler).for_each(|id| walk.reach(id));
    while let Some(id) = walk.next() {
        graph[id].cold = true;
        successors(graph, id).filter(|id| !graph[*id].warm).for_each(|id| walk.reach(id));
    }
    graph.end_walk(walk);
}

/// Where control may go from the end of a block.
fn successors(graph: &Graph, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
    let jump = graph[id].last().filter(|last| last.opcode.is_jump()).and_then(|last| last.target);
    [graph.fall_through(id), jump].into_iter().flatten()
}

/// Where a cold block falls through into warm code, which will not follow it any more, makes it jump.
fn make_jumps_to_warm_code(graph: &mut Graph) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        cursor = graph[id].next;
        let Some(next) = graph.fall_through(id) else { continue };
        if graph[id].cold && graph[next].warm {
            graph[next].labelled = true;
            let mut block = Block { cold: true, predecessors: 1, ..Block::default() };
            let jump = Inst::plain(Opcode::JumpNoInterrupt, 0, Location::NONE);
            block.append(Inst { target: Some(next), ..jump });
            graph.append_after(id, block);
        }
    }
}
