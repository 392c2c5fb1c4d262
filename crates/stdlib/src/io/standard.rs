//! `sys.stdin`, `sys.stdout` and `sys.stderr`.

use std::ffi::OsStr;

use taipan_vm::config::Config;
use taipan_vm::{PyResult, Thread, Value};

use super::base::{DEFAULT_BUFFER_SIZE, set_attribute};
use super::text::{self, Options};
use super::{buffered, file, system};

/// One of the standard streams; None if its descriptor is not open.
pub(crate) fn stream(t: &mut Thread, descriptor: i32) -> PyResult {
    let name = ["<stdin>", "<stdout>", "<stderr>"][descriptor as usize];
    let writes = descriptor != 0;
    let Some(raw) = file::standard(t, descriptor, writes, name)? else { return Ok(Value::NONE) };
    let unbuffered = writes && is_unbuffered(&t.interpreter().config);
    let buffer = if unbuffered {
        raw.clone()
    } else {
        let size = file::FileIO::exactly(&raw).map_or(DEFAULT_BUFFER_SIZE, |raw| raw.buffer_size());
        buffered::create(t, &raw, size, writes)?
    };
    let (encoding, errors) = encoding(descriptor);
    let options = Options {
        encoding: Some(encoding),
        errors: Some(errors),
        // What is read is translated, what is written is not.
        newline: if writes { Some("\n".to_owned()) } else { None },
        line_buffering: !unbuffered && (descriptor == 2 || system::is_terminal(descriptor)),
        write_through: unbuffered,
    };
    let stream = text::create(t, &buffer, &options)?;
    let mode = t.intern(if writes { "w" } else { "r" })?;
    set_attribute(t, &stream, "mode", &mode)?;
    Ok(stream)
}

/// Whether what is written is to be seen at once: `-u`, or PYTHONUNBUFFERED.
fn is_unbuffered(config: &Config) -> bool {
    config.unbuffered
}

/// Encoding and error handler, as the environment has them.
fn encoding(descriptor: i32) -> (String, String) {
    let wanted = std::env::var("PYTHONIOENCODING").unwrap_or_default();
    let (wanted, handler) = wanted.split_once(':').unwrap_or((&wanted, ""));
    let encoding = match wanted {
        "" => "utf-8".to_owned(),
        wanted => wanted.to_owned(),
    };
    let errors = match (descriptor, handler) {
        (2, _) => "backslashreplace",
        (_, "") if wanted.is_empty() && is_plain_locale() => "surrogateescape",
        (_, "") => "strict",
        (_, handler) => handler,
    };
    (encoding, errors.to_owned())
}

/// Whether the locale says nothing about encodings: then bytes that are no UTF-8 get through.
fn is_plain_locale() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    locale.is_none_or(|locale| {
        locale == OsStr::new("C") || locale == OsStr::new("POSIX") || locale == OsStr::new("C.UTF-8")
    })
}
