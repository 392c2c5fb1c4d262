//! Writing: to standard output, where a reader that went away ends the output quietly, and to files, which are whole or
//! not there.

use std::ffi::OsStr;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Writes a line to standard error. Nobody may be listening any more, which is no reason to stop.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}
pub(crate) use tell;

pub(crate) use taipan_bench::plain;

/// Writes `text` to standard output. False when it could not be written for another reason than a closed pipe, which
/// is told on standard error.
pub(crate) fn print(text: &str) -> bool {
    print_to(&mut std::io::stdout().lock(), text)
}

/// As [`print`], to what stands in for standard output.
pub(crate) fn print_to(stdout: &mut dyn Write, text: &str) -> bool {
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => true,
        Err(error) => {
            tell!("taipan: can't write to standard output: {}", plain(&error));
            false
        }
    }
}

/// Whether a file can be written; why not is told on standard error, and gives the exit status.
pub(crate) fn check(path: &OsStr) -> Result<(), u8> {
    let path = Path::new(path);
    let tried = if is_special(path) {
        std::fs::OpenOptions::new().write(true).open(path).map(drop)
    } else if path.is_dir() || path.to_string_lossy().ends_with('/') {
        Err(ErrorKind::IsADirectory.into())
    } else {
        let beside = beside(path);
        std::fs::File::create(&beside).and_then(|_| std::fs::remove_file(&beside))
    };
    tried.map_err(|error| {
        tell!("taipan: can't write {}: {}", path.display(), plain(&error));
        2
    })
}

/// Writes `text` to a file: beside it first, so that the file is whole or as it was. False when it could not be written,
/// which is told.
pub(crate) fn write(path: &OsStr, text: &str) -> bool {
    let path = Path::new(path);
    let written = if is_special(path) { std::fs::write(path, text) } else { replace(path, text) };
    match written {
        Ok(()) => true,
        Err(error) => {
            tell!("taipan: can't write {}: {}", path.display(), plain(&error));
            false
        }
    }
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = beside(path);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What could not be finished goes; that it was not there is fine too.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn is_special(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// When glyphs and words are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Names on the command line.
    pub(crate) const NAMES: &'static [(&'static str, Color)] =
        &[("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];

    /// Whether standard output gets colours: by itself a terminal, unless NO_COLOR says otherwise, and what
    /// CLICOLOR_FORCE is set for.
    pub(crate) fn wanted(self) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
            Color::Auto => set("CLICOLOR_FORCE") || std::io::stdout().is_terminal(),
        }
    }
}
