//! What follows a constant: conditions on it are decided here, comparisons with `None` become jumps,
//! small integers load themselves.

use taipan_bytecode::{Constant, Opcode};

use super::evaluate;
use super::graph::{Graph, Inst};
use super::loads::{loaded_const, try_small_int};
use crate::instruction_sequence::Constants;

/// Simplifies uses of constants in every block.
pub(crate) fn optimize_constant_loads(graph: &mut Graph, consts: &mut Constants) {
    graph.each_block(|block| optimize_block(&mut block.instructions, consts));
}

fn optimize_block(block: &mut [Inst], consts: &mut Constants) {
    // The last instruction that was no copy of the constant before it.
    let (mut opcode, mut arg) = (Opcode::Nop, 0);
    for at in 0..block.len() {
        if block[at].opcode == Opcode::LoadConst
            && let Some(constant) = consts.get(block[at].arg)
        {
            try_small_int(&mut block[at], constant);
        }
        let copies_const =
            opcode == Opcode::LoadConst && block[at].opcode == Opcode::Copy && block[at].arg == 1;
        if !copies_const {
            (opcode, arg) = (block[at].opcode, block[at].arg);
        }
        let Some(next) = block.get(at + 1).map(|next| next.opcode) else { continue };
        let Some(constant) = loaded_const(opcode, arg, consts) else { continue };
        match next {
            Opcode::PopJumpIfFalse | Opcode::PopJumpIfTrue => {
                block[at].make_nop();
                decide_jump(&mut block[at + 1], evaluate::is_true(&constant));
            }
            Opcode::JumpIfFalse | Opcode::JumpIfTrue => {
                decide_jump(&mut block[at + 1], evaluate::is_true(&constant));
            }
            Opcode::IsOp if matches!(constant, Constant::None) => jump_on_none(block, at),
            Opcode::ToBool => {
                let number = consts.add(evaluate::boolean(evaluate::is_true(&constant)));
                block[at].make_nop();
                block[at + 1].set(Opcode::LoadConst, number);
            }
            _ => {}
        }
    }
}

/// Turns a conditional jump whose condition is known into a jump or nothing.
fn decide_jump(jump: &mut Inst, condition: bool) {
    let jumps_if = matches!(jump.opcode, Opcode::PopJumpIfTrue | Opcode::JumpIfTrue);
    if condition == jumps_if {
        jump.opcode = Opcode::Jump;
    } else {
        jump.make_nop();
    }
}

/// `x is None` and `x is not None` as conditions: `at` loads the `None`.
fn jump_on_none(block: &mut [Inst], at: usize) {
    let Some(mut jump) = block.get(at + 2).map(|_| at + 2) else { return };
    if block[jump].opcode == Opcode::ToBool {
        block[jump].make_nop();
        jump += 1;
    }
    let negated = block[at + 1].arg != 0;
    let on_none = match block.get(jump).map(|jump| jump.opcode) {
        Some(Opcode::PopJumpIfTrue) => !negated,
        Some(Opcode::PopJumpIfFalse) => negated,
        _ => return,
    };
    block[at].make_nop();
    block[at + 1].make_nop();
    block[jump].opcode = if on_none { Opcode::PopJumpIfNone } else { Opcode::PopJumpIfNotNone };
}
