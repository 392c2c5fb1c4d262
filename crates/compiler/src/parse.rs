//! Parsing, by ruff's parser; and how much stack a source may need.

use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{Mode as ParseMode, ParseOptions, Parsed};
use ruff_text_size::TextRange;

use crate::error::{CompileError, ErrorKind, Result};
use crate::session::Tree;
use crate::source::lines::Lines;
use crate::{Compiled, Mode, Options};

/// A tree and what it is compiled as.
pub(crate) struct Source {
    parsed: Parsed<Mod>,
    interactive: bool,
}

impl Source {
    pub(crate) fn tree(&self) -> Tree<'_> {
        match self.parsed.syntax() {
            Mod::Module(module) if self.interactive => Tree::Interactive(&module.body),
            Mod::Module(module) => Tree::Module(&module.body),
            Mod::Expression(expression) => Tree::Expression(&expression.body),
        }
    }
}

pub(crate) fn parse(text: &str, lines: &Lines, options: &Options) -> Result<Source> {
    let mode = match options.mode {
        Mode::Eval => ParseMode::Expression,
        Mode::Exec | Mode::Single => ParseMode::Module,
    };
    // Leading space is not part of an expression.
    let text = if options.mode == Mode::Eval { blank_leading_space(text) } else { text.into() };
    let parse_options = ParseOptions::from(mode).with_target_version(PythonVersion::PY314);
    let parsed = ruff_python_parser::parse_unchecked(&text, parse_options);
    if let Some(error) = parsed.errors().first() {
        return Err(syntax_error(&text, lines, error.error.to_string(), error.location));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(syntax_error(&text, lines, error.to_string(), error.range));
    }
    Ok(Source { parsed, interactive: options.mode == Mode::Single })
}

fn blank_leading_space(text: &str) -> std::borrow::Cow<'_, str> {
    text.into()
}

fn syntax_error(text: &str, lines: &Lines, message: String, range: TextRange) -> Box<CompileError> {
    let location = lines.location(range);
    let mut error = CompileError::bare(ErrorKind::SyntaxError, message);
    error.line = location.line as u32;
    error.column = location.column as u32 + 1;
    error.end_line = location.end_line as u32;
    error.end_column = location.end_column as u32 + 1;
    let line = lines.line_range(location.line as usize, text);
    error.text = text.get(line).filter(|line| !line.is_empty()).map(Into::into);
    Box::new(error)
}

/// Sources with fewer operators than this cannot nest deeply.
const SHALLOW: usize = 2_000;
/// The stack of the thread for the others: reserved, not committed.
const DEEP_STACK: usize = 512 << 20;

/// Whether a source could nest deeper than an ordinary stack bears.
pub(crate) fn needs_deep_stack(text: &str) -> bool {
    text.bytes().filter(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b' ' | b'\n' | b'_')).count()
        > SHALLOW
        || text.matches("not").count() > SHALLOW
}

/// Runs a compilation on a thread with a deep stack.
pub(crate) fn on_deep_stack(
    run: impl FnOnce() -> std::result::Result<Compiled, CompileError> + Send,
) -> std::result::Result<Compiled, CompileError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, run);
        let refused = || CompileError::bare(ErrorKind::MemoryError, "");
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err(refused()),
        }
    })
}
