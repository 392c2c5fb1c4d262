//! The interpreters that are compared: how they are started, and what they say of themselves.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, End};
use crate::text::{self, plain};

/// A program that asks an interpreter for its version and flags.
const PROBE: &str = include_str!("probe.py");
const PROBE_LIMIT: Duration = Duration::from_secs(20);
/// What the probe's lines begin with.
const MARK: &str = "@taipan-probe ";

/// An interpreter under its label.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// What tables and file names call it: `taipan`, `cpython3.14`.
    pub label: String,
    pub command: Vec<OsString>,
    pub about: About,
}

/// What an interpreter says of itself.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct About {
    pub implementation: String,
    /// `3.14.10`.
    pub version: String,
    /// The whole of `sys.version`.
    pub full: String,
    /// The language's version: `3.14`.
    pub python: String,
    /// `on`, `off` or `not built in`.
    pub jit: String,
    pub gil: String,
    /// Whether it is a debug build.
    pub debug: bool,
    /// How it was configured and compiled, where it knows.
    pub flags: String,
}

impl Interpreter {
    /// Asks the interpreter behind a command who it is.
    ///
    /// # Errors
    /// A line that says what it did instead.
    pub fn ask(command: Vec<OsString>) -> Result<Interpreter, String> {
        let shown = show(&command);
        let finished = process::run(&command, &[OsStr::new("-c"), OsStr::new(PROBE)], PROBE_LIMIT)
            .map_err(|error| format!("{shown}: can't be started: {}", plain(&error)))?;
        let told = text::last_line(&finished.err);
        let because = if told.is_empty() { String::new() } else { format!(": {told}") };
        match finished.end {
            End::Status(0) => {}
            End::Status(status) => {
                return Err(format!(
                    "{shown}: ended with status {status} when asked for its version{because}"
                ));
            }
            End::Signal(signal) => {
                return Err(format!("{shown}: died of signal {signal} when asked for its version{because}"));
            }
            End::TimedOut => {
                return Err(format!("{shown}: did not tell its version in {} s", PROBE_LIMIT.as_secs()));
            }
            End::TooMuchOutput => {
                return Err(format!("{shown}: wrote without end when asked for its version"));
            }
            End::Interrupted => return Err("interrupted".to_owned()),
        }
        let Some(about) = About::read(&String::from_utf8_lossy(&finished.out)) else {
            let first = text::first_line(&finished.out);
            return Err(format!("{shown}: is no Python: it printed {first:?} when asked for its version"));
        };
        let label = if about.implementation == "taipan" {
            "taipan".to_owned()
        } else {
            let jit = if about.jit == "on" { "jit" } else { "" };
            let threads = if about.gil == "off" { "t" } else { "" };
            format!("{}{}{threads}{jit}", about.implementation, about.python)
        };
        Ok(Interpreter { label, command, about })
    }

    /// `CPython 3.14.10`, with what makes a build special.
    pub fn title(&self) -> String {
        let name = match &self.about.implementation[..] {
            "cpython" => "CPython",
            "pypy" => "PyPy",
            "taipan" => "Taipan",
            other => other,
        };
        let mut title = format!("{name} {}", self.about.version);
        if self.about.implementation == "taipan" {
            // `3.14.10 (Taipan 0.1.0)`: its own version says more than the language's.
            let own = self.about.full.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
            title = own.map_or(title, |(own, _)| own.to_owned());
        }
        for (said, special) in [
            (self.about.jit == "on", "JIT on"),
            (self.about.gil == "off", "no GIL"),
            (self.about.debug, "debug build"),
        ] {
            if said {
                title += ", ";
                title += special;
            }
        }
        title
    }
}

impl About {
    /// Reads what the probe printed; `None` when it is something else.
    fn read(printed: &str) -> Option<About> {
        let mut about = About::default();
        for line in printed.lines() {
            let Some((key, value)) = line.strip_prefix(MARK).and_then(|line| line.split_once('\t')) else {
                continue;
            };
            let value = value.to_owned();
            match key {
                "implementation" => about.implementation = value,
                "version" => about.version = value,
                "full" => about.full = value,
                "python" => about.python = value,
                "jit" => about.jit = value,
                "gil" => about.gil = value,
                "debug" => about.debug = value == "yes",
                "flags" => about.flags = value,
                _ => {}
            }
        }
        (!about.implementation.is_empty() && !about.version.is_empty() && !about.gil.is_empty())
            .then_some(about)
    }
}

/// The command that a word of the command line names: a path, or words as a shell splits them.
pub fn command(word: &OsStr) -> Result<Vec<OsString>, String> {
    if Path::new(word).exists() {
        return Ok(vec![word.to_owned()]);
    }
    let Some(text) = word.to_str() else { return Ok(vec![word.to_owned()]) };
    match text::split_words(text) {
        Some(words) if !words.is_empty() => Ok(words.into_iter().map(OsString::from).collect()),
        _ => Err(format!("{text:?} is no command")),
    }
}

/// The CPython to compare with when none was named: the first on PATH, one of 3.14 before any other.
pub fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    ["python3.14", "python3", "python"].iter().find_map(|name| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

/// Gives interpreters of one label different ones.
pub fn number_labels(interpreters: &mut [Interpreter]) {
    for at in 1..interpreters.len() {
        let label = interpreters[at].label.clone();
        let taken = |label: &str, before: &[Interpreter]| before.iter().any(|other| other.label == label);
        let mut number = 2;
        while taken(&interpreters[at].label, &interpreters[..at]) {
            interpreters[at].label = format!("{label}-{number}");
            number += 1;
        }
    }
}

/// A command as a person would type it.
pub fn show(command: &[OsString]) -> String {
    command.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(words: &[&str]) -> Result<Interpreter, String> {
        Interpreter::ask(words.iter().map(OsString::from).collect())
    }

    #[test]
    fn what_is_no_python_gets_a_line() {
        let line = ask(&["/no/such/python"]).unwrap_err();
        assert!(line.starts_with("/no/such/python: can't be started: "), "{line}");
        let line = ask(&["/bin/echo"]).unwrap_err();
        assert!(line.starts_with("/bin/echo: is no Python: it printed \"-c import sys\""), "{line}");
        let line = ask(&["/bin/sh", "-c", "echo sorry >&2; exit 3"]).unwrap_err();
        assert!(line.ends_with("ended with status 3 when asked for its version: sorry"), "{line}");
        let line = ask(&["/bin/sh", "-c", "kill -SEGV $$"]).unwrap_err();
        assert!(line.ends_with("died of signal 11 when asked for its version"), "{line}");
    }

    #[test]
    fn the_probe_s_lines_are_read() {
        let printed = "noise\n@taipan-probe implementation\tcpython\n@taipan-probe version\t3.14.1\n\
            @taipan-probe full\t3.14.1 (main)\n@taipan-probe python\t3.14\n@taipan-probe jit\toff\n\
            @taipan-probe gil\ton\n@taipan-probe debug\tno\n@taipan-probe flags\t-O3 -flto\n";
        let about = About::read(printed).unwrap();
        assert_eq!((&about.version[..], &about.flags[..], about.debug), ("3.14.1", "-O3 -flto", false));
        assert_eq!(About::read("@taipan-probe version\t3\n"), None);
    }

    #[test]
    fn labels_become_different() {
        let one = Interpreter { label: "taipan".to_owned(), command: Vec::new(), about: About::default() };
        let mut three = [one.clone(), one.clone(), one];
        number_labels(&mut three);
        assert_eq!(three.map(|interpreter| interpreter.label), ["taipan", "taipan-2", "taipan-3"]);
    }
}
