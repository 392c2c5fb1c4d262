//! CPython's parser, for what it says of a source that it refuses: the grammar is gone through twice,
//! the second time with rules that match mistakes. Slow next to the parser proper, and never run on a
//! source that parses.

mod engine;
mod grammar;
mod node;
mod refuse;

use std::borrow::Cow;

use super::scanner::Scan;
use super::tokens::{Class, Tok};
use super::{FLUFL, Finding, INCOMPLETE};
use crate::error::ErrorKind;
use crate::{ALLOW_INCOMPLETE_INPUT, DONT_IMPLY_DEDENT, Mode, Options};
use engine::{Outcome, Parser, Stop};
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
    /// The source ends too early, which is to be told apart: at the last token read, or where the tokenizer stands.
    Incomplete(Option<Finding>),
    Accepted {
        /// How many tokens were read.
        end: usize,
    },
}

/// Parses `text`, of which `scan` is the tokens.
pub(super) fn judge(text: &str, scan: &Scan, options: &Options) -> Verdict {
    let grammar = grammar::grammar();
    let rule = first_rule(options.mode);
    let mut tokens = Cow::Borrowed(&scan.tokens[..]);
    if options.mode == Mode::Single {
        end_statement(&mut tokens, scan.open_blocks, options);
    }
    let mut parser = Parser::new(text, &tokens, grammar, flufl(options));
    let mut outcome = parser.run(rule, false);
    let last = parser.read.saturating_sub(1);
    if options.flags & ALLOW_INCOMPLETE_INPUT != 0
        && let Some(incomplete) = incomplete(&parser, last, &outcome, scan)
    {
        return incomplete;
    }
    if let Ok(None) = outcome {
        outcome = parser.run(rule, true);
    }
    let line = tokens.get(parser.read.saturating_sub(1)).map_or(1, |token| token.end.line);
    match outcome {
        Ok(Some(_)) => Verdict::Accepted { end: parser.read },
        Ok(None) => generic(&parser, last, line),
        Err(Stop::Refused(finding)) => Verdict::Refused { finding, line, looks_on: true },
        Err(Stop::Tokenizer) => Verdict::Tokenizer,
        Err(Stop::TooDeep) => Verdict::TooDeep,
    }
}

/// The end of the source ends an interactive statement too: lines, and blocks unless they must end visibly.
fn end_statement(tokens: &mut Cow<'_, [Tok]>, open_blocks: usize, options: &Options) {
    let [_, .., end] = tokens[..] else { return };
    if end.class != Class::End {
        return;
    }
    let blocks = if options.flags & DONT_IMPLY_DEDENT != 0 { 0 } else { open_blocks };
    let tokens = tokens.to_mut();
    tokens.pop();
    tokens.push(Tok { class: Class::Newline, ..end });
    if blocks > 0 {
        tokens.extend(std::iter::repeat_n(Tok { class: Class::Dedent, ..end }, blocks));
        tokens.push(Tok { class: Class::Newline, ..end });
    }
    tokens.push(end);
}

/// What is wrong with a source whose end the tokenizer had reached when the first pass gave up.
fn incomplete(parser: &Parser<'_>, last: usize, outcome: &Outcome, scan: &Scan) -> Option<Verdict> {
    match outcome {
        Ok(Some(_)) | Err(Stop::TooDeep) => None,
        Err(Stop::Tokenizer) => {
            let at_end = scan.error.as_ref().is_none_or(|error| error.at_end);
            at_end.then_some(Verdict::Incomplete(None))
        }
        Ok(None) | Err(Stop::Refused(_)) => {
            if !parser.tokens.get(last).is_none_or(|token| token.looks_behind(parser.text)) {
                return None;
            }
            match parser.refuse_token(last, INCOMPLETE.to_owned()) {
                Stop::Refused(finding) => Some(Verdict::Incomplete(Some(finding))),
                Stop::Tokenizer | Stop::TooDeep => None,
            }
        }
    }
}

fn flufl(options: &Options) -> bool {
    options.flags & FLUFL != 0
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
pub(super) fn read_to(text: &str, scan: &Scan, options: &Options) -> usize {
    let mut parser = Parser::new(text, &scan.tokens, grammar::grammar(), flufl(options));
    match parser.run(first_rule(options.mode), false) {
        Err(Stop::Tokenizer) => text.len(),
        _ => scan.tokens.get(parser.read.saturating_sub(1)).map_or(0, |token| token.start.offset),
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
        None => parser.refuse_from_token(last, "invalid syntax".to_owned()),
    };
    let Stop::Refused(mut finding) = stop else { return Verdict::Tokenizer };
    if indent.is_some() {
        finding.kind = ErrorKind::IndentationError;
    }
    Verdict::Refused { finding, line, looks_on: indent.is_none() }
}
