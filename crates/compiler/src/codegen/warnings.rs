//! Warnings about what is almost certainly a mistake.

use ruff_python_ast::{CmpOp, Expr, ExprCompare};

use super::Compiler;
use super::constants::{inferred_type, is_constant};
use crate::error::WarningKind;
use crate::instruction_sequence::Location;

impl Compiler<'_> {
    pub(super) fn warn(&self, message: impl Into<String>, location: Location) {
        if self.quiet == 0 {
            self.session.warn(WarningKind::SyntaxWarning, message.into(), location);
        }
    }

    /// `is` with a literal.
    pub(super) fn check_compare(&self, node: &ExprCompare) {
        let mut left = &*node.left;
        for (operator, right) in node.ops.iter().zip(&node.comparators) {
            if matches!(operator, CmpOp::Is | CmpOp::IsNot)
                && let Some(literal) = [left, right].into_iter().find(|operand| is_plain_literal(operand))
            {
                let kind = inferred_type(literal).unwrap_or_default();
                let message = match operator {
                    CmpOp::Is => format!("\"is\" with '{kind}' literal. Did you mean \"==\"?"),
                    _ => format!("\"is not\" with '{kind}' literal. Did you mean \"!=\"?"),
                };
                return self.warn(message, self.location(node));
            }
            left = right;
        }
    }

    /// A call of what can't be called.
    pub(super) fn check_caller(&self, function: &Expr) {
        let callable = !is_constant(function)
            && !matches!(
                function,
                Expr::Tuple(_)
                    | Expr::List(_)
                    | Expr::ListComp(_)
                    | Expr::Dict(_)
                    | Expr::DictComp(_)
                    | Expr::Set(_)
                    | Expr::SetComp(_)
                    | Expr::Generator(_)
                    | Expr::FString(_)
                    | Expr::TString(_)
            );
        if !callable {
            let kind = inferred_type(function).unwrap_or_default();
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, self.location(function));
        }
    }

    /// A subscript of what has none.
    pub(super) fn check_subscripter(&self, value: &Expr) {
        let wrong = matches!(
            value,
            Expr::NoneLiteral(_)
                | Expr::EllipsisLiteral(_)
                | Expr::NumberLiteral(_)
                | Expr::BooleanLiteral(_)
                | Expr::Set(_)
                | Expr::SetComp(_)
                | Expr::Generator(_)
                | Expr::TString(_)
                | Expr::Lambda(_)
        );
        if wrong {
            let kind = inferred_type(value).unwrap_or_default();
            let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
            self.warn(message, self.location(value));
        }
    }

    /// An index that is no integer.
    pub(super) fn check_index(&self, value: &Expr, index: &Expr) {
        let Some(index_type) = inferred_type(index) else { return };
        if matches!(index_type, "int" | "bool") {
            return;
        }
        let is_sequence = matches!(
            value,
            Expr::StringLiteral(_)
                | Expr::BytesLiteral(_)
                | Expr::Tuple(_)
                | Expr::List(_)
                | Expr::ListComp(_)
                | Expr::FString(_)
        );
        if is_sequence {
            let kind = inferred_type(value).unwrap_or_default();
            let message = format!(
                "{kind} indices must be integers or slices, not {index_type}; perhaps you missed a comma?"
            );
            self.warn(message, self.location(value));
        }
    }
}

/// A literal that is not one of the singletons, to which `is` is right.
fn is_plain_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_) | Expr::Name(_) => false,
        _ => is_constant(expr),
    }
}
