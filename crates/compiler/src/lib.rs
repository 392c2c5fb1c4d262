//! Python source to CPython 3.14 code objects: parse (ruff) → symbol table → instructions with labels
//! → control-flow passes → assembled code.

mod assemble;
mod codegen;
pub mod constants;
mod deep_stack;
mod error;
pub mod flow;
mod future;
pub mod instruction_sequence;
mod names;
mod parse;
mod session;
mod source;
mod symtable;

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use taipan_bytecode::{Code, Text};

pub use error::{CompileError, ErrorKind, Warning, WarningKind};

/// What a source is compiled as: the modes of Python's `compile()`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A sequence of statements.
    Exec,
    /// One expression.
    Eval,
    /// One interactive statement, whose value is printed.
    Single,
}

/// `PyCF_ALLOW_TOP_LEVEL_AWAIT`: `await` may stand outside functions.
pub const ALLOW_TOP_LEVEL_AWAIT: u32 = 0x2000;

/// `PyCF_DONT_IMPLY_DEDENT`: the end of an interactive source does not end its blocks.
pub const DONT_IMPLY_DEDENT: u32 = 0x200;

/// `PyCF_ALLOW_INCOMPLETE_INPUT`: of a source that ends too early that is said, and nothing else.
pub const ALLOW_INCOMPLETE_INPUT: u32 = 0x4000;

/// How to compile.
#[derive(Clone, Debug)]
pub struct Options {
    pub mode: Mode,
    /// 0; 1 drops assertions; 2 drops docstrings too.
    pub optimize: u8,
    /// Bits of `__future__` features, as in `co_flags`, and of [`ALLOW_TOP_LEVEL_AWAIT`], [`DONT_IMPLY_DEDENT`] and
    /// [`ALLOW_INCOMPLETE_INPUT`].
    pub flags: u32,
    pub filename: Text,
    /// The source is text already: what it says of its encoding counts for nothing.
    pub ignore_cookie: bool,
}

/// A compiled source.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub code: Arc<Code>,
    /// In the order CPython gives them.
    pub warnings: Vec<Warning>,
}

/// The encoding that `source` declares in its first two lines (PEP 263), as it is spelled there, if it is none that
/// [`compile`] reads: the caller decodes such a source and compiles it with [`Options::ignore_cookie`], as far as the
/// interpreter knows the encoding.
pub fn foreign_encoding(source: &[u8]) -> Option<String> {
    source::foreign_encoding(source)
}

/// The error of a source that can't be decoded, as CPython has it: without a place.
pub fn undecodable(message: String) -> CompileError {
    CompileError::undecodable(message)
}

/// Compiles `source` to a code object.
///
/// # Errors
///
/// What CPython 3.14 raises for a source it refuses.
pub fn compile(source: &[u8], options: &Options) -> Result<Compiled, CompileError> {
    let text = source::decode(source, options.ignore_cookie).map_err(|error| *error)?;
    compile_text(text, options)
}

/// As [`compile`], of what was read from the file (or stream) that the options name.
///
/// # Errors
///
/// Those of [`compile`]; what is no text is told as the tokenizer of files does.
pub fn compile_file(source: &[u8], options: &Options) -> Result<Compiled, CompileError> {
    let filename = options.filename.to_lossy();
    let text = source::decode_file(source, options.ignore_cookie, &filename).map_err(|error| *error)?;
    compile_text(text, options)
}

fn compile_text(text: Cow<'_, str>, options: &Options) -> Result<Compiled, CompileError> {
    let text = parse::respell(text, options).map_err(|error| *error)?;
    let text = &*text;
    let parsed = parse::Source::parse(text, options, parse::SHALLOW_NESTING);
    if parsed.is_too_deep() {
        return deep_stack::run(move |depth| {
            drop(parsed);
            let parsed = parse::Source::parse(text, options, parse::DEEP_NESTING);
            compile_parsed(text, options, parsed, depth).map_err(|error| *error)
        });
    }
    if parse::longest_chain(parsed.tokens()) > parse::SHALLOW_CHAIN {
        return deep_stack::run(move |depth| {
            compile_parsed(text, options, parsed, depth).map_err(|error| *error)
        });
    }
    compile_parsed(text, options, parsed, deep_stack::SHALLOW_DEPTH).map_err(|error| *error)
}

fn compile_parsed(
    text: &str,
    options: &Options,
    parsed: parse::Source,
    depth: u32,
) -> error::Result<Compiled> {
    let mut lines = source::lines::Lines::new(text);
    lines.ends_bare = options.mode != Mode::Exec;
    let lines = lines;
    let mut session = session::Session {
        source: text,
        lines: &lines,
        options,
        max_depth: depth,
        future_flags: 0,
        future_annotations: false,
        future_end: ruff_text_size::TextSize::new(0),
        top_level_await: options.flags & ALLOW_TOP_LEVEL_AWAIT != 0,
        warnings: RefCell::new(Vec::new()),
    };
    match compile_tree(&mut session, &parsed) {
        Ok(code) => Ok(Compiled { code, warnings: session.warnings.into_inner() }),
        Err(mut error) => {
            error.warnings = session.warnings.into_inner();
            Err(error)
        }
    }
}

fn compile_tree(session: &mut session::Session<'_>, parsed: &parse::Source) -> error::Result<Arc<Code>> {
    parsed.check(session)?;
    let tree = parsed.tree();
    // What the parser does not see CPython tells with the line of the file, not that of what is compiled.
    let late = |mut error: Box<CompileError>| {
        error.text = None;
        error
    };
    parsed.warn_of_tokens(session);
    future::apply(session, tree).map_err(late)?;
    parsed.warn(session)?;
    let mut names = names::Names::new();
    let table = symtable::build(session, &mut names, tree).map_err(late)?;
    codegen::generate(session, names, table, tree).map_err(late)
}
