//! Field names: a number, a name or nothing, then attributes and items.

use std::ops::Range;

use crate::error::TextError;
use crate::unicode::CharType;
use crate::unit::Unit;

/// What a field begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Nothing: the next positional value.
    Next,
    /// A positional value.
    Index(usize),
    /// A keyword: its place in the field name.
    Name(Range<usize>),
}

/// A step from a value into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accessor {
    /// `.name`
    Attribute(Range<usize>),
    /// `[number]`
    Index(usize),
    /// `[name]`
    Key(Range<usize>),
}

/// The steps of a field name, found one at a time, so that errors come after the lookups before them.
#[derive(Debug)]
pub struct FieldName<'a, U> {
    name: &'a [U],
    at: usize,
}

impl<'a, U: Unit> FieldName<'a, U> {
    /// Takes the selector off.
    ///
    /// # Errors
    /// `ValueError` for a number beyond an index.
    pub fn split(name: &'a [U]) -> Result<(Selector, Self), TextError> {
        let end = name.iter().position(|u| is(*u, '.') || is(*u, '[')).unwrap_or(name.len());
        let selector = match number(&name[..end])? {
            _ if end == 0 => Selector::Next,
            Some(index) => Selector::Index(index),
            None => Selector::Name(0..end),
        };
        Ok((selector, Self { name, at: end }))
    }

    fn step(&mut self) -> Result<Accessor, TextError> {
        let opening = self.name[self.at];
        self.at += 1;
        let start = self.at;
        let rest = &self.name[start..];
        let (range, item) = if is(opening, '.') {
            let length = rest.iter().position(|u| is(*u, '.') || is(*u, '[')).unwrap_or(rest.len());
            self.at += length;
            (start..self.at, false)
        } else if is(opening, '[') {
            let length = rest.iter().position(|u| is(*u, ']'));
            let length = length.ok_or_else(|| TextError::value("Missing ']' in format string"))?;
            self.at += length + 1;
            (start..start + length, true)
        } else {
            return Err(TextError::value("Only '.' or '[' may follow ']' in format field specifier"));
        };
        if range.is_empty() {
            return Err(TextError::value("Empty attribute in format string"));
        }
        Ok(match item {
            false => Accessor::Attribute(range),
            true => match number(&self.name[range.clone()])? {
                Some(index) => Accessor::Index(index),
                None => Accessor::Key(range),
            },
        })
    }
}

impl<U: Unit> Iterator for FieldName<'_, U> {
    type Item = Result<Accessor, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.name.len() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.at = self.name.len();
        }
        Some(step)
    }
}

/// Numbers fields without a selector, and refuses a mixture of both kinds.
#[derive(Debug, Default)]
pub struct AutoNumber {
    next: Option<usize>,
    manual: bool,
}

impl AutoNumber {
    /// The index of a positional field, or `None` for a named one.
    ///
    /// # Errors
    /// `ValueError` when numbered and unnumbered fields are mixed.
    pub fn resolve(&mut self, selector: &Selector) -> Result<Option<usize>, TextError> {
        match selector {
            Selector::Name(_) => Ok(None),
            Selector::Next if self.manual => Err(TextError::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            Selector::Index(_) if self.next.is_some() => Err(TextError::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            Selector::Index(index) => {
                self.manual = true;
                Ok(Some(*index))
            }
            Selector::Next => {
                let index = self.next.unwrap_or(0);
                self.next = Some(index + 1);
                Ok(Some(index))
            }
        }
    }
}

fn is<U: Unit>(unit: U, c: char) -> bool {
    unit.code() == u32::from(c)
}

/// The value of a name that consists of decimal digits.
fn number<U: Unit>(name: &[U]) -> Result<Option<usize>, TextError> {
    let mut value = None;
    for unit in name {
        let Some(digit) = CharType::of(unit.code()).decimal_value() else { return Ok(None) };
        let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(digit.into()));
        let next = next.filter(|&next| isize::try_from(next).is_ok());
        value = Some(next.ok_or_else(|| TextError::value("Too many decimal digits in format string"))?);
    }
    Ok(value)
}
