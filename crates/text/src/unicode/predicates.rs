//! The `is…` methods of `str`, on whole strings.

use super::types::CharType;
use crate::unit::Unit;

/// `str.isascii`
pub fn is_ascii<U: Unit>(units: &[U]) -> bool {
    match U::latin1(units) {
        Some(bytes) => bytes.is_ascii(),
        None => units.iter().all(|u| u.code() < 0x80),
    }
}

/// True of a string with one character at least, all of which pass.
#[inline]
fn every<U: Unit>(units: &[U], holds: impl Fn(CharType) -> bool) -> bool {
    !units.is_empty() && units.iter().all(|u| holds(CharType::of(u.code())))
}

/// `str.isalpha`
pub fn is_alpha<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::alpha)
}

/// `str.isalnum`
pub fn is_alnum<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::alnum)
}

/// `str.isdecimal`
pub fn is_decimal<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::decimal)
}

/// `str.isdigit`
pub fn is_digit<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::digit)
}

/// `str.isnumeric`
pub fn is_numeric<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::numeric)
}

/// `str.isspace`
pub fn is_space<U: Unit>(units: &[U]) -> bool {
    every(units, CharType::space)
}

/// `str.isprintable`: true of the empty string too.
pub fn is_printable<U: Unit>(units: &[U]) -> bool {
    units.iter().all(|u| CharType::of(u.code()).printable())
}

/// `str.isidentifier`: by XID_Start and XID_Continue; keywords are identifiers here.
pub fn is_identifier<U: Unit>(units: &[U]) -> bool {
    match units.split_first() {
        Some((first, rest)) => {
            CharType::of(first.code()).id_start() && rest.iter().all(|u| CharType::of(u.code()).id_continue())
        }
        None => false,
    }
}

/// `str.islower`: one lowercase character at least, and none in upper or title case.
pub fn is_lower<U: Unit>(units: &[U]) -> bool {
    let mut found = false;
    for unit in units {
        let kind = CharType::of(unit.code());
        if kind.upper() || kind.title() {
            return false;
        }
        found |= kind.lower();
    }
    found
}

/// `str.isupper`: one uppercase character at least, and none in lower or title case.
pub fn is_upper<U: Unit>(units: &[U]) -> bool {
    let mut found = false;
    for unit in units {
        let kind = CharType::of(unit.code());
        if kind.lower() || kind.title() {
            return false;
        }
        found |= kind.upper();
    }
    found
}

/// `str.istitle`: every run of cased characters begins, and only begins, with upper or title case.
pub fn is_title<U: Unit>(units: &[U]) -> bool {
    let (mut found, mut in_word) = (false, false);
    for unit in units {
        let kind = CharType::of(unit.code());
        if kind.upper() || kind.title() {
            if in_word {
                return false;
            }
            (found, in_word) = (true, true);
        } else if kind.lower() {
            if !in_word {
                return false;
            }
        } else {
            in_word = false;
        }
    }
    found
}
