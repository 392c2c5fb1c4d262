//! What Unicode 16.0 says of characters, as CPython 3.14's strings answer it: predicates, case
//! mappings, numeric values, the printable form of a string. The tables are made from the
//! reference by `tools/make_tables.py`.

mod case;
mod database;
mod predicates;
mod repr;
#[rustfmt::skip]
mod tables;
#[rustfmt::skip]
mod database_tables;
#[rustfmt::skip]
mod decomposition_tables;
mod names;
mod normalize;
mod types;

pub use case::{capitalize, casefold, lower, swapcase, title, upper};
pub use database::{bidirectional, category, combining, east_asian_width, mirrored};
pub use names::{lookup, name};
pub use normalize::{Form, decomposition, is_normalized, normalize};
pub use predicates::{
    is_alnum, is_alpha, is_ascii, is_decimal, is_digit, is_identifier, is_lower, is_numeric, is_printable,
    is_space, is_title, is_upper,
};
pub(crate) use repr::push_escape;
pub use repr::{ascii, bytes_repr, repr, repr_string};
pub use types::{CharType, numeric, simple_lower};
