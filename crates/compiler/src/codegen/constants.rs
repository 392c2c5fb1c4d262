//! Which expressions are constants to the compiler, and their values. Literals are, and
//! `__debug__`; folding of operations on them is the flow graph's business.

use ruff_python_ast::{Expr, ExprContext, Number};
use taipan_bytecode::Constant;

use super::Compiler;
use crate::error::Result;
use crate::source::literals;

/// Whether `expr` is a constant node to CPython.
pub(super) fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) => true,
        Expr::Name(name) => name.ctx == ExprContext::Load && name.id == "__debug__",
        _ => false,
    }
}

/// The type name of a constant, or of what other displays build: for warnings.
pub(super) fn inferred_type(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::FString(_) | Expr::StringLiteral(_) => "str",
        Expr::TString(_) => "string.templatelib.Template",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NumberLiteral(node) => match node.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::BooleanLiteral(_) => "bool",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Name(_) if is_constant(expr) => "bool",
        _ => return None,
    })
}

impl Compiler<'_> {
    /// The value of a constant expression; `None` for any other expression.
    ///
    /// # Errors
    ///
    /// A `SyntaxError` for an integer literal of too many digits.
    pub(super) fn constant(&self, expr: &Expr) -> Result<Option<Constant>> {
        Ok(Some(match expr {
            Expr::StringLiteral(node) => Constant::Str(literals::string(self.session, node)),
            Expr::BytesLiteral(node) => literals::bytes(node),
            Expr::NumberLiteral(node) => literals::number(self.session, node)?,
            Expr::BooleanLiteral(node) => boolean(node.value),
            Expr::NoneLiteral(_) => Constant::None,
            Expr::EllipsisLiteral(_) => Constant::Ellipsis,
            Expr::Name(_) if is_constant(expr) => boolean(self.session.options.optimize == 0),
            _ => return Ok(None),
        }))
    }
}

fn boolean(value: bool) -> Constant {
    if value { Constant::True } else { Constant::False }
}
