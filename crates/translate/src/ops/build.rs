//! Containers, unpacking and formatting.

use taipan_bytecode::word::WordOp;

use crate::error::TranslateError;
use crate::translator::Translator;

impl Translator<'_> {
    /// A container of `count` items, each `width` positions.
    pub(super) fn build(&mut self, op: WordOp, count: u32, width: usize) -> Result<(), TranslateError> {
        let positions = (count as usize).saturating_mul(width);
        self.need(positions)?;
        self.gather(op, positions, self.field(count)?)
    }

    pub(super) fn build_slice(&mut self, count: u32) -> Result<(), TranslateError> {
        match count {
            2 | 3 => self.gather(WordOp::BuildSlice, count as usize, count as u16),
            _ => Err(self.bad_operand()),
        }
    }

    /// Adds the topmost position to the container `depth` below it.
    pub(super) fn accumulate(&mut self, op: WordOp, depth: u32) -> Result<(), TranslateError> {
        let container = self.container(depth, 1)?;
        self.before_raise(1)?;
        let (a, b) = (self.home(container)?, self.src(self.stack.len() - 1)?);
        self.emit(op, a, b, 0)?;
        self.pop(1)
    }

    pub(super) fn dict_merge(&mut self, depth: u32) -> Result<(), TranslateError> {
        let dict = self.container(depth, 1)?;
        let callable =
            dict.checked_sub(3).ok_or(TranslateError::Underflow { offset: self.current.offset })?;
        self.before_raise(1)?;
        let (a, c) = (self.home(dict)?, self.home(callable)?);
        let b = self.src(self.stack.len() - 1)?;
        self.emit(WordOp::DictMerge, a, b, c)?;
        self.pop(1)
    }

    pub(super) fn map_add(&mut self, depth: u32) -> Result<(), TranslateError> {
        let dict = self.container(depth, 2)?;
        self.before_raise(2)?;
        let key = self.stack.len() - 2;
        let (a, b, c) = (self.home(dict)?, self.src(key)?, self.src(key + 1)?);
        self.emit(WordOp::MapAdd, a, b, c)?;
        self.pop(2)
    }

    /// The position `depth` below the topmost `pops`, counted from 1.
    fn container(&self, depth: u32, pops: usize) -> Result<usize, TranslateError> {
        if depth == 0 {
            return Err(self.bad_operand());
        }
        let underflow = TranslateError::Underflow { offset: self.current.offset };
        (self.stack.len() - pops.min(self.stack.len())).checked_sub(depth as usize).ok_or(underflow)
    }

    pub(super) fn unpack_sequence(&mut self, count: u32) -> Result<(), TranslateError> {
        let c = self.field(count)?;
        self.unpack(WordOp::UnpackSequence, c, count)
    }

    pub(super) fn unpack_ex(&mut self, arg: u32) -> Result<(), TranslateError> {
        let c = self.field(arg)?;
        self.unpack(WordOp::UnpackEx, c, (arg & 0xFF) + 1 + (arg >> 8))
    }

    fn unpack(&mut self, op: WordOp, c: u16, count: u32) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(1)?;
        let (a, b) = (self.dst(1)?, self.src(self.stack.len() - 1)?);
        self.emit(op, a, b, c)?;
        if op == WordOp::UnpackSequence {
            self.site(0);
        }
        self.pop(1)?;
        for _ in 0..count {
            self.push_temp(0)?;
        }
        Ok(())
    }

    pub(super) fn format_with_spec(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let value = self.stack.len() - 2;
        let (a, b, c) = (self.dst(2)?, self.src(value)?, self.src(value + 1)?);
        let word = self.emit(WordOp::FormatWithSpec, a, b, c)?;
        self.pop(2)?;
        self.result(word)
    }
}
