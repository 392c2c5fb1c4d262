//! Floats as text against the reference's recorded answers, and laws they keep.

mod common;

use common::{check, codes, outcome, rows, text};
use proptest::prelude::*;
use taipan_text::float::{self, FloatFlags, FloatStyle};
use taipan_text::unicode::repr_string;
use taipan_text::with_units;

fn value(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap())
}

fn bits(value: f64) -> String {
    if value.is_nan() { "nan".to_owned() } else { format!("{:x}", value.to_bits()) }
}

fn compare(name: &str, data: &'static str, expected: usize, answer: impl Fn(&[&'static str]) -> Vec<String>) {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(data) {
        total += 1;
        let ours = answer(&row);
        if ours != row[expected..] {
            differences.push(format!("{:?}: {ours:?}", row));
        }
    }
    check(name, total, &differences);
}

#[test]
fn repr_hex_and_ratio() {
    compare("repr", include_str!("data/float_repr.txt"), 1, |row| {
        let value = value(row[0]);
        let ratio = outcome(float::integer_ratio(value), |(n, d)| format!("{n}/{d}"));
        assert_eq!(float::format(value, FloatStyle::Repr, 0, DOT).unwrap(), float::repr(value));
        vec![float::repr(value), float::to_hex(value), ratio]
    });
}

const DOT: FloatFlags =
    FloatFlags { alternate: false, add_dot_zero: true, no_negative_zero: false, upper: false };

#[test]
fn percent_styles() {
    compare("format", include_str!("data/float_format.txt"), 2, |row| {
        let conversion = row[1].chars().last().unwrap();
        let style = match conversion.to_ascii_lowercase() {
            'e' => FloatStyle::Exponent,
            'f' => FloatStyle::Fixed,
            _ => FloatStyle::General,
        };
        let alternate = row[1].starts_with('#');
        let flags = FloatFlags { alternate, upper: conversion.is_ascii_uppercase(), ..FloatFlags::default() };
        let precision = row[1].trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        vec![outcome(float::format(value(row[0]), style, precision, flags), |t| t)]
    });
}

#[test]
fn rounding_to_digits() {
    compare("round", include_str!("data/float_round.txt"), 2, |row| {
        vec![outcome(float::round_digits(value(row[0]), row[1].parse().unwrap()), bits)]
    });
}

#[test]
fn parsing() {
    compare("parse", include_str!("data/float_parse.txt"), 1, |row| {
        let wide = codes(row[0]);
        let narrow = with_units!(text(row[0]).units(), s => float::parse(s).map(bits));
        assert_eq!(narrow, float::parse(&wide).map(bits));
        let result = float::parse(&wide).ok_or_else(|| float::parse_error(&repr_string(&wide)));
        vec![outcome(result, bits)]
    });
}

#[test]
fn parsing_hexadecimal() {
    compare("fromhex", include_str!("data/float_fromhex.txt"), 1, |row| {
        vec![outcome(float::from_hex(&codes(row[0])), bits)]
    });
}

#[test]
fn precision_beyond_all_digits_gives_zeros() {
    let flags = FloatFlags::default();
    let text = float::format(0.1, FloatStyle::Fixed, 100_000, flags).unwrap();
    assert_eq!(text.len(), 100_002);
    assert!(text.starts_with("0.1000000000000000055511151231257827") && text.ends_with("0000"));
    let error = float::format(1.0, FloatStyle::Fixed, usize::MAX, flags).unwrap_err();
    assert_eq!(error, taipan_text::TextError::memory());
}

proptest! {
    #[test]
    fn repr_reads_back(bits: u64) {
        let value = f64::from_bits(bits);
        let text = float::repr(value);
        let back = float::parse_ascii(text.as_bytes()).unwrap();
        prop_assert!(back.to_bits() == bits || value.is_nan() && back.is_nan());
    }

    #[test]
    fn hex_reads_back(bits: u64) {
        let value = f64::from_bits(bits);
        let back = float::from_hex(float::to_hex(value).as_bytes()).unwrap();
        prop_assert!(back.to_bits() == bits || value.is_nan() && back.is_nan());
    }

    #[test]
    fn parsing_never_panics(text: String, wide: Vec<u32>) {
        prop_assert_eq!(float::parse(text.as_bytes()).is_some() && text.trim().is_empty(), false);
        prop_assert_eq!(float::parse(&wide).is_some() && wide.is_empty(), false);
    }
}
