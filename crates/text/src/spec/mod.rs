//! The format mini-language of `format()`, f-strings and `str.format`:
//! `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.

mod number;
mod parse;
mod values;

pub use values::{format_complex, format_float, format_int, format_str};

/// Where a value stands in its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: padding between the sign and the digits.
    Numeric,
}

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignMode {
    /// `-`: a sign for negative numbers only.
    Minus,
    /// `+`: always a sign.
    Plus,
    /// A space before positive numbers.
    Space,
}

/// The separator between groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    pub(crate) fn separator(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// A parsed specification. Characters are numbers, since any may fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The character that pads.
    pub fill: u32,
    /// Where the value stands.
    pub align: Align,
    /// The sign asked for, if any.
    pub sign: Option<SignMode>,
    /// `z`: negative zero is written as zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least number of characters.
    pub width: usize,
    /// Separator in the whole part.
    pub grouping: Option<Grouping>,
    /// Digits, places or characters, after the type.
    pub precision: Option<usize>,
    /// Separator in the fraction.
    pub fraction_grouping: Option<Grouping>,
    /// The presentation type, or the value's default one.
    pub kind: u32,
}
