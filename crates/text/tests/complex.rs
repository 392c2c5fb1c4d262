//! Float and complex arithmetic against the reference's recorded answers.

mod common;

use common::{check, codes, outcome, rows};
use taipan_text::complex::{self, Complex};
use taipan_text::float::{self, Power};
use taipan_text::{TextError, hash, int};

fn value(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap())
}

fn bits(value: f64) -> String {
    if value.is_nan() { "nan".to_owned() } else { format!("{:x}", value.to_bits()) }
}

fn parts(value: Complex) -> String {
    format!("{} {}", bits(value.re), bits(value.im))
}

fn compare(name: &str, data: &'static str, answer: impl Fn(&[&'static str]) -> String) {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(data) {
        total += 1;
        let ours = answer(&row);
        if ours != row[row.len() - 1] {
            differences.push(format!("{row:?}: {ours}"));
        }
    }
    check(name, total, &differences);
}

#[test]
fn floats() {
    compare("float binary", include_str!("data/float_binary.txt"), |row| {
        let (a, b) = (value(row[0]), value(row[2]));
        let power = |power| match power {
            Power::Value(value) => bits(value),
            Power::Complex => {
                outcome(Complex::new(a, 0.0).pow(Complex::new(b, 0.0)), |_| "complex".to_owned())
            }
            Power::ZeroDivision => "!ZeroDivisionError: zero to a negative power".to_owned(),
            Power::Overflow => "!OverflowError: (34, 'Numerical result out of range')".to_owned(),
        };
        match row[1] {
            "**" => power(float::pow(a, b)),
            _ if b == 0.0 => outcome(Err::<f64, _>(int::division_by_zero()), bits),
            "//" => bits(float::floor_div(a, b)),
            _ => {
                assert_eq!(bits(float::modulo(a, b)), bits(float::floor_divmod(a, b).1));
                bits(float::modulo(a, b))
            }
        }
    });
}

fn binary(left: &[f64], name: &str, right: &[f64]) -> Result<Complex, TextError> {
    let number = |parts: &[f64]| Complex::new(parts[0], parts[1]);
    match (left, name, right) {
        ([_, _], "+", [_, _]) => Ok(number(left) + number(right)),
        ([_, _], "-", [_, _]) => Ok(number(left) - number(right)),
        ([_, _], "*", [_, _]) => Ok(number(left) * number(right)),
        ([_, _], "/", [_, _]) => number(left).quotient(number(right)),
        ([_, _], "**", [_, _]) => number(left).pow(number(right)),
        ([_, _], "+", &[real]) => Ok(number(left).add_real(real)),
        ([_, _], "-", &[real]) => Ok(number(left).sub_real(real)),
        ([_, _], "*", &[real]) => Ok(number(left).mul_real(real)),
        ([_, _], "/", &[real]) => number(left).div_real(real),
        (&[real], "+", _) => Ok(number(right).add_real(real)),
        (&[real], "-", _) => Ok(Complex::real_sub(real, number(right))),
        (&[real], "*", _) => Ok(number(right).mul_real(real)),
        (&[real], "/", _) => Complex::real_div(real, number(right)),
        other => panic!("unknown operation {other:?}"),
    }
}

#[test]
fn complex_numbers() {
    compare("complex binary", include_str!("data/complex_binary.txt"), |row| {
        let numbers = |field: &str| field.split(' ').filter(|f| !f.is_empty()).map(value).collect::<Vec<_>>();
        let (left, right) = (numbers(row[0]), numbers(row[2]));
        match row[1] {
            "abs" => outcome(Complex::new(left[0], left[1]).abs(), bits),
            "repr" => complex::repr(Complex::new(left[0], left[1])),
            name => outcome(binary(&left, name, &right), parts),
        }
    });
}

#[test]
fn parsing() {
    compare("complex parse", include_str!("data/complex_parse.txt"), |row| {
        outcome(complex::parse(&codes(row[0])), parts)
    });
}

#[test]
fn hashes_combine() {
    assert_eq!(hash::hash_complex(1, 2), 2_000_007);
    assert_eq!(hash::hash_complex(0, hash::hash_i64(-1)), -2_000_006);
}
