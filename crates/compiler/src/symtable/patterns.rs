//! The first pass over `match` patterns: which names they bind.

use ruff_python_ast::{ExprContext, Identifier, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::def;
use crate::error::Result;

impl Builder<'_, '_> {
    pub(super) fn visit_pattern(&mut self, pattern: &Pattern) -> Result<()> {
        self.deeper(pattern, |builder| builder.visit_pattern_inner(pattern))
    }

    fn visit_pattern_inner(&mut self, pattern: &Pattern) -> Result<()> {
        match pattern {
            Pattern::MatchValue(node) => self.visit_expr(&node.value),
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(node) => self.visit_patterns(&node.patterns),
            Pattern::MatchStar(node) => self.bind_capture(node.name.as_ref(), node.range),
            Pattern::MatchMapping(node) => {
                self.visit_exprs(&node.keys)?;
                self.visit_patterns(&node.patterns)?;
                self.bind_capture(node.rest.as_ref(), node.range)
            }
            Pattern::MatchClass(node) => {
                self.visit_expr(&node.cls)?;
                self.visit_patterns(&node.arguments.patterns)?;
                for keyword in &node.arguments.keywords {
                    let name = self.symbol(&keyword.attr);
                    self.check_name(name, keyword.pattern.range(), ExprContext::Store)?;
                }
                node.arguments.keywords.iter().try_for_each(|keyword| self.visit_pattern(&keyword.pattern))
            }
            Pattern::MatchAs(node) => {
                if let Some(pattern) = node.pattern.as_deref() {
                    self.visit_pattern(pattern)?;
                }
                self.bind_capture(node.name.as_ref(), node.range)
            }
            Pattern::MatchOr(node) => self.visit_patterns(&node.patterns),
        }
    }

    fn visit_patterns(&mut self, patterns: &[Pattern]) -> Result<()> {
        patterns.iter().try_for_each(|pattern| self.visit_pattern(pattern))
    }

    fn bind_capture(&mut self, name: Option<&Identifier>, range: TextRange) -> Result<()> {
        let Some(name) = name else { return Ok(()) };
        let name = self.symbol(name);
        self.define(name, def::LOCAL, range)
    }
}
