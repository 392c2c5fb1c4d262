//! Normalization forms (Unicode Standard Annex 15): identifiers are compared in NFKC, and
//! `unicodedata` offers all four.

use super::database::combining;
use super::decomposition_tables::{ENTRIES, PAIRS, PARTS, TAGS};
use crate::text::Text;
use crate::unit::{Unit, ascii_run};

/// A normalization form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Canonical composition.
    Nfc,
    /// Canonical decomposition.
    Nfd,
    /// Compatibility composition.
    Nfkc,
    /// Compatibility decomposition.
    Nfkd,
}

impl Form {
    /// The form of a name such as `NFC`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => return None,
        })
    }

    fn compatible(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }

    fn composed(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }
}

// Hangul syllables are computed (Unicode Standard 3.12).
const SYLLABLES: u32 = 0xAC00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// One before the first tail: no tail counts as one.
const TAILS: u32 = 0x11A7;
const LEAD_COUNT: u32 = 19;
const VOWEL_COUNT: u32 = 21;
const TAIL_COUNT: u32 = 28;
const SYLLABLE_COUNT: u32 = LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT;

/// `unicodedata.normalize`
pub fn normalize<U: Unit>(units: &[U], form: Form) -> Text {
    if is_plain(units, form) {
        return Text::from_units(units);
    }
    let mut codes = Vec::with_capacity(units.len());
    for unit in units {
        decompose(unit.code(), form.compatible(), &mut codes);
    }
    order(&mut codes);
    if form.composed() {
        compose(&mut codes);
    }
    let mut out = Text::with_capacity(codes.len());
    codes.iter().for_each(|&(code, _)| out.push(code));
    out
}

/// `unicodedata.is_normalized`
pub fn is_normalized<U: Unit>(units: &[U], form: Form) -> bool {
    is_plain(units, form) || normalize(units, form).units() == U::units(units)
}

/// `unicodedata.decomposition`: the mapping as the database writes it, or an empty text.
pub fn decomposition(code: u32) -> String {
    let mut syllable = Vec::new();
    if code.wrapping_sub(SYLLABLES) < SYLLABLE_COUNT {
        decompose(code, false, &mut syllable);
    }
    let syllable: Vec<u32> = syllable.into_iter().map(|(part, _)| part).collect();
    let (tag, parts) = entry(code).unwrap_or(("", &syllable));
    let numbers = parts.iter().map(|part| format!("{part:04X}"));
    let tag = (!tag.is_empty()).then(|| tag.to_owned());
    tag.into_iter().chain(numbers).collect::<Vec<_>>().join(" ")
}

/// Whether the text surely is in the form: ASCII always is, Latin-1 in NFC.
fn is_plain<U: Unit>(units: &[U], form: Form) -> bool {
    ascii_run(units) == units.len() || form == Form::Nfc && units.iter().all(|u| u.code() < 0x100)
}

fn entry(code: u32) -> Option<(&'static str, &'static [u32])> {
    let at = ENTRIES.binary_search_by_key(&code, |entry| entry.0).ok()?;
    let (_, tag, start, length) = ENTRIES[at];
    let start = usize::from(start);
    Some((TAGS[usize::from(tag)], &PARTS[start..start + usize::from(length)]))
}

/// Appends a character's full decomposition, each part with its combining class. Mappings nest a
/// few levels at most.
fn decompose(code: u32, compatible: bool, out: &mut Vec<(u32, u8)>) {
    if code < 0xA0 {
        return out.push((code, 0));
    }
    let syllable = code.wrapping_sub(SYLLABLES);
    if syllable < SYLLABLE_COUNT {
        let (vowel, tail) = (syllable / TAIL_COUNT % VOWEL_COUNT, syllable % TAIL_COUNT);
        out.push((LEADS + syllable / (VOWEL_COUNT * TAIL_COUNT), 0));
        out.push((VOWELS + vowel, 0));
        out.extend((tail > 0).then_some((TAILS + tail, 0)));
        return;
    }
    match entry(code) {
        Some((tag, parts)) if compatible || tag.is_empty() => {
            parts.iter().for_each(|&part| decompose(part, compatible, out));
        }
        _ => out.push((code, combining(code))),
    }
}

/// Sorts each run of combining characters by class, keeping the order within a class.
fn order(codes: &mut [(u32, u8)]) {
    for run in codes.chunk_by_mut(|a, b| a.1 != 0 && b.1 != 0) {
        run.sort_by_key(|&(_, class)| class);
    }
}

/// Joins each starter with what follows it and is not blocked.
fn compose(codes: &mut Vec<(u32, u8)>) {
    let mut out: Vec<(u32, u8)> = Vec::with_capacity(codes.len());
    let mut starter: Option<usize> = None;
    for &(code, class) in codes.iter() {
        if let Some(at) = starter {
            // Blocked by a character between that has no lower class.
            let last = out.len() - 1;
            let blocked = last > at && (out[last].1 >= class || out[last].1 == 0);
            if !blocked && let Some(joined) = join(out[at].0, code) {
                out[at] = (joined, 0);
                continue;
            }
        }
        out.push((code, class));
        if class == 0 {
            starter = Some(out.len() - 1);
        }
    }
    *codes = out;
}

fn join(first: u32, second: u32) -> Option<u32> {
    let (lead, vowel) = (first.wrapping_sub(LEADS), second.wrapping_sub(VOWELS));
    if lead < LEAD_COUNT && vowel < VOWEL_COUNT {
        return Some(SYLLABLES + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT);
    }
    let (syllable, tail) = (first.wrapping_sub(SYLLABLES), second.wrapping_sub(TAILS));
    if syllable < SYLLABLE_COUNT && syllable % TAIL_COUNT == 0 && (1..TAIL_COUNT).contains(&tail) {
        return Some(first + tail);
    }
    let at = PAIRS.binary_search_by_key(&(first, second), |&(a, b, _)| (a, b)).ok()?;
    Some(PAIRS[at].2)
}
