//! What the control-flow passes ask of an opcode beyond the instruction table.

use taipan_bytecode::{Flags, Opcode};

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
}

impl OpcodeFlow for Opcode {
    fn is_jump(self) -> bool {
        self.flags().has(Flags::JUMP)
    }

    fn is_block_push(self) -> bool {
        self.flags().has(Flags::EXC)
    }

    fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    fn is_unconditional_jump(self) -> bool {
        self.flags().has(Flags::JUMP.with(Flags::ENDS))
    }

    fn is_conditional_jump(self) -> bool {
        use Opcode::*;
        matches!(self, PopJumpIfFalse | PopJumpIfNone | PopJumpIfNotNone | PopJumpIfTrue)
    }

    fn is_scope_exit(self) -> bool {
        matches!(self, Opcode::ReturnValue | Opcode::RaiseVarargs | Opcode::Reraise)
    }

    fn ends_block(self) -> bool {
        self.is_jump() || self.is_scope_exit()
    }

    fn has_eval_break(self) -> bool {
        use Opcode::*;
        matches!(self, Jump | JumpBackward | Resume | Call | CallKw | CallFunctionEx)
    }
}
