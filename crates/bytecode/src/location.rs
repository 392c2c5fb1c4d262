//! `co_linetable`: which source range each instruction came from. The writer makes the bytes CPython
//! 3.14's assembler makes; the reader accepts any bytes (a damaged table ends early, never panics).
//!
//! An entry covers one to eight code units. Its first byte is `0x80 | kind << 3 | units - 1`; kinds
//! 0–9 are short (same line, small columns), 10–12 one line 0–2 further, 13 without columns, 14 long,
//! 15 nothing known (CPython's InternalDocs/code_objects.md).

use crate::code::Code;
use crate::varint;

const KIND_ONE_LINE: u8 = 10;
const KIND_NO_COLUMNS: u8 = 13;
const KIND_LONG: u8 = 14;
const KIND_NONE: u8 = 15;
const MAX_UNITS: u32 = 8;

/// A source range. Lines count from 1, columns from 0 in UTF-8 bytes; -1 stands for "unknown".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Location {
    pub line: i32,
    pub end_line: i32,
    pub column: i32,
    pub end_column: i32,
}

impl Location {
    /// Nothing known: instructions the compiler made up.
    pub const NONE: Location = Location { line: -1, end_line: -1, column: -1, end_column: -1 };

    /// A whole range.
    pub const fn new(line: i32, end_line: i32, column: i32, end_column: i32) -> Location {
        Location { line, end_line, column, end_column }
    }

    /// A line without columns.
    pub const fn line_only(line: i32) -> Location {
        Location { line, end_line: line, column: -1, end_column: -1 }
    }

    /// Whether no line is known.
    pub const fn is_none(self) -> bool {
        self.line < 0
    }
}

/// A location and the bytes of `co_code` it covers: `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocationRange {
    pub start: u32,
    pub end: u32,
    pub location: Location,
}

/// A range of `co_code` on one line, as `co_lines()` gives it; `None` where no line is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineRange {
    pub start: u32,
    pub end: u32,
    pub line: Option<i32>,
}

/// Reads a location table entry by entry.
#[derive(Clone, Debug)]
pub struct Locations<'a> {
    bytes: std::slice::Iter<'a, u8>,
    line: i32,
    offset: u32,
}

impl<'a> Locations<'a> {
    /// Reads `table` of a code object whose first line is `firstlineno`.
    pub fn new(table: &'a [u8], firstlineno: i32) -> Locations<'a> {
        Locations { bytes: table.iter(), line: firstlineno, offset: 0 }
    }

    fn one_line(&mut self, delta: i32, column: i32, end_column: i32) -> Location {
        self.line = self.line.wrapping_add(delta);
        Location::new(self.line, self.line, column, end_column)
    }

    fn byte(&mut self) -> Option<i32> {
        self.bytes.next().map(|&byte| i32::from(byte))
    }

    fn column(&mut self) -> Option<i32> {
        varint::read_little(&mut self.bytes).map(|column| (column as i32).wrapping_sub(1))
    }
}

impl Iterator for Locations<'_> {
    type Item = LocationRange;

    fn next(&mut self) -> Option<LocationRange> {
        let first = *self.bytes.next()?;
        let location = match first >> 3 & 15 {
            KIND_NONE => Location::NONE,
            KIND_LONG => {
                let delta = varint::read_little_signed(&mut self.bytes)?;
                let lines = varint::read_little(&mut self.bytes)? as i32;
                let (column, end_column) = (self.column()?, self.column()?);
                self.line = self.line.wrapping_add(delta);
                Location::new(self.line, self.line.wrapping_add(lines), column, end_column)
            }
            KIND_NO_COLUMNS => {
                let delta = varint::read_little_signed(&mut self.bytes)?;
                self.one_line(delta, -1, -1)
            }
            kind if kind >= KIND_ONE_LINE => {
                let (column, end_column) = (self.byte()?, self.byte()?);
                self.one_line(i32::from(kind - KIND_ONE_LINE), column, end_column)
            }
            group => {
                let second = self.byte()?;
                let column = i32::from(group) << 3 | (second >> 4 & 7);
                self.one_line(0, column, column + (second & 15))
            }
        };
        let start = self.offset;
        self.offset = start.checked_add((u32::from(first & 7) + 1) * 2)?;
        Some(LocationRange { start, end: self.offset, location })
    }
}

/// Merges entries on one line, as `co_lines()` does.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    entries: std::iter::Peekable<Locations<'a>>,
    size: u32,
}

impl Iterator for Lines<'_> {
    type Item = LineRange;

    fn next(&mut self) -> Option<LineRange> {
        let first = self.entries.next_if(|entry| entry.start < self.size)?;
        let mut end = first.end;
        while let Some(entry) = self.entries.next_if(|next| next.location.line == first.location.line) {
            end = entry.end;
        }
        let line = (!first.location.is_none()).then_some(first.location.line);
        Some(LineRange { start: first.start, end, line })
    }
}

