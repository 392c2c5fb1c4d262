//! CPython 3.14's bytecode: instruction tables, code objects, location and exception tables,
//! disassembler and verifier. Knows nothing of values or of any VM.

mod code;
mod opcode;
pub mod word;

pub use code::{Code, Constant, Text, code_flags, local_kind};
pub use opcode::{HAVE_ARGUMENT, Opcode};
