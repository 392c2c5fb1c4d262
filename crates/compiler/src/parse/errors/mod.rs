//! What a refused source is refused for, in CPython's words and at CPython's place: what its tokenizer
//! and its grammar find, in the order in which it would come upon them.

mod escapes;
mod literals;
mod numbers;
mod peg;
mod scanner;
mod tokens;

use std::borrow::Cow;

use ruff_python_parser::{ParseError, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};
use taipan_bytecode::Text;

use crate::error::{CompileError, ErrorKind};
use crate::source::lines::Lines;
use crate::{Mode, Options, deep_stack};
use peg::{Place, Verdict};
use scanner::{Bracket, Scan, TokenError};
use tokens::Tok;

/// The flag and name of the feature that makes `<>` the way to write `!=`.
pub(super) const FLUFL: u32 = 0x40_0000;

/// What CPython says of a source that ends too early, when that is to be told apart.
const INCOMPLETE: &str = "incomplete input";

/// The source as CPython's tokenizer sees it: a module always ends with a line break.
fn whole<'s>(text: &'s str, options: &Options) -> Cow<'s, str> {
    let ended = text.ends_with('\n') || options.mode != Mode::Exec;
    if ended { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}\n")) }
}

/// The error of a source that the parser found wrong, as `error` says.
pub(super) fn explain(text: &str, lines: &Lines, options: &Options, error: &ParseError) -> Box<CompileError> {
    let whole = &*whole(text, options);
    let broken = Broken { text, lines, scan: scanner::scan(whole) };
    let scan = &broken.scan;
    let verdict = deep_stack::call(move |_| peg::judge(whole, scan, options));
    let (mut error, read) = match verdict {
        Some(Verdict::Refused { finding, line, looks_on }) => broken.refused(finding, line, looks_on),
        Some(Verdict::Tokenizer) => broken.tokenizer_error(),
        Some(Verdict::Incomplete(finding)) => return broken.incomplete(finding),
        Some(Verdict::Accepted { .. }) => return broken.compiler_error(error),
        Some(Verdict::TooDeep) | None => return too_deep(),
    };
    if read > error.line {
        // CPython has read on, and looks the line up, without its line break.
        error.text = error.text.map(|text| text.to_lossy().trim_end_matches('\n').into());
    } else {
        end_line(&mut error, lines);
    }
    error
}

/// How far CPython's parser reads a source that it refuses before it looks for what is wrong.
pub(super) fn read_to(text: &str, options: &Options) -> usize {
    let whole = &*whole(text, options);
    let scan = scanner::scan(whole);
    deep_stack::call(move |_| peg::read_to(whole, &scan, options)).unwrap_or_default()
}

/// Refuses what is not one statement that ends.
pub(super) fn check_single(text: &str, lines: &Lines, options: &Options) -> crate::error::Result<()> {
    let broken = Broken { text, lines, scan: scanner::scan(text) };
    let scan = &broken.scan;
    match deep_stack::call(move |_| peg::judge(text, scan, options)) {
        Some(Verdict::Accepted { end }) if end < scan.tokens.len() => {
            let last = scan.tokens[end.saturating_sub(1)];
            let rest = text[last.end.offset..].lines().map(str::trim_start);
            if rest.into_iter().all(|line| line.is_empty() || line.starts_with('#')) {
                return Ok(());
            }
            let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
            let message = "multiple statements found while compiling a single statement";
            let range = TextRange::new(size(last.start.offset), size(last.end.offset));
            Err(broken.show(Finding::new(message, range)))
        }
        Some(Verdict::Accepted { .. }) => Ok(()),
        _ => Err(unexplained(text, lines, options)),
    }
}

/// Refuses what is not one expression.
pub(super) fn check_expression(text: &str, lines: &Lines, options: &Options) -> crate::error::Result<()> {
    let scan = scanner::scan(text);
    match deep_stack::call(move |_| peg::judge(text, &scan, options)) {
        Some(Verdict::Accepted { .. }) => Ok(()),
        _ => Err(unexplained(text, lines, options)),
    }
}

/// The error of a source that the parser may have found right.
fn unexplained(text: &str, lines: &Lines, options: &Options) -> Box<CompileError> {
    let error = ParseErrorType::OtherError(String::new());
    explain(text, lines, options, &ParseError { error, location: TextRange::default() })
}

