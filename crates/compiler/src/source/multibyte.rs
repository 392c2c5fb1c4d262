//! Encodings of several bytes a character. `encoding_rs` decodes them as browsers do; what CPython reads otherwise
//! stands in [`super::multibyte_table`].

use super::multibyte_table::{VARIANTS, Variant, canonical};

/// Where bytes stop being text.
struct Failure {
    at: usize,
    length: usize,
    incomplete: bool,
}

/// The text of `bytes` in the encoding that goes by `alias` (lower case, `_` for all that is no letter or digit), or
/// CPython's message; `None` when it is no such encoding.
pub(super) fn decode(alias: &str, bytes: &[u8]) -> Option<Result<String, String>> {
    let name = canonical(alias)?;
    let decoded = match VARIANTS.iter().find(|variant| variant.name == name) {
        Some(variant) => variant.decode(bytes),
        None if name == "hz" => hz(bytes),
        None => {
            Iso2022 { sets: sets(name), zero: Set::Ascii, one: None, two: None, shifted: false }.decode(bytes)
        }
    };
    Some(decoded.map_err(|Failure { at, length, incomplete }| {
        let place = match length {
            1 => format!("byte {:#04x} in position {at}", bytes[at]),
            _ => format!("bytes in position {at}-{}", at + length - 1),
        };
        let what = if incomplete { "incomplete" } else { "illegal" };
        format!("'{name}' codec can't decode {place}: {what} multibyte sequence")
    }))
}

/// Whether [`decode`] knows the encoding.
pub(super) fn is_known(alias: &str) -> bool {
    canonical(alias).is_some()
}

impl Variant {
    fn decode(&self, bytes: &[u8]) -> Result<String, Failure> {
        let mut out = String::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            if first.is_ascii() {
                out.push(char::from(first));
                at += 1;
                continue;
            }
            let rest = &bytes[at..];
            let longest = self.longest(rest);
            match (1..=longest.min(rest.len())).find(|&length| self.character(&rest[..length], &mut out)) {
                Some(length) => at += length,
                None if rest.len() < longest => {
                    return Err(Failure { at, length: rest.len(), incomplete: true });
                }
                None => return Err(Failure { at, length: 1, incomplete: false }),
            }
        }
        Ok(out)
    }

    /// How many bytes a character that begins so may take.
    fn longest(&self, rest: &[u8]) -> usize {
        match (self.name, rest) {
            ("euc_jp", [0x8f, ..]) => 3,
            ("gb18030", [_, b'0'..=b'9', ..]) => 4,
            _ => 2,
        }
    }

    /// What a sequence stands for where that differs.
    fn changed(&self, key: u32) -> Option<&'static str> {
        let before = self.changed.partition_point(|&(first, ..)| first <= key);
        let &(first, last, text) = self.changed.get(before.checked_sub(1)?)?;
        if key > last {
            return None;
        }
        if first == last {
            return Some(text);
        }
        let (start, character) = text.char_indices().nth((key - first) as usize)?;
        text.get(start..start + character.len_utf8())
    }

    /// Appends the character that these bytes are; false when they are none.
    fn character(&self, bytes: &[u8], out: &mut String) -> bool {
        let key = bytes.iter().fold(0, |key, &byte| key << 8 | u32::from(byte));
        if let Some(text) = self.changed(key) {
            out.push_str(text);
            return true;
        }
        let before = self.absent.partition_point(|&(first, _)| first <= key);
        if before > 0 && key <= self.absent[before - 1].1 {
            return false;
        }
        let mut text = [0; 16];
        let mut decoder = self.base.new_decoder_without_bom_handling();
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut text, true);
        let whole = result == encoding_rs::DecoderResult::InputEmpty && read == bytes.len();
        match std::str::from_utf8(&text[..written]) {
            Ok(text) if whole => {
                out.push_str(text);
                true
            }
            _ => false,
        }
    }
}

