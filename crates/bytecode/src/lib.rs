//! CPython 3.14's bytecode: instruction tables, code objects, location and exception tables,
//! disassembler and verifier. Knows nothing of values or of any VM.

mod code;
mod effect;
mod exception_table;
mod instruction;
mod location;
pub mod marshal;
mod metadata;
mod opcode;
pub mod failure;
pub mod word;
mod operand;
mod varint;

pub use code::{Code, Constant, Text, code_flags, local_kind};
pub use effect::StackEffect;
pub use exception_table::{
    BadExceptionTable, ExceptionEntry, decode_exception_table, encode_exception_table, find_exception_entry,
};
pub use instruction::{
    BadInstruction, Instruction, Instructions, emit, emit_padded, extended_args, instruction_units,
};
pub use location::{LineRange, Lines, Location, LocationRange, LocationWriter, Locations};
pub use metadata::{Flags, OpcodeKind};
pub use opcode::{CacheField, HAVE_ARGUMENT, MIN_INSTRUMENTED_OPCODE, Opcode};
pub use operand::{
    BinaryOperator, COMPARE_TO_BOOL, CommonConstant, CompareOperator, Conversion, FUNCTION_ATTRIBUTES,
    Intrinsic1, Intrinsic2, SpecialMethod,
};
