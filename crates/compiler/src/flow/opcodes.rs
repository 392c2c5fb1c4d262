//! What the control-flow passes ask of an opcode, all the time and of every instruction: looked up in a
//! table that is computed from the instruction table when the compiler is built.

use taipan_bytecode::{Flags, Opcode, StackEffect, extended_args};

/// Questions about the flow of control.
pub(crate) trait OpcodeFlow: Copy {
    /// May go somewhere else than to the next instruction (handlers apart).
    fn is_jump(self) -> bool;
    /// Begins the protection of a handler.
    fn is_block_push(self) -> bool;
    /// Names a block: jumps and block pushes.
    fn has_target(self) -> bool;
    /// Never goes to the next instruction, but to another one.
    fn is_unconditional_jump(self) -> bool;
    /// Pops a condition and may jump.
    fn is_conditional_jump(self) -> bool;
    /// Leaves the frame or raises.
    fn is_scope_exit(self) -> bool;
    /// Ends a block.
    fn ends_block(self) -> bool;
    /// Checks for signals and requests of other threads.
    fn has_eval_break(self) -> bool;
    /// How many cache units follow the instruction.
    fn cache_units(self) -> u32;
    /// How many units the instruction takes with this argument.
    fn units(self, arg: u32) -> u32;
    /// What the instruction does to the stack where it goes on to the next one.
    fn effect(self, arg: u32) -> StackEffect;
}

const JUMP: u8 = 1;
const UNCONDITIONAL: u8 = 1 << 1;
const CONDITIONAL: u8 = 1 << 2;
const BLOCK_PUSH: u8 = 1 << 3;
const SCOPE_EXIT: u8 = 1 << 4;
const EVAL_BREAK: u8 = 1 << 5;

#[derive(Clone, Copy)]
struct Facts {
    flow: u8,
    caches: u8,
    /// Values popped and pushed, where the argument does not matter; [`VARIABLE`] where it does.
    pops: u8,
    pushes: u8,
}

const VARIABLE: u8 = u8::MAX;

const OPCODES: usize = Opcode::ALL[Opcode::ALL.len() - 1] as usize + 1;

static FACTS: [Facts; OPCODES] = {
    let mut facts = [Facts { flow: 0, caches: 0, pops: 0, pushes: 0 }; OPCODES];
    let mut at = 0;
    while at < Opcode::ALL.len() {
        let opcode = Opcode::ALL[at];
        let (pops, pushes) = fixed_effect(opcode);
        facts[opcode as usize] = Facts { flow: flow(opcode), caches: opcode.caches() as u8, pops, pushes };
        at += 1;
    }
    facts
};

const fn flow(opcode: Opcode) -> u8 {
    use Opcode::*;
    let mut flow = match opcode {
        PopJumpIfFalse | PopJumpIfNone | PopJumpIfNotNone | PopJumpIfTrue => CONDITIONAL,
        ReturnValue | RaiseVarargs | Reraise => SCOPE_EXIT,
        Jump | JumpBackward | Resume | Call | CallKw | CallFunctionEx => EVAL_BREAK,
        _ => 0,
    };
    let flags = opcode.flags();
    if flags.has(Flags::JUMP) {
        flow |= JUMP;
        if flags.has(Flags::ENDS) {
            flow |= UNCONDITIONAL;
        }
    }
    if flags.has(Flags::EXC) {
        flow |= BLOCK_PUSH;
    }
    flow
}

/// The stack effect, if it is the same for arguments that differ in every way that could matter.
const fn fixed_effect(opcode: Opcode) -> (u8, u8) {
    let effect = opcode.stack_effect(0, false);
    let mut arg = 1;
    while arg < 1 << 12 {
        let other = opcode.stack_effect(arg, false);
        if other.pops != effect.pops || other.pushes != effect.pushes {
            return (VARIABLE, VARIABLE);
        }
        arg = 2 * arg + 1;
    }
    (effect.pops as u8, effect.pushes as u8)
}

fn has(opcode: Opcode, flow: u8) -> bool {
    FACTS[opcode as usize].flow & flow != 0
}

impl OpcodeFlow for Opcode {
    fn is_jump(self) -> bool {
        has(self, JUMP)
    }

    fn is_block_push(self) -> bool {
        has(self, BLOCK_PUSH)
    }

    fn has_target(self) -> bool {
        has(self, JUMP | BLOCK_PUSH)
    }

    fn is_unconditional_jump(self) -> bool {
        has(self, UNCONDITIONAL)
    }

    fn is_conditional_jump(self) -> bool {
        has(self, CONDITIONAL)
    }

    fn is_scope_exit(self) -> bool {
        has(self, SCOPE_EXIT)
    }

    fn ends_block(self) -> bool {
        has(self, JUMP | SCOPE_EXIT)
    }

    fn has_eval_break(self) -> bool {
        has(self, EVAL_BREAK)
    }

    fn cache_units(self) -> u32 {
        u32::from(FACTS[self as usize].caches)
    }

    fn units(self, arg: u32) -> u32 {
        extended_args(arg) + 1 + self.cache_units()
    }

    fn effect(self, arg: u32) -> StackEffect {
        match FACTS[self as usize] {
            Facts { pops: VARIABLE, .. } => self.stack_effect(arg, false),
            Facts { pops, pushes, .. } => StackEffect { pops: pops.into(), pushes: pushes.into() },
        }
    }
}
