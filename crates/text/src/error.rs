//! The one error type of conversions whose failure is a Python exception with a fixed text.

use std::fmt;

/// Which Python exception an error becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `ValueError`
    Value,
    /// `OverflowError`
    Overflow,
    /// `TypeError`
    Type,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`, whose message is empty
    Memory,
}

/// A failed conversion: the exception's kind and CPython 3.14's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextError {
    /// The exception to raise.
    pub kind: ErrorKind,
    /// Its text.
    pub message: String,
}

impl TextError {
    /// A `ValueError`.
    pub fn value(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Value, message: message.into() }
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Overflow, message: message.into() }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Type, message: message.into() }
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::ZeroDivision, message: message.into() }
    }

    /// A `MemoryError`: the answer to results no machine could hold.
    pub fn memory() -> Self {
        Self { kind: ErrorKind::Memory, message: String::new() }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TextError {}
