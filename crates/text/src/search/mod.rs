//! Searching and cutting of strings: `find`, `count`, `replace`, `split`, `strip` and their kin, on
//! strings of unequal widths. Results are places in the haystack; slicing is the caller's.

mod find;
mod lines;
mod pad;
mod replace;
mod split;
mod strip;
mod twoway;

pub use find::{Finder, compare, contains, count, ends_with, equal, find, find_unit, rfind, starts_with};
pub use lines::split_lines;
pub use pad::{expand_tabs, pad, zfill};
pub use replace::replace;
pub use split::{rsplit, rsplit_space, split, split_space, split_unit};
pub use strip::{strip, strip_space};

/// Which characters are white space and line ends: those of `str` or of `bytes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// Unicode's.
    Text,
    /// ASCII's; lines end with `\n`, `\r` and `\r\n` only.
    Bytes,
}

impl Flavor {
    /// Whether a character is white space.
    #[inline]
    pub fn is_space(self, code: u32) -> bool {
        match code {
            // ASCII: the separators U+001C to U+001F are space in `str` only.
            0x20 | 0x09..=0x0D => true,
            0x1C..=0x1F => self == Flavor::Text,
            0..0x80 => false,
            _ => self == Flavor::Text && crate::unicode::CharType::of(code).space(),
        }
    }

    /// Whether a line ends with this character.
    #[inline]
    pub fn is_line_end(self, code: u32) -> bool {
        match self {
            Flavor::Text => match code {
                0x0A..=0x0D | 0x1C..=0x1E => true,
                0..0x80 => false,
                _ => matches!(code, 0x85 | 0x2028 | 0x2029),
            },
            Flavor::Bytes => matches!(code, 0x0A | 0x0D),
        }
    }
}
