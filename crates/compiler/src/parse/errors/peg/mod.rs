//! CPython's parser, for what it says of a source that it refuses: the grammar is gone through twice,
//! the second time with rules that match mistakes. Slow next to the parser proper, and never run on a
//! source that parses.

mod engine;
mod grammar;
mod node;
mod refuse;

use super::Finding;
use super::scanner::Scan;
use super::tokens::{Class, Tok};
use crate::Mode;
use crate::error::ErrorKind;
use engine::{Parser, Stop};
use grammar::RuleId;
pub(super) use refuse::Place;

/// What CPython's parser makes of a source.
pub(super) enum Verdict {
    Refused {
        finding: Finding,
        /// The line of the last token read.
        line: u32,
        /// The tokenizer's errors further on may go first.
        looks_on: bool,
    },
    /// The tokenizer's error, or its end inside brackets, comes first.
    Tokenizer,
    TooDeep,
    Accepted {
        /// How many tokens were read.
        end: usize,
    },
}

/// Parses `text`, of which `scan` is the tokens. `supplied`: its last line break is not in the source. `flufl`: `<>` is how
/// to write `!=`.
pub(super) fn judge(text: &str, supplied: bool, scan: &Scan, mode: Mode, flufl: bool) -> Verdict {
    let grammar = grammar::grammar();
    let rule = first_rule(mode);
    let mut tokens = std::borrow::Cow::Borrowed(&scan.tokens[..]);
    if mode == Mode::Single
        && let [_, .., end] = &scan.tokens[..]
        && end.class == Class::End
        && !(supplied && ends_by_break(text, &scan.tokens))
    {
        // The end of the source ends a statement too, once.
        let line_end = Tok { class: Class::Newline, ..*end };
        tokens.to_mut().insert(scan.tokens.len() - 1, line_end);
    }
    let mut parser = Parser::new(text, &tokens, grammar, flufl);
    let mut outcome = parser.run(rule, false);
    let last = parser.read.saturating_sub(1);
    if let Ok(None) = outcome {
        outcome = parser.run(rule, true);
    }
    let line = scan.tokens.get(parser.read.saturating_sub(1)).map_or(1, |token| token.end.line);
    match outcome {
        Ok(Some(_)) => Verdict::Accepted { end: parser.read },
        Ok(None) => generic(&parser, last, line),
        Err(Stop::Refused(finding)) => Verdict::Refused { finding, line, looks_on: true },
        Err(Stop::Tokenizer) => Verdict::Tokenizer,
        Err(Stop::TooDeep) => Verdict::TooDeep,
    }
}

fn first_rule(mode: Mode) -> RuleId {
    let grammar = grammar::grammar();
    match mode {
        Mode::Exec => grammar.file,
        Mode::Single => grammar.interactive,
        Mode::Eval => grammar.eval,
    }
}

/// Where the last token begins that the first pass over a text reads.
pub(super) fn read_to(text: &str, scan: &Scan, mode: Mode, flufl: bool) -> usize {
    let mut parser = Parser::new(text, &scan.tokens, grammar::grammar(), flufl);
    match parser.run(first_rule(mode), false) {
        Err(Stop::Tokenizer) => text.len(),
        _ => scan.tokens.get(parser.read.saturating_sub(1)).map_or(0, |token| token.start.offset),
    }
}

/// Whether the last line break of a text ends a line with something on it, and no block.
fn ends_by_break(text: &str, tokens: &[Tok]) -> bool {
    let last = tokens.iter().rev().nth(1);
    last.is_some_and(|token| token.class == Class::Newline && token.end.offset == text.len())
}

/// Nothing fits better: the last token read in the first pass is wrong.
fn generic(parser: &Parser<'_>, last: usize, line: u32) -> Verdict {
    let indent = match parser.tokens.get(last).map(|token| token.class) {
        Some(Class::Indent) => Some("unexpected indent"),
        Some(Class::Dedent) => Some("unexpected unindent"),
        _ => None,
    };
    let stop = match indent {
        Some(message) => parser.refuse_token(parser.read.saturating_sub(1), message.to_owned()),
        None => parser.refuse_plainly(last),
    };
    let Stop::Refused(mut finding) = stop else { return Verdict::Tokenizer };
    if indent.is_some() {
        finding.kind = ErrorKind::IndentationError;
    }
    Verdict::Refused { finding, line, looks_on: indent.is_none() }
}
