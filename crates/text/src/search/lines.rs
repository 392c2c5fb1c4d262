//! `splitlines`.

use std::ops::Range;

use super::Flavor;
use crate::unit::Unit;

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
        let length = rest.iter().position(|u| flavor.is_line_end(u.code()));
        let Some(length) = length else {
            at = text.len();
            return Some(start..at);
        };
        let end = start + length;
        let pair = text[end].code() == 0x0D && text.get(end + 1).is_some_and(|u| u.code() == 0x0A);
        at = end + 1 + usize::from(pair);
        Some(start..if keep_ends { at } else { end })
    })
}
