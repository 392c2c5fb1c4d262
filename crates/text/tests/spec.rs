//! The format mini-language against the reference's recorded answers.

mod common;

use common::{check, codes, hexes, outcome, rows, text};
use dashu_int::IBig;
use proptest::prelude::*;
use taipan_text::int::{Int, IntRef};
use taipan_text::{ErrorKind, Text, spec, with_units};

fn value(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap())
}

fn compare(
    name: &str,
    data: &'static str,
    answer: impl Fn(&[&'static str]) -> Result<Text, taipan_text::TextError>,
) {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(data) {
        total += 1;
        let ours = outcome(answer(&row), |t| hexes(&t));
        let expected = row[row.len() - 1];
        if ours != expected {
            let spec = text(row[row.len() - 2]).to_string_lossy();
            let readable =
                |t: &str| if t.starts_with('!') { t.to_owned() } else { text(t).to_string_lossy() };
            differences.push(format!(
                "{:?} {spec:?}: {:?} expected {:?}",
                &row[..row.len() - 2],
                readable(&ours),
                readable(expected)
            ));
        }
    }
    check(name, total, &differences);
}

#[test]
fn integers() {
    compare("spec int", include_str!("data/spec_int.txt"), |row| {
        let value: IBig = row[0].parse().unwrap();
        let spec = codes(row[1]);
        let big = spec::format_int(IntRef::Big(&value), &spec, "int", 4300);
        if let Int::Small(_) = Int::from(value.clone()) {
            let small = spec::format_int((&Int::from(value)).into(), &spec, "int", 4300);
            assert_eq!(small, big);
        }
        big
    });
}

#[test]
fn floats() {
    compare("spec float", include_str!("data/spec_float.txt"), |row| {
        spec::format_float(value(row[0]), &codes(row[1]), "float")
    });
}

#[test]
fn complex_numbers() {
    compare("spec complex", include_str!("data/spec_complex.txt"), |row| {
        spec::format_complex(value(row[0]), value(row[1]), &codes(row[2]), "complex")
    });
}

#[test]
fn strings() {
    compare("spec str", include_str!("data/spec_str.txt"), |row| {
        let wide = spec::format_str(&codes(row[0]), &codes(row[1]), "str");
        let narrow = with_units!(text(row[0]).units(), s => spec::format_str(s, &codes(row[1]), "str"));
        assert_eq!(wide, narrow);
        wide
    });
}

#[test]
fn wide_fields() {
    let int = |spec: &str| spec::format_int(IntRef::Small(-7), spec.as_bytes(), "int", 0).unwrap().len();
    assert_eq!(int("0100000"), 100_000);
    assert_eq!(int("0100000,"), 100_000);
    assert_eq!(int("<100000"), 100_000);
    let float = |spec: &str| spec::format_float(1.5, spec.as_bytes(), "float").unwrap().len();
    assert_eq!(float("0100000.99990f"), 100_000);
    assert_eq!(float(".70000e"), 70_006);
    assert_eq!(float("#.70000g"), 70_001);
}

#[test]
fn fields_beyond_memory_are_refused() {
    let spec = format!("{}", isize::MAX);
    for result in [
        spec::format_str(b"a", spec.as_bytes(), "str"),
        spec::format_float(1.5, spec.as_bytes(), "float"),
        spec::format_float(1.5, format!("0{spec},").as_bytes(), "float"),
        spec::format_int(IntRef::Small(1), spec.as_bytes(), "int", 0),
        spec::format_complex(1.0, 1.0, spec.as_bytes(), "complex"),
    ] {
        assert_eq!(result.unwrap_err().kind, ErrorKind::Memory);
    }
}

proptest! {
    #[test]
    fn no_specification_panics(spec in "[<>=^ +z#0-9,_.bcdefgnosx%é]{0,8}", value: f64, whole: i64) {
        prop_assume!(!spec.contains(|c: char| c.is_ascii_digit()) || spec.len() < 6);
        let codes: Vec<u32> = spec.chars().map(u32::from).collect();
        let field = |t: Result<Text, taipan_text::TextError>| t.is_ok_and(|t| t.is_empty());
        prop_assert!(!field(spec::format_float(value, &codes, "float")));
        prop_assert!(!field(spec::format_int(IntRef::Small(whole), &codes, "int", 0)));
        prop_assert!(!field(spec::format_complex(value, value, &codes, "complex")));
        prop_assert!(spec::format_str(b"abc", &codes, "str").is_ok() || !codes.is_empty());
    }
}
