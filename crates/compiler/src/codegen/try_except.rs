//! `try` with `except` and `finally`.

use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, StmtTry};
use taipan_bytecode::Opcode;

use super::Compiler;
use super::scopes::{FrameBlock, FrameBlockKind};
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(&mut self, node: &'a StmtTry) -> Result<()> {
        if node.finalbody.is_empty() { self.try_handlers(node) } else { self.try_finally(node) }
    }

    fn try_handlers(&mut self, node: &'a StmtTry) -> Result<()> {
        if node.is_star { self.try_star_except(node) } else { self.try_except(node) }
    }

    /// The `finally` body is compiled twice: for leaving normally and for an exception on its way.
    fn try_finally(&mut self, node: &'a StmtTry) -> Result<()> {
        let location = self.compound_location(node);
        let body = self.new_label();
        let end = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();
        self.emit_jump(Opcode::SetupFinally, end, location);
        self.place(body);
        self.push_frame_block(FrameBlock {
            kind: FrameBlockKind::FinallyTry,
            block: Some(body),
            exit: Some(end),
            location,
            finally: &node.finalbody,
            name: None,
        })?;
        if node.handlers.is_empty() {
            self.statements(&node.body)?;
        } else {
            self.try_handlers(node)?;
        }
        self.emit(Opcode::PopBlock, Location::NONE);
        self.pop_block(FrameBlockKind::FinallyTry);
        self.statements(&node.finalbody)?;
        self.emit_jump(Opcode::JumpNoInterrupt, exit, Location::NONE);
        self.place(end);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::FinallyEnd, Some(end), None, Location::NONE)?;
        self.statements(&node.finalbody)?;
        self.pop_block(FrameBlockKind::FinallyEnd);
        self.emit_arg(Opcode::Reraise, 0, Location::NONE);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(exit);
        Ok(())
    }

    fn try_except(&mut self, node: &'a StmtTry) -> Result<()> {
        let location = self.compound_location(node);
        let body = self.new_label();
        let except = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();
        self.emit_jump(Opcode::SetupFinally, except, location);
        self.place(body);
        self.push_block(FrameBlockKind::TryExcept, Some(body), None, location)?;
        self.statements(&node.body)?;
        self.pop_block(FrameBlockKind::TryExcept);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.statements(&node.orelse)?;
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(except);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::ExceptionHandler, None, None, location)?;
        for (number, ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            let location = self.compound_location(handler);
            if handler.type_.is_none() && number + 1 < node.handlers.len() {
                return self.error("default 'except:' must be last", location);
            }
            let next = self.new_label();
            if let Some(matched) = handler.type_.as_deref() {
                self.expr(matched)?;
                self.emit(Opcode::CheckExcMatch, location);
                self.emit_jump(Opcode::PopJumpIfFalse, next, location);
            }
            self.handler_body(handler, end, location)?;
            self.place(next);
        }
        self.pop_block(FrameBlockKind::ExceptionHandler);
        self.emit_arg(Opcode::Reraise, 0, Location::NONE);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(end);
        Ok(())
    }

    /// A handler whose exception matched: binds its name, which is deleted however the body ends.
    fn handler_body(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        end: Label,
        location: Location,
    ) -> Result<()> {
        let Some(name) = &handler.name else {
            let cleanup_body = self.new_label();
            self.emit(Opcode::PopTop, location);
            self.place(cleanup_body);
            self.push_block(FrameBlockKind::HandlerCleanup, Some(cleanup_body), None, location)?;
            self.statements(&handler.body)?;
            self.pop_block(FrameBlockKind::HandlerCleanup);
            self.emit(Opcode::PopBlock, Location::NONE);
            self.emit(Opcode::PopExcept, Location::NONE);
            self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            return Ok(());
        };
        let name = self.names.intern(&name.id);
        let cleanup_end = self.new_label();
        let cleanup_body = self.new_label();
        self.store_name(name, location);
        self.emit_jump(Opcode::SetupCleanup, cleanup_end, location);
        self.place(cleanup_body);
        self.push_frame_block(FrameBlock {
            kind: FrameBlockKind::HandlerCleanup,
            block: Some(cleanup_body),
            exit: None,
            location,
            finally: &[],
            name: Some(name),
        })?;
        self.statements(&handler.body)?;
        self.pop_block(FrameBlockKind::HandlerCleanup);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopExcept, Location::NONE);
        self.clear_name(name, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(cleanup_end);
        self.clear_name(name, Location::NONE);
        self.emit_arg(Opcode::Reraise, 1, Location::NONE);
        Ok(())
    }
}
