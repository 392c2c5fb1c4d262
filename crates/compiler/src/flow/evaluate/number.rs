//! Numbers of all three kinds, and the coercions between them.

use dashu_int::IBig;
use taipan_bytecode::{BinaryOperator, Constant};

use super::complex::{self, Complex};
use super::{float, integer};

/// A numeric constant; bools are integers.
#[derive(Clone, Debug)]
pub(super) enum Number {
    Int(IBig),
    Float(f64),
    Complex(Complex),
}

impl Number {
    /// The number a constant is, if it is one.
    pub(super) fn of(constant: &Constant) -> Option<Number> {
        Some(match constant {
            Constant::True => Number::Int(IBig::ONE),
            Constant::False => Number::Int(IBig::ZERO),
            Constant::Int(value) => Number::Int(IBig::from(*value)),
            Constant::BigInt(value) => Number::Int((**value).clone()),
            Constant::Float(value) => Number::Float(*value),
            Constant::Complex(real, imaginary) => {
                Number::Complex(Complex { real: *real, imaginary: *imaginary })
            }
            _ => return None,
        })
    }

    pub(super) fn into_constant(self) -> Constant {
        match self {
            Number::Int(value) => integer::constant(value),
            Number::Float(value) => Constant::Float(value),
            Number::Complex(value) => value.into_constant(),
        }
    }

    /// The number as a float, unless it is complex or too large.
    fn to_float(&self) -> Option<f64> {
        match self {
            Number::Int(value) => integer::to_float(value),
            Number::Float(value) => Some(*value),
            Number::Complex(_) => None,
        }
    }

    /// Bits that equal numbers share, whatever their kinds.
    pub(super) fn hash_bits(&self) -> u64 {
        let real = match self {
            Number::Complex(value) => value.real,
            real => real.to_float().unwrap_or(f64::INFINITY),
        };
        // Adding zero makes the zeros of both signs one.
        (real + 0.0).to_bits()
    }
}

/// Arithmetic with Python's coercions: integer to float to complex.
pub(super) fn binary(left: Number, operator: BinaryOperator, right: Number) -> Option<Constant> {
    match (&left, &right) {
        (Number::Int(a), Number::Int(b)) => integer::binary(a, operator, b),
        (Number::Complex(a), Number::Complex(b)) => complex::binary(*a, operator, *b),
        (Number::Complex(a), real) => complex::binary_with_real(*a, operator, real.to_float()?),
        (real, Number::Complex(b)) => complex::binary_of_real(real.to_float()?, operator, *b),
        (a, b) => float::binary(a.to_float()?, operator, b.to_float()?),
    }
}

/// Equality by value, exact between integers and floats.
pub(super) fn equal(left: &Number, right: &Number) -> bool {
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => a == b,
        (Number::Float(a), Number::Float(b)) => a == b,
        (Number::Int(int), Number::Float(float)) | (Number::Float(float), Number::Int(int)) => {
            integer::equals_float(int, *float)
        }
        (Number::Complex(a), Number::Complex(b)) => a.real == b.real && a.imaginary == b.imaginary,
        (Number::Complex(a), real) | (real, Number::Complex(a)) => {
            a.imaginary == 0.0 && equal(&Number::Float(a.real), real)
        }
    }
}
