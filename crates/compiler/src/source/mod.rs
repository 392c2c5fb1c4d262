//! The source text: decoding it, its lines, and the values of its literals.

mod charmaps;
mod cleandoc;
mod decode;
pub(crate) mod lines;
pub(crate) mod literals;
mod multibyte;
mod multibyte_table;

pub(crate) use cleandoc::clean_docstring;
pub(crate) use decode::{decode, decode_file, foreign_encoding};

use ruff_python_ast::{Expr, ExprStringLiteral, Stmt};

/// The docstring a body starts with.
pub(crate) fn docstring(body: &[Stmt]) -> Option<&ExprStringLiteral> {
    let Stmt::Expr(first) = body.first()? else { return None };
    match &*first.value {
        Expr::StringLiteral(literal) => Some(literal),
        _ => None,
    }
}
