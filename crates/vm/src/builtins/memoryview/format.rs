//! Items of a view: reading them as Python values and writing them, by native single-character formats.

use dashu_int::IBig;

use crate::builtins::bytes::Bytes;
use crate::builtins::{float, int};
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::Value;

/// A native format of one character, perhaps written with an `@` before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Format {
    /// The character, as in the `struct` module.
    pub code: u8,
    /// Whether it was written with `@`.
    pub marked: bool,
}

impl Format {
    /// Unsigned bytes.
    pub const BYTES: Format = Format { code: b'B', marked: false };

    /// Reads a format; `None` if it is no native one of a single character.
    pub fn parse(text: &str) -> Option<Format> {
        let (marked, text) = text.strip_prefix('@').map_or((false, text), |rest| (true, rest));
        match text.as_bytes() {
            [code] if b"cbB?hHiIlLqQnNefdP".contains(code) => Some(Format { code: *code, marked }),
            _ => None,
        }
    }

    /// As it is written.
    pub fn text(self) -> String {
        let mark = if self.marked { "@" } else { "" };
        format!("{mark}{}", char::from(self.code))
    }

    /// Bytes of an item.
    pub const fn size(self) -> usize {
        match self.code {
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => 1,
        }
    }

    /// Whether items are plain bytes.
    pub const fn is_byte(self) -> bool {
        matches!(self.code, b'b' | b'B' | b'c')
    }

    /// Whether items are equal exactly when their bytes are.
    pub const fn compares_bytewise(self) -> bool {
        !matches!(self.code, b'e' | b'f' | b'd' | b'?')
    }

    const fn is_signed(self) -> bool {
        matches!(self.code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }

    /// The item that these bytes are.
    pub fn unpack(self, t: &mut Thread, item: &[u8]) -> PyResult {
        let mut wide = [0; 8];
        let length = item.len().min(8);
        wide[..length].copy_from_slice(&item[..length]);
        let bits = u64::from_le_bytes(wide);
        match self.code {
            b'c' => Bytes::new(t, item),
            b'?' => Ok(Value::bool(bits != 0)),
            b'e' => float::new(t, half_to_double(bits as u16)),
            b'f' => float::new(t, f32::from_bits(bits as u32).into()),
            b'd' => float::new(t, f64::from_bits(bits)),
            _ if self.is_signed() => {
                let unused = 64 - 8 * self.size() as u32;
                int::from_i64(t, (bits << unused).cast_signed() >> unused)
            }
            _ => match i64::try_from(bits) {
                Ok(small) => int::from_i64(t, small),
                Err(_) => int::from_big(t, IBig::from(bits)),
            },
        }
    }

    /// The bytes of a value, the first [`Format::size`] of those answered.
    pub fn pack(self, t: &mut Thread, value: &Value) -> PyResult<[u8; 8]> {
        let bits = match self.code {
            b'c' => match Bytes::of(value).map(Bytes::as_slice) {
                Some([byte]) => u64::from(*byte),
                Some(_) => return Err(self.wrong_value(t)),
                None => return Err(self.wrong_type(t)),
            },
            b'?' => u64::from(t.truth(value)?),
            b'e' | b'f' | b'd' => {
                let number = t.as_f64(value);
                let Some(number) = t.catch(number, Class::TypeError)? else {
                    return Err(self.wrong_type(t));
                };
                self.pack_float(t, number)?
            }
            _ => {
                let index = t.as_index(value);
                let Some(index) = t.catch(index, Class::TypeError)? else { return Err(self.wrong_type(t)) };
                match self.pack_integer(&index) {
                    Some(bits) => bits,
                    None => return Err(self.wrong_value(t)),
                }
            }
        };
        Ok(bits.to_le_bytes())
    }

    fn pack_float(self, t: &mut Thread, number: f64) -> PyResult<u64> {
        match self.code {
            b'd' => Ok(number.to_bits()),
            b'f' => Ok((number as f32).to_bits().into()),
            _ => match double_to_half(number) {
                Some(bits) => Ok(bits.into()),
                None => Err(t.overflow_error("float too large to pack with e format")),
            },
        }
    }

    /// The bits of an integer; `None` when it does not fit.
    fn pack_integer(self, index: &Value) -> Option<u64> {
        let number = Integer::of(index)?;
        let size = 8 * self.size() as u32;
        if self.is_signed() {
            let number = number.to_i64()?;
            let least = i64::MIN >> (64 - size);
            return (least..=!least).contains(&number).then_some(number.cast_unsigned());
        }
        let number = match number {
            Integer::Small(number) => u64::try_from(number).ok()?,
            Integer::Big(number) => u64::try_from(number).ok()?,
        };
        (size == 64 || number >> size == 0).then_some(number)
    }

    #[cold]
    fn wrong_type(self, t: &mut Thread) -> Exception {
        t.type_error(format!("memoryview: invalid type for format '{}'", self.text()))
    }

    #[cold]
    fn wrong_value(self, t: &mut Thread) -> Exception {
        t.value_error(format!("memoryview: invalid value for format '{}'", self.text()))
    }
}

/// The number that an IEEE 754 half holds.
pub fn half_to_double(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (bits >> 10 & 0x1f, f64::from(bits & 0x3ff));
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => sign * f64::INFINITY,
        0x1f => f64::NAN.copysign(sign),
        _ => sign * (1024.0 + fraction) * 2f64.powi(i32::from(exponent) - 25),
    }
}

/// The IEEE 754 half nearest to a number, ties to even; `None` when it is too large.
pub fn double_to_half(number: f64) -> Option<u16> {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    let size = number.abs();
    if size.is_nan() {
        return Some(sign | 0x7e00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7c00);
    }
    if size < 2f64.powi(-14) {
        // Subnormal: a multiple of 2^-24; 1024 of them are the smallest normal number, whose bits follow.
        return Some(sign | (size * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((size.to_bits() >> 52) as i32) - 1023;
    let fraction = (size * 2f64.powi(10 - exponent)).round_ties_even();
    // A fraction of 2048 carries into the exponent.
    let bits = i64::from(exponent + 14) * 1024 + fraction as i64;
    (bits < 0x7c00).then_some(sign | bits as u16)
}

#[cfg(test)]
mod tests {
    use super::{Format, double_to_half, half_to_double};

    #[test]
    fn halves_round_to_even() {
        for (number, bits) in [
            (0.0, 0),
            (-0.0, 0x8000),
            (1.0, 0x3c00),
            (65504.0, 0x7bff),
            (2f64.powi(-24), 1),
            (2f64.powi(-25), 0),
            (2f64.powi(-14), 0x400),
            (1.0 + 2f64.powi(-11), 0x3c00),
            (1.0 + 3.0 * 2f64.powi(-11), 0x3c02),
            (f64::INFINITY, 0x7c00),
        ] {
            assert_eq!(double_to_half(number), Some(bits), "{number}");
        }
        assert_eq!(double_to_half(65520.0), None);
        assert_eq!(half_to_double(0x3555), 0.333_251_953_125);
        assert!(half_to_double(0x7e00).is_nan());
    }

    #[test]
    fn formats_are_native_and_single() {
        assert_eq!(Format::parse("@H").map(Format::size), Some(2));
        for text in ["", "<H", "HH", "x", "@"] {
            assert_eq!(Format::parse(text), None, "{text}");
        }
    }
}
