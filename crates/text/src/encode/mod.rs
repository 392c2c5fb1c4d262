//! The built-in encodings, both ways, and the built-in error handlers. An encoding reports what it
//! cannot convert to a handler, which replaces it or fails; handlers written in Python plug in the
//! same way as [`ErrorMode`].

mod escape;
mod modes;
mod to_bytes;
mod to_text;

pub use escape::{escape_bytes, unescape_bytes};
pub use modes::{CodecFailure, ErrorMode};
pub use to_bytes::encode;
pub use to_text::{decode, sniff_order};

use crate::text::Text;
use crate::unit::Units;

/// The order of bytes in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

/// A built-in encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-8`
    Utf8,
    /// `utf-16-le`, `utf-16-be`; without an order `utf-16`: a byte order mark tells, or little-endian.
    Utf16(Option<Order>),
    /// `utf-32-le`, `utf-32-be`, `utf-32` alike.
    Utf32(Option<Order>),
    /// `unicode_escape`: as in a string literal.
    UnicodeEscape,
    /// `raw_unicode_escape`: as in Python 2's raw literals, only escapes by code point (`\u`, `\U`) count.
    RawUnicodeEscape,
}

impl Encoding {
    /// The encoding of a name or its frequent aliases, in any case; others are the codec registry's.
    pub fn from_name(name: &str) -> Option<Self> {
        let usual = |c: char| if c == '_' { '-' } else { c.to_ascii_lowercase() };
        Self::from_usual_name(name)
            .or_else(|| Self::from_usual_name(&name.chars().map(usual).collect::<String>()))
    }

    /// The encoding of a name in lower case, with hyphens.
    fn from_usual_name(name: &str) -> Option<Self> {
        Some(match name {
            "utf-8" | "utf8" | "u8" | "cp65001" => Encoding::Utf8,
            "ascii" | "us-ascii" | "646" => Encoding::Ascii,
            "latin-1" | "latin1" | "latin" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "l1" => {
                Encoding::Latin1
            }
            "utf-16" | "utf16" | "u16" => Encoding::Utf16(None),
            "utf-16-le" | "utf-16le" => Encoding::Utf16(Some(Order::Little)),
            "utf-16-be" | "utf-16be" => Encoding::Utf16(Some(Order::Big)),
            "utf-32" | "utf32" | "u32" => Encoding::Utf32(None),
            "utf-32-le" | "utf-32le" => Encoding::Utf32(Some(Order::Little)),
            "utf-32-be" | "utf-32be" => Encoding::Utf32(Some(Order::Big)),
            "unicode-escape" | "unicodeescape" => Encoding::UnicodeEscape,
            "raw-unicode-escape" | "rawunicodeescape" => Encoding::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// The name that exceptions carry.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16(None) => "utf-16",
            Encoding::Utf16(Some(Order::Little)) => "utf-16-le",
            Encoding::Utf16(Some(Order::Big)) => "utf-16-be",
            Encoding::Utf32(None) => "utf-32",
            Encoding::Utf32(Some(Order::Little)) => "utf-32-le",
            Encoding::Utf32(Some(Order::Big)) => "utf-32-be",
            Encoding::UnicodeEscape => "unicodeescape",
            Encoding::RawUnicodeEscape => "rawunicodeescape",
        }
    }
}

/// What a `UnicodeDecodeError` or `UnicodeEncodeError` says, the object apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError {
    /// The encoding.
    pub encoding: Encoding,
    /// The first byte or character that cannot be converted.
    pub start: usize,
    /// The first behind it.
    pub end: usize,
    /// Why not.
    pub reason: &'static str,
}

/// What to write for characters that cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// Bytes, as they are.
    Bytes(Vec<u8>),
    /// Text, to be encoded in turn; it must be encodable.
    Text(Text),
}

/// Decides on bytes that cannot be decoded.
pub trait DecodeHandler {
    /// How decoding fails.
    type Error;

    /// Appends a replacement and tells where to go on (within the bytes), or fails.
    ///
    /// # Errors
    /// The handler's.
    fn handle(&mut self, bytes: &[u8], error: &CodecError, out: &mut Text) -> Result<usize, Self::Error>;
}

/// Decides on characters that cannot be encoded.
pub trait EncodeHandler {
    /// How encoding fails.
    type Error;

    /// A replacement, and where to go on (within the text), or a failure.
    ///
    /// # Errors
    /// The handler's.
    fn handle(&mut self, text: Units<'_>, error: &CodecError) -> Result<(Replacement, usize), Self::Error>;

    /// The failure for an error whose replacement cannot be encoded either.
    fn fail(&mut self, error: &CodecError) -> Self::Error;
}
