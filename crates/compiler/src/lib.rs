//! Python source to CPython 3.14 code objects: parse (ruff) → symbol table → instructions with labels
//! → control-flow passes → assembled code.

mod assemble;
pub mod constants;
mod error;
pub mod flow;
pub mod instruction_sequence;

pub use error::{CompileError, ErrorKind, Warning, WarningKind};
