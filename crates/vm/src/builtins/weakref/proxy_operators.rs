//! Arithmetic with proxies: both operands may be one.

use taipan_bytecode::BinaryOperator;

use crate::builtins::weakref::proxy::{behind, stripped};
use crate::native::{Binding, Convention, NativeDef, PyResult};
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// BINARY_OP's numbers of in-place operators lie this far above the others.
const INPLACE: usize = BinaryOperator::InplaceAdd as usize;

fn operate<const OPERATOR: usize>(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
    let (a, b) = (stripped(t, this)?, stripped(t, value)?);
    t.binary_op(OPERATOR, &a, &b)
}

fn reflected<const OPERATOR: usize>(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
    operate::<OPERATOR>(t, value, this)
}

const fn special(
    name: &'static str,
    doc: &'static str,
    signature: &'static str,
    convention: Convention,
) -> NativeDef {
    NativeDef {
        name,
        doc,
        signature: Some(signature),
        varargs: false,
        binding: Binding::Special,
        convention,
        next: None,
        leaf: None,
        direct: None,
    }
}

macro_rules! operators {
    ($($operator:ident $symbol:literal $plain:literal $reflected:literal $inplace:literal;)*) => {
        /// The operators' special methods.
        pub(super) static METHODS: &[NativeDef] = &[
            $(
                special($plain, concat!("Computes self ", $symbol, " value."), "($self, value, /)",
                    Convention::One(operate::<{ BinaryOperator::$operator as usize }>)),
                special($reflected, concat!("Computes value ", $symbol, " self."), "($self, value, /)",
                    Convention::One(reflected::<{ BinaryOperator::$operator as usize }>)),
                special($inplace, concat!("Computes self ", $symbol, "= value."), "($self, value, /)",
                    Convention::One(operate::<{ BinaryOperator::$operator as usize + INPLACE }>)),
            )*
            others::METHODS[0], others::METHODS[1], others::METHODS[2], others::METHODS[3], others::METHODS[4],
            others::METHODS[5], others::METHODS[6], others::METHODS[7], others::METHODS[8], others::METHODS[9],
            others::METHODS[10], others::METHODS[11],
        ];
    };
}

operators! {
    Add "+" "__add__" "__radd__" "__iadd__";
    Subtract "-" "__sub__" "__rsub__" "__isub__";
    Multiply "*" "__mul__" "__rmul__" "__imul__";
    MatrixMultiply "@" "__matmul__" "__rmatmul__" "__imatmul__";
    TrueDivide "/" "__truediv__" "__rtruediv__" "__itruediv__";
    FloorDivide "//" "__floordiv__" "__rfloordiv__" "__ifloordiv__";
    Remainder "%" "__mod__" "__rmod__" "__imod__";
    Lshift "<<" "__lshift__" "__rlshift__" "__ilshift__";
    Rshift ">>" "__rshift__" "__rrshift__" "__irshift__";
    And "&" "__and__" "__rand__" "__iand__";
    Xor "^" "__xor__" "__rxor__" "__ixor__";
    Or "|" "__or__" "__ror__" "__ior__";
}

/// Operators of another shape.
#[taipan_macros::methods]
mod others {
    use super::{BinaryOperator, INPLACE, Special, behind, operate, stripped};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __pow__(t: &mut Thread, this: &Value, value: &Value, r#mod: Option<&Value>) -> PyResult {
        let (a, b) = (stripped(t, this)?, stripped(t, value)?);
        match r#mod {
            Some(modulus) => {
                let modulus = stripped(t, modulus)?;
                t.power(&a, &b, Some(&modulus))
            }
            None => t.power(&a, &b, None),
        }
    }

    #[special]
    fn __rpow__(t: &mut Thread, this: &Value, value: &Value, r#mod: Option<&Value>) -> PyResult {
        __pow__(t, value, this, r#mod)
    }

    #[special]
    fn __ipow__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        operate::<{ BinaryOperator::Power as usize + INPLACE }>(t, this, value)
    }

    #[special]
    fn __divmod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let (a, b) = (stripped(t, this)?, stripped(t, value)?);
        t.divmod(&a, &b)
    }

    #[special]
    fn __rdivmod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        __divmod__(t, value, this)
    }

    #[special]
    fn __neg__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__neg__")?;
        t.unary_op(Special::Neg, &target)
    }

    #[special]
    fn __pos__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__pos__")?;
        t.unary_op(Special::Pos, &target)
    }

    #[special]
    fn __abs__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__abs__")?;
        t.unary_op(Special::Abs, &target)
    }

    #[special]
    fn __invert__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__invert__")?;
        t.unary_op(Special::Invert, &target)
    }

    #[special]
    fn __int__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__int__")?;
        let class = t.interpreter().type_of_kind(crate::object::Kind::Int).to_value();
        t.call(&class, &[target])
    }

    #[special]
    fn __float__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__float__")?;
        let class = t.interpreter().type_of_kind(crate::object::Kind::Float).to_value();
        t.call(&class, &[target])
    }

    #[special]
    fn __index__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__index__")?;
        t.as_index(&target)
    }
}
