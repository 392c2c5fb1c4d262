//! Removes what does nothing: `NOP`s whose line is marked by a neighbour, jumps to the next
//! instruction, values pushed only to be popped.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, malformed};
use super::opcodes::OpcodeFlow;
use crate::error::CompileError;
use crate::instruction_sequence::Location;

/// Removes redundant `NOP`s everywhere; says how many.
pub(crate) fn remove_nops(graph: &mut Graph) -> usize {
    let mut removed = 0;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        removed += remove_nops_in(graph, id);
        cursor = graph[id].next;
    }
    removed
}

/// Removes the `NOP`s of one block that mark no line of their own.
fn remove_nops_in(graph: &mut Graph, id: BlockId) -> usize {
    if !graph[id].instructions.iter().any(|instruction| instruction.opcode == Opcode::Nop) {
        return 0;
    }
    let following_line = line_after(graph, id);
    let block = &mut graph[id];
    let instructions = &mut block.instructions;
    let (mut kept, mut previous_line) = (0, -1);
    for at in 0..instructions.len() {
        let instruction = instructions[at];
        let line = instruction.location.line;
        if instruction.opcode == Opcode::Nop {
            if line < 0 || line == previous_line {
                continue;
            }
            match instructions.get_mut(at + 1) {
                Some(next) if next.location.line == line => continue,
                Some(next) if next.location.line < 0 => {
                    next.location = instruction.location;
                    continue;
                }
                None if following_line == Some(line) => continue,
                _ => {}
            }
        }
        instructions[kept] = instruction;
        kept += 1;
        previous_line = line;
    }
    let removed = instructions.len() - kept;
    block.truncate(kept);
    removed
}

/// The line the code after a block begins with: `NOP`s without a line are about to go and don't count.
fn line_after(graph: &Graph, id: BlockId) -> Option<i32> {
    let next = graph.next_nonempty(graph[id].next)?;
    let first = graph[next]
        .instructions
        .iter()
        .find(|instruction| instruction.opcode != Opcode::Nop || instruction.location.line >= 0);
    Some(first.map_or(Location::NONE.line, |instruction| instruction.location.line))
}

/// Removes values that are pushed and popped at once, until there are none left.
pub(crate) fn remove_nops_and_pairs(graph: &mut Graph) {
    loop {
        let mut changed = false;
        // The instruction that always runs before the one looked at, if there is one.
        let mut previous: Option<(BlockId, usize)> = None;
        let mut cursor = Some(BlockId::ENTRY);
        while let Some(id) = cursor {
            remove_nops_in(graph, id);
            if graph[id].labelled {
                previous = None;
            }
            for at in 0..graph[id].instructions.len() {
                let before = previous.replace((id, at));
                if graph[id].instructions[at].opcode != Opcode::PopTop {
                    continue;
                }
                let Some((block, place)) = before else { continue };
                let pushes = &mut graph[block].instructions[place];
                if matches!(
                    (pushes.opcode, pushes.arg),
                    (Opcode::LoadConst | Opcode::LoadSmallInt, _) | (Opcode::Copy, 1)
                ) {
                    pushes.make_nop();
                    graph[id].instructions[at].make_nop();
                    changed = true;
                }
            }
            let jumps =
                previous.is_some_and(|(block, place)| graph[block].instructions[place].opcode.is_jump());
            if jumps || !graph[id].falls_through() {
                previous = None;
            }
            cursor = graph[id].next;
        }
        if !changed {
            return;
        }
    }
}

/// Turns jumps to the following instruction into `NOP`s; says how many.
fn remove_jumps(graph: &mut Graph) -> Result<usize, CompileError> {
    let mut removed = 0;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(id) = cursor {
        let next = graph[id].next;
        if let Some(last) = graph[id].last()
            && last.opcode.is_unconditional_jump()
        {
            let target = graph.next_nonempty(last.target).ok_or_else(malformed)?;
            if graph.next_nonempty(next) == Some(target) {
                if let Some(last) = graph[id].instructions.last_mut() {
                    last.make_nop();
                }
                removed += 1;
            }
        }
        cursor = next;
    }
    Ok(removed)
}

/// Removes redundant `NOP`s and jumps until there are none left.
pub(crate) fn remove_nops_and_jumps(graph: &mut Graph) -> Result<(), CompileError> {
    while remove_nops(graph) + remove_jumps(graph)? > 0 {}
    Ok(())
}
