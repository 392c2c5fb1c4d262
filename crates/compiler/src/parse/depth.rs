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

/// Refuses brackets, f-strings and blocks that nest deeper than CPython allows.
pub(super) fn check_nesting(tokens: &[Token], text: &str, lines: &Lines) -> Result<()> {
    let (mut brackets, mut strings, mut indents) = (0_u32, 0_u32, 0_u32);
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
    Ok(())
}

/// An error of the tokenizer: at one place, without extent.
fn at_start(text: &str, lines: &Lines, message: &str, start: TextSize) -> Box<CompileError> {
    super::syntax_error(text, lines, message.to_owned(), ruff_text_size::TextRange::empty(start))
}
