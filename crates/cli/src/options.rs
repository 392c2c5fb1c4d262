//! Options of the tools: what stands before the program, each option given as `--name`, `--name VALUE` or
//! `--name=VALUE`.

use std::collections::VecDeque;
use std::ffi::OsString;

/// The arguments of a tool, read from the front.
pub(crate) struct Options {
    tool: &'static str,
    rest: VecDeque<OsString>,
    /// The option being read.
    name: String,
    /// What stood after its `=`.
    value: Option<OsString>,
}

impl Options {
    pub(crate) fn new(tool: &'static str, arguments: Vec<OsString>) -> Options {
        Options { tool, rest: arguments.into(), name: String::new(), value: None }
    }

    /// The next option's name; `None` where the program begins. `-c`, `-m` and `-` are programs, `--` ends the options.
    pub(crate) fn next(&mut self) -> Result<Option<String>, String> {
        if self.value.is_some() {
            return Err(self.error("takes no value"));
        }
        let Some(first) = self.rest.front() else { return Ok(None) };
        let text = first.to_string_lossy().into_owned();
        let is_option = text.starts_with("--") || (text.starts_with("-o") || text == "-h");
        if !is_option {
            return Ok(None);
        }
        self.rest.pop_front();
        if text == "--" {
            return Ok(None);
        }
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
            None if text.starts_with("-o") && text.len() > 2 => {
                ("-o".to_owned(), Some(OsString::from(&text[2..])))
            }
            None => (text, None),
        };
        self.name = name;
        self.value = value;
        Ok(Some(self.name.clone()))
    }

    /// The value of the option just read.
    pub(crate) fn value(&mut self, what: &str) -> Result<OsString, String> {
        match self.value.take().or_else(|| self.rest.pop_front()) {
            Some(value) => Ok(value),
            None => Err(self.error(&format!("needs {what}"))),
        }
    }

    /// The value of the option just read, as text.
    pub(crate) fn text(&mut self, what: &str) -> Result<String, String> {
        let value = self.value(what)?;
        value.into_string().map_err(|_| self.error("has a value that is no valid text"))
    }

    /// The value of the option just read, as a number.
    pub(crate) fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, String> {
        let text = self.text(what)?;
        text.parse().map_err(|_| self.error(&format!("needs {what}, not '{text}'")))
    }

    /// A message about the option just read.
    pub(crate) fn error(&self, problem: &str) -> String {
        format!("{}: {} {problem}", self.tool, self.name)
    }

    /// A message about an option that the tool does not have.
    pub(crate) fn unknown(&self, known: &[&str]) -> String {
        let suggestion = taipan_runtime::stats::nearest(&self.name, known);
        let suggestion = suggestion.map(|name| format!(": did you mean {name}?")).unwrap_or_default();
        format!("{}: unknown option {}{suggestion}", self.tool, self.name)
    }

    /// What is not options.
    pub(crate) fn program(self) -> Vec<OsString> {
        self.rest.into()
    }
}

/// Refuses two options that can't both be meant.
pub(crate) fn contradiction(
    tool: &str,
    given: &[(bool, &str)],
    other: &[(bool, &str)],
) -> Result<(), String> {
    let first = given.iter().find(|(is_given, _)| *is_given);
    let second = other.iter().find(|(is_given, _)| *is_given);
    match (first, second) {
        (Some((_, first)), Some((_, second))) => {
            Err(format!("{tool}: {first} and {second} contradict each other"))
        }
        _ => Ok(()),
    }
}
