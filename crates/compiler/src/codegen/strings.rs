//! f-strings and t-strings: their parts flattened and joined as CPython's parser does, and the code
//! for them.

use ruff_python_ast::{
    ConversionFlag, ExprFString, ExprTString, FStringPart, InterpolatedElement, InterpolatedStringElement,
    InterpolatedStringElements, InterpolatedStringFormatSpec,
};
use ruff_text_size::{Ranged, TextRange, TextSize};
use taipan_bytecode::{Constant, Opcode, Text};

use super::Compiler;
use super::displays::STACK_USE_GUIDELINE;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;
use crate::session::Session;
use crate::source::literals;

/// A part of a formatted string.
#[derive(Clone)]
pub(super) enum Part<'a> {
    Text(Text, Location),
    Value(Value<'a>),
}

/// A replacement field.
#[derive(Clone)]
pub(super) struct Value<'a> {
    pub(super) element: &'a InterpolatedElement,
    /// Whether escapes in it stand for themselves.
    raw: bool,
}

/// The parts of a string as they are gathered: neighbouring texts become one.
#[derive(Default)]
struct Parts<'a> {
    parts: Vec<Part<'a>>,
}

impl<'a> Parts<'a> {
    fn text(&mut self, text: Text, location: Location) {
        if let Some(Part::Text(before, range)) = self.parts.last_mut() {
            let joined = [before.as_wtf8(), text.as_wtf8()].concat();
            *before = Text::from_wtf8(joined);
            range.end_line = location.end_line;
            range.end_column = location.end_column;
        } else {
            self.parts.push(Part::Text(text, location));
        }
    }

    /// All parts; texts that turned out empty are gone.
    fn finish(self) -> Vec<Part<'a>> {
        let is_empty = |part: &Part<'a>| matches!(part, Part::Text(text, _) if text.as_wtf8().is_empty());
        self.parts.into_iter().filter(|part| !is_empty(part)).collect()
    }
}

/// The parts of an f-string, strings concatenated to it included.
pub(super) fn f_string_parts<'a>(session: &Session<'_>, node: &'a ExprFString) -> Vec<Part<'a>> {
    let mut parts = Parts::default();
    for part in node.value.iter() {
        match part {
            FStringPart::Literal(literal) => {
                let text = literals::string_part(session, literal);
                parts.text(text, session.lines.location(literal.range));
            }
            FStringPart::FString(part) => parts.gather(session, &part.elements, part.flags.prefix().is_raw()),
        }
    }
    parts.finish()
}

/// The parts of a t-string.
pub(super) fn t_string_parts<'a>(session: &Session<'_>, node: &'a ExprTString) -> Vec<Part<'a>> {
    let mut parts = Parts::default();
    for part in node.value.iter() {
        parts.gather(session, &part.elements, part.flags.prefix().is_raw());
    }
    parts.finish()
}

/// The parts of a format specification.
pub(super) fn spec_parts<'a>(session: &Session<'_>, value: &Value<'a>) -> Option<Vec<Part<'a>>> {
    let spec = value.element.format_spec.as_deref()?;
    let mut parts = Parts::default();
    parts.gather(session, &spec.elements, value.raw);
    Some(parts.finish())
}

impl<'a> Parts<'a> {
    fn gather(&mut self, session: &Session<'_>, elements: &'a InterpolatedStringElements, raw: bool) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    let text = literals::interpolated_part(session, &literal.value, literal.range, raw);
                    if !text.as_wtf8().is_empty() {
                        self.text(text, session.lines.location(literal.range));
                    }
                }
                InterpolatedStringElement::Interpolation(element) => {
                    if element.debug_text.is_some() {
                        let range = debug_range(session, element);
                        let text = without_comments(&session.source[range]);
                        self.text(text.as_str().into(), session.lines.location(range));
                    }
                    self.parts.push(Part::Value(Value { element, raw }));
                }
            }
        }
    }
}

/// What stands between the brace and the `=`, with that and the space after it.
fn debug_range(session: &Session<'_>, element: &InterpolatedElement) -> TextRange {
    let expression = expression_range(session, element);
    let bytes = session.source.as_bytes();
    let limit = element.range.end().to_usize();
    let mut at = expression.end().to_usize() + 1;
    while at < limit {
        match bytes[at] {
            b'#' => at += bytes[at..limit].iter().position(|byte| *byte == b'\n').unwrap_or(limit - at),
            b' ' | b'\t' | b'\n' | b'\x0c' | b'\\' => at += 1,
            _ => break,
        }
    }
    TextRange::new(expression.start(), TextSize::try_from(at).unwrap_or(expression.end()))
}

/// From the brace to what ends the expression's text: `=`, `!`, `:` or the closing brace.
fn expression_range(session: &Session<'_>, element: &InterpolatedElement) -> TextRange {
    let bytes = session.source.as_bytes();
    let limit = element.range.end().to_usize();
    let mut at = element.expression.end().to_usize();
    while at < limit {
        match bytes[at] {
            b'#' => at += bytes[at..limit].iter().position(|byte| *byte == b'\n').unwrap_or(limit - at),
            b'=' if element.debug_text.is_some() => break,
            b'!' | b':' | b'}' => break,
            _ => at += 1,
        }
    }
    let end = TextSize::try_from(at).unwrap_or(element.range.end());
    TextRange::new(element.range.start() + TextSize::new(1), end)
}

