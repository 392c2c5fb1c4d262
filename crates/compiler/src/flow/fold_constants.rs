//! Constant folding: operations on constants become constants, displays of constants become tuples and
//! frozen sets. The limits are CPython's; what would raise is left to raise when it runs.

use taipan_bytecode::{BinaryOperator, Constant, Opcode};

use super::evaluate;
use super::graph::Inst;
use super::loads::{blank, blank_all, const_loads_before, consts_at, load, loaded_const, loads_const};
use crate::instruction_sequence::Constants;

/// Displays with more items than this are built when they run.
const LONGEST_DISPLAY: usize = 30;
/// List and set displays with fewer constants than this are not worth a tuple.
const SHORTEST_DISPLAY: usize = 3;

/// `BUILD_TUPLE` of constants.
pub(crate) fn fold_tuple(block: &mut [Inst], at: usize, consts: &mut Constants) {
    let length = block[at].arg as usize;
    if length > LONGEST_DISPLAY {
        return;
    }
    let Some(places) = const_loads_before(block, at, length) else { return };
    let Some(items) = consts_at(block, &places, consts) else { return };
    blank(block, &places);
    load(&mut block[at], Constant::Tuple(items.into()), consts);
}

/// A tuple built by appending constants to an empty list: how displays longer than
/// [`LONGEST_DISPLAY`] are written. `at` is the conversion of the list to a tuple.
pub(crate) fn fold_list_to_tuple(block: &mut [Inst], at: usize, consts: &mut Constants) {
    if let Some((items, start)) = appended_consts(block, at, Opcode::ListAppend, consts) {
        blank_all(&mut block[start..at]);
        load(&mut block[at], Constant::Tuple(items.into()), consts);
    }
}

/// A list or set built by adding constants one by one, of which `at` adds the last, and which is only
/// iterated over or searched.
pub(crate) fn fold_appended(block: &mut [Inst], at: usize, consts: &mut Constants) {
    let append = block[at].opcode;
    if let Some((items, start)) = appended_consts(block, at + 1, append, consts) {
        // The load gets no location of its own: CPython's slip, and visible.
        blank_all(&mut block[start..=at]);
        let constant = if append == Opcode::SetAdd {
            evaluate::frozen_set(items)
        } else {
            Constant::Tuple(items.into())
        };
        load(&mut block[at], constant, consts);
    }
}

/// The constants added by `append` instructions that end right before `end`, and where the list or set
/// they are added to is made; `None` where anything else is added.
fn appended_consts(
    block: &[Inst],
    end: usize,
    append: Opcode,
    consts: &Constants,
) -> Option<(Vec<Constant>, usize)> {
    let build = if append == Opcode::SetAdd { Opcode::BuildSet } else { Opcode::BuildList };
    let mut places = Vec::new();
    let mut expects_append = true;
    for place in (0..end).rev() {
        let instruction = &block[place];
        if instruction.opcode == Opcode::Nop {
            continue;
        }
        if instruction.opcode == build && instruction.arg == 0 {
            if !expects_append {
                return None;
            }
            places.reverse();
            return Some((consts_at(block, &places, consts)?, place));
        }
        if expects_append {
            if instruction.opcode != append || instruction.arg != 1 {
                return None;
            }
        } else if loads_const(instruction) {
            places.push(place);
        } else {
            return None;
        }
        expects_append = !expects_append;
    }
    None
}

/// `BUILD_LIST` and `BUILD_SET`: a constant where it is only iterated or searched, else one `*_EXTEND`
/// from a constant instead of many pushes.
pub(crate) fn fold_list_or_set(block: &mut [Inst], at: usize, next: Option<Opcode>, consts: &mut Constants) {
    let Inst { opcode: build, arg, location, .. } = block[at];
    let only_read = matches!(next, Some(Opcode::GetIter | Opcode::ContainsOp));
    let length = arg as usize;
    if length > LONGEST_DISPLAY || (length < SHORTEST_DISPLAY && !only_read) {
        return;
    }
    let folded = const_loads_before(block, at, length)
        .and_then(|places| Some((consts_at(block, &places, consts)?, places)));
    let Some((items, places)) = folded else {
        if only_read && build == Opcode::BuildList {
            block[at].set(Opcode::BuildTuple, arg);
        }
        return;
    };
    let constant =
        if build == Opcode::BuildSet { evaluate::frozen_set(items) } else { Constant::Tuple(items.into()) };
    let number = consts.add(constant);
    blank(block, &places);
    if only_read {
        block[at].set(Opcode::LoadConst, number);
    } else {
        block[at - 2].location = location;
        block[at - 2].set(build, 0);
        block[at - 1].set(Opcode::LoadConst, number);
        let extend = if build == Opcode::BuildList { Opcode::ListExtend } else { Opcode::SetUpdate };
        block[at].set(extend, 1);
    }
}

/// `UNARY_*` and unary plus on a constant.
pub(crate) fn fold_unary(block: &mut [Inst], at: usize, consts: &mut Constants) {
    let Some(places) = const_loads_before(block, at, 1) else { return };
    let operand = &block[places[0]];
    let Some(operand) = loaded_const(operand.opcode, operand.arg, consts) else { return };
    let result = match block[at].opcode {
        Opcode::UnaryNot => Some(evaluate::boolean(!evaluate::is_true(&operand))),
        Opcode::UnaryNegative => evaluate::negative(&operand),
        Opcode::UnaryInvert => evaluate::invert(&operand),
        _ => evaluate::positive(&operand),
    };
    if let Some(result) = result {
        blank(block, &places);
        load(&mut block[at], result, consts);
    }
}

/// `BINARY_OP` on two constants.
pub(crate) fn fold_binary(block: &mut [Inst], at: usize, consts: &mut Constants) {
    let Some(places) = const_loads_before(block, at, 2) else { return };
    let Some(operands) = consts_at(block, &places, consts) else { return };
    let Some(operator) = BinaryOperator::from_arg(block[at].arg) else { return };
    if let Some(result) = evaluate::binary(&operands[0], operator, &operands[1]) {
        blank(block, &places);
        load(&mut block[at], result, consts);
    }
}
