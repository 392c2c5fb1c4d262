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
                literal: true,
                depth: 0,
                fields: 0,
                in_spec: false,
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
                    let at_end = self.at >= self.bytes.len();
                    return Err(TokenError { at_end, ..self.error_before(start + 1, message) });
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

    /// What is at hand in the literal text of an f-string: its end, a field, or text up to one of these.
    pub(super) fn literal_part(&mut self) -> Step {
        let Some(mode) = self.modes.last() else { return Ok(()) };
        let (quote, letter) = (mode.quote, mode.letter);
        let size = if mode.triple { 3 } else { 1 };
        let start = self.mark();
        if self.peek(0) == b'{' && self.peek(1) != b'{' {
            self.enter_field();
            self.open(start);
            return Ok(());
        }
        if (0..size).all(|ahead| self.peek(ahead) == quote) {
            self.at += size;
            self.push(Class::literal(letter, 2), start);
            self.modes.pop();
            return Ok(());
        }
        let skipped = self.literal_text(size)?;
        self.push(Class::literal(letter, 1), start);
        self.at += skipped;
        Ok(())
    }

    /// Goes over literal text; how much behind it belongs to it without being in it.
    fn literal_text(&mut self, size: usize) -> Result<usize, TokenError> {
        let Some(mode) = self.modes.last() else { return Ok(0) };
        let (quote, raw, depth) = (mode.quote, mode.raw, mode.depth);
        let in_spec = mode.in_spec && mode.fields > 0;
        let mut named_escape = false;
        loop {
            match self.bytes.get(self.at).copied() {
                Some(byte) if byte == quote && (0..size).all(|ahead| self.peek(ahead) == quote) => {
                    return Ok(0);
                }
                Some(b'{') if self.peek(1) == b'{' && !in_spec => {
                    self.at += 1;
                    return Ok(1);
                }
                Some(b'{') => {
                    self.enter_field();
                    return Ok(0);
                }
                Some(b'}') if named_escape => {
                    self.at += 1;
                    return Ok(0);
                }
                Some(b'}') if self.peek(1) == b'}' && !in_spec && depth == 0 => {
                    self.at += 1;
                    return Ok(1);
                }
                Some(b'}') => {
                    self.leave_literal();
                    return Ok(0);
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.bytes.get(self.at) {
                        None | Some(b'{' | b'}') => {}
                        Some(b'\n') => self.newline(),
                        Some(b'N') if !raw && self.peek(1) == b'{' => {
                            named_escape = true;
                            self.at += 2;
                        }
                        Some(_) => self.at += 1,
                    }
                }
                Some(b'\n') if size == 3 => self.newline(),
                end @ (None | Some(b'\n')) => {
                    let Some(mode) = self.modes.last() else { return Ok(0) };
                    if end.is_some() && in_spec {
                        let letter = mode.letter;
                        let message = format!(
                            "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
                        );
                        return Err(self.error_before(self.at + 1, message));
                    }
                    return Err(self.unterminated(mode));
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// The scan comes to a field of the innermost f-string.
    fn enter_field(&mut self) {
        if let Some(mode) = self.modes.last_mut() {
            mode.fields += 1;
        }
        self.leave_literal();
    }

    fn leave_literal(&mut self) {
        if let Some(mode) = self.modes.last_mut() {
            (mode.literal, mode.in_spec) = (false, false);
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
            at_end: mode.triple,
        }
    }
}

/// The first two letters of a prefix that do not go together.
fn incompatible(prefix: &str) -> Option<(char, char)> {
    let pairs = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    pairs.into_iter().find(|(first, second)| prefix.contains(*first) && prefix.contains(*second))
}
