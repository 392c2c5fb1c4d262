//! The compiler, as the virtual machine asks for it.

use std::sync::Arc;

use taipan_bytecode::{Code, Text};
use taipan_compiler::{self as compiler, ErrorKind, Warning, WarningKind};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::compile::{Compile, FROM_FILE, IGNORE_COOKIE, Mode};
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

/// Compiles with [`taipan_compiler`].
pub(crate) struct Compiler;

impl Compile for Compiler {
    fn compile(
        &self,
        t: &mut Thread,
        source: &[u8],
        filename: &str,
        mode: Mode,
        flags: u32,
        optimize: i8,
    ) -> Result<Arc<Code>, Exception> {
        let mut options = compiler::Options {
            mode: match mode {
                Mode::Exec => compiler::Mode::Exec,
                Mode::Eval => compiler::Mode::Eval,
                Mode::Single => compiler::Mode::Single,
            },
            optimize: u8::try_from(optimize).unwrap_or(t.interpreter().config.flags.optimize),
            flags: flags & !FROM_FILE,
            filename: Text::from(filename),
            ignore_cookie: flags & IGNORE_COOKIE != 0,
        };
        let mut decoded = None;
        if !options.ignore_cookie
            && !source.contains(&0)
            && let Some(encoding) = compiler::foreign_encoding(source)
        {
            decoded = Some(decode(t, source, &encoding, filename)?);
            options.ignore_cookie = true;
        }
        let text = decoded.as_deref().map_or(source, str::as_bytes);
        let compile = if flags & FROM_FILE != 0 { compiler::compile_file } else { compiler::compile };
        match compile(text, &options) {
            Ok(compiled) => {
                for warning in &compiled.warnings {
                    warn(t, warning, source, filename)?;
                }
                Ok(compiled.code)
            }
            Err(error) => {
                for warning in &error.warnings {
                    warn(t, warning, source, filename)?;
                }
                let nothing = text.is_empty()
                    && matches!(error.kind, ErrorKind::SyntaxError | ErrorKind::IncompleteInput);
                let raised =
                    if nothing { no_expression(t, &error, filename)? } else { raise(t, &error, filename) };
                t.remember_source(&raised, source, filename);
                Err(raised)
            }
        }
    }
}

/// The text of a source in an encoding that the compiler does not read, by the interpreter's codecs.
fn decode(t: &mut Thread, source: &[u8], encoding: &str, filename: &str) -> PyResult<String> {
    let (bytes, name, encoding) = (Bytes::new(t, source)?, t.intern("decode")?, Str::new(t, encoding)?);
    let error = match t.call_method(&bytes, &name, &[encoding]) {
        Ok(text) => return Ok(Str::of(&text).map(|text| text.to_lossy().into_owned()).unwrap_or_default()),
        Err(error) => error,
    };
    if !t.is_exception(&error, Class::LookupError) && !t.is_exception(&error, Class::UnicodeError) {
        return Err(error);
    }
    let message = t.str_lossy(error.value())?;
    Err(raise(t, &compiler::undecodable(message), filename))
}

/// Issues what the compiler warns of. A warning that the filters make an error becomes an error of the same place.
fn warn(t: &mut Thread, warning: &Warning, source: &[u8], filename: &str) -> PyResult<()> {
    let class = match warning.kind {
        WarningKind::SyntaxWarning => Class::SyntaxWarning,
        WarningKind::DeprecationWarning => Class::DeprecationWarning,
    };
    let warned = t.warn_explicit(class, &warning.message, filename, warning.line);
    match warned {
        Err(error) if t.is_exception(&error, class) => {
            // The line is read from the file, if that can be found.
            let file = if filename.starts_with('<') { None } else { Some(std::fs::read(filename)) };
            let text = match &file {
                None => Some(String::from_utf8_lossy(source)),
                Some(Ok(file)) => Some(String::from_utf8_lossy(file)),
                Some(Err(_)) => None,
            };
            let index = warning.line.saturating_sub(1) as usize;
            let line = text.as_deref().and_then(|text| text.lines().nth(index));
            let refused = compiler::CompileError {
                kind: ErrorKind::SyntaxError,
                // What will come of it has come.
                message: warning.message.replace(" Such sequences will not work in the future.", ""),
                line: warning.line,
                column: warning.column,
                end_line: warning.end_line,
                end_column: warning.end_column,
                text: line.map(Text::from),
                warnings: Vec::new(),
            };
            let raised = raise(t, &refused, filename);
            t.remember_source(&raised, source, filename);
            Err(raised)
        }
        other => other,
    }
}

