//! `try` with `except*`: each handler takes its part of the exception group, what handlers raise is
//! collected in a list, and all that is left is raised together at the end.

use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, StmtTry};
use taipan_bytecode::Opcode;

use super::Compiler;
use super::opargs::intrinsic_2;
use super::scopes::{FrameBlock, FrameBlockKind};
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};

impl<'a> Compiler<'a> {
    pub(super) fn try_star_except(&mut self, node: &'a StmtTry) -> Result<()> {
        let location = self.compound_location(node);
        let body = self.new_label();
        let except = self.new_label();
        let orelse = self.new_label();
        let end = self.new_label();
        let cleanup = self.new_label();
        let reraise_star = self.new_label();
        self.emit_jump(Opcode::SetupFinally, except, location);
        self.place(body);
        self.push_block(FrameBlockKind::TryExcept, Some(body), None, location)?;
        self.statements(&node.body)?;
        self.pop_block(FrameBlockKind::TryExcept);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, orelse, Location::NONE);
        self.place(except);
        self.emit_jump(Opcode::SetupCleanup, cleanup, Location::NONE);
        self.emit(Opcode::PushExcInfo, Location::NONE);
        self.push_block(FrameBlockKind::ExceptionGroupHandler, None, None, location)?;
        for (number, ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            self.star_handler(handler, number == 0)?;
            if number + 1 == node.handlers.len() {
                // What no handler took; None if nothing is left.
                self.emit_arg(Opcode::ListAppend, 1, Location::NONE);
                self.emit_jump(Opcode::JumpNoInterrupt, reraise_star, Location::NONE);
            }
        }
        self.pop_block(FrameBlockKind::ExceptionGroupHandler);
        self.star_end(reraise_star, end);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(orelse);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: &'a ExceptHandlerExceptHandler, is_first: bool) -> Result<()> {
        let location = self.compound_location(handler);
        let next = self.new_label();
        let with_error = self.new_label();
        let no_match = self.new_label();
        if is_first {
            // The list of what is raised, and a copy of the group.
            self.emit_arg(Opcode::BuildList, 0, location);
            self.emit_arg(Opcode::Copy, 2, location);
        }
        if let Some(matched) = handler.type_.as_deref() {
            self.expr(matched)?;
            self.emit(Opcode::CheckEgMatch, location);
            self.emit_arg(Opcode::Copy, 1, location);
            self.emit_jump(Opcode::PopJumpIfNone, no_match, location);
        }
        let cleanup_end = self.new_label();
        let cleanup_body = self.new_label();
        let name = handler.name.as_ref().map(|name| self.names.intern(&name.id));
        match name {
            Some(name) => self.store_name(name, location),
            None => self.emit(Opcode::PopTop, location),
        }
        self.emit_jump(Opcode::SetupCleanup, cleanup_end, location);
        self.place(cleanup_body);
        self.push_frame_block(FrameBlock {
            kind: FrameBlockKind::HandlerCleanup,
            block: Some(cleanup_body),
            exit: None,
            location,
            finally: &[],
            name,
        })?;
        self.statements(&handler.body)?;
        self.pop_block(FrameBlockKind::HandlerCleanup);
        self.emit(Opcode::PopBlock, Location::NONE);
        if let Some(name) = name {
            self.clear_name(name, Location::NONE);
        }
        self.emit_jump(Opcode::JumpNoInterrupt, next, Location::NONE);
        self.place(cleanup_end);
        if let Some(name) = name {
            self.clear_name(name, Location::NONE);
        }
        // The exception the handler raised joins the list.
        self.emit_arg(Opcode::ListAppend, 3, Location::NONE);
        self.emit(Opcode::PopTop, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, with_error, Location::NONE);
        self.place(next);
        self.emit(Opcode::Nop, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, with_error, Location::NONE);
        self.place(no_match);
        self.emit(Opcode::PopTop, location);
        self.place(with_error);
        Ok(())
    }

    fn star_end(&mut self, reraise_star: Label, end: Label) {
        let reraise = self.new_label();
        self.place(reraise_star);
        self.emit_arg(Opcode::CallIntrinsic2, intrinsic_2::PREP_RERAISE_STAR, Location::NONE);
        self.emit_arg(Opcode::Copy, 1, Location::NONE);
        self.emit_jump(Opcode::PopJumpIfNotNone, reraise, Location::NONE);
        self.emit(Opcode::PopTop, Location::NONE);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopExcept, Location::NONE);
        self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
        self.place(reraise);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit_arg(Opcode::Swap, 2, Location::NONE);
        self.emit(Opcode::PopExcept, Location::NONE);
        self.emit_arg(Opcode::Reraise, 0, Location::NONE);
    }
}
