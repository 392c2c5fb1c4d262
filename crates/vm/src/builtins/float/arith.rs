//! Arithmetic of floats, with ints where one operand is an int.

use std::cmp::Ordering;

use taipan_bytecode::BinaryOperator;
use taipan_text::complex::Complex;
use taipan_text::float::{self, Power};

use crate::builtins::complex;
use crate::builtins::float::{Float, new};
use crate::builtins::int::Integer;
use crate::builtins::int::arith as int_arith;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// The number of an operand: a float's, or an int's as a float (OverflowError if it is too large); `None` for others.
pub fn operand(t: &mut Thread, value: &Value) -> PyResult<Option<f64>> {
    if let Some(number) = <Float as Object>::of(value) {
        return Ok(Some(number.get()));
    }
    Integer::of(value).map(|number| int_arith::to_f64(t, number)).transpose()
}

/// A binary operator that floats have.
pub fn operate(t: &mut Thread, operator: BinaryOperator, a: f64, b: f64) -> PyResult {
    let result = match operator {
        BinaryOperator::Add => a + b,
        BinaryOperator::Subtract => a - b,
        BinaryOperator::Multiply => a * b,
        BinaryOperator::Power => return power(t, a, b),
        _ if b == 0.0 => return Err(division_by_zero(t)),
        BinaryOperator::TrueDivide => a / b,
        BinaryOperator::FloorDivide => float::floor_div(a, b),
        BinaryOperator::Remainder => float::modulo(a, b),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    new(t, result)
}

/// `divmod(a, b)`: a tuple.
pub fn divmod(t: &mut Thread, a: f64, b: f64) -> PyResult {
    if b == 0.0 {
        return Err(division_by_zero(t));
    }
    let (quotient, remainder) = float::floor_divmod(a, b);
    let (quotient, remainder) = (new(t, quotient)?, new(t, remainder)?);
    Tuple::pair(t, quotient, remainder)
}

/// `a ** b`: a float, or a complex number for a negative `a` to a fraction.
pub fn power(t: &mut Thread, a: f64, b: f64) -> PyResult {
    match float::pow(a, b) {
        Power::Value(value) => new(t, value),
        Power::Complex => complex::arith::power(t, Complex::new(a, 0.0), Complex::new(b, 0.0)),
        Power::ZeroDivision => Err(t.zero_division_error("zero to a negative power")),
        Power::Overflow => {
            let text = Str::new(t, "Numerical result out of range")?;
            Err(t.exception_of(Class::OverflowError, vec![Value::small_int(i64::from(libc::ERANGE)), text]))
        }
    }
}

/// The order of a float and another number, by their exact values: the outer `None` for what is no number, the
/// inner for NaN.
pub fn order(a: f64, b: &Value) -> Option<Option<Ordering>> {
    if let Some(b) = <Float as Object>::of(b) {
        return Some(a.partial_cmp(&b.get()));
    }
    let b = Integer::of(b)?;
    Some(int_arith::order_with_float(b, a).map(Ordering::reverse))
}

/// What `pow()` with a modulus raises for a float.
#[cold]
pub fn no_modulus(t: &mut Thread) -> Exception {
    t.type_error("pow() 3rd argument not allowed unless all arguments are integers")
}

#[cold]
fn division_by_zero(t: &mut Thread) -> Exception {
    t.text_error(taipan_text::int::division_by_zero())
}
