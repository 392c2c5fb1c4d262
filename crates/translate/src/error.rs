//! Why bytecode has no executable form.

use std::fmt;

use taipan_bytecode::{BadExceptionTable, BadInstruction};

/// Why a code object could not be translated. Offsets are in bytes of `co_code`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TranslateError {
    /// More than 32,000 slots, or more constants, arguments or states than words can name.
    TooLarge,
    /// A jump too far for its word: the caller translates again with wide jumps. Never leaves the crate.
    FarJump,
    /// `co_code` is no sequence of instructions.
    Instruction(BadInstruction),
    /// `co_exceptiontable` is malformed, unsorted, or overlaps itself.
    ExceptionTable,
    /// No code object's own bytecode holds this opcode.
    Opcode { offset: u32 },
    /// The argument names no local, constant, name or stack position, or means nothing to the opcode.
    Operand { offset: u32 },
    /// A jump or handler leads to no instruction's start.
    Jump { offset: u32 },
    /// The instruction takes more than the stack holds, or more than a handler around it keeps.
    Underflow { offset: u32 },
    /// NULL where an object is wanted.
    Null { offset: u32 },
    /// Two ways to one instruction disagree about the stack there.
    Unbalanced { offset: u32 },
    /// Control runs past the last instruction.
    End,
}

impl fmt::Display for TranslateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TranslateError::TooLarge => f.write_str("code too large to execute"),
            TranslateError::FarJump => f.write_str("jump too far"),
            TranslateError::Instruction(bad) => bad.fmt(f),
            TranslateError::ExceptionTable => f.write_str("malformed exception table"),
            TranslateError::Opcode { offset } => write!(f, "unexpected opcode at offset {offset}"),
            TranslateError::Operand { offset } => write!(f, "bad argument at offset {offset}"),
            TranslateError::Jump { offset } => write!(f, "bad jump at offset {offset}"),
            TranslateError::Underflow { offset } => write!(f, "stack underflow at offset {offset}"),
            TranslateError::Null { offset } => write!(f, "NULL operand at offset {offset}"),
            TranslateError::Unbalanced { offset } => write!(f, "unbalanced stack at offset {offset}"),
            TranslateError::End => f.write_str("control runs past the end of the code"),
        }
    }
}

impl std::error::Error for TranslateError {}

impl From<BadInstruction> for TranslateError {
    fn from(bad: BadInstruction) -> TranslateError {
        TranslateError::Instruction(bad)
    }
}

impl From<BadExceptionTable> for TranslateError {
    fn from(_: BadExceptionTable) -> TranslateError {
        TranslateError::ExceptionTable
    }
}
