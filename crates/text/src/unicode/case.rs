//! Full case mappings of strings, with the final sigma rule of `str.lower`.

use super::types::{CharType, Mapping};
use crate::text::Text;
use crate::unit::Unit;

const CAPITAL_SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;
const FINAL_SIGMA: u32 = 0x3C2;

/// `str.lower`
pub fn lower<U: Unit>(units: &[U]) -> Text {
    if let Some(text) = ascii_map(units, |b| b.to_ascii_lowercase()) {
        return text;
    }
    let mut out = Text::with_capacity(units.len());
    (0..units.len()).for_each(|at| push_lower(units, at, &mut out));
    out
}

/// `str.upper`
pub fn upper<U: Unit>(units: &[U]) -> Text {
    ascii_map(units, |b| b.to_ascii_uppercase()).unwrap_or_else(|| map_all(units, Mapping::Upper))
}

/// `str.casefold`
pub fn casefold<U: Unit>(units: &[U]) -> Text {
    ascii_map(units, |b| b.to_ascii_lowercase()).unwrap_or_else(|| map_all(units, Mapping::Fold))
}

/// `str.capitalize`: the first character in title case, the others in lower case.
pub fn capitalize<U: Unit>(units: &[U]) -> Text {
    let mut out = Text::with_capacity(units.len());
    if let Some(first) = units.first() {
        CharType::of(first.code()).map(Mapping::Title, |c| out.push(c));
        (1..units.len()).for_each(|at| push_lower(units, at, &mut out));
    }
    out
}

/// `str.title`: the first cased character of each run in title case, the others in lower case.
pub fn title<U: Unit>(units: &[U]) -> Text {
    let mut out = Text::with_capacity(units.len());
    let mut in_word = false;
    for (at, unit) in units.iter().enumerate() {
        let kind = CharType::of(unit.code());
        if in_word {
            push_lower(units, at, &mut out);
        } else {
            kind.map(Mapping::Title, |c| out.push(c));
        }
        in_word = kind.cased();
    }
    out
}

/// `str.swapcase`
pub fn swapcase<U: Unit>(units: &[U]) -> Text {
    let mut out = Text::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let kind = CharType::of(unit.code());
        if kind.upper() {
            push_lower(units, at, &mut out);
        } else if kind.lower() {
            kind.map(Mapping::Upper, |c| out.push(c));
        } else {
            out.push(unit.code());
        }
    }
    out
}

fn ascii_map<U: Unit>(units: &[U], map: impl Fn(&u8) -> u8) -> Option<Text> {
    let bytes = U::latin1(units).filter(|bytes| bytes.is_ascii())?;
    Some(Text::Latin1(bytes.iter().map(map).collect()))
}

fn map_all<U: Unit>(units: &[U], mapping: Mapping) -> Text {
    let mut out = Text::with_capacity(units.len());
    for unit in units {
        let code = unit.code();
        match (mapping, u8::try_from(code)) {
            (Mapping::Upper | Mapping::Title, Ok(byte)) if byte < 0x80 => {
                out.push(byte.to_ascii_uppercase().into());
            }
            (_, Ok(byte)) if byte < 0x80 => out.push(byte.to_ascii_lowercase().into()),
            _ => CharType::of(code).map(mapping, |c| out.push(c)),
        }
    }
    out
}

fn push_lower<U: Unit>(units: &[U], at: usize, out: &mut Text) {
    let code = units[at].code();
    if code < 0x80 {
        out.push((code as u8).to_ascii_lowercase().into());
    } else if code == CAPITAL_SIGMA {
        out.push(if ends_word(units, at) { FINAL_SIGMA } else { SMALL_SIGMA });
    } else {
        CharType::of(code).map(Mapping::Lower, |c| out.push(c));
    }
}

/// Whether a sigma at this place follows a cased character and precedes none (Unicode 3.13).
fn ends_word<U: Unit>(units: &[U], at: usize) -> bool {
    let cased = |u: &U| CharType::of(u.code()).cased();
    let seen = |u: &&U| !CharType::of(u.code()).case_ignorable();
    units[..at].iter().rev().find(seen).is_some_and(cased)
        && !units[at + 1..].iter().find(seen).is_some_and(cased)
}
