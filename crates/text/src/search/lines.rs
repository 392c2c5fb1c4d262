//! `splitlines`.

use std::ops::Range;

use super::Flavor;
use crate::unit::{Unit, run_of};

/// `text.splitlines(keep_ends)`: places of the lines.
pub fn split_lines<H: Unit>(
    text: &[H],
    keep_ends: bool,
    flavor: Flavor,
) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let Some(length) = next_end(rest, flavor) else {
            at = text.len();
            return Some(start..at);
        };
        let end = start + length;
        let pair = text[end].code() == 0x0D && text.get(end + 1).is_some_and(|u| u.code() == 0x0A);
        at = end + 1 + usize::from(pair);
        Some(start..if keep_ends { at } else { end })
    })
}

/// Where the first line ends. Most text has no control characters: runs without are skipped whole.
fn next_end<H: Unit>(text: &[H], flavor: Flavor) -> Option<usize> {
    let mut at = 0;
    loop {
        at += run_of(&text[at..], |code| code >= 0x20 && code != 0x85 && code & !1 != 0x2028);
        if flavor.is_line_end(text.get(at)?.code()) {
            return Some(at);
        }
        at += 1;
    }
}
