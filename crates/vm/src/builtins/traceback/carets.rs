//! The source lines of a traceback entry, and the carets under them.

use super::anchors::{Anchors, anchors, returned_or_assigned_call};

/// The source that an instruction covers.
pub(super) struct Excerpt<'a> {
    /// From its first line to its last, without trailing blanks.
    pub(super) lines: &'a [String],
    /// The columns, in bytes of UTF-8, where it starts in the first and ends in the last line; `None` when unknown.
    pub(super) columns: Option<(usize, usize)>,
}

/// The lines of an excerpt that matter with their carets, indented as tracebacks are; `""` when there is nothing to show.
pub(super) fn render(excerpt: &Excerpt<'_>) -> String {
    let Some(first) = excerpt.lines.first() else { return String::new() };
    let lines = dedent(excerpt.lines);
    if lines.iter().all(|line| line.trim().is_empty()) {
        return String::new();
    }
    let Some((start, end)) = excerpt.columns else {
        let line = first.trim();
        return if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    };
    let last = &excerpt.lines[excerpt.lines.len() - 1];
    let removed = length(first) - length(&lines[0]);
    let start = characters_before(first, start).saturating_sub(removed);
    let end = characters_before(last, end).saturating_sub(removed);
    let drawing = Drawing::new(&lines, start, end);
    let mut output = Vec::new();
    let mut previous: Option<usize> = None;
    for line in drawing.significant_lines() {
        match previous.map(|previous| line - previous) {
            Some(2) => drawing.draw(line - 1, &mut output),
            Some(distance) if distance > 2 => output.push(format!("...<{} lines>...", distance - 1)),
            _ => {}
        }
        drawing.draw(line, &mut output);
        previous = Some(line);
    }
    dedent(&output).iter().map(|line| format!("    {line}\n")).collect()
}

struct Drawing<'a> {
    lines: &'a [String],
    /// In characters.
    start: usize,
    end: usize,
    /// The same as wide as they are shown.
    shown_start: usize,
    shown_end: usize,
    /// The anchors in columns as shown.
    anchors: Option<Anchors>,
    carets: bool,
}

impl<'a> Drawing<'a> {
    fn new(lines: &'a [String], start: usize, end: usize) -> Drawing<'a> {
        let last = &lines[lines.len() - 1];
        let text = lines.join("\n");
        let kept = length(&text).saturating_sub(length(last).saturating_sub(end));
        let segment: String = text.chars().take(kept).skip(start).collect();
        let found = anchors(&segment);
        let shown = |(line, column): (usize, usize)| {
            let column = if line == 0 { column + start } else { column };
            (line, lines.get(line).map_or(column, |text| width(text, column)))
        };
        let mut drawing = Drawing {
            lines,
            start,
            end,
            shown_start: width(&lines[0], start),
            shown_end: width(last, end),
            anchors: found.map(|found| Anchors { start: shown(found.start), end: shown(found.end) }),
            carets: false,
        };
        drawing.carets = drawing.wants_carets(&text);
        drawing
    }

    /// Carets tell nothing where the whole line is one call that is returned or assigned, or the whole line at all.
    fn wants_carets(&self, text: &str) -> bool {
        if let Some(call) = returned_or_assigned_call(text) {
            let bytes = |(line, column): (usize, usize)| -> usize {
                self.lines.get(line).map_or(0, |text| text.chars().take(column).map(char::len_utf8).sum())
            };
            let last = self.lines.len() - 1;
            let whole = call.start.0 == 0 && call.end.0 == last;
            if whole && bytes(call.start) == self.start && bytes(call.end) == self.end {
                return false;
            }
        }
        let last = &self.lines[self.lines.len() - 1];
        self.anchors.is_some()
            || self.lines[0].chars().take(self.start).any(|c| !c.is_whitespace())
            || last.chars().skip(self.end).any(|c| !c.is_whitespace())
    }

    /// The first and the last line, and those around the anchors.
    fn significant_lines(&self) -> Vec<usize> {
        let mut lines = vec![0, self.lines.len() - 1];
        if let Some(anchors) = self.anchors {
            for line in [anchors.start.0, anchors.end.0] {
                lines.extend(line.saturating_sub(1)..line + 2);
            }
        }
        lines.retain(|&line| line < self.lines.len());
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Appends a line, and its carets if there are any.
    fn draw(&self, index: usize, output: &mut Vec<String>) {
        let line = &self.lines[index];
        output.push(line.clone());
        if !self.carets {
            return;
        }
        let blanks = line.chars().take_while(|c| c.is_whitespace()).count();
        let end = if index == self.lines.len() - 1 { self.shown_end } else { width(line, length(line)) };
        let carets = (0..end).map(|column| {
            if column < blanks || index == 0 && column < self.shown_start {
                ' '
            } else {
                match self.anchors {
                    Some(anchors) if (index, column) >= anchors.start && (index, column) < anchors.end => '^',
                    Some(_) => '~',
                    None => '^',
                }
            }
        });
        output.push(carets.collect());
    }
}

/// Lines without the blanks that all of them start with; blank lines become empty.
pub(super) fn dedent(lines: &[String]) -> Vec<String> {
    let blank = |line: &str| line.chars().all(char::is_whitespace);
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|line| !blank(line)) {
        let own = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => own,
            Some(known) => {
                let shared = known.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count();
                &known[..shared]
            }
        });
    }
    let margin = margin.map_or(0, str::len);
    lines.iter().map(|line| if blank(line) { String::new() } else { line[margin..].to_owned() }).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// How many characters start before a byte offset.
fn characters_before(text: &str, offset: usize) -> usize {
    text.char_indices().take_while(|&(at, _)| at < offset).count()
}

/// How wide the first `count` characters are shown: some take two columns.
fn width(text: &str, count: usize) -> usize {
    if text.is_ascii() {
        return count;
    }
    let wide = |c: char| matches!(taipan_text::unicode::east_asian_width(u32::from(c)), "W" | "F");
    text.chars().take(count).map(|c| if wide(c) { 2 } else { 1 }).sum()
}
