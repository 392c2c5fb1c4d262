//! What a program answered: both streams and the status, as run and as recorded.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use crate::diff;

/// The outcome of one run of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Everything written to standard output.
    pub out: Vec<u8>,
    /// Everything written to standard error.
    pub err: Vec<u8>,
    /// How the program ended.
    pub end: End,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The exit status; minus the signal's number where a signal ended it.
    Status(i32),
    /// It was killed after this many seconds.
    TimedOut(u64),
}

impl Answer {
    /// Reads the recording of fixture `name` (such as `lang/match`) below `expected`.
    ///
    /// # Errors
    /// When there is no recorded output, or a recorded status is no number.
    pub fn recorded(expected: &Path, name: &str) -> io::Result<Self> {
        let file = |suffix: &str| expected.join(format!("{name}.{suffix}"));
        let optional = |suffix: &str| match fs::read(file(suffix)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            other => other,
        };
        let status = String::from_utf8_lossy(&optional("status")?).trim().to_owned();
        let status = if status.is_empty() {
            0
        } else {
            status.parse().map_err(|_| io::Error::other(format!("{name}.status holds {status:?}")))?
        };
        Ok(Self { out: fs::read(file("out"))?, err: optional("err")?, end: End::Status(status) })
    }

    /// Takes the repository's path out of what was printed, as recordings have it.
    #[must_use]
    pub fn without_root(self, root: &Path) -> Self {
        let here = format!("{}/", root.display());
        Self {
            out: without(&self.out, here.as_bytes()),
            err: without(&self.err, here.as_bytes()),
            end: self.end,
        }
    }

    /// Says how `actual` differs from this expected answer; `None` when it does not.
    #[must_use]
    pub fn difference(&self, actual: &Self) -> Option<String> {
        let mut text = String::new();
        if self.end != actual.end {
            let _ = writeln!(text, "  expected {}, got {}", describe(self.end), describe(actual.end));
        }
        for (stream, expected, got) in
            [("stdout", &self.out, &actual.out), ("stderr", &self.err, &actual.err)]
        {
            if expected != got {
                let _ = writeln!(text, "  {stream} differs (- expected, + got):");
                text += &diff::lines(&String::from_utf8_lossy(expected), &String::from_utf8_lossy(got));
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

/// `text` without any occurrence of `part`.
fn without(text: &[u8], part: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(&first) = rest.first() {
        match rest.strip_prefix(part) {
            Some(after) => rest = after,
            None => {
                kept.push(first);
                rest = &rest[1..];
            }
        }
    }
    kept
}

fn describe(end: End) -> String {
    match end {
        End::Status(status) if status < 0 => format!("death by signal {}", -i64::from(status)),
        End::Status(status) => format!("status {status}"),
        End::TimedOut(seconds) => format!("no end within {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(out: &str, status: i32) -> Answer {
        Answer { out: out.into(), err: Vec::new(), end: End::Status(status) }
    }

    #[test]
    fn equal_answers_have_no_difference() {
        assert_eq!(answer("a\n", 0).difference(&answer("a\n", 0)), None);
    }

    #[test]
    fn the_root_is_taken_out() {
        let run = answer("File \"/here/tests/a.py\", /here/b /herein", 0);
        let expected = answer("File \"tests/a.py\", b /herein", 0);
        assert_eq!(run.without_root(Path::new("/here")), expected);
    }

    #[test]
    fn status_signal_and_streams_are_named() {
        let text = answer("a\nb\n", 0).difference(&answer("a\nc\n", -11)).unwrap();
        assert!(text.contains("expected status 0, got death by signal 11"), "{text}");
        assert!(text.contains("stdout differs") && text.contains("- b") && text.contains("+ c"), "{text}");
        let late = Answer { end: End::TimedOut(10), ..answer("a\n", 0) };
        assert!(answer("a\n", 0).difference(&late).unwrap().contains("no end within 10 s"));
    }
}
