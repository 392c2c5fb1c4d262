//! UTF-7 (RFC 2152): ASCII, with anything else as base 64 of UTF-16 between `+` and `-`.

use taipan_text::Text;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::str::Str;
use taipan_vm::{PyResult, Thread};

use super::handlers::{append, ask};
use super::pieces::{Errors, name, pair};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|&known| known == byte).map(|at| at as u32)
}

/// Whether a character stands for itself: everything in ASCII that is printable, but for `+`, `\` and `~`; and blanks.
fn is_direct(code: u32) -> bool {
    match u8::try_from(code) {
        Ok(b' ' | b'\t' | b'\n' | b'\r') => true,
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(byte) => byte.is_ascii_graphic(),
        Err(_) => false,
    }
}

/// Encodes a text.
pub(super) fn encode(t: &mut Thread, text: &Str) -> PyResult {
    let mut out = Vec::with_capacity(text.len());
    let (mut shifted, mut bits, mut buffer) = (false, 0u32, 0u32);
    for code in text.units().iter() {
        if is_direct(code) {
            if shifted {
                if bits != 0 {
                    out.push(DIGITS[(buffer << (6 - bits) & 0x3F) as usize]);
                    (bits, buffer) = (0, 0);
                }
                shifted = false;
                // What could be taken for base 64 needs the end to be marked.
                if digit(code as u8).is_some() || code == u32::from('-') {
                    out.push(b'-');
                }
            }
            out.push(code as u8);
            continue;
        }
        if !shifted {
            if code == u32::from('+') {
                out.extend_from_slice(b"+-");
                continue;
            }
            out.push(b'+');
            shifted = true;
        }
        let mut units = [0u16; 2];
        let units: &[u16] = match char::from_u32(code) {
            Some(character) => character.encode_utf16(&mut units),
            None => {
                units[0] = code as u16;
                &units[..1]
            }
        };
        for &unit in units {
            buffer = (buffer & 0x3F) << 16 | u32::from(unit);
            bits += 16;
            while bits >= 6 {
                out.push(DIGITS[(buffer >> (bits - 6) & 0x3F) as usize]);
                bits -= 6;
            }
        }
    }
    if bits != 0 {
        out.push(DIGITS[(buffer << (6 - bits) & 0x3F) as usize]);
    }
    if shifted {
        out.push(b'-');
    }
    let bytes = Bytes::new(t, &out)?;
    pair(t, bytes, text.len())
}

/// What is known within base 64.
#[derive(Default)]
struct Shift {
    /// Where it began, and how long the text was then.
    start: usize,
    bits: u32,
    buffer: u32,
    /// The first half of a pair.
    high: Option<u32>,
}

impl Shift {
    /// Takes six bits.
    fn feed(&mut self, value: u32, out: &mut Text) {
        self.buffer = self.buffer << 6 | value;
        self.bits += 6;
        if self.bits < 16 {
            return;
        }
        self.bits -= 16;
        let unit = self.buffer >> self.bits & 0xFFFF;
        self.buffer &= (1 << self.bits) - 1;
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                out.push(0x1_0000 + ((high - 0xD800) << 10 | (unit - 0xDC00)));
                return;
            }
            out.push(high);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            out.push(unit);
        }
    }

    /// What is wrong with ending here.
    fn fault(&self) -> Option<&'static str> {
        if self.bits >= 6 {
            Some("partial character in base64 sequence")
        } else if self.buffer != 0 {
            Some("non-zero padding bits in base64 sequence")
        } else {
            None
        }
    }
}

/// Decodes bytes.
pub(super) fn decode(t: &mut Thread, data: &[u8], errors: Option<Errors>, last: bool) -> PyResult {
    let errors = name(errors);
    let mut out = Text::with_capacity(data.len());
    let mut shift: Option<Shift> = None;
    let (mut at, mut settled) = (0, 0);
    let mut settled_text = 0;
    while let Some(&byte) = data.get(at) {
        let mut fault = None;
        if let Some(state) = &mut shift {
            if let Some(value) = digit(byte) {
                state.feed(value, &mut out);
                at += 1;
                continue;
            }
            fault = state.fault().map(|text| (state.start, at + usize::from(byte == b'-'), text));
            if fault.is_none() {
                if let Some(high) = state.high.take() {
                    out.push(high);
                }
                at += usize::from(byte == b'-');
            }
            shift = None;
            if fault.is_none() {
                continue;
            }
        } else if byte == b'+' {
            match data.get(at + 1) {
                Some(b'-') => {
                    out.push(u32::from('+'));
                    at += 2;
                }
                Some(&next) if digit(next).is_none() => fault = Some((at, at + 2, "ill-formed sequence")),
                _ => {
                    (settled, settled_text) = (at, out.len());
                    shift = Some(Shift { start: at, ..Shift::default() });
                    at += 1;
                }
            }
        } else if byte < 0x80 {
            out.push(byte.into());
            at += 1;
        } else {
            fault = Some((at, at + 1, "unexpected special character"));
        }
        if let Some((start, end, reason)) = fault {
            let error = t.unicode_decode_error("utf7", data, (start, end), reason);
            let (replacement, next) = ask(t, &errors, error, data.len(), true)?;
            append(&mut out, &replacement);
            at = next;
        }
    }
    let mut used = data.len();
    if let Some(state) = shift {
        if !last {
            // All of the base 64 comes again.
            let kept: Vec<u32> = out.codes().into_iter().take(settled_text).collect();
            out = Text::from_units(&kept);
            used = settled;
        } else if state.high.is_some() || state.bits >= 6 || state.buffer != 0 {
            let error = t.unicode_decode_error(
                "utf7",
                data,
                (state.start, data.len()),
                "unterminated shift sequence",
            );
            let (replacement, _) = ask(t, &errors, error, data.len(), true)?;
            append(&mut out, &replacement);
        }
    }
    let text = Str::from_text(t, &out)?;
    pair(t, text, used)
}
