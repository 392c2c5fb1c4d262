//! Statements.

use ruff_python_ast::{Expr, Stmt, StmtAssert, StmtRaise};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::constants::is_constant;
use super::opargs::{common_constant, intrinsic_1};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;
use crate::source::{clean_docstring, docstring, literals};
use crate::symtable::BlockKind;

impl<'a> Compiler<'a> {
    pub(super) fn statements(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// The body of a module or class: its docstring, its statements, its annotations.
    pub(super) fn body(&mut self, body: &'a [Stmt], location: Location, interactive: bool) -> Result<()> {
        if self.session.future_annotations && self.block().annotations_used {
            self.emit(Opcode::SetupAnnotations, location);
        }
        if body.is_empty() {
            return Ok(());
        }
        let mut body = body;
        if !interactive {
            let (rest, replaced) = self.without_docstring(body);
            if let Some(text) = docstring(body).filter(|_| self.block().has_docstring) {
                let clean = clean_docstring(&literals::string(self.session, text));
                self.load_text(clean, self.location(text));
                self.store_name(known::DOC, Location::NONE);
            }
            body = rest;
            self.removed_docstring(replaced);
        }
        self.statements_after_docstring(body)?;
        if !self.session.future_annotations {
            self.deferred_annotations(location)?;
        }
        Ok(())
    }

    /// The body without its docstring, which at optimisation level 2 is replaced by `pass` if it
    /// stands alone: then that statement's location is given too.
    pub(super) fn without_docstring(&self, body: &'a [Stmt]) -> (&'a [Stmt], Option<Location>) {
        let Some(text) = docstring(body) else { return (body, None) };
        if self.session.options.optimize < 2 {
            return (&body[1..], None);
        }
        let start = self.location(text);
        let pass = Location::new(start.line, start.line, start.column, start.column + 4);
        (&body[1..], (body.len() == 1).then_some(pass))
    }

    pub(super) fn removed_docstring(&mut self, replaced: Option<Location>) {
        if let Some(location) = replaced {
            self.emit(Opcode::Nop, location);
        }
    }

    /// Statements of a body. Once its docstring was removed, a string that now comes first is no
    /// docstring: it is computed and dropped.
    pub(super) fn statements_after_docstring(&mut self, body: &'a [Stmt]) -> Result<()> {
        if self.session.options.optimize >= 2
            && let Some(text) = docstring(body)
        {
            let value = Constant::Str(literals::string(self.session, text));
            self.load_const(value, self.location(text));
            self.emit(Opcode::PopTop, Location::NONE);
            return self.statements(&body[1..]);
        }
        self.statements(body)
    }

    pub(super) fn statement(&mut self, statement: &'a Stmt) -> Result<()> {
        self.deeper(statement, |compiler| compiler.statement_inner(statement))
    }

    fn statement_inner(&mut self, statement: &'a Stmt) -> Result<()> {
        match statement {
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::TypeAlias(node) => self.type_alias(node),
            Stmt::Return(node) => self.return_statement(node),
            Stmt::Delete(node) => node.targets.iter().try_for_each(|target| self.expr(target)),
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => self.augmented_assign(node),
            Stmt::AnnAssign(node) => self.annotated_assign(node),
            Stmt::For(node) if node.is_async => {
                self.conditional(|compiler| compiler.async_for_statement(node))
            }
            Stmt::For(node) => self.conditional(|compiler| compiler.for_statement(node)),
            Stmt::While(node) => self.conditional(|compiler| compiler.while_statement(node)),
            Stmt::If(node) => self.conditional(|compiler| compiler.if_statement(node)),
            Stmt::Match(node) => self.conditional(|compiler| compiler.match_statement(node)),
            Stmt::With(node) => self.conditional(|compiler| compiler.with_statement(node)),
            Stmt::Try(node) => self.conditional(|compiler| compiler.try_statement(node)),
            Stmt::Raise(node) => self.raise(node),
            Stmt::Assert(node) => self.assert(node),
            Stmt::Import(node) => {
                self.import(node);
                Ok(())
            }
            Stmt::ImportFrom(node) => {
                self.import_from(node);
                Ok(())
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::IpyEscapeCommand(_) => Ok(()),
            Stmt::Expr(node) => self.expression_statement(&node.value, self.location(node)),
            Stmt::Pass(_) => {
                self.emit(Opcode::Nop, self.location(statement));
                Ok(())
            }
            Stmt::Break(_) => self.break_statement(self.location(statement)),
            Stmt::Continue(_) => self.continue_statement(self.location(statement)),
        }
    }

    /// Compiles what runs only under some condition: it matters to annotations.
    fn conditional(&mut self, compile: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.unit().in_conditional_block += 1;
        compile(self)?;
        self.unit().in_conditional_block -= 1;
        Ok(())
    }

    fn expression_statement(&mut self, value: &'a Expr, location: Location) -> Result<()> {
        if self.interactive && self.units.len() == 1 {
            self.expr(value)?;
            self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::PRINT, location);
            self.emit(Opcode::PopTop, Location::NONE);
            return Ok(());
        }
        if is_constant(value) {
            self.emit(Opcode::Nop, location);
            return Ok(());
        }
        self.expr(value)?;
        self.emit(Opcode::PopTop, Location::NONE);
        Ok(())
    }

    fn raise(&mut self, node: &'a StmtRaise) -> Result<()> {
        let operands = node.exc.as_deref().into_iter().chain(node.cause.as_deref());
        let mut count = 0;
        for operand in operands {
            self.expr(operand)?;
            count += 1;
        }
        self.emit_arg(Opcode::RaiseVarargs, count, self.location(node));
        Ok(())
    }

    fn assert(&mut self, node: &'a StmtAssert) -> Result<()> {
        let location = self.location(node);
        if let Expr::Tuple(test) = &*node.test
            && !test.elts.is_empty()
        {
            self.warn("assertion is always true, perhaps remove parentheses?", location);
        }
        if self.session.options.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(&node.test, end, true)?;
        self.emit_arg(Opcode::LoadCommonConstant, common_constant::ASSERTION_ERROR, location);
        if let Some(message) = node.msg.as_deref() {
            self.expr(message)?;
            self.emit_arg(Opcode::Call, 0, location);
        }
        self.emit_arg(Opcode::RaiseVarargs, 1, self.location(&*node.test));
        self.place(end);
        Ok(())
    }

    /// Whether the code being made is a module's or a class's.
    pub(super) fn in_namespace(&self) -> bool {
        matches!(self.block().kind, BlockKind::Module | BlockKind::Class)
    }
}
