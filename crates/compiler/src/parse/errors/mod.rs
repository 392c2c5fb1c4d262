//! What a refused source is refused for, in CPython's words and at CPython's place. ruff's parser says
//! what it met and where; the tokenizer's own errors go first, as they do in CPython.

mod escapes;
mod explain;
mod generic;
mod numbers;
mod scanner;
mod targets;

use ruff_python_ast::Mod;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};
use taipan_bytecode::Text;

use crate::error::{CompileError, ErrorKind};
use crate::source::lines::Lines;
use scanner::{Bracket, Scan};

/// The error of a source that the parser found wrong.
pub(super) fn explain(
    text: &str,
    lines: &Lines,
    parsed: &Parsed<Mod>,
    error: &ParseError,
) -> Box<CompileError> {
    let source = Broken { text, lines, tokens: parsed.tokens(), scan: scanner::scan(text) };
    source.explain(error)
}

/// A source that does not parse.
struct Broken<'s> {
    text: &'s str,
    lines: &'s Lines,
    tokens: &'s [Token],
    scan: Scan,
}

/// An error message with the part of the source it is about.
struct Finding {
    kind: ErrorKind,
    message: String,
    range: TextRange,
}

impl Finding {
    fn new(message: impl Into<String>, range: TextRange) -> Finding {
        Finding { kind: ErrorKind::SyntaxError, message: message.into(), range }
    }
}

impl Broken<'_> {
    fn explain(&self, error: &ParseError) -> Box<CompileError> {
        let finding = self.finding(error);
        let is_indent = finding.kind == ErrorKind::IndentationError && finding.message == "unexpected indent";
        // How far CPython's parser has come when it gives up.
        let line = self.lines.line(error.location.start()) as u32;
        let reached = (line, self.column(error.location.start()));
        if let Some(token_error) = &self.scan.error
            && !(is_indent && (line < token_error.line || token_error.kind == ErrorKind::SyntaxError))
            && !(token_error.lazy && self.is_beyond(token_error, reached))
        {
            let mut shown = self.error_on_line(token_error.line, token_error.message.clone());
            shown.kind = token_error.kind;
            shown.column = token_error.column;
            shown.end_column = token_error.end_column;
            return shown;
        }
        if let Some(bracket) = self.scan.unclosed.last()
            && !is_indent
            && (line > bracket.line || self.is_at_end(finding.range.start()))
        {
            return self.never_closed(bracket);
        }
        let mut shown = self.error_at(finding.message, finding.range);
        shown.kind = finding.kind;
        if finding.kind == ErrorKind::IndentationError && self.is_at_end(finding.range.start()) {
            shown.end_column = 0;
        }
        if is_indent {
            shown.column = shown.end_column.saturating_sub(1);
            shown.end_column = 0;
        }
        shown
    }

    /// Whether the parser gave up before it came to the tokenizer's error.
    fn is_beyond(&self, error: &scanner::TokenError, (line, column): (u32, u32)) -> bool {
        let on_line = error.kind == ErrorKind::SyntaxError && line == error.line;
        line < error.line || (on_line && column + 1 < error.column)
    }

    fn is_at_end(&self, offset: TextSize) -> bool {
        self.text[offset.to_usize().min(self.text.len())..].trim_ascii().is_empty()
    }

    fn never_closed(&self, bracket: &Bracket) -> Box<CompileError> {
        let message = format!("'{}' was never closed", char::from(bracket.open));
        let offset = TextSize::try_from(bracket.offset).unwrap_or_default();
        let mut shown = self.error_at(message, TextRange::empty(offset));
        shown.end_column = 0;
        shown
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

    /// The number of the first token at or after `offset` that the grammar sees.
    fn token_at(&self, offset: TextSize) -> usize {
        let from = self.tokens.partition_point(|token| token.end() <= offset && token.start() < offset);
        let significant = |token: &Token| {
            token.start() >= offset
                && !matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline)
        };
        from + self.tokens[from..].iter().position(significant).unwrap_or(self.tokens.len() - from)
    }

    fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::EndOfFile, Token::kind)
    }

    /// The number of the token before `at` that the grammar sees.
    fn before(&self, at: usize) -> Option<usize> {
        let hidden =
            |token: &Token| matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline);
        self.tokens[..at.min(self.tokens.len())].iter().rposition(|token| !hidden(token))
    }

    /// The range of a token as CPython has it: the end of a line is one wide.
    fn token_range(&self, at: usize) -> TextRange {
        let end = TextSize::try_from(self.text.trim_end_matches('\n').len()).unwrap_or_default();
        match self.tokens.get(at) {
            Some(token) if !matches!(token.kind(), TokenKind::Newline | TokenKind::EndOfFile) => {
                token.range()
            }
            Some(token) if token.start() <= end => TextRange::at(token.start(), TextSize::new(1)),
            _ => TextRange::at(end, TextSize::new(1)),
        }
    }

    fn text_of(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// The error every rule without a better one gives.
    fn invalid_syntax(&self, at: usize) -> Finding {
        Finding::new("invalid syntax", self.token_range(at))
    }
}

/// Whether the error is one of the lexer's about escapes.
fn is_escape_error(error: &ParseErrorType) -> bool {
    use ruff_python_parser::LexicalErrorType::{MissingUnicodeLbrace, MissingUnicodeRbrace, UnicodeError};
    matches!(error, ParseErrorType::Lexical(UnicodeError | MissingUnicodeLbrace | MissingUnicodeRbrace))
}
