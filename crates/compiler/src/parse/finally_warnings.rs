//! PEP 765: `return`, `break` and `continue` that leave a `finally` block are warned of.

use ruff_python_ast::{ExceptHandler, Stmt};
use ruff_text_size::Ranged;

use crate::error::{Result, WarningKind};
use crate::session::Session;

/// What the innermost enclosing block of interest is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Finally,
    Function,
    Loop,
}

pub(crate) fn warn(session: &Session<'_>, body: &[Stmt]) -> Result<()> {
    Walk { session, depth: 0 }.body(body, Within::Nothing)
}

struct Walk<'s> {
    session: &'s Session<'s>,
    depth: u32,
}

impl Walk<'_> {
    fn body(&mut self, body: &[Stmt], within: Within) -> Result<()> {
        self.depth += 1;
        if let Some(first) = body.first()
            && self.depth > self.session.max_depth
        {
            return Err(self.session.too_deep(self.session.lines.location(first.range())));
        }
        body.iter().try_for_each(|statement| self.statement(statement, within))?;
        self.depth -= 1;
        Ok(())
    }

    fn statement(&mut self, statement: &Stmt, within: Within) -> Result<()> {
        match statement {
            Stmt::Return(_) if within == Within::Finally => self.warn("return", statement),
            Stmt::Break(_) if within == Within::Finally => self.warn("break", statement),
            Stmt::Continue(_) if within == Within::Finally => self.warn("continue", statement),
            Stmt::FunctionDef(node) => self.body(&node.body, Within::Function)?,
            Stmt::ClassDef(node) => self.body(&node.body, within)?,
            Stmt::For(node) => {
                self.body(&node.body, Within::Loop)?;
                self.body(&node.orelse, within)?;
            }
            Stmt::While(node) => {
                self.body(&node.body, Within::Loop)?;
                self.body(&node.orelse, within)?;
            }
            Stmt::If(node) => {
                self.body(&node.body, within)?;
                node.elif_else_clauses.iter().try_for_each(|clause| self.body(&clause.body, within))?;
            }
            Stmt::With(node) => self.body(&node.body, within)?,
            Stmt::Match(node) => node.cases.iter().try_for_each(|case| self.body(&case.body, within))?,
            Stmt::Try(node) => {
                self.body(&node.body, within)?;
                for ExceptHandler::ExceptHandler(handler) in &node.handlers {
                    self.body(&handler.body, within)?;
                }
                self.body(&node.orelse, within)?;
                self.body(&node.finalbody, Within::Finally)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn warn(&self, word: &str, statement: &Stmt) {
        let location = self.session.lines.location(statement.range());
        self.session.warn(WarningKind::SyntaxWarning, format!("'{word}' in a 'finally' block"), location);
    }
}
