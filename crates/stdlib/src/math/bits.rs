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
