//! `with` and `async with`.

use ruff_python_ast::{StmtWith, WithItem};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::special;
use super::scopes::FrameBlockKind;
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};

impl<'a> Compiler<'a> {
    pub(super) fn with_statement(&mut self, node: &'a StmtWith) -> Result<()> {
        self.with_items(node, &node.items)
    }

    /// Each further item is a `with` statement inside the one before it.
    fn with_items(&mut self, node: &'a StmtWith, items: &'a [WithItem]) -> Result<()> {
        let Some((item, rest)) = items.split_first() else { return self.statements(&node.body) };
        let is_async = node.is_async;
        let kind = if is_async { FrameBlockKind::AsyncWith } else { FrameBlockKind::With };
        let block = self.new_label();
        let handler = self.new_label();
        let exit = self.new_label();
        let cleanup = self.new_label();
        self.expr(&item.context_expr)?;
        let location = self.location(&item.context_expr);
        self.enter_context(is_async, location);
        self.emit_jump(Opcode::SetupWith, handler, location);
        self.place(block);
        self.push_block(kind, Some(block), Some(handler), location)?;
        match item.optional_vars.as_deref() {
            Some(target) => self.expr(target)?,
            None => self.emit(Opcode::PopTop, location),
        }
        self.with_items(node, rest)?;
        if is_async {
            self.pop_block(kind);
            self.emit(Opcode::PopBlock, location);
        } else {
            self.emit(Opcode::PopBlock, Location::NONE);
            self.pop_block(kind);
        }
        self.call_exit_with_nones(location);
        if is_async {
            self.emit_await(2, location);
        }
        self.emit(Opcode::PopTop, location);
        self.emit_jump(Opcode::Jump, exit, location);
        self.place(handler);
        self.emit_jump(Opcode::SetupCleanup, cleanup, location);
        self.emit(Opcode::PushExcInfo, location);
        self.emit(Opcode::WithExceptStart, location);
        if is_async {
            self.emit_await(2, location);
        }
        self.with_except_finish(cleanup);
        self.place(exit);
        Ok(())
    }

    /// Loads the exit method and calls the enter method of the context manager on top.
    fn enter_context(&mut self, is_async: bool, location: Location) {
        let (enter, exit) =
            if is_async { (special::AENTER, special::AEXIT) } else { (special::ENTER, special::EXIT) };
        self.emit_arg(Opcode::Copy, 1, location);
        self.emit_arg(Opcode::LoadSpecial, exit, location);
        self.emit_arg(Opcode::Swap, 2, location);
        self.emit_arg(Opcode::Swap, 3, location);
        self.emit_arg(Opcode::LoadSpecial, enter, location);
        self.emit_arg(Opcode::Call, 0, location);
        if is_async {
            self.emit_await(1, location);
        }
    }

    pub(super) fn call_exit_with_nones(&mut self, location: Location) {
        for _ in 0..3 {
            self.load_const(Constant::None, location);
        }
        self.emit_arg(Opcode::Call, 3, location);
    }

    /// The exit method's answer decides whether the exception goes on.
    fn with_except_finish(&mut self, cleanup: Label) {
        let suppress = self.new_label();
        self.emit(Opcode::ToBool, Location::NONE);
        self.emit_jump(Opcode::PopJumpIfTrue, suppress, Location::NONE);
        self.emit_arg(Opcode::Reraise, 2, Location::NONE);
        self.place(suppress);
        self.emit(Opcode::PopTop, Location::NONE);
        self.emit(Opcode::PopBlock, Location::NONE);
        self.emit(Opcode::PopExcept, Location::NONE);
        for _ in 0..3 {
            self.emit(Opcode::PopTop, Location::NONE);
        }
        let exit = self.new_label();
        self.emit_jump(Opcode::JumpNoInterrupt, exit, Location::NONE);
        self.place(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.place(exit);
    }
}
