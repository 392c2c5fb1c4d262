//! Rendering of values by a conversion's flags, width and precision.

use super::{Flags, character_range};
use crate::error::TextError;
use crate::float::{self, FloatFlags, FloatStyle};
use crate::int::{IntRef, Radix};
use crate::text::Text;
use crate::unit::Unit;

/// A conversion whose stars are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Flags.
    pub flags: Flags,
    /// Least number of characters.
    pub width: usize,
    /// Characters, digits or places, by the conversion.
    pub precision: Option<usize>,
    /// The conversion.
    pub kind: char,
}

impl Field {
    /// Appends text (`%s`, `%r`, `%a`, and `%b` of bytes), cut to the precision.
    ///
    /// # Errors
    /// `MemoryError`
    pub fn text<U: Unit>(&self, units: &[U], out: &mut Text) -> Result<(), TextError> {
        let shown = self.precision.map_or(units.len(), |precision| precision.min(units.len()));
        self.padded(shown, out, |out| out.extend(&units[..shown]))
    }

    /// Appends a character (`%c`).
    ///
    /// # Errors
    /// `OverflowError` when the number is none, `MemoryError`.
    pub fn character(&self, code: i64, out: &mut Text) -> Result<(), TextError> {
        let code = u32::try_from(code).ok().filter(|&code| code <= 0x10_FFFF);
        let code = code.ok_or_else(|| character_range(false))?;
        self.padded(1, out, |out| out.push(code))
    }

    /// Appends an integer (`%d`, `%i`, `%u`, `%o`, `%x`, `%X`); `max_digits` limits decimal digits.
    ///
    /// # Errors
    /// `ValueError` for too many digits, `OverflowError` for a precision too large, `MemoryError`.
    pub fn integer(&self, value: IntRef<'_>, max_digits: usize, out: &mut Text) -> Result<(), TextError> {
        let radix = match self.kind {
            'o' => Some(Radix::Octal),
            'x' | 'X' => Some(Radix::Hex),
            _ => None,
        };
        let least = self.precision.unwrap_or(0);
        if least > i32::MAX as usize - 3 {
            return Err(TextError::overflow("precision too large"));
        }
        let mut digits = match radix {
            None => value.decimal(max_digits)?,
            Some(radix) => value.in_radix(radix),
        };
        let mut prefix = radix.filter(|_| self.flags.alternate).map_or("", Radix::prefix);
        if self.kind == 'X' {
            digits.make_ascii_uppercase();
            prefix = if prefix.is_empty() { "" } else { "0X" };
        }
        let digits = digits.trim_start_matches('-');
        self.number(value.is_negative(), prefix, least.saturating_sub(digits.len()), digits, out)
    }

    /// Appends a float (`%e`, `%f`, `%g` and their capitals).
    ///
    /// # Errors
    /// `MemoryError`
    pub fn float(&self, value: f64, out: &mut Text) -> Result<(), TextError> {
        let style = match self.kind.to_ascii_lowercase() {
            'e' => FloatStyle::Exponent,
            'f' => FloatStyle::Fixed,
            _ => FloatStyle::General,
        };
        let flags = FloatFlags {
            alternate: self.flags.alternate,
            upper: self.kind.is_ascii_uppercase(),
            ..FloatFlags::default()
        };
        let precision = self.precision.unwrap_or(6);
        if precision >= i32::MAX as usize {
            return Err(TextError::value("precision too big"));
        }
        let text = float::format(value, style, precision, flags)?;
        let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        self.number(negative, "", 0, digits, out)
    }

    /// Sign and prefix stand before zeros, behind spaces.
    fn number(
        &self,
        negative: bool,
        prefix: &str,
        zeros: usize,
        digits: &str,
        out: &mut Text,
    ) -> Result<(), TextError> {
        let sign = match self.flags {
            _ if negative => "-",
            Flags { plus: true, .. } => "+",
            Flags { space: true, .. } => " ",
            _ => "",
        };
        let length = sign.len() + prefix.len() + zeros + digits.len();
        let zero_filled = self.flags.zero && !self.flags.left;
        let zeros = if zero_filled { zeros + self.width.saturating_sub(length) } else { zeros };
        let length = sign.len() + prefix.len() + zeros + digits.len();
        self.padded(length, out, |out| {
            out.push_str(sign);
            out.push_str(prefix);
            out.fill(u32::from('0'), zeros);
            out.push_str(digits);
        })
    }

    /// Writes something of a length between the spaces that bring it to the width.
    fn padded(&self, length: usize, out: &mut Text, write: impl FnOnce(&mut Text)) -> Result<(), TextError> {
        let padding = self.width.saturating_sub(length);
        if padding.saturating_add(length) > 1 << 16 {
            out.try_reserve(padding.saturating_add(length).saturating_mul(4))?;
        }
        out.fill(u32::from(' '), if self.flags.left { 0 } else { padding });
        write(out);
        out.fill(u32::from(' '), if self.flags.left { padding } else { 0 });
        Ok(())
    }
}
