//! Integers to digits. Up to 128 bits no allocation is made on the way; larger ones go through
//! dashu, whose conversion is subquadratic.

use dashu_int::{IBig, Sign, UBig};

use crate::error::TextError;

/// `sys.int_info.default_max_str_digits`
pub const DEFAULT_MAX_DIGITS: usize = 4300;

/// The largest power of ten that fits a word, and its zeros.
pub(super) const CHUNK: u64 = 10_000_000_000_000_000_000;
pub(super) const CHUNK_DIGITS: usize = 19;
/// Numbers of more words are better left to dashu.
pub(super) const MOST_BY_CHUNKS: usize = 16;

/// Every pair of digits, in order.
static PAIRS: [u8; 200] = {
    let mut pairs = [0; 200];
    let mut n = 0;
    while n < 100 {
        pairs[2 * n] = b'0' + (n / 10) as u8;
        pairs[2 * n + 1] = b'0' + (n % 10) as u8;
        n += 1;
    }
    pairs
};

/// Room for the digits of 128 bits and a sign.
#[derive(Debug)]
pub struct DecimalBuffer {
    bytes: [u8; Self::SIZE],
}

impl Default for DecimalBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl DecimalBuffer {
    const SIZE: usize = 40;

    /// An empty buffer.
    pub fn new() -> Self {
        Self { bytes: [0; Self::SIZE] }
    }

    /// Decimal digits of a small integer.
    #[inline]
    pub fn format(&mut self, value: i64) -> &[u8] {
        let start = self.put(value.unsigned_abs(), Self::SIZE);
        self.finish(start, value < 0)
    }

    /// Decimal digits of up to 128 bits.
    pub fn format_wide(&mut self, negative: bool, magnitude: u128) -> &[u8] {
        const CHUNK: u128 = self::CHUNK as u128;
        let (mut rest, mut end) = (magnitude, Self::SIZE);
        // Chunks of 19 digits fit 64 bits.
        while rest >= CHUNK {
            let start = self.put((rest % CHUNK) as u64, end);
            self.bytes[end - 19..start].fill(b'0');
            end -= 19;
            rest /= CHUNK;
        }
        let start = self.put(rest as u64, end);
        self.finish(start, negative)
    }

    /// Writes digits so that they end before `end`; tells where they start.
    #[inline]
    fn put(&mut self, mut value: u64, mut end: usize) -> usize {
        while value >= 100 {
            let pair = (value % 100) as usize * 2;
            value /= 100;
            end -= 2;
            self.bytes[end..end + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
        }
        if value >= 10 {
            let pair = value as usize * 2;
            self.bytes[end - 2..end].copy_from_slice(&PAIRS[pair..pair + 2]);
            return end - 2;
        }
        self.bytes[end - 1] = b'0' + value as u8;
        end - 1
    }

    #[inline]
    fn finish(&mut self, start: usize, negative: bool) -> &[u8] {
        let start = if negative {
            self.bytes[start - 1] = b'-';
            start - 1
        } else {
            start
        };
        &self.bytes[start..]
    }
}

/// Bases with a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Radix {
    /// `0b`
    Binary,
    /// `0o`
    Octal,
    /// `0x`
    Hex,
}

impl Radix {
    /// The prefix as `bin`, `oct` and `hex` write it.
    pub fn prefix(self) -> &'static str {
        match self {
            Radix::Binary => "0b",
            Radix::Octal => "0o",
            Radix::Hex => "0x",
        }
    }
}

/// Decimal text of any length.
pub fn decimal(value: &IBig) -> String {
    let (sign, words) = value.as_sign_words();
    let magnitude = match *words {
        [] => 0,
        [low] => u128::from(low),
        [low, high] => u128::from(high) << 64 | u128::from(low),
        _ if words.len() <= MOST_BY_CHUNKS => return by_chunks(sign == Sign::Negative, words),
        _ => return value.to_string(),
    };
    let mut buffer = DecimalBuffer::new();
    ascii(buffer.format_wide(sign == Sign::Negative, magnitude).to_vec())
}

fn ascii(text: Vec<u8>) -> String {
    String::from_utf8(text).expect("digits and signs are ASCII")
}

/// Decimal digits, taken off 19 at a time: quadratic.
fn by_chunks(negative: bool, words: &[u64]) -> String {
    let mut rest = words.to_vec();
    let mut chunks = Vec::with_capacity(words.len() + words.len() / 32 + 1);
    while !rest.is_empty() {
        let mut chunk = 0;
        for word in rest.iter_mut().rev() {
            let dividend = u128::from(chunk) << 64 | u128::from(*word);
            *word = (dividend / u128::from(CHUNK)) as u64;
            chunk = (dividend as u64).wrapping_sub(word.wrapping_mul(CHUNK));
        }
        while rest.last() == Some(&0) {
            rest.pop();
        }
        chunks.push(chunk);
    }
    let mut out = Vec::with_capacity(chunks.len() * CHUNK_DIGITS + 1);
    let mut buffer = DecimalBuffer::new();
    if negative {
        out.push(b'-');
    }
    for (place, chunk) in chunks.into_iter().rev().enumerate() {
        let digits = buffer.format_wide(false, chunk.into());
        if place > 0 {
            out.resize(out.len() + CHUNK_DIGITS - digits.len(), b'0');
        }
        out.extend_from_slice(digits);
    }
    ascii(out)
}

/// Decimal text of `str` and `repr`; `max_digits` is `sys.get_int_max_str_digits()`, 0 for no limit.
///
/// # Errors
/// `ValueError` when there are more digits.
pub fn decimal_limited(value: &IBig, max_digits: usize) -> Result<String, TextError> {
    let too_many = || {
        TextError::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    // 3.3219 bits a digit: decide without the conversion where the size alone tells.
    let bits = super::bit_length(value);
    if max_digits > 0 && bits as u128 > (max_digits as u128 + 1) * 3322 / 1000 + 1 {
        return Err(too_many());
    }
    let text = decimal(value);
    let digits = text.len() - usize::from(text.starts_with('-'));
    if max_digits > 0 && digits > max_digits { Err(too_many()) } else { Ok(text) }
}

/// Lower-case digits in a base that is a power of two, with a minus but no prefix.
pub fn in_radix(value: &IBig, radix: Radix) -> String {
    let (sign, magnitude) = value.clone().into_parts();
    let digits = match radix {
        Radix::Binary => UBig::in_radix(&magnitude, 2).to_string(),
        Radix::Octal => UBig::in_radix(&magnitude, 8).to_string(),
        Radix::Hex => UBig::in_radix(&magnitude, 16).to_string(),
    };
    if sign == Sign::Negative { format!("-{digits}") } else { digits }
}

/// [`in_radix`] of a small integer.
pub fn in_radix_i64(value: i64, radix: Radix) -> String {
    let (sign, magnitude) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    match radix {
        Radix::Binary => format!("{sign}{magnitude:b}"),
        Radix::Octal => format!("{sign}{magnitude:o}"),
        Radix::Hex => format!("{sign}{magnitude:x}"),
    }
}
