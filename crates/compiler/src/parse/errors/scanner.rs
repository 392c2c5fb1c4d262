//! A look at the source the way CPython's tokenizer takes it, for the errors that are the tokenizer's:
//! brackets, indentation, strings without an end, characters that mean nothing. Runs only once a
//! source was refused.

use std::ops::Range;

use super::numbers;
use crate::error::ErrorKind;

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
}

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
    /// String literals with their prefixes and quotes; not f-strings and t-strings.
    pub(super) strings: Vec<Range<usize>>,
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
        strings: Vec::new(),
    };
    let error = scanner.run().err();
    Scan { error, unclosed: scanner.brackets, strings: scanner.strings }
}

/// An f-string or t-string being scanned.
struct Mode {
    letter: char,
    quote: u8,
    triple: bool,
    raw: bool,
    start: usize,
    start_line: u32,
    start_line_offset: usize,
    /// How many brackets were open at its start.
    level: usize,
    /// In the text after a field's colon, at this level of brackets.
    spec: Option<usize>,
}

pub(super) struct Scanner<'s> {
    pub(super) text: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    line: u32,
    line_start: usize,
    /// Columns with tabs as eight and as one.
    indents: Vec<(usize, usize)>,
    brackets: Vec<Bracket>,
    modes: Vec<Mode>,
    strings: Vec<Range<usize>>,
}

