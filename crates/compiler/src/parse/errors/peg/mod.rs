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

/// Parses `text`, of which `scan` is the tokens. `flufl`: `<>` is how to write `!=`.
pub(super) fn judge(text: &str, scan: &Scan, mode: Mode, flufl: bool) -> Verdict {
    let grammar = grammar::grammar();
    let rule = match mode {
        Mode::Exec => grammar.file,
        Mode::Single => grammar.interactive,
        Mode::Eval => grammar.eval,
    };
    let mut tokens = std::borrow::Cow::Borrowed(&scan.tokens[..]);
    if mode == Mode::Single
        && let [_, .., end] = &scan.tokens[..]
        && end.class == Class::End
    {
        // The end of the source ends a statement too.
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
