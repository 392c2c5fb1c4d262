//! Byte offsets to lines and columns.

use std::cell::Cell;

use ruff_text_size::{TextRange, TextSize};

use crate::instruction_sequence::Location;

/// Where the lines of a source begin. Its line breaks are `\n` alone: others were replaced before.
pub(crate) struct Lines {
    starts: Vec<u32>,
    /// The line found last: neighbouring questions are the rule.
    last: Cell<usize>,
    /// CPython's tokenizer sees no line break behind the last line unless there is one: what is no module.
    pub(crate) ends_bare: bool,
}

impl Lines {
    pub(crate) fn new(source: &str) -> Lines {
        let mut starts = Vec::with_capacity(source.len() / 32 + 1);
        starts.push(0);
        starts.extend(
            source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1),
        );
        Lines { starts, last: Cell::new(0), ends_bare: false }
    }

    /// The line, from 0, that holds `offset`.
    fn line_index(&self, offset: u32) -> usize {
        let last = self.last.get();
        let starts = &self.starts;
        let after = |line: usize| starts.get(line).is_none_or(|start| offset < *start);
        let line = if starts[last] <= offset && after(last + 1) {
            last
        } else if starts[last] <= offset && after(last + 2) {
            last + 1
        } else {
            starts.partition_point(|start| *start <= offset) - 1
        };
        self.last.set(line);
        line
    }

    /// Line from 1 and column in bytes from 0.
    pub(crate) fn position(&self, offset: TextSize) -> (i32, i32) {
        let line = self.line_index(offset.to_u32());
        (line as i32 + 1, (offset.to_u32() - self.starts[line]) as i32)
    }

    pub(crate) fn line(&self, offset: TextSize) -> i32 {
        self.position(offset).0
    }

    pub(crate) fn location(&self, range: TextRange) -> Location {
        let (line, column) = self.position(range.start());
        let (end_line, end_column) = self.position(range.end());
        Location { line, end_line, column, end_column }
    }

    /// The byte range of line `line` (from 1), its line break included; empty if there is none such.
    pub(crate) fn line_range(&self, line: usize, source: &str) -> std::ops::Range<usize> {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else { return 0..0 };
        let end = self.starts.get(line).map_or(source.len(), |end| *end as usize);
        *start as usize..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_lines_and_byte_columns() {
        let lines = Lines::new("ab\n\u{e9}x\n\nz");
        let at = |offset: u32| lines.position(TextSize::new(offset));
        assert_eq!(at(0), (1, 0));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(5), (2, 2));
        assert_eq!(at(8), (4, 0));
        assert_eq!(at(7), (3, 0));
        assert_eq!(at(0), (1, 0));
    }
}
