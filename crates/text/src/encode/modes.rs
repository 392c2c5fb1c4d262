//! The error handlers that every Python has: `strict`, `ignore`, `replace` and so on.

use super::{CodecError, DecodeHandler, EncodeHandler, Encoding, Order, Replacement};
use crate::error::TextError;
use crate::text::Text;
use crate::unicode::{name, push_escape};
use crate::unit::Units;

/// A built-in error handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorMode {
    /// Raise.
    Strict,
    /// Drop.
    Ignore,
    /// `?` in bytes, U+FFFD in text.
    Replace,
    /// `\xNN` and the like.
    BackslashReplace,
    /// `&#NNN;`, encoding only.
    XmlCharRefReplace,
    /// `\N{NAME}`, encoding only.
    NameReplace,
    /// Bytes above 127 travel as U+DC80 to U+DCFF.
    SurrogateEscape,
    /// Surrogates are encoded as any character.
    SurrogatePass,
}

/// How a conversion with a built-in handler fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecFailure {
    /// A `UnicodeDecodeError` or `UnicodeEncodeError`.
    Codec(CodecError),
    /// Another exception.
    Other(TextError),
}

impl ErrorMode {
    /// The handler of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => ErrorMode::Strict,
            "ignore" => ErrorMode::Ignore,
            "replace" => ErrorMode::Replace,
            "backslashreplace" => ErrorMode::BackslashReplace,
            "xmlcharrefreplace" => ErrorMode::XmlCharRefReplace,
            "namereplace" => ErrorMode::NameReplace,
            "surrogateescape" => ErrorMode::SurrogateEscape,
            "surrogatepass" => ErrorMode::SurrogatePass,
            _ => return None,
        })
    }
}

impl DecodeHandler for ErrorMode {
    type Error = CodecFailure;

    fn handle(&mut self, bytes: &[u8], error: &CodecError, out: &mut Text) -> Result<usize, CodecFailure> {
        let failed = || CodecFailure::Codec(error.clone());
        let bad = bytes.get(error.start..error.end).unwrap_or_default();
        match self {
            ErrorMode::Strict => return Err(failed()),
            ErrorMode::Ignore => {}
            ErrorMode::Replace => out.push(0xFFFD),
            ErrorMode::BackslashReplace => bad.iter().for_each(|&byte| push_escape(byte.into(), out)),
            ErrorMode::XmlCharRefReplace | ErrorMode::NameReplace => {
                let message = "don't know how to handle UnicodeDecodeError in error callback";
                return Err(CodecFailure::Other(TextError::type_error(message)));
            }
            ErrorMode::SurrogateEscape => {
                let escaped = bad.iter().take(4).take_while(|&&byte| byte >= 0x80).count();
                if escaped == 0 {
                    return Err(failed());
                }
                bad[..escaped].iter().for_each(|&byte| out.push(0xDC00 + u32::from(byte)));
                return Ok(error.start + escaped);
            }
            ErrorMode::SurrogatePass => {
                let (code, length) =
                    encoded_surrogate(&bytes[error.start..], error.encoding).ok_or_else(failed)?;
                out.push(code);
                return Ok(error.start + length);
            }
        }
        Ok(error.end)
    }
}

impl EncodeHandler for ErrorMode {
    type Error = CodecFailure;

    fn handle(&mut self, text: Units<'_>, error: &CodecError) -> Result<(Replacement, usize), CodecFailure> {
        let bad = (error.start..error.end).map(|at| text.at(at));
        let mut shown = Text::new();
        match self {
            ErrorMode::Strict => return Err(self.fail(error)),
            ErrorMode::Ignore => {}
            ErrorMode::Replace => bad.for_each(|_| shown.push(u32::from('?'))),
            ErrorMode::BackslashReplace => bad.for_each(|code| push_escape(code, &mut shown)),
            ErrorMode::XmlCharRefReplace => bad.for_each(|code| shown.push_str(&format!("&#{code};"))),
            ErrorMode::NameReplace => bad.for_each(|code| match name(code) {
                Some(name) => shown.push_str(&format!("\\N{{{name}}}")),
                None => push_escape(code, &mut shown),
            }),
            ErrorMode::SurrogateEscape => {
                let mut bytes = Vec::new();
                for (code, at) in bad.zip(error.start..) {
                    if !(0xDC80..=0xDCFF).contains(&code) {
                        return Err(self.fail(&CodecError { start: at, ..error.clone() }));
                    }
                    bytes.push(code as u8);
                }
                return Ok((Replacement::Bytes(bytes), error.end));
            }
            ErrorMode::SurrogatePass => {
                let mut bytes = Vec::new();
                for code in bad {
                    if !push_surrogate(code, error.encoding, &mut bytes) {
                        return Err(self.fail(error));
                    }
                }
                return Ok((Replacement::Bytes(bytes), error.end));
            }
        }
        Ok((Replacement::Text(shown), error.end))
    }

    fn fail(&mut self, error: &CodecError) -> CodecFailure {
        CodecFailure::Codec(error.clone())
    }
}

/// The surrogate at the start of bytes, and its length there.
fn encoded_surrogate(bytes: &[u8], encoding: Encoding) -> Option<(u32, usize)> {
    let (code, length) = match (encoding, bytes) {
        (Encoding::Utf8, &[0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..]) => {
            (0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F), 3)
        }
        (Encoding::Utf16(Some(Order::Big)), &[high, low, ..]) => (u16::from_be_bytes([high, low]).into(), 2),
        (Encoding::Utf16(_), &[low, high, ..]) => (u16::from_le_bytes([low, high]).into(), 2),
        (Encoding::Utf32(Some(Order::Big)), &[a, b, c, d, ..]) => (u32::from_be_bytes([a, b, c, d]), 4),
        (Encoding::Utf32(_), &[a, b, c, d, ..]) => (u32::from_le_bytes([a, b, c, d]), 4),
        _ => return None,
    };
    (0xD800..0xE000).contains(&code).then_some((code, length))
}

/// Writes a surrogate as if it were a character; false when it is none or the encoding has no way.
fn push_surrogate(code: u32, encoding: Encoding, out: &mut Vec<u8>) -> bool {
    if !(0xD800..0xE000).contains(&code) {
        return false;
    }
    match encoding {
        Encoding::Utf8 => out.extend([0xED, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]),
        Encoding::Utf16(Some(Order::Big)) => out.extend((code as u16).to_be_bytes()),
        Encoding::Utf16(_) => out.extend((code as u16).to_le_bytes()),
        Encoding::Utf32(Some(Order::Big)) => out.extend(code.to_be_bytes()),
        Encoding::Utf32(_) => out.extend(code.to_le_bytes()),
        Encoding::Ascii | Encoding::Latin1 | Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => {
            return false;
        }
    }
    true
}
