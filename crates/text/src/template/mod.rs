//! The templates of `str.format`: text with `{field!conversion:spec}` in it. The caller looks
//! fields up and renders them; specifications with fields in them are templates themselves, one
//! level deep.

mod field;
mod parse;

pub use field::{Accessor, AutoNumber, FieldName, Selector};
pub use parse::{Piece, Replacement, TemplateParser};

use crate::error::TextError;

/// How deep templates nest: a field's specification may hold fields, those' specifications not.
pub const MAX_DEPTH: usize = 2;

/// Specifications nest too deep.
pub fn too_deep() -> TextError {
    TextError::value("Max string recursion exceeded")
}

/// `format_map` has no positional values.
pub fn no_positional_fields() -> TextError {
    TextError::value("Format string contains positional fields")
}

/// The text of the `IndexError` for a positional value that is missing.
pub fn index_out_of_range(index: usize) -> String {
    format!("Replacement index {index} out of range for positional args tuple")
}

/// There is no such conversion: only `r`, `s` and `a` are.
pub fn unknown_conversion(code: u32) -> TextError {
    let shown = match char::from_u32(code) {
        Some(c @ '!'..='\u{7E}') => c.to_string(),
        _ => format!("\\x{code:x}"),
    };
    TextError::value(format!("Unknown conversion specifier {shown}"))
}
