//! Drops constants that nothing loads any more, and renumbers the rest.

use taipan_bytecode::{Constant, Opcode};

use super::graph::{Graph, malformed};
use crate::error::CompileError;
use crate::instruction_sequence::Constants;

/// The constants that are used, in order; the first always stays, as it may be a docstring.
pub(crate) fn remove_unused_consts(
    graph: &mut Graph,
    consts: Constants,
) -> Result<Vec<Constant>, CompileError> {
    let consts = consts.into_values();
    let mut used = vec![false; consts.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    for id in graph.in_order() {
        for instruction in &graph[id].instructions {
            if instruction.opcode == Opcode::LoadConst {
                *used.get_mut(instruction.arg as usize).ok_or_else(malformed)? = true;
            }
        }
    }
    if used.iter().all(|used| *used) {
        return Ok(consts);
    }
    let mut next = 0;
    let numbers: Vec<u32> = used
        .iter()
        .map(|used| {
            let number = next;
            next += u32::from(*used);
            number
        })
        .collect();
    graph.each_block(|block| {
        for instruction in &mut block.instructions {
            if instruction.opcode == Opcode::LoadConst {
                instruction.arg = numbers[instruction.arg as usize];
            }
        }
    });
    Ok(consts.into_iter().zip(used).filter_map(|(constant, used)| used.then_some(constant)).collect())
}
