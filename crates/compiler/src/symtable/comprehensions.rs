//! The first pass over comprehensions and the assignment expressions in them.

use ruff_python_ast::{Comprehension as Generator, Expr, ExprName, ExprNamed};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::{BlockKind, Comprehension, KeyKind, def};
use crate::error::Result;
use crate::names::{Symbol, known};

/// A comprehension, whatever its kind.
pub(super) struct ComprehensionParts<'e> {
    pub(super) kind: Comprehension,
    pub(super) name: Symbol,
    pub(super) generators: &'e [Generator],
    pub(super) element: &'e Expr,
    /// A dict comprehension's value.
    pub(super) value: Option<&'e Expr>,
    pub(super) range: TextRange,
}

impl Builder<'_, '_> {
    pub(super) fn visit_comprehension<T>(&mut self, node: &T, parts: ComprehensionParts<'_>) -> Result<()> {
        let Some((outermost, rest)) = parts.generators.split_first() else { return Ok(()) };
        let is_generator = parts.kind == Comprehension::Generator;
        // The outermost iterable is computed in the block around.
        self.visit_iterable(&outermost.iter)?;
        let block = self.enter_new(parts.name, BlockKind::Function, parts.range)?;
        self.register(node, KeyKind::Body, block);
        self.current_mut().comprehension = Some(parts.kind);
        self.current_mut().coroutine = outermost.is_async;
        self.define(known::DOT_ZERO, def::PARAM, parts.range)?;
        self.visit_target(&outermost.target)?;
        self.visit_exprs(&outermost.ifs)?;
        for generator in rest {
            self.visit_target(&generator.target)?;
            self.visit_iterable(&generator.iter)?;
            self.visit_exprs(&generator.ifs)?;
            if generator.is_async {
                self.current_mut().coroutine = true;
            }
        }
        self.visit_exprs(parts.value)?;
        self.visit_expr(parts.element)?;
        self.current_mut().generator = is_generator;
        let is_async = self.current().coroutine && !is_generator;
        self.leave();
        if !is_async {
            return Ok(());
        }
        let outer = self.current();
        let allowed = (outer.kind == BlockKind::Function && outer.coroutine)
            || outer.comprehension.is_some()
            || self.allows_top_level_await();
        if !allowed {
            return self.error("asynchronous comprehension outside of an asynchronous function", parts.range);
        }
        self.current_mut().coroutine = true;
        Ok(())
    }

    fn visit_target(&mut self, target: &Expr) -> Result<()> {
        self.current_mut().comp_iter_target = true;
        self.visit_expr(target)?;
        self.current_mut().comp_iter_target = false;
        Ok(())
    }

    fn visit_iterable(&mut self, iterable: &Expr) -> Result<()> {
        self.current_mut().comp_iter_expr += 1;
        self.visit_expr(iterable)?;
        self.current_mut().comp_iter_expr -= 1;
        Ok(())
    }

    pub(super) fn visit_named(&mut self, node: &ExprNamed) -> Result<()> {
        if self.current().comp_iter_expr > 0 {
            return self.error(
                "assignment expression cannot be used in a comprehension iterable expression",
                node.range,
            );
        }
        if self.current().comprehension.is_some()
            && let Expr::Name(target) = &*node.target
        {
            self.bind_outside_comprehension(target)?;
        }
        self.visit_expr(&node.value)?;
        self.visit_expr(&node.target)
    }

    /// An assignment expression binds its name in the nearest block that is not a comprehension.
    fn bind_outside_comprehension(&mut self, target: &ExprName) -> Result<()> {
        let name = self.names.intern(&target.id);
        for at in (0..self.stack().len()).rev() {
            let block = self.stack()[at];
            let (kind, comprehension) = (self.table.block(block).kind, self.table.block(block).comprehension);
            if comprehension.is_some() {
                let known = self.lookup_in(block, name);
                if known & def::COMP_ITER != 0 && known & def::LOCAL != 0 {
                    let text = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{}'",
                        target.id
                    );
                    return self.error(text, target.range);
                }
                continue;
            }
            let (here, there) = match kind {
                BlockKind::Function if self.lookup_in(block, name) & def::GLOBAL != 0 => {
                    (def::GLOBAL, def::LOCAL)
                }
                BlockKind::Function => (def::NONLOCAL, def::LOCAL),
                BlockKind::Module => (def::GLOBAL, def::GLOBAL),
                // Annotations are no scope of their own here: the name goes further out.
                BlockKind::Annotation => continue,
                _ => return self.misplaced_named(kind, target.range()),
            };
            self.define(name, here, target.range)?;
            self.record_directive(name, target.range);
            return self.define_in(block, name, there, target.range);
        }
        Ok(())
    }

    fn misplaced_named(&self, kind: BlockKind, range: TextRange) -> Result<()> {
        let place = match kind {
            BlockKind::Class => "cannot be used in a class body",
            BlockKind::TypeParameters => "cannot be used within the definition of a generic",
            BlockKind::TypeAlias => "cannot be used in a type alias",
            _ => "cannot be used in a TypeVar bound",
        };
        self.error(format!("assignment expression within a comprehension {place}"), range)
    }
}
