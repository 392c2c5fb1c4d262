//! Bytes to text.

use super::{CodecError, DecodeHandler, Encoding, Order, escape};
use crate::text::Text;

/// Decodes bytes behind `out`. Unless `last`, an incomplete sequence at the end is left for more
/// bytes to complete. Returns the number of bytes decoded.
///
/// # Errors
/// The handler's.
pub fn decode<H: DecodeHandler>(
    bytes: &[u8],
    encoding: Encoding,
    last: bool,
    out: &mut Text,
    handler: &mut H,
) -> Result<usize, H::Error> {
    match encoding {
        Encoding::Latin1 => {
            out.extend(bytes);
            Ok(bytes.len())
        }
        Encoding::Ascii => {
            let next = |rest: &[u8], out: &mut Text| {
                let valid = rest.iter().position(|&b| b >= 0x80).unwrap_or(rest.len());
                out.extend(&rest[..valid]);
                match rest.get(valid) {
                    Some(_) => Step::Bad(valid, 1, "ordinal not in range(128)"),
                    None => Step::Done(valid),
                }
            };
            run(bytes, 0, encoding, out, handler, next)
        }
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => {
                out.push_str(text);
                Ok(bytes.len())
            }
            Err(_) => run(bytes, 0, encoding, out, handler, |rest, out| utf8(rest, last, out)),
        },
        Encoding::Utf16(order) => {
            let (order, start) = order.map_or_else(|| sniff_order(bytes, 2), |order| (order, 0));
            let encoding = Encoding::Utf16(Some(order));
            run(bytes, start, encoding, out, handler, |rest, out| utf16(rest, order, last, out))
        }
        Encoding::Utf32(order) => {
            let (order, start) = order.map_or_else(|| sniff_order(bytes, 4), |order| (order, 0));
            let encoding = Encoding::Utf32(Some(order));
            run(bytes, start, encoding, out, handler, |rest, out| utf32(rest, order, last, out))
        }
        Encoding::UnicodeEscape => {
            run(bytes, 0, encoding, out, handler, |rest, out| escape::unicode(rest, last, out))
        }
        Encoding::RawUnicodeEscape => {
            run(bytes, 0, encoding, out, handler, |rest, out| escape::raw_unicode(rest, last, out))
        }
    }
}

/// The order that a byte order mark tells, with the mark's length; little-endian without one.
/// Units are 2 or 4 bytes wide.
pub fn sniff_order(bytes: &[u8], width: usize) -> (Order, usize) {
    match (width, bytes) {
        (2, [0xFF, 0xFE, ..]) | (4, [0xFF, 0xFE, 0, 0, ..]) => (Order::Little, width),
        (2, [0xFE, 0xFF, ..]) | (4, [0, 0, 0xFE, 0xFF, ..]) => (Order::Big, width),
        _ => (Order::Little, 0),
    }
}

/// What a decoder found behind the valid bytes that it has decoded.
pub(super) enum Step {
    /// Nothing, or something incomplete that may become valid.
    Done(usize),
    /// So many bytes that cannot be decoded, and why.
    Bad(usize, usize, &'static str),
}

/// Decodes up to each error and asks the handler.
fn run<H: DecodeHandler>(
    bytes: &[u8],
    start: usize,
    encoding: Encoding,
    out: &mut Text,
    handler: &mut H,
    mut next: impl FnMut(&[u8], &mut Text) -> Step,
) -> Result<usize, H::Error> {
    let mut at = start;
    loop {
        match next(bytes.get(at..).unwrap_or_default(), out) {
            Step::Done(valid) => return Ok(at + valid),
            Step::Bad(valid, length, reason) => {
                let start = at + valid;
                let error = CodecError { encoding, start, end: start + length, reason };
                at = handler.handle(bytes, &error, out)?;
            }
        }
    }
}

fn utf8(rest: &[u8], last: bool, out: &mut Text) -> Step {
    let Some(chunk) = rest.utf8_chunks().next() else { return Step::Done(0) };
    out.push_str(chunk.valid());
    let (valid, invalid) = (chunk.valid().len(), chunk.invalid());
    let Some(&lead) = invalid.first() else { return Step::Done(valid) };
    let whole = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return Step::Bad(valid, 1, "invalid start byte"),
    };
    let ends = valid + invalid.len() == rest.len() && invalid.len() < whole;
    match ends {
        true if !last => Step::Done(valid),
        true => Step::Bad(valid, invalid.len(), "unexpected end of data"),
        false => Step::Bad(valid, invalid.len(), "invalid continuation byte"),
    }
}

fn utf16(rest: &[u8], order: Order, last: bool, out: &mut Text) -> Step {
    let unit = |at: usize| {
        let pair = [*rest.get(at)?, *rest.get(at + 1)?];
        Some(match order {
            Order::Little => u16::from_le_bytes(pair),
            Order::Big => u16::from_be_bytes(pair),
        })
    };
    let mut at = 0;
    loop {
        let left = rest.len() - at;
        let Some(first) = unit(at) else {
            return if left == 0 || !last { Step::Done(at) } else { Step::Bad(at, left, "truncated data") };
        };
        match first {
            0xD800..0xDC00 => match unit(at + 2) {
                Some(second @ 0xDC00..0xE000) => {
                    let high = u32::from(first - 0xD800) << 10;
                    out.push(0x1_0000 + (high | u32::from(second - 0xDC00)));
                    at += 4;
                }
                Some(_) => return Step::Bad(at, 2, "illegal UTF-16 surrogate"),
                None if !last => return Step::Done(at),
                None => return Step::Bad(at, left, "unexpected end of data"),
            },
            0xDC00..0xE000 => return Step::Bad(at, 2, "illegal encoding"),
            _ => {
                out.push(first.into());
                at += 2;
            }
        }
    }
}

fn utf32(rest: &[u8], order: Order, last: bool, out: &mut Text) -> Step {
    let (units, tail) = rest.as_chunks::<4>();
    for (number, &bytes) in units.iter().enumerate() {
        let code = match order {
            Order::Little => u32::from_le_bytes(bytes),
            Order::Big => u32::from_be_bytes(bytes),
        };
        let reason = match code {
            0xD800..0xE000 => "code point in surrogate code point range(0xd800, 0xe000)",
            0x11_0000.. => "code point not in range(0x110000)",
            _ => {
                out.push(code);
                continue;
            }
        };
        return Step::Bad(number * 4, 4, reason);
    }
    let valid = rest.len() - tail.len();
    if tail.is_empty() || !last { Step::Done(valid) } else { Step::Bad(valid, tail.len(), "truncated data") }
}
