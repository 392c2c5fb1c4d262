//! The first pass over statements.

use ruff_python_ast::{Alias, ExceptHandler, Expr, Identifier, MatchCase, Stmt, StmtAnnAssign, StmtTry};
use ruff_text_size::{Ranged, TextRange};

use super::build::Builder;
use super::{BlockKind, SymbolTable, def};
use crate::error::Result;
use crate::names::Symbol;

impl Builder<'_, '_> {
    pub(super) fn visit_stmt(&mut self, statement: &Stmt) -> Result<()> {
        self.deeper(statement, |builder| builder.visit_stmt_inner(statement))
    }

    fn visit_stmt_inner(&mut self, statement: &Stmt) -> Result<()> {
        match statement {
            Stmt::FunctionDef(function) => self.visit_function(function),
            Stmt::ClassDef(class) => self.visit_class(class),
            Stmt::TypeAlias(alias) => self.visit_type_alias(alias),
            Stmt::Return(node) => self.visit_exprs(node.value.as_deref()),
            Stmt::Delete(node) => self.visit_exprs(&node.targets),
            Stmt::Assign(node) => {
                self.visit_exprs(&node.targets)?;
                self.visit_expr(&node.value)
            }
            Stmt::AugAssign(node) => {
                self.visit_expr(&node.target)?;
                self.visit_expr(&node.value)
            }
            Stmt::AnnAssign(node) => self.visit_annotated(node),
            Stmt::For(node) => {
                if node.is_async {
                    self.require_coroutine("'async for' outside async function", node.range)?;
                }
                self.visit_expr(&node.target)?;
                self.visit_expr(&node.iter)?;
                self.conditional(|builder| {
                    builder.visit_body(&node.body)?;
                    builder.visit_body(&node.orelse)
                })
            }
            Stmt::While(node) => {
                self.visit_expr(&node.test)?;
                self.conditional(|builder| {
                    builder.visit_body(&node.body)?;
                    builder.visit_body(&node.orelse)
                })
            }
            Stmt::If(node) => {
                self.visit_expr(&node.test)?;
                self.conditional(|builder| {
                    builder.visit_body(&node.body)?;
                    node.elif_else_clauses.iter().try_for_each(|clause| {
                        builder.visit_exprs(clause.test.as_ref())?;
                        builder.visit_body(&clause.body)
                    })
                })
            }
            Stmt::With(node) => {
                if node.is_async {
                    self.require_coroutine("'async with' outside async function", node.range)?;
                }
                self.conditional(|builder| {
                    for item in &node.items {
                        builder.visit_expr(&item.context_expr)?;
                        builder.visit_exprs(item.optional_vars.as_deref())?;
                    }
                    builder.visit_body(&node.body)
                })
            }
            Stmt::Match(node) => {
                self.visit_expr(&node.subject)?;
                self.conditional(|builder| node.cases.iter().try_for_each(|case| builder.visit_case(case)))
            }
            Stmt::Raise(node) => {
                self.visit_exprs(node.exc.as_deref())?;
                self.visit_exprs(node.cause.as_deref())
            }
            Stmt::Try(node) => self.conditional(|builder| builder.visit_try(node)),
            Stmt::Assert(node) => {
                self.visit_expr(&node.test)?;
                self.visit_exprs(node.msg.as_deref())
            }
            Stmt::Import(node) => node.names.iter().try_for_each(|alias| self.visit_alias(alias)),
            Stmt::ImportFrom(node) => {
                node.names.iter().try_for_each(|alias| self.visit_alias(alias))?;
                let is_future =
                    node.level == 0 && node.module.as_ref().is_some_and(|name| name.id == "__future__");
                if is_future && node.range.start() >= self.session.future_end {
                    return self.error(
                        "from __future__ imports must occur at the beginning of the file",
                        node.range,
                    );
                }
                Ok(())
            }
            Stmt::Global(node) => self.visit_directive(&node.names, def::GLOBAL, "global", node.range),
            Stmt::Nonlocal(node) => self.visit_directive(&node.names, def::NONLOCAL, "nonlocal", node.range),
            Stmt::Expr(node) => self.visit_expr(&node.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => Ok(()),
        }
    }

    /// Statements inside run only under some condition: what counts for annotations in them.
    fn conditional(&mut self, visit: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.current_mut().in_conditional_block, true);
        visit(self)?;
        self.current_mut().in_conditional_block = before;
        Ok(())
    }

