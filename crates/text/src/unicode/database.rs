//! Properties that only `unicodedata` asks for.

use super::database_tables::{BIDIRECTIONAL, CATEGORIES, DATA, ENTRIES, INDEX, SHIFT, WIDTHS};

/// Properties that characters of one kind share, as numbers into the name tables.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) category: u8,
    pub(super) bidirectional: u8,
    pub(super) combining: u8,
    pub(super) mirrored: bool,
    pub(super) width: u8,
}

fn entry(code: u32) -> &'static Entry {
    let code = code.min(0x10_FFFF);
    let block = usize::from(INDEX[(code >> SHIFT) as usize]);
    &ENTRIES[usize::from(DATA[(block << SHIFT) + (code as usize & ((1 << SHIFT) - 1))])]
}

/// The general category, such as `Lu`.
pub fn category(code: u32) -> &'static str {
    CATEGORIES[usize::from(entry(code).category)]
}

/// The bidirectional class, such as `AL`, or an empty text.
pub fn bidirectional(code: u32) -> &'static str {
    BIDIRECTIONAL[usize::from(entry(code).bidirectional)]
}

/// The canonical combining class, 0 for most.
pub fn combining(code: u32) -> u8 {
    entry(code).combining
}

/// Whether the character is mirrored in right-to-left text.
pub fn mirrored(code: u32) -> bool {
    entry(code).mirrored
}

/// The East Asian width, such as `W`.
pub fn east_asian_width(code: u32) -> &'static str {
    WIDTHS[usize::from(entry(code).width)]
}
