//! Slots of cells and free variables: they follow the locals, except for a parameter that is captured,
//! whose cell takes over its slot. Also the instructions every function begins with for them.

use rustc_hash::FxHashMap;
use taipan_bytecode::{Opcode, Text, local_kind};

use super::graph::{BlockId, Graph, Inst, malformed};
use crate::error::CompileError;
use crate::instruction_sequence::{Location, Unit};

/// Names and kinds of a code object's slots.
pub(crate) struct Slots {
    pub(crate) names: Vec<Text>,
    pub(crate) kinds: Vec<u8>,
}

/// Inserts the prologue, turns numbers of cell and free variables into slots, and lays the slots out.
pub(crate) fn assign_slots(graph: &mut Graph, unit: &Unit) -> Result<Slots, CompileError> {
    let locals: FxHashMap<&Text, u32> =
        if unit.cellvars.is_empty() { FxHashMap::default() } else { unit.varnames.iter().zip(0..).collect() };
    // The slot each cell variable takes over, if it has one of a local.
    let shared: Vec<Option<u32>> = unit.cellvars.iter().map(|name| locals.get(name).copied()).collect();
    insert_prologue(graph, unit, &shared);
    let mut next = unit.varnames.len() as u32;
    let slots: Vec<u32> = shared
        .iter()
        .copied()
        .chain(unit.freevars.iter().map(|_| None))
        .map(|shared| {
            shared.unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        })
        .collect();
    renumber(graph, &slots)?;
    Ok(lay_out(unit, &shared))
}

fn insert_prologue(graph: &mut Graph, unit: &Unit, shared: &[Option<u32>]) {
    let entry = &mut graph[BlockId::ENTRY];
    if unit.is_generator_like() {
        let location = Location::new(unit.firstlineno, unit.firstlineno, -1, -1);
        entry.insert(0, Inst::plain(Opcode::ReturnGenerator, 0, location));
        entry.insert(1, Inst::plain(Opcode::PopTop, 0, location));
    }
    // Cells are made in the order of their slots; those of parameters come first.
    let mut cells: Vec<(u32, u32)> = shared
        .iter()
        .zip(0u32..)
        .map(|(shared, cell)| (shared.unwrap_or(unit.varnames.len() as u32 + cell), cell))
        .collect();
    cells.sort_unstable();
    for (place, (_, cell)) in cells.into_iter().enumerate() {
        entry.insert(place, Inst::plain(Opcode::MakeCell, cell, Location::NONE));
    }
    if !unit.freevars.is_empty() {
        let count = unit.freevars.len() as u32;
        entry.insert(0, Inst::plain(Opcode::CopyFreeVars, count, Location::NONE));
    }
}

fn renumber(graph: &mut Graph, slots: &[u32]) -> Result<(), CompileError> {
    use Opcode::*;
    if slots.is_empty() {
        return Ok(());
    }
    let mut bad = false;
    graph.each_block(|block| {
        for instruction in &mut block.instructions {
            if matches!(
                instruction.opcode,
                MakeCell | LoadClosure | LoadDeref | StoreDeref | DeleteDeref | LoadFromDictOrDeref
            ) {
                match slots.get(instruction.arg as usize) {
                    Some(slot) => instruction.arg = *slot,
                    None => bad = true,
                }
            }
        }
    });
    if bad { Err(malformed()) } else { Ok(()) }
}

fn lay_out(unit: &Unit, shared: &[Option<u32>]) -> Slots {
    let mut names = unit.varnames.clone();
    let mut kinds: Vec<u8> = argument_kinds(unit)
        .chain(std::iter::repeat(0))
        .zip(&unit.varnames)
        .map(|(kind, name)| {
            let hidden = if unit.fast_hidden.contains(name) { local_kind::HIDDEN } else { 0 };
            kind | local_kind::LOCAL | hidden
        })
        .collect();
    for (name, shared) in unit.cellvars.iter().zip(shared) {
        match shared {
            Some(slot) => kinds[*slot as usize] |= local_kind::CELL,
            None => {
                names.push(name.clone());
                kinds.push(local_kind::CELL);
            }
        }
    }
    names.extend(unit.freevars.iter().cloned());
    kinds.resize(names.len(), local_kind::FREE);
    Slots { names, kinds }
}

/// The kinds of the parameters, in the order of their slots.
fn argument_kinds(unit: &Unit) -> impl Iterator<Item = u8> {
    use local_kind::{ARG_KW, ARG_POS, ARG_VAR};
    use taipan_bytecode::code_flags::{VARARGS, VARKEYWORDS};
    let times = |count: u32, kind: u8| std::iter::repeat_n(kind, count as usize);
    let flag = |flag: u32| u32::from(unit.flags & flag != 0);
    times(unit.posonlyargcount, ARG_POS)
        .chain(times(unit.argcount.saturating_sub(unit.posonlyargcount), ARG_POS | ARG_KW))
        .chain(times(unit.kwonlyargcount, ARG_KW))
        .chain(times(flag(VARARGS), ARG_VAR | ARG_POS))
        .chain(times(flag(VARKEYWORDS), ARG_VAR | ARG_KW))
}
