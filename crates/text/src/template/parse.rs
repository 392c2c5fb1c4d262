//! A template as literals and replacement fields.

use std::ops::Range;

use crate::error::TextError;
use crate::unit::Unit;

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Characters to copy; ends behind the first brace of a doubled one.
    Literal(Range<usize>),
    /// A value to look up and format.
    Field(Replacement),
}

/// `{name!conversion:spec}`, as places in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What names the value.
    pub name: Range<usize>,
    /// The conversion character, to be checked by the caller.
    pub conversion: Option<u32>,
    /// The specification.
    pub spec: Range<usize>,
    /// Whether the specification is a template itself.
    pub nested: bool,
}

impl Replacement {
    /// Whether there is but the name of the value.
    pub fn is_bare(&self) -> bool {
        self.conversion.is_none() && self.spec.is_empty()
    }
}

/// Splits a template, one piece at a time; ends after an error.
#[derive(Debug)]
pub struct TemplateParser<'a, U> {
    template: &'a [U],
    at: usize,
}

impl<'a, U: Unit> TemplateParser<'a, U> {
    /// A parser at the template's start.
    pub fn new(template: &'a [U]) -> Self {
        Self { template, at: 0 }
    }

    /// Where the next piece begins.
    pub fn offset(&self) -> usize {
        self.at
    }

    fn take(&mut self) -> Option<char> {
        let unit = self.template.get(self.at)?;
        self.at += 1;
        Some(char::from_u32(unit.code()).unwrap_or('\u{FFFD}'))
    }

    fn literal(&mut self) -> Result<Option<Range<usize>>, &'static str> {
        let start = self.at;
        while let Some(c) = self.take() {
            if !matches!(c, '{' | '}') {
                continue;
            }
            let next = self.template.get(self.at).map(|u| u.code());
            if next == Some(c.into()) {
                self.at += 1;
                return Ok(Some(start..self.at - 1));
            }
            return match (c, next) {
                ('}', _) => Err("Single '}' encountered in format string"),
                (_, None) => Err("Single '{' encountered in format string"),
                // The field begins behind the brace, which the caller steps over.
                _ => {
                    self.at -= 1;
                    Ok((start < self.at).then_some(start..self.at))
                }
            };
        }
        Ok(Some(start..self.at))
    }

    fn field(&mut self) -> Result<Replacement, &'static str> {
        self.at += 1;
        let start = self.at;
        let mut last = None;
        let mut in_brackets = false;
        while let Some(c) = self.take() {
            last = Some(c);
            match c {
                ']' => in_brackets = false,
                _ if in_brackets => {}
                '{' => return Err("unexpected '{' in field name"),
                '[' => in_brackets = true,
                '}' | ':' | '!' => break,
                _ => {}
            }
        }
        let name = start..self.at - 1;
        let mut field = Replacement { name, conversion: None, spec: self.at..self.at, nested: false };
        match last {
            Some('}') if !in_brackets => Ok(field),
            Some(':') if !in_brackets => self.spec(field),
            Some('!') if !in_brackets => {
                let conversion = self.template.get(self.at);
                field.conversion =
                    Some(conversion.ok_or("end of string while looking for conversion specifier")?.code());
                self.at += 1;
                match self.take() {
                    Some('}') => {
                        field.spec = self.at - 1..self.at - 1;
                        Ok(field)
                    }
                    Some(':') | None => self.spec(field),
                    Some(_) => Err("expected ':' after conversion specifier"),
                }
            }
            _ => Err("expected '}' before end of string"),
        }
    }

    fn spec(&mut self, mut field: Replacement) -> Result<Replacement, &'static str> {
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.take() {
            match c {
                '{' => {
                    field.nested = true;
                    depth += 1;
                }
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = start..self.at - 1;
                return Ok(field);
            }
        }
        Err("unmatched '{' in format spec")
    }

    fn piece(&mut self) -> Result<Piece, &'static str> {
        Ok(match self.literal()? {
            Some(range) => Piece::Literal(range),
            None => Piece::Field(self.field()?),
        })
    }
}

impl<U: Unit> Iterator for TemplateParser<'_, U> {
    type Item = Result<Piece, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.template.len() {
            return None;
        }
        let piece = self.piece().map_err(TextError::value);
        if piece.is_err() {
            self.at = self.template.len();
        }
        Some(piece)
    }
}
