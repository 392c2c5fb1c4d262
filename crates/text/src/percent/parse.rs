//! A `%` format as segments: `%[(key)][flags][width][.precision][length]conversion`.

use std::ops::Range;

use super::Field;
use crate::error::TextError;
use crate::unit::Unit;

/// A stretch of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Characters to copy: their place in the format.
    Literal(Range<usize>),
    /// A value to convert.
    Conversion(Conversion),
}

/// Flags of a conversion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A width or precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Not written.
    Absent,
    /// `*`: the next value gives it.
    Star,
    /// Written out.
    Given(usize),
}

/// One conversion as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// Whether a key was begun: the values must be a mapping.
    pub keyed: bool,
    /// The key's place in the format; absent when it does not end.
    pub key: Option<Range<usize>>,
    /// Flags.
    pub flags: Flags,
    /// Width.
    pub width: Count,
    /// Precision.
    pub precision: Count,
    /// The conversion character, to be checked by the caller.
    pub kind: u32,
    /// The conversion character's index in the format, for messages.
    pub index: usize,
    /// What is malformed behind the parts above, to be raised after they were looked up.
    pub failure: Option<TextError>,
}

impl Conversion {
    /// Whether nothing but a conversion character is written.
    pub fn is_plain(&self) -> bool {
        !self.keyed
            && self.flags == Flags::default()
            && (self.width, self.precision) == (Count::Absent, Count::Absent)
            && self.failure.is_none()
    }

    /// The conversion with its stars resolved: a negative width aligns to the left, a negative
    /// precision is zero. Pass 0 for what has no star.
    pub fn field(&self, width: i64, precision: i64) -> Field {
        let mut flags = self.flags;
        let width = match self.width {
            Count::Absent => 0,
            Count::Given(width) => width,
            Count::Star => {
                flags.left |= width < 0;
                usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX)
            }
        };
        let precision = match self.precision {
            Count::Absent => None,
            Count::Given(precision) => Some(precision),
            Count::Star => Some(usize::try_from(precision).unwrap_or(0)),
        };
        Field { flags, width, precision, kind: char::from_u32(self.kind).unwrap_or('\0') }
    }
}

/// Splits a format, one segment at a time.
#[derive(Debug)]
pub struct Parser<'a, U> {
    format: &'a [U],
    at: usize,
}

impl<'a, U: Unit> Parser<'a, U> {
    /// A parser at the format's start.
    pub fn new(format: &'a [U]) -> Self {
        Self { format, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        // Lone surrogates and what is beyond Unicode match nothing here.
        self.format.get(self.at).map(|u| char::from_u32(u.code()).unwrap_or('\u{FFFD}'))
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn conversion(&mut self) -> Conversion {
        let mut out = Conversion {
            keyed: false,
            key: None,
            flags: Flags::default(),
            width: Count::Absent,
            precision: Count::Absent,
            kind: 0,
            index: 0,
            failure: None,
        };
        if let Err(message) = self.parts(&mut out) {
            out.failure = Some(TextError::value(message));
            self.at = self.format.len();
        }
        out
    }

    fn parts(&mut self, out: &mut Conversion) -> Result<(), &'static str> {
        if self.eat('(') {
            out.keyed = true;
            out.key = Some(self.key().ok_or("incomplete format key")?);
        }
        loop {
            match self.peek() {
                Some('-') => out.flags.left = true,
                Some('+') => out.flags.plus = true,
                Some(' ') => out.flags.space = true,
                Some('#') => out.flags.alternate = true,
                Some('0') => out.flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        out.width = self.count(isize::MAX.unsigned_abs(), "width too big")?;
        if self.eat('.') {
            out.precision = match self.count(i32::MAX as usize, "precision too big")? {
                Count::Absent => Count::Given(0),
                count => count,
            };
        }
        // C's length prefixes mean nothing here.
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        out.index = self.at;
        out.kind = self.format.get(self.at).ok_or("incomplete format")?.code();
        self.at += 1;
        Ok(())
    }

    /// The key's place: parentheses within it balance.
    fn key(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let mut depth = 1;
        loop {
            match self.peek()? {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(start..self.at - 1);
            }
        }
    }

    fn count(&mut self, largest: usize, message: &'static str) -> Result<Count, &'static str> {
        if self.eat('*') {
            return Ok(Count::Star);
        }
        let mut value = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(digit as usize));
            value = Some(next.filter(|&next| next <= largest).ok_or(message)?);
            self.at += 1;
        }
        Ok(value.map_or(Count::Absent, Count::Given))
    }
}

impl<U: Unit> Iterator for Parser<'_, U> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let start = self.at;
        if self.peek()? == '%' {
            self.at += 1;
            if self.eat('%') {
                return Some(Segment::Literal(start..start + 1));
            }
            return Some(Segment::Conversion(self.conversion()));
        }
        let rest = &self.format[start..];
        let percent = match U::latin1(rest) {
            Some(bytes) => memchr::memchr(b'%', bytes),
            None => rest.iter().position(|u| u.code() == u32::from('%')),
        };
        self.at = start + percent.unwrap_or(rest.len());
        Some(Segment::Literal(start..self.at))
    }
}