/// The text of a field's expression, as it was written but for comments.
pub(super) fn expression_text(session: &Session<'_>, element: &InterpolatedElement) -> String {
    without_comments(&session.source[expression_range(session, element)])
}

impl<'a> Compiler<'a> {
    pub(super) fn f_string(&mut self, node: &'a ExprFString) -> Result<()> {
        let parts = f_string_parts(self.session, node);
        self.joined(&parts, self.location(node))
    }

    /// Joins the parts to one string.
    fn joined(&mut self, parts: &[Part<'a>], location: Location) -> Result<()> {
        if parts.is_empty() {
            self.load_text("".into(), location);
            return Ok(());
        }
        if parts.len() > STACK_USE_GUIDELINE {
            self.load_text("".into(), location);
            self.load_method(known::JOIN, location);
            self.emit_arg(Opcode::BuildList, 0, location);
            for part in parts {
                self.part(part)?;
                self.emit_arg(Opcode::ListAppend, 1, location);
            }
            self.emit_arg(Opcode::Call, 1, location);
            return Ok(());
        }
        parts.iter().try_for_each(|part| self.part(part))?;
        if parts.len() > 1 {
            self.emit_arg(Opcode::BuildString, parts.len() as u32, location);
        }
        Ok(())
    }

    fn part(&mut self, part: &Part<'a>) -> Result<()> {
        match part {
            Part::Text(text, location) => {
                self.load_const(Constant::Str(text.clone()), *location);
                Ok(())
            }
            Part::Value(value) => self.formatted_value(value),
        }
    }

    fn formatted_value(&mut self, value: &Value<'a>) -> Result<()> {
        let element = value.element;
        self.expr(&element.expression)?;
        let location = self.location(element);
        if let Some(number) = conversion_number(element) {
            self.emit_arg(Opcode::ConvertValue, number, location);
        }
        match element.format_spec.as_deref() {
            Some(spec) => {
                self.format_spec(spec, value)?;
                self.emit(Opcode::FormatWithSpec, location);
            }
            None => self.emit(Opcode::FormatSimple, location),
        }
        Ok(())
    }

    /// A format specification is an f-string of its own; its location begins at the colon.
    fn format_spec(&mut self, spec: &'a InterpolatedStringFormatSpec, value: &Value<'a>) -> Result<()> {
        let parts = spec_parts(self.session, value).unwrap_or_default();
        let start = spec.range.start() - TextSize::new(1);
        let location = self.session.lines.location(TextRange::new(start, spec.range.end()));
        self.deeper(&spec.range, |compiler| compiler.joined(&parts, location))
    }

    pub(super) fn template_string(&mut self, node: &'a ExprTString) -> Result<()> {
        let location = self.location(node);
        let parts = t_string_parts(self.session, node);
        // Strings and interpolations alternate: where two interpolations meet is an empty string.
        let mut strings = 0;
        let mut after_value = true;
        for part in &parts {
            match part {
                Part::Text(..) => {
                    self.part(part)?;
                    strings += 1;
                    after_value = false;
                }
                Part::Value(_) => {
                    if after_value {
                        self.load_text("".into(), location);
                        strings += 1;
                    }
                    after_value = true;
                }
            }
        }
        if after_value {
            self.load_text("".into(), location);
            strings += 1;
        }
        self.emit_arg(Opcode::BuildTuple, strings, location);
        let mut interpolations = 0;
        for part in &parts {
            if let Part::Value(value) = part {
                self.interpolation(value)?;
                interpolations += 1;
            }
        }
        self.emit_arg(Opcode::BuildTuple, interpolations, location);
        self.emit(Opcode::BuildTemplate, location);
        Ok(())
    }

    fn interpolation(&mut self, value: &Value<'a>) -> Result<()> {
        let element = value.element;
        let location = self.location(element);
        self.expr(&element.expression)?;
        let text = expression_text(self.session, element);
        self.load_text(text.as_str().into(), location);
        let mut arg = 2;
        if let Some(spec) = element.format_spec.as_deref() {
            arg += 1;
            self.format_spec(spec, value)?;
        }
        if let Some(number) = conversion_number(element) {
            arg |= number << 2;
        }
        self.emit_arg(Opcode::BuildInterpolation, arg, location);
        Ok(())
    }
}

/// `CONVERT_VALUE`'s operand. A field with `=` is shown as `repr` does unless it says otherwise.
pub(super) fn conversion_number(element: &InterpolatedElement) -> Option<u32> {
    match element.conversion {
        ConversionFlag::Str => Some(1),
        ConversionFlag::Repr => Some(2),
        ConversionFlag::Ascii => Some(3),
        ConversionFlag::None if element.debug_text.is_some() && element.format_spec.is_none() => Some(2),
        ConversionFlag::None => None,
    }
}

/// The text of an expression without its comments; a `#` in a string is none.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '\'', '"']) {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with('#') { 0 } else { string_length(rest) };
        kept.push_str(&rest[..length]);
        rest = &rest[length..];
        if length == 0 {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        }
    }
    kept.push_str(rest);
    kept
}

/// How long the string literal is that `text` begins with, its quotes included.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let triple = bytes.len() > 2 && bytes[1] == bytes[0] && bytes[2] == bytes[0];
    let quotes = if triple { 3 } else { 1 };
    let mut at = quotes;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            _ if bytes[at..].iter().take(quotes).filter(|byte| **byte == bytes[0]).count() == quotes => {
                return at + quotes;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}
