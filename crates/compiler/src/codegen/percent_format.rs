//! `'…' % (…)` with a literal format of `%s`, `%r` and `%a` alone is compiled as an f-string.

use ruff_python_ast::{Expr, ExprBinOp, Operator};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::displays::STACK_USE_GUIDELINE;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;
use crate::source::literals;

/// Widths and precisions of this many digits are left to run time.
const MAX_DIGITS: usize = 3;

/// A part of the format.
pub(super) enum FormatPart<'a> {
    Literal(Vec<u8>),
    Field { value: &'a Expr, conversion: u32, spec: Option<String> },
}

/// One `%` field of the format, parsed.
struct Field {
    left: bool,
    width: Option<u32>,
    precision: Option<u32>,
    conversion: u8,
}

impl<'a> Compiler<'a> {
    /// The parts of a format operation that can be compiled so.
    pub(super) fn percent_format(&self, node: &'a ExprBinOp) -> Result<Option<Vec<FormatPart<'a>>>> {
        let (Operator::Mod, Expr::StringLiteral(format), Expr::Tuple(tuple)) =
            (node.op, &*node.left, &*node.right)
        else {
            return Ok(None);
        };
        if tuple.elts.iter().any(Expr::is_starred_expr) {
            return Ok(None);
        }
        let format = literals::string(self.session, format);
        Ok(split_format(format.as_wtf8(), &tuple.elts))
    }

    pub(super) fn formatted_parts(&mut self, node: &'a ExprBinOp, parts: Vec<FormatPart<'a>>) -> Result<()> {
        let location = self.location(node);
        let count = parts.len();
        if count == 0 {
            self.load_text("".into(), location);
            return Ok(());
        }
        let big = count > STACK_USE_GUIDELINE;
        if big {
            self.load_text("".into(), location);
            self.load_method(known::JOIN, location);
            self.emit_arg(Opcode::BuildList, 0, location);
        }
        for part in parts {
            self.format_part(part)?;
            if big {
                self.emit_arg(Opcode::ListAppend, 1, location);
            }
        }
        if big {
            self.emit_arg(Opcode::Call, 1, location);
        } else if count > 1 {
            self.emit_arg(Opcode::BuildString, count as u32, location);
        }
        Ok(())
    }

    fn format_part(&mut self, part: FormatPart<'a>) -> Result<()> {
        match part {
            FormatPart::Literal(text) => {
                self.load_const(Constant::Str(taipan_bytecode::Text::from_wtf8(text)), Location::NONE);
            }
            FormatPart::Field { value, conversion, spec } => {
                self.expr(value)?;
                let location = self.location(value);
                self.emit_arg(Opcode::ConvertValue, conversion, location);
                match spec {
                    Some(spec) => {
                        self.load_text(spec.as_str().into(), Location::NONE);
                        self.emit(Opcode::FormatWithSpec, location);
                    }
                    None => self.emit(Opcode::FormatSimple, location),
                }
            }
        }
        Ok(())
    }
}

/// Splits a format, if all of it can be had at compile time and there are as many fields as values.
fn split_format<'a>(format: &[u8], values: &'a [Expr]) -> Option<Vec<FormatPart<'a>>> {
    let mut parts = Vec::new();
    let mut values = values.iter();
    let mut rest = format;
    loop {
        let (literal, after) = take_literal(rest);
        if !literal.is_empty() {
            parts.push(FormatPart::Literal(literal));
        }
        let Some((_, after)) = after.split_first() else { break };
        let value = values.next()?;
        let (field, after) = parse_field(after)?;
        let conversion = match field.conversion {
            b's' => 1,
            b'r' => 2,
            b'a' => 3,
            _ => return None,
        };
        parts.push(FormatPart::Field { value, conversion, spec: field.spec() });
        rest = after;
    }
    values.next().is_none().then_some(parts)
}

/// The text up to the next field, and the rest from its `%` on.
fn take_literal(format: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut literal = Vec::new();
    let mut at = 0;
    while let Some(byte) = format.get(at) {
        if *byte == b'%' {
            if format.get(at + 1) != Some(&b'%') {
                break;
            }
            at += 1;
        }
        literal.push(*byte);
        at += 1;
    }
    (literal, &format[at..])
}

fn parse_field(format: &[u8]) -> Option<(Field, &[u8])> {
    let flags = format.iter().take_while(|byte| b"-+ #0".contains(byte)).count();
    let left = format[..flags].contains(&b'-');
    let (width, mut rest) = take_number(&format[flags..])?;
    let mut precision = None;
    if let Some(after) = rest.strip_prefix(b".") {
        let (digits, after) = take_number(after)?;
        precision = Some(digits.unwrap_or(0));
        rest = after;
    }
    let (conversion, rest) = rest.split_first()?;
    Some((Field { left, width, precision, conversion: *conversion }, rest))
}

/// A number of few digits; `None` when there are too many, or nothing after them.
fn take_number(format: &[u8]) -> Option<(Option<u32>, &[u8])> {
    let digits = format.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits >= MAX_DIGITS || digits == format.len() {
        return None;
    }
    if digits == 0 {
        return Some((None, format));
    }
    let number = format[..digits].iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some((Some(number), &format[digits..]))
}

impl Field {
    /// The format specification that does the same.
    fn spec(&self) -> Option<String> {
        use std::fmt::Write as _;
        let mut spec = String::new();
        if !self.left && self.width.is_some_and(|width| width > 0) {
            spec.push('>');
        }
        // Writing to a string does not fail.
        if let Some(width) = self.width {
            let _ = write!(spec, "{width}");
        }
        if let Some(precision) = self.precision {
            let _ = write!(spec, ".{precision}");
        }
        (!spec.is_empty()).then_some(spec)
    }
}
