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
    call(compile).unwrap_or_else(|| Err(CompileError::bare(ErrorKind::MemoryError, "")))
}

/// Calls `work` on a deep stack and tells it how deep it may go. `None` when there is no such stack.
pub(crate) fn call<R: Send>(work: impl FnOnce(u32) -> R + Send) -> Option<R> {
    let mut size = STACK;
    let mut work = Some(work);
    while size >= SMALLEST_STACK && work.is_some() {
        let depth = (size / PER_LEVEL) as u32;
        let result = std::thread::scope(|scope| {
            let waiting = &mut work;
            let run = move || waiting.take().map(|work| work(depth));
            let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, run).ok()?;
            thread.join().ok()
        });
        match result {
            Some(result) => return result,
            None => size /= 2,
        }
    }
    None
}
