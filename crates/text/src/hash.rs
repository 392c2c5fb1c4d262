//! The hashes that Python programs can see: numbers by value, tuples and frozen sets by their
//! members. Strings and bytes are hashed elsewhere, under a per-process key.

use dashu_int::{IBig, Sign};

use crate::float::decompose;

/// `sys.hash_info.modulus`: numbers hash to their value modulo this prime.
pub const MODULUS: u64 = (1 << 61) - 1;
/// `sys.hash_info.inf`
pub const INFINITY: i64 = 314_159;
/// `sys.hash_info.imag`
pub const IMAGINARY: u64 = 1_000_003;

/// -1 tells of an error in C, so no object hashes to it.
#[inline]
fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// The hash of a small integer.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    let reduced = if magnitude < MODULUS { magnitude } else { magnitude % MODULUS } as i64;
    not_minus_one(if value < 0 { -reduced } else { reduced })
}

/// The hash of a big integer.
pub fn hash_big(value: &IBig) -> i64 {
    let (sign, words) = value.as_sign_words();
    // 2^64 is 8 modulo 2^61 - 1.
    let reduced = words.iter().rev().fold(0u64, |hash, &word| {
        let wide = u128::from(hash) * 8 + u128::from(word);
        (wide % u128::from(MODULUS)) as u64
    }) as i64;
    not_minus_one(if sign == Sign::Negative { -reduced } else { reduced })
}

/// The hash of a float; `None` for NaN, which hashes by its object's identity.
pub fn hash_f64(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = decompose(value);
    // Powers of two repeat after 61.
    let shift = exponent.rem_euclid(61) as u32;
    let reduced = mantissa.unsigned_abs() % MODULUS;
    let rotated = ((u128::from(reduced) << shift) % u128::from(MODULUS)) as i64;
    Some(not_minus_one(if mantissa < 0 { -rotated } else { rotated }))
}

/// The hash of a complex number from those of its parts.
pub fn hash_complex(real: i64, imaginary: i64) -> i64 {
    let combined = real.cast_unsigned().wrapping_add(IMAGINARY.wrapping_mul(imaginary.cast_unsigned()));
    not_minus_one(combined.cast_signed())
}

/// The hash of a tuple from those of its members (xxHash's rounds).
pub fn hash_tuple(members: impl IntoIterator<Item = i64>) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let (mut hash, mut length) = (PRIME_5, 0u64);
    for member in members {
        hash = hash.wrapping_add(member.cast_unsigned().wrapping_mul(PRIME_2));
        hash = hash.rotate_left(31).wrapping_mul(PRIME_1);
        length += 1;
    }
    match hash.wrapping_add(length ^ (PRIME_5 ^ 3_527_539)).cast_signed() {
        -1 => 1_546_275_796,
        hash => hash,
    }
}

/// The hash of a frozen set from those of its members, in any order.
pub fn hash_frozenset(members: impl IntoIterator<Item = i64>) -> i64 {
    let (mut hash, mut length) = (0u64, 0u64);
    for member in members {
        let member = member.cast_unsigned();
        hash ^= ((member ^ 89_869_747) ^ (member << 16)).wrapping_mul(3_644_798_167);
        length += 1;
    }
    hash ^= (length + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923).cast_signed() {
        -1 => 590_923_713,
        hash => hash,
    }
}
