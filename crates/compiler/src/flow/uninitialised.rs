//! Finds loads of locals that may be unbound: they become `LOAD_FAST_CHECK`. The first 64 locals are
//! followed through the whole graph, as bits of a mask; others within one block only, which keeps
//! functions with many locals linear.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph};
use super::opcodes::OpcodeFlow;

/// Locals followed through the whole graph.
const TRACKED: usize = 64;

/// Checks loads of the `locals` locals, the first `parameters` of which are bound at entry.
pub(crate) fn check_uninitialised_loads(graph: &mut Graph, locals: usize, parameters: usize) {
    if locals == 0 {
        return;
    }
    if locals > TRACKED {
        check_within_blocks(graph, locals);
    }
    let mut analysis =
        Analysis { unsafe_locals: vec![0; graph.len()], queued: vec![false; graph.len()], todo: Vec::new() };
    let unbound = (parameters..locals.min(TRACKED)).fold(0, |mask, local| mask | 1 << local);
    analysis.reach(BlockId::ENTRY, unbound);
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        analysis.scan(graph, id);
        cursor = graph[id].next;
    }
    while let Some(id) = analysis.todo.pop() {
        analysis.queued[id.index()] = false;
        analysis.scan(graph, id);
    }
}

struct Analysis {
    /// Per block: locals that may be unbound when it begins.
    unsafe_locals: Vec<u64>,
    queued: Vec<bool>,
    todo: Vec<BlockId>,
}

impl Analysis {
    /// Notes that `id` may begin with these locals unbound.
    fn reach(&mut self, id: BlockId, unsafe_locals: u64) {
        let known = &mut self.unsafe_locals[id.index()];
        if *known | unsafe_locals != *known {
            *known |= unsafe_locals;
            if !std::mem::replace(&mut self.queued[id.index()], true) {
                self.todo.push(id);
            }
        }
    }

    fn scan(&mut self, graph: &mut Graph, id: BlockId) {
        use Opcode::*;
        let mut mask = self.unsafe_locals[id.index()];
        for instruction in &mut graph[id].instructions {
            if let Some(handler) = instruction.handler {
                self.reach(handler, mask);
            }
            if instruction.arg as usize >= TRACKED {
                continue;
            }
            let bit = 1u64 << instruction.arg;
            match instruction.opcode {
                DeleteFast | LoadFastAndClear | StoreFastMaybeNull => mask |= bit,
                StoreFast | LoadFastCheck => mask &= !bit,
                LoadFast => {
                    if mask & bit != 0 {
                        instruction.opcode = LoadFastCheck;
                    }
                    mask &= !bit;
                }
                _ => {}
            }
        }
        if let Some(next) = graph.fall_through(id) {
            self.reach(next, mask);
        }
        if let Some(last) = graph[id].last()
            && let (true, Some(target)) = (last.opcode.is_jump(), last.target)
        {
            self.reach(target, mask);
        }
    }
}

/// Checks the locals past [`TRACKED`], forgetting at the start of each block what is bound.
fn check_within_blocks(graph: &mut Graph, locals: usize) {
    use Opcode::*;
    // The number of the block that last bound each local.
    let mut bound_in = vec![0u32; locals - TRACKED];
    let mut number = 0;
    graph.each_block(|block| {
        number += 1;
        for instruction in &mut block.instructions {
            let index = (instruction.arg as usize).wrapping_sub(TRACKED);
            let Some(bound) = bound_in.get_mut(index) else { continue };
            match instruction.opcode {
                DeleteFast | LoadFastAndClear | StoreFastMaybeNull => *bound = 0,
                StoreFast => *bound = number,
                LoadFast => {
                    if *bound != number {
                        instruction.opcode = LoadFastCheck;
                    }
                    *bound = number;
                }
                _ => {}
            }
        }
    });
}
