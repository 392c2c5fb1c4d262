//! The control-flow passes: from a sequence of instructions with labels to a graph of blocks, through
//! the optimizations CPython 3.14 makes, to a code object. The order of passes is CPython's: most of
//! them show in the result.

mod borrow;
mod cells;
mod cold_blocks;
mod evaluate;
mod fold_constants;
mod graph;
mod handlers;
mod inline_exits;
mod lines;
mod load_const;
mod loads;
mod normalize_jumps;
mod opcodes;
mod peephole;
mod pseudo_ops;
mod redundant;
mod stack_depth;
mod superinstructions;
mod swaps;
mod thread_jumps;
mod uninitialised;
mod unreachable;
mod unused_consts;

use taipan_bytecode::{Code, Constant};

use crate::error::CompileError;
use crate::instruction_sequence::{Constants, Unit};

#[cfg(test)]
mod recorded;

pub(crate) use cells::Slots;
pub(crate) use graph::{BlockId, Graph, malformed};
pub(crate) use opcodes::OpcodeFlow;

/// The stack size of code that keeps nothing on the stack.
const LEAST_STACK: u32 = 1;

/// Optimizes a unit's instructions and assembles its code object.
pub fn optimize_and_assemble(mut unit: Unit) -> Result<Code, CompileError> {
    let mut graph = Graph::build(&unit.sequence)?;
    let consts = std::mem::take(&mut unit.consts);
    let consts = optimize(&mut graph, consts, unit.varnames.len(), unit.parameters as usize)?;
    finish(graph, unit, consts)
}

/// The passes that turn an optimized graph into one of real instructions, and its assembly.
fn finish(mut graph: Graph, unit: Unit, consts: Vec<Constant>) -> Result<Code, CompileError> {
    pseudo_ops::convert_conditional_jumps(&mut graph);
    let stacksize = stack_depth::calculate_stack_depth(&mut graph)?.max(LEAST_STACK);
    let slots = cells::assign_slots(&mut graph, &unit)?;
    pseudo_ops::convert_pseudo_ops(&mut graph)?;
    normalize_jumps::normalize_jumps(&mut graph);
    // What borrows must not move any more.
    borrow::borrow_locals(&mut graph);
    crate::assemble::assemble(&graph, unit, consts, stacksize, slots)
}

/// The passes up to the final order of blocks; gives back the constants still in use.
fn optimize(
    graph: &mut Graph,
    mut consts: Constants,
    locals: usize,
    parameters: usize,
) -> Result<Vec<Constant>, CompileError> {
    handlers::assign_handlers(graph)?;
    simplify(graph, &mut consts)?;
    let consts = unused_consts::remove_unused_consts(graph, consts)?;
    uninitialised::check_uninitialised_loads(graph, locals, parameters);
    superinstructions::insert_superinstructions(graph);
    cold_blocks::move_cold_blocks(graph)?;
    lines::resolve_lines(graph);
    Ok(consts)
}

/// Jumps, constants, and pairs of instructions.
fn simplify(graph: &mut Graph, consts: &mut Constants) -> Result<(), CompileError> {
    inline_exits::inline_exits(graph);
    unreachable::remove_unreachable(graph);
    lines::resolve_lines(graph);
    load_const::optimize_constant_loads(graph, consts);
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        peephole::optimize_block(graph, id, consts);
        cursor = graph[id].next;
    }
    redundant::remove_nops_and_pairs(graph);
    unreachable::remove_unreachable(graph);
    redundant::remove_nops_and_jumps(graph)
}
