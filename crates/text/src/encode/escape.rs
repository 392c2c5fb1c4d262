//! Backslash escapes: `unicode_escape`, `raw_unicode_escape`, and the escapes of bytes.

use super::to_text::Step;
use crate::error::TextError;
use crate::text::Text;
use crate::unicode::lookup;

/// `codecs.escape_decode`: bytes with the escapes of a bytes literal. `errors` is `strict`,
/// `replace` or `ignore`.
///
/// # Errors
/// `ValueError`
pub fn unescape_bytes(bytes: &[u8], errors: &str) -> Result<Vec<u8>, TextError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&kind) = bytes.get(at) else {
            return Err(TextError::value("Trailing \\ in string"));
        };
        at += 1;
        match kind {
            b'\n' => {}
            b'0'..=b'7' => {
                let (code, length) = octal(&bytes[at - 1..]);
                out.push(code as u8);
                at += length - 1;
            }
            b'x' => {
                let (code, length) = hexadecimal(&bytes[at..], 2);
                match errors {
                    _ if length == 2 => out.push(code as u8),
                    "strict" => {
                        let position = at - 2;
                        let message = format!("invalid \\x escape at position {position}");
                        return Err(TextError::value(message));
                    }
                    "replace" => out.push(b'?'),
                    "ignore" => {}
                    _ => {
                        let message = format!("decoding error; unknown error handling code: {errors}");
                        return Err(TextError::value(message));
                    }
                }
                at += length;
            }
            _ => match simple(kind) {
                Some(code) => out.push(code),
                None => out.extend([b'\\', kind]),
            },
        }
    }
    Ok(out)
}

/// `codecs.escape_encode`: the inside of a bytes literal in single quotes.
pub fn escape_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'\'' => out.extend(b"\\'"),
            _ => push(byte.into(), false, &mut out),
        }
    }
    out
}

/// Writes a character as `unicode_escape` or, when `raw`, as `raw_unicode_escape` does.
pub(super) fn push(code: u32, raw: bool, out: &mut Vec<u8>) {
    let (letter, digits) = match code {
        0..0x100 if raw => return out.push(code as u8),
        0x09 => return out.extend(b"\\t"),
        0x0A => return out.extend(b"\\n"),
        0x0D => return out.extend(b"\\r"),
        0x5C => return out.extend(b"\\\\"),
        0x20..0x7F => return out.push(code as u8),
        0..0x100 => ('x', 2),
        0x100..0x1_0000 => ('u', 4),
        _ => ('U', 8),
    };
    out.extend(format!("\\{letter}{code:0digits$x}").into_bytes());
}

/// Decodes up to the first malformed escape.
pub(super) fn unicode(rest: &[u8], last: bool, out: &mut Text) -> Step {
    let mut at = 0;
    loop {
        let plain = memchr::memchr(b'\\', &rest[at..]).unwrap_or(rest.len() - at);
        out.extend(&rest[at..at + plain]);
        at += plain;
        let Some((_, tail)) = rest[at..].split_first() else { return Step::Done(at) };
        match escape(tail) {
            Escape::Nothing(length) => at += 1 + length,
            Escape::Character(code, length) => {
                out.push(code);
                at += 1 + length;
            }
            Escape::Plain => {
                out.push(u32::from('\\'));
                at += 1;
            }
            Escape::Bad(length, _) if !last && 1 + length == rest.len() - at && incomplete(tail) => {
                return Step::Done(at);
            }
            Escape::Bad(length, reason) => return Step::Bad(at, 1 + length, reason),
        }
    }
}

