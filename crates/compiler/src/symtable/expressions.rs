//! The first pass over expressions.

use ruff_python_ast::{
    Expr, ExprContext, ExprLambda, FStringPart, InterpolatedStringElement, InterpolatedStringElements,
};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::comprehensions::ComprehensionParts;
use super::{BlockKind, Comprehension, KeyKind, def};
use crate::error::Result;
use crate::names::known;

impl Builder<'_, '_> {
    pub(super) fn visit_expr(&mut self, expr: &Expr) -> Result<()> {
        self.deeper(expr, |builder| builder.visit_expr_inner(expr))
    }

    fn visit_expr_inner(&mut self, expr: &Expr) -> Result<()> {
        match expr {
            Expr::Named(node) => {
                self.refuse_in_annotation("named expression", node.range)?;
                self.visit_named(node)
            }
            Expr::BoolOp(node) => self.visit_exprs(&node.values),
            Expr::BinOp(node) => {
                self.visit_expr(&node.left)?;
                self.visit_expr(&node.right)
            }
            Expr::UnaryOp(node) => self.visit_expr(&node.operand),
            Expr::Lambda(node) => self.visit_lambda(node),
            Expr::If(node) => {
                self.visit_expr(&node.test)?;
                self.visit_expr(&node.body)?;
                self.visit_expr(&node.orelse)
            }
            Expr::Dict(node) => {
                self.visit_exprs(node.items.iter().filter_map(|item| item.key.as_ref()))?;
                self.visit_exprs(node.items.iter().map(|item| &item.value))
            }
            Expr::Set(node) => self.visit_exprs(&node.elts),
            Expr::ListComp(node) => {
                let parts = ComprehensionParts {
                    kind: Comprehension::List,
                    name: known::LISTCOMP,
                    generators: &node.generators,
                    element: &node.elt,
                    value: None,
                    range: node.range,
                };
                self.visit_comprehension(node, parts)
            }
            Expr::SetComp(node) => {
                let parts = ComprehensionParts {
                    kind: Comprehension::Set,
                    name: known::SETCOMP,
                    generators: &node.generators,
                    element: &node.elt,
                    value: None,
                    range: node.range,
                };
                self.visit_comprehension(node, parts)
            }
            Expr::DictComp(node) => {
                let parts = ComprehensionParts {
                    kind: Comprehension::Dict,
                    name: known::DICTCOMP,
                    generators: &node.generators,
                    element: node.key.as_deref().unwrap_or(&node.value),
                    value: Some(&node.value),
                    range: node.range,
                };
                self.visit_comprehension(node, parts)
            }
            Expr::Generator(node) => {
                let parts = ComprehensionParts {
                    kind: Comprehension::Generator,
                    name: known::GENEXPR,
                    generators: &node.generators,
                    element: &node.elt,
                    value: None,
                    range: node.range,
                };
                self.visit_comprehension(node, parts)
            }
            Expr::Yield(node) => {
                self.refuse_in_annotation("yield expression", node.range)?;
                self.visit_exprs(node.value.as_deref())?;
                self.note_yield(node.range)
            }
            Expr::YieldFrom(node) => {
                self.refuse_in_annotation("yield expression", node.range)?;
                self.visit_expr(&node.value)?;
                self.note_yield(node.range)
            }
            Expr::Await(node) => {
                self.refuse_in_annotation("await expression", node.range)?;
                self.check_await(node.range)?;
                self.visit_expr(&node.value)?;
                self.current_mut().coroutine = true;
                Ok(())
            }
            Expr::Compare(node) => {
                self.visit_expr(&node.left)?;
                self.visit_exprs(&node.comparators)
            }
            Expr::Call(node) => {
                self.visit_expr(&node.func)?;
                self.visit_exprs(&node.arguments.args)?;
                self.check_keywords(&node.arguments.keywords)?;
                self.visit_exprs(node.arguments.keywords.iter().map(|keyword| &keyword.value))
            }
            Expr::FString(node) => node.value.iter().try_for_each(|part| match part {
                FStringPart::Literal(_) => Ok(()),
                FStringPart::FString(part) => self.visit_elements(&part.elements),
            }),
            Expr::TString(node) => node.value.iter().try_for_each(|part| self.visit_elements(&part.elements)),
            Expr::Attribute(node) => {
                let name = self.symbol(&node.attr);
                self.check_name(name, node.range, node.ctx)?;
                self.visit_expr(&node.value)
            }
            Expr::Subscript(node) => {
                self.visit_expr(&node.value)?;
                self.visit_expr(&node.slice)
            }
            Expr::Starred(node) => self.visit_expr(&node.value),
            Expr::Slice(node) => {
                self.visit_exprs(node.lower.as_deref())?;
                self.visit_exprs(node.upper.as_deref())?;
                self.visit_exprs(node.step.as_deref())
            }
            Expr::Name(node) => self.visit_name(&node.id, node.ctx, node.range()),
            Expr::List(node) => self.visit_exprs(&node.elts),
            Expr::Tuple(node) => self.visit_exprs(&node.elts),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => Ok(()),
        }
    }

