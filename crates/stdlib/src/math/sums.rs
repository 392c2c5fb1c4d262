//! Sums without rounding on the way: `fsum`, `sumprod`; and `prod`.

use taipan_bytecode::BinaryOperator;
use taipan_vm::builtins::float::{self, Float};
use taipan_vm::builtins::int::from_i64;
use taipan_vm::object::Kind;
use taipan_vm::{PyResult, Thread, Value};

use super::double::{Total, sum};

const ADD: usize = BinaryOperator::Add as usize;
const MULTIPLY: usize = BinaryOperator::Multiply as usize;

/// A sum of floats, exact: partial sums that do not overlap, small ones first (Shewchuk 1997).
#[derive(Default)]
struct Exact {
    partials: Vec<f64>,
    /// The sum of infinities and NaNs.
    special: f64,
    infinities: f64,
}

impl Exact {
    /// Adds a number; false when the sum of finite numbers leaves the floats.
    fn add(&mut self, number: f64) -> bool {
        let mut carry = number;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let partial = self.partials[index];
            let (high, low) = sum(carry, partial);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            carry = high;
        }
        self.partials.truncate(kept);
        if carry.is_finite() {
            if carry != 0.0 {
                self.partials.push(carry);
            }
            return true;
        }
        if number.is_finite() {
            return false;
        }
        if number.is_infinite() {
            self.infinities += number;
        }
        self.special += number;
        self.partials.clear();
        true
    }

    /// The nearest float, ties to even.
    fn value(mut self) -> f64 {
        let mut high = self.partials.pop().unwrap_or(0.0);
        let mut low = 0.0;
        while let Some(partial) = self.partials.pop() {
            (high, low) = sum(high, partial);
            if low != 0.0 {
                break;
            }
        }
        // Half a unit is lost: what lies below decides the tie.
        if let Some(&below) = self.partials.last()
            && (low < 0.0) == (below < 0.0)
            && low != 0.0
        {
            let twice = low * 2.0;
            let rounded = high + twice;
            if rounded - high == twice {
                high = rounded;
            }
        }
        high
    }
}

/// `math.fsum(seq)`
pub(super) fn fsum(t: &mut Thread, items: &Value) -> PyResult<f64> {
    let mut total = Exact::default();
    t.iterate(items, |t, item| {
        let number = t.as_f64(&item)?;
        if total.add(number) { Ok(true) } else { Err(t.overflow_error("intermediate overflow in fsum")) }
    })?;
    if total.special != 0.0 {
        if total.infinities.is_nan() {
            return Err(t.value_error("-inf + inf in fsum"));
        }
        return Ok(total.special);
    }
    Ok(total.value())
}

/// `math.prod(iterable, start=start)`
pub(super) fn prod(t: &mut Thread, iterable: &Value, start: Value) -> PyResult {
    let mut product = start;
    t.iterate(iterable, |t, item| {
        product = t.binary_op(MULTIPLY, &product, &item)?;
        Ok(true)
    })?;
    Ok(product)
}

/// A sum of products: of ints and of floats apart, as long as they stay among themselves.
struct Products {
    total: Value,
    ints: Option<i64>,
    floats: Option<Total>,
    /// Whether the part holds anything.
    ints_used: bool,
    floats_used: bool,
}

impl Products {
    fn add(&mut self, t: &mut Thread, p: &Value, q: &Value) -> PyResult<()> {
        if let Some(ints) = self.ints {
            let product = p.as_small_int().zip(q.as_small_int()).and_then(|(p, q)| p.checked_mul(q));
            if let Some(sum) = product.and_then(|product| ints.checked_add(product)) {
                (self.ints, self.ints_used) = (Some(sum), true);
                return Ok(());
            }
            self.finish_ints(t)?;
        }
        if let Some(floats) = self.floats {
            if let Some(sum) = float_pair(p, q).and_then(|(p, q)| floats.add_product(p, q)) {
                (self.floats, self.floats_used) = (Some(sum), true);
                return Ok(());
            }
            self.finish_floats(t)?;
        }
        let product = t.binary_op(MULTIPLY, p, q)?;
        self.total = t.binary_op(ADD, &self.total, &product)?;
        Ok(())
    }

    fn finish_ints(&mut self, t: &mut Thread) -> PyResult<()> {
        if let (Some(ints), true) = (self.ints.take(), self.ints_used) {
            let ints = from_i64(t, ints)?;
            self.total = t.binary_op(ADD, &self.total, &ints)?;
        }
        Ok(())
    }

    fn finish_floats(&mut self, t: &mut Thread) -> PyResult<()> {
        if let (Some(floats), true) = (self.floats.take(), self.floats_used) {
            let floats = float::new(t, floats.value())?;
            self.total = t.binary_op(ADD, &self.total, &floats)?;
        }
        Ok(())
    }
}

/// The factors as floats, when both are floats or one is a float and the other an int or bool that fits.
fn float_pair(p: &Value, q: &Value) -> Option<(f64, f64)> {
    let float = |value: &Value| value.exact::<Float>().map(Float::get);
    let either = |value: &Value| {
        float(value).or_else(|| {
            let is_int =
                value.as_small_int().is_some() || value.raw().is_bool() || value.is_kind(Kind::BigInt);
            let number = if is_int { taipan_vm::builtins::int::of(value)? } else { return None };
            taipan_text::int::IntRef::from(number).to_float().ok()
        })
    };
    if float(p).is_none() && float(q).is_none() {
        return None;
    }
    either(p).zip(either(q))
}

/// `math.sumprod(p, q)`
pub(super) fn sumprod(t: &mut Thread, p: &Value, q: &Value) -> PyResult {
    let (p, q) = (t.iter(p)?, t.iter(q)?);
    let mut products = Products {
        total: Value::small_int(0),
        ints: Some(0),
        floats: Some(Total::default()),
        ints_used: false,
        floats_used: false,
    };
    loop {
        let (p, q) = (t.next(&p)?, t.next(&q)?);
        match (p, q) {
            (Some(p), Some(q)) => products.add(t, &p, &q)?,
            (None, None) => break,
            _ => return Err(t.value_error("Inputs are not the same length")),
        }
        t.drain();
    }
    products.finish_ints(t)?;
    products.finish_floats(t)?;
    Ok(products.total)
}

/// Values recorded from CPython 3.14.
#[cfg(test)]
mod tests {
    use super::Exact;

    fn total(numbers: &[f64]) -> Option<f64> {
        let mut total = Exact::default();
        numbers.iter().all(|&number| total.add(number)).then(|| total.value())
    }

    #[test]
    fn sums_round_once() {
        assert_eq!(total(&[0.1; 10]), Some(1.0));
        assert_eq!(total(&[1e16, 1.0, 1e-16]), Some(1.000_000_000_000_000_2e16));
        assert_eq!(total(&[1e308, 1e308, -1e308]), None);
        assert_eq!(total(&[]), Some(0.0));
    }
}
