//! Python's integers: text, floor arithmetic, bits, conversions. Small values are `i64`, large ones
//! dashu's `IBig`; [`Int`] carries whichever a result needs.

mod arith;
mod bits;
mod convert;
mod parse;
mod power;
mod render;
pub mod words;

pub use arith::{
    check_size, division_by_zero, floor_div, floor_divmod, floor_divmod_i64, modulo, multiply, round_to_ten,
    shift_left, shift_left_i64, shift_right, shift_right_i64,
};
pub use bits::{bit_count, bit_length, from_bytes, gcd, isqrt, to_bytes};
pub use convert::{
    compare_big_with_float, compare_with_float, float_to_int, to_float, true_div, true_div_i64,
};
pub use parse::{IntParseError, parse, parse_ascii, parse_short};
pub use power::{pow, pow_i64, pow_mod};
pub use render::{
    DEFAULT_MAX_DIGITS, DecimalBuffer, Radix, decimal, decimal_limited, in_radix, in_radix_i64,
};

use dashu_int::IBig;

use crate::error::TextError;

/// An integer in its smallest form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Int {
    /// Whatever fits 64 bits.
    Small(i64),
    /// Whatever does not.
    Big(IBig),
}

impl Int {
    /// The value as a big integer.
    pub fn into_big(self) -> IBig {
        match self {
            Int::Small(value) => value.into(),
            Int::Big(value) => value,
        }
    }
}

impl From<IBig> for Int {
    fn from(value: IBig) -> Self {
        i64::try_from(&value).map_or_else(|_| Int::Big(value), Int::Small)
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Int::Small(value)
    }
}

impl From<i128> for Int {
    fn from(value: i128) -> Self {
        i64::try_from(value).map_or_else(|_| Int::Big(value.into()), Int::Small)
    }
}

/// A borrowed integer of either form.
#[derive(Debug, Clone, Copy)]
pub enum IntRef<'a> {
    /// A value of 64 bits.
    Small(i64),
    /// Any value, small ones too.
    Big(&'a IBig),
}

impl IntRef<'_> {
    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(value) => value < 0,
            IntRef::Big(value) => value.sign() == dashu_int::Sign::Negative,
        }
    }

    /// The value when it fits 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(value) => Some(value),
            IntRef::Big(value) => i64::try_from(value).ok(),
        }
    }

    /// `float(value)`
    ///
    /// # Errors
    /// `OverflowError` when the value is beyond the largest float.
    pub fn to_float(self) -> Result<f64, TextError> {
        match self {
            IntRef::Small(value) => Ok(value as f64),
            IntRef::Big(value) => to_float(value),
        }
    }

    /// `str(value)`, under a limit of digits (0 for none).
    ///
    /// # Errors
    /// `ValueError` when there are more digits.
    pub fn decimal(self, max_digits: usize) -> Result<String, TextError> {
        match self {
            IntRef::Small(value) => Ok(value.to_string()),
            IntRef::Big(value) => decimal_limited(value, max_digits),
        }
    }

    /// Digits in a base that is a power of two, with a minus but no prefix.
    pub fn in_radix(self, radix: Radix) -> String {
        match self {
            IntRef::Small(value) => in_radix_i64(value, radix),
            IntRef::Big(value) => in_radix(value, radix),
        }
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    fn from(value: &'a Int) -> Self {
        match value {
            Int::Small(value) => IntRef::Small(*value),
            Int::Big(value) => IntRef::Big(value),
        }
    }
}
