//! Operands with names: intrinsics, operators, comparisons, common constants.

use ruff_python_ast::{CmpOp, Operator};

pub(super) mod intrinsic_1 {
    pub(crate) const PRINT: u32 = 1;
    pub(crate) const IMPORT_STAR: u32 = 2;
    pub(crate) const STOPITERATION_ERROR: u32 = 3;
    pub(crate) const ASYNC_GEN_WRAP: u32 = 4;
    pub(crate) const UNARY_POSITIVE: u32 = 5;
    pub(crate) const LIST_TO_TUPLE: u32 = 6;
    pub(crate) const TYPEVAR: u32 = 7;
    pub(crate) const PARAMSPEC: u32 = 8;
    pub(crate) const TYPEVARTUPLE: u32 = 9;
    pub(crate) const SUBSCRIPT_GENERIC: u32 = 10;
    pub(crate) const TYPEALIAS: u32 = 11;
}

pub(super) mod intrinsic_2 {
    pub(crate) const PREP_RERAISE_STAR: u32 = 1;
    pub(crate) const TYPEVAR_WITH_BOUND: u32 = 2;
    pub(crate) const TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
    pub(crate) const SET_FUNCTION_TYPE_PARAMS: u32 = 4;
    pub(crate) const SET_TYPEPARAM_DEFAULT: u32 = 5;
}

pub(super) mod common_constant {
    pub(crate) const ASSERTION_ERROR: u32 = 0;
    pub(crate) const NOT_IMPLEMENTED_ERROR: u32 = 1;
    pub(crate) const TUPLE: u32 = 2;
    pub(crate) const ALL: u32 = 3;
    pub(crate) const ANY: u32 = 4;
}

pub(super) mod special {
    pub(crate) const ENTER: u32 = 0;
    pub(crate) const EXIT: u32 = 1;
    pub(crate) const AENTER: u32 = 2;
    pub(crate) const AEXIT: u32 = 3;
}

/// Bits of what `SET_FUNCTION_ATTRIBUTE` sets.
pub(super) mod function_attribute {
    pub(crate) const DEFAULTS: u32 = 1;
    pub(crate) const KWDEFAULTS: u32 = 2;
    pub(crate) const CLOSURE: u32 = 8;
    pub(crate) const ANNOTATE: u32 = 16;
}

/// `BINARY_OP`'s operand for a subscript.
pub(super) const SUBSCRIPT: u32 = 26;

/// How far `BINARY_OP`'s in-place operators are from their plain forms.
const INPLACE: u32 = 13;

/// `BINARY_OP`'s operand.
pub(super) fn binary_operator(operator: Operator, inplace: bool) -> u32 {
    let number = match operator {
        Operator::Add => 0,
        Operator::BitAnd => 1,
        Operator::FloorDiv => 2,
        Operator::LShift => 3,
        Operator::MatMult => 4,
        Operator::Mult => 5,
        Operator::Mod => 6,
        Operator::BitOr => 7,
        Operator::Pow => 8,
        Operator::RShift => 9,
        Operator::Sub => 10,
        Operator::Div => 11,
        Operator::BitXor => 12,
    };
    if inplace { number + INPLACE } else { number }
}

/// `COMPARE_OP`'s operand: the operator's number above a mask of the outcomes it accepts.
/// `None` for the operators that have instructions of their own.
pub(super) fn comparison(operator: CmpOp) -> Option<u32> {
    const UNORDERED: u32 = 1;
    const LESS: u32 = 2;
    const GREATER: u32 = 4;
    const EQUAL: u32 = 8;
    let (number, mask) = match operator {
        CmpOp::Lt => (0, LESS),
        CmpOp::LtE => (1, LESS | EQUAL),
        CmpOp::Eq => (2, EQUAL),
        CmpOp::NotEq => (3, UNORDERED | LESS | GREATER),
        CmpOp::Gt => (4, GREATER),
        CmpOp::GtE => (5, GREATER | EQUAL),
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    };
    Some(number << 5 | mask)
}
