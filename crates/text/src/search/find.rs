//! Finding a needle. Bytes go to `memchr`, which uses vector instructions; wider units are scanned
//! for the needle's first one, and by the two-way algorithm once that has cost too much.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;

use memchr::memmem;

use super::twoway::{View, search};
use crate::unit::Unit;

/// A needle prepared for several searches in haystacks of one width.
#[derive(Debug)]
pub struct Finder<'n, H> {
    length: usize,
    kind: Kind<'n, H>,
}

#[derive(Debug)]
enum Kind<'n, H> {
    Empty,
    /// The needle has a character that no such haystack holds.
    Never,
    One(H),
    Bytes(Bytes<'n>),
    Wide(Vec<H>),
}

/// Haystacks up to this length are not worth preparing a needle for.
const SHORT: usize = 128;

/// A needle of two bytes at least, prepared once a haystack is long.
#[derive(Debug)]
struct Bytes<'n> {
    needle: Cow<'n, [u8]>,
    prepared: OnceCell<Box<memmem::Finder<'static>>>,
}

impl<'n> Bytes<'n> {
    fn new(needle: Cow<'n, [u8]>) -> Self {
        Self { needle, prepared: OnceCell::new() }
    }

    fn find(&self, haystack: &[u8]) -> Option<usize> {
        if haystack.len() <= SHORT {
            return find_wide(haystack, &self.needle);
        }
        let prepare = || Box::new(memmem::Finder::new(&self.needle).into_owned());
        self.prepared.get_or_init(prepare).find(haystack)
    }
}

impl<'n, H: Unit> Finder<'n, H> {
    /// Prepares a needle of any width.
    pub fn new<N: Unit>(needle: &'n [N]) -> Self {
        let length = needle.len();
        let kind = match (needle, N::latin1(needle)) {
            ([], _) => Kind::Empty,
            ([unit], _) => H::from_code(unit.code()).map_or(Kind::Never, Kind::One),
            (_, Some(bytes)) if H::WIDTH == 1 => Kind::Bytes(Bytes::new(Cow::Borrowed(bytes))),
            _ => match needle.iter().map(|u| H::from_code(u.code())).collect::<Option<Vec<H>>>() {
                None => Kind::Never,
                Some(wide) => match H::latin1(&wide) {
                    Some(bytes) => Kind::Bytes(Bytes::new(Cow::Owned(bytes.to_vec()))),
                    None => Kind::Wide(wide),
                },
            },
        };
        Self { length, kind }
    }

    /// Characters in the needle.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The first place at or behind `from`; an empty needle is everywhere, the end included.
    #[inline]
    pub fn find(&self, haystack: &[H], from: usize) -> Option<usize> {
        let rest = haystack.get(from..)?;
        let place = match &self.kind {
            Kind::Empty => Some(0),
            Kind::Never => None,
            Kind::One(unit) => find_unit(rest, *unit),
            Kind::Bytes(finder) => finder.find(H::latin1(rest)?),
            Kind::Wide(needle) => find_wide(rest, needle),
        };
        place.map(|place| from + place)
    }

    /// The first places in order, at most `limit`, that do not overlap. The needle is not empty.
    pub fn places<'a>(&'a self, haystack: &'a [H], limit: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        let next = move || {
            let place = self.find(haystack, from)?;
            from = place + self.length;
            Some(place..from)
        };
        std::iter::from_fn(next).take(limit)
    }

    /// The last place that ends at or before `end`.
    pub fn rfind(&self, haystack: &[H], end: usize) -> Option<usize> {
        let rest = haystack.get(..end)?;
        match &self.kind {
            Kind::Empty => Some(end),
            Kind::Never => None,
            Kind::One(unit) => match (H::latin1(rest), u8::try_from(unit.code())) {
                (Some(bytes), Ok(byte)) => memchr::memrchr(byte, bytes),
                _ => rest.iter().rposition(|u| u == unit),
            },
            Kind::Bytes(finder) => memmem::rfind(H::latin1(rest)?, &finder.needle),
            Kind::Wide(needle) => {
                let place = search(View::new(rest, true), View::new(needle, true))?;
                Some(rest.len() - place - needle.len())
            }
        }
    }
}

