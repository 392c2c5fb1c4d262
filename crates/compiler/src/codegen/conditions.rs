//! Conditional jumps, `if`, conditional expressions, `and`/`or` and comparisons.

use ruff_python_ast::{
    BoolOp, CmpOp, ElifElseClause, Expr, ExprBoolOp, ExprCompare, ExprIf, Stmt, StmtIf, UnaryOp,
};
use taipan_bytecode::Opcode;

use super::Compiler;
use super::opargs::comparison;
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the truth of `expr` is `condition`.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, target: Label, condition: bool) -> Result<()> {
        self.deeper(expr, |compiler| compiler.jump_if_inner(expr, target, condition))
    }

    fn jump_if_inner(&mut self, expr: &'a Expr, target: Label, condition: bool) -> Result<()> {
        match expr {
            Expr::UnaryOp(node) if node.op == UnaryOp::Not => self.jump_if(&node.operand, target, !condition),
            Expr::BoolOp(node) => self.jump_if_bool_op(node, target, condition),
            Expr::If(node) => {
                let end = self.new_label();
                let otherwise = self.new_label();
                self.jump_if(&node.test, otherwise, false)?;
                self.jump_if(&node.body, target, condition)?;
                self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
                self.place(otherwise);
                self.jump_if(&node.orelse, target, condition)?;
                self.place(end);
                Ok(())
            }
            Expr::Compare(node) if node.ops.len() > 1 => self.jump_if_chain(node, target, condition),
            _ => {
                self.expr(expr)?;
                self.jump_on_truth(target, condition, self.location(expr));
                Ok(())
            }
        }
    }

    fn jump_on_truth(&mut self, target: Label, condition: bool, location: Location) {
        self.emit(Opcode::ToBool, location);
        let opcode = if condition { Opcode::PopJumpIfTrue } else { Opcode::PopJumpIfFalse };
        self.emit_jump(opcode, target, location);
    }

    fn jump_if_bool_op(&mut self, node: &'a ExprBoolOp, target: Label, condition: bool) -> Result<()> {
        let Some((last, firsts)) = node.values.split_last() else { return Ok(()) };
        // The value that decides the whole without a look at the rest.
        let decisive = node.op == BoolOp::Or;
        let short_cut = if decisive == condition { target } else { self.new_label() };
        for value in firsts {
            self.jump_if(value, short_cut, decisive)?;
        }
        self.jump_if(last, target, condition)?;
        if short_cut != target {
            self.place(short_cut);
        }
        Ok(())
    }

    fn jump_if_chain(&mut self, node: &'a ExprCompare, target: Label, condition: bool) -> Result<()> {
        let location = self.location(node);
        self.check_compare(node);
        let cleanup = self.new_label();
        self.expr(&node.left)?;
        let last = node.ops.len() - 1;
        for (operator, operand) in node.ops[..last].iter().zip(&node.comparators) {
            self.expr(operand)?;
            self.emit_arg(Opcode::Swap, 2, location);
            self.emit_arg(Opcode::Copy, 2, location);
            self.compare_op(*operator, location);
            self.jump_on_truth(cleanup, false, location);
        }
        self.expr(&node.comparators[last])?;
        self.compare_op(node.ops[last], location);
        self.jump_on_truth(target, condition, location);
        let end = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(cleanup);
        self.emit(Opcode::PopTop, location);
        if !condition {
            self.emit_jump(Opcode::JumpNoInterrupt, target, Location::NONE);
        }
        self.place(end);
        Ok(())
    }

    pub(super) fn compare_op(&mut self, operator: CmpOp, location: Location) {
        match operator {
            CmpOp::Is => self.emit_arg(Opcode::IsOp, 0, location),
            CmpOp::IsNot => self.emit_arg(Opcode::IsOp, 1, location),
            CmpOp::In => self.emit_arg(Opcode::ContainsOp, 0, location),
            CmpOp::NotIn => self.emit_arg(Opcode::ContainsOp, 1, location),
            _ => {
                let arg = comparison(operator).unwrap_or_default();
                self.emit_arg(Opcode::CompareOp, arg, location);
            }
        }
    }

    pub(super) fn compare(&mut self, node: &'a ExprCompare) -> Result<()> {
        let location = self.location(node);
        self.check_compare(node);
        self.expr(&node.left)?;
        let last = node.ops.len() - 1;
        if last == 0 {
            self.expr(&node.comparators[0])?;
            self.compare_op(node.ops[0], location);
            return Ok(());
        }
        let cleanup = self.new_label();
        for (operator, operand) in node.ops[..last].iter().zip(&node.comparators) {
            self.expr(operand)?;
            self.emit_arg(Opcode::Swap, 2, location);
            self.emit_arg(Opcode::Copy, 2, location);
            self.compare_op(*operator, location);
            self.emit_arg(Opcode::Copy, 1, location);
            self.jump_on_truth(cleanup, false, location);
            self.emit(Opcode::PopTop, location);
        }
        self.expr(&node.comparators[last])?;
        self.compare_op(node.ops[last], location);
        let end = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(cleanup);
        self.emit_arg(Opcode::Swap, 2, location);
        self.emit(Opcode::PopTop, location);
        self.place(end);
        Ok(())
    }

    pub(super) fn bool_op(&mut self, node: &'a ExprBoolOp) -> Result<()> {
        let location = self.location(node);
        let opcode = if node.op == BoolOp::And { Opcode::JumpIfFalse } else { Opcode::JumpIfTrue };
        let end = self.new_label();
        let Some((last, firsts)) = node.values.split_last() else { return Ok(()) };
        for value in firsts {
            self.expr(value)?;
            self.emit_jump(opcode, end, location);
            self.emit(Opcode::PopTop, location);
        }
        self.expr(last)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn conditional_expression(&mut self, node: &'a ExprIf) -> Result<()> {
        let end = self.new_label();
        let otherwise = self.new_label();
        self.jump_if(&node.test, otherwise, false)?;
        self.expr(&node.body)?;
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(otherwise);
        self.expr(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn if_statement(&mut self, node: &'a StmtIf) -> Result<()> {
        self.if_chain(&node.test, &node.body, &node.elif_else_clauses)
    }

    /// `if` with the clauses that follow it: an `elif` is an `if` alone in the `else` before it. The
    /// ends of the nested statements coincide, each with a label of its own as in the nested form.
    fn if_chain(&mut self, test: &'a Expr, body: &'a [Stmt], clauses: &'a [ElifElseClause]) -> Result<()> {
        let mut ends = Vec::new();
        let (mut test, mut body, mut rest) = (test, body, clauses);
        loop {
            let end = self.new_label();
            ends.push(end);
            let otherwise = if rest.is_empty() { end } else { self.new_label() };
            self.jump_if(test, otherwise, false)?;
            self.statements(body)?;
            let Some((clause, after)) = rest.split_first() else { break };
            self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            self.place(otherwise);
            match &clause.test {
                Some(next) => (test, body, rest) = (next, &clause.body, after),
                None => {
                    self.statements(&clause.body)?;
                    break;
                }
            }
        }
        for end in ends.into_iter().rev() {
            self.place(end);
        }
        Ok(())
    }
}
