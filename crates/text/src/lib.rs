//! Algorithms on text and numbers that need no Python object: how floats and integers read and
//! print, format specifications, searching, case, character types, encodings. Everything here is a
//! function on plain data, worded and rounded as CPython 3.14 does, so that `vm` builds quickly
//! and each piece is tested against the reference by itself.
//!
//! Strings arrive as slices of [`Unit`]s (one, two or four bytes a character, lone surrogates
//! allowed) and leave as [`Text`], always at the narrowest width that holds them.

pub mod complex;
pub mod encode;
pub mod error;
pub mod float;
pub mod hash;
pub mod int;
pub mod percent;
pub mod search;
pub mod spec;
pub mod template;
pub mod text;
pub mod unicode;
pub mod unit;

pub use error::{ErrorKind, TextError};
pub use text::Text;
pub use unit::{Unit, Units};
