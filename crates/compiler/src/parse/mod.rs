//! Parsing, by ruff's parser, within CPython's limits on nesting.

mod depth;
mod errors;
mod finally_warnings;
mod spelling;
mod token_warnings;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{Mode as ParseMode, ParseError, ParseErrorType, ParseOptions, Parsed};
use ruff_text_size::{Ranged, TextRange};

use crate::error::{CompileError, ErrorKind, Result};
use crate::session::{Session, Tree};
use crate::source::lines::Lines;
use crate::{Mode, Options};
pub(crate) use depth::{SHALLOW_CHAIN, longest_chain};
pub(crate) use spelling::respell;

/// How deep the parser goes on the caller's stack: as deep as CPython lets brackets nest.
pub(crate) const SHALLOW_NESTING: u16 = 202;
/// How deep it goes on a deep stack. CPython's parser gives up a little earlier or later, depending
/// on what nests.
pub(crate) const DEEP_NESTING: u16 = 6_000;

/// A source as the parser left it.
pub(crate) struct Source {
    parsed: Parsed<Mod>,
    interactive: bool,
}

impl Source {
    pub(crate) fn parse(text: &str, options: &Options, nesting: u16) -> Source {
        let mode = match options.mode {
            Mode::Eval => ParseMode::Expression,
            Mode::Exec | Mode::Single => ParseMode::Module,
        };
        let parse_options = ParseOptions::from(mode)
            .with_target_version(PythonVersion::PY314)
            .with_max_recursion_depth(nesting);
        let parsed = ruff_python_parser::parse_unchecked(text, parse_options);
        Source { parsed, interactive: options.mode == Mode::Single }
    }

    pub(crate) fn tree(&self) -> Tree<'_> {
        match self.parsed.syntax() {
            Mod::Module(module) if self.interactive => Tree::Interactive(&module.body),
            Mod::Module(module) => Tree::Module(&module.body),
            Mod::Expression(expression) => Tree::Expression(&expression.body),
        }
    }

    /// Whether the parser stopped because the source nests too deep for it.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.parsed.errors().iter().any(|error| error.error == ParseErrorType::RecursionLimitExceeded)
    }

    /// The tokens of the source.
    pub(crate) fn tokens(&self) -> &[ruff_python_ast::token::Token] {
        self.parsed.tokens()
    }

    /// Gives the warnings of the tokenizer and the parser.
    pub(crate) fn warn_of_tokens(&self, session: &Session<'_>) {
        token_warnings::warn(session, self.tokens());
    }

    /// Gives the other warnings that come before those of the compiler proper.
    pub(crate) fn warn(&self, session: &Session<'_>) -> Result<()> {
        let has_finally = self.tokens().iter().any(|token| token.kind() == TokenKind::Finally);
        match self.tree() {
            Tree::Module(body) | Tree::Interactive(body) if has_finally => {
                finally_warnings::warn(session, body)
            }
            _ => Ok(()),
        }
    }

    /// Refuses what CPython's tokenizer and parser refuse; first gives the warnings of what CPython read before.
    pub(crate) fn check(&self, session: &Session<'_>) -> Result<()> {
        let (text, lines, options) = (session.source, session.lines, session.options);
        let refused = self.refuse(text, lines, options);
        if refused.is_err() {
            self.warn_of_tokens(session);
            if !session.warnings.take().is_empty() {
                let read = errors::read_to(text, options);
                let read = self.tokens().partition_point(|token| token.start().to_usize() < read);
                token_warnings::warn(session, &self.tokens()[..read]);
            }
        }
        refused
    }

    fn refuse(&self, text: &str, lines: &Lines, options: &Options) -> Result<()> {
        depth::check_nesting(self.tokens(), text, lines)?;
        if self.is_too_deep() {
            let limit = ParseErrorType::RecursionLimitExceeded;
            let error = ParseError { error: limit, location: TextRange::default() };
            return Err(errors::explain(text, lines, options, &error));
        }
        if self.interactive {
            errors::check_single(text, lines, options)?;
        }
        if options.mode == Mode::Eval && ends_with_indentation(text) {
            errors::check_expression(text, lines, options)?;
        }
        if let Some(error) = self.parsed.errors().first() {
            return Err(errors::explain(text, lines, options, error));
        }
        if spelling::mixes_blanks(text) {
            errors::check_blanks(text, lines, options)?;
        }
        if let Some(error) = self.parsed.unsupported_syntax_errors().first() {
            // Later syntax, which the parser knows.
            let error =
                ParseError { error: ParseErrorType::OtherError(error.to_string()), location: error.range };
            return Err(errors::explain(text, lines, options, &error));
        }
        Ok(())
    }
}

/// Whether the last line is nothing but blanks: a block begins there, unless a line break is supplied.
fn ends_with_indentation(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.len() < text.len() && last.trim_end_matches([' ', '\t', '\x0c']).is_empty() && !last.is_empty()
}

/// An error at a range of the source.
pub(crate) fn syntax_error(
    text: &str,
    lines: &Lines,
    message: String,
    range: TextRange,
) -> Box<CompileError> {
    let location = lines.location(range);
    let mut error = CompileError::bare(ErrorKind::SyntaxError, message);
    error.line = location.line as u32;
    error.column = location.column as u32 + 1;
    error.end_line = location.end_line as u32;
    error.end_column = location.end_column as u32 + 1;
    let line = lines.line_range(location.line as usize, text);
    error.text = text.get(line).filter(|line| !line.is_empty()).map(Into::into);
    errors::end_line(&mut error, lines);
    Box::new(error)
}
