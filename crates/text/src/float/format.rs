//! The printf-like styles `e`, `f`, `g` and `r`, rounded exactly half to even on the float's true
//! decimal value. This is what `%` formatting and the format mini-language share.

use super::repr::{ReprBuffer, nonfinite};
use super::round::scale;
use crate::error::TextError;
use crate::int::DecimalBuffer;

/// How digits are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatStyle {
    /// `e`: one digit before the point, always an exponent.
    Exponent,
    /// `f`: never an exponent.
    Fixed,
    /// `g`: an exponent when the number is small or has more digits than the precision.
    General,
    /// `r`: shortest digits, precision ignored.
    Repr,
}

/// Variations of a style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FloatFlags {
    /// `#`: keep the point, and for `g` the trailing zeros.
    pub alternate: bool,
    /// Write `.0` behind a number that has neither point nor exponent.
    pub add_dot_zero: bool,
    /// `z`: a result that is zero has no minus.
    pub no_negative_zero: bool,
    /// `E`, `F`, `G`: upper case.
    pub upper: bool,
}

/// No float has more digits behind its point; further places are zeros.
const MOST_PLACES: usize = 1100;

/// Formats a float. `precision` counts places behind the point (`e`, `f`) or digits (`g`).
///
/// # Errors
/// `MemoryError` when the precision asks for more zeros than memory holds.
pub fn format(
    value: f64,
    style: FloatStyle,
    precision: usize,
    flags: FloatFlags,
) -> Result<String, TextError> {
    if style == FloatStyle::Fixed
        && !flags.alternate
        && let Some(scaled) = scale(value, precision)
    {
        return Ok(fixed_text(scaled, precision, value.is_sign_negative(), flags));
    }
    let mut out = String::new();
    if value.is_finite() {
        let precision = if style == FloatStyle::General { precision.max(1) } else { precision };
        let layout = Layout { decimal: Decimal::of(value, style, precision), style, precision, flags };
        out.try_reserve(layout.longest()).map_err(|_| TextError::memory())?;
        layout.write(&mut out);
    } else {
        out.push_str(nonfinite(value));
    }
    if flags.upper {
        out.make_ascii_uppercase();
    }
    Ok(out)
}

/// A float of ordinary size with a few places: `scaled` is its multiple of `10^-places`.
fn fixed_text(scaled: u64, places: usize, negative: bool, flags: FloatFlags) -> String {
    let mut buffer = DecimalBuffer::new();
    let digits = buffer.format_wide(false, scaled.into());
    let mut out = Vec::with_capacity(digits.len() + places + 3);
    if negative && !(flags.no_negative_zero && scaled == 0) {
        out.push(b'-');
    }
    let whole = digits.len().saturating_sub(places);
    if whole == 0 {
        out.push(b'0');
    }
    out.extend_from_slice(&digits[..whole]);
    if places > 0 {
        out.push(b'.');
        out.resize(out.len() + places.saturating_sub(digits.len()), b'0');
        out.extend_from_slice(&digits[whole..]);
    }
    String::from_utf8(out).expect("digits, a sign and a point are ASCII")
}

/// Rounded digits: the value is `0.DIGITS × 10^point`.
struct Decimal {
    negative: bool,
    digits: String,
    point: i32,
}

impl Decimal {
    fn of(value: f64, style: FloatStyle, precision: usize) -> Self {
        let magnitude = value.abs();
        let mut decimal = match style {
            FloatStyle::Exponent => Self::scientific(&format!("{magnitude:.*e}", precision.min(MOST_PLACES))),
            FloatStyle::Fixed => Self::fixed(&format!("{magnitude:.*}", precision.min(MOST_PLACES))),
            FloatStyle::General => {
                let mut decimal =
                    Self::scientific(&format!("{magnitude:.*e}", (precision - 1).min(MOST_PLACES)));
                decimal.drop_trailing_zeros();
                decimal
            }
            FloatStyle::Repr => {
                let mut buffer = ReprBuffer::new();
                let text = buffer.format(magnitude);
                let mut decimal = if text.contains('e') { Self::scientific(text) } else { Self::fixed(text) };
                decimal.drop_trailing_zeros();
                decimal
            }
        };
        decimal.negative = value.is_sign_negative();
        decimal
    }

    fn scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let exponent: i32 = exponent.parse().unwrap_or(0);
        let zero = digits.bytes().all(|d| d == b'0');
        Self { negative: false, digits, point: if zero { 1 } else { exponent + 1 } }
    }

    fn fixed(text: &str) -> Self {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits: String = [whole, fraction].concat();
        let zeros = digits.bytes().take_while(|&d| d == b'0').count();
        if zeros == digits.len() {
            return Self { negative: false, digits, point: 1 };
        }
        let point = whole.len() as i32 - zeros as i32;
        Self { negative: false, digits: digits[zeros..].to_owned(), point }
    }

    fn drop_trailing_zeros(&mut self) {
        let kept = self.digits.trim_end_matches('0').len().max(1);
        self.digits.truncate(kept);
    }

    fn is_zero(&self) -> bool {
        self.digits.bytes().all(|d| d == b'0')
    }
}

/// Digits with all that decides where the point and the exponent go.
struct Layout {
    decimal: Decimal,
    style: FloatStyle,
    precision: usize,
    flags: FloatFlags,
}

impl Layout {
    fn longest(&self) -> usize {
        self.precision.saturating_add(self.decimal.digits.len() + 340)
    }

    fn write(&self, out: &mut String) {
        if self.decimal.negative && !(self.flags.no_negative_zero && self.decimal.is_zero()) {
            out.push('-');
        }
        let point = self.decimal.point;
        let exponent = match self.style {
            FloatStyle::Exponent => true,
            FloatStyle::Fixed => false,
            FloatStyle::General => {
                let room = self.precision as i64 - i64::from(self.flags.add_dot_zero);
                point <= -4 || i64::from(point) > room
            }
            FloatStyle::Repr => point <= -4 || point > 16,
        };
        if exponent {
            self.write_digits(1, out);
            let exponent = point - 1;
            out.push_str(if exponent < 0 { "e-" } else { "e+" });
            out.push_str(&format!("{:02}", exponent.abs()));
        } else {
            let whole = self.write_digits(point, out);
            if whole && self.flags.add_dot_zero {
                out.push_str(if self.flags.alternate { "0" } else { ".0" });
            }
        }
    }

    /// Writes the digits with `before` of them in front of the point; tells whether none followed.
    fn write_digits(&self, before: i32, out: &mut String) -> bool {
        let digits = self.decimal.digits.as_str();
        let zeros = |count: usize, out: &mut String| out.extend(std::iter::repeat_n('0', count));
        let split = (before.max(0) as usize).min(digits.len());
        if before <= 0 {
            out.push('0');
        } else {
            out.push_str(&digits[..split]);
            zeros(before as usize - split, out);
        }
        let leading = before.min(0).unsigned_abs() as usize;
        let wanted = match self.style {
            FloatStyle::Exponent | FloatStyle::Fixed => self.precision,
            // With `#`, as many digits as the precision says, leading zeros apart.
            FloatStyle::General if self.flags.alternate => {
                leading + self.precision.saturating_sub(before.max(0) as usize)
            }
            _ => leading + digits.len() - split,
        };
        if wanted == 0 {
            if self.flags.alternate {
                out.push('.');
            }
            return true;
        }
        out.push('.');
        let leading = leading.min(wanted);
        zeros(leading, out);
        let shown = (digits.len() - split).min(wanted - leading);
        out.push_str(&digits[split..split + shown]);
        zeros(wanted - leading - shown, out);
        false
    }
}
