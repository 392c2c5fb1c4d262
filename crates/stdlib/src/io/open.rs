//! `open`: a raw file, a buffer around it unless the caller wants none, text around that unless the mode says binary.

use taipan_vm::builtins::str::Str;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::base::{attribute, call, chained, set_attribute};
use super::buffered;
use super::file::{self, FileIO};
use super::text::{self, Options};

/// What `open` is called with.
pub(super) struct Request<'a> {
    pub(super) file: &'a Value,
    pub(super) mode: &'a str,
    pub(super) buffering: i32,
    pub(super) text: Options,
    pub(super) closefd: bool,
    pub(super) opener: Option<&'a Value>,
}

/// A mode taken apart.
struct Mode {
    /// For FileIO: its own letters only.
    raw: String,
    updating: bool,
    reading: bool,
    binary: bool,
}

fn parse_mode(t: &mut Thread, text: &str) -> PyResult<Mode> {
    let valid = text.chars().all(|letter| "xrwa+tb".contains(letter))
        && text.chars().enumerate().all(|(at, letter)| !text[at + 1..].contains(letter));
    if !valid {
        return Err(t.value_error(format!("invalid mode: '{text}'")));
    }
    let has = |letter: char| text.contains(letter);
    if has('t') && has('b') {
        return Err(t.value_error("can't have text and binary mode at once"));
    }
    let kinds = ['x', 'r', 'w', 'a'].into_iter().filter(|&letter| has(letter)).count();
    if kinds > 1 {
        return Err(t.value_error("must have exactly one of create/read/write/append mode"));
    }
    let raw = ['x', 'r', 'w', 'a', '+'].into_iter().filter(|&letter| has(letter)).collect();
    Ok(Mode { raw, updating: has('+'), reading: has('r'), binary: has('b') })
}

/// Opens a file.
pub(super) fn open(t: &mut Thread, request: &Request<'_>) -> PyResult {
    let path = if t.is_number(request.file) { request.file.clone() } else { t.path_of(request.file)? };
    let mode = parse_mode(t, request.mode)?;
    let text = &request.text;
    if mode.binary {
        let refused = [
            (text.encoding.is_some(), "an encoding"),
            (text.errors.is_some(), "an errors"),
            (text.newline.is_some(), "a newline"),
        ];
        if let Some((_, what)) = refused.iter().find(|(given, _)| *given) {
            return Err(t.value_error(format!("binary mode doesn't take {what} argument")));
        }
        if request.buffering == 1 {
            let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
            t.warn(Class::RuntimeWarning, text, 1)?;
        }
    }
    let raw_mode = Str::new(t, &mode.raw)?;
    let opener = request.opener.cloned().unwrap_or(Value::NONE);
    let raw = file::create(t, &[path, raw_mode, Value::bool(request.closefd), opener])?;
    match wrap(t, &raw, request, &mode) {
        Ok(stream) => Ok(stream),
        Err((stream, error)) => {
            let closed = call(t, &stream, "close", &[]);
            chained(t, Some(error), closed)
        }
    }
}

/// Puts around the raw file what was asked for. With an error comes the stream that is to be closed.
fn wrap(
    t: &mut Thread,
    raw: &Value,
    request: &Request<'_>,
    mode: &Mode,
) -> Result<Value, (Value, taipan_vm::errors::Exception)> {
    let failed = |error| (raw.clone(), error);
    let terminal = if request.buffering < 0 || request.buffering == 1 {
        let terminal = call(t, raw, "_isatty_open_only", &[]).map_err(failed)?;
        t.truth(&terminal).map_err(failed)?
    } else {
        false
    };
    let lines = !mode.binary && (request.buffering == 1 || (request.buffering < 0 && terminal));
    if request.buffering == 0 {
        if !mode.binary {
            return Err(failed(t.value_error("can't have unbuffered text I/O")));
        }
        return Ok(raw.clone());
    }
    let size = match request.buffering {
        size @ 2.. => size as usize,

        _ => FileIO::exactly(raw).map_or(super::base::DEFAULT_BUFFER_SIZE, |raw| raw.buffer_size()),
    };
    let buffer = if mode.updating {
        let class = buffered::random_class(t).map_err(failed)?;
        t.call(&class, &[raw.clone(), Value::small_int(size as i64)])
    } else {
        buffered::create(t, raw, size, !mode.reading)
    };
    let buffer = buffer.map_err(failed)?;
    if mode.binary {
        return Ok(buffer);
    }
    let failed = |error| (buffer.clone(), error);
    let options = Options {
        encoding: request.text.encoding.clone(),
        errors: request.text.errors.clone(),
        newline: request.text.newline.clone(),
        line_buffering: lines,
        write_through: false,
    };
    let stream = text::create(t, &buffer, &options).map_err(failed)?;
    let shown = Str::new(t, request.mode).map_err(failed)?;
    set_attribute(t, &stream, "mode", &shown).map_err(failed)?;
    Ok(stream)
}

/// `open_code`: opens a file whose contents will be run.
pub(super) fn open_code(t: &mut Thread, path: &Value) -> PyResult {
    let request = Request {
        file: path,
        mode: "rb",
        buffering: -1,
        text: Options::default(),
        closefd: true,
        opener: None,
    };
    open(t, &request)
}

/// `text_encoding`: the encoding to use where none was given.
pub(super) fn text_encoding(t: &mut Thread, encoding: &Value) -> PyResult {
    if !encoding.is_none() {
        return Ok(encoding.clone());
    }
    let flags = t.sys_value("flags")?.unwrap_or(Value::NONE);
    let utf8 = attribute(t, &flags, "utf8_mode")?;
    let encoding = if t.truth(&utf8)? { "utf-8" } else { "locale" };
    Str::new(t, encoding)
}
