//! `replace`: places are found first, so that the result is allocated once.

use super::find::Finder;
use crate::error::TextError;
use crate::text::Text;
use crate::unit::Unit;

/// `text.replace(old, new, limit)`; `None` when nothing is replaced.
///
/// # Errors
/// `OverflowError` or `MemoryError` for a result that is too long.
pub fn replace<H: Unit, O: Unit, N: Unit>(
    text: &[H],
    old: &[O],
    new: &[N],
    limit: Option<usize>,
) -> Result<Option<Text>, TextError> {
    let limit = limit.unwrap_or(usize::MAX);
    let places = places(text, old, limit);
    if places.is_empty() {
        return Ok(None);
    }
    let kept = text.len() - places.len() * old.len();
    let length = places
        .len()
        .checked_mul(new.len())
        .and_then(|added| added.checked_add(kept))
        .filter(|&length| isize::try_from(length).is_ok())
        .ok_or_else(|| TextError::overflow("replace string is too long"))?;
    let mut out = Text::new();
    if let Some(&largest) = new.iter().max() {
        out.widen(largest.code());
    }
    out.try_reserve(length)?;
    let mut from = 0;
    for place in places {
        out.extend(&text[from..place]);
        out.extend(new);
        from = place + old.len();
    }
    out.extend(&text[from..]);
    Ok(Some(out))
}

/// Where to replace; an empty needle is before each character and at the end.
fn places<H: Unit, O: Unit>(text: &[H], old: &[O], limit: usize) -> Vec<usize> {
    if old.is_empty() {
        return (0..=text.len()).take(limit).collect();
    }
    if old.len() > text.len() {
        return Vec::new();
    }
    Finder::new(old).places(text, limit).map(|place| place.start).collect()
}
