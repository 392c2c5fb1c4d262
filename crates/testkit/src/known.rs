//! The list of fixtures known to fail, `tests/known_failures.txt`. It can only shrink: a listed fixture
//! that passes is an error, and so is one that does not exist.
//!
//! A line is `NAME: reason`, or `NAME @WORD: reason` where only the configurations that WORD means fail.
//! Empty lines and lines that start with `#` are skipped.

use crate::configuration::Configuration;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The fixture's name.
    pub name: String,
    /// Which configurations fail; all when empty.
    pub only: String,
    /// Why, in one line.
    pub reason: String,
}

impl Known {
    /// Whether this line covers `configuration`.
    #[must_use]
    pub fn covers(&self, configuration: Configuration) -> bool {
        self.only.is_empty() || configuration.matches(&self.only)
    }
}

/// Reads the list.
///
/// # Errors
/// The first line that has another form, or that names no configuration.
pub fn parse(text: &str) -> Result<Vec<Known>, String> {
    let mut list = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| format!("known_failures.txt:{}: {what}: {line}", number + 1);
        let (head, reason) = line.split_once(": ").ok_or_else(|| wrong("no reason given"))?;
        let (name, only) = head.split_once(" @").unwrap_or((head, ""));
        if !only.is_empty() && !Configuration::all().iter().any(|c| c.matches(only)) {
            return Err(wrong("no such configuration"));
        }
        list.push(Known { name: name.to_owned(), only: only.to_owned(), reason: reason.to_owned() });
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let list =
            parse("# heading\n\nlang/a: no such thing yet\nlang/b @faithful: events differ\n").unwrap();
        assert_eq!((list[0].name.as_str(), list[0].reason.as_str()), ("lang/a", "no such thing yet"));
        let covered = Configuration::all().iter().filter(|c| list[1].covers(**c)).count();
        assert_eq!(covered, 2);
    }

    #[test]
    fn wrong_lines_are_refused() {
        assert!(parse("lang/a").unwrap_err().contains(":1: no reason"));
        assert!(parse("lang/a @slow: x").unwrap_err().contains("no such configuration"));
    }
}
