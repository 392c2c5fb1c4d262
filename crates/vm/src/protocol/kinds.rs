//! Operators whose operands are of exactly builtin types. Special methods of those never change, so that the kinds of both
//! operands say what answers: [`operation`] is asked before special methods are, and a specialized BINARY_OP keeps its answer.

use taipan_bytecode::BinaryOperator;

use crate::builtins::bytes::Bytes;
use crate::builtins::complex;
use crate::builtins::dict::{self, Dict};
use crate::builtins::float;
use crate::builtins::int;
use crate::builtins::list::List;
use crate::builtins::set::Set;
use crate::builtins::str::{Str, percent};
use crate::builtins::tuple::{self, Tuple};
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::protocol::arithmetic::plain_operator;
use crate::thread::Thread;
use crate::value::Value;

/// Answers an operator; its operands are of the kinds that [`operation`] was asked for.
pub(crate) type Operation = fn(&mut Thread, &Value, &Value) -> PyResult;

const INT: u8 = Kind::Int as u8;
const BIG: u8 = Kind::BigInt as u8;
const FLOAT: u8 = Kind::Float as u8;
const COMPLEX: u8 = Kind::Complex as u8;
const STR: u8 = Kind::Str as u8;
const BYTES: u8 = Kind::Bytes as u8;
const LIST: u8 = Kind::List as u8;
const TUPLE: u8 = Kind::Tuple as u8;
const DICT: u8 = Kind::Dict as u8;
const SET: u8 = Kind::Set as u8;
const FROZEN_SET: u8 = Kind::FrozenSet as u8;
const SLICE: u8 = Kind::Slice as u8;

/// What answers BINARY_OP's argument for operands of two kinds; `None` where special methods are to be asked.
///
/// What has forms of its own in `ops::binary` and `ops::big` is not here.
pub(crate) fn operation(argument: usize, left: u8, right: u8) -> Option<Operation> {
    use BinaryOperator as Op;
    let (operator, inplace) = plain_operator(argument);
    let answer: Operation = match (BinaryOperator::from_arg(operator as u32)?, left, right) {
        (Op::Subscript, STR | TUPLE | BYTES, SLICE) | (Op::Subscript, BYTES, INT) => item,
        (Op::Add, LIST, LIST) if inplace => |t, a, b| the::<List>(a).push_list(t, the(b)).map(|()| a.clone()),
        (Op::Add, LIST, TUPLE) if inplace => {
            |t, a, b| the::<List>(a).push_all(t, the::<Tuple>(b).items()).map(|()| a.clone())
        }
        (Op::Add, LIST, LIST) => |t, a, b| the::<List>(a).joined(t, the(b)),
        (Op::Multiply, LIST, INT) if !inplace => |t, a, b| the::<List>(a).repeated(t, count(b)),
        (Op::Multiply, INT, LIST) => |t, a, b| the::<List>(b).repeated(t, count(a)),
        (Op::Add, TUPLE, TUPLE) => |t, a, b| match (the::<Tuple>(a), the::<Tuple>(b)) {
            (left, _) if left.is_empty() => Ok(b.clone()),
            (_, right) if right.is_empty() => Ok(a.clone()),
            (left, right) => Tuple::joined(t, left, right),
        },
        (Op::Multiply, TUPLE, INT) => |t, a, b| tuple::methods::repeat(t, a, the(a), b),
        (Op::Multiply, INT, TUPLE) => |t, a, b| tuple::methods::repeat(t, b, the(b), a),
        (Op::Multiply, STR, INT) => |t, a, b| the::<Str>(a).repeated(t, count(b)),
        (Op::Multiply, INT, STR) => |t, a, b| the::<Str>(b).repeated(t, count(a)),
        (Op::Remainder, STR, TUPLE | STR | INT | BIG | FLOAT) => |t, a, b| percent::format_text(t, the(a), b),
        (Op::Add, BYTES, BYTES) => {
            |t, a, b| Bytes::of_parts(t, [the::<Bytes>(a).as_slice(), the::<Bytes>(b).as_slice()])
        }
        (Op::Or, DICT, DICT) if inplace => |t, a, b| the::<Dict>(a).update(t, b).map(|()| a.clone()),
        (Op::Or, DICT, DICT) => dict::methods::union,
        (operator, SET, SET | FROZEN_SET) if inplace => return of_changed_set(operator),
        (operator, SET, SET | FROZEN_SET) => return of_set(operator),
        (operator, FROZEN_SET, SET | FROZEN_SET) => return of_frozen_set(operator),
        (operator, COMPLEX, COMPLEX | FLOAT | INT | BIG) | (operator, FLOAT | INT | BIG, COMPLEX) => {
            return of_complex(operator);
        }
        (operator, FLOAT, FLOAT | INT | BIG) | (operator, INT | BIG, FLOAT) => return of_floats(operator),
        (operator, INT | BIG, INT | BIG) => return of_ints(operator),
        _ => return None,
    };
    Some(answer)
}

