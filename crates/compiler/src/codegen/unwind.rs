//! Leaving blocks early: what `return`, `break` and `continue` undo on their way out.

use ruff_python_ast::StmtReturn;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::constants::is_constant;
use super::scopes::{FrameBlock, FrameBlockKind};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::symtable::Block;

impl<'a> Compiler<'a> {
    /// Undoes one block. With `keep_top`, the value on top is kept. The location becomes that of what
    /// follows: after a `finally` body or a `with` exit the jump itself is artificial.
    pub(super) fn unwind_block(
        &mut self,
        block: &FrameBlock<'a>,
        keep_top: bool,
        location: &mut Location,
    ) -> Result<()> {
        match block.kind {
            FrameBlockKind::WhileLoop
            | FrameBlockKind::ExceptionHandler
            | FrameBlockKind::ExceptionGroupHandler
            | FrameBlockKind::AsyncComprehension
            | FrameBlockKind::StopIteration => {}
            FrameBlockKind::ForLoop | FrameBlockKind::PopValue => self.pop_beneath(keep_top, *location),
            FrameBlockKind::TryExcept => self.emit(Opcode::PopBlock, *location),
            FrameBlockKind::FinallyTry => {
                self.emit(Opcode::PopBlock, *location);
                if keep_top {
                    self.push_block(FrameBlockKind::PopValue, None, None, *location)?;
                }
                self.statements(block.finally)?;
                if keep_top {
                    self.pop_block(FrameBlockKind::PopValue);
                }
                *location = Location::NONE;
            }
            FrameBlockKind::FinallyEnd => {
                self.pop_beneath(keep_top, *location);
                if keep_top {
                    self.emit_arg(Opcode::Swap, 2, *location);
                }
                self.emit(Opcode::PopBlock, *location);
                self.emit(Opcode::PopExcept, *location);
            }
            FrameBlockKind::With | FrameBlockKind::AsyncWith => {
                *location = block.location;
                self.emit(Opcode::PopBlock, *location);
                if keep_top {
                    self.emit_arg(Opcode::Swap, 3, *location);
                    self.emit_arg(Opcode::Swap, 2, *location);
                }
                self.call_exit_with_nones(*location);
                if block.kind == FrameBlockKind::AsyncWith {
                    self.emit_await(2, *location);
                }
                self.emit(Opcode::PopTop, *location);
                *location = Location::NONE;
            }
            FrameBlockKind::HandlerCleanup => {
                if block.name.is_some() {
                    self.emit(Opcode::PopBlock, *location);
                }
                if keep_top {
                    self.emit_arg(Opcode::Swap, 2, *location);
                }
                self.emit(Opcode::PopBlock, *location);
                self.emit(Opcode::PopExcept, *location);
                if let Some(name) = block.name {
                    self.clear_name(name, *location);
                }
            }
        }
        Ok(())
    }

    /// Pops the value on top, or the one beneath it.
    fn pop_beneath(&mut self, keep_top: bool, location: Location) {
        if keep_top {
            self.emit_arg(Opcode::Swap, 2, location);
        }
        self.emit(Opcode::PopTop, location);
    }

    /// Undoes all blocks, or all up to the innermost loop, which is returned.
    fn unwind(
        &mut self,
        keep_top: bool,
        to_loop: bool,
        location: &mut Location,
    ) -> Result<Option<FrameBlock<'a>>> {
        let Some(top) = self.unit_ref().frame_blocks.last().copied() else { return Ok(None) };
        if top.kind == FrameBlockKind::ExceptionGroupHandler {
            return self
                .error("'break', 'continue' and 'return' cannot appear in an except* block", *location);
        }
        if to_loop && matches!(top.kind, FrameBlockKind::WhileLoop | FrameBlockKind::ForLoop) {
            return Ok(Some(top));
        }
        self.pop_block(top.kind);
        self.unwind_block(&top, keep_top, location)?;
        let found = self.unwind(keep_top, to_loop, location)?;
        self.push_frame_block(top)?;
        Ok(found)
    }

    pub(super) fn return_statement(&mut self, statement: &'a StmtReturn) -> Result<()> {
        let mut location = self.location(statement);
        let value = statement.value.as_deref();
        let keep_top = value.is_some_and(|value| !is_constant(value));
        if !self.block().is_function_like() {
            return self.error("'return' outside function", location);
        }
        let is_async_generator = |block: &Block| block.coroutine && block.generator;
        if value.is_some() && is_async_generator(self.block()) {
            return self.error("'return' with value in async generator", location);
        }
        if let Some(value) = value {
            if keep_top {
                self.expr(value)?;
            } else {
                location = self.location(value);
                self.emit(Opcode::Nop, location);
            }
        }
        let same_line = value.is_some_and(|value| {
            let statement_line = self.location(statement).line;
            self.location(value).line == statement_line
        });
        if !same_line {
            location = self.location(statement);
            self.emit(Opcode::Nop, location);
        }
        self.unwind(keep_top, false, &mut location)?;
        match value {
            None => self.load_const(Constant::None, location),
            Some(value) if !keep_top => {
                if let Some(constant) = self.constant(value)? {
                    self.load_const(constant, location);
                }
            }
            Some(_) => {}
        }
        self.emit(Opcode::ReturnValue, location);
        Ok(())
    }

    pub(super) fn break_statement(&mut self, origin: Location) -> Result<()> {
        let mut location = origin;
        self.emit(Opcode::Nop, location);
        let Some(target) = self.unwind(false, true, &mut location)? else {
            return self.error("'break' outside loop", origin);
        };
        self.unwind_block(&target, false, &mut location)?;
        if let Some(exit) = target.exit {
            self.emit_jump(Opcode::Jump, exit, location);
        }
        Ok(())
    }

    pub(super) fn continue_statement(&mut self, origin: Location) -> Result<()> {
        let mut location = origin;
        self.emit(Opcode::Nop, location);
        let Some(target) = self.unwind(false, true, &mut location)? else {
            return self.error("'continue' not properly in loop", origin);
        };
        if let Some(block) = target.block {
            self.emit_jump(Opcode::Jump, block, location);
        }
        Ok(())
    }
}
