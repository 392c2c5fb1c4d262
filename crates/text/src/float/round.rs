//! `round()` of floats: half to even on the exact decimal value, as CPython's dtoa gives it.

use crate::error::TextError;

/// `round(value, digits)`
///
/// # Errors
/// `OverflowError` when the rounded value is beyond the largest float.
pub fn round_digits(value: f64, digits: i64) -> Result<f64, TextError> {
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0 * value);
    }
    if digits == 0 {
        return Ok(value.round_ties_even());
    }
    // Both a small integer and a small power of ten are exact floats: their quotient rounds once.
    if digits > 0
        && let Some(scaled) = scale(value, digits as usize)
        && scaled < 1 << 53
    {
        let magnitude = scaled as f64 / POWERS[digits as usize] as f64;
        return Ok(magnitude.copysign(value));
    }
    let text = if digits > 0 {
        format!("{value:.*}", digits as usize)
    } else {
        round_whole(value, digits.unsigned_abs() as usize)
    };
    let rounded: f64 = text.parse().unwrap_or(value);
    if rounded.is_infinite() {
        return Err(TextError::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// `round(value)` before its conversion to an integer.
pub fn round_even(value: f64) -> f64 {
    value.round_ties_even()
}

/// Powers of ten that fit 64 bits.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut n = 1;
    while n < 20 {
        powers[n] = powers[n - 1] * 10;
        n += 1;
    }
    powers
};

/// The magnitude times `10^places`, rounded half to even, when that is quick and fits 64 bits.
pub(super) fn scale(value: f64, places: usize) -> Option<u64> {
    let power = *POWERS.get(places)?;
    let bits = value.to_bits() & !(1 << 63);
    let biased = (bits >> 52) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match biased {
        0x7FF => return None,
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, biased - 1075),
    };
    // At most 53 + 64 bits.
    let product = u128::from(mantissa) * u128::from(power);
    if exponent >= 0 {
        let wide = (exponent <= 10).then(|| product << exponent)?;
        return u64::try_from(wide).ok();
    }
    let shift = exponent.unsigned_abs();
    if shift > 120 {
        return Some(0);
    }
    let kept = u64::try_from(product >> shift).ok()?;
    let lost = product & ((1 << shift) - 1);
    let half = 1u128 << (shift - 1);
    let up = lost > half || lost == half && kept & 1 == 1;
    kept.checked_add(up.into())
}

/// Rounds away the last places of the whole part.
fn round_whole(value: f64, places: usize) -> String {
    let whole = value.trunc();
    let mut digits = format!("{:0>1$}", format!("{:.0}", whole.abs()), places + 1).into_bytes();
    let kept = digits.len() - places;
    let lost = &digits[kept..];
    let beyond_first = lost[1..].iter().any(|&d| d != b'0') || whole != value;
    let odd = digits[kept - 1] % 2 == 1;
    let up = lost[0] > b'5' || lost[0] == b'5' && (beyond_first || odd);
    digits[kept..].fill(b'0');
    if up {
        increment(&mut digits[..kept]);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    // A carry out of the first digit has left zeros behind.
    let carry = if up && digits[..kept].iter().all(|&d| d == b'0') { "1" } else { "" };
    format!("{sign}{carry}{}", String::from_utf8_lossy(&digits))
}

fn increment(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
}
