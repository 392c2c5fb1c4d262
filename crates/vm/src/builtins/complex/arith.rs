//! Arithmetic of complex numbers, with floats and ints where one operand is real.

use taipan_bytecode::BinaryOperator;
use taipan_text::TextError;
use taipan_text::complex::Complex as Number;

use crate::builtins::complex::{Complex, new};
use crate::builtins::float;
use crate::builtins::float::Float;
use crate::builtins::int::Integer;
use crate::builtins::int::arith as int_arith;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// A number as an operand: real ones keep to themselves, so that the signs of zeros stay.
#[derive(Clone, Copy)]
pub enum Operand {
    Real(f64),
    Complex(Number),
}

impl Operand {
    /// The number of an operand; `None` for what is no number. OverflowError for an int too large for a float.
    pub fn of(t: &mut Thread, value: &Value) -> PyResult<Option<Operand>> {
        if let Some(number) = <Complex as Object>::of(value) {
            return Ok(Some(Operand::Complex(number.get())));
        }
        Ok(float::arith::operand(t, value)?.map(Operand::Real))
    }

    fn widened(self) -> Number {
        match self {
            Operand::Real(real) => Number::new(real, 0.0),
            Operand::Complex(number) => number,
        }
    }
}

/// A binary operator that complex numbers have.
pub fn operate(t: &mut Thread, operator: BinaryOperator, a: Operand, b: Operand) -> PyResult {
    match compute(operator, a, b) {
        Ok(Some(result)) => new(t, result.re, result.im),
        Ok(None) => Ok(Value::NOT_IMPLEMENTED),
        Err(error) => Err(t.text_error(error)),
    }
}

fn compute(operator: BinaryOperator, a: Operand, b: Operand) -> Result<Option<Number>, TextError> {
    use Operand::{Complex, Real};
    Ok(Some(match (operator, a, b) {
        (BinaryOperator::Add, Complex(number), Real(real))
        | (BinaryOperator::Add, Real(real), Complex(number)) => number.add_real(real),
        (BinaryOperator::Add, a, b) => a.widened() + b.widened(),
        (BinaryOperator::Subtract, Complex(number), Real(real)) => number.sub_real(real),
        (BinaryOperator::Subtract, Real(real), Complex(number)) => Number::real_sub(real, number),
        (BinaryOperator::Subtract, a, b) => a.widened() - b.widened(),
        (BinaryOperator::Multiply, Complex(number), Real(real))
        | (BinaryOperator::Multiply, Real(real), Complex(number)) => number.mul_real(real),
        (BinaryOperator::Multiply, a, b) => a.widened() * b.widened(),
        (BinaryOperator::TrueDivide, Complex(number), Real(real)) => number.div_real(real)?,
        (BinaryOperator::TrueDivide, Real(real), Complex(number)) => Number::real_div(real, number)?,
        (BinaryOperator::TrueDivide, a, b) => a.widened().quotient(b.widened())?,
        (BinaryOperator::Power, a, b) => a.widened().pow(b.widened())?,
        _ => return Ok(None),
    }))
}

/// `a ** b`
pub fn power(t: &mut Thread, a: Number, b: Number) -> PyResult {
    operate(t, BinaryOperator::Power, Operand::Complex(a), Operand::Complex(b))
}

/// Whether a complex number equals another number; `None` for what is no number.
pub fn equals(a: Number, b: &Value) -> Option<bool> {
    if let Some(b) = <Complex as Object>::of(b) {
        return Some(a == b.get());
    }
    if let Some(b) = <Float as Object>::of(b) {
        return Some(a.im == 0.0 && a.re == b.get());
    }
    let b = Integer::of(b)?;
    Some(a.im == 0.0 && int_arith::order_with_float(b, a.re).is_some_and(std::cmp::Ordering::is_eq))
}

/// What `pow()` with a modulus raises for a complex number.
#[cold]
pub fn no_modulus(t: &mut Thread) -> Exception {
    t.value_error("complex modulo")
}
