//! Annotations: each annotated function, class and module gets a hidden `__annotate__` function that
//! computes them when asked (PEP 649, PEP 749).

use std::sync::Arc;

use ruff_python_ast::{Expr, Parameter, ParameterWithDefault, StmtFunctionDef};
use taipan_bytecode::{Code, Constant, Opcode, Text};

use super::Compiler;
use super::opargs::{common_constant, comparison, function_attribute};
use super::scopes::{Arguments, ScopeKind};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::{Symbol, known};
use crate::symtable::{BlockId, BlockKind, KeyKind};

/// `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`: formats beyond it are not for the hidden function.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;

impl<'a> Compiler<'a> {
    /// Enters a scope that takes a format and refuses those it does not know.
    pub(super) fn enter_annotations_scope(&mut self, name: Symbol, block: BlockId, location: Location) {
        let arguments = Arguments { positional_only: 1, ..Arguments::default() };
        self.enter_scope(name, ScopeKind::Annotations, block, location.line, None, arguments);
        self.emit_arg(Opcode::LoadFast, 0, location);
        self.load_const(Constant::Int(VALUE_WITH_FAKE_GLOBALS), location);
        let greater = comparison(ruff_python_ast::CmpOp::Gt).unwrap_or_default();
        self.emit_arg(Opcode::CompareOp, greater, location);
        let body = self.new_label();
        self.emit_jump(Opcode::PopJumpIfFalse, body, location);
        self.emit_arg(Opcode::LoadCommonConstant, common_constant::NOT_IMPLEMENTED_ERROR, location);
        self.emit_arg(Opcode::RaiseVarargs, 1, location);
        self.place(body);
    }

    /// Leaves such a scope and makes its function, whose parameter `inspect` shall see as `format`: within, a
    /// name that cannot clash with the annotations' was used.
    fn leave_annotations_scope(&mut self, location: Location) -> Result<()> {
        self.emit(Opcode::ReturnValue, location);
        let mut finished = self.finish_scope(true)?;
        if let Some(first) = Arc::<Code>::make_mut(&mut finished.code).localsplusnames.first_mut() {
            *first = self.names.text(known::FORMAT);
        }
        self.make_closure(finished, 0, location);
        Ok(())
    }

    /// The hidden function for a function's annotations, if it has any.
    pub(super) fn function_annotations(
        &mut self,
        node: &'a StmtFunctionDef,
        location: Location,
    ) -> Result<u32> {
        let block = self.find_block(&*node.parameters, KeyKind::Annotations);
        if !self.table.block(block).annotations_used {
            return Ok(0);
        }
        self.enter_annotations_scope(known::ANNOTATE, block, location);
        let parameters = &*node.parameters;
        let mut count = self.parameter_annotations(&parameters.args, location)?;
        count += self.parameter_annotations(&parameters.posonlyargs, location)?;
        count += self.parameter_annotation(parameters.vararg.as_deref(), location)?;
        count += self.parameter_annotations(&parameters.kwonlyargs, location)?;
        count += self.parameter_annotation(parameters.kwarg.as_deref(), location)?;
        if let Some(returns) = node.returns.as_deref() {
            self.named_annotation(known::RETURN, returns, location)?;
            count += 1;
        }
        self.emit_arg(Opcode::BuildMap, count, location);
        self.leave_annotations_scope(location)?;
        Ok(function_attribute::ANNOTATE)
    }

    fn parameter_annotations(
        &mut self,
        parameters: &'a [ParameterWithDefault],
        location: Location,
    ) -> Result<u32> {
        let mut count = 0;
        for parameter in parameters {
            count += self.parameter_annotation(Some(&parameter.parameter), location)?;
        }
        Ok(count)
    }

    fn parameter_annotation(&mut self, parameter: Option<&'a Parameter>, location: Location) -> Result<u32> {
        let Some(parameter) = parameter else { return Ok(0) };
        let Some(annotation) = parameter.annotation.as_deref() else { return Ok(0) };
        let name = self.names.intern(&parameter.name.id);
        self.named_annotation(name, annotation, location)?;
        Ok(1)
    }

    fn named_annotation(&mut self, name: Symbol, annotation: &'a Expr, location: Location) -> Result<()> {
        let mangled = self.maybe_mangle(name);
        self.load_name_text(mangled, location);
        if self.session.future_annotations {
            self.annotation_text(annotation);
            return Ok(());
        }
        match annotation {
            // `*args: *Ts`: the annotation is what unpacking gives.
            Expr::Starred(starred) => {
                self.expr(&starred.value)?;
                self.emit_arg(Opcode::UnpackSequence, 1, location);
                Ok(())
            }
            _ => self.expr(annotation),
        }
    }

    /// Under `from __future__ import annotations` an annotation is its own text.
    pub(super) fn annotation_text(&mut self, annotation: &Expr) {
        let location = self.location(annotation);
        let text = super::unparse::unparse(self.session, annotation);
        self.load_text(Text::from_wtf8(text), location);
    }

    /// Makes the hidden function of a module or class from the annotations met in its body.
    pub(super) fn deferred_annotations(&mut self, location: Location) -> Result<()> {
        let deferred = std::mem::take(&mut self.unit().deferred_annotations);
        if deferred.is_empty() {
            return Ok(());
        }
        let kind = self.block().kind;
        let Some(block) = self.block().annotation_block else { return Ok(()) };
        let is_module = kind == BlockKind::Module;
        if is_module {
            // The module's function is made before anything else runs.
            let body = std::mem::take(&mut self.unit().sequence);
            self.unit().annotations_sequence = Some(body);
        }
        let name = self.table.block(block).name;
        self.enter_annotations_scope(name, block, location);
        self.emit_arg(Opcode::BuildMap, 0, location);
        for (statement, number) in deferred {
            self.deferred_annotation(statement, number, kind, location)?;
        }
        self.leave_annotations_scope(location)?;
        let target = if kind == BlockKind::Class { known::ANNOTATE_FUNC } else { known::ANNOTATE };
        self.store_name(target, location);
        if is_module {
            let unit = self.unit();
            if let Some(body) = unit.annotations_sequence.take() {
                unit.annotations_sequence = Some(std::mem::replace(&mut unit.sequence, body));
            }
        }
        Ok(())
    }

    /// Adds one annotation to the dict on the stack, if its statement was reached.
    fn deferred_annotation(
        &mut self,
        statement: &'a ruff_python_ast::StmtAnnAssign,
        number: Option<u32>,
        kind: BlockKind,
        location: Location,
    ) -> Result<()> {
        let Expr::Name(target) = &*statement.target else { return Ok(()) };
        let name = self.names.intern(&target.id);
        let private = self.unit_ref().private;
        let mangled = self.names.mangle(private, name);
        let own = self.location(statement);
        let not_set = self.new_label();
        if let Some(number) = number {
            self.load_const(Constant::Int(i64::from(number)), own);
            if kind == BlockKind::Class {
                let cell = self.free_number(known::CONDITIONAL_ANNOTATIONS);
                self.emit_arg(Opcode::LoadDeref, cell, own);
            } else {
                let name = self.name_number(known::CONDITIONAL_ANNOTATIONS);
                self.emit_arg(Opcode::LoadGlobal, name << 1, own);
            }
            self.emit_arg(Opcode::ContainsOp, 0, own);
            self.emit_jump(Opcode::PopJumpIfFalse, not_set, own);
        }
        self.expr(&statement.annotation)?;
        self.emit_arg(Opcode::Copy, 2, own);
        self.load_name_text(mangled, own);
        self.emit(Opcode::StoreSubscr, location);
        self.place(not_set);
        Ok(())
    }
}
