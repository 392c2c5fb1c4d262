//! Raising, handlers, and the ends of `with` and of delegation.

use taipan_bytecode::word::{DISCARD, WordOp};

use crate::error::TranslateError;
use crate::executable::PositionKind;
use crate::translator::{Flow, Translator};

impl Translator<'_> {
    pub(super) fn raise_varargs(&mut self, count: u32) -> Result<Flow, TranslateError> {
        if count > 2 {
            return Err(self.bad_operand());
        }
        self.need(count as usize)?;
        self.before_raise(count as usize)?;
        let a = self.adjacent(count as usize)?;
        self.emit(WordOp::RaiseVarargs, a, count as u16, 0)?;
        Ok(Flow::Stop)
    }

    pub(super) fn reraise(&mut self, depth: u32) -> Result<Flow, TranslateError> {
        self.need((depth as usize).saturating_add(1))?;
        self.before_raise(1)?;
        let top = self.stack.len() - 1;
        let a = self.home(top)?;
        let b = if depth == 0 { DISCARD } else { self.home(top - depth as usize)? };
        self.emit(WordOp::Reraise, a, b, 0)?;
        Ok(Flow::Stop)
    }

    pub(super) fn push_exc_info(&mut self) -> Result<(), TranslateError> {
        self.need(1)?;
        let a = self.home(self.stack.len() - 1)?;
        self.emit(WordOp::PushExcInfo, a, 0, 0)?;
        match self.push_temp(0)? == a + 1 {
            true => Ok(()),
            false => Err(self.bad_operand()),
        }
    }

    pub(super) fn pop_except(&mut self) -> Result<(), TranslateError> {
        self.need(1)?;
        let a = self.home(self.stack.len() - 1)?;
        self.emit(WordOp::PopExcept, a, 0, 0)?;
        self.pop(1)
    }

    pub(super) fn check_exc_match(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(1)?;
        let exception = self.stack.len() - 2;
        let (a, b, c) = (self.dst(1)?, self.home(exception)?, self.src(exception + 1)?);
        let word = self.emit(WordOp::CheckExcMatch, a, b, c)?;
        self.pop(1)?;
        self.result(word)
    }

    pub(super) fn check_eg_match(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let a = self.adjacent_in_place(2)?;
        self.emit(WordOp::CheckEgMatch, a, 0, 0)?;
        self.pop(2)?;
        self.push_temp(0)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn with_except_start(&mut self) -> Result<(), TranslateError> {
        self.need(5)?;
        self.before_raise(0)?;
        let top = self.stack.len() - 1;
        let (exit, owner) = (top - 4, top - 3);
        let (a, b, c) = (self.dst(0)?, self.home(exit)?, self.home(top)?);
        if self.stack.home(owner) != b + 1 {
            return Err(self.bad_operand());
        }
        match self.stack.kind(owner) {
            PositionKind::Null => {
                self.emit(WordOp::LoadNullT, b + 1, 0, 0)?;
            }
            _ => self.materialise(owner)?,
        }
        let word = self.emit(WordOp::WithExceptStart, a, b, c)?;
        self.result(word)
    }

    pub(super) fn cleanup_throw(&mut self) -> Result<(), TranslateError> {
        self.need(3)?;
        self.before_raise(3)?;
        let a = self.adjacent_in_place(3)?;
        self.emit(WordOp::CleanupThrow, a, 0, 0)?;
        self.pop(3)?;
        self.push_temp(0)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn end_async_for(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let iterator = self.stack.len() - 2;
        let (a, b) = (self.home(iterator)?, self.home(iterator + 1)?);
        self.emit(WordOp::EndAsyncFor, a, b, 0)?;
        self.pop(2)
    }
}
