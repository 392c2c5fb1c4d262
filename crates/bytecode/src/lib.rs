//! CPython 3.14's bytecode: instruction tables, code objects, location and exception tables,
//! disassembler and verifier. Knows nothing of values or of any VM.

mod borrowed;
mod cache;
mod code;
mod disassemble;
mod dump;
mod effect;
mod exception_table;
pub mod failure;
mod family;
mod instruction;
mod location;
pub mod marshal;
mod metadata;
mod opcode;
mod operand;
mod repr;
mod varint;
mod verify;
pub mod word;

pub use cache::{CacheKind, Cached, Place};
pub use code::{Code, Constant, Text, code_flags, local_kind};
pub use disassemble::{Adaptive, DisassembleOptions, Reprs, disassemble, operand_text};
pub use dump::{dump, dump_error};
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
    Intrinsic1, Intrinsic2, SpecialMethod, resume,
};
pub use repr::{bytes_repr, code_repr, constant_repr, float_repr, text_repr};
pub use verify::{Verified, VerifyError, verify};