/// Appends the character of two bytes of seven bits in the set that an encoding of eight bits holds.
fn seven_bits(encoding: &str, prefix: &[u8], bytes: &[u8], out: &mut String) -> bool {
    let eight: Vec<u8> = prefix.iter().copied().chain(bytes.iter().map(|byte| byte | 0x80)).collect();
    let variant = VARIANTS.iter().find(|variant| variant.name == encoding);
    variant.is_some_and(|variant| variant.character(&eight, out))
}

/// GB 2312 between `~{` and `~}` (RFC 1843).
fn hz(bytes: &[u8]) -> Result<String, Failure> {
    let mut out = String::with_capacity(bytes.len());
    let (mut at, mut double) = (0, false);
    while let Some(&first) = bytes.get(at) {
        let rest = &bytes[at..];
        let illegal = Failure { at, length: 1, incomplete: false };
        if first == b'~' || double && first.is_ascii() {
            let Some(&second) = rest.get(1) else {
                return Err(Failure { at, length: 1, incomplete: true });
            };
            match (first, second, double) {
                (b'~', b'~', false) => out.push('~'),
                (b'~', b'{', false) | (b'~', b'}', true) => double = !double,
                (b'~', b'\n', false) => {}
                (b'~', ..) => return Err(illegal),
                _ if seven_bits("gb2312", &[], &rest[..2], &mut out) => {}
                _ => return Err(illegal),
            }
            at += 2;
        } else if first.is_ascii() {
            out.push(char::from(first));
            at += 1;
        } else {
            return Err(illegal);
        }
    }
    Ok(out)
}

/// A character set of ISO 2022.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    /// JIS X 0201, ASCII but for two characters.
    Roman,
    Katakana,
    Jis0208,
    Jis0212,
    Gb2312,
    Ksx1001,
    Latin1,
    Greek,
}

/// What an escape sequence makes of the sets in use.
#[derive(Clone, Copy)]
enum Place {
    Zero,
    One,
    Two,
}

