//! The verifier of canonical bytecode: what a code object must keep so that an interpreter can run it without
//! looking at its bounds. Everything CPython 3.14 compiles passes; hand-made code may not.

mod depth;
mod operands;

use std::fmt;

use crate::code::Code;
use crate::exception_table::{BadExceptionTable, ExceptionEntry};
use crate::instruction::{BadInstruction, Instruction};
use crate::metadata::OpcodeKind;
use crate::opcode::Opcode;

/// What the verifier learnt of a code object that passed.
#[derive(Clone, Debug)]
pub struct Verified {
    /// All instructions, in order.
    pub instructions: Vec<Instruction>,
    /// For each instruction the depth of the stack before it; `None` where control never comes.
    pub depths: Vec<Option<u32>>,
    /// The greatest depth on any path: the least `co_stacksize` that would do.
    pub deepest: u32,
    /// The exception table.
    pub exceptions: Vec<ExceptionEntry>,
}

impl Verified {
    /// The index of the instruction that begins at a byte offset.
    pub fn index_of(&self, offset: u32) -> Option<usize> {
        index_of(&self.instructions, offset)
    }
}

fn index_of(instructions: &[Instruction], offset: u32) -> Option<usize> {
    instructions.binary_search_by_key(&offset, |instruction| instruction.offset).ok()
}

/// Why a code object does not pass. Offsets are in bytes of `co_code`, at the instruction concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VerifyError {
    /// Counts and sizes do not fit each other; the field says how.
    Parts(&'static str),
    Instruction(BadInstruction),
    ExceptionTable(BadExceptionTable),
    /// An opcode that does not belong in a code object's bytecode.
    NotCanonical {
        offset: u32,
        opcode: Opcode,
    },
    /// An argument outside of what the opcode takes.
    Argument {
        offset: u32,
        opcode: Opcode,
        arg: u32,
    },
    /// A jump to something that is no instruction's start.
    JumpTarget {
        offset: u32,
    },
    /// A `FOR_ITER` whose end is no `END_FOR`.
    LoopEnd {
        offset: u32,
    },
    /// An exception entry that does not fall on instructions, is empty, or is out of order.
    ExceptionEntry {
        start: u32,
    },
    /// Too few values for the instruction, or for the handler of what it raises.
    Underflow {
        offset: u32,
        depth: u32,
    },
    /// More values than `co_stacksize`.
    Overflow {
        offset: u32,
        depth: u32,
    },
    /// Two ways to the instruction with different depths.
    DepthMismatch {
        offset: u32,
        depth: u32,
        other: u32,
    },
    /// Control runs past the last instruction.
    FallsOff {
        offset: u32,
    },
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            VerifyError::Parts(what) => f.write_str(what),
            VerifyError::Instruction(error) => error.fmt(f),
            VerifyError::ExceptionTable(error) => error.fmt(f),
            VerifyError::NotCanonical { offset, opcode } => {
                write!(f, "{} at offset {offset} does not belong in a code object", opcode.name())
            }
            VerifyError::Argument { offset, opcode, arg } => {
                write!(f, "argument {arg} of {} at offset {offset} is out of range", opcode.name())
            }
            VerifyError::JumpTarget { offset } => {
                write!(f, "the jump at offset {offset} goes to no instruction")
            }
            VerifyError::LoopEnd { offset } => {
                write!(f, "the loop at offset {offset} does not end in END_FOR")
            }
            VerifyError::ExceptionEntry { start } => {
                write!(f, "the exception table's entry for offset {start} is malformed")
            }
            VerifyError::Underflow { offset, depth } => {
                write!(f, "a stack of {depth} is too little at offset {offset}")
            }
            VerifyError::Overflow { offset, depth } => {
                write!(f, "a stack of {depth} at offset {offset} is deeper than co_stacksize")
            }
            VerifyError::DepthMismatch { offset, depth, other } => {
                write!(f, "offset {offset} is reached with stacks of {depth} and {other}")
            }
            VerifyError::FallsOff { offset } => write!(f, "control runs past the end at offset {offset}"),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Verifies one code object; those among its constants are not looked at.
pub fn verify(code: &Code) -> Result<Verified, VerifyError> {
    code.check_parts().map_err(VerifyError::Parts)?;
    let instructions =
        code.instructions().collect::<Result<Vec<_>, _>>().map_err(VerifyError::Instruction)?;
    for instruction in &instructions {
        check_opcode(instruction)?;
        operands::check(code, instruction)?;
        check_jump(&instructions, instruction)?;
    }
    let exceptions = code.exception_entries().map_err(VerifyError::ExceptionTable)?;
    check_exceptions(&instructions, &exceptions)?;
    let (depths, deepest) = depth::trace(code.stacksize, &instructions, &exceptions)?;
    Ok(Verified { instructions, depths, deepest, exceptions })
}

fn check_opcode(instruction: &Instruction) -> Result<(), VerifyError> {
    let (offset, opcode) = (instruction.opcode_offset(), instruction.opcode);
    let internal =
        matches!(opcode, Opcode::Cache | Opcode::Reserved | Opcode::InterpreterExit | Opcode::ExitInitCheck);
    if internal || opcode.kind() != OpcodeKind::Base {
        return Err(VerifyError::NotCanonical { offset, opcode });
    }
    Ok(())
}

fn check_jump(instructions: &[Instruction], instruction: &Instruction) -> Result<(), VerifyError> {
    let opcode = instruction.opcode;
    if !opcode.jumps_backward() && !opcode.jumps_forward() {
        return Ok(());
    }
    let offset = instruction.offset;
    let target = instruction.jump_target().and_then(|target| index_of(instructions, target));
    let target = target.ok_or(VerifyError::JumpTarget { offset })?;
    if opcode == Opcode::ForIter && instructions[target].opcode != Opcode::EndFor {
        return Err(VerifyError::LoopEnd { offset });
    }
    Ok(())
}

fn check_exceptions(instructions: &[Instruction], entries: &[ExceptionEntry]) -> Result<(), VerifyError> {
    let size = instructions.last().map_or(0, |last| last.end);
    let mut covered = 0;
    for entry in entries {
        let starts = |offset| index_of(instructions, offset).is_some();
        let whole = starts(entry.start) && (entry.end == size || starts(entry.end)) && starts(entry.target);
        if !whole || entry.start < covered || entry.end <= entry.start {
            return Err(VerifyError::ExceptionEntry { start: entry.start });
        }
        covered = entry.end;
    }
    Ok(())
}
