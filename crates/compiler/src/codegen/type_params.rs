//! Type parameters (PEP 695, PEP 696) and the `type` statement.

use std::sync::Arc;

use ruff_python_ast::{Expr, StmtTypeAlias, TypeParam, TypeParams};
use ruff_text_size::Ranged;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::{function_attribute, intrinsic_1, intrinsic_2};
use super::scopes::{Arguments, ScopeKind};
use crate::error::Result;
use crate::names::Symbol;
use crate::symtable::KeyKind;

impl<'a> Compiler<'a> {
    /// Makes each type parameter, binds it and leaves the tuple of all on the stack.
    pub(super) fn type_params(&mut self, params: &'a TypeParams) -> Result<()> {
        let mut seen_default = false;
        for param in &params.type_params {
            let location = self.location(param);
            let name = self.names.intern(&param.name().id);
            self.load_name_text(name, location);
            let plain = match param {
                TypeParam::TypeVar(_) => intrinsic_1::TYPEVAR,
                TypeParam::TypeVarTuple(_) => intrinsic_1::TYPEVARTUPLE,
                TypeParam::ParamSpec(_) => intrinsic_1::PARAMSPEC,
            };
            match param {
                TypeParam::TypeVar(var) if var.bound.is_some() => {
                    let Some(bound) = var.bound.as_deref() else { continue };
                    self.bound_or_default(param, KeyKind::Bound, bound, name, false)?;
                    let intrinsic = match bound {
                        Expr::Tuple(_) => intrinsic_2::TYPEVAR_WITH_CONSTRAINTS,
                        _ => intrinsic_2::TYPEVAR_WITH_BOUND,
                    };
                    self.emit_arg(Opcode::CallIntrinsic2, intrinsic, location);
                }
                _ => self.emit_arg(Opcode::CallIntrinsic1, plain, location),
            }
            if let Some(default) = param.default() {
                seen_default = true;
                let allow_starred = matches!(param, TypeParam::TypeVarTuple(_));
                self.bound_or_default(param, KeyKind::Default, default, name, allow_starred)?;
                self.emit_arg(Opcode::CallIntrinsic2, intrinsic_2::SET_TYPEPARAM_DEFAULT, location);
            } else if seen_default {
                let text = format!(
                    "non-default type parameter '{}' follows default type parameter",
                    self.names.str(name)
                );
                return self.error(text, location);
            }
            self.emit_arg(Opcode::Copy, 1, location);
            self.store_name(name, location);
        }
        if let Some(first) = params.type_params.first() {
            let location = self.location(first);
            self.emit_arg(Opcode::BuildTuple, params.type_params.len() as u32, location);
        }
        Ok(())
    }

    /// A bound or default is computed when asked for, by a function of its own.
    fn bound_or_default(
        &mut self,
        param: &'a TypeParam,
        kind: KeyKind,
        expr: &'a Expr,
        name: Symbol,
        allow_starred: bool,
    ) -> Result<()> {
        let location = self.location(expr);
        self.load_const(default_format(), location);
        let block = self.find_block(param, kind);
        self.enter_annotations_scope(name, block, location);
        match expr {
            Expr::Starred(starred) if allow_starred => {
                self.expr(&starred.value)?;
                self.emit_arg(Opcode::UnpackSequence, 1, location);
            }
            _ => self.expr(expr)?,
        }
        self.emit(Opcode::ReturnValue, location);
        let finished = self.finish_scope(true)?;
        self.make_closure(finished, function_attribute::DEFAULTS, location);
        Ok(())
    }

    pub(super) fn type_alias(&mut self, node: &'a StmtTypeAlias) -> Result<()> {
        let location = self.location(node);
        let Expr::Name(target) = &*node.name else { return Ok(()) };
        let name = self.names.intern(&target.id);
        let params = node.type_params.as_deref();
        if let Some(params) = params {
            let block = self.find_block(params, KeyKind::TypeParameters);
            let scope_name = self.generic_name(name);
            let line = self.session.lines.line(node.start());
            self.enter_scope(scope_name, ScopeKind::Annotations, block, line, None, Arguments::default());
            self.load_name_text(name, location);
            self.type_params(params)?;
        } else {
            self.load_name_text(name, location);
            self.load_const(Constant::None, location);
        }
        self.type_alias_body(node, name)?;
        if params.is_some() {
            let finished = self.finish_scope(false)?;
            self.make_closure(finished, 0, location);
            self.emit(Opcode::PushNull, location);
            self.emit_arg(Opcode::Call, 0, location);
        }
        self.store_name(name, location);
        Ok(())
    }

    fn type_alias_body(&mut self, node: &'a StmtTypeAlias, name: Symbol) -> Result<()> {
        let location = self.location(node);
        self.load_const(default_format(), location);
        let block = self.find_block(node, KeyKind::Body);
        self.enter_annotations_scope(name, block, location);
        self.expr(&node.value)?;
        self.emit(Opcode::ReturnValue, location);
        let finished = self.finish_scope(false)?;
        self.make_closure(finished, function_attribute::DEFAULTS, location);
        self.emit_arg(Opcode::BuildTuple, 3, location);
        self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::TYPEALIAS, location);
        Ok(())
    }
}

/// The default of the `format` argument: `annotationlib.Format.VALUE`.
fn default_format() -> Constant {
    Constant::Tuple(Arc::from([Constant::Int(1)]))
}
