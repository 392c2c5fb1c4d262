//! Results recorded from the reference.

use std::sync::Arc;

use super::*;

fn power_of_two(exponent: usize) -> Constant {
    integer::constant(dashu_int::IBig::ONE << exponent)
}

fn float(value: Option<Constant>) -> Option<u64> {
    match value {
        Some(Constant::Float(value)) => Some(value.to_bits()),
        _ => None,
    }
}

fn int(value: Option<Constant>) -> Option<i64> {
    match value {
        Some(Constant::Int(value)) => Some(value),
        _ => None,
    }
}

#[test]
fn integers_divide_like_python() {
    let divide = |a, op, b| binary(&Constant::Int(a), op, &Constant::Int(b));
    assert_eq!(int(divide(-7, BinaryOperator::FloorDivide, 2)), Some(-4));
    assert_eq!(int(divide(-7, BinaryOperator::Remainder, 2)), Some(1));
    assert_eq!(int(divide(7, BinaryOperator::Remainder, -2)), Some(-1));
    assert_eq!(int(divide(-9, BinaryOperator::Rshift, 1)), Some(-5));
    assert_eq!(int(divide(-9, BinaryOperator::Rshift, 70)), Some(-1));
    assert!(divide(1, BinaryOperator::FloorDivide, 0).is_none());
    assert_eq!(float(divide(0, BinaryOperator::TrueDivide, -5)), Some((-0.0f64).to_bits()));
    assert_eq!(float(divide(2, BinaryOperator::Power, -1)), Some(0.5f64.to_bits()));
}

#[test]
fn quotients_of_large_integers_are_rounded_once() {
    let divide = |a: &Constant, b: &Constant| float(binary(a, BinaryOperator::TrueDivide, b));
    assert_eq!(divide(&power_of_two(1000), &power_of_two(999)), Some(2f64.to_bits()));
    assert_eq!(divide(&Constant::Int(1), &power_of_two(1074)), Some(1));
    assert_eq!(divide(&Constant::Int(1), &power_of_two(1075)), Some(0));
    assert_eq!(divide(&Constant::Int(3), &power_of_two(1075)), Some(2));
    assert_eq!(divide(&power_of_two(1024), &Constant::Int(1)), None);
    let odd = Constant::Int((1 << 53) + 1);
    assert_eq!(divide(&odd, &Constant::Int(1)), Some(9007199254740992f64.to_bits()));
}

#[test]
fn sizes_beyond_the_limits_are_left_to_run_time() {
    let text = Constant::Str("ab".into());
    assert!(binary(&text, BinaryOperator::Multiply, &Constant::Int(2048)).is_some());
    assert!(binary(&text, BinaryOperator::Multiply, &Constant::Int(2049)).is_none());
    assert!(binary(&Constant::Int(2), BinaryOperator::Power, &Constant::Int(64)).is_some());
    assert!(binary(&Constant::Int(2), BinaryOperator::Power, &Constant::Int(65)).is_none());
    assert!(binary(&Constant::Int(1), BinaryOperator::Lshift, &Constant::Int(127)).is_some());
    assert!(binary(&Constant::Int(1), BinaryOperator::Lshift, &Constant::Int(128)).is_none());
    let pair = Constant::Tuple(Arc::from([Constant::None, Constant::None]));
    assert!(binary(&pair, BinaryOperator::Multiply, &Constant::Int(128)).is_some());
    assert!(binary(&pair, BinaryOperator::Multiply, &Constant::Int(129)).is_none());
}

#[test]
fn sequences_are_indexed_by_character() {
    let text = Constant::Str("aßc".into());
    let Some(Constant::Str(item)) = binary(&text, BinaryOperator::Subscript, &Constant::Int(-2)) else {
        unreachable!("a character")
    };
    assert_eq!(item.as_str(), Some("ß"));
    assert!(binary(&text, BinaryOperator::Subscript, &Constant::Int(3)).is_none());
    let backwards = Constant::Slice(Arc::new([Constant::None, Constant::None, Constant::Int(-1)]));
    let Some(Constant::Str(item)) = binary(&text, BinaryOperator::Subscript, &backwards) else {
        unreachable!("a slice")
    };
    assert_eq!(item.as_str(), Some("cßa"));
}

#[test]
fn inverting_a_bool_is_left_to_warn() {
    assert!(invert(&Constant::True).is_none());
    assert_eq!(int(invert(&Constant::Int(5))), Some(-6));
    assert_eq!(int(negative(&Constant::True)), Some(-1));
}

#[test]
fn equal_members_of_a_set_are_one() {
    let tuple = |items: &[Constant]| Constant::Tuple(items.into());
    let members = [
        Constant::Int(1),
        Constant::True,
        Constant::Float(1.0),
        Constant::Complex(1.0, 0.0),
        Constant::Float(0.0),
        Constant::Float(-0.0),
        tuple(&[Constant::Int(2)]),
        tuple(&[Constant::Float(2.0)]),
        Constant::Str("a".into()),
        power_of_two(1100),
        power_of_two(1101),
    ];
    let Constant::FrozenSet(set) = frozen_set(members.into()) else { unreachable!("a set") };
    assert_eq!(set.len(), 6);
    assert!(matches!(set[0], Constant::Int(1)) && matches!(set[1], Constant::Float(_)));
}
