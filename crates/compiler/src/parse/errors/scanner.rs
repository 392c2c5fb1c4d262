//! A look at the source the way CPython's tokenizer takes it, for the errors that are the tokenizer's:
//! brackets, indentation, strings without an end, characters that mean nothing. Runs only once a
//! source was refused.

use std::ops::Range;

use super::numbers;
use super::tokens::{Class, Mark, Tok, operator};
use crate::error::{CompileError, ErrorKind};

/// An error of the tokenizer. Columns count characters from 1.
#[derive(Debug)]
pub(super) struct TokenError {
    pub(super) kind: ErrorKind,
    pub(super) message: String,
    /// Where the line of the error begins and which it is.
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_column: u32,
    /// Counts only once the parser has come to it: CPython does not look ahead for these.
    pub(super) lazy: bool,
    /// More source could have mended it.
    pub(super) at_end: bool,
}

/// Something other than a line break follows a backslash.
pub(super) const CONTINUED_WRONGLY: &str = "unexpected character after line continuation character";
/// What CPython says of a source that ends too early, outside brackets.
pub(super) const UNEXPECTED_END: &str = "unexpected EOF while parsing";

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub(super) open: u8,
    pub(super) offset: usize,
    pub(super) line: u32,
}

/// What the scan found.
#[derive(Default, Debug)]
pub(super) struct Scan {
    pub(super) error: Option<TokenError>,
    /// Brackets still open at the end, the innermost last.
    pub(super) unclosed: Vec<Bracket>,
    /// What the parser sees, up to the error or the end.
    pub(super) tokens: Vec<Tok>,
    /// It came to its end, or to the error, inside an f-string.
    pub(super) in_literal: bool,
    /// Blocks that the end does not close, since it does not stand on a line of its own.
    pub(super) open_blocks: usize,
    /// Where an error at the end of the source is.
    pub(super) end: Mark,
}

pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        line_start: 0,
        indents: vec![(0, 0)],
        brackets: Vec::new(),
        modes: Vec::new(),
        tokens: Vec::new(),
    };
    let error = scanner.run().err();
    let in_literal = !scanner.modes.is_empty();
    let open_blocks = if scanner.ends_line() { 0 } else { scanner.indents.len() - 1 };
    let end = scanner.end_mark();
    Scan { error, unclosed: scanner.brackets, tokens: scanner.tokens, in_literal, open_blocks, end }
}

/// An f-string or t-string being scanned.
pub(super) struct Mode {
    pub(super) letter: char,
    pub(super) quote: u8,
    pub(super) triple: bool,
    pub(super) raw: bool,
    pub(super) start: usize,
    pub(super) start_line: u32,
    pub(super) start_line_offset: usize,
    /// The scan is in literal text, not in a field.
    pub(super) literal: bool,
    /// Brackets open in it, those of fields too.
    pub(super) depth: usize,
    /// How many fields the scan is in, one in the specification of the other.
    pub(super) fields: usize,
    /// In the text after a field's colon, before any field in it.
    pub(super) in_spec: bool,
}

pub(super) struct Scanner<'s> {
    pub(super) text: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    pub(super) line: u32,
    pub(super) line_start: usize,
    /// Columns with tabs as eight and as one.
    indents: Vec<(usize, usize)>,
    pub(super) brackets: Vec<Bracket>,
    pub(super) modes: Vec<Mode>,
    tokens: Vec<Tok>,
}

pub(super) type Step = Result<(), TokenError>;

