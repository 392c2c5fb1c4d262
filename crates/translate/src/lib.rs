//! From canonical bytecode to executable words: the depth of the stack is known at every instruction, so each
//! stack position has a *home slot* in the frame, and loads and stores become operands of the words between.
//!
//! * A position is a temporary at its home, statically NULL, or *deferred*: a local or constant that the word
//!   using it reads directly. A temporary is owned, and lives nowhere but at its home.
//! * Homes skip the room in which a call builds the callee's frame header, so that arguments are born in place.
//! * At block boundaries, and below a handler's depth wherever something may raise, every position is
//!   materialised. There the two forms of one code object agree, and a frame can change from one to the other.

mod emitter;
mod error;
mod executable;
mod listing;
mod ops;
mod program;
mod stack;
mod translator;
mod verify;

#[cfg(test)]
mod tests;

pub use error::TranslateError;
pub use executable::{Executable, Form, Handler, NONE, Point, Position, PositionKind, Site, States};

pub use verify::{VerifyError, verify};

use taipan_bytecode::Code;

/// Translates `code` into one of its executable forms, in time linear in its size.
pub fn translate(code: &Code, form: Form) -> Result<Executable, TranslateError> {
    let program = program::Program::read(code)?;
    match translator::Translator::new(code, &program, form, false)?.run() {
        Err(TranslateError::FarJump) => translator::Translator::new(code, &program, form, true)?.run(),
        result => result,
    }
}