type Designation = (&'static [u8], Place, Set);

const ROMAN: [Designation; 4] = [
    (b"\x1b(B", Place::Zero, Set::Ascii),
    (b"\x1b(J", Place::Zero, Set::Roman),
    (b"\x1b$B", Place::Zero, Set::Jis0208),
    (b"\x1b$@", Place::Zero, Set::Jis0208),
];
const JIS0212: Designation = (b"\x1b$(D", Place::Zero, Set::Jis0212);
const KATAKANA: Designation = (b"\x1b(I", Place::Zero, Set::Katakana);
const FOREIGN: [Designation; 4] = [
    (b"\x1b$A", Place::Zero, Set::Gb2312),
    (b"\x1b$(C", Place::Zero, Set::Ksx1001),
    (b"\x1b.A", Place::Two, Set::Latin1),
    (b"\x1b.F", Place::Two, Set::Greek),
];
const KOREAN: Designation = (b"\x1b$)C", Place::One, Set::Ksx1001);

/// The escape sequences of an encoding.
fn sets(name: &str) -> Vec<Designation> {
    let mut sets = match name {
        "iso2022_kr" => return vec![ROMAN[0], KOREAN],
        _ => ROMAN.to_vec(),
    };
    match name {
        "iso2022_jp_1" => sets.push(JIS0212),
        "iso2022_jp_2" => {
            sets.push(JIS0212);
            sets.extend(FOREIGN);
        }
        "iso2022_jp_ext" => sets.extend([JIS0212, KATAKANA]),
        _ => {}
    }
    sets
}

/// Text in which escape sequences choose among character sets of seven bits.
struct Iso2022 {
    sets: Vec<Designation>,
    zero: Set,
    one: Option<Set>,
    two: Option<Set>,
    shifted: bool,
}

impl Iso2022 {
    fn decode(mut self, bytes: &[u8]) -> Result<String, Failure> {
        const SHIFT_OUT: u8 = 0x0e;
        const SHIFT_IN: u8 = 0x0f;
        let shifts = self.sets.iter().any(|set| matches!(set.1, Place::One));
        let mut out = String::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let rest = &bytes[at..];
            let illegal = |length: usize| Failure { at, length, incomplete: false };
            match first {
                0x1b => {
                    at += self.escape(rest, &mut out).map_err(|length| match length {
                        Some(length) => illegal(length),
                        None => Failure { at, length: rest.len(), incomplete: true },
                    })?;
                    continue;
                }
                SHIFT_OUT | SHIFT_IN if shifts => {
                    self.shifted = first == SHIFT_OUT;
                    at += 1;
                    continue;
                }
                0..0x20 => {
                    self.shifted &= first != b'\n';
                    out.push(char::from(first));
                    at += 1;
                    continue;
                }
                0x80.. => return Err(illegal(1)),
                _ => {}
            }
            let set = if self.shifted { self.one.ok_or_else(|| illegal(1))? } else { self.zero };
            let width = if matches!(set, Set::Ascii | Set::Roman | Set::Katakana) { 1 } else { 2 };
            let Some(character) = rest.get(..width) else {
                return Err(Failure { at, length: rest.len(), incomplete: true });
            };
            if !set.character(character, &mut out) {
                return Err(illegal(width));
            }
            at += width;
        }
        Ok(out)
    }

    /// Follows an escape sequence; how many bytes it takes, with the character that a single shift is for. Fails with the
    /// length of one that means nothing, `None` for one without an end.
    fn escape(&mut self, rest: &[u8], out: &mut String) -> Result<usize, Option<usize>> {
        const LONGEST: usize = 16;
        let ends = |byte: &u8| matches!(byte, b'@'..=b'Z');
        let &second = rest.get(1).ok_or(None)?;
        if let (Some(set), b'N') = (self.two, second) {
            let third = rest.get(2..3).ok_or(None)?;
            return if set.character(third, out) { Ok(3) } else { Err(Some(3)) };
        }
        let end = rest.iter().skip(1).take(LONGEST).position(ends).map(|end| end + 2);
        if !b"()$.&".contains(&second) {
            // It goes through as it is.
            let length = end.unwrap_or(1);
            out.extend(rest[..length].iter().map(|&byte| char::from(byte)));
            return Ok(length);
        }
        let known = self.sets.iter().find(|(sequence, ..)| rest.starts_with(sequence));
        let Some(&(sequence, place, set)) = known else {
            return Err(match end {
                None if rest.len() <= LONGEST => None,
                end => Some(end.unwrap_or(1)),
            });
        };
        match place {
            Place::Zero => self.zero = set,
            Place::One => self.one = Some(set),
            Place::Two => self.two = Some(set),
        }
        Ok(sequence.len())
    }
}

impl Set {
    /// Appends the character that these bytes are; false when they are none.
    fn character(self, bytes: &[u8], out: &mut String) -> bool {
        let byte = bytes[0];
        match self {
            Set::Jis0208 => return seven_bits("euc_jp", &[], bytes, out),
            Set::Jis0212 => return seven_bits("euc_jp", &[0x8f], bytes, out),
            Set::Gb2312 => return seven_bits("gb2312", &[], bytes, out),
            Set::Ksx1001 => return seven_bits("euc_kr", &[], bytes, out),
            Set::Roman if byte == b'\\' => out.push('\u{a5}'),
            Set::Roman if byte == b'~' => out.push('\u{203e}'),
            Set::Ascii | Set::Roman => out.push(char::from(byte)),
            Set::Katakana => return seven_bits("shift_jis", &[], bytes, out),
            Set::Latin1 => out.push(char::from(byte | 0x80)),
            Set::Greek => {
                let high = super::charmaps::high_half("iso8859_7").unwrap_or_default();
                match high.chars().nth(usize::from(byte & 0x7f)) {
                    Some(character) if character != char::REPLACEMENT_CHARACTER => out.push(character),
                    _ => return false,
                }
            }
        }
        true
    }
}