impl Scanner<'_> {
    fn run(&mut self) -> Step {
        self.indentation()?;
        while self.at < self.bytes.len() {
            if self.in_literal() {
                self.literal_part()?;
            } else {
                self.token()?;
            }
        }
        match self.modes.last() {
            Some(mode) if self.in_literal() => return Err(self.unterminated(mode)),
            _ => {}
        }
        if self.brackets.is_empty() {
            self.end();
        }
        Ok(())
    }

    /// What ends the source: the blocks still open, if its last line has ended, and its end.
    fn end(&mut self) {
        let mark = self.end_mark();
        if self.ends_line() {
            for _ in 1..self.indents.len() {
                self.push_bare(Class::Dedent, mark);
            }
        }
        self.push_bare(Class::End, mark);
    }

    /// Whether the scan stands behind the line break that ends the source.
    fn ends_line(&self) -> bool {
        self.line_start == self.bytes.len()
    }

    /// The place at hand, at the end of the source: the tokenizer does not go on to an empty line behind the last.
    fn end_mark(&self) -> Mark {
        let mut mark = self.mark();
        if self.ends_line() && self.line > 1 {
            mark.line -= 1;
            mark.line_start = self.text[..self.at - 1].rfind('\n').map_or(0, |at| at + 1);
        }
        mark
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { offset: self.at, line: self.line, line_start: self.line_start }
    }

    /// Notes a token that ends where the scan stands.
    pub(super) fn push(&mut self, class: Class, start: Mark) {
        let level = self.brackets.len() as u16;
        self.tokens.push(Tok { class, start, end: self.mark(), level, bare: false });
    }

    /// Notes a token without text.
    fn push_bare(&mut self, class: Class, mark: Mark) {
        let level = self.brackets.len() as u16;
        self.tokens.push(Tok { class, start: mark, end: mark, level, bare: true });
    }

    /// Whether the text at hand is literal text of an f-string.
    fn in_literal(&self) -> bool {
        self.modes.last().is_some_and(|mode| mode.literal)
    }

    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn column_at(&self, offset: usize) -> u32 {
        self.text.get(self.line_start..offset).map_or(0, |text| text.chars().count()) as u32
    }

    /// An error at the character before `offset` on the present line.
    pub(super) fn error_before(&self, offset: usize, message: impl Into<String>) -> TokenError {
        let column = self.column_at(offset);
        TokenError {
            kind: ErrorKind::SyntaxError,
            message: message.into(),
            line: self.line,
            column,
            end_column: column,
            lazy: false,
            at_end: false,
        }
    }

    pub(super) fn error_in(&self, range: Range<usize>, message: impl Into<String>) -> TokenError {
        let mut error = self.error_before(range.end, message);
        error.column = self.column_at(range.start) + 1;
        error.end_column += 1;
        error
    }

    pub(super) fn newline(&mut self) {
        self.at += 1;
        self.line += 1;
        self.line_start = self.at;
    }

    fn token(&mut self) -> Step {
        let start = self.mark();
        match self.bytes[self.at] {
            b'\n' => self.end_of_line(start),
            b' ' | b'\t' | b'\x0c' => {
                self.at += 1;
                Ok(())
            }
            b'#' => {
                self.skip_line();
                if self.at < self.bytes.len() { self.end_of_line(start) } else { Ok(()) }
            }
            b'\\' => self.continuation(),
            b'0'..=b'9' => self.number(start),
            b'.' if self.peek(1).is_ascii_digit() => self.number(start),
            b'"' | b'\'' => self.string(start),
            byte if byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii() => self.name(),
            b'(' | b'[' | b'{' => {
                self.open(start);
                Ok(())
            }
            b')' | b']' | b'}' => {
                self.close()?;
                self.push_operator(start);
                Ok(())
            }
            b':' if self.at_field_level() => {
                if let Some(mode) = self.modes.last_mut() {
                    (mode.literal, mode.in_spec) = (true, true);
                }
                self.at += 1;
                self.push_operator(start);
                Ok(())
            }
            byte if byte.is_ascii_graphic() => {
                self.at += operator(&self.text[self.at..]);
                self.push_operator(start);
                Ok(())
            }
            byte => {
                Err(self.error_before(self.at + 1, format!("invalid non-printable character U+{byte:04X}")))
            }
        }
    }

    fn number(&mut self, start: Mark) -> Step {
        numbers::number(self)?;
        self.push(Class::Number, start);
        Ok(())
    }

    pub(super) fn push_operator(&mut self, start: Mark) {
        let class = Class::of_text(&self.text[start.offset..self.at]);
        self.push(class, start);
    }

    pub(super) fn open(&mut self, start: Mark) {
        self.brackets.push(Bracket { open: self.bytes[self.at], offset: self.at, line: self.line });
        if let Some(mode) = self.modes.last_mut() {
            mode.depth += 1;
        }
        self.at += 1;
        self.push_operator(start);
    }

    /// A line break, which may have a comment before it.
    fn end_of_line(&mut self, start: Mark) -> Step {
        if !self.brackets.is_empty() {
            self.newline();
            return Ok(());
        }
        let level = self.brackets.len() as u16;
        let end = Mark { offset: self.at + 1, ..self.mark() };
        self.tokens.push(Tok { class: Class::Newline, start, end, level, bare: false });
        self.newline();
        self.indentation()
    }

    /// Whether the scan stands right inside a field of the innermost f-string.
    fn at_field_level(&self) -> bool {
        self.modes.last().is_some_and(|mode| mode.fields > 0 && mode.depth == mode.fields)
    }

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn continuation(&mut self) -> Step {
        match self.bytes.get(self.at + 1) {
            Some(b'\n') if self.at + 2 < self.bytes.len() => {
                self.at += 1;
                self.newline();
                Ok(())
            }
            Some(b'\n') => {
                let mut error = self.error_before(self.at + 1, UNEXPECTED_END);
                error.column += 1;
                error.end_column = CompileError::NOWHERE;
                error.lazy = true;
                error.at_end = true;
                Err(error)
            }
            _ => {
                let next = self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
                let mut error = self.error_before(self.at + 1 + next, CONTINUED_WRONGLY);
                error.end_column = 0;
                error.lazy = true;
                Err(error)
            }
        }
    }

    pub(super) fn close(&mut self) -> Step {
        let close = self.bytes[self.at];
        self.at += 1;
        if let Some(mode) = self.modes.last()
            && mode.depth == 0
            && close == b'}'
        {
            let message = format!("{}-string: single '}}' is not allowed", mode.letter);
            return Err(self.error_before(self.at, message));
        }
        let Some(bracket) = self.brackets.pop() else {
            return Err(self.error_before(self.at, format!("unmatched '{}'", char::from(close))));
        };
        let fits = matches!((bracket.open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
        if !fits
            && let Some(mode) = self.modes.last()
            && bracket.open == b'{'
            && mode.depth == mode.fields
        {
            return Err(self.unmatched(mode.letter, close));
        }
        if !fits {
            let on_line =
                if bracket.line == self.line { String::new() } else { format!(" on line {}", bracket.line) };
            let message = format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}'{on_line}",
                char::from(close),
                char::from(bracket.open)
            );
            return Err(self.error_before(self.at, message));
        }
        if let Some(mode) = self.modes.last_mut() {
            let letter = mode.letter;
            let Some(depth) = mode.depth.checked_sub(1) else { return Err(self.unmatched(letter, close)) };
            mode.depth = depth;
            if close == b'}' && depth + 1 == mode.fields {
                mode.fields -= 1;
                (mode.literal, mode.in_spec) = (true, false);
            }
        }
        Ok(())
    }

    fn unmatched(&self, letter: char, close: u8) -> TokenError {
        self.error_before(self.at, format!("{letter}-string: unmatched '{}'", char::from(close)))
    }

    fn indentation(&mut self) -> Step {
        loop {
            let (mut column, mut alternative, mut split) = (0, 0, 0);
            loop {
                match self.bytes.get(self.at) {
                    // Indentation that a backslash splits is that of its first line.
                    Some(b'\\') => {
                        split = if split == 0 { column } else { split };
                        self.continuation()?;
                        continue;
                    }
                    Some(b' ') => (column, alternative) = (column + 1, alternative + 1),
                    Some(b'\t') => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                    Some(b'\x0c') => (column, alternative) = (0, 0),
                    _ => break,
                }
                self.at += 1;
            }
            if split != 0 {
                (column, alternative) = (split, split);
            }
            match self.bytes.get(self.at) {
                None if self.ends_line() => return Ok(()),
                Some(b'#') => self.skip_line(),
                Some(b'\n') => {}
                _ => return self.indent_to(column, alternative),
            }
            if self.at >= self.bytes.len() {
                return Ok(());
            }
            self.newline();
        }
    }

    fn indent_to(&mut self, column: usize, alternative: usize) -> Step {
        let before = self.tokens.len();
        while let Some((top, top_alternative)) = self.indents.last().copied() {
            let consistent = column.cmp(&top) == alternative.cmp(&top_alternative);
            if column >= top {
                if !consistent {
                    return Err(self.indentation_error(
                        ErrorKind::TabError,
                        "inconsistent use of tabs and spaces in indentation",
                        1,
                    ));
                }
                if column > top {
                    self.indents.push((column, alternative));
                    self.push_bare(Class::Indent, self.mark());
                }
                return Ok(());
            }
            self.indents.pop();
            self.push_bare(Class::Dedent, self.mark());
            let below = self.indents.last().map_or(0, |(below, _)| *below);
            if column > below {
                let line = self.text[self.line_start..].split_inclusive('\n').next().unwrap_or_default();
                // No block has ended yet.
                self.tokens.truncate(before);
                return Err(self.indentation_error(
                    ErrorKind::IndentationError,
                    "unindent does not match any outer indentation level",
                    line.chars().count() as u32,
                ));
            }
        }
        Ok(())
    }

    fn indentation_error(&self, kind: ErrorKind, message: &str, column: u32) -> TokenError {
        TokenError {
            kind,
            message: message.to_owned(),
            line: self.line,
            column,
            end_column: if kind == ErrorKind::TabError { 0 } else { CompileError::NOWHERE },
            lazy: true,
            at_end: false,
        }
    }

    fn name(&mut self) -> Step {
        let mark = self.mark();
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest
            .find(|character: char| {
                character.is_ascii() && !character.is_ascii_alphanumeric() && character != '_'
            })
            .unwrap_or(rest.len());
        let name = &rest[..length];
        self.at = start + length;
        if matches!(self.bytes.get(self.at), Some(b'"' | b'\'')) && is_prefix(name) {
            return self.string(mark);
        }
        // The parser knows what names are made of: ask it.
        let valid = |(at, character): &(usize, char)| {
            let alone = if *at == 0 { character.to_string() } else { format!("a{character}") };
            character.is_ascii() || ruff_python_parser::parse_expression(&alone).is_ok()
        };
        let Some((at, character)) = name.char_indices().find(|entry| !valid(entry)) else {
            let class = Class::of_text(name);
            self.push(class, mark);
            return Ok(());
        };
        let code = u32::from(character);
        let message = if crate::codegen::is_printable(character) {
            format!("invalid character '{character}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        Err(self.error_before(start + at + character.len_utf8(), message))
    }
}

/// Whether letters before a quote make a prefix, if perhaps an impossible one.
fn is_prefix(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let once = |letter: char| lower.chars().filter(|other| *other == letter).count() == 1;
    lower.chars().all(|letter| "bruft".contains(letter) && once(letter))
}
