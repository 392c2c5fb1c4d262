//! Exception handlers: which block handles what each instruction raises. `SETUP_*` and `POP_BLOCK`
//! bracket protected code; here their nesting becomes a handler per instruction.

use taipan_bytecode::{Opcode, resume};

use super::graph::{BlockId, Graph, malformed};
use super::opcodes::OpcodeFlow;
use crate::error::CompileError;

/// Nested handlers, shared between blocks: each entry is one handler on top of another entry.
struct Stacks {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    handler: Option<BlockId>,
    below: u32,
    depth: u32,
}

impl Stacks {
    fn push(&mut self, below: u32, handler: Option<BlockId>) -> u32 {
        let depth = self.entries[below as usize].depth + 1;
        self.entries.push(Entry { handler, below, depth });
        self.entries.len() as u32 - 1
    }
}

/// Gives every reachable instruction its handler, turns `POP_BLOCK` into `NOP`, and tells `RESUME`
/// how deep its `yield` was protected.
pub(crate) fn assign_handlers(graph: &mut Graph) -> Result<(), CompileError> {
    let mut stacks = Stacks { entries: vec![Entry { handler: None, below: 0, depth: 0 }] };
    // The stack of handlers each block begins with, once something leads to it.
    let mut starts: Vec<Option<u32>> = vec![None; graph.len()];
    starts[BlockId::ENTRY.index()] = Some(0);
    let mut todo = vec![BlockId::ENTRY];
    while let Some(id) = todo.pop() {
        let mut stack = starts[id.index()].ok_or_else(malformed)?;
        let mut last_yield_depth = None;
        for at in 0..graph[id].instructions.len() {
            let handler = stacks.entries[stack as usize].handler;
            let instruction = &mut graph[id].instructions[at];
            let (opcode, target) = (instruction.opcode, instruction.target);
            let mut visit = None;
            if opcode.is_block_push() {
                visit = target;
            } else if opcode == Opcode::PopBlock {
                instruction.make_nop();
            } else {
                instruction.handler = handler;
                match opcode {
                    Opcode::YieldValue => last_yield_depth = Some(stacks.entries[stack as usize].depth),
                    Opcode::Resume
                        if instruction.arg != resume::AT_START && last_yield_depth.take() == Some(1) =>
                    {
                        instruction.arg |= resume::DEPTH_1;
                    }
                    _ if opcode.is_jump() => visit = target,
                    _ => {}
                }
            }
            if let Some(target) = visit
                && starts[target.index()].is_none()
            {
                starts[target.index()] = Some(stack);
                todo.push(target);
            }
            if opcode.is_block_push() {
                if let (Opcode::SetupWith | Opcode::SetupCleanup, Some(target)) = (opcode, target) {
                    graph[target].preserve_lasti = true;
                }
                stack = stacks.push(stack, target);
            } else if opcode == Opcode::PopBlock {
                if stacks.entries[stack as usize].depth == 0 {
                    return Err(malformed());
                }
                stack = stacks.entries[stack as usize].below;
            }
        }
        if let Some(next) = graph.fall_through(id)
            && starts[next.index()].is_none()
        {
            starts[next.index()] = Some(stack);
            todo.push(next);
        }
    }
    Ok(())
}
