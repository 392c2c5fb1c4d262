//! How deep a source nests: CPython's limits on brackets, f-strings and indentation, and how long the
//! chains are that lean to the left (`a.b.c`, `a + b + c`), which the parser walks in a loop but
//! every later walk over the tree descends into.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::{Ranged, TextSize};

use crate::error::{CompileError, ErrorKind, Result};
use crate::source::lines::Lines;

/// A statement with fewer operators than this is compiled on the caller's stack.
pub(crate) const SHALLOW_CHAIN: u32 = 300;

/// CPython's `MAXLEVEL`, `MAXFSTRINGLEVEL` and `MAXINDENT`.
const MAX_BRACKETS: u32 = 200;
const MAX_STRINGS: u32 = 150;
const MAX_INDENTS: u32 = 100;

/// The most operators in one statement.
pub(crate) fn longest_chain(tokens: &[Token]) -> u32 {
    let mut longest = 0;
    let mut operators = 0;
    for token in tokens {
        match token.kind() {
            TokenKind::Newline | TokenKind::Semi => operators = 0,
            // What separates elements does not make them nest.
            TokenKind::Comma | TokenKind::NonLogicalNewline | TokenKind::Comment | TokenKind::Colon => {}
            TokenKind::Name | TokenKind::Int | TokenKind::Float | TokenKind::Complex | TokenKind::String => {}
            _ => {
                operators += 1;
                longest = longest.max(operators);
            }
        }
    }
    longest
}

/// How deep replacement fields may nest in format specifications.
const MAX_FIELDS: usize = 3;

/// An f-string or t-string, and the fields in it that are open.
struct Literal {
    letter: char,
    /// Brackets open around it.
    brackets: u32,
    /// For each field, how many brackets are open in it, and whether its specification has begun.
    fields: Vec<(u32, bool)>,
}

impl Literal {
    /// Whether `brackets` open brackets mean that literal text is at hand.
    fn is_text(&self, brackets: u32) -> bool {
        match self.fields.last() {
            Some((level, in_spec)) => *in_spec && *level == brackets,
            None => brackets == self.brackets,
        }
    }
}

/// Refuses replacement fields that nest too deep.
fn check_fields(tokens: &[Token], text: &str, lines: &Lines) -> Result<()> {
    let mut literals: Vec<Literal> = Vec::new();
    let mut brackets = 0_u32;
    for token in tokens {
        let kind = token.kind();
        match kind {
            TokenKind::FStringStart | TokenKind::TStringStart => {
                let letter = if kind == TokenKind::FStringStart { 'f' } else { 't' };
                literals.push(Literal { letter, brackets, fields: Vec::new() });
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => drop(literals.pop()),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                if let Some(literal) = literals.last_mut()
                    && kind == TokenKind::Lbrace
                    && literal.is_text(brackets)
                {
                    literal.fields.push((brackets + 1, false));
                    if literal.fields.len() > MAX_FIELDS {
                        let message = format!("{}-string: expressions nested too deeply", literal.letter);
                        let start = token.start() - TextSize::new(1);
                        let mut error = at_start(text, lines, &message, start);
                        // The tokenizer shows the line itself, without its line break.
                        error.text = error.text.map(|text| text.to_lossy().trim_end_matches('\n').into());
                        return Err(error);
                    }
                }
                brackets += 1;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                if let Some(literal) = literals.last_mut()
                    && literal.fields.last().is_some_and(|(level, _)| *level == brackets)
                {
                    literal.fields.pop();
                }
                brackets = brackets.saturating_sub(1);
            }
            TokenKind::Colon => {
                if let Some((level, in_spec)) =
                    literals.last_mut().and_then(|literal| literal.fields.last_mut())
                {
                    *in_spec |= *level == brackets;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses brackets, f-strings and blocks that nest deeper than CPython allows.
pub(super) fn check_nesting(tokens: &[Token], text: &str, lines: &Lines) -> Result<()> {
    let (mut brackets, mut strings, mut indents) = (0_u32, 0_u32, 0_u32);
    let mut has_fields = false;
    for token in tokens {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                brackets += 1;
                if brackets > MAX_BRACKETS {
                    return Err(at_start(text, lines, "too many nested parentheses", token.start()));
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets = brackets.saturating_sub(1),
            TokenKind::FStringStart | TokenKind::TStringStart => {
                strings += 1;
                has_fields = true;
                if strings >= MAX_STRINGS {
                    return Err(at_start(
                        text,
                        lines,
                        "too many nested f-strings or t-strings",
                        token.start() + TextSize::new(1),
                    ));
                }
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => strings = strings.saturating_sub(1),
            TokenKind::Indent => {
                indents += 1;
                if indents >= MAX_INDENTS {
                    let mut error = at_start(text, lines, "too many levels of indentation", token.start());
                    error.kind = ErrorKind::IndentationError;
                    return Err(error);
                }
            }
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            _ => {}
        }
    }
    if has_fields { check_fields(tokens, text, lines) } else { Ok(()) }
}

/// An error of the tokenizer: at one place, without extent.
fn at_start(text: &str, lines: &Lines, message: &str, start: TextSize) -> Box<CompileError> {
    super::syntax_error(text, lines, message.to_owned(), ruff_text_size::TextRange::empty(start))
}
