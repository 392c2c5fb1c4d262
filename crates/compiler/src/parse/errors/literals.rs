//! Strings, f-strings and t-strings as CPython's tokenizer takes them apart.

use super::scanner::{Mode, Scanner, Step, TokenError};
use super::tokens::{Class, Mark};
use crate::error::ErrorKind;

impl Scanner<'_> {
    /// A string literal whose prefix begins at `start`; the scan stands at its quote.
    pub(super) fn string(&mut self, mark: Mark) -> Step {
        let start = mark.offset;
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
            self.push(Class::literal(letter, 0), mark);
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
        self.push(Class::String, mark);
        Ok(())
    }

    /// The line the scan has come to: an empty one at the end does not count.
    pub(super) fn last_line(&self) -> u32 {
        if self.at >= self.bytes.len() && self.line_start == self.bytes.len() && self.line > 1 {
            self.line - 1
        } else {
            self.line
        }
    }

    /// The literal text of an f-string at hand, or what ends it.
    pub(super) fn literal_part(&mut self) -> Step {
        let Some(mode) = self.modes.last() else { return Ok(()) };
        let (quote, triple, raw, letter, in_spec) =
            (mode.quote, mode.triple, mode.raw, mode.letter, mode.spec.is_some());
        let start = self.mark();
        loop {
            let here = self.at;
            match self.bytes.get(here).copied() {
                Some(byte)
                    if byte == quote
                        && (!triple || (self.peek(1) == quote && self.peek(2) == quote))
                        && !in_spec =>
                {
                    self.push_middle(letter, start);
                    let mark = self.mark();
                    self.at += if triple { 3 } else { 1 };
                    self.push(Class::literal(letter, 2), mark);
                    self.modes.pop();
                    return Ok(());
                }
                Some(byte) if byte == quote && in_spec && !triple => {
                    // The parser is to say what is missing.
                    self.push_middle(letter, start);
                    let mark = self.mark();
                    self.at += 1;
                    self.push(Class::literal(letter, 2), mark);
                    if let Some(mode) = self.modes.pop() {
                        self.brackets.truncate(mode.level);
                    }
                    return Ok(());
                }
                Some(b'{') if self.peek(1) == b'{' && !in_spec => {
                    self.at += 1;
                    self.push_middle(letter, start);
                    self.at += 1;
                    return Ok(());
                }
                Some(b'{') => {
                    self.push_middle(letter, start);
                    let mark = self.mark();
                    self.open(mark);
                    return Ok(());
                }
                Some(b'}') if in_spec => {
                    self.push(Class::literal(letter, 1), start);
                    let mark = self.mark();
                    if let Some(mode) = self.modes.last_mut() {
                        mode.spec = None;
                    }
                    self.close()?;
                    self.push_operator(mark);
                    self.restore_spec();
                    return Ok(());
                }
                Some(b'}') if self.peek(1) == b'}' => {
                    self.at += 1;
                    self.push_middle(letter, start);
                    self.at += 1;
                    return Ok(());
                }
                Some(b'}') => {
                    return Err(
                        self.error_before(here + 1, format!("{letter}-string: single '}}' is not allowed"))
                    );
                }
                Some(b'\\') if matches!(self.peek(1), b'{' | b'}') => self.at += 1,
                Some(b'\\') if self.peek(1) == b'N' && self.peek(2) == b'{' && !raw => {
                    let end = self.text[here..].find(['}', '\n', '"', '\'']).unwrap_or(1);
                    self.at += end + usize::from(self.peek(end) == b'}');
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.bytes.get(self.at) {
                        Some(b'\n') => self.newline(),
                        Some(_) => self.at += 1,
                        None => {}
                    }
                }
                Some(b'\n') if triple => self.newline(),
                Some(b'\n') if in_spec => {
                    let message = format!(
                        "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
                    );
                    return Err(self.error_before(here + 1, message));
                }
                None | Some(b'\n') => {
                    let Some(mode) = self.modes.last() else { return Ok(()) };
                    return Err(self.unterminated(mode));
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Notes the literal text since `start`, if there is any.
    fn push_middle(&mut self, letter: char, start: Mark) {
        if self.at > start.offset {
            self.push(Class::literal(letter, 1), start);
        }
    }

    /// A nested field that ended may leave the scan in the specification around it.
    fn restore_spec(&mut self) {
        let level = self.brackets.len();
        if let Some(mode) = self.modes.last_mut() {
            mode.spec = (level > mode.level).then_some(level);
        }
    }

    pub(super) fn unterminated(&self, mode: &Mode) -> TokenError {
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
            in_literal: false,
        }
    }
}

/// The first two letters of a prefix that do not go together.
fn incompatible(prefix: &str) -> Option<(char, char)> {
    let pairs = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    pairs.into_iter().find(|(first, second)| prefix.contains(*first) && prefix.contains(*second))
}
