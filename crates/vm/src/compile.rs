//! The seam to the compiler, which the VM doesn't depend on: `runtime` installs an implementation.

use std::sync::Arc;

use taipan_bytecode::Code;

use crate::errors::Exception;
use crate::thread::Thread;

/// What is compiled: `compile()`'s mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Exec,
    Eval,
    Single,
}

/// Among `compile()`'s flags: the source was text, so that what it says of its encoding counts for nothing.
pub const IGNORE_COOKIE: u32 = 0x800;

/// Beside `compile()`'s flags: the source is what the program's file or standard input held.
pub const FROM_FILE: u32 = 1 << 31;

/// Turns source into code.
pub trait Compile {
    /// Compiles `source`; errors are raised as Python's SyntaxError and its like.
    fn compile(
        &self,
        t: &mut Thread,
        source: &[u8],
        filename: &str,
        mode: Mode,
        flags: u32,
        optimize: i8,
    ) -> Result<Arc<Code>, Exception>;
}
