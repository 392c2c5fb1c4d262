//! Floats taken apart: exponents, neighbours, units in the last place.

const SIGN: u64 = 1 << 63;

/// The mantissa, of a magnitude from a half to 1, and the exponent.
pub(super) fn split(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Subnormal numbers are made normal first.
    let (normal, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(54), 54) } else { (x, 0) };
    let bits = normal.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1022;
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent - shift)
}

/// `x * 2**exponent`, rounded once.
pub(super) fn scale(x: f64, exponent: i64) -> f64 {
    let power = |exponent: i64| f64::from_bits(((exponent + 1023) as u64) << 52);
    let (mantissa, own) = split(x);
    if mantissa == 0.0 || !mantissa.is_finite() {
        return x;
    }
    let exponent = exponent.saturating_add(i64::from(own));
    match exponent {
        1025.. => f64::INFINITY.copysign(x),
        -1021..=1024 => mantissa * 2.0 * power(exponent - 1),
        // Below, only the last product rounds.
        -1080..-1021 => mantissa * power(exponent + 200) * power(-200),
        _ => 0f64.copysign(x),
    }
}

/// The next float after `x` towards `y`.
pub(super) fn next_after(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x == y { y } else { next_after_by(x, y, 1) }
}

/// The float `steps` after `x` towards `y`, at most `y`.
pub(super) fn next_after_by(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 || x.is_nan() {
        return x;
    }
    if y.is_nan() {
        return y;
    }
    let (from, to) = (x.to_bits(), y.to_bits());
    let (from_size, to_size) = (from & !SIGN, to & !SIGN);
    if (from ^ to) & SIGN != 0 {
        // Through zero. Neither size uses the top bit, so that the sum fits.
        return if from_size + to_size <= steps {
            y
        } else if from_size < steps {
            f64::from_bits(to & SIGN | (steps - from_size))
        } else {
            f64::from_bits(from - steps)
        };
    }
    if from_size > to_size {
        if from_size - to_size >= steps { f64::from_bits(from - steps) } else { y }
    } else if to_size - from_size >= steps {
        f64::from_bits(from + steps)
    } else {
        y
    }
}

/// The distance to the next larger magnitude; of the largest float, to the next smaller.
pub(super) fn unit_in_last_place(x: f64) -> f64 {
    let magnitude = x.abs();
    if !magnitude.is_finite() {
        return magnitude;
    }
    match magnitude.next_up() {
        f64::INFINITY => magnitude - magnitude.next_down(),
        next => next - magnitude,
    }
}

/// The fraction and the whole part, both with the sign of `x`.
pub(super) fn fraction(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// Values recorded from CPython 3.14.
#[cfg(test)]
mod tests {
    use super::{fraction, next_after, next_after_by, scale, split, unit_in_last_place};

    #[test]
    fn splitting_and_scaling_undo_each_other() {
        for x in [1.0, -0.3, 5e-324, -3e-310, f64::MIN_POSITIVE, f64::MAX, 0.0, -0.0] {
            let (mantissa, exponent) = split(x);
            assert!(x == 0.0 || (0.5..1.0).contains(&mantissa.abs()), "{x}");
            assert_eq!(scale(mantissa, exponent.into()).to_bits(), x.to_bits(), "{x}");
        }
        assert_eq!(split(5e-324), (0.5, -1073));
    }

    #[test]
    fn scaling_rounds_once() {
        assert_eq!(scale(1.5, -1074), 1e-323);
        assert_eq!(scale(0.5, -1074), 0.0);
        assert_eq!(scale(-0.75, -1074), -5e-324);
        assert_eq!(scale(1.0, i64::MAX), f64::INFINITY);
        assert_eq!(scale(-1.0, i64::MIN).to_bits(), (-0.0f64).to_bits());
        assert_eq!(scale(f64::INFINITY, i64::MIN), f64::INFINITY);
    }

    #[test]
    fn steps_end_at_the_target() {
        assert_eq!(next_after(1.0, 2.0), 1.000_000_000_000_000_2);
        assert_eq!(next_after(-0.0, 0.0).to_bits(), 0);
        assert_eq!(next_after_by(1.0, 2.0, u64::MAX), 2.0);
        assert_eq!(next_after_by(-1.0, 1.0, 1 << 62), f64::MIN_POSITIVE);
        assert_eq!(next_after_by(5e-324, -1.0, 2), -5e-324);
        assert!(next_after(f64::NAN, 1.0).is_nan());
        assert_eq!(next_after_by(1.0, f64::NAN, 0), 1.0);
    }

    #[test]
    fn units_and_fractions() {
        assert_eq!(unit_in_last_place(f64::MAX), 1.995_840_309_534_72e292);
        assert_eq!(unit_in_last_place(0.0), 5e-324);
        assert_eq!(fraction(-2.5), (-0.5, -2.0));
        let (part, whole) = fraction(f64::NEG_INFINITY);
        assert_eq!((part.to_bits(), whole), ((-0.0f64).to_bits(), f64::NEG_INFINITY));
    }
}
