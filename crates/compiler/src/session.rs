//! What every stage of one compilation shares: the source, its lines, the options, and how errors
//! and warnings get their positions.

use std::cell::RefCell;

use ruff_python_ast::{Decorator, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};
use taipan_bytecode::Text;

use crate::Options;
use crate::error::{CompileError, ErrorKind, Warning, WarningKind};
use crate::instruction_sequence::Location;
use crate::source::lines::Lines;

/// A parsed source.
#[derive(Clone, Copy)]
pub(crate) enum Tree<'a> {
    Module(&'a [Stmt]),
    Interactive(&'a [Stmt]),
    Expression(&'a Expr),
}

pub(crate) struct Session<'a> {
    pub(crate) source: &'a str,
    pub(crate) lines: &'a Lines,
    pub(crate) options: &'a Options,
    /// How deep walks over the tree may go on this stack.
    pub(crate) max_depth: u32,
    /// The bits of `co_flags` that come from options and `__future__`.
    pub(crate) future_flags: u32,
    pub(crate) future_annotations: bool,
    /// Where the last valid `from __future__ import` ends; 0 without one.
    pub(crate) future_end: TextSize,
    pub(crate) top_level_await: bool,
    pub(crate) warnings: RefCell<Vec<Warning>>,
}

impl Session<'_> {
    /// A `SyntaxError` at `location`, whose columns are CPython's (bytes, from 1).
    pub(crate) fn error_at(&self, message: impl Into<String>, location: Location) -> Box<CompileError> {
        self.error_of_kind(ErrorKind::SyntaxError, message, location)
    }

    pub(crate) fn error_of_kind(
        &self,
        kind: ErrorKind,
        message: impl Into<String>,
        location: Location,
    ) -> Box<CompileError> {
        let line = usize::try_from(location.line).unwrap_or(0);
        let range = self.lines.line_range(line, self.source);
        let text = self.source.get(range).filter(|text| !text.is_empty()).map(Text::from);
        let positive = |value: i32| u32::try_from(value).unwrap_or(0);
        Box::new(CompileError {
            kind,
            message: message.into(),
            line: positive(location.line),
            column: positive(location.column + 1),
            end_line: positive(location.end_line),
            end_column: positive(location.end_column + 1),
            text,
            warnings: Vec::new(),
        })
    }

    /// The source nests deeper than the compiler goes.
    pub(crate) fn too_deep(&self, location: Location) -> Box<CompileError> {
        self.error_of_kind(
            ErrorKind::RecursionError,
            "maximum recursion depth exceeded during compilation",
            location,
        )
    }

    pub(crate) fn warn(&self, kind: WarningKind, message: String, location: Location) {
        let positive = |value: i32| u32::try_from(value).unwrap_or(0);
        let warning = Warning {
            kind,
            message,
            line: positive(location.line),
            column: positive(location.column + 1),
            end_line: positive(location.end_line),
            end_column: positive(location.end_column + 1),
        };
        self.warnings.borrow_mut().push(warning);
    }

    /// A function's or class's range from its `def`, `async` or `class`: decorators stand apart.
    pub(crate) fn definition_range(&self, range: TextRange, decorators: &[Decorator]) -> TextRange {
        let range = self.compound_range(range);
        let Some(last) = decorators.last() else { return range };
        let bytes = self.source.as_bytes();
        let mut at = last.range().end().to_usize();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'#' => at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
                b' ' | b'\t' | b'\n' | b'\x0c' | b'\\' => at += 1,
                _ => break,
            }
        }
        let start = TextSize::try_from(at).unwrap_or(range.start()).min(range.end());
        TextRange::new(start, range.end())
    }

    /// The range of a statement that ends with a body: a semicolon after the last statement in it
    /// belongs to it.
    pub(crate) fn compound_range(&self, range: TextRange) -> TextRange {
        let rest = &self.source.as_bytes()[range.end().to_usize()..];
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
        if rest.get(spaces) != Some(&b';') {
            return range;
        }
        let end = range.end() + TextSize::try_from(spaces + 1).unwrap_or_default();
        TextRange::new(range.start(), end)
    }
}
