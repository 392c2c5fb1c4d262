//! A thread with a deep stack, for sources that nest deep. Every walk over a tree counts its depth
//! against what the stack bears.

use crate::Compiled;
use crate::error::{CompileError, ErrorKind};

/// The stack: reserved, not committed; less where the system refuses that much.
const STACK: usize = 512 << 20;
const SMALLEST_STACK: usize = 32 << 20;
/// What one level of the tree may take of it, in a build without optimisation.
const PER_LEVEL: usize = 10 << 10;

/// How deep the walks over the tree may go on the caller's stack: what the check of the tokens
/// let through.
pub(crate) const SHALLOW_DEPTH: u32 = 5_000;

/// Runs a compilation on a deep stack; it is told how deep it may go.
pub(crate) fn run(
    compile: impl FnOnce(u32) -> Result<Compiled, CompileError> + Send,
) -> Result<Compiled, CompileError> {
    let mut size = STACK;
    let mut compile = Some(compile);
    while size >= SMALLEST_STACK {
        let depth = (size / PER_LEVEL) as u32;
        let result = std::thread::scope(|scope| {
            let work = &mut compile;
            let run = move || work.take().map(|compile| compile(depth));
            let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, run).ok()?;
            thread.join().ok()
        });
        match result {
            Some(Some(result)) => return result,
            // The thread ended without an answer: there is none to be had.
            Some(None) => break,
            None if compile.is_none() => break,
            None => size /= 2,
        }
    }
    Err(CompileError::bare(ErrorKind::MemoryError, ""))
}
