//! Expressions.

use ruff_python_ast::{Expr, ExprAttribute, ExprBinOp, ExprContext, ExprUnaryOp, Operator, UnaryOp};
use ruff_text_size::Ranged;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::{binary_operator, intrinsic_1};
use super::scopes::ScopeKind;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;

impl<'a> Compiler<'a> {
    /// Runs `compile` one level deeper, within the bound on nesting.
    pub(super) fn deeper(
        &mut self,
        at: &impl Ranged,
        compile: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.depth += 1;
        if self.depth > self.session.max_depth {
            return Err(self.session.too_deep(self.location(at)));
        }
        let result = compile(self);
        self.depth -= 1;
        result
    }

    /// Pushes the value of `expr`; or stores to it or deletes it, as its context says.
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Result<()> {
        self.deeper(expr, |compiler| compiler.expr_inner(expr))
    }

    fn expr_inner(&mut self, expr: &'a Expr) -> Result<()> {
        if let Some(constant) = self.constant(expr)? {
            self.load_const(constant, self.location(expr));
            return Ok(());
        }
        match expr {
            Expr::Named(node) => {
                self.expr(&node.value)?;
                self.emit_arg(Opcode::Copy, 1, self.location(expr));
                self.expr(&node.target)
            }
            Expr::BoolOp(node) => self.bool_op(node),
            Expr::BinOp(node) => self.binary(node),
            Expr::UnaryOp(node) => self.unary(node),
            Expr::Lambda(node) => self.lambda(node),
            Expr::If(node) => self.conditional_expression(node),
            Expr::Dict(node) => self.dict(node),
            Expr::Set(node) => self.set(node),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr, self.location(expr))
            }
            Expr::Await(node) => {
                self.expr(&node.value)?;
                self.emit_await(0, self.location(expr));
                Ok(())
            }
            Expr::Yield(node) => {
                let location = self.location(expr);
                if !self.block().is_function_like() {
                    return self.error("'yield' outside function", location);
                }
                match node.value.as_deref() {
                    Some(value) => self.expr(value)?,
                    None => self.load_const(Constant::None, location),
                }
                self.emit_yield(location);
                Ok(())
            }
            Expr::YieldFrom(node) => {
                let location = self.location(expr);
                if !self.block().is_function_like() {
                    return self.error("'yield from' outside function", location);
                }
                if self.unit_ref().kind == ScopeKind::AsyncFunction {
                    return self.error("'yield from' inside async function", location);
                }
                self.expr(&node.value)?;
                self.emit(Opcode::GetYieldFromIter, location);
                self.load_const(Constant::None, location);
                self.emit_yield_from(false, location);
                Ok(())
            }
            Expr::Compare(node) => self.compare(node),
            Expr::Call(node) => self.call(node),
            Expr::FString(node) => self.f_string(node),
            Expr::TString(node) => self.template_string(node),
            Expr::Attribute(node) => self.attribute(node),
            Expr::Subscript(node) => self.subscript(node),
            Expr::Starred(node) => {
                let message = match node.ctx {
                    ExprContext::Store => "starred assignment target must be in a list or tuple",
                    _ => "can't use starred expression here",
                };
                self.error(message, self.location(expr))
            }
            Expr::Slice(node) => self.slice(node),
            Expr::Name(node) => {
                let name = self.names.intern(&node.id);
                self.name_op(name, node.ctx, self.location(expr));
                Ok(())
            }
            Expr::List(node) => self.list(node),
            Expr::Tuple(node) => self.tuple(node),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => unreachable!("literals are constants, handled above"),
            Expr::IpyEscapeCommand(_) => self.error("invalid syntax", self.location(expr)),
        }
    }

    /// Long chains of binary operators lean to the left: their left side is walked in a loop.
    fn binary(&mut self, node: &'a ExprBinOp) -> Result<()> {
        let mut chain = vec![node];
        let mut innermost = node;
        while self.percent_format(innermost)?.is_none()
            && let Expr::BinOp(left) = &*innermost.left
        {
            chain.push(left);
            innermost = left;
        }
        for (depth, node) in chain.into_iter().rev().enumerate() {
            if depth == 0 {
                if let Some(parts) = self.percent_format(node)? {
                    self.formatted_parts(node, parts)?;
                    continue;
                }
                self.expr(&node.left)?;
            }
            self.expr(&node.right)?;
            let location = self.location(node);
            self.emit_arg(Opcode::BinaryOp, binary_operator(node.op, false), location);
        }
        Ok(())
    }

    fn unary(&mut self, node: &'a ExprUnaryOp) -> Result<()> {
        self.expr(&node.operand)?;
        let location = self.location(node);
        match node.op {
            UnaryOp::UAdd => self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::UNARY_POSITIVE, location),
            UnaryOp::Not => {
                self.emit(Opcode::ToBool, location);
                self.emit(Opcode::UnaryNot, location);
            }
            UnaryOp::Invert => self.emit(Opcode::UnaryInvert, location),
            UnaryOp::USub => self.emit(Opcode::UnaryNegative, location),
        }
        Ok(())
    }

    pub(super) fn subtract(&mut self, location: Location) {
        self.emit_arg(Opcode::BinaryOp, binary_operator(Operator::Sub, false), location);
    }

    fn attribute(&mut self, node: &'a ExprAttribute) -> Result<()> {
        let mut location = self.location(node);
        if node.ctx == ExprContext::Load && self.is_super_call(node) {
            return self.super_attribute(node);
        }
        self.note_static_attribute(node);
        self.expr(&node.value)?;
        location = self.attribute_location(location, node);
        let name = self.names.intern(&node.attr.id);
        match node.ctx {
            ExprContext::Store => self.emit_name(Opcode::StoreAttr, name, location),
            ExprContext::Del => self.emit_name(Opcode::DeleteAttr, name, location),
            ExprContext::Load | ExprContext::Invalid => self.load_attr(name, location),
        }
        Ok(())
    }

    /// `self.name = …` in a method makes `name` one of the class's static attributes.
    fn note_static_attribute(&mut self, node: &ExprAttribute) {
        let Expr::Name(value) = &*node.value else { return };
        if node.ctx != ExprContext::Store || value.id != self.names.str(known::SELF) {
            return;
        }
        let name = self.names.intern(&node.attr.id);
        let outer = self.units.len() - 1;
        if let Some(class) = self.units[..outer].iter_mut().rfind(|unit| unit.kind == ScopeKind::Class) {
            class.static_attributes.insert(name);
        }
    }

    /// Where an access spans lines, the location of the attribute's name alone.
    pub(super) fn attribute_location(&self, location: Location, node: &ExprAttribute) -> Location {
        let (end_line, end_column) = self.session.lines.position(node.end());
        let mut location = location;
        if location.line == end_line {
            return location;
        }
        location.line = end_line;
        let length = node.attr.id.chars().count() as i32;
        if length <= end_column {
            location.column = end_column - length;
        } else {
            location.column = -1;
            location.end_column = -1;
        }
        location.end_line = location.end_line.max(location.line);
        if location.line == location.end_line {
            location.end_column = location.end_column.max(location.column);
        }
        location
    }
}
