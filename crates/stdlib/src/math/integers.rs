//! Functions on integers.

use std::cmp::Ordering;

use dashu_int::IBig;
use taipan_text::TextError;
use taipan_text::int;
use taipan_vm::builtins::int::arith::{absolute, is_zero, order, wide};
use taipan_vm::builtins::int::{Integer, finish, from_i64};
use taipan_vm::{Exception, PyResult, Thread, Value};

/// The number of an argument that must be an integer.
fn number(index: &Value) -> Integer<'_> {
    match Integer::of(index) {
        Some(number) => number,
        None => unreachable!("as_index answers an int"),
    }
}

/// `math.gcd(*integers)`
pub(super) fn gcd(t: &mut Thread, integers: &[Value]) -> PyResult {
    fold(t, integers, 0, |a, b| match (a, b) {
        (Integer::Small(a), Integer::Small(b)) => Ok(small_gcd(a.unsigned_abs(), b.unsigned_abs()).into()),
        _ => Ok(int::gcd(&wide(a), &wide(b))),
    })
}

/// `math.lcm(*integers)`
pub(super) fn lcm(t: &mut Thread, integers: &[Value]) -> PyResult {
    fold(t, integers, 1, |a, b| {
        if is_zero(a) || is_zero(b) {
            return Ok(IBig::ZERO);
        }
        let (a, b) = (wide(a), wide(b));
        let multiple = int::multiply(&int::floor_div(&a, &int::gcd(&a, &b))?, &b)?;
        Ok(if Integer::Big(&multiple).is_negative() { -multiple } else { multiple })
    })
}

/// Combines the arguments from the left. With a single one, the answer is its absolute value.
fn fold(
    t: &mut Thread,
    integers: &[Value],
    empty: i64,
    combine: impl Fn(Integer<'_>, Integer<'_>) -> Result<IBig, TextError>,
) -> PyResult {
    let Some((first, rest)) = integers.split_first() else { return Ok(Value::small_int(empty)) };
    let first = t.as_index(first)?;
    let mut result = absolute(t, number(&first))?;
    for next in rest {
        let next = t.as_index(next)?;
        result = finish(t, combine(number(&result), number(&next)))?;
    }
    Ok(result)
}

fn small_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `math.isqrt(n)`
pub(super) fn isqrt(t: &mut Thread, n: &Value) -> PyResult {
    let n = t.as_index(n)?;
    match number(&n) {
        Integer::Small(n @ 0..) => from_i64(t, n.isqrt()),
        n => finish(t, int::isqrt(&wide(n))),
    }
}

/// `math.factorial(n)`
pub(super) fn factorial(t: &mut Thread, n: &Value) -> PyResult {
    let n = t.as_index(n)?;
    let n = number(&n);
    if n.is_negative() {
        return Err(t.value_error("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) => finish(t, falling(&IBig::from(n), n.unsigned_abs())),
        None => Err(t.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX))),
    }
}

/// `math.perm(n, k)`
pub(super) fn permutations(t: &mut Thread, n: &Value, k: Option<&Value>) -> PyResult {
    let Some(k) = k else { return factorial(t, n) };
    let (n, k) = (t.as_index(n)?, t.as_index(k)?);
    let (n, k) = (number(&n), number(&k));
    check_signs(t, n, k)?;
    if order(n, k) == Ordering::Less {
        return Ok(Value::small_int(0));
    }
    match k.to_i64() {
        Some(k) => finish(t, falling(&wide(n), k.unsigned_abs())),
        None => Err(t.overflow_error(format!("k must not exceed {}", i64::MAX))),
    }
}

/// `math.comb(n, k)`
pub(super) fn combinations(t: &mut Thread, n: &Value, k: &Value) -> PyResult {
    let (n, k) = (t.as_index(n)?, t.as_index(k)?);
    let (n, k) = (number(&n), number(&k));
    check_signs(t, n, k)?;
    if order(n, k) == Ordering::Less {
        return Ok(Value::small_int(0));
    }
    let (n, k) = (wide(n), wide(k));
    let other = n.as_ref() - k.as_ref();
    let k = if other < *k { &other } else { k.as_ref() };
    match i64::try_from(k) {
        Ok(chosen) => {
            let chosen = chosen.unsigned_abs();
            let orders = falling(k, chosen).and_then(|orders| Ok((falling(&n, chosen)?, orders)));
            finish(t, orders.and_then(|(arranged, orders)| int::floor_div(&arranged, &orders)))
        }
        Err(_) => Err(t.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX))),
    }
}

fn check_signs(t: &mut Thread, n: Integer<'_>, k: Integer<'_>) -> PyResult<()> {
    let negative = |t: &mut Thread, name: &str| -> Exception {
        t.value_error(format!("{name} must be a non-negative integer"))
    };
    if n.is_negative() {
        return Err(negative(t, "n"));
    }
    if k.is_negative() {
        return Err(negative(t, "k"));
    }
    Ok(())
}

/// `n * (n - 1) * …`, `count` factors, none below 1.
fn falling(n: &IBig, count: u64) -> Result<IBig, TextError> {
    int::check_size(int::bit_length(n).saturating_mul(count))?;
    product(n, 0, count)
}

/// The product of `n - i` for `i` from `start` up to `end`, halved so that factors are of a size.
fn product(n: &IBig, start: u64, end: u64) -> Result<IBig, TextError> {
    const LEAF: u64 = 16;
    if end - start > LEAF {
        let middle = start + (end - start) / 2;
        return int::multiply(&product(n, start, middle)?, &product(n, middle, end)?);
    }
    if let Ok(n) = u64::try_from(n) {
        return Ok(small_product(n, start, end));
    }
    Ok((start..end).fold(IBig::ONE, |product, less| product * (n - IBig::from(less))))
}

/// [`product`] of factors that fit 64 bits.
fn small_product(n: u64, start: u64, end: u64) -> IBig {
    let mut result = IBig::ONE;
    let mut part = 1u128;
    for less in start..end {
        let factor = u128::from(n - less);
        match part.checked_mul(factor) {
            Some(larger) => part = larger,
            None => {
                result *= IBig::from(part);
                part = factor;
            }
        }
    }
    result * IBig::from(part)
}
