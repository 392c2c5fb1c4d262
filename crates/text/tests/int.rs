//! Integers against the reference's recorded answers, and laws they keep.

mod common;

use std::cmp::Ordering;

use common::{check, codes, outcome, rows, text};
use dashu_int::IBig;
use proptest::prelude::*;
use taipan_text::int::{self, Int, Radix};
use taipan_text::unicode::repr_string;
use taipan_text::{TextError, hash, with_units};

fn big(field: &str) -> IBig {
    field.parse().unwrap()
}

fn small(value: &IBig) -> Option<i64> {
    i64::try_from(value).ok()
}

fn text_of(value: Int) -> String {
    value.into_big().to_string()
}

fn value(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap())
}

fn bits(value: f64) -> String {
    format!("{:x}", value.to_bits())
}

fn shown(result: Result<IBig, TextError>) -> String {
    outcome(result, |v| v.to_string())
}

fn prefixed(digits: &str, radix: Radix) -> String {
    match digits.strip_prefix('-') {
        Some(rest) => format!("-{}{rest}", radix.prefix()),
        None => format!("{}{digits}", radix.prefix()),
    }
}

fn compare(name: &str, data: &'static str, expected: usize, answer: impl Fn(&[&'static str]) -> Vec<String>) {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(data) {
        total += 1;
        let ours = answer(&row);
        if ours != row[expected..] {
            differences.push(format!("{row:?}: {ours:?}"));
        }
    }
    check(name, total, &differences);
}

#[test]
fn text_and_properties() {
    compare("int text", include_str!("data/int_text.txt"), 1, |row| {
        let value = big(row[1]);
        if let Some(narrow) = small(&value) {
            assert_eq!(int::DecimalBuffer::new().format(narrow), row[1].as_bytes());
            assert_eq!(hash::hash_i64(narrow).to_string(), row[4]);
            assert_eq!(prefixed(&int::in_radix_i64(narrow, Radix::Octal), Radix::Octal), row[8]);
        }
        assert_eq!(prefixed(&int::in_radix(&value, Radix::Hex), Radix::Hex), row[0]);
        vec![
            int::decimal(&value),
            int::bit_length(&value).to_string(),
            int::bit_count(&value).to_string(),
            hash::hash_big(&value).to_string(),
            outcome(int::to_float(&value), bits),
            shown(int::isqrt(&value)),
            prefixed(&int::in_radix(&value, Radix::Binary), Radix::Binary),
            prefixed(&int::in_radix(&value, Radix::Octal), Radix::Octal),
            (!value).to_string(),
        ]
    });
}

fn order(ordering: Option<Ordering>) -> String {
    ordering.map_or("-".to_owned(), |o| (o as i8).to_string())
}

#[test]
fn binary_operations() {
    compare("int binary", include_str!("data/int_binary.txt"), 3, |row| {
        let a = big(row[0]);
        if row[1] == "cmp" {
            let b = value(row[2]);
            let answer = order(int::compare_big_with_float(&a, b));
            if let Some(narrow) = small(&a) {
                assert_eq!(order(int::compare_with_float(narrow, b)), answer, "{row:?}");
            }
            return vec![answer];
        }
        let b = big(row[2]);
        let narrow = small(&a).zip(small(&b));
        let answer = match row[1] {
            "//" => shown(int::floor_div(&a, &b)),
            "%" => shown(int::modulo(&a, &b)),
            "&" => (&a & &b).to_string(),
            "|" => (&a | &b).to_string(),
            "^" => (&a ^ &b).to_string(),
            "gcd" => int::gcd(&a, &b).to_string(),
            "/" => outcome(int::true_div(&a, &b), bits),
            "<<" => shown(int::shift_left(&a, &b)),
            ">>" => shown(int::shift_right(&a, &b)),
            "**" => shown(int::pow(&a, &b)),
            "round" => shown(int::round_to_ten(&a, u64::try_from(&b).unwrap())),
            other => panic!("unknown operation {other}"),
        };
        if let Some((a, b)) = narrow {
            let divmod = int::floor_divmod_i64(a, b);
            let same = match row[1] {
                "//" => divmod.map(|(q, _)| q.to_string()),
                "%" => divmod.map(|(_, r)| r.to_string()),
                "/" => Some(outcome(int::true_div_i64(a, b), bits)),
                "<<" => Some(outcome(int::shift_left_i64(a, b), text_of)),
                ">>" => Some(outcome(int::shift_right_i64(a, b), |v| v.to_string())),
                "**" => Some(outcome(int::pow_i64(a, b as u64), text_of)),
                _ => None,
            };
            assert_eq!(*same.as_ref().unwrap_or(&answer), answer, "{row:?}");
        }
        vec![answer]
    });
}

#[test]
fn powers_under_a_modulus() {
    compare("pow", include_str!("data/int_pow_mod.txt"), 3, |row| {
        vec![shown(int::pow_mod(&big(row[0]), &big(row[1]), &big(row[2])))]
    });
}

