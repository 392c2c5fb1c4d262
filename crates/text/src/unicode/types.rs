//! One lookup per character: its flags, case differences and digit value.

use super::tables::{self, DATA, INDEX, NUMERIC_RUNS, RECORDS, SHIFT, SPECIALS};

/// What characters of one kind share: flags, differences to their mappings, digit value.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) flags: u16,
    pub(super) lower: i32,
    pub(super) upper: i32,
    pub(super) title: i32,
    pub(super) fold: i32,
    pub(super) digit: u8,
}

/// Full mappings of a character that a difference cannot express; 0 ends a mapping.
#[derive(Debug)]
pub(super) struct Special {
    pub(super) code: u32,
    pub(super) simple_lower: u32,
    pub(super) maps: [[u32; 3]; 4],
}

/// Which case mapping.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mapping {
    Lower,
    Upper,
    Title,
    Fold,
}

/// The type of one character. All answers are those of `str`'s methods on the character alone.
#[derive(Debug, Clone, Copy)]
pub struct CharType {
    code: u32,
    record: &'static Record,
}

impl CharType {
    /// The type of a character (numbers beyond U+10FFFF are unassigned).
    #[inline]
    pub fn of(code: u32) -> Self {
        // U+10FFFF is unassigned like everything beyond it.
        let at = code.min(0x10_FFFF) as usize;
        let block = usize::from(INDEX[at >> SHIFT]);
        let number = DATA[(block << SHIFT) + (at & ((1 << SHIFT) - 1))];
        Self { code, record: &RECORDS[usize::from(number)] }
    }

    #[inline]
    fn has(self, flag: u16) -> bool {
        self.record.flags & flag != 0
    }

    /// `str.isalpha`
    #[inline]
    pub fn alpha(self) -> bool {
        self.has(tables::ALPHA)
    }

    /// `str.isdecimal`
    #[inline]
    pub fn decimal(self) -> bool {
        self.has(tables::DECIMAL)
    }

    /// `str.isdigit`
    #[inline]
    pub fn digit(self) -> bool {
        self.has(tables::DIGIT)
    }

    /// `str.isnumeric`
    #[inline]
    pub fn numeric(self) -> bool {
        self.has(tables::NUMERIC)
    }

    /// `str.isalnum`
    #[inline]
    pub fn alnum(self) -> bool {
        self.has(tables::ALPHA | tables::DECIMAL | tables::DIGIT | tables::NUMERIC)
    }

    /// `str.isspace`
    #[inline]
    pub fn space(self) -> bool {
        self.has(tables::SPACE)
    }

    /// `str.isprintable`
    #[inline]
    pub fn printable(self) -> bool {
        self.has(tables::PRINTABLE)
    }

    /// `str.islower`
    #[inline]
    pub fn lower(self) -> bool {
        self.has(tables::LOWER)
    }

    /// `str.isupper`
    #[inline]
    pub fn upper(self) -> bool {
        self.has(tables::UPPER)
    }

    /// Whether the character is a titlecase letter (category Lt).
    #[inline]
    pub fn title(self) -> bool {
        self.has(tables::TITLE)
    }

    /// Whether an identifier may begin with it (XID_Start or an underscore).
    #[inline]
    pub fn id_start(self) -> bool {
        self.has(tables::ID_START)
    }

    /// Whether an identifier may go on with it (XID_Continue).
    #[inline]
    pub fn id_continue(self) -> bool {
        self.has(tables::ID_CONTINUE)
    }

    /// Whether it is cased: a word goes on after it for `str.title`.
    #[inline]
    pub fn cased(self) -> bool {
        self.has(tables::CASED)
    }

    /// Whether the final sigma rule looks through it.
    #[inline]
    pub fn case_ignorable(self) -> bool {
        self.has(tables::CASE_IGNORABLE)
    }

    /// Whether `str.splitlines` breaks after it.
    #[inline]
    pub fn line_break(self) -> bool {
        self.has(tables::LINE_BREAK)
    }

    /// The value as a decimal digit (`unicodedata.decimal`).
    #[inline]
    pub fn decimal_value(self) -> Option<u8> {
        self.decimal().then_some(self.record.digit)
    }

    /// The value as a digit, superscripts and the like included (`unicodedata.digit`).
    #[inline]
    pub fn digit_value(self) -> Option<u8> {
        (self.record.digit != u8::MAX).then_some(self.record.digit)
    }

    /// Hands the characters of a full mapping to `sink`.
    #[inline]
    pub(super) fn map(self, mapping: Mapping, mut sink: impl FnMut(u32)) {
        if self.has(tables::SPECIAL)
            && let Some(special) = special(self.code)
        {
            special.maps[mapping as usize].into_iter().take_while(|&c| c != 0).for_each(sink);
            return;
        }
        let difference = match mapping {
            Mapping::Lower => self.record.lower,
            Mapping::Upper => self.record.upper,
            Mapping::Title => self.record.title,
            Mapping::Fold => self.record.fold,
        };
        sink(self.code.wrapping_add_signed(difference));
    }
}

/// The single-character lowercase mapping, as `_sre` compares with IGNORECASE.
pub fn simple_lower(code: u32) -> u32 {
    let kind = CharType::of(code);
    match special(code) {
        Some(special) if kind.has(tables::SPECIAL) => special.simple_lower,
        _ => code.wrapping_add_signed(kind.record.lower),
    }
}

/// The value of a numeric character, fractions included (`unicodedata.numeric`).
pub fn numeric(code: u32) -> Option<f64> {
    let at = NUMERIC_RUNS.partition_point(|run| run.1 < code);
    let &(first, _, value, step) = NUMERIC_RUNS.get(at)?;
    (first <= code).then(|| value + step * f64::from(code - first))
}

fn special(code: u32) -> Option<&'static Special> {
    SPECIALS.binary_search_by_key(&code, |special| special.code).ok().map(|at| &SPECIALS[at])
}
