//! Arithmetic on constants, bit for bit what CPython computes. `None` means "leave it to run time":
//! it would raise, or the result would be too large to keep in a code object.

mod complex;
mod float;
mod integer;
mod number;
mod sequence;

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
    let mut members: Vec<Constant> = Vec::with_capacity(items.len());
    for item in items {
        if !members.iter().any(|member| equal(member, &item)) {
            members.push(item);
        }
    }
    Constant::FrozenSet(members.into())
}

/// `left == right`, as a set asks it.
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
