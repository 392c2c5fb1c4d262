//! `__format__` of the builtin types.

use super::number::{Number, pad};
use super::parse::NO_KIND;
use super::{Align, SignMode, Spec};
use crate::error::TextError;
use crate::float::{self, FloatFlags, FloatStyle};
use crate::int::{IntRef, Radix};
use crate::text::Text;
use crate::unit::Unit;

/// `format(text, spec)`; `type_name` is the value's class, for messages.
///
/// # Errors
/// `ValueError`, or `MemoryError` for a field beyond memory.
pub fn format_str<U: Unit, S: Unit>(units: &[U], spec: &[S], type_name: &str) -> Result<Text, TextError> {
    let spec = Spec::parse(spec, u32::from('s'), Align::Left, type_name)?;
    let refuse = |what: &str| TextError::value(format!("{what} not allowed in string format specifier"));
    if spec.kind != u32::from('s') {
        return Err(spec.unknown_kind(type_name));
    }
    match spec.sign {
        Some(SignMode::Space) => return Err(refuse("Space")),
        Some(_) => return Err(refuse("Sign")),
        None => {}
    }
    if spec.no_negative_zero {
        return Err(refuse("Negative zero coercion (z)"));
    }
    if spec.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    if spec.align == Align::Numeric {
        return Err(refuse("'=' alignment"));
    }
    let shown = spec.precision.map_or(units.len(), |precision| precision.min(units.len()));
    let mut out = Text::new();
    pad(&units[..shown], &spec, &mut out)?;
    Ok(out)
}