    fn visit_elements(&mut self, elements: &InterpolatedStringElements) -> Result<()> {
        for element in elements {
            if let InterpolatedStringElement::Interpolation(element) = element {
                self.visit_expr(&element.expression)?;
                if let Some(spec) = &element.format_spec {
                    self.deeper(&element.range, |builder| builder.visit_elements(&spec.elements))?;
                }
            }
        }
        Ok(())
    }

    fn visit_name(&mut self, id: &str, context: ExprContext, range: TextRange) -> Result<()> {
        if self.current().in_unevaluated_annotation {
            return Ok(());
        }
        let name = self.names.intern(id);
        if context != ExprContext::Load {
            return self.define_in_context(name, def::LOCAL, range, context);
        }
        // `__debug__` is a constant.
        if name == known::DEBUG {
            return Ok(());
        }
        self.define(name, def::USE, range)?;
        // `super` needs the class it stands in.
        if name == known::SUPER && self.current().is_function_like() {
            self.define(known::CLASS, def::USE, range)?;
        }
        Ok(())
    }

    fn visit_lambda(&mut self, node: &ExprLambda) -> Result<()> {
        if let Some(parameters) = node.parameters.as_deref() {
            self.visit_defaults(parameters)?;
        }
        let block = self.enter_new(known::LAMBDA, BlockKind::Function, node.range)?;
        self.register(node, KeyKind::Body, block);
        if let Some(parameters) = node.parameters.as_deref() {
            self.visit_parameters(parameters)?;
        }
        self.visit_expr(&node.body)?;
        self.leave();
        Ok(())
    }

    fn note_yield(&mut self, range: TextRange) -> Result<()> {
        self.current_mut().generator = true;
        let place = match self.current().comprehension {
            None => return Ok(()),
            Some(Comprehension::List) => "list comprehension",
            Some(Comprehension::Set) => "set comprehension",
            Some(Comprehension::Dict) => "dict comprehension",
            Some(Comprehension::Generator) => "generator expression",
        };
        self.error(format!("'yield' inside {place}"), range)
    }

    fn check_await(&self, range: TextRange) -> Result<()> {
        if self.allows_top_level_await() {
            return Ok(());
        }
        let block = self.current();
        if !block.is_function_like() {
            return self.error("'await' outside function", range);
        }
        let is_async = block.kind == BlockKind::Function && block.coroutine;
        if !is_async && block.comprehension.is_none() {
            return self.error("'await' outside async function", range);
        }
        Ok(())
    }

    fn refuse_in_annotation(&self, what: &str, range: TextRange) -> Result<()> {
        let block = self.current();
        let place = match block.kind {
            BlockKind::Annotation => "an annotation",
            BlockKind::TypeVariable => block.scope_info,
            BlockKind::TypeAlias => "a type alias",
            BlockKind::TypeParameters => "the definition of a generic",
            _ => return Ok(()),
        };
        self.error(format!("{what} cannot be used within {place}"), range)
    }
}
