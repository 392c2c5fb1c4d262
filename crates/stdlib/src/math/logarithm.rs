//! Logarithms, of integers beyond the largest float too.

use dashu_int::IBig;
use taipan_text::int;
use taipan_vm::builtins::int::Integer;
use taipan_vm::{PyResult, Thread, Value};

use super::bits;
use super::check::expected_other;

const EXPECTED: &str = "a positive input";

/// The logarithm, in the base that `log` has, of any number.
pub(super) fn logarithm(t: &mut Thread, value: &Value, log: fn(f64) -> f64) -> PyResult<f64> {
    let Some(integer) = Integer::of(value) else {
        let number = t.as_f64(value)?;
        return of_float(t, number, log);
    };
    match integer {
        Integer::Small(1..) | Integer::Big(_) if !integer.is_negative() => {}
        _ => return Err(t.value_error(format!("expected {EXPECTED}"))),
    }
    Ok(match integer {
        Integer::Small(number) => log(number as f64),
        Integer::Big(number) if number.is_zero() => return Err(t.value_error(format!("expected {EXPECTED}"))),
        Integer::Big(number) => match int::to_float(number) {
            Ok(number) => log(number),
            Err(_) => {
                let (mantissa, exponent) = split(number);
                log(mantissa) + log(2.0) * exponent
            }
        },
    })
}

fn of_float(t: &mut Thread, x: f64, log: fn(f64) -> f64) -> PyResult<f64> {
    if x.is_nan() || x == f64::INFINITY {
        Ok(x)
    } else if x > 0.0 {
        Ok(log(x))
    } else {
        Err(expected_other(t, EXPECTED, x))
    }
}

/// A big positive integer as a mantissa from a half to 1, rounded to nearest, and an exponent.
fn split(number: &IBig) -> (f64, f64) {
    // The leading 128 bits; one more stands for all that follow.
    let dropped = int::bit_length(number).saturating_sub(128);
    let leading = number >> dropped as usize;
    let exact = &leading << dropped as usize == *number;
    let leading = (leading << 1usize) + IBig::from(u8::from(!exact));
    let rounded = int::to_float(&leading).unwrap_or(f64::MAX);
    let (mantissa, exponent) = bits::split(rounded);
    (mantissa, f64::from(exponent) + (dropped as f64 - 1.0))
}
