//! What compilation refuses and what it warns of.

use taipan_bytecode::Text;

/// Which exception a refused source raises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
    /// `_IncompleteInputError`, of a source that ends too early and was compiled with
    /// [`ALLOW_INCOMPLETE_INPUT`](crate::ALLOW_INCOMPLETE_INPUT).
    IncompleteInput,
    /// The source nests deeper than the compiler's stack allows.
    RecursionError,
    MemoryError,
    ValueError,
    OverflowError,
    UnicodeDecodeError,
    SystemError,
}

/// A refused source. Positions are those of Python's `SyntaxError`: lines from 1, columns in
/// characters from 1; 0 where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    /// The source line, with its line break.
    pub text: Option<Text>,
    /// What was warned of before, in the order CPython does.
    pub warnings: Vec<Warning>,
}

impl CompileError {
    /// In place of a column where Python's offset is -1: with line 0 when the source could not be decoded, and as the end of
    /// what CPython's parser finds at a token without text.
    pub const NOWHERE: u32 = u32::MAX;

    /// An error without a position.
    pub fn bare(kind: ErrorKind, message: impl Into<String>) -> CompileError {
        CompileError {
            kind,
            message: message.into(),
            line: 0,
            column: 0,
            end_line: 0,
            end_column: 0,
            text: None,
            warnings: Vec::new(),
        }
    }

    /// The error of a source that can't be decoded.
    pub(crate) fn undecodable(message: String) -> CompileError {
        let column = CompileError::NOWHERE;
        CompileError { column, ..CompileError::bare(ErrorKind::SyntaxError, message) }
    }
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)?;
        if self.line > 0 { write!(f, " (line {})", self.line) } else { Ok(()) }
    }
}

impl std::error::Error for CompileError {}

/// Which warning category.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WarningKind {
    SyntaxWarning,
    DeprecationWarning,
}

/// A warning given while compiling; whoever called decides whether it is shown or raised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    pub kind: WarningKind,
    pub message: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// How the compiler's own functions fail.
pub(crate) type Result<T> = std::result::Result<T, Box<CompileError>>;
