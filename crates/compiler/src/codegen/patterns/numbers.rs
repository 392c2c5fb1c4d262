//! Signed and complex numbers in patterns: the one folding done on the tree.

use std::sync::Arc;

use ruff_python_ast::{Expr, Operator, UnaryOp};
use taipan_bytecode::Constant;

use crate::codegen::Compiler;
use crate::error::Result;

/// The value of `-1`, `1+2j` and the like; `None` for anything else, plain numbers included.
pub(super) fn folded(compiler: &Compiler<'_>, expr: &Expr) -> Result<Option<Constant>> {
    match expr {
        Expr::UnaryOp(node) if node.op == UnaryOp::USub => {
            Ok(compiler.constant(&node.operand)?.and_then(|operand| negated(&operand)))
        }
        Expr::BinOp(node) if matches!(node.op, Operator::Add | Operator::Sub) => {
            let left = match folded(compiler, &node.left)? {
                Some(left) => Some(left),
                None => compiler.constant(&node.left)?,
            };
            let right = compiler.constant(&node.right)?;
            Ok(left.zip(right).and_then(|(left, right)| combined(&left, &right, node.op)))
        }
        _ => Ok(None),
    }
}

fn negated(value: &Constant) -> Option<Constant> {
    Some(match value {
        Constant::Int(value) => match value.checked_neg() {
            Some(negative) => Constant::Int(negative),
            None => Constant::BigInt(Arc::new(-dashu_int::IBig::from(*value))),
        },
        Constant::BigInt(value) => {
            let negative = -dashu_int::IBig::clone(value);
            match i64::try_from(&negative) {
                Ok(small) => Constant::Int(small),
                Err(_) => Constant::BigInt(Arc::new(negative)),
            }
        }
        Constant::Float(value) => Constant::Float(-value),
        Constant::Complex(real, imaginary) => Constant::Complex(-real, -imaginary),
        _ => return None,
    })
}

/// A real number plus or minus an imaginary one.
fn combined(left: &Constant, right: &Constant, operator: Operator) -> Option<Constant> {
    let real = match left {
        Constant::Int(value) => *value as f64,
        Constant::BigInt(value) => value.to_f64().value(),
        Constant::Float(value) => *value,
        _ => return None,
    };
    let Constant::Complex(more, imaginary) = right else { return None };
    // Mixed arithmetic leaves the imaginary part's sign alone.
    Some(if operator == Operator::Add {
        Constant::Complex(real + more, *imaginary)
    } else {
        Constant::Complex(real - more, -imaginary)
    })
}
