//! Text to bytes.

use super::{CodecError, EncodeHandler, Encoding, Order, Replacement, escape};
use crate::unit::{Unit, ascii_run};
use crate::with_units;

/// Encodes text behind `out`; `utf-16` and `utf-32` without an order begin with a byte order mark.
///
/// # Errors
/// The handler's.
pub fn encode<U: Unit, H: EncodeHandler>(
    units: &[U],
    encoding: Encoding,
    out: &mut Vec<u8>,
    handler: &mut H,
) -> Result<(), H::Error> {
    if matches!(encoding, Encoding::Utf16(None) | Encoding::Utf32(None)) {
        push(0xFEFF, encoding, out);
    }
    if matches!(encoding, Encoding::UnicodeEscape | Encoding::RawUnicodeEscape) {
        units.iter().for_each(|u| escape::push(u.code(), encoding == Encoding::RawUnicodeEscape, out));
        return Ok(());
    }
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        let valid = encode_valid(rest, encoding, out);
        let start = at + valid;
        if start == units.len() {
            break;
        }
        let error = error_at(&units[start..], start, encoding);
        let (replacement, next) = handler.handle(U::units(units), &error)?;
        let written = match replacement {
            Replacement::Bytes(bytes) => {
                let whole = bytes.len() % unit_size(encoding) == 0;
                out.extend(bytes);
                whole
            }
            Replacement::Text(text) => with_units!(text.units(), s => {
                // Only ASCII is sure to be encodable without asking again; single bytes take more.
                let limit = if encoding == Encoding::Latin1 { 0x100 } else { 0x80 };
                let fits = s.iter().all(|u| u.code() < limit);
                if fits {
                    encode_valid(s, encoding, out);
                }
                fits
            }),
        };
        if !written {
            return Err(handler.fail(&error));
        }
        at = next;
    }
    Ok(())
}

/// The error at a character that cannot be encoded. The Unicode encodings of wide units report one
/// character at a time, the others a run.
fn error_at<U: Unit>(rest: &[U], start: usize, encoding: Encoding) -> CodecError {
    let run = || rest.iter().take_while(|u| !encodable(u.code(), encoding)).count();
    let (length, reason) = match encoding {
        Encoding::Ascii => (run(), "ordinal not in range(128)"),
        Encoding::Latin1 => (run(), "ordinal not in range(256)"),
        Encoding::Utf8 => (run(), "surrogates not allowed"),
        _ => (1, "surrogates not allowed"),
    };
    CodecError { encoding, start, end: start + length, reason }
}

fn encodable(code: u32, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Ascii => code < 0x80,
        Encoding::Latin1 => code < 0x100,
        _ => !(0xD800..0xE000).contains(&code),
    }
}

fn unit_size(encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf16(_) => 2,
        Encoding::Utf32(_) => 4,
        _ => 1,
    }
}

/// Encodes up to the first character that cannot be; returns their number.
fn encode_valid<U: Unit>(units: &[U], encoding: Encoding, out: &mut Vec<u8>) -> usize {
    if let (Some(bytes), Encoding::Latin1) = (U::latin1(units), encoding) {
        out.extend_from_slice(bytes);
        return bytes.len();
    }
    let mut at = 0;
    while at < units.len() {
        // Runs of ASCII are copied whole where a byte stays a byte.
        if unit_size(encoding) == 1 {
            let run = ascii_run(&units[at..]);
            out.extend(units[at..at + run].iter().map(|u| u.code() as u8));
            at += run;
        }
        let other = units[at..].iter().take_while(|u| {
            let (code, single) = (u.code(), unit_size(encoding) == 1);
            let take = encodable(code, encoding) && !(single && code < 0x80);
            if take {
                push(code, encoding, out);
            }
            take
        });
        at += other.count();
        if units.get(at).is_some_and(|u| !encodable(u.code(), encoding)) {
            return at;
        }
    }
    at
}

/// Writes one encodable character.
#[inline]
fn push(code: u32, encoding: Encoding, out: &mut Vec<u8>) {
    match encoding {
        Encoding::Ascii | Encoding::Latin1 => out.push(code as u8),
        Encoding::Utf8 => push_utf8(code, out),
        Encoding::Utf16(order) => {
            let put = |unit: u16, out: &mut Vec<u8>| match order {
                Some(Order::Big) => out.extend_from_slice(&unit.to_be_bytes()),
                _ => out.extend_from_slice(&unit.to_le_bytes()),
            };
            match u16::try_from(code) {
                Ok(unit) => put(unit, out),
                Err(_) => {
                    let offset = code - 0x1_0000;
                    put(0xD800 | (offset >> 10) as u16, out);
                    put(0xDC00 | (offset & 0x3FF) as u16, out);
                }
            }
        }
        Encoding::Utf32(Some(Order::Big)) => out.extend_from_slice(&code.to_be_bytes()),
        Encoding::Utf32(_) => out.extend_from_slice(&code.to_le_bytes()),
        Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => {
            escape::push(code, encoding == Encoding::RawUnicodeEscape, out);
        }
    }
}

#[inline]
fn push_utf8(code: u32, out: &mut Vec<u8>) {
    let tail = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
    match code {
        0..0x80 => out.push(code as u8),
        0x80..0x800 => out.extend_from_slice(&[0xC0 | (code >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => out.extend_from_slice(&[0xE0 | (code >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend_from_slice(&[0xF0 | (code >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}
