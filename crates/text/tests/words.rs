//! Arithmetic on words against the library's, at the borders of words and anywhere.

use std::mem::MaybeUninit;

use dashu_int::{IBig, Sign, UBig};
use proptest::prelude::*;
use taipan_text::int::words;

/// What an algorithm writes.
fn written<R>(length: usize, fill: impl FnOnce(words::Out<'_>) -> R) -> (UBig, R) {
    let mut out = vec![MaybeUninit::new(0xdead); length];
    let result = fill(&mut out);
    // SAFETY: every word was written above.
    #[expect(unsafe_code, reason = "reads what was written")]
    let words: Vec<u64> = out.iter().map(|word| unsafe { word.assume_init() }).collect();
    (UBig::from_words(&words), result)
}

fn magnitude() -> impl Strategy<Value = Vec<u64>> {
    let word =
        prop_oneof![any::<u64>(), Just(0), Just(1), Just(u64::MAX), Just(1 << 63), Just((1 << 63) - 1)];
    proptest::collection::vec(word, 0..9).prop_map(|words| UBig::from_words(&words).as_words().to_vec())
}

fn ordered(a: Vec<u64>, b: Vec<u64>) -> (Vec<u64>, Vec<u64>) {
    if words::order(&a, &b).is_lt() { (b, a) } else { (a, b) }
}

/// A dividend whose quotient by `b` is near `quotient`.
fn dividend(b: &[u64], quotient: u64, offset: i8) -> Vec<u64> {
    let product = IBig::from(UBig::from_words(b) * quotient) + IBig::from(offset);
    if product.sign() == Sign::Negative { Vec::new() } else { product.as_sign_words().1.to_vec() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn sums_and_differences(a in magnitude(), b in magnitude()) {
        let (a, b) = ordered(a, b);
        let (x, y) = (UBig::from_words(&a), UBig::from_words(&b));
        prop_assert_eq!(words::order(&a, &b), x.cmp(&y));
        prop_assert_eq!(written(a.len() + 1, |out| words::add(out, &a, &b)).0, &x + &y);
        prop_assert_eq!(written(a.len(), |out| words::subtract(out, &a, &b)).0, &x - &y);
    }

    #[test]
    fn products(a in magnitude(), b in magnitude(), word in any::<u64>()) {
        let (x, y) = (UBig::from_words(&a), UBig::from_words(&b));
        prop_assert_eq!(written(a.len() + b.len(), |out| words::multiply(out, &a, &b)).0, &x * y);
        prop_assert_eq!(written(a.len() + 1, |out| words::multiply_word(out, &a, word)).0, x * word);
    }

    #[test]
    fn quotients_by_a_word(a in magnitude(), b in 1..=u64::MAX) {
        let x = UBig::from_words(&a);
        let (quotient, remainder) = written(a.len(), |out| words::divide_word(out, &a, b));
        prop_assert_eq!(quotient, &x / b);
        prop_assert_eq!(UBig::from(remainder), x % UBig::from(b));
        prop_assert_eq!(words::remainder_word(&a, b), remainder);
    }

    #[test]
    fn quotients_of_a_word(a in magnitude(), b in magnitude(), quotient in any::<u64>(), offset in any::<i8>()) {
        prop_assume!(!b.is_empty());
        for a in [a, dividend(&b, quotient, offset), dividend(&b, u64::MAX, offset), dividend(&b, 1, offset)] {
            let (x, y) = (UBig::from_words(&a), UBig::from_words(&b));
            let expected = (&x / &y, &x % &y);
            if let Some((quotient, inexact)) = words::short_quotient(&a, &b) {
                prop_assert_eq!(UBig::from(quotient), expected.0.clone());
                prop_assert_eq!(inexact, expected.1 != UBig::ZERO);
            }
            if let Some(estimate) = words::estimate(&a, &b) {
                let (remainder, quotient) =
                    written(b.len(), |out| words::short_divide(out, &a, &b, estimate));
                prop_assert_eq!(UBig::from(quotient), expected.0);
                prop_assert_eq!(remainder, expected.1);
            }
        }
    }
}

#[test]
fn estimates_are_had_where_the_quotient_is_small() {
    let divisor = [3, 0, 1 << 40];
    assert_eq!(words::estimate(&[1, 2, 3, 0x1234], &divisor), Some(0x1234 << 24));
    assert_eq!(words::estimate(&[1, 2, 3, 1 << 40], &divisor), None);
    assert_eq!(words::estimate(&[1, 2], &divisor), None);
    assert_eq!(words::estimate(&[1, 2], &[1]), None);
}
