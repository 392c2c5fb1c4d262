//! Constants in the instruction stream: which instructions load one, and how a computed constant gets
//! back into it.

use taipan_bytecode::{Constant, Opcode};

use super::graph::Inst;
use crate::instruction_sequence::{Constants, Location};

/// Integers `LOAD_SMALL_INT` can load.
const SMALL_INTS: std::ops::RangeInclusive<i64> = 0..=255;

/// Whether the instruction pushes a constant.
pub(crate) fn loads_const(instruction: &Inst) -> bool {
    matches!(instruction.opcode, Opcode::LoadConst | Opcode::LoadSmallInt)
}

/// The constant that an instruction with this opcode and argument pushes.
pub(crate) fn loaded_const(opcode: Opcode, arg: u32, consts: &Constants) -> Option<Constant> {
    match opcode {
        Opcode::LoadConst => consts.get(arg).cloned(),
        Opcode::LoadSmallInt => Some(Constant::Int(i64::from(arg))),
        _ => None,
    }
}

/// The places of the `wanted` constant loads that end right before `end`, `NOP`s skipped; `None`
/// unless there are that many.
pub(crate) fn const_loads_before(block: &[Inst], end: usize, wanted: usize) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(wanted);
    let mut before = block[..end].iter().enumerate().rev();
    while places.len() < wanted {
        let (place, instruction) = before.next()?;
        if loads_const(instruction) {
            places.push(place);
        } else if instruction.opcode != Opcode::Nop {
            return None;
        }
    }
    places.reverse();
    Some(places)
}

/// The constants that the instructions at `places` push.
pub(crate) fn consts_at(block: &[Inst], places: &[usize], consts: &Constants) -> Option<Vec<Constant>> {
    places.iter().map(|&place| loaded_const(block[place].opcode, block[place].arg, consts)).collect()
}

/// Blanks the instructions at `places`: `NOP`s without a line, which will go.
pub(crate) fn blank(block: &mut [Inst], places: &[usize]) {
    for &place in places {
        block[place].make_nop();
        block[place].location = Location::NONE;
    }
}

/// Blanks all of these instructions that are not `NOP`s already.
pub(crate) fn blank_all(instructions: &mut [Inst]) {
    for instruction in instructions.iter_mut().filter(|instruction| instruction.opcode != Opcode::Nop) {
        instruction.make_nop();
        instruction.location = Location::NONE;
    }
}

/// Makes the instruction a `LOAD_SMALL_INT` if the constant allows.
pub(crate) fn try_small_int(instruction: &mut Inst, constant: &Constant) -> bool {
    match constant {
        Constant::Int(value) if SMALL_INTS.contains(value) => {
            instruction.set(Opcode::LoadSmallInt, *value as u32);
            true
        }
        _ => false,
    }
}

/// Makes the instruction load `constant`.
pub(crate) fn load(instruction: &mut Inst, constant: Constant, consts: &mut Constants) {
    if !try_small_int(instruction, &constant) {
        let number = consts.add(constant);
        instruction.set(Opcode::LoadConst, number);
    }
}
