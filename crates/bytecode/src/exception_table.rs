//! `co_exceptiontable`: where each stretch of code goes when something is raised in it, and how deep the
//! value stack is there (CPython's InternalDocs/exception_handling.md).
//!
//! An entry is four big-endian varints in code units: start, length, target, `depth << 1 | lasti`; the
//! first byte of an entry carries bit 7.

use std::fmt;

use crate::code::Code;
use crate::varint;

const ENTRY_MARK: u8 = 0x80;

/// One protected stretch of code. Offsets are in bytes of `co_code`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ExceptionEntry {
    pub start: u32,
    /// The first byte past the stretch.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// How many values stay on the stack when the handler begins (below what is pushed for it).
    pub depth: u32,
    /// Whether the offset of the raising instruction is pushed before the exception.
    pub lasti: bool,
}

/// An exception table that ends inside an entry or holds offsets no code can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadExceptionTable;

impl fmt::Display for BadExceptionTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed exception table")
    }
}

impl std::error::Error for BadExceptionTable {}

/// Decodes a whole table, in its order.
pub fn decode_exception_table(table: &[u8]) -> Result<Vec<ExceptionEntry>, BadExceptionTable> {
    let mut bytes = table.iter();
    let mut entries = Vec::new();
    while !bytes.as_slice().is_empty() {
        entries.push(decode_entry(&mut bytes).ok_or(BadExceptionTable)?);
    }
    Ok(entries)
}

/// Decodes as many whole entries as there are.
pub(crate) fn decode_prefix(table: &[u8]) -> Vec<ExceptionEntry> {
    let mut bytes = table.iter();
    std::iter::from_fn(|| decode_entry(&mut bytes)).collect()
}

fn decode_entry(bytes: &mut std::slice::Iter<'_, u8>) -> Option<ExceptionEntry> {
    let start = varint::read_big(bytes)?.checked_mul(2)?;
    let length = varint::read_big(bytes)?.checked_mul(2)?;
    let target = varint::read_big(bytes)?.checked_mul(2)?;
    let depth_lasti = varint::read_big(bytes)?;
    let end = start.checked_add(length)?;
    Some(ExceptionEntry { start, end, target, depth: depth_lasti >> 1, lasti: depth_lasti & 1 != 0 })
}

/// Encodes entries, in the order given, as CPython's assembler writes them.
pub fn encode_exception_table<'a>(entries: impl IntoIterator<Item = &'a ExceptionEntry>) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        varint::write_big(&mut out, entry.start / 2, ENTRY_MARK);
        varint::write_big(&mut out, entry.end.saturating_sub(entry.start) / 2, 0);
        varint::write_big(&mut out, entry.target / 2, 0);
        varint::write_big(&mut out, entry.depth << 1 | u32::from(entry.lasti), 0);
    }
    out
}

/// The entry that handles what the instruction at `offset` raises. Assembled tables are sorted and do not
/// overlap: the innermost handler's stretch is the only one there.
pub fn find_exception_entry(entries: &[ExceptionEntry], offset: u32) -> Option<&ExceptionEntry> {
    entries.iter().take_while(|entry| entry.start <= offset).find(|entry| offset < entry.end)
}

impl Code {
    /// The exception table, decoded.
    pub fn exception_entries(&self) -> Result<Vec<ExceptionEntry>, BadExceptionTable> {
        decode_exception_table(&self.exceptiontable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: [ExceptionEntry; 2] = [
        ExceptionEntry { start: 4, end: 20, target: 200, depth: 0, lasti: false },
        ExceptionEntry { start: 20, end: 8400, target: 70_000, depth: 3, lasti: true },
    ];

    #[test]
    fn entries_have_their_bytes() {
        let bytes = encode_exception_table(&ENTRIES);
        assert_eq!(bytes[..5], [0x82, 8, 0x41, 36, 0]);
        assert_eq!(decode_exception_table(&bytes).unwrap(), ENTRIES);
        assert_eq!(decode_exception_table(&bytes[..bytes.len() - 1]), Err(BadExceptionTable));
    }

    #[test]
    fn lookup_finds_the_stretch() {
        assert_eq!(find_exception_entry(&ENTRIES, 2), None);
        assert_eq!(find_exception_entry(&ENTRIES, 18), Some(&ENTRIES[0]));
        assert_eq!(find_exception_entry(&ENTRIES, 20), Some(&ENTRIES[1]));
        assert_eq!(find_exception_entry(&ENTRIES, 8400), None);
    }
}