/// `format(integer, spec)`; `max_digits` limits decimal digits (0 for no limit).
///
/// # Errors
/// `ValueError`; `OverflowError` for a character or a float out of range; `MemoryError`.
pub fn format_int<S: Unit>(
    value: IntRef<'_>,
    spec: &[S],
    type_name: &str,
    max_digits: usize,
) -> Result<Text, TextError> {
    if spec.is_empty() {
        return value.decimal(max_digits).map(Text::from);
    }
    let spec = Spec::parse(spec, u32::from('d'), Align::Right, type_name)?;
    let radix = match char::from_u32(spec.kind).unwrap_or('\0') {
        'd' | 'n' | 'c' => None,
        'b' => Some(Radix::Binary),
        'o' => Some(Radix::Octal),
        'x' | 'X' => Some(Radix::Hex),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return write_float(value.to_float()?, &spec, type_name),
        _ => return Err(spec.unknown_kind(type_name)),
    };
    if spec.precision.is_some() {
        return Err(TextError::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(TextError::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == u32::from('c') {
        return character(value, &spec);
    }
    let mut digits = match radix {
        None => value.decimal(max_digits)?,
        Some(radix) => value.in_radix(radix),
    };
    let mut prefix = radix.filter(|_| spec.alternate).map_or("", Radix::prefix);
    if spec.kind == u32::from('X') {
        digits.make_ascii_uppercase();
        prefix = if spec.alternate { "0X" } else { "" };
    }
    let number = Number {
        negative: value.is_negative(),
        prefix,
        digits: digits.trim_start_matches('-'),
        group: if radix.is_some() { 4 } else { 3 },
        ..Number::default()
    };
    let mut out = Text::new();
    number.write(&spec, &mut out)?;
    Ok(out)
}

/// `format(float, spec)`
///
/// # Errors
/// `ValueError`, `MemoryError`
pub fn format_float<S: Unit>(value: f64, spec: &[S], type_name: &str) -> Result<Text, TextError> {
    if spec.is_empty() {
        return Ok(float::repr(value).into());
    }
    let spec = Spec::parse(spec, NO_KIND, Align::Right, type_name)?;
    write_float(value, &spec, type_name)
}

/// `format(complex(real, imaginary), spec)`
///
/// # Errors
/// `ValueError`, `MemoryError`
pub fn format_complex<S: Unit>(
    real: f64,
    imaginary: f64,
    spec: &[S],
    type_name: &str,
) -> Result<Text, TextError> {
    let spec = Spec::parse(spec, NO_KIND, Align::Right, type_name)?;
    let style =
        Style::of(&spec).filter(|style| !style.percent).ok_or_else(|| spec.unknown_kind(type_name))?;
    if spec.fill == u32::from('0') {
        return Err(TextError::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::Numeric {
        return Err(TextError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let plain = spec.kind == NO_KIND;
    let imaginary_only = plain && real == 0.0 && real.is_sign_positive();
    // Each part is laid out without a field, then the whole in one.
    let style = Style { dot_zero: false, ..style };
    let bare = Spec { width: 0, ..spec };
    let mut out = Text::new();
    if imaginary_only {
        style.write(imaginary, &bare, &mut out)?;
    } else {
        if plain {
            out.push(u32::from('('));
        }
        style.write(real, &bare, &mut out)?;
        style.write(imaginary, &Spec { sign: Some(SignMode::Plus), ..bare }, &mut out)?;
    }
    out.push_str(if plain && !imaginary_only { "j)" } else { "j" });
    let mut field = Text::new();
    crate::with_units!(out.units(), units => pad(units, &spec, &mut field))?;
    Ok(field)
}

/// The type `c` of integers.
fn character(value: IntRef<'_>, spec: &Spec) -> Result<Text, TextError> {
    if spec.sign.is_some() {
        return Err(TextError::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(TextError::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let Some(value) = value.to_i64() else {
        return Err(TextError::overflow("Python int too large to convert to C long"));
    };
    let code = u32::try_from(value).ok().filter(|&code| code <= 0x10_FFFF);
    let code = code.ok_or_else(|| TextError::overflow("%c arg not in range(0x110000)"))?;
    // A number without digits: `=` pads between no sign and the character.
    let align = if spec.align == Align::Numeric { Align::Right } else { spec.align };
    let mut out = Text::new();
    pad(&[code], &Spec { align, ..*spec }, &mut out)?;
    Ok(out)
}

fn write_float(value: f64, spec: &Spec, type_name: &str) -> Result<Text, TextError> {
    let style = Style::of(spec).ok_or_else(|| spec.unknown_kind(type_name))?;
    let mut out = Text::new();
    style.write(value, spec, &mut out)?;
    Ok(out)
}

/// How a presentation type prints floats.
struct Style {
    style: FloatStyle,
    upper: bool,
    percent: bool,
    dot_zero: bool,
}

impl Style {
    fn of(spec: &Spec) -> Option<Self> {
        let kind = char::from_u32(spec.kind)?;
        let style = match kind {
            'e' | 'E' => FloatStyle::Exponent,
            'f' | 'F' | '%' => FloatStyle::Fixed,
            'g' | 'G' | 'n' => FloatStyle::General,
            '\0' if spec.precision.is_some() => FloatStyle::General,
            '\0' => FloatStyle::Repr,
            _ => return None,
        };
        Some(Self { style, upper: kind.is_ascii_uppercase(), percent: kind == '%', dot_zero: kind == '\0' })
    }

    fn write(&self, value: f64, spec: &Spec, out: &mut Text) -> Result<(), TextError> {
        let precision = spec.precision.unwrap_or(6);
        if precision >= i32::MAX as usize {
            return Err(TextError::value("precision too big"));
        }
        let value = if self.percent { value * 100.0 } else { value };
        let flags = FloatFlags {
            alternate: spec.alternate,
            add_dot_zero: self.dot_zero,
            no_negative_zero: spec.no_negative_zero,
            upper: self.upper,
        };
        let mut text = float::format(value, self.style, precision, flags)?;
        if self.percent {
            text.push('%');
        }
        let bare = spec.grouping.is_none() && spec.fraction_grouping.is_none();
        if bare && matches!(spec.sign, None | Some(SignMode::Minus)) && text.len() >= spec.width {
            out.push_str(&text);
            return Ok(());
        }
        Number::of_float(&text).write(spec, out)
    }
}
