//! Code units of Python's fixed-width strings, so that one algorithm serves all three widths.

use std::fmt::Debug;
use std::hash::Hash;

/// One character of a string stored at a fixed width: Latin-1, UCS-2 or UCS-4.
///
/// A `u32` unit is at most `0x10FFFF`; lone surrogates are ordinary characters.
pub trait Unit: Copy + Ord + Hash + Debug + Into<u32> + 'static {
    /// Bytes per character.
    const WIDTH: usize;

    /// The unit for a character, or `None` when it needs a wider one.
    fn from_code(code: u32) -> Option<Self>;

    /// The character's number.
    #[inline]
    fn code(self) -> u32 {
        self.into()
    }

    /// The slice as a view that remembers its width.
    fn units(slice: &[Self]) -> Units<'_>;

    /// The slice as bytes when units are bytes: the door to `memchr`.
    #[inline]
    fn latin1(_slice: &[Self]) -> Option<&[u8]> {
        None
    }
}

impl Unit for u8 {
    const WIDTH: usize = 1;

    #[inline]
    fn from_code(code: u32) -> Option<Self> {
        u8::try_from(code).ok()
    }

    #[inline]
    fn units(slice: &[Self]) -> Units<'_> {
        Units::Latin1(slice)
    }

    #[inline]
    fn latin1(slice: &[Self]) -> Option<&[u8]> {
        Some(slice)
    }
}

impl Unit for u16 {
    const WIDTH: usize = 2;

    #[inline]
    fn from_code(code: u32) -> Option<Self> {
        u16::try_from(code).ok()
    }

    #[inline]
    fn units(slice: &[Self]) -> Units<'_> {
        Units::Ucs2(slice)
    }
}

impl Unit for u32 {
    const WIDTH: usize = 4;

    #[inline]
    fn from_code(code: u32) -> Option<Self> {
        Some(code)
    }

    #[inline]
    fn units(slice: &[Self]) -> Units<'_> {
        Units::Ucs4(slice)
    }
}

/// Length of the ASCII run at the start. Blocks are tested whole, which compiles to vector
/// instructions.
#[inline]
pub(crate) fn ascii_run<U: Unit>(units: &[U]) -> usize {
    run_of(units, |code| code < 0x80)
}

/// Length of the run at the start whose units all pass a test without side effects.
#[inline]
pub(crate) fn run_of<U: Unit>(units: &[U], passes: impl Fn(u32) -> bool) -> usize {
    const BLOCK: usize = 16;
    let (blocks, _) = units.as_chunks::<BLOCK>();
    let whole = blocks.iter().take_while(|block| block.iter().fold(true, |all, u| all & passes(u.code())));
    let start = whole.count() * BLOCK;
    let rest = &units[start..];
    start + rest.iter().position(|u| !passes(u.code())).unwrap_or(rest.len())
}

/// A borrowed string of any width.
#[derive(Debug, Clone, Copy)]
pub enum Units<'a> {
    /// All characters below U+0100.
    Latin1(&'a [u8]),
    /// All characters below U+10000.
    Ucs2(&'a [u16]),
    /// Any characters.
    Ucs4(&'a [u32]),
}

/// Runs one generic expression on whichever slice a [`Units`] holds.
#[macro_export]
macro_rules! with_units {
    ($units:expr, $slice:ident => $body:expr) => {
        match $units {
            $crate::Units::Latin1($slice) => $body,
            $crate::Units::Ucs2($slice) => $body,
            $crate::Units::Ucs4($slice) => $body,
        }
    };
}

impl Units<'_> {
    /// Number of characters.
    pub fn len(self) -> usize {
        with_units!(self, s => s.len())
    }

    /// Whether there are no characters.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The character at an index within bounds.
    ///
    /// # Panics
    /// When the index is out of bounds.
    pub fn at(self, index: usize) -> u32 {
        with_units!(self, s => s[index].code())
    }
}

impl PartialEq for Units<'_> {
    fn eq(&self, other: &Self) -> bool {
        with_units!(*self, a => with_units!(*other, b => {
            a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.code() == y.code())
        }))
    }
}

impl Eq for Units<'_> {}
