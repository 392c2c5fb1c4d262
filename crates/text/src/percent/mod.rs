//! `%` formatting of strings and bytes: taking the format apart, and rendering converted values.
//! The caller fetches values and calls `str`, `repr` and the like between the two.
//!
//! For each [`Conversion`], in this order: look the key up in the mapping, resolve the stars with
//! [`Conversion::field`], report [`Conversion::failure`], fetch the value, render it by its
//! [`Field`]. That order is CPython's, which programs see by which exception comes first.

mod parse;
mod render;

pub use parse::{Conversion, Count, Flags, Parser, Segment};
pub use render::Field;

use crate::error::{ErrorKind, TextError};

/// Too few values for the format.
pub fn not_enough_arguments() -> TextError {
    TextError::type_error("not enough arguments for format string")
}

/// Values are left over.
pub fn not_all_converted(bytes: bool) -> TextError {
    let what = if bytes { "bytes" } else { "string" };
    TextError::type_error(format!("not all arguments converted during {what} formatting"))
}

/// The format has a key, the value is no mapping.
pub fn mapping_required() -> TextError {
    TextError::type_error("format requires a mapping")
}

/// A star's value is no integer.
pub fn star_wants_int() -> TextError {
    TextError::type_error("* wants int")
}

/// The value of an integer or float conversion has the wrong type.
pub fn wrong_number(kind: char, type_name: &str) -> TextError {
    let wanted = if matches!(kind, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
    TextError::type_error(format!("%{kind} format: {wanted} is required, not {type_name}"))
}

/// The value of `%c` in a string is neither integer nor character; `what` names its type or says
/// `a string of length 2`.
pub fn wrong_character(what: &str) -> TextError {
    TextError::type_error(format!("%c requires an int or a unicode character, not {what}"))
}

/// The number of `%c` is no character.
pub fn character_range(bytes: bool) -> TextError {
    TextError {
        kind: ErrorKind::Overflow,
        message: format!("%c arg not in range({})", if bytes { "256" } else { "0x110000" }),
    }
}

/// There is no such conversion.
pub fn unsupported(conversion: &Conversion, bytes: bool) -> TextError {
    let (kind, index) = (conversion.kind, conversion.index);
    if bytes && kind >= 0x80 {
        return TextError::overflow("character argument not in range(0x110000)");
    }
    let shown = match char::from_u32(kind) {
        Some(c @ '\u{1F}'..='~') => c,
        Some(c) if bytes => c,
        _ => '?',
    };
    TextError::value(format!("unsupported format character '{shown}' (0x{kind:x}) at index {index}"))
}