/// Whether CPython's tokenizer shows the line of its error itself, without its line break; the others the parser shows.
fn shows_bare_line(error: &CompileError) -> bool {
    let parsers = [scanner::UNEXPECTED_END, scanner::CONTINUED_WRONGLY];
    error.kind == ErrorKind::SyntaxError && !parsers.contains(&error.message.as_str())
}

/// Every line has a line break for CPython's parser, the last one of a module too.
pub(super) fn end_line(error: &mut CompileError, lines: &Lines) {
    if lines.ends_bare {
        return;
    }
    if let Some(text) = error.text.as_ref().map(Text::to_lossy)
        && !text.ends_with('\n')
    {
        error.text = Some(format!("{text}\n").as_str().into());
    }
}

/// What CPython's parser says when its stack does not suffice.
fn too_deep() -> Box<CompileError> {
    let message = "Parser stack overflowed - Python source too complex to parse";
    Box::new(CompileError::bare(ErrorKind::MemoryError, message))
}

/// The error of blanks in indentation whose order matters, or another of the tokenizer's.
pub(super) fn check_blanks(text: &str, lines: &Lines, options: &Options) -> crate::error::Result<()> {
    let broken = Broken { text, lines, scan: scanner::scan(&whole(text, options)) };
    match &broken.scan.error {
        Some(error) if error.kind == ErrorKind::TabError => {
            let (mut error, _) = broken.tokenizer_error();
            end_line(&mut error, lines);
            Err(error)
        }
        _ => Ok(()),
    }
}

/// The source with `!=` for each `<>`, from `from __future__ import barry_as_FLUFL` on.
pub(super) fn respell(text: Cow<'_, str>, everywhere: bool) -> crate::error::Result<Cow<'_, str>> {
    let lines = Lines::new(&text);
    let broken = Broken { text: &text, lines: &lines, scan: scanner::scan(&text) };
    let tokens = &broken.scan.tokens;
    let word = |token: &Tok| &text[token.start.offset..token.end.offset];
    let mut bytes = text.as_bytes().to_vec();
    let mut on = everywhere;
    let mut importing = false;
    let mut before = "";
    for token in tokens {
        match word(token) {
            "__future__" => importing = before == "from",
            "barry_as_FLUFL" => on |= importing,
            "<>" if on => bytes[token.start.offset..token.end.offset].copy_from_slice(b"!="),
            "!=" if on => {
                let (start, end) = (token.start.offset, token.end.offset);
                let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
                let message = "with Barry as BDFL, use '<>' instead of '!='";
                return Err(broken.show(Finding::new(message, TextRange::new(size(start), size(end)))));
            }
            _ => {}
        }
        before = word(token);
    }
    Ok(match String::from_utf8(bytes) {
        Ok(respelled) => Cow::Owned(respelled),
        Err(_) => text,
    })
}

/// A source that does not parse.
struct Broken<'s> {
    text: &'s str,
    lines: &'s Lines,
    scan: Scan,
}

/// An error message with the part of the source it is about.
struct Finding {
    kind: ErrorKind,
    message: String,
    range: TextRange,
    /// Where it is shown, when not at its range.
    place: Option<Place>,
}

impl Finding {
    fn new(message: impl Into<String>, range: TextRange) -> Finding {
        Finding { kind: ErrorKind::SyntaxError, message: message.into(), range, place: None }
    }
}

