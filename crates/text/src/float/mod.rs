//! Floats as text and as ratios: shortest digits, exact formatting and rounding, parsing, all with
//! CPython 3.14's layout and limits.

mod arith;
mod format;
mod hex;
mod parse;
mod ratio;
mod repr;
mod round;

pub use arith::{Power, floor_div, floor_divmod, modulo, pow};
pub use format::{FloatFlags, FloatStyle, format};
pub use hex::{from_hex, to_hex};
pub use parse::{parse, parse_ascii, parse_error};
pub(crate) use parse::{to_ascii, trim, without_underscores};
pub(crate) use ratio::assemble;
pub use ratio::{decompose, integer_ratio};
pub use repr::{ReprBuffer, repr};
pub use round::{round_digits, round_even};