#[test]
fn bytes() {
    compare("bytes", include_str!("data/int_bytes.txt"), 4, |row| {
        let (little, signed) = (row[2] == "little", row[3] == "True");
        let result = int::to_bytes(&big(row[0]), row[1].parse().unwrap(), little, signed);
        let back =
            result.as_ref().map(|b| int::from_bytes(b, little, !signed).to_string()).unwrap_or_default();
        let hex = outcome(result, |b| b.iter().map(|b| format!("{b:02x}")).collect());
        vec![hex, back]
    });
}

#[test]
fn parsing() {
    compare("int parse", include_str!("data/int_parse.txt"), 2, |row| {
        let (wide, base) = (codes(row[0]), row[1].parse().unwrap());
        let limit = int::DEFAULT_MAX_DIGITS;
        let narrow = with_units!(text(row[0]).units(), s => int::parse(s, base, limit));
        let result = int::parse(&wide, base, limit);
        assert_eq!(narrow, result);
        let result = result.map_err(|e| e.into_error(base, &repr_string(&wide)));
        vec![outcome(result, |v| prefixed(&int::in_radix(&v.into_big(), Radix::Hex), Radix::Hex))]
    });
}

#[test]
fn hashes() {
    compare("hashes", include_str!("data/hashes.txt"), 2, |row| {
        let numbers = || row[1].split(' ').filter(|f| !f.is_empty()).map(|f| f.parse::<i64>().unwrap());
        let members = || numbers().map(hash::hash_i64);
        let hash = match row[0] {
            "float" => hash::hash_f64(value(row[1])).unwrap(),
            "tuple" => hash::hash_tuple(members()),
            "frozenset" => hash::hash_frozenset(members()),
            _ => hash::hash_complex(members().next().unwrap(), members().nth(1).unwrap()),
        };
        vec![hash.to_string()]
    });
    assert_eq!(hash::hash_f64(f64::NAN), None);
}

#[test]
fn results_beyond_memory_are_refused() {
    let huge = IBig::from(1u64 << 62);
    assert_eq!(int::shift_left(&IBig::ONE, &huge), Err(TextError::memory()));
    assert_eq!(int::pow(&IBig::from(3), &huge), Err(TextError::memory()));
    assert_eq!(int::pow(&IBig::from(3), &(IBig::ONE << 70)), Err(TextError::memory()));
    assert_eq!(int::to_bytes(&IBig::ONE, usize::MAX, true, false), Err(TextError::memory()));
}

#[test]
fn the_digit_limit_is_exact() {
    let limit = |value: &IBig, max| outcome(int::decimal_limited(value, max), |t| t.len().to_string());
    let message = "!ValueError: Exceeds the limit (4300 digits) for integer string conversion; \
                   use sys.set_int_max_str_digits() to increase the limit";
    let over = IBig::from(10).pow(4300);
    assert_eq!(limit(&over, 4300), message);
    assert_eq!(limit(&(&over - IBig::ONE), 4300), "4300");
    assert_eq!(limit(&-(over.clone() - IBig::ONE), 4300), "4301");
    assert_eq!(limit(&over, 0), "4301");
    assert_eq!(limit(&(IBig::ONE << 1_000_000), 4300), message);
}

fn any_int() -> impl Strategy<Value = IBig> {
    prop_oneof![
        any::<i64>().prop_map(IBig::from),
        any::<i128>().prop_map(IBig::from),
        (any::<bool>(), proptest::collection::vec(any::<u8>(), 0..80))
            .prop_map(|(signed, bytes)| { int::from_bytes(&bytes, true, signed) }),
    ]
}

proptest! {
    #[test]
    fn division_keeps_its_law(a in any_int(), b in any_int()) {
        prop_assume!(!b.is_zero());
        let (quotient, remainder) = int::floor_divmod(&a, &b).unwrap();
        prop_assert_eq!(&quotient * &b + &remainder, a.clone());
        prop_assert!(remainder.is_zero() || remainder.sign() == b.sign());
        prop_assert_eq!(int::modulo(&a, &b).unwrap(), remainder);
    }

    #[test]
    fn text_reads_back(a in any_int()) {
        let text = int::decimal(&a);
        prop_assert_eq!(&text, &a.to_string());
        prop_assert_eq!(int::parse(text.as_bytes(), 10, 0).unwrap(), Int::from(a.clone()));
        let hex = int::in_radix(&a, Radix::Hex);
        prop_assert_eq!(int::parse(hex.as_bytes(), 16, 0).unwrap().into_big(), a);
    }

    #[test]
    fn equal_numbers_hash_equal(a in any::<f64>()) {
        if a.fract() == 0.0 && let Ok(whole) = int::float_to_int(a) {
            prop_assert_eq!(hash::hash_f64(a), Some(hash::hash_big(&whole.clone().into_big())));
            prop_assert_eq!(int::to_float(&whole.into_big()).unwrap(), a);
        }
    }

    #[test]
    fn comparison_agrees_with_conversion(a in any_int(), b in any::<f64>()) {
        let order = int::compare_big_with_float(&a, b);
        match int::float_to_int(b) {
            Ok(whole) => {
                let whole = whole.into_big();
                let expected = a.cmp(&whole);
                prop_assert!(order == Some(expected) || a == whole && b.fract() != 0.0);
            }
            Err(_) => prop_assert_eq!(order, 0.0.partial_cmp(&b)),
        }
    }
}