    fn require_coroutine(&mut self, message: &str, range: TextRange) -> Result<()> {
        if self.allows_top_level_await() {
            self.current_mut().coroutine = true;
        }
        if self.current().coroutine { Ok(()) } else { self.error(message, range) }
    }

    pub(super) fn allows_top_level_await(&self) -> bool {
        self.session.top_level_await && self.current().kind == BlockKind::Module
    }

    fn visit_annotated(&mut self, node: &StmtAnnAssign) -> Result<()> {
        self.current_mut().annotations_used = true;
        if let Expr::Name(target) = &*node.target {
            let name = self.names.intern(&target.id);
            let known = self.lookup(name);
            let is_top = self.current_id() == SymbolTable::TOP;
            if known & (def::GLOBAL | def::NONLOCAL) != 0 && !is_top && node.simple {
                let what = if known & def::GLOBAL != 0 { "global" } else { "nonlocal" };
                return self.error(format!("annotated name '{}' can't be {what}", target.id), node.range);
            }
            if node.simple {
                self.define(name, def::ANNOT | def::LOCAL, target.range)?;
            } else if node.value.is_some() {
                self.define(name, def::LOCAL, target.range)?;
            }
        } else {
            self.visit_expr(&node.target)?;
        }
        self.visit_variable_annotation(&node.annotation)?;
        self.visit_exprs(node.value.as_deref())
    }

    fn visit_try(&mut self, node: &StmtTry) -> Result<()> {
        self.visit_body(&node.body)?;
        for ExceptHandler::ExceptHandler(handler) in &node.handlers {
            self.visit_exprs(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                let name = self.names.intern(&name.id);
                self.define(name, def::LOCAL, handler.range)?;
            }
            self.visit_body(&handler.body)?;
        }
        self.visit_body(&node.orelse)?;
        self.visit_body(&node.finalbody)
    }

    fn visit_case(&mut self, case: &MatchCase) -> Result<()> {
        self.visit_pattern(&case.pattern)?;
        self.visit_exprs(case.guard.as_deref())?;
        self.visit_body(&case.body)
    }

    fn visit_alias(&mut self, alias: &Alias) -> Result<()> {
        let name: &str = alias.asname.as_ref().map_or(&alias.name.id, |asname| &asname.id);
        if name == "*" {
            if self.current().kind != BlockKind::Module {
                return self.error("import * only allowed at module level", alias.range);
            }
            return Ok(());
        }
        let bound = name.split('.').next().unwrap_or(name);
        let bound = self.names.intern(bound);
        self.define(bound, def::IMPORT, alias.range())
    }

    fn visit_directive(
        &mut self,
        names: &[Identifier],
        flag: u16,
        word: &str,
        range: TextRange,
    ) -> Result<()> {
        for identifier in names {
            let name = self.names.intern(&identifier.id);
            let known = self.lookup(name);
            if let Some(message) = directive_conflict(known, word, &identifier.id) {
                return self.error(message, range);
            }
            self.define(name, flag, range)?;
            self.record_directive(name, range);
        }
        Ok(())
    }

    /// The symbol of an identifier.
    pub(super) fn symbol(&mut self, identifier: &Identifier) -> Symbol {
        self.names.intern(&identifier.id)
    }
}

/// Why `global`/`nonlocal` (`word`) may not name something already `known` as it is.
fn directive_conflict(known: u16, word: &str, name: &str) -> Option<String> {
    if known & def::PARAM != 0 {
        Some(format!("name '{name}' is parameter and {word}"))
    } else if known & def::USE != 0 {
        Some(format!("name '{name}' is used prior to {word} declaration"))
    } else if known & def::ANNOT != 0 {
        Some(format!("annotated name '{name}' can't be {word}"))
    } else if known & def::LOCAL != 0 {
        Some(format!("name '{name}' is assigned to before {word} declaration"))
    } else {
        None
    }
}
