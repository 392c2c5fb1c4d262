//! Sums, products and short quotients of magnitudes, written straight to where the result is to lie. For numbers of few
//! words the work itself is small beside what a library does around it: scratch space, copies, a result of its own.
//!
//! A magnitude is a slice of words, the least significant first, without leading zeros; zero has none.
#![expect(unsafe_code, reason = "reads back what it has just written")]

use std::cmp::Ordering;
use std::mem::MaybeUninit;

/// Where a result goes: every word of it is written.
pub type Out<'a> = &'a mut [MaybeUninit<u64>];

/// The order of two magnitudes.
#[inline]
pub fn order(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `a + b` in one word more than `a` has, which has no fewer than `b`.
#[inline]
pub fn add(sum: Out<'_>, a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (sums, rest) = sum.split_at_mut(b.len());
    let mut carry = false;
    for ((out, &x), &y) in sums.iter_mut().zip(low).zip(b) {
        let digit;
        (digit, carry) = x.carrying_add(y, carry);
        out.write(digit);
    }
    let (last, rest) = rest.split_last_mut().expect("a sum has a word for its carry");
    for (out, &x) in rest.iter_mut().zip(high) {
        let digit;
        (digit, carry) = x.carrying_add(0, carry);
        out.write(digit);
    }
    last.write(u64::from(carry));
}

/// `a - b` in as many words as `a`, which is not less than `b`.
#[inline]
pub fn subtract(difference: Out<'_>, a: &[u64], b: &[u64]) {
    let (low, high) = a.split_at(b.len());
    let (differences, rest) = difference.split_at_mut(b.len());
    let mut borrow = false;
    for ((out, &x), &y) in differences.iter_mut().zip(low).zip(b) {
        let digit;
        (digit, borrow) = x.borrowing_sub(y, borrow);
        out.write(digit);
    }
    for (out, &x) in rest.iter_mut().zip(high) {
        let digit;
        (digit, borrow) = x.borrowing_sub(0, borrow);
        out.write(digit);
    }
    debug_assert!(!borrow, "the larger magnitude comes first");
}

/// `a * b` in one word more than `a` has.
#[inline]
pub fn multiply_word(product: Out<'_>, a: &[u64], b: u64) {
    let (last, rest) = product.split_last_mut().expect("a product has a word for its carry");
    let mut carry = 0;
    for (out, &x) in rest.iter_mut().zip(a) {
        let digit;
        (digit, carry) = x.carrying_mul(b, carry);
        out.write(digit);
    }
    last.write(carry);
}

/// `a * b` in as many words as both have together, row by row. Worth it for tens of words; beyond, there are better ways.
#[inline]
pub fn multiply(product: Out<'_>, a: &[u64], b: &[u64]) {
    if let ([out0, out1, out2, out3], &[a0, a1], &[b0, b1]) = (&mut *product, a, b) {
        let (digit0, carry) = a0.carrying_mul(b0, 0);
        let (middle, high) = a1.carrying_mul(b0, carry);
        let (digit1, carry) = a0.carrying_mul_add(b1, middle, 0);
        let (digit2, digit3) = a1.carrying_mul_add(b1, high, carry);
        for (out, digit) in [out0, out1, out2, out3].into_iter().zip([digit0, digit1, digit2, digit3]) {
            out.write(digit);
        }
        return;
    }
    product.fill(MaybeUninit::new(0));
    // SAFETY: just written.
    let product = unsafe { product.assume_init_mut() };
    for (place, &y) in b.iter().enumerate() {
        let mut carry = 0;
        for (out, &x) in product[place..].iter_mut().zip(a) {
            (*out, carry) = x.carrying_mul_add(y, *out, carry);
        }
        product[place + a.len()] = carry;
    }
}

/// `divmod(a, b)`: the quotient in as many words as `a`. `b` is not zero.
pub fn divide_word(quotient: Out<'_>, a: &[u64], b: u64) -> u64 {
    let mut rest = 0_u64;
    for (out, &x) in quotient.iter_mut().zip(a).rev() {
        let dividend = u128::from(rest) << 64 | u128::from(x);
        out.write((dividend / u128::from(b)) as u64);
        rest = (dividend % u128::from(b)) as u64;
    }
    rest
}

/// `a % b`; `b` is not zero.
pub fn remainder_word(a: &[u64], b: u64) -> u64 {
    a.iter().rev().fold(0, |rest, &x| ((u128::from(rest) << 64 | u128::from(x)) % u128::from(b)) as u64)
}

/// `a // b` and whether there is a remainder; `None` where there is no [`estimate`].
pub fn short_quotient(a: &[u64], b: &[u64]) -> Option<(u64, bool)> {
    if order(a, b).is_lt() {
        return Some((0, !a.is_empty()));
    }
    let mut quotient = estimate(a, b)?;
    loop {
        match rest(a, b, quotient, |_, _| ()) {
            Some(inexact) => return Some((quotient, inexact)),
            None => quotient -= 1,
        }
    }
}

/// `divmod(a, b)`, the remainder in as many words as `b`; the quotient is the estimate, or less.
pub fn short_divide(remainder: Out<'_>, a: &[u64], b: &[u64], estimate: u64) -> u64 {
    let mut quotient = estimate;
    loop {
        let divided = rest(a, b, quotient, |place, digit| {
            remainder[place].write(digit);
        });
        if divided.is_some() {
            return quotient;
        }
        quotient -= 1;
    }
}

/// The quotient of `a` by `b`, at most two too large: `None` unless `a` has no fewer words, `b` at least two, and the quotient
/// surely fits one. It is that of the two highest words by the highest, scaled so that this has its highest bit set: Knuth,
/// The Art of Computer Programming, volume 2, 4.3.1, theorem B.
pub fn estimate(a: &[u64], b: &[u64]) -> Option<u64> {
    let [.., next, top] = *b else { return None };
    let (high, words) = match a.len().checked_sub(b.len())? {
        0 => (0, a),
        1 => {
            let (&high, words) = a.split_last()?;
            (high, words)
        }
        _ => return None,
    };
    let [.., low, middle] = *words else { return None };
    let shift = top.leading_zeros();
    if high.leading_zeros() < shift {
        return None;
    }
    let divisor = scaled(top, next, shift);
    let dividend = u128::from(scaled(high, middle, shift)) << 64 | u128::from(scaled(middle, low, shift));
    // The first of these words holds more than `b` only when the quotient doesn't fit.
    (dividend >> 64 < u128::from(divisor)).then(|| (dividend / u128::from(divisor)) as u64)
}

/// The high word of two that are shifted left.
fn scaled(high: u64, low: u64, shift: u32) -> u64 {
    ((u128::from(high) << 64 | u128::from(low)) << shift >> 64) as u64
}

/// Gives `digit` the words of `a - quotient * b` below the length of `b`, and says whether any is not zero; `None` when the
/// difference is negative. It is less than `b` where the quotient is not too small.
#[inline(always)]
fn rest(a: &[u64], b: &[u64], quotient: u64, mut digit: impl FnMut(usize, u64)) -> Option<bool> {
    let (mut carry, mut borrow, mut any) = (0, false, 0);
    for (place, (&x, &y)) in a.iter().zip(b).enumerate() {
        let (product, difference);
        (product, carry) = y.carrying_mul(quotient, carry);
        (difference, borrow) = x.borrowing_sub(product, borrow);
        digit(place, difference);
        any |= difference;
    }
    let high = a.get(b.len()).copied().unwrap_or(0);
    let (_, borrow) = high.borrowing_sub(carry, borrow);
    (!borrow).then_some(any != 0)
}