/// Writes a location table as CPython's assembler does: neighbours with equal locations become one
/// run, cut into entries of at most eight units.
#[derive(Clone, Debug)]
pub struct LocationWriter {
    bytes: Vec<u8>,
    line: i32,
    pending: Location,
    units: u32,
}

impl LocationWriter {
    /// Starts the table of a code object whose first line is `firstlineno`.
    pub fn new(firstlineno: i32) -> LocationWriter {
        LocationWriter { bytes: Vec::new(), line: firstlineno, pending: Location::NONE, units: 0 }
    }

    /// Adds an instruction of `units` code units (its `EXTENDED_ARG`s and caches included).
    pub fn push(&mut self, location: Location, units: u32) {
        if location != self.pending {
            self.flush();
            self.pending = location;
        }
        self.units += units;
    }

    /// The finished table.
    pub fn finish(mut self) -> Vec<u8> {
        self.flush();
        self.bytes
    }

    /// Ends the current run, so that an equal location would begin an entry of its own.
    pub fn flush(&mut self) {
        while self.units > 0 {
            let units = self.units.min(MAX_UNITS);
            self.entry(self.pending, units);
            self.units -= units;
        }
    }

    fn entry(&mut self, at: Location, units: u32) {
        if at.is_none() {
            return self.first_byte(KIND_NONE, units);
        }
        let delta = at.line.wrapping_sub(self.line);
        self.line = at.line;
        let one_line = at.end_line == at.line;
        if at.column < 0 || at.end_column < 0 {
            if one_line || at.end_line < 0 {
                self.first_byte(KIND_NO_COLUMNS, units);
                return varint::write_little_signed(&mut self.bytes, delta);
            }
        } else if one_line {
            let width = at.end_column.wrapping_sub(at.column);
            if delta == 0 && at.column < 80 && (0..16).contains(&width) {
                self.first_byte((at.column >> 3) as u8, units);
                return self.bytes.push(((at.column & 7) << 4 | width) as u8);
            }
            if (0..3).contains(&delta) && at.column < 128 && at.end_column < 128 {
                self.first_byte(KIND_ONE_LINE + delta as u8, units);
                return self.bytes.extend([at.column as u8, at.end_column as u8]);
            }
        }
        self.first_byte(KIND_LONG, units);
        varint::write_little_signed(&mut self.bytes, delta);
        varint::write_little(&mut self.bytes, at.end_line.wrapping_sub(at.line) as u32);
        varint::write_little(&mut self.bytes, at.column.wrapping_add(1) as u32);
        varint::write_little(&mut self.bytes, at.end_column.wrapping_add(1) as u32);
    }

    fn first_byte(&mut self, kind: u8, units: u32) {
        self.bytes.push(0x80 | kind << 3 | (units - 1) as u8);
    }
}

impl Code {
    /// The location table, decoded: one range per entry, in the order of the code.
    pub fn locations(&self) -> Locations<'_> {
        Locations::new(&self.linetable, self.firstlineno)
    }

    /// The location of the instruction at byte `offset` ([`Location::NONE`] past the table).
    pub fn location_of(&self, offset: u32) -> Location {
        let found = self.locations().find(|range| offset < range.end);
        found.map_or(Location::NONE, |range| range.location)
    }

    /// The line of the instruction at byte `offset`, if one is known.
    pub fn line_of(&self, offset: u32) -> Option<i32> {
        let location = self.location_of(offset);
        (!location.is_none()).then_some(location.line)
    }

    /// What `co_lines()` yields.
    pub fn lines(&self) -> Lines<'_> {
        Lines { entries: self.locations().peekable(), size: self.code.len() as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(entries: &[(Location, u32)]) -> Vec<u8> {
        let mut writer = LocationWriter::new(10);
        for &(location, units) in entries {
            writer.push(location, units);
        }
        writer.finish()
    }

    #[test]
    fn each_kind_has_its_bytes() {
        assert_eq!(table(&[(Location::new(10, 10, 17, 20), 2)]), [0x80 | 2 << 3 | 1, 1 << 4 | 3]);
        assert_eq!(table(&[(Location::new(12, 12, 4, 99), 1)]), [0x80 | 12 << 3, 4, 99]);
        assert_eq!(table(&[(Location::line_only(9), 1)]), [0x80 | 13 << 3, 3]);
        assert_eq!(table(&[(Location::new(10, 12, 0, 5), 1)]), [0x80 | 14 << 3, 0, 2, 1, 6]);
        assert_eq!(table(&[(Location::NONE, 3)]), [0x80 | 15 << 3 | 2]);
    }

    #[test]
    fn long_runs_are_cut_into_eights() {
        let bytes = table(&[(Location::new(11, 11, 0, 1), 5), (Location::new(11, 11, 0, 1), 6)]);
        assert_eq!(bytes, [0x80 | 11 << 3 | 7, 0, 1, 0x82, 1]);
    }

    #[test]
    fn damaged_tables_end_early() {
        assert_eq!(Locations::new(&[0xf0, 0x40], 1).count(), 0);
        assert_eq!(Locations::new(&[0xff, 0x80], 1).count(), 1);
    }
}
