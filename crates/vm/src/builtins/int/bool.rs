//! `bool`: a subclass of int with two instances, both immediate words.

use taipan_bytecode::BinaryOperator;

use crate::builtins::int::{Integer, arith};
use crate::native::convert::wrong_special_self;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::protocol::truth_natively;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// The type `bool`.
pub static TYPE: NativeType = NativeType {
    name: "bool",
    module: "builtins",
    doc: "The truth of an object: True or False.",
    kind: Kind::Bool,
    base: Some(Kind::Int),
    layout: &super::LAYOUT,
    flags: TypeFlags::MATCH_SELF,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// `bool()` of nothing and of what is plainly true or false.
fn make(_: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [] => Some(Value::FALSE),
        [object] => truth_natively(object).map(Value::bool),
        _ => None,
    }
}

/// The truth value of self.
fn truth_of(t: &mut Thread, this: &Value, name: &str) -> PyResult<bool> {
    match this.raw() {
        Raw::TRUE => Ok(true),
        Raw::FALSE => Ok(false),
        _ => Err(wrong_special_self(t, name, "bool", this)),
    }
}

/// A bit operator: of two bools a bool, else what int answers.
fn bitwise(t: &mut Thread, this: &Value, other: &Value, operator: BinaryOperator, name: &str) -> PyResult {
    let left = truth_of(t, this, name)?;
    let right = match other.raw() {
        Raw::TRUE => true,
        Raw::FALSE => false,
        _ => {
            return match Integer::of(other) {
                Some(other) => arith::operate(t, operator, Integer::Small(i64::from(left)), other),
                None => Ok(Value::NOT_IMPLEMENTED),
            };
        }
    };
    Ok(Value::bool(match operator {
        BinaryOperator::And => left & right,
        BinaryOperator::Or => left | right,
        _ => left ^ right,
    }))
}

/// What Python sees of bool beyond int.
#[taipan_macros::methods]
mod table {
    use taipan_bytecode::BinaryOperator;

    use super::{PyResult, Thread, Value, bitwise, truth_of};
    use crate::builtins::int::convert;

    /// The truth of an object.
    #[new("(object=False, /)", name = "bool", leaf = super::make)]
    fn __new__(t: &mut Thread, class: &Value, object: Option<&Value>) -> PyResult<bool> {
        let _ = class;
        object.map_or(Ok(false), |object| t.truth(object))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let text = if truth_of(t, this, "__repr__")? { "True" } else { "False" };
        t.intern(text)
    }

    #[special]
    fn __invert__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let value = truth_of(t, this, "__invert__")?;
        convert::deprecated(
            t,
            "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the \
             bitwise inversion of the underlying int object and is usually not what you expect from negating a \
             bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion \
             of the underlying int.",
        )?;
        Ok(!i64::from(value))
    }

    #[special]
    fn __and__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::And, "__and__")
    }

    #[special]
    fn __rand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::And, "__rand__")
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::Or, "__or__")
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::Or, "__ror__")
    }

    #[special]
    fn __xor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::Xor, "__xor__")
    }

    #[special]
    fn __rxor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        bitwise(t, this, value, BinaryOperator::Xor, "__rxor__")
    }
}
