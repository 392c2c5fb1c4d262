//! A float as an integer times a power of two, and back with correct rounding.

use dashu_int::IBig;

use crate::error::TextError;

/// A finite float as `mantissa × 2^exponent`, the mantissa odd or zero.
pub fn decompose(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (mantissa, exponent) = match (bits >> 52 & 0x7FF) as i32 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    };
    if mantissa == 0 {
        return (0, 0);
    }
    let shift = mantissa.trailing_zeros();
    let mantissa = mantissa >> shift;
    (if value.is_sign_negative() { -mantissa } else { mantissa }, exponent + shift as i32)
}

/// `float.as_integer_ratio`: numerator and positive denominator in lowest terms.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for NaN.
pub fn integer_ratio(value: f64) -> Result<(IBig, IBig), TextError> {
    if value.is_nan() {
        return Err(TextError::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(TextError::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = decompose(value);
    let power = IBig::ONE << exponent.unsigned_abs() as usize;
    Ok(if exponent >= 0 { (IBig::from(mantissa) * power, IBig::ONE) } else { (IBig::from(mantissa), power) })
}

/// The float nearest to `value × 2^exponent`, ties to even; `sticky` says that the true value is a
/// little larger. Infinite when too large.
pub(crate) fn assemble(value: u64, sticky: bool, exponent: i64) -> f64 {
    if value == 0 {
        return 0.0;
    }
    let length = 64 - i64::from(value.leading_zeros());
    let top = exponent.saturating_add(length);
    if top > 1024 {
        return f64::INFINITY;
    }
    // The lowest bit that the result can hold.
    let lowest = (top - 53).max(-1074);
    let drop = lowest.saturating_sub(exponent);
    let kept = match drop {
        ..=0 => value << -drop,
        1..=64 => {
            let kept = if drop == 64 { 0 } else { value >> drop };
            let half = 1u64 << (drop - 1);
            let lost = value & (half | (half - 1));
            let up = lost > half || lost == half && (sticky || kept & 1 == 1);
            kept + u64::from(up)
        }
        _ => 0,
    };
    // `kept` has 53 bits or is the power of two above them; both scale exactly.
    scale(kept, lowest)
}

/// `value × 2^exponent` where it is exact or overflows.
fn scale(value: u64, exponent: i64) -> f64 {
    if exponent == -1074 {
        return f64::from_bits(value);
    }
    if value >> 53 == 1 && exponent == 1024 - 53 {
        return f64::INFINITY;
    }
    let (value, exponent) = if value >> 53 == 1 { (value >> 1, exponent + 1) } else { (value, exponent) };
    let biased = (exponent + 1075) as u64;
    f64::from_bits(biased << 52 | (value & ((1 << 52) - 1)))
}

/// Taking a float apart and putting it together again gives the same float.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_whole() {
        for value in [1.0, 0.1, 5e-324, f64::MAX, f64::MIN_POSITIVE, 3e-310] {
            let (mantissa, exponent) = decompose(value);
            assert_eq!(assemble(mantissa.unsigned_abs(), false, exponent.into()), value);
        }
    }
}
