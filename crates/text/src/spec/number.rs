//! The layout of a number in its field: sign, prefix, grouped digits, fraction, and the padding
//! before, within or behind them.

use std::borrow::Cow;

use super::{Align, Grouping, SignMode, Spec};
use crate::error::TextError;
use crate::text::Text;

/// A number taken apart. Only `digits` are grouped and zero-filled, only `fraction` is grouped.
#[derive(Debug, Default)]
pub(super) struct Number<'a> {
    pub(super) negative: bool,
    pub(super) prefix: &'a str,
    pub(super) digits: &'a str,
    pub(super) point: bool,
    pub(super) fraction: &'a str,
    pub(super) rest: &'a str,
    /// Digits in a group: three, or four for binary, octal and hexadecimal.
    pub(super) group: usize,
}

impl<'a> Number<'a> {
    /// Takes apart what a float prints as.
    pub(super) fn of_float(text: &'a str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (digits, text) = split_digits(text);
        let (point, text) = text.strip_prefix('.').map_or((false, text), |rest| (true, rest));
        let (fraction, rest) = if point { split_digits(text) } else { ("", text) };
        Self { negative, prefix: "", digits, point, fraction, rest, group: 3 }
    }

    fn sign(&self, mode: Option<SignMode>) -> &'static str {
        match mode {
            _ if self.negative => "-",
            Some(SignMode::Plus) => "+",
            Some(SignMode::Space) => " ",
            _ => "",
        }
    }

    /// Appends the number in its field.
    pub(super) fn write(&self, spec: &Spec, out: &mut Text) -> Result<(), TextError> {
        let sign = self.sign(spec.sign);
        let fraction = grouped_fraction(self.fraction, spec.fraction_grouping);
        let fixed =
            sign.len() + self.prefix.len() + usize::from(self.point) + fraction.len() + self.rest.len();
        let zero_filled = spec.fill == u32::from('0') && spec.align == Align::Numeric;
        let least = if zero_filled { spec.width.saturating_sub(fixed) } else { 0 };
        reserve(spec.width.saturating_add(fixed + 2 * self.digits.len()), out)?;
        let digits = grouped_digits(self.digits, spec.grouping, self.group, least);
        let padding = spec.width.saturating_sub(fixed + digits.len());
        let (before, within, behind) = match spec.align {
            Align::Left => (0, 0, padding),
            Align::Right => (padding, 0, 0),
            Align::Center => (padding / 2, 0, padding - padding / 2),
            Align::Numeric => (0, padding, 0),
        };
        out.fill(spec.fill, before);
        out.push_str(sign);
        out.push_str(self.prefix);
        out.fill(spec.fill, within);
        out.push_str(&digits);
        if self.point {
            out.push(u32::from('.'));
        }
        out.push_str(&fraction);
        out.push_str(self.rest);
        out.fill(spec.fill, behind);
        Ok(())
    }
}

/// Appends text in its field: `=` counts as left.
pub(super) fn pad<U: crate::unit::Unit>(units: &[U], spec: &Spec, out: &mut Text) -> Result<(), TextError> {
    let padding = spec.width.saturating_sub(units.len());
    let before = match spec.align {
        Align::Left | Align::Numeric => 0,
        Align::Right => padding,
        Align::Center => padding / 2,
    };
    reserve(padding.saturating_add(units.len()), out)?;
    out.fill(spec.fill, before);
    out.extend(units);
    out.fill(spec.fill, padding - before);
    Ok(())
}

/// Asks for memory before a long field is written; a wide fill takes four bytes a character.
fn reserve(length: usize, out: &mut Text) -> Result<(), TextError> {
    if length > 1 << 16 {
        out.try_reserve(length.saturating_mul(4))?;
    }
    Ok(())
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// Groups digits from the right; zeros before them fill up a width, groups included.
fn grouped_digits(digits: &str, grouping: Option<Grouping>, group: usize, width: usize) -> Cow<'_, str> {
    if digits.is_empty() || grouping.is_none() && width <= digits.len() {
        return digits.into();
    }
    let Some(grouping) = grouping else {
        // Not std's padding: its widths end at 65,535.
        return ["0".repeat(width - digits.len()).as_str(), digits].concat().into();
    };
    let bytes = digits.as_bytes();
    let mut reversed = Vec::with_capacity(width.max(digits.len() * 4 / 3 + 1));
    let mut taken = 0;
    loop {
        // A group is cut short where both the digits and the width are used up.
        let wanted = bytes.len().saturating_sub(taken).max(width.saturating_sub(reversed.len())).max(1);
        for _ in 0..group.min(wanted) {
            reversed.push(if taken < bytes.len() { bytes[bytes.len() - 1 - taken] } else { b'0' });
            taken += 1;
        }
        if taken >= bytes.len() && reversed.len() >= width {
            break;
        }
        reversed.push(grouping.separator() as u8);
    }
    reversed.iter().rev().copied().map(char::from).collect()
}

/// Groups digits from the left by threes.
fn grouped_fraction(digits: &str, grouping: Option<Grouping>) -> Cow<'_, str> {
    let Some(grouping) = grouping else { return digits.into() };
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == 0 {
            out.push(grouping.separator());
        }
        out.push(digit);
    }
    out.into()
}
