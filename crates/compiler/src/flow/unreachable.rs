//! Empties blocks nothing leads to, and counts how many edges lead to each of the others.

use super::graph::{BlockId, Graph};
use super::opcodes::OpcodeFlow;

/// Recounts predecessors from the entry and removes the instructions of unreachable blocks. The blocks
/// stay in the chain, empty.
pub(crate) fn remove_unreachable(graph: &mut Graph) {
    graph.each_block(|block| block.predecessors = 0);
    let mut walk = graph.begin_walk();
    walk.reach(BlockId::ENTRY);
    graph[BlockId::ENTRY].predecessors = 1;
    while let Some(id) = walk.next() {
        let mut reach = |graph: &mut Graph, target: BlockId| {
            walk.reach(target);
            graph[target].predecessors += 1;
        };
        if let Some(next) = graph.fall_through(id) {
            reach(graph, next);
        }
        for at in 0..graph[id].instructions.len() {
            let instruction = graph[id].instructions[at];
            if let (true, Some(target)) = (instruction.opcode.has_target(), instruction.target) {
                reach(graph, target);
            }
        }
    }
    graph.end_walk(walk);
    graph.each_block(|block| {
        if block.predecessors == 0 {
            block.truncate(0);
            block.is_handler = false;
        }
    });
}
