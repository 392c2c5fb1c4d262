//! The first pass over annotations: each function, class and module has at most one hidden block
//! that computes them (PEP 649).

use ruff_python_ast::{Expr, ParameterWithDefault, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::{BlockKind, KeyKind, def};
use crate::error::Result;
use crate::names::known;

impl Builder<'_, '_> {
    /// The annotation of a variable. Those of locals are never computed and do not count as uses.
    pub(super) fn visit_variable_annotation(&mut self, annotation: &Expr) -> Result<()> {
        let parent = self.current_id();
        let kind = self.current().kind;
        let unevaluated = kind == BlockKind::Function;
        self.note_conditional_annotation(annotation.range())?;
        if let Some(block) = self.table.block(parent).annotation_block {
            self.enter_again(block);
        } else {
            let block = self.enter_new(known::ANNOTATE, BlockKind::Annotation, annotation.range())?;
            self.table.block_mut(parent).annotation_block = Some(block);
            if kind == BlockKind::Class && !self.session.future_annotations {
                self.see_class_scope(true, annotation.range())?;
            }
        }
        self.current_mut().in_unevaluated_annotation = unevaluated;
        self.visit_expr(annotation)?;
        self.current_mut().in_unevaluated_annotation = false;
        self.leave();
        Ok(())
    }

    /// Whether an annotation was reached is recorded at run time where it may not be: always in a
    /// module, which may be looked at half executed, and in a class's conditional blocks.
    fn note_conditional_annotation(&mut self, range: TextRange) -> Result<()> {
        let block = self.current();
        let conditional = match block.kind {
            BlockKind::Module => true,
            BlockKind::Class => block.in_conditional_block,
            _ => false,
        };
        if !conditional || block.has_conditional_annotations {
            return Ok(());
        }
        self.current_mut().has_conditional_annotations = true;
        self.define(known::CONDITIONAL_ANNOTATIONS, def::USE, range)
    }

    pub(super) fn visit_function_annotations(
        &mut self,
        function: &StmtFunctionDef,
        range: TextRange,
    ) -> Result<()> {
        let sees_class = self.current().can_see_class_scope || self.current().kind == BlockKind::Class;
        let block = self.enter_new(known::ANNOTATE, BlockKind::Annotation, range)?;
        let parameters = &*function.parameters;
        self.register(parameters, KeyKind::Annotations, block);
        if sees_class {
            self.see_class_scope(true, range)?;
        }
        self.visit_parameter_annotations(&parameters.posonlyargs)?;
        self.visit_parameter_annotations(&parameters.args)?;
        self.visit_annotation(
            parameters.vararg.as_deref().and_then(|parameter| parameter.annotation.as_deref()),
        )?;
        self.visit_annotation(
            parameters.kwarg.as_deref().and_then(|parameter| parameter.annotation.as_deref()),
        )?;
        self.visit_parameter_annotations(&parameters.kwonlyargs)?;
        self.visit_annotation(function.returns.as_deref())?;
        self.leave();
        Ok(())
    }

    fn visit_parameter_annotations(&mut self, parameters: &[ParameterWithDefault]) -> Result<()> {
        parameters
            .iter()
            .try_for_each(|parameter| self.visit_annotation(parameter.parameter.annotation.as_deref()))
    }

    fn visit_annotation(&mut self, annotation: Option<&Expr>) -> Result<()> {
        let Some(annotation) = annotation else { return Ok(()) };
        self.current_mut().annotations_used = true;
        self.visit_expr(annotation)
    }
}