/// `haystack.find(needle)`
pub fn find<H: Unit, N: Unit>(haystack: &[H], needle: &[N]) -> Option<usize> {
    if needle.len() > haystack.len() {
        return None;
    }
    match (H::latin1(haystack), N::latin1(needle)) {
        (Some(haystack), Some(&[byte])) => find_unit(haystack, byte),
        (Some(haystack), Some(needle)) if haystack.len() <= SHORT && !needle.is_empty() => {
            find_wide(haystack, needle)
        }
        (Some(haystack), Some(needle)) => memmem::find(haystack, needle),
        _ => Finder::new(needle).find(haystack, 0),
    }
}

/// `haystack.rfind(needle)`
pub fn rfind<H: Unit, N: Unit>(haystack: &[H], needle: &[N]) -> Option<usize> {
    if needle.len() > haystack.len() {
        return None;
    }
    match (H::latin1(haystack), N::latin1(needle)) {
        (Some(haystack), Some(&[byte])) => memchr::memrchr(byte, haystack),
        (Some(haystack), Some(needle)) => memmem::rfind(haystack, needle),
        _ => Finder::new(needle).rfind(haystack, haystack.len()),
    }
}

/// `needle in haystack`
pub fn contains<H: Unit, N: Unit>(haystack: &[H], needle: &[N]) -> bool {
    find(haystack, needle).is_some()
}

/// `haystack.count(needle)`: occurrences that do not overlap.
pub fn count<H: Unit, N: Unit>(haystack: &[H], needle: &[N]) -> usize {
    if needle.is_empty() {
        return haystack.len() + 1;
    }
    if let (Some(haystack), Some(&[byte])) = (H::latin1(haystack), N::latin1(needle)) {
        return memchr::memchr_iter(byte, haystack).count();
    }
    Finder::new(needle).places(haystack, usize::MAX).count()
}

/// Whether two strings of any widths have the same characters.
pub fn equal<A: Unit, B: Unit>(a: &[A], b: &[B]) -> bool {
    a.len() == b.len()
        && match (A::latin1(a), B::latin1(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a.iter().zip(b).all(|(x, y)| x.code() == y.code()),
        }
}

/// The order of two strings by their characters.
pub fn compare<A: Unit, B: Unit>(a: &[A], b: &[B]) -> Ordering {
    match (A::latin1(a), B::latin1(b)) {
        (Some(a), Some(b)) => a.cmp(b),
        _ => a.iter().map(|u| u.code()).cmp(b.iter().map(|u| u.code())),
    }
}

/// `text.startswith(prefix)`
pub fn starts_with<A: Unit, B: Unit>(text: &[A], prefix: &[B]) -> bool {
    text.get(..prefix.len()).is_some_and(|start| equal(start, prefix))
}

/// `text.endswith(suffix)`
pub fn ends_with<A: Unit, B: Unit>(text: &[A], suffix: &[B]) -> bool {
    text.len().checked_sub(suffix.len()).is_some_and(|start| equal(&text[start..], suffix))
}

/// The first place of one unit. Blocks are compared whole, which compiles to vector instructions.
#[inline]
pub fn find_unit<U: Unit>(haystack: &[U], unit: U) -> Option<usize> {
    const BLOCK: usize = 32;
    /// Fewer bytes are compared sooner than vector instructions are chosen.
    const FEW: usize = 16;
    if haystack.len() < FEW {
        return haystack.iter().position(|&u| u == unit);
    }
    if let (Some(bytes), Ok(byte)) = (U::latin1(haystack), u8::try_from(unit.code())) {
        return memchr::memchr(byte, bytes);
    }
    let (blocks, rest) = haystack.as_chunks::<BLOCK>();
    for (number, block) in blocks.iter().enumerate() {
        if block.iter().fold(false, |found, &u| found | (u == unit)) {
            return block.iter().position(|&u| u == unit).map(|at| number * BLOCK + at);
        }
    }
    rest.iter().position(|&u| u == unit).map(|at| blocks.len() * BLOCK + at)
}

/// A needle of two units at least.
fn find_wide<U: Unit>(haystack: &[U], needle: &[U]) -> Option<usize> {
    let first = needle[0];
    let last_start = haystack.len().checked_sub(needle.len())?;
    let (mut at, mut wasted) = (0, 0);
    while at <= last_start {
        at += find_unit(&haystack[at..=last_start], first)?;
        let agreeing = needle.iter().zip(&haystack[at..]).take_while(|(a, b)| a == b).count();
        if agreeing == needle.len() {
            return Some(at);
        }
        wasted += agreeing;
        at += 1;
        if wasted > 4 * at + 64 {
            let place = search(View::new(&haystack[at..], false), View::new(needle, false));
            return place.map(|place| at + place);
        }
    }
    None
}
