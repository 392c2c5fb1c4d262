//! Subscripts and slices.

use ruff_python_ast::{Expr, ExprContext, ExprSlice, ExprSubscript};
use taipan_bytecode::{Constant, Opcode};

use std::sync::Arc;

use super::Compiler;
use super::constants::is_constant;
use super::opargs::SUBSCRIPT;
use crate::error::Result;

/// A slice of which each part is constant or missing is a constant itself.
fn is_constant_slice(slice: &ExprSlice) -> bool {
    [&slice.lower, &slice.upper, &slice.step].into_iter().all(|part| part.as_deref().is_none_or(is_constant))
}

/// A slice without a step, not constant: it has instructions of its own.
pub(super) fn is_two_part_slice(expr: &Expr) -> Option<&ExprSlice> {
    match expr {
        Expr::Slice(slice) if slice.step.is_none() && !is_constant_slice(slice) => Some(slice),
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn subscript(&mut self, node: &'a ExprSubscript) -> Result<()> {
        let location = self.location(node);
        if node.ctx == ExprContext::Load {
            self.check_subscripter(&node.value);
            self.check_index(&node.value, &node.slice);
        }
        self.expr(&node.value)?;
        if let Some(slice) = is_two_part_slice(&node.slice).filter(|_| node.ctx != ExprContext::Del) {
            self.slice_bounds(slice)?;
            let opcode = if node.ctx == ExprContext::Load { Opcode::BinarySlice } else { Opcode::StoreSlice };
            self.emit(opcode, location);
            return Ok(());
        }
        self.subscript_index(node)?;
        match node.ctx {
            ExprContext::Store => self.emit(Opcode::StoreSubscr, location),
            ExprContext::Del => self.emit(Opcode::DeleteSubscr, location),
            ExprContext::Load | ExprContext::Invalid => {
                self.emit_arg(Opcode::BinaryOp, SUBSCRIPT, location);
            }
        }
        Ok(())
    }

    pub(super) fn subscript_index(&mut self, node: &'a ExprSubscript) -> Result<()> {
        self.expr(&node.slice)
    }

    /// Pushes the bounds of a slice; None for one that is missing.
    pub(super) fn slice_bounds(&mut self, slice: &'a ExprSlice) -> Result<()> {
        for bound in [&slice.lower, &slice.upper] {
            match bound.as_deref() {
                Some(bound) => self.expr(bound)?,
                None => self.load_const(Constant::None, self.location(slice)),
            }
        }
        Ok(())
    }

    pub(super) fn slice(&mut self, node: &'a ExprSlice) -> Result<()> {
        let location = self.location(node);
        if is_constant_slice(node) {
            let mut parts = [Constant::None, Constant::None, Constant::None];
            for (value, part) in parts.iter_mut().zip([&node.lower, &node.upper, &node.step]) {
                if let Some(part) = part.as_deref() {
                    *value = self.constant(part)?.unwrap_or(Constant::None);
                }
            }
            self.load_const(Constant::Slice(Arc::new(parts)), location);
            return Ok(());
        }
        self.slice_bounds(node)?;
        let mut count = 2;
        if let Some(step) = node.step.as_deref() {
            self.expr(step)?;
            count = 3;
        }
        self.emit_arg(Opcode::BuildSlice, count, location);
        Ok(())
    }
}
