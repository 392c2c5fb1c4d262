//! Reading the recorded answers of the reference (`tests/data`, made by `tools/make_data.py`).
#![allow(dead_code, reason = "each test file uses its own part of these helpers")]

use taipan_text::{ErrorKind, Text, TextError};

/// The lines of a recorded file as fields.
pub(crate) fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines().map(|line| line.split('\t').collect())
}

/// A string field: hexadecimal character numbers joined by commas.
pub(crate) fn codes(field: &str) -> Vec<u32> {
    field.split(',').filter(|f| !f.is_empty()).map(|f| u32::from_str_radix(f, 16).unwrap()).collect()
}

/// The narrowest text of a string field.
pub(crate) fn text(field: &str) -> Text {
    Text::from_units(&codes(field))
}

/// A text as the recorded files write it.
pub(crate) fn hexes(text: &Text) -> String {
    text.codes().iter().map(|c| format!("{c:x}")).collect::<Vec<_>>().join(",")
}

/// The result or the failure, as the recorded files write it.
pub(crate) fn outcome<T>(result: Result<T, TextError>, show: impl Fn(T) -> String) -> String {
    match result {
        Ok(value) => show(value),
        Err(error) => format!("!{}: {}", kind_name(error.kind), error.message),
    }
}

fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Value => "ValueError",
        ErrorKind::Overflow => "OverflowError",
        ErrorKind::Type => "TypeError",
        ErrorKind::ZeroDivision => "ZeroDivisionError",
        ErrorKind::Memory => "MemoryError",
    }
}

/// Fails with the first differences when there are any.
pub(crate) fn check(name: &str, total: usize, differences: &[String]) {
    assert!(total > 0, "{name}: no cases");
    let shown = &differences[..differences.len().min(20)];
    assert!(differences.is_empty(), "{name}: {} of {total} differ:\n{}", differences.len(), shown.join("\n"));
}
