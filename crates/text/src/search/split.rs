//! `split` and `rsplit`, by a separator or by runs of white space. `limit` is the greatest number
//! of splits, `None` for all; results are places in the text, in order.

use std::ops::Range;

use super::Flavor;
use super::find::{Finder, find_unit};
use crate::unit::Unit;

/// `text.split(separator, limit)`; the separator must not be empty.
pub fn split<H: Unit, N: Unit>(
    text: &[H],
    separator: &[N],
    limit: Option<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let finder = Finder::new(separator);
    let mut left = limit.unwrap_or(usize::MAX);
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let place = if left == 0 || finder.length() == 0 { None } else { finder.find(text, start) };
        left = left.saturating_sub(1);
        from = place.map(|place| place + finder.length());
        Some(start..place.unwrap_or(text.len()))
    })
}

/// `text.split(separator, limit)` by one character.
#[inline]
pub fn split_unit<H: Unit>(
    text: &[H],
    separator: H,
    limit: Option<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let length = if left == 0 { None } else { find_unit(&text[start..], separator) };
        left = left.saturating_sub(1);
        from = length.map(|length| start + length + 1);
        Some(start..length.map_or(text.len(), |length| start + length))
    })
}

/// `text.rsplit(separator, limit)`; the separator must not be empty.
pub fn rsplit<H: Unit, N: Unit>(text: &[H], separator: &[N], limit: Option<usize>) -> Vec<Range<usize>> {
    let finder = Finder::new(separator);
    let mut left = limit.unwrap_or(usize::MAX);
    let (mut out, mut end) = (Vec::new(), text.len());
    while left > 0
        && !separator.is_empty()
        && let Some(place) = finder.rfind(text, end)
    {
        out.push(place + separator.len()..end);
        end = place;
        left -= 1;
    }
    out.push(0..end);
    out.reverse();
    out
}

/// `text.split(None, limit)`
pub fn split_space<H: Unit>(
    text: &[H],
    limit: Option<usize>,
    flavor: Flavor,
) -> impl Iterator<Item = Range<usize>> {
    let space = move |u: &H| flavor.is_space(u.code());
    let mut left = limit.unwrap_or(usize::MAX);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|u| !space(u))?;
        if left == 0 {
            at = text.len();
            return Some(start..at);
        }
        left -= 1;
        at = text[start..].iter().position(space).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// `text.rsplit(None, limit)`
pub fn rsplit_space<H: Unit>(text: &[H], limit: Option<usize>, flavor: Flavor) -> Vec<Range<usize>> {
    let space = |u: &H| flavor.is_space(u.code());
    let mut left = limit.unwrap_or(usize::MAX);
    let (mut out, mut end) = (Vec::new(), text.len());
    while let Some(last) = text[..end].iter().rposition(|u| !space(u)) {
        let start =
            if left == 0 { 0 } else { text[..last].iter().rposition(space).map_or(0, |before| before + 1) };
        out.push(start..last + 1);
        if left == 0 {
            break;
        }
        left -= 1;
        end = start;
    }
    out.reverse();
    out
}
