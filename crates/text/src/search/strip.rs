//! `strip`, `lstrip`, `rstrip`.

use std::ops::Range;

use super::Flavor;
use crate::unit::Unit;

/// The place of what is left without white space at the left or right end.
pub fn strip_space<H: Unit>(text: &[H], left: bool, right: bool, flavor: Flavor) -> Range<usize> {
    strip_by(text, left, right, |code| flavor.is_space(code))
}

/// The place of what is left without these characters at the left or right end.
pub fn strip<H: Unit, N: Unit>(text: &[H], chars: &[N], left: bool, right: bool) -> Range<usize> {
    let mut narrow = [false; 256];
    for unit in chars {
        if let Some(entry) = narrow.get_mut(unit.code() as usize) {
            *entry = true;
        }
    }
    strip_by(text, left, right, |code| {
        narrow.get(code as usize).copied().unwrap_or_else(|| chars.iter().any(|u| u.code() == code))
    })
}

fn strip_by<H: Unit>(text: &[H], left: bool, right: bool, drop: impl Fn(u32) -> bool) -> Range<usize> {
    let start = if left { text.iter().position(|u| !drop(u.code())).unwrap_or(text.len()) } else { 0 };
    let end = if right {
        text[start..].iter().rposition(|u| !drop(u.code())).map_or(start, |last| start + last + 1)
    } else {
        text.len()
    };
    start..end
}