/// The kind by which [`operation`] knows a value.
#[inline]
pub(crate) fn kind_of(value: &Value) -> u8 {
    match value.header() {
        Some(header) => header.kind,
        None if value.raw().is_int() => INT,
        None => Kind::NoneType as u8,
    }
}

/// Both operands' kinds, as a specialized word keeps them: the left one's in the low half.
#[inline(always)]
pub(crate) fn pair(left: &Value, right: &Value) -> u64 {
    u64::from(kind_of(left)) | u64::from(kind_of(right)) << 32
}

fn of_set(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Subtract => |t, a, b| the::<Set>(a).difference(t, Kind::Set, b),
        Op::And => |t, a, b| the::<Set>(a).intersection(t, Kind::Set, b),
        Op::Xor => |t, a, b| the::<Set>(a).symmetric_difference(t, Kind::Set, b),
        Op::Or => |t, a, b| the::<Set>(a).union(t, Kind::Set, b),
        _ => return None,
    })
}

fn of_changed_set(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Subtract => |t, a, b| the::<Set>(a).difference_update(t, b).map(|()| a.clone()),
        Op::And => |t, a, b| the::<Set>(a).intersection_update(t, b).map(|()| a.clone()),
        Op::Or => |t, a, b| the::<Set>(a).update(t, b).map(|()| a.clone()),
        _ => return None,
    })
}

fn of_frozen_set(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Subtract => |t, a, b| frozen(a).difference(t, Kind::FrozenSet, b),
        Op::And => |t, a, b| frozen(a).intersection(t, Kind::FrozenSet, b),
        Op::Xor => |t, a, b| frozen(a).symmetric_difference(t, Kind::FrozenSet, b),
        Op::Or => |t, a, b| frozen(a).union(t, Kind::FrozenSet, b),
        _ => return None,
    })
}

/// Operators of integers: those that may give a float.
fn of_ints(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Power => ints::<{ Op::Power as u32 }>,
        Op::TrueDivide => ints::<{ Op::TrueDivide as u32 }>,
        _ => return None,
    })
}

fn of_floats(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Add => floats::<{ Op::Add as u32 }>,
        Op::Subtract => floats::<{ Op::Subtract as u32 }>,
        Op::Multiply => floats::<{ Op::Multiply as u32 }>,
        Op::TrueDivide => floats::<{ Op::TrueDivide as u32 }>,
        Op::FloorDivide => floats::<{ Op::FloorDivide as u32 }>,
        Op::Remainder => floats::<{ Op::Remainder as u32 }>,
        Op::Power => floats::<{ Op::Power as u32 }>,
        _ => return None,
    })
}

fn of_complex(operator: BinaryOperator) -> Option<Operation> {
    use BinaryOperator as Op;
    Some(match operator {
        Op::Add => complexes::<{ Op::Add as u32 }>,
        Op::Subtract => complexes::<{ Op::Subtract as u32 }>,
        Op::Multiply => complexes::<{ Op::Multiply as u32 }>,
        Op::TrueDivide => complexes::<{ Op::TrueDivide as u32 }>,
        Op::Power => complexes::<{ Op::Power as u32 }>,
        _ => return None,
    })
}

/// The operand as what its kind says that it is.
fn the<T: Object>(value: &Value) -> &T {
    value.exact().unwrap_or_else(|| unreachable!("operations are chosen by kind"))
}

fn frozen(value: &Value) -> &Set {
    Set::any(value).unwrap_or_else(|| unreachable!("operations are chosen by kind"))
}

/// How often a sequence is repeated.
fn count(value: &Value) -> isize {
    value.as_small_int().map_or(0, |count| count as isize)
}

fn item(t: &mut Thread, container: &Value, key: &Value) -> PyResult {
    t.get_item(container, key)
}

const fn operator<const OPERATOR: u32>() -> BinaryOperator {
    match BinaryOperator::from_arg(OPERATOR) {
        Some(operator) => operator,
        None => panic!("no operator has this number"),
    }
}

fn ints<const OPERATOR: u32>(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    match (int::of_exact(a), int::of_exact(b)) {
        (Some(a), Some(b)) => int::arith::operate(t, const { operator::<OPERATOR>() }, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn floats<const OPERATOR: u32>(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    match (float::arith::operand(t, a)?, float::arith::operand(t, b)?) {
        (Some(a), Some(b)) => float::arith::operate(t, const { operator::<OPERATOR>() }, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn complexes<const OPERATOR: u32>(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    use complex::arith::Operand;
    match (Operand::of(t, a)?, Operand::of(t, b)?) {
        (Some(a), Some(b)) => complex::arith::operate(t, const { operator::<OPERATOR>() }, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
