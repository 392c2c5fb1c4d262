//! The entries of a traceback as text.

use taipan_bytecode::Location;

use crate::builtins::traceback::Traceback;
use crate::builtins::traceback::carets::{Excerpt, render};
use crate::builtins::traceback::source::Files;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// How often an entry is shown before further ones like it are counted only.
const SHOWN_REPEATS: usize = 3;

/// Whether source is shown with carets, or only its first line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Carets,
    Plain,
}

/// One entry: where it is.
#[derive(PartialEq, Eq)]
struct Entry {
    filename: String,
    name: String,
    line: Option<i32>,
}

/// Every entry of a traceback as text, the most recent call last; `""` without entries.
pub(super) fn format_stack(t: &mut Thread, traceback: &Value, files: &mut Files, style: Style) -> String {
    let mut entries = Vec::new();
    let mut at = Some(traceback.clone());
    while let Some(entry) = at {
        let Some(traceback) = entry.exact::<Traceback>() else { break };
        at = traceback.next();
        entries.push(entry);
    }
    let from = limit_start(t, entries.len());
    let mut output = String::new();
    let mut last: Option<Entry> = None;
    let mut count = 0;
    for value in entries.iter().skip(from) {
        let Some(traceback) = value.exact::<Traceback>() else { continue };
        let location = location(traceback);
        let code = traceback.frame_object().code().code();
        let entry = Entry {
            filename: code.filename.to_lossy().into_owned(),
            name: code.name.to_lossy().into_owned(),
            line: Some(location.line).filter(|&line| line >= 0).or_else(|| traceback.line()),
        };
        if entry.line.is_none() || last.as_ref() != Some(&entry) {
            repeated(count, &mut output);
            count = 0;
        }
        count += 1;
        if count <= SHOWN_REPEATS {
            output.push_str(&format_entry(t, traceback, &entry, location, files, style));
        }
        last = Some(entry);
    }
    repeated(count, &mut output);
    output
}

fn repeated(count: usize, output: &mut String) {
    if count > SHOWN_REPEATS {
        let more = count - SHOWN_REPEATS;
        let s = if more > 1 { "s" } else { "" };
        output.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
    }
}

/// The index of the first entry that `sys.tracebacklimit` lets be shown.
fn limit_start(t: &mut Thread, entries: usize) -> usize {
    let limit = (|| -> PyResult<Option<i64>> {
        let sys = t.interpreter().sys.clone();
        let name = t.intern("tracebacklimit")?;
        let limit = if sys.is_none() { None } else { t.get_item_opt(&sys, &name)? };
        Ok(limit.and_then(|limit| limit.as_small_int()))
    })();
    let Ok(Some(limit)) = limit else { return 0 };
    let limit = usize::try_from(limit.max(0)).unwrap_or(usize::MAX);
    // Past twice the length all are shown; between, CPython's negative index counts from the end.
    match entries.checked_sub(limit) {
        Some(start) => start,
        None => entries.saturating_sub(limit - entries),
    }
}

fn location(traceback: &Traceback) -> Location {
    match u32::try_from(traceback.last_offset()) {
        Ok(offset) => traceback.frame_object().code().code().location_of(offset),
        Err(_) => Location::NONE,
    }
}

fn format_entry(
    t: &Thread,
    traceback: &Traceback,
    entry: &Entry,
    location: Location,
    files: &mut Files,
    style: Style,
) -> String {
    let Entry { filename, name, line } = entry;
    let shown = if filename.starts_with("<stdin-") && filename.ends_with('>') { "<stdin>" } else { filename };
    let number = line.map_or_else(|| "None".to_owned(), |line| line.to_string());
    let mut text = format!("  File \"{shown}\", line {number}, in {name}\n");
    let Some(first) = *line else { return text };
    let code = traceback.frame_object().code().code();
    if style == Style::Plain {
        let line = files.line_of_file(filename, first);
        if !line.is_empty() {
            text.push_str(&format!("    {line}\n"));
        }
        return text;
    }
    let last = if location.end_line >= first { location.end_line } else { first };
    let sources = &t.interpreter().sources;
    let lines: Vec<String> =
        (first..=last).map(|number| files.line(sources, code, filename, number)).collect();
    let columns = usize::try_from(location.column).ok().zip(usize::try_from(location.end_column).ok());
    text.push_str(&render(&Excerpt { lines: &lines, columns }));
    text
}
