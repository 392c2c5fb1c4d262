//! Writing to standard output: a reader that went away ends the output quietly.

use std::ffi::OsStr;
use std::io::{ErrorKind, IsTerminal, Write};

/// Writes `text` to standard output. False when it could not be written for another reason than a closed pipe, which
/// is told on standard error.
pub(crate) fn print(text: &str) -> bool {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => true,
        Err(error) => {
            eprintln!("taipan: can't write to standard output: {error}");
            false
        }
    }
}

/// Writes `text` to a file, or to standard output for `-`. False when it could not be written, which is told.
pub(crate) fn write(path: &OsStr, text: &str) -> bool {
    if path == "-" {
        return print(text);
    }
    match std::fs::write(path, text) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("taipan: can't write {}: {error}", path.to_string_lossy());
            false
        }
    }
}

/// Whether standard output wants colours: a terminal, unless NO_COLOR says otherwise.
pub(crate) fn color() -> bool {
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !forbidden && std::io::stdout().is_terminal()
}
