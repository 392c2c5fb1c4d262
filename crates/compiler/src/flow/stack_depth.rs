//! How deep the value stack gets, and how deep it is where each block begins.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, malformed};
use super::opcodes::OpcodeFlow;
use crate::error::{CompileError, ErrorKind};

/// Sets the depth at the start of every reachable block, and returns the greatest depth.
pub(crate) fn calculate_stack_depth(graph: &mut Graph) -> Result<u32, CompileError> {
    graph.each_block(|block| block.start_depth = None);
    let mut deepest = 0;
    let mut todo = Vec::new();
    reach(graph, &mut todo, BlockId::ENTRY, 0)?;
    while let Some(id) = todo.pop() {
        let mut depth = graph[id].start_depth.ok_or_else(malformed)?;
        for at in 0..graph[id].instructions.len() {
            let instruction = graph[id].instructions[at];
            let opcode = instruction.opcode;
            deepest = deepest.max(depth);
            if opcode.has_target()
                && opcode != Opcode::EndAsyncFor
                && let Some(target) = instruction.target
            {
                let at_target = opcode.stack_effect(instruction.arg, true).apply(depth);
                reach(graph, &mut todo, target, at_target.ok_or_else(underflow)?)?;
            }
            depth = opcode.effect(instruction.arg).apply(depth).ok_or_else(underflow)?;
        }
        if let Some(next) = graph.fall_through(id) {
            reach(graph, &mut todo, next, depth)?;
        }
    }
    Ok(deepest)
}

fn reach(graph: &mut Graph, todo: &mut Vec<BlockId>, id: BlockId, depth: u32) -> Result<(), CompileError> {
    match graph[id].start_depth {
        None => {
            graph[id].start_depth = Some(depth);
            todo.push(id);
            Ok(())
        }
        Some(known) if known == depth => Ok(()),
        Some(_) => Err(CompileError::bare(ErrorKind::ValueError, "Invalid CFG, inconsistent stackdepth")),
    }
}

fn underflow() -> CompileError {
    CompileError::bare(ErrorKind::ValueError, "Invalid CFG, stack underflow")
}