impl Broken<'_> {
    /// The parser's error, unless the tokenizer finds one in what follows: CPython looks for it there. With it the line that
    /// the tokenizer had come to.
    fn refused(&self, finding: Finding, line: u32, looks_on: bool) -> (Box<CompileError>, u32) {
        // What it finds in an f-string does not take the place of the parser's error.
        if looks_on && !self.scan.in_literal {
            if self.scan.error.as_ref().is_some_and(|error| !error.lazy) {
                return self.tokenizer_error();
            }
            if let Some(bracket) = self.scan.unclosed.last()
                && line > bracket.line
            {
                return self.never_closed(bracket);
            }
        }
        (self.show(finding), line)
    }

    /// The error of a source that ends too early: at the last token, or else where the tokenizer stands.
    fn incomplete(&self, finding: Option<Finding>) -> Box<CompileError> {
        let mut shown = match (finding, &self.scan.error) {
            (Some(finding), _) => self.show(finding),
            (None, Some(error)) => {
                let mut shown = self.error_on_line(error.line, INCOMPLETE.to_owned());
                (shown.column, shown.end_column) = (error.column, CompileError::NOWHERE);
                if error.message != scanner::UNEXPECTED_END {
                    // A string is shown to its end.
                    let start = self.lines.line_range(error.line as usize, self.text).start;
                    shown.text = self.text.get(start..).map(Text::from);
                }
                shown
            }
            (None, None) => {
                let end = self.scan.end;
                let mut shown = self.error_on_line(end.line, INCOMPLETE.to_owned());
                let line = self.text.get(end.line_start..).unwrap_or_default().chars().count();
                let supplied = end.offset.saturating_sub(self.text.len());
                (shown.column, shown.end_column) = ((line + supplied) as u32, CompileError::NOWHERE);
                shown
            }
        };
        shown.kind = ErrorKind::IncompleteInput;
        end_line(&mut shown, self.lines);
        shown
    }

    fn tokenizer_error(&self) -> (Box<CompileError>, u32) {
        let at_end = |error: &TokenError| error.message == scanner::UNEXPECTED_END;
        match (&self.scan.error, self.scan.unclosed.last()) {
            (Some(error), Some(bracket)) if at_end(error) => self.never_closed(bracket),
            (Some(error), _) => {
                let mut shown = self.error_on_line(error.line, error.message.clone());
                shown.kind = error.kind;
                shown.column = error.column;
                shown.end_column = error.end_column;
                // Of its own errors the tokenizer looks the line up itself.
                let read = if shows_bare_line(&shown) { u32::MAX } else { shown.line };
                (shown, read)
            }
            (None, Some(bracket)) => self.never_closed(bracket),
            (None, None) => (self.show(Finding::new(scanner::UNEXPECTED_END, TextRange::default())), 0),
        }
    }

    /// An error that CPython's grammar does not give: its compiler does, or does not.
    fn compiler_error(&self, error: &ParseError) -> Box<CompileError> {
        match &error.error {
            ParseErrorType::RecursionLimitExceeded => too_deep(),
            ParseErrorType::DuplicateKeywordArgumentError(name) => {
                let message = format!("keyword argument repeated: {name}");
                let mut error = self.show(Finding::new(message, error.location));
                // The compiler tells it with the line of the file.
                error.text = None;
                error
            }
            _ => {
                let mut error = self.show(Finding::new("invalid syntax", error.location));
                end_line(&mut error, self.lines);
                error
            }
        }
    }

    fn show(&self, finding: Finding) -> Box<CompileError> {
        let mut shown = match finding.place {
            Some(place) => {
                let mut shown = self.error_on_line(place.line, finding.message);
                shown.column = place.column;
                (shown.end_line, shown.end_column) = (place.end_line, place.end_column);
                shown
            }
            None => self.error_at(finding.message, finding.range),
        };
        shown.kind = finding.kind;
        shown
    }

    fn never_closed(&self, bracket: &Bracket) -> (Box<CompileError>, u32) {
        let message = format!("'{}' was never closed", char::from(bracket.open));
        let offset = TextSize::try_from(bracket.offset).unwrap_or_default();
        let mut shown = self.error_at(message, TextRange::empty(offset));
        shown.end_column = 0;
        (shown, self.text.lines().count() as u32)
    }

    fn error_on_line(&self, line: u32, message: String) -> Box<CompileError> {
        let mut error = Box::new(CompileError::bare(ErrorKind::SyntaxError, message));
        (error.line, error.end_line) = (line, line);
        let range = self.lines.line_range(line as usize, self.text);
        error.text = self.text.get(range).filter(|line| !line.is_empty()).map(Text::from);
        error
    }

    /// An error at a range, its columns in characters from 1.
    fn error_at(&self, message: String, range: TextRange) -> Box<CompileError> {
        let mut error = self.error_on_line(self.lines.line(range.start()) as u32, message);
        error.column = self.column(range.start());
        if self.text.get(range.start().to_usize()..range.end().to_usize()) == Some("\n") {
            error.end_column = error.column + 1;
        } else {
            error.end_line = self.lines.line(range.end()) as u32;
            error.end_column = self.column(range.end());
        }
        error
    }

    fn column(&self, offset: TextSize) -> u32 {
        let (_, bytes) = self.lines.position(offset);
        let offset = offset.to_usize();
        let start = offset - bytes as usize;
        // A token at the end of a line may reach beyond the text.
        let inside = self.text.get(start..offset.min(self.text.len())).map_or(0, |line| line.chars().count());
        (inside + offset.saturating_sub(self.text.len())) as u32 + 1
    }
}
