//! CPython 3.14's marshal format (version 5), for constants and code objects: what `.pyc` files hold.
//!
//! Reading takes any bytes: what is not marshal data is an error, memory stays within a small multiple of the
//! input, and nesting is bounded. Writing shares equal objects through references where CPython would
//! share them, so that a file compiled from the same source comes out with the same bytes.

mod graph;
mod pyc;
mod read;
mod write;

use std::fmt;

pub use pyc::{MAGIC, PYC_HEADER, Pyc, PycError, PycSource, read_pyc, read_pyc_header, write_pyc};
pub use read::{loads, loads_code};
pub use write::{dumps, dumps_code};

/// The version of the format that is written.
pub const MARSHAL_VERSION: u32 = 5;

/// How deep objects may nest (CPython's `MAX_MARSHAL_STACK_DEPTH`).
pub const MAX_DEPTH: usize = 2000;

/// One byte before each object: its type, and whether later objects may refer back to it.
pub mod tag {
    pub const FLAG_REF: u8 = 0x80;
    pub const NULL: u8 = b'0';
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const STOP_ITERATION: u8 = b'S';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const INT64: u8 = b'I';
    pub const LONG: u8 = b'l';
    pub const FLOAT: u8 = b'f';
    pub const BINARY_FLOAT: u8 = b'g';
    pub const COMPLEX: u8 = b'x';
    pub const BINARY_COMPLEX: u8 = b'y';
    pub const BYTES: u8 = b's';
    pub const INTERNED: u8 = b't';
    pub const UNICODE: u8 = b'u';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub const TUPLE: u8 = b'(';
    pub const SMALL_TUPLE: u8 = b')';
    pub const LIST: u8 = b'[';
    pub const DICT: u8 = b'{';
    pub const SET: u8 = b'<';
    pub const FROZENSET: u8 = b'>';
    pub const SLICE: u8 = b':';
    pub const CODE: u8 = b'c';
    pub const REF: u8 = b'r';
}

/// Why bytes could not be read or an object not be written. [`fmt::Display`] gives CPython's text,
/// [`MarshalError::exception`] the exception it comes with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarshalError {
    /// The bytes end where an object should begin.
    MissingObject,
    /// The bytes end where a one-byte size should be.
    MissingByte,
    /// The bytes end inside an object.
    TooShort,
    /// No type has this tag.
    UnknownType,
    /// An object that no constant can be: a list, a dict, a set, `StopIteration`.
    NotConstant,
    /// A negative size; the field says of what.
    SizeOutOfRange(&'static str),
    UnnormalizedLong,
    DigitOutOfRange,
    /// Text that is no number where a float is written as text.
    BadFloat,
    /// A string's bytes are not UTF-8 (encoded surrogates allowed).
    BadUtf8,
    InvalidReference,
    /// A NULL where an object must be; the field says in what.
    Null(&'static str),
    /// A code object whose parts do not fit together; the field says what is wrong.
    BadCode(&'static str),
    /// Read: more than [`MAX_DEPTH`] levels.
    TooDeep,
    /// Written: more than [`MAX_DEPTH`] levels.
    TooDeepToWrite,
    /// Written: a size beyond 32 bits.
    Unmarshallable,
}

impl MarshalError {
    /// The name of the exception CPython raises for it.
    pub const fn exception(self) -> &'static str {
        match self {
            MarshalError::MissingObject | MarshalError::MissingByte | MarshalError::TooShort => "EOFError",
            MarshalError::Null(_) => "TypeError",
            _ => "ValueError",
        }
    }
}

impl fmt::Display for MarshalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MarshalError::MissingObject => "EOF read where object expected",
            MarshalError::MissingByte => "EOF read where not expected",
            MarshalError::TooShort => "marshal data too short",
            MarshalError::UnknownType => "bad marshal data (unknown type code)",
            MarshalError::NotConstant => "bad marshal data (object cannot be a constant)",
            MarshalError::SizeOutOfRange(what) => {
                return write!(f, "bad marshal data ({what} size out of range)");
            }
            MarshalError::UnnormalizedLong => "bad marshal data (unnormalized long data)",
            MarshalError::DigitOutOfRange => "bad marshal data (digit out of range in long)",
            MarshalError::BadFloat => "could not convert string to float",
            MarshalError::BadUtf8 => "bad marshal data (invalid UTF-8)",
            MarshalError::InvalidReference => "bad marshal data (invalid reference)",
            MarshalError::Null(what) => return write!(f, "NULL object in marshal data for {what}"),
            MarshalError::BadCode(what) => return write!(f, "code: {what}"),
            MarshalError::TooDeep => "recursion limit exceeded",
            MarshalError::TooDeepToWrite => "object too deeply nested to marshal",
            MarshalError::Unmarshallable => "unmarshallable object",
        })
    }
}

impl std::error::Error for MarshalError {}