type Step = Result<(), TokenError>;

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
            Some(mode) if self.in_literal() => Err(self.unterminated(mode)),
            _ => Ok(()),
        }
    }

    /// Whether the text at hand is literal text of an f-string.
    fn in_literal(&self) -> bool {
        self.modes.last().is_some_and(|mode| match mode.spec {
            Some(level) => self.brackets.len() == level,
            None => self.brackets.len() == mode.level,
        })
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
        }
    }

    pub(super) fn error_in(&self, range: Range<usize>, message: impl Into<String>) -> TokenError {
        let mut error = self.error_before(range.end, message);
        error.column = self.column_at(range.start) + 1;
        error.end_column += 1;
        error
    }

    fn newline(&mut self) {
        self.at += 1;
        self.line += 1;
        self.line_start = self.at;
    }

    fn token(&mut self) -> Step {
        match self.bytes[self.at] {
            b'\n' => {
                self.newline();
                if self.brackets.is_empty() { self.indentation() } else { Ok(()) }
            }
            b' ' | b'\t' | b'\x0c' => {
                self.at += 1;
                Ok(())
            }
            b'#' => {
                self.skip_line();
                Ok(())
            }
            b'\\' => self.continuation(),
            b'0'..=b'9' => numbers::number(self),
            b'.' if self.peek(1).is_ascii_digit() => numbers::number(self),
            b'"' | b'\'' => self.string(self.at),
            byte if byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii() => self.name(),
            b'(' | b'[' | b'{' => {
                self.brackets.push(Bracket { open: self.bytes[self.at], offset: self.at, line: self.line });
                self.at += 1;
                Ok(())
            }
            b')' | b']' | b'}' => self.close(),
            b':' if self.at_field_level() => {
                let level = self.brackets.len();
                if let Some(mode) = self.modes.last_mut() {
                    mode.spec = Some(level);
                }
                self.at += 1;
                Ok(())
            }
            b'!' if self.peek(1) == b'=' => {
                self.at += 2;
                Ok(())
            }
            byte if byte.is_ascii_graphic() => {
                self.at += 1;
                Ok(())
            }
            byte => {
                Err(self.error_before(self.at + 1, format!("invalid non-printable character U+{byte:04X}")))
            }
        }
    }

    /// Whether the scan stands right inside a field of the innermost f-string.
    fn at_field_level(&self) -> bool {
        self.modes.last().is_some_and(|mode| {
            let outer = mode.spec.unwrap_or(mode.level);
            self.brackets.len() == outer + 1
        })
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
            None | Some(b'\n') => {
                let mut error = self.error_before(self.at + 1, "unexpected EOF while parsing");
                error.column += 1;
                error.end_column = 0;
                error.lazy = true;
                Err(error)
            }
            Some(_) => {
                let next = self.text[self.at + 1..].chars().next().map_or(1, char::len_utf8);
                let mut error = self.error_before(
                    self.at + 1 + next,
                    "unexpected character after line continuation character",
                );
                error.end_column = 0;
                error.lazy = true;
                Err(error)
            }
        }
    }

    fn close(&mut self) -> Step {
        let close = self.bytes[self.at];
        self.at += 1;
        let Some(bracket) = self.brackets.pop() else {
            return Err(self.error_before(self.at, format!("unmatched '{}'", char::from(close))));
        };
        let fits = matches!((bracket.open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
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
        // A field whose specification ended goes back to what surrounds it.
        let level = self.brackets.len();
        if let Some(mode) = self.modes.last_mut()
            && mode.spec.is_some_and(|spec| spec > level)
        {
            mode.spec = (level > mode.level).then_some(level);
        }
        Ok(())
    }

    fn indentation(&mut self) -> Step {
        loop {
            let (mut column, mut alternative) = (0, 0);
            loop {
                match self.bytes.get(self.at) {
                    Some(b' ') => (column, alternative) = (column + 1, alternative + 1),
                    Some(b'\t') => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                    Some(b'\x0c') => (column, alternative) = (0, 0),
                    _ => break,
                }
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                None => return Ok(()),
                Some(b'#') => self.skip_line(),
                Some(b'\n') => {}
                Some(b'\\') => return Ok(()),
                Some(_) => return self.indent_to(column, alternative),
            }
            if self.at >= self.bytes.len() {
                return Ok(());
            }
            self.newline();
        }
    }

    fn indent_to(&mut self, column: usize, alternative: usize) -> Step {
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
                }
                return Ok(());
            }
            self.indents.pop();
            let below = self.indents.last().map_or(0, |(below, _)| *below);
            if column > below {
                let end = self.text[self.line_start..]
                    .find('\n')
                    .map_or(self.text.len(), |end| self.line_start + end);
                return Err(self.indentation_error(
                    ErrorKind::IndentationError,
                    "unindent does not match any outer indentation level",
                    self.column_at(end) + 1,
                ));
            }
        }
        Ok(())
    }

    fn indentation_error(&self, kind: ErrorKind, message: &str, column: u32) -> TokenError {
        TokenError { kind, message: message.to_owned(), line: self.line, column, end_column: 0, lazy: true }
    }

    fn name(&mut self) -> Step {
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
            return self.string(start);
        }
        let valid = |(at, character): &(usize, char)| {
            character.is_alphanumeric()
                || *character == '_'
                // Marks continue names.
                || (*at > 0 && matches!(*character, '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{900}'..='\u{df4}' | '\u{200c}'..='\u{200d}'))
        };
        let Some((at, character)) = name.char_indices().find(|entry| !valid(entry)) else { return Ok(()) };
        let code = u32::from(character);
        let message = if crate::codegen::is_printable(character) {
            format!("invalid character '{character}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        Err(self.error_before(start + at + character.len_utf8(), message))
    }

    /// A string literal whose prefix begins at `start`; the scan stands at its quote.
    fn string(&mut self, start: usize) -> Step {
        let prefix = self.text[start..self.at].to_ascii_lowercase();
        if let Some((first, second)) = incompatible(&prefix) {
            let message = format!("'{first}' and '{second}' prefixes are incompatible");
            return Err(self.error_in(start..self.at, message));
        }
        let quote = self.bytes[self.at];
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        if let Some(letter) = prefix.chars().find(|letter| matches!(letter, 'f' | 't')) {
            self.modes.push(Mode {
                letter,
                quote,
                triple,
                raw: prefix.contains('r'),
                start,
                start_line: self.line,
                start_line_offset: self.line_start,
                level: self.brackets.len(),
                spec: None,
            });
            self.at += if triple { 3 } else { 1 };
            return Ok(());
        }
        let (line, line_start) = (self.line, self.line_start);
        self.at += if triple { 3 } else { 1 };
        let mut escaped_quote = false;
        loop {
            match self.bytes.get(self.at) {
                Some(byte) if *byte == quote && !triple => break self.at += 1,
                Some(byte) if *byte == quote && self.peek(1) == quote && self.peek(2) == quote => {
                    break self.at += 3;
                }
                Some(b'\\') => {
                    escaped_quote |= self.peek(1) == quote;
                    self.at += 1;
                    match self.bytes.get(self.at) {
                        Some(b'\n') => self.newline(),
                        Some(_) => self.at += 1,
                        None => {}
                    }
                }
                Some(b'\n') if triple => self.newline(),
                None | Some(b'\n') => {
                    let in_field =
                        self.modes.last().is_some_and(|mode| mode.quote == quote && mode.triple == triple);
                    let detected = self.last_line();
                    (self.line, self.line_start) = (line, line_start);
                    if in_field {
                        let letter = self.modes.last().map_or('f', |mode| mode.letter);
                        return Err(self.error_before(start + 1, format!("{letter}-string: expecting '}}'")));
                    }
                    let kind = if triple { "triple-quoted string" } else { "string" };
                    let hint =
                        if escaped_quote && !triple { "; perhaps you escaped the end quote?" } else { "" };
                    let message = format!("unterminated {kind} literal (detected at line {detected}){hint}");
                    return Err(self.error_before(start + 1, message));
                }
                Some(_) => self.at += 1,
            }
        }
        self.strings.push(start..self.at);
        Ok(())
    }

    /// The line the scan has come to: an empty one at the end does not count.
    fn last_line(&self) -> u32 {
        if self.at >= self.bytes.len() && self.line_start == self.bytes.len() && self.line > 1 {
            self.line - 1
        } else {
            self.line
        }
    }

    fn literal_part(&mut self) -> Step {
        let Some(mode) = self.modes.last() else { return Ok(()) };
        let (quote, triple, raw, letter, in_spec) =
            (mode.quote, mode.triple, mode.raw, mode.letter, mode.spec.is_some());
        match self.bytes[self.at] {
            byte if byte == quote
                && (!triple || (self.peek(1) == quote && self.peek(2) == quote))
                && !in_spec =>
            {
                self.at += if triple { 3 } else { 1 };
                self.modes.pop();
            }
            byte if byte == quote && in_spec && !triple => {
                return Err(self
                    .error_before(self.at + 1, format!("{letter}-string: expecting '}}', or format specs")));
            }
            b'{' if self.peek(1) == b'{' && !in_spec => self.at += 2,
            b'{' => {
                self.brackets.push(Bracket { open: b'{', offset: self.at, line: self.line });
                self.at += 1;
            }
            b'}' if in_spec => {
                if let Some(mode) = self.modes.last_mut() {
                    mode.spec = None;
                }
                self.close()?;
                self.restore_spec();
            }
            b'}' if self.peek(1) == b'}' => self.at += 2,
            b'}' => {
                return Err(
                    self.error_before(self.at + 1, format!("{letter}-string: single '}}' is not allowed"))
                );
            }
            b'\\' if matches!(self.peek(1), b'{' | b'}') => self.at += 1,
            b'\\' if self.peek(1) == b'N' && self.peek(2) == b'{' && !raw => {
                let end = self.text[self.at..].find(['}', '\n', '"', '\'']).unwrap_or(1);
                self.at += end + usize::from(self.peek(end) == b'}');
            }
            b'\\' => {
                self.at += 1;
                match self.bytes.get(self.at) {
                    Some(b'\n') => self.newline(),
                    Some(_) => self.at += 1,
                    None => {}
                }
            }
            b'\n' if triple => self.newline(),
            b'\n' => {
                let Some(mode) = self.modes.last() else { return Ok(()) };
                return Err(self.unterminated(mode));
            }
            _ => self.at += 1,
        }
        Ok(())
    }

    /// A nested field that ended may leave the scan in the specification around it.
    fn restore_spec(&mut self) {
        let level = self.brackets.len();
        if let Some(mode) = self.modes.last_mut() {
            mode.spec = (level > mode.level).then_some(level);
        }
    }

    fn unterminated(&self, mode: &Mode) -> TokenError {
        let kind = if mode.triple { "triple-quoted " } else { "" };
        let message = format!(
            "unterminated {kind}{}-string literal (detected at line {})",
            mode.letter,
            self.last_line()
        );
        let column = self.text[mode.start_line_offset..mode.start].chars().count() as u32 + 1;
        TokenError {
            kind: ErrorKind::SyntaxError,
            message,
            line: mode.start_line,
            column,
            end_column: column,
            lazy: false,
        }
    }
}

/// Whether letters before a quote make a prefix, if perhaps an impossible one.
fn is_prefix(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let once = |letter: char| lower.chars().filter(|other| *other == letter).count() == 1;
    lower.chars().all(|letter| "bruft".contains(letter) && once(letter))
}

/// The first two letters of a prefix that do not go together.
fn incompatible(prefix: &str) -> Option<(char, char)> {
    let pairs = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    pairs.into_iter().find(|(first, second)| prefix.contains(*first) && prefix.contains(*second))
}