/// The Python exception for what the compiler refused.
fn raise(t: &mut Thread, error: &compiler::CompileError, filename: &str) -> Exception {
    let class = match error.kind {
        ErrorKind::SyntaxError => Class::SyntaxError,
        ErrorKind::IndentationError => Class::IndentationError,
        ErrorKind::TabError => Class::TabError,
        ErrorKind::IncompleteInput => Class::_IncompleteInputError,
        ErrorKind::ValueError | ErrorKind::UnicodeDecodeError => {
            return t.value_error(&error.message);
        }
        ErrorKind::OverflowError => return t.overflow_error(&error.message),
        ErrorKind::SystemError => return t.system_error(&error.message),
        ErrorKind::RecursionError => return t.recursion_error(&error.message),
        ErrorKind::MemoryError if error.message.is_empty() => return t.memory_error(),
        ErrorKind::MemoryError => return t.exception(Class::MemoryError, &error.message),
    };
    match details(t, error, filename) {
        Ok(arguments) => t.exception_of(class, arguments),
        Err(other) => other,
    }
}

/// A line of a file, with its line break; `None` when there is no such file or line.
fn line_of_file(filename: &str, line: u32) -> Option<String> {
    if filename.starts_with('<') {
        return None;
    }
    let bytes = std::fs::read(filename).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.split_inclusive('\n').nth(line.checked_sub(1)? as usize).map(str::to_owned)
}

/// The SyntaxError for a source without anything in it, which has no line either.
fn no_expression(t: &mut Thread, error: &compiler::CompileError, filename: &str) -> PyResult<Exception> {
    let (file, text, zero) = (Str::new(t, filename)?, Str::new(t, "")?, Value::small_int(0));
    let (class, end) = match error.kind {
        ErrorKind::IncompleteInput => (Class::_IncompleteInputError, Value::small_int(-1)),
        _ => (Class::SyntaxError, zero.clone()),
    };
    let place = Tuple::new(t, [file, zero.clone(), zero.clone(), text, zero, end])?;
    let message = Str::new(t, &error.message)?;
    Ok(t.exception_of(class, vec![message, place]))
}

/// SyntaxError's arguments: the message, and where.
fn details(t: &mut Thread, error: &compiler::CompileError, filename: &str) -> PyResult<Vec<Value>> {
    let message = Str::new(t, &error.message)?;
    if error.column == compiler::CompileError::NOWHERE {
        let place = vec![Str::new(t, filename)?, Value::small_int(0), Value::small_int(-1), Value::NONE];
        return Ok(vec![message, Tuple::new(t, place)?]);
    }
    if error.line == 0 {
        return Ok(vec![message]);
    }
    let text = match &error.text {
        Some(text) => Str::from_wtf8(t, text.as_wtf8())?,
        None => match line_of_file(filename, error.line) {
            Some(line) => Str::new(t, &line)?,
            None => Value::NONE,
        },
    };
    let file = Str::new(t, filename)?;
    let number = |value: u32| match value {
        compiler::CompileError::NOWHERE => Value::small_int(-1),
        value => Value::small_int(i64::from(value)),
    };
    let place = vec![
        file,
        number(error.line),
        number(error.column),
        text,
        number(error.end_line),
        number(error.end_column),
    ];
    Ok(vec![message, Tuple::new(t, place)?])
}
