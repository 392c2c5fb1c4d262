//! Checks an executable against its canonical code: block by block, the canonical instructions and the words are
//! run side by side on symbols. Every word must read what its instruction takes, every jump must lead where it should
//! with the stack where it should be, every temporary must be owned once, and every recorded state must be true.

mod access;
mod block;
mod canonical;
mod words;

use std::fmt;

use taipan_bytecode::{Code, Constant};

use crate::executable::{Executable, NONE};
use crate::program::Program;

/// Where and how words differ from their canonical code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// The word at fault, or the next one.
    pub word: u32,
    /// The canonical instruction in whose course the difference shows.
    pub offset: u32,
    pub problem: &'static str,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "word {} (offset {}): {}", self.word, self.offset, self.problem)
    }
}

impl std::error::Error for VerifyError {}

/// What a slot or position holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Value {
    Null,
    /// Nothing that anybody may read.
    Garbage,
    /// A stack position's value where the block begins.
    Entry(u32),
    /// A local's value where the block begins.
    Initial(u32),
    Const(u32),
    Int(i64),
    /// The nth result of the instruction at an offset.
    Made(u32, u32),
}

/// Checks that `executable` does what `code` says.
pub fn verify(code: &Code, executable: &Executable) -> Result<(), VerifyError> {
    let unreadable = VerifyError { word: 0, offset: 0, problem: "the code does not decode" };
    let program = Program::read(code).map_err(|_| unreadable)?;
    check_tables(executable, &program)?;
    for index in 0..executable.blocks.len() {
        block::Checker::new(code, &program, executable, index)?.run()?;
    }
    Ok(())
}

fn check_tables(executable: &Executable, program: &Program) -> Result<(), VerifyError> {
    let fault = |word, offset, problem| Err(VerifyError { word, offset, problem });
    let mut word = 0;
    for point in &executable.points {
        let op = executable
            .words
            .get(word as usize)
            .and_then(|&word| taipan_bytecode::word::WordOp::from_u16(word as u16));
        match op {
            Some(op) if point.word == word => word += 1 + op.cells() as u32,
            _ => return fault(word, point.offset, "points do not follow the words"),
        }
    }
    if word as usize != executable.words.len() {
        return fault(word, NONE, "words without points");
    }
    if executable.sites != program.sites {
        return fault(0, 0, "sites differ from the code's");
    }
    if executable.blocks.first().map(|block| block.1) != Some(executable.entry) {
        return fault(0, 0, "the entry is not the first block");
    }
    if executable.nlocals as usize > executable.slots as usize || executable.slots > 0x8000 {
        return fault(0, 0, "the frame has too few or too many slots");
    }
    for (handler, next) in executable.handlers.iter().zip(executable.handlers.iter().skip(1)) {
        if handler.end > next.start {
            return fault(handler.word, handler.start, "handlers overlap");
        }
    }
    Ok(())
}

/// The value of a constant that words name by index.
fn constant(code: &Code, executable: &Executable, index: usize) -> Value {
    match code.consts.get(index) {
        Some(&Constant::Int(value)) => Value::Int(value),
        Some(_) => Value::Const(index as u32),
        None => match executable.extra_consts.get(index - code.consts.len()) {
            Some(&value) => Value::Int(value),
            None => Value::Garbage,
        },
    }
}
