//! Reading a specification and refusing what no type accepts.

use super::{Align, Grouping, SignMode, Spec};
use crate::error::TextError;
use crate::text::Text;
use crate::unicode::CharType;
use crate::unit::Unit;

/// No presentation type was written and the value has no default one.
pub(super) const NO_KIND: u32 = 0;

impl Spec {
    /// Parses a specification with a type's default presentation and alignment.
    ///
    /// # Errors
    /// `ValueError`
    pub fn parse<U: Unit>(
        spec: &[U],
        default_kind: u32,
        default_align: Align,
        type_name: &str,
    ) -> Result<Spec, TextError> {
        let mut parser = Parser { rest: spec };
        let mut out = Spec {
            fill: u32::from(' '),
            align: default_align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind: default_kind,
        };
        parser.alignment_and_width(&mut out, default_align)?;
        out.grouping = parser.grouping()?;
        if parser.eat('.') {
            out.precision = parser.number()?;
            out.fraction_grouping = parser.grouping()?;
            if out.precision.is_none() && out.fraction_grouping.is_none() {
                return Err(TextError::value("Format specifier missing precision"));
            }
        }
        match parser.rest {
            [] => {}
            [kind] => out.kind = kind.code(),
            _ => {
                let shown = Text::from_units(spec).to_string_lossy();
                return Err(TextError::value(format!(
                    "Invalid format specifier '{shown}' for object of type '{type_name}'"
                )));
            }
        }
        out.check_grouping()?;
        Ok(out)
    }

    fn check_grouping(&self) -> Result<(), TextError> {
        let kind = char::from_u32(self.kind).unwrap_or('\u{FFFD}');
        let refused = match self.grouping {
            Some(_) if matches!(kind, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0') => None,
            Some(Grouping::Underscore) if matches!(kind, 'b' | 'o' | 'x' | 'X') => None,
            None if kind == 'n' => self.fraction_grouping,
            grouping => grouping,
        };
        match refused {
            Some(grouping) => Err(TextError::value(format!(
                "Cannot specify '{}' with '{}'.",
                grouping.separator(),
                shown_code(self.kind)
            ))),
            None => Ok(()),
        }
    }

    /// The error for a presentation type that values of this type don't have.
    pub(super) fn unknown_kind(&self, type_name: &str) -> TextError {
        TextError::value(format!(
            "Unknown format code '{}' for object of type '{type_name}'",
            shown_code(self.kind)
        ))
    }
}

/// A presentation type as messages show it.
fn shown_code(code: u32) -> String {
    match char::from_u32(code) {
        Some(c @ '!'..='\u{7F}') => c.to_string(),
        _ => format!("\\x{code:x}"),
    }
}

struct Parser<'a, U> {
    rest: &'a [U],
}

impl<U: Unit> Parser<'_, U> {
    fn peek(&self, at: usize) -> Option<char> {
        self.rest.get(at).and_then(|u| char::from_u32(u.code()))
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek(0) == Some(wanted);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn align(&self, at: usize) -> Option<Align> {
        match self.peek(at)? {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::Numeric),
            _ => None,
        }
    }

    fn alignment_and_width(&mut self, out: &mut Spec, default: Align) -> Result<(), TextError> {
        let (mut filled, mut aligned) = (false, false);
        if let Some(align) = self.align(1) {
            (out.fill, out.align) = (self.rest[0].code(), align);
            (filled, aligned) = (true, true);
            self.rest = &self.rest[2..];
        } else if let Some(align) = self.align(0) {
            (out.align, aligned) = (align, true);
            self.rest = &self.rest[1..];
        }
        out.sign = match self.peek(0) {
            Some('+') => Some(SignMode::Plus),
            Some('-') => Some(SignMode::Minus),
            Some(' ') => Some(SignMode::Space),
            _ => None,
        };
        if out.sign.is_some() {
            self.rest = &self.rest[1..];
        }
        out.no_negative_zero = self.eat('z');
        out.alternate = self.eat('#');
        if !filled && self.eat('0') {
            out.fill = u32::from('0');
            if !aligned && default == Align::Right {
                out.align = Align::Numeric;
            }
        }
        out.width = self.number()?.unwrap_or(0);
        Ok(())
    }

    /// Decimal digits of any script.
    fn number(&mut self) -> Result<Option<usize>, TextError> {
        let mut value = None;
        while let Some(digit) = self.rest.first().and_then(|u| CharType::of(u.code()).decimal_value()) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|v| v.checked_add(digit.into()));
            match next.filter(|&next| isize::try_from(next).is_ok()) {
                Some(next) => value = Some(next),
                None => return Err(TextError::value("Too many decimal digits in format string")),
            }
            self.rest = &self.rest[1..];
        }
        Ok(value)
    }

    fn grouping(&mut self) -> Result<Option<Grouping>, TextError> {
        let comma = self.eat(',');
        let underscore = self.eat('_');
        if underscore && (comma || self.peek(0) == Some(',')) {
            return Err(TextError::value("Cannot specify both ',' and '_'."));
        }
        Ok(match (comma, underscore) {
            (true, _) => Some(Grouping::Comma),
            (_, true) => Some(Grouping::Underscore),
            _ => None,
        })
    }
}
