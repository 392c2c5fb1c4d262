//! Tables of refused sources, and what this compiler says of them.

use std::fmt::Write as _;

use taipan_bytecode::Text;
use taipan_compiler::{CompileError, Mode, Options, compile};

/// Sources and outcomes of a table: a source, a tab, an outcome, each escaped.
pub(crate) fn table(text: &str) -> impl Iterator<Item = (String, String)> {
    text.lines().map(|line| {
        let (source, outcome) = line.split_once('\t').expect("each line has two fields");
        (unescape(source), unescape(outcome))
    })
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('0') => '\0',
                _ => '\\',
            },
            _ => character,
        });
    }
    plain
}

/// What compiling `source` ends in: an error's kind, message and place, or `accepted`.
pub(crate) fn outcome(source: &str) -> String {
    let options = Options {
        mode: Mode::Exec,
        optimize: 0,
        flags: 0,
        filename: Text::from("<test>"),
        ignore_cookie: false,
    };
    let error = match compile(source.as_bytes(), &options) {
        Ok(_) => return "accepted".to_owned(),
        Err(error) => error,
    };
    let mut text = format!("{:?}: {}", error.kind, error.message);
    let placed = !matches!(error.kind, taipan_compiler::ErrorKind::MemoryError);
    if placed {
        let shown = |column: u32| if column == CompileError::NOWHERE { -1 } else { i64::from(column) };
        let (column, end_column) = (shown(error.column), shown(error.end_column));
        write!(text, " @{}:{column}-{}:{end_column}", error.line, error.end_line).expect("strings take text");
    }
    text
}
