//! `for`, `async for` and `while`.

use ruff_python_ast::{StmtFor, StmtWhile};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::scopes::FrameBlockKind;
use crate::error::Result;
use crate::instruction_sequence::Location;

impl<'a> Compiler<'a> {
    pub(super) fn for_statement(&mut self, node: &'a StmtFor) -> Result<()> {
        let start = self.new_label();
        let body = self.new_label();
        let cleanup = self.new_label();
        let end = self.new_label();
        self.push_block(FrameBlockKind::ForLoop, Some(start), Some(end), self.compound_location(node))?;
        self.expr(&node.iter)?;
        let location = self.location(&*node.iter);
        self.emit(Opcode::GetIter, location);
        self.place(start);
        self.emit_jump(Opcode::ForIter, cleanup, location);
        // Lets tracing see the line of the target; removed where it is redundant.
        self.emit(Opcode::Nop, self.location(&*node.target));
        self.place(body);
        self.expr(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(Opcode::Jump, start, Location::NONE);
        self.place(cleanup);
        self.emit(Opcode::EndFor, Location::NONE);
        self.emit(Opcode::PopIter, Location::NONE);
        self.pop_block(FrameBlockKind::ForLoop);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn async_for_statement(&mut self, node: &'a StmtFor) -> Result<()> {
        let location = self.compound_location(node);
        let start = self.new_label();
        let send = self.new_label();
        let except = self.new_label();
        let end = self.new_label();
        self.expr(&node.iter)?;
        let iter_location = self.location(&*node.iter);
        self.emit(Opcode::GetAiter, iter_location);
        self.place(start);
        self.push_block(FrameBlockKind::ForLoop, Some(start), Some(end), location)?;
        // StopAsyncIteration of `__anext__` ends the loop.
        self.emit_jump(Opcode::SetupFinally, except, location);
        self.emit(Opcode::GetAnext, location);
        self.load_const(Constant::None, location);
        self.place(send);
        self.emit_yield_from(true, location);
        self.emit(Opcode::PopBlock, location);
        self.emit(Opcode::NotTaken, location);
        self.expr(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(Opcode::Jump, start, Location::NONE);
        self.pop_block(FrameBlockKind::ForLoop);
        self.place(except);
        self.emit_jump(Opcode::EndAsyncFor, send, iter_location);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn while_statement(&mut self, node: &'a StmtWhile) -> Result<()> {
        let start = self.new_label();
        let end = self.new_label();
        let anchor = self.new_label();
        self.place(start);
        self.push_block(FrameBlockKind::WhileLoop, Some(start), Some(end), self.compound_location(node))?;
        self.jump_if(&node.test, anchor, false)?;
        self.statements(&node.body)?;
        self.emit_jump(Opcode::Jump, start, Location::NONE);
        self.pop_block(FrameBlockKind::WhileLoop);
        self.place(anchor);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }
}
