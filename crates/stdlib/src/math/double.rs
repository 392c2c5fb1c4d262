//! Error-free transformations: sums and products of floats as unevaluated sums, and what is built of them. See Ogita,
//! Rump and Oishi, "Accurate Sum and Dot Product" (2005).

/// The product, and what rounding it lost.
pub(super) fn product(x: f64, y: f64) -> (f64, f64) {
    let product = x * y;
    (product, x.mul_add(y, -product))
}

/// The sum, and what rounding it lost.
pub(super) fn sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let part = sum - x;
    (sum, (x - (sum - part)) + (y - part))
}

/// [`sum`] where the first is not smaller in magnitude.
fn sorted_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    (sum, (x - sum) + y)
}

/// A sum of products with three times the precision of a float.
#[derive(Clone, Copy, Default)]
pub(super) struct Total {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Total {
    /// Adds a product; `None` when that leaves the finite numbers.
    pub(super) fn add_product(self, x: f64, y: f64) -> Option<Total> {
        let (product, product_rest) = product(x, y);
        let (high, high_rest) = sum(self.high, product);
        let (low, low_rest) = sum(self.low, product_rest);
        let (low, rest) = sum(low, high_rest);
        high.is_finite().then_some(Total { high, low, tiny: self.tiny + low_rest + rest })
    }

    /// The nearest float.
    pub(super) fn value(self) -> f64 {
        let (high, low) = sum(self.low, self.high);
        self.tiny + low + high
    }
}

/// The square root of the sum of squares of magnitudes, of which `largest` is the largest.
pub(super) fn norm(magnitudes: &mut [f64], largest: f64) -> f64 {
    if largest.is_infinite() {
        return largest;
    }
    if magnitudes.iter().any(|magnitude| magnitude.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || magnitudes.len() <= 1 {
        return largest;
    }
    if largest < f64::MIN_POSITIVE {
        magnitudes.iter_mut().for_each(|magnitude| *magnitude /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * norm(magnitudes, largest / f64::MIN_POSITIVE);
    }
    // A power of two that brings the largest between a half and 1: nothing is lost.
    let exponent = (largest.to_bits() >> 52) as i64 - 1022;
    let scale = super::bits::scale(1.0, -exponent);
    let mut squares = Squares { whole: 1.0, product_rests: 0.0, sum_rests: 0.0 };
    for magnitude in magnitudes.iter() {
        let scaled = magnitude * scale;
        squares.add(scaled, scaled);
    }
    let root = squares.value().sqrt();
    // One step of Newton's method, with the exact square of the root taken away.
    squares.add(-root, root);
    (root + squares.value() / (2.0 * root)) / scale
}

/// A sum of squares below 1, on top of 1 so that each is the smaller summand.
struct Squares {
    whole: f64,
    product_rests: f64,
    sum_rests: f64,
}

impl Squares {
    fn add(&mut self, x: f64, y: f64) {
        let (square, product_rest) = product(x, y);
        let (whole, sum_rest) = sorted_sum(self.whole, square);
        self.whole = whole;
        self.product_rests += product_rest;
        self.sum_rests += sum_rest;
    }

    fn value(&self) -> f64 {
        self.whole - 1.0 + (self.product_rests + self.sum_rests)
    }
}

/// Values recorded from CPython 3.14.
#[cfg(test)]
mod tests {
    use super::{Total, norm};

    #[test]
    fn norms_neither_overflow_nor_vanish() {
        let norm = |sizes: &[f64]| norm(&mut sizes.to_vec(), sizes.iter().fold(0.0, |a, &b| f64::max(a, b)));
        assert_eq!(norm(&[1e200, 1e200]), 1.414_213_562_373_095e200);
        assert_eq!(norm(&[5e-324, 5e-324]), 5e-324);
        assert_eq!(norm(&[3e-310, 4e-310]), 5e-310);
        assert_eq!(norm(&[0.1, 0.2, 0.3, 0.4]), 0.547_722_557_505_166_1);
        assert_eq!(norm(&[f64::INFINITY, f64::NAN]), f64::INFINITY);
        assert!(norm(&[f64::NAN, 1.0]).is_nan());
        assert_eq!(norm(&[]), 0.0);
    }

    #[test]
    fn totals_keep_what_rounding_loses() {
        let total =
            [1e16, 1.0, -1e16].iter().try_fold(Total::default(), |total, &x| total.add_product(x, 1.0));
        assert_eq!(total.map(Total::value), Some(1.0));
        assert!(Total::default().add_product(1e308, 10.0).is_none());
    }
}
