//! Operators whose operands are of exactly the builtin containers: answered without a look at their special methods, which
//! never change.

use taipan_bytecode::BinaryOperator;

use crate::builtins::list::List;
use crate::builtins::set::Set;
use crate::builtins::str::{Str, percent};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// The operator with this number, none of those in place, of builtin containers; `None` where special methods are to be
    /// asked.
    pub(super) fn container_op(&mut self, operator: usize, a: &Value, b: &Value) -> Option<PyResult> {
        const LIST: u8 = Kind::List as u8;
        const TUPLE: u8 = Kind::Tuple as u8;
        const STR: u8 = Kind::Str as u8;
        const SET: u8 = Kind::Set as u8;
        const FROZEN_SET: u8 = Kind::FrozenSet as u8;
        let operator = BinaryOperator::from_arg(operator as u32)?;
        match (a.header()?.kind, operator) {
            (LIST, BinaryOperator::Add) => Some(a.exact::<List>()?.joined(self, b.exact()?)),
            (LIST, BinaryOperator::Multiply) => {
                let count = isize::try_from(b.as_small_int()?).ok()?;
                Some(a.exact::<List>()?.repeated(self, count))
            }
            (TUPLE, BinaryOperator::Add) => {
                let (left, right) = (a.exact::<Tuple>()?, b.exact::<Tuple>()?);
                Some(match (left.is_empty(), right.is_empty()) {
                    (true, _) => Ok(b.clone()),
                    (_, true) => Ok(a.clone()),
                    _ => Tuple::joined(self, left, right),
                })
            }
            (STR, BinaryOperator::Remainder) => {
                let known = b.is_kind(Kind::Tuple) || b.is_kind(Kind::Str) || b.raw().is_int();
                if known { Some(percent::format_text(self, a.exact::<Str>()?, b)) } else { None }
            }
            (SET | FROZEN_SET, _) => {
                let operation = match operator {
                    BinaryOperator::Subtract => Set::difference,
                    BinaryOperator::And => Set::intersection,
                    BinaryOperator::Xor => Set::symmetric_difference,
                    BinaryOperator::Or => Set::union,
                    _ => return None,
                };
                if !b.is_kind(Kind::Set) && !b.is_kind(Kind::FrozenSet) {
                    return None;
                }
                let kind = if a.is_kind(Kind::Set) { Kind::Set } else { Kind::FrozenSet };
                Some(operation(Set::any(a)?, self, kind, b))
            }
            _ => None,
        }
    }
}
