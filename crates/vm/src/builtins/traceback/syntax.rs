//! Syntax errors: the line with a caret below the place.

use crate::builtins::str::Str;
use crate::builtins::traceback::keywords::{Correction, correction};
use crate::builtins::traceback::print::{printable, text_of};
use crate::thread::Thread;
use crate::value::Value;

/// What is shown of a SyntaxError; `class` is its name.
pub(super) fn format(t: &mut Thread, error: &Value, class: &str) -> String {
    let mut output = String::new();
    let mut suffix = String::new();
    let line = attribute(t, error, "lineno").map(|line| text_of(t, &line, "exception"));
    let end_line = attribute(t, error, "end_lineno").map(|line| text_of(t, &line, "exception"));
    let filename = attribute(t, error, "filename").map(|name| text_of(t, &name, "exception"));
    match (&line, &filename) {
        (Some(line), _) => {
            let filename = filename.as_deref().filter(|name| !name.is_empty()).unwrap_or("<string>");
            output.push_str(&format!("  File \"{filename}\", line {line}\n"));
        }
        (None, Some(filename)) => suffix = format!(" ({filename})"),
        (None, None) => {}
    }
    let text = attribute(t, error, "text").filter(|text| Str::of(text).is_some());
    let correction = if text.is_some() { correction(t, error) } else { None };
    if let Some(Correction { line, start, end, keyword }) = correction {
        output.push_str(&marked(&line, start as i64 + 1, end as i64 + 1));
        output.push_str(&format!("{class}: invalid syntax. Did you mean '{keyword}'?{suffix}\n"));
        return output;
    }
    if let Some(text) = text {
        let offset = attribute(t, error, "offset");
        let end = attribute(t, error, "end_offset").and_then(|end| end.as_small_int());
        match offset {
            None => output.push_str(&format!("    {}\n", stripped(&printable(&text)))),
            Some(offset) => {
                if let Some(offset) = offset.as_small_int() {
                    let end = if line == end_line {
                        end.filter(|&end| end > 0).unwrap_or(offset)
                    } else {
                        i64::MAX
                    };
                    output.push_str(&marked(&printable(&text), offset, end));
                }
            }
        }
    }
    let msg =
        attribute(t, error, "msg").map(|msg| text_of(t, &msg, "exception")).filter(|msg| !msg.is_empty());
    let msg = msg.unwrap_or_else(|| "<no detail available>".to_owned());
    output.push_str(&format!("{class}: {msg}{suffix}\n"));
    output
}

fn attribute(t: &mut Thread, error: &Value, name: &str) -> Option<Value> {
    let name = t.intern(name).ok()?;
    t.get_attr(error, &name).ok().filter(|value| !value.is_none())
}

/// The line without its end and its indentation.
fn stripped(text: &str) -> &str {
    text.trim_end_matches('\n').trim_start_matches([' ', '\n', '\u{c}'])
}

/// The line and the carets from column `offset` to before `end`, both counted from 1; an `end` of `i64::MAX` is the end
/// of the line.
fn marked(text: &str, offset: i64, end: i64) -> String {
    let length = |text: &str| text.chars().count() as i64;
    let line = text.trim_end_matches('\n');
    let shown = stripped(text);
    let spaces = length(line) - length(shown);
    let past = length(line) + 1;
    let clip = |offset: i64| if !text.is_empty() && offset > length(text) { past } else { offset };
    let start = clip(offset);
    let mut end = if end == i64::MAX { clip(past) } else { clip(end) };
    if start >= end || end < 0 {
        end = start + 1;
    }
    let (column, end_column) = (start - 1 - spaces, end - 1 - spaces);
    let mut output = format!("    {shown}\n");
    if let Ok(column) = usize::try_from(column) {
        // Tabs stay, so that the caret stands where the line has it.
        let blanks: String =
            shown.chars().take(column).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let count = usize::try_from(end_column).unwrap_or(0).saturating_sub(column);
        output.push_str(&format!("    {blanks}{}\n", "^".repeat(count)));
    }
    output
}
