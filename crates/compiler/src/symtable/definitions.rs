//! The first pass over functions, classes, type aliases and their type parameters.

use ruff_python_ast::ExprContext;
use ruff_python_ast::{
    Expr, Keyword, Parameter, ParameterWithDefault, Parameters, StmtClassDef, StmtFunctionDef, StmtTypeAlias,
    TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::{BlockKind, KeyKind, def};
use crate::error::Result;
use crate::names::{Symbol, known};

/// What a type parameter scope is wrapped around.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Generic {
    Class,
    Function { has_kwdefaults: bool },
    Alias,
}

impl Builder<'_, '_> {
    pub(super) fn visit_function(&mut self, function: &StmtFunctionDef) -> Result<()> {
        let name = self.symbol(&function.name);
        let range = self.session.definition_range(function.range, &function.decorator_list);
        self.define(name, def::LOCAL, range)?;
        self.visit_defaults(&function.parameters)?;
        self.visit_exprs(function.decorator_list.iter().map(|decorator| &decorator.expression))?;
        if let Some(params) = function.type_params.as_deref() {
            let has_kwdefaults =
                function.parameters.kwonlyargs.iter().any(|parameter| parameter.default.is_some());
            self.enter_type_params(name, params, Generic::Function { has_kwdefaults }, range)?;
        }
        let location = self.location(range);
        let block = self.new_block(name, BlockKind::Function, location);
        self.register(function, KeyKind::Body, block);
        self.table.block_mut(block).has_docstring = self.has_docstring(&function.body);
        self.visit_function_annotations(function, range)?;
        self.enter(block);
        self.table.block_mut(block).coroutine = function.is_async;
        self.visit_parameters(&function.parameters)?;
        self.visit_body(&function.body)?;
        self.leave();
        if function.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    /// Default values are computed where the function is defined.
    pub(super) fn visit_defaults(&mut self, parameters: &Parameters) -> Result<()> {
        let defaults = |list: &mut dyn Iterator<Item = &ParameterWithDefault>, builder: &mut Self| {
            list.filter_map(|parameter| parameter.default.as_deref())
                .try_for_each(|expr| builder.visit_expr(expr))
        };
        defaults(&mut parameters.posonlyargs.iter().chain(&parameters.args), self)?;
        defaults(&mut parameters.kwonlyargs.iter(), self)
    }

    pub(super) fn visit_parameters(&mut self, parameters: &Parameters) -> Result<()> {
        let plain = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for parameter in plain {
            self.visit_parameter(&parameter.parameter)?;
        }
        if let Some(vararg) = &parameters.vararg {
            self.visit_parameter(vararg)?;
            self.current_mut().varargs = true;
        }
        if let Some(kwarg) = &parameters.kwarg {
            self.visit_parameter(kwarg)?;
            self.current_mut().varkeywords = true;
        }
        Ok(())
    }

    fn visit_parameter(&mut self, parameter: &Parameter) -> Result<()> {
        let name = self.symbol(&parameter.name);
        // Stars are not part of a parameter.
        let range = TextRange::new(parameter.name.start(), parameter.end());
        self.define(name, def::PARAM, range)
    }

    pub(super) fn visit_class(&mut self, class: &StmtClassDef) -> Result<()> {
        let name = self.symbol(&class.name);
        let range = self.session.definition_range(class.range, &class.decorator_list);
        self.define(name, def::LOCAL, range)?;
        self.visit_exprs(class.decorator_list.iter().map(|decorator| &decorator.expression))?;
        let private = self.private;
        if let Some(params) = class.type_params.as_deref() {
            self.enter_type_param_block(name, params, Generic::Class, range)?;
            self.private = Some(name);
            self.start_mangled_names();
            self.visit_type_params(params)?;
        }
        if let Some(arguments) = class.arguments.as_deref() {
            self.visit_exprs(&arguments.args)?;
            self.check_keywords(&arguments.keywords)?;
            self.visit_exprs(arguments.keywords.iter().map(|keyword| &keyword.value))?;
        }
        let block = self.enter_new(name, BlockKind::Class, range)?;
        self.register(class, KeyKind::Body, block);
        self.private = Some(name);
        if class.type_params.is_some() {
            self.define(known::TYPE_PARAMS, def::LOCAL, range)?;
            self.define(known::DOT_TYPE_PARAMS, def::USE, range)?;
        }
        self.table.block_mut(block).has_docstring = self.has_docstring(&class.body);
        self.visit_body(&class.body)?;
        self.leave();
        if class.type_params.is_some() {
            self.leave();
        }
        self.private = private;
        Ok(())
    }

    pub(super) fn check_keywords(&mut self, keywords: &[Keyword]) -> Result<()> {
        for keyword in keywords {
            if let Some(arg) = &keyword.arg {
                let name = self.symbol(arg);
                self.check_name(name, keyword.range, ExprContext::Store)?;
            }
        }
        Ok(())
    }

    pub(super) fn visit_type_alias(&mut self, alias: &StmtTypeAlias) -> Result<()> {
        self.visit_expr(&alias.name)?;
        let Expr::Name(target) = &*alias.name else { return Ok(()) };
        let name = self.names.intern(&target.id);
        let in_class = self.current().kind == BlockKind::Class;
        if let Some(params) = alias.type_params.as_deref() {
            self.enter_type_params(name, params, Generic::Alias, alias.range)?;
        }
        let block = self.enter_new(name, BlockKind::TypeAlias, alias.range)?;
        self.register(alias, KeyKind::Body, block);
        self.see_class_scope(in_class, alias.value.range())?;
        self.visit_expr(&alias.value)?;
        self.leave();
        if alias.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    /// Lets the current block look names up in the class around it.
    pub(super) fn see_class_scope(&mut self, in_class: bool, range: TextRange) -> Result<()> {
        self.current_mut().can_see_class_scope = in_class;
        if in_class { self.define(known::CLASSDICT, def::USE, range) } else { Ok(()) }
    }

    fn enter_type_params(
        &mut self,
        name: Symbol,
        params: &TypeParams,
        what: Generic,
        range: TextRange,
    ) -> Result<()> {
        self.enter_type_param_block(name, params, what, range)?;
        self.visit_type_params(params)
    }

    fn enter_type_param_block(
        &mut self,
        name: Symbol,
        params: &TypeParams,
        what: Generic,
        range: TextRange,
    ) -> Result<()> {
        let in_class = self.current().kind == BlockKind::Class;
        let block = self.enter_new(name, BlockKind::TypeParameters, range)?;
        self.register(params, KeyKind::TypeParameters, block);
        if in_class {
            self.see_class_scope(true, range)?;
        }
        match what {
            Generic::Class => {
                for name in [known::DOT_TYPE_PARAMS, known::DOT_GENERIC_BASE] {
                    self.define(name, def::LOCAL, range)?;
                    self.define(name, def::USE, range)?;
                }
            }
            // CPython makes room for defaults even where there are none.
            Generic::Function { has_kwdefaults } => {
                self.define(known::DOT_DEFAULTS, def::PARAM, range)?;
                if has_kwdefaults {
                    self.define(known::DOT_KWDEFAULTS, def::PARAM, range)?;
                }
            }
            Generic::Alias => {}
        }
        Ok(())
    }

    fn visit_type_params(&mut self, params: &TypeParams) -> Result<()> {
        params.type_params.iter().try_for_each(|param| self.visit_type_param(param))
    }

    fn visit_type_param(&mut self, param: &TypeParam) -> Result<()> {
        let name = self.symbol(param.name());
        self.define(name, def::TYPE_PARAM | def::LOCAL, param.range())?;
        let default_of = match param {
            TypeParam::TypeVar(var) => {
                let info = match var.bound.as_deref() {
                    Some(Expr::Tuple(_)) => "a TypeVar constraint",
                    _ => "a TypeVar bound",
                };
                self.visit_bound_or_default(var.bound.as_deref(), name, (param, KeyKind::Bound), info)?;
                "a TypeVar default"
            }
            TypeParam::TypeVarTuple(_) => "a TypeVarTuple default",
            TypeParam::ParamSpec(_) => "a ParamSpec default",
        };
        self.visit_bound_or_default(param.default(), name, (param, KeyKind::Default), default_of)
    }

    fn visit_bound_or_default(
        &mut self,
        expr: Option<&Expr>,
        name: Symbol,
        key: (&TypeParam, KeyKind),
        info: &'static str,
    ) -> Result<()> {
        if name == known::CLASSDICT {
            let text = format!("reserved name '{}' cannot be used for type parameter", self.names.str(name));
            return self.error(text, key.0.range());
        }
        let Some(expr) = expr else { return Ok(()) };
        let in_class = self.current().can_see_class_scope;
        let block = self.enter_new(name, BlockKind::TypeVariable, expr.range())?;
        self.register(key.0, key.1, block);
        self.see_class_scope(in_class, expr.range())?;
        self.current_mut().scope_info = info;
        self.visit_expr(expr)?;
        self.leave();
        Ok(())
    }
}
