//! Arithmetic on constants, bit for bit what CPython computes. `None` means "leave it to run time":
//! it would raise, or the result would be too large to keep in a code object.

mod complex;
mod float;
mod integer;
mod number;
mod sequence;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashSet;
use taipan_bytecode::{BinaryOperator, Constant};

use number::Number;

/// `left operator right`.
pub(crate) fn binary(left: &Constant, operator: BinaryOperator, right: &Constant) -> Option<Constant> {
    if operator == BinaryOperator::Subscript {
        return sequence::item(left, right);
    }
    if let (Some(a), Some(b)) = (truth(left), truth(right)) {
        match operator {
            BinaryOperator::And => return Some(boolean(a & b)),
            BinaryOperator::Or => return Some(boolean(a | b)),
            BinaryOperator::Xor => return Some(boolean(a ^ b)),
            _ => {}
        }
    }
    if let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) {
        return number::binary(a, operator, b);
    }
    match operator {
        BinaryOperator::Add => sequence::concatenate(left, right),
        BinaryOperator::Multiply => sequence::repeat(left, right),
        _ => None,
    }
}

/// `-operand`.
pub(crate) fn negative(operand: &Constant) -> Option<Constant> {
    Some(match Number::of(operand)? {
        Number::Int(value) => integer::constant(-value),
        Number::Float(value) => Constant::Float(-value),
        Number::Complex(value) => Constant::Complex(-value.real, -value.imaginary),
    })
}

/// `+operand`.
pub(crate) fn positive(operand: &Constant) -> Option<Constant> {
    Number::of(operand).map(Number::into_constant)
}

/// `~operand`; of a bool it is deprecated, and left to warn when it runs.
pub(crate) fn invert(operand: &Constant) -> Option<Constant> {
    match (truth(operand), Number::of(operand)?) {
        (None, Number::Int(value)) => Some(integer::constant(!value)),
        _ => None,
    }
}

/// `bool(constant)`.
pub(crate) fn is_true(constant: &Constant) -> bool {
    match constant {
        Constant::None | Constant::False => false,
        Constant::Int(value) => *value != 0,
        Constant::Float(value) => *value != 0.0,
        Constant::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Constant::Str(text) => !text.as_wtf8().is_empty(),
        Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        Constant::BigInt(_)
        | Constant::True
        | Constant::Ellipsis
        | Constant::Slice(_)
        | Constant::Code(_) => true,
    }
}

/// The constant `True` or `False`.
pub(crate) fn boolean(value: bool) -> Constant {
    if value { Constant::True } else { Constant::False }
}

/// The frozen set of these constants: of equal ones, the first stays.
pub(crate) fn frozen_set(items: Vec<Constant>) -> Constant {
    let mut seen = FxHashSet::default();
    Constant::FrozenSet(items.into_iter().filter(|item| seen.insert(Member(item.clone()))).collect())
}

/// A member of a set: compared and hashed by value, so that `1`, `1.0` and `True` are one.
struct Member(Constant);

impl PartialEq for Member {
    fn eq(&self, other: &Member) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Member {}

impl Hash for Member {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_value(&self.0, state);
    }
}

fn equal(left: &Constant, right: &Constant) -> bool {
    if let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) {
        return number::equal(&a, &b);
    }
    match (left, right) {
        (Constant::Tuple(a), Constant::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b))
        }
        _ => crate::constants::same_constant(left, right),
    }
}

fn hash_value<H: Hasher>(constant: &Constant, state: &mut H) {
    match (Number::of(constant), constant) {
        (Some(number), _) => number.hash_bits().hash(state),
        (None, Constant::Tuple(items)) => items.iter().for_each(|item| hash_value(item, state)),
        (None, other) => crate::constants::Key(other.clone()).hash(state),
    }
}

fn truth(constant: &Constant) -> Option<bool> {
    match constant {
        Constant::True => Some(true),
        Constant::False => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod recorded;
#[cfg(test)]
mod tests;