/// Decodes up to the first malformed `\u` or `\U`.
pub(super) fn raw_unicode(rest: &[u8], last: bool, out: &mut Text) -> Step {
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        let next = rest.get(at + 1);
        if byte != b'\\' {
            out.push(byte.into());
            at += 1;
            continue;
        }
        let wanted = match next {
            Some(b'u') => 4,
            Some(b'U') => 8,
            None if !last => return Step::Done(at),
            _ => {
                // Two backslashes are no escape of what follows them.
                out.push(u32::from('\\'));
                next.into_iter().for_each(|&byte| out.push(byte.into()));
                at += 1 + usize::from(next.is_some());
                continue;
            }
        };
        let (code, length) = hexadecimal(&rest[at + 2..], wanted);
        if length < wanted {
            if !last && at + 2 + length == rest.len() {
                return Step::Done(at);
            }
            return Step::Bad(at, 2 + length, truncated(wanted));
        }
        if code > 0x10_FFFF {
            return Step::Bad(at, 2 + length, "\\Uxxxxxxxx out of range");
        }
        out.push(code);
        at += 2 + length;
    }
    Step::Done(at)
}

/// What stands behind a backslash, with its length.
enum Escape {
    /// A line end: the line goes on.
    Nothing(usize),
    Character(u32, usize),
    /// No escape: the backslash stands for itself.
    Plain,
    Bad(usize, &'static str),
}

fn escape(tail: &[u8]) -> Escape {
    let Some((&kind, digits)) = tail.split_first() else {
        return Escape::Bad(0, "\\ at end of string");
    };
    let wanted = match kind {
        b'\n' => return Escape::Nothing(1),
        b'0'..=b'7' => {
            let (code, length) = octal(tail);
            return Escape::Character(code, length);
        }
        b'N' => return named(digits),
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => return simple(kind).map_or(Escape::Plain, |code| Escape::Character(code.into(), 1)),
    };
    match hexadecimal(digits, wanted) {
        (_, length) if length < wanted => Escape::Bad(1 + length, truncated(wanted)),
        (0x11_0000.., length) => Escape::Bad(1 + length, "illegal Unicode character"),
        (code, length) => Escape::Character(code, 1 + length),
    }
}

/// `{NAME}` behind `\N`.
fn named(tail: &[u8]) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(inside) = tail.strip_prefix(b"{") else { return Escape::Bad(1, MALFORMED) };
    let Some(length) = memchr::memchr(b'}', inside) else {
        return Escape::Bad(2 + inside.len(), MALFORMED);
    };
    if length == 0 {
        return Escape::Bad(2, MALFORMED);
    }
    let code = std::str::from_utf8(&inside[..length]).ok().and_then(lookup);
    code.map_or(Escape::Bad(3 + length, "unknown Unicode character name"), |code| {
        Escape::Character(code, 3 + length)
    })
}

/// Whether a malformed escape at the end of the bytes may be completed by more of them.
fn incomplete(tail: &[u8]) -> bool {
    let complete = match tail {
        [b'U', digits @ ..] => digits.len() == 8,
        [b'N', .., last] => *last == b'}',
        _ => false,
    };
    !complete
}

/// What is said of an escape with too few of its hexadecimal digits.
fn truncated(digits: usize) -> &'static str {
    match digits {
        2 => "truncated \\xXX escape",
        4 => concat!("truncated \\u", "XX", "XX", " escape"),
        _ => concat!("truncated \\U", "XX", "XX", "XX", "XX", " escape"),
    }
}

fn simple(kind: u8) -> Option<u8> {
    Some(match kind {
        b'\\' | b'\'' | b'"' => kind,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0B,
        _ => return None,
    })
}

/// Up to three octal digits.
fn octal(digits: &[u8]) -> (u32, usize) {
    let length = digits.iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    (digits[..length].iter().fold(0, |value, b| value * 8 + u32::from(b - b'0')), length)
}

/// Up to so many hexadecimal digits.
fn hexadecimal(digits: &[u8], wanted: usize) -> (u32, usize) {
    let values = digits.iter().take(wanted).map_while(|&b| char::from(b).to_digit(16));
    values.fold((0, 0), |(value, length), digit| (value << 4 | digit, length + 1))
}
