//! A string under construction that widens itself when a character asks for it, so that what is
//! finished is always at the narrowest width, as the VM stores strings.

use crate::error::TextError;
use crate::unit::{Unit, Units, ascii_run};
use crate::with_units;

/// An owned string at the narrowest width that holds all its characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// All characters below U+0100.
    Latin1(Vec<u8>),
    /// All characters below U+10000, one at least above U+00FF.
    Ucs2(Vec<u16>),
    /// One character at least above U+FFFF.
    Ucs4(Vec<u32>),
}

impl Default for Text {
    fn default() -> Self {
        Text::Latin1(Vec::new())
    }
}

impl Text {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with room for so many narrow characters.
    pub fn with_capacity(capacity: usize) -> Self {
        Text::Latin1(Vec::with_capacity(capacity))
    }

    /// A copy of the units at the narrowest width.
    pub fn from_units<U: Unit>(units: &[U]) -> Self {
        let mut text = Text::new();
        text.extend(units);
        text
    }

    /// Appends one character.
    #[inline]
    pub fn push(&mut self, code: u32) {
        match self {
            Text::Latin1(s) if code < 0x100 => s.push(code as u8),
            Text::Ucs2(s) if code < 0x1_0000 => s.push(code as u16),
            Text::Ucs4(s) => s.push(code),
            _ => self.push_wider(code),
        }
    }

    #[cold]
    fn push_wider(&mut self, code: u32) {
        self.widen(code);
        self.push(code);
    }

    /// Makes the representation wide enough for a character.
    pub(crate) fn widen(&mut self, code: u32) {
        match self {
            Text::Latin1(s) if code > 0xFFFF => *self = Text::Ucs4(s.iter().map(|&b| b.into()).collect()),
            Text::Latin1(s) if code > 0xFF => *self = Text::Ucs2(s.iter().map(|&b| b.into()).collect()),
            Text::Ucs2(s) if code > 0xFFFF => *self = Text::Ucs4(s.iter().map(|&b| b.into()).collect()),
            _ => {}
        }
    }

    /// Appends a slice of any width.
    pub fn extend<U: Unit>(&mut self, units: &[U]) {
        if let Some(bytes) = U::latin1(units) {
            match self {
                Text::Latin1(s) => s.extend_from_slice(bytes),
                Text::Ucs2(s) => s.extend(bytes.iter().map(|&b| u16::from(b))),
                Text::Ucs4(s) => s.extend(bytes.iter().map(|&b| u32::from(b))),
            }
            return;
        }
        let Some(largest) = units.iter().max() else { return };
        self.widen(largest.code());
        match self {
            Text::Latin1(s) => s.extend(units.iter().map(|u| u.code() as u8)),
            Text::Ucs2(s) => s.extend(units.iter().map(|u| u.code() as u16)),
            Text::Ucs4(s) => s.extend(units.iter().map(|u| u.code())),
        }
    }

    /// Appends Rust text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if text.is_ascii() {
            return self.extend(text.as_bytes());
        }
        // The largest byte tells the width: characters from U+0100 on begin with 0xC4 or more.
        match text.bytes().max() {
            Some(0xF0..) => self.widen(0x1_0000),
            Some(0xC4..) => self.widen(0x100),
            _ => {}
        }
        match self {
            Text::Latin1(s) => extend_chars(s, text, |code| code as u8),
            Text::Ucs2(s) => extend_chars(s, text, |code| code as u16),
            Text::Ucs4(s) => extend_chars(s, text, |code| code),
        }
    }

    /// Makes room for more characters, unless memory is short.
    ///
    /// # Errors
    /// `MemoryError`
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TextError> {
        match self {
            Text::Latin1(s) => s.try_reserve(additional),
            Text::Ucs2(s) => s.try_reserve(additional),
            Text::Ucs4(s) => s.try_reserve(additional),
        }
        .map_err(|_| TextError::memory())
    }

    /// Appends one character several times, room for which was made.
    pub fn fill(&mut self, code: u32, times: usize) {
        if times == 0 {
            return;
        }
        self.widen(code);
        match self {
            Text::Latin1(s) => s.resize(s.len() + times, code as u8),
            Text::Ucs2(s) => s.resize(s.len() + times, code as u16),
            Text::Ucs4(s) => s.resize(s.len() + times, code),
        }
    }

    /// The characters, borrowed.
    pub fn units(&self) -> Units<'_> {
        match self {
            Text::Latin1(s) => Units::Latin1(s),
            Text::Ucs2(s) => Units::Ucs2(s),
            Text::Ucs4(s) => Units::Ucs4(s),
        }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.units().len()
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The characters as numbers.
    pub fn codes(&self) -> Vec<u32> {
        with_units!(self.units(), s => s.iter().map(|u| u.code()).collect())
    }

    /// As Rust text, lone surrogates replaced by U+FFFD: for messages and tests.
    pub fn to_string_lossy(&self) -> String {
        let codes = self.codes();
        codes.into_iter().map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut out = Text::with_capacity(text.len());
        out.push_str(text);
        out
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.is_ascii() { Text::Latin1(text.into_bytes()) } else { Text::from(text.as_str()) }
    }
}

/// Appends characters that all fit the width: runs of ASCII are widened whole.
fn extend_chars<T>(out: &mut Vec<T>, text: &str, narrow: impl Fn(u32) -> T) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = ascii_run(rest.as_bytes());
        let (run, other) = rest.split_at(ascii);
        out.extend(run.bytes().map(|byte| narrow(byte.into())));
        let length: usize = other
            .chars()
            .take_while(|c| !c.is_ascii())
            .map(|c| {
                out.push(narrow(c.into()));
                c.len_utf8()
            })
            .sum();
        rest = &other[length..];
    }
}
