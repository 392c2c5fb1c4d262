//! Loads and stores of locals and constants, and the shuffling of the stack: mostly no words at all, only
//! notes on what a position holds.

use taipan_bytecode::Opcode;
use taipan_bytecode::word::{DISCARD, WordOp};

use crate::error::TranslateError;
use crate::executable::PositionKind;
use crate::translator::{Flow, Producer, Translator};

/// Slots between a static NULL's home, which lies in the header to be, and the first argument's.
pub(super) const GAP_AFTER_NULL: u8 = 3;

impl Translator<'_> {
    pub(super) fn load_fast(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.push_deferred(PositionKind::Local(local))
    }

    pub(super) fn load_fast_check(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.bare(WordOp::CheckFast, local)?;
        self.push_deferred(PositionKind::Local(local))
    }

    pub(super) fn load_const(&mut self, index: u32) -> Result<(), TranslateError> {
        let names = self.next_inline().is_some_and(|next| next.opcode == Opcode::CallKw);
        let kind = match self.constant(index)? {
            Some(near) => PositionKind::Const(near),
            None if names => {
                // CALL_KW's word names it; no word loads what stands here in the meantime.
                self.far_names = Some(index);
                PositionKind::Const(0)
            }
            None => return self.load_far_constant(index),
        };
        if names && !self.is_fast() {
            self.nop()?; // CALL_KW names its tuple of names by index.
            self.stack.push(kind, 0)?;
            return Ok(());
        }
        self.push_deferred(kind)
    }

    /// A constant that no operand can name is loaded at once.
    fn load_far_constant(&mut self, index: u32) -> Result<(), TranslateError> {
        let home = self.dst(0)?;
        self.emit(WordOp::LoadConstWide, home, index as u16, (index >> 16) as u16)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn load_small_int(&mut self, value: u32) -> Result<(), TranslateError> {
        match i16::try_from(value) {
            Ok(value) => self.push_deferred(PositionKind::Int(value)),
            Err(_) => Err(self.bad_operand()),
        }
    }

    fn push_deferred(&mut self, kind: PositionKind) -> Result<(), TranslateError> {
        self.stack.push(kind, 0)?;
        if self.is_fast() { Ok(()) } else { self.materialise(self.stack.len() - 1) }
    }

    pub(super) fn push_null(&mut self) -> Result<(), TranslateError> {
        if !self.is_fast() {
            let home = self.dst(0)?;
            self.emit(WordOp::LoadNullT, home, 0, 0)?;
        }
        self.stack.push(PositionKind::Null, GAP_AFTER_NULL)?;
        Ok(())
    }

    pub(super) fn load_fast_and_clear(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.spill(local)?;
        let home = self.dst(0)?;
        self.emit(WordOp::MoveClear, home, local, 0)?;
        self.push_temp(0)?;
        Ok(())
    }

    /// Stores the topmost position: in the fast form the word that made it writes to the local at once, when
    /// it is the last word and nothing still waits for the local's old value.
    pub(super) fn store_fast(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.need(1)?;
        if self.sink(local) {
            self.pop(1)?;
            return Ok(());
        }
        let top = self.stack.len() - 1;
        if self.stack.kind(top) == PositionKind::Local(local) {
            return self.pop(1);
        }
        self.spill(local)?;
        match self.stack.kind(top) {
            PositionKind::Local(from) => self.emit(WordOp::MoveLL, local, from, 0)?,
            PositionKind::Int(value) => self.emit(WordOp::LoadIntL, local, value as u16, 0)?,
            PositionKind::Const(index) => match self.small_constant(index) {
                Some(value) => self.emit(WordOp::LoadIntL, local, value as u16, 0)?,
                None => self.emit(WordOp::LoadConstL, local, index, 0)?,
            },
            PositionKind::Temp | PositionKind::Null => {
                let home = self.stack.home(top);
                self.place(top, u32::from(home))?;
                self.emit(WordOp::MoveTL, local, home, 0)?
            }
        };
        self.pop(1)
    }

    fn sink(&mut self, local: u16) -> bool {
        match self.last_producer() {
            Some(word) if !self.stack.is_pending(local) => {
                self.emitter.redirect(word, local);
                self.emitter.fold(self.current.offset);
                self.producer = Producer::NOBODY;
                true
            }
            _ => false,
        }
    }

    pub(super) fn delete_fast(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.before_raise(0)?;
        self.spill(local)?;
        self.emit(WordOp::DeleteFast, local, 0, 0)?;
        Ok(())
    }

    /// Copies a position. A copy about to be stored in a local stays there: the local holds the value, and the
    /// position defers to it.
    pub(super) fn copy(&mut self, depth: u32) -> Result<Flow, TranslateError> {
        let position = self.nth_from_top(depth)?;
        let kind = self.stack.kind(position);
        if kind != PositionKind::Temp {
            let null = !self.is_fast();
            let home = self.dst(0)?;
            if null {
                self.emit(WordOp::LoadNullT, home, 0, 0)?;
            }
            self.stack.push(kind, 0)?;
            return Ok(Flow::Next);
        }
        if depth == 1 && self.is_fast() && self.copy_to_local()? {
            return Ok(Flow::Skip);
        }
        let home = self.dst(0)?;
        self.emit(WordOp::DupTT, home, self.stack.home(position), 0)?;
        self.push_temp(0)?;
        Ok(Flow::Next)
    }

    fn copy_to_local(&mut self) -> Result<bool, TranslateError> {
        let Some(next) = self.next_inline() else { return Ok(false) };
        let stored = match next.opcode {
            Opcode::StoreFast => next.arg,
            Opcode::StoreFastStoreFast | Opcode::StoreFastLoadFast => next.arg >> 4,
            _ => return Ok(false),
        };
        let local = self.local(stored)?;
        let top = self.stack.len() - 1;
        self.current = next;
        if !self.sink(local) {
            self.spill(local)?;
            self.emit(WordOp::MoveTL, local, self.stack.home(top), 0)?;
        }
        self.stack.set_kind(top, PositionKind::Local(local));
        match next.opcode {
            Opcode::StoreFastStoreFast => self.store_fast(next.arg & 15)?,
            Opcode::StoreFastLoadFast => self.load_fast(next.arg & 15)?,
            _ => {}
        }
        Ok(true)
    }

    pub(super) fn swap(&mut self, depth: u32) -> Result<(), TranslateError> {
        use PositionKind::Temp;
        let (low, top) = (self.nth_from_top(depth)?, self.stack.len() - 1);
        let (low_kind, top_kind) = (self.stack.kind(low), self.stack.kind(top));
        let (low_home, top_home) = (self.stack.home(low), self.stack.home(top));
        match (low_kind, top_kind) {
            _ if low == top => self.nop()?,
            (Temp, Temp) => {
                self.emit(WordOp::XchgTT, low_home, top_home, 0)?;
            }
            (Temp, _) => {
                self.emit(WordOp::MoveTT, top_home, low_home, 0)?;
            }
            (_, Temp) => match self.last_producer() {
                Some(word) if self.emitter.op(word) != Some(WordOp::ForIter) => {
                    self.emitter.redirect_to_home(word, low_home);
                    self.emitter.fold(self.current.offset);
                    self.producer = Producer::NOBODY;
                }
                _ => {
                    self.emit(WordOp::MoveTT, low_home, top_home, 0)?;
                }
            },
            _ => self.nop()?,
        }
        self.stack.set_kind(low, top_kind);
        self.stack.set_kind(top, low_kind);
        Ok(())
    }

    fn nth_from_top(&self, depth: u32) -> Result<usize, TranslateError> {
        let position = self.stack.len().checked_sub(depth as usize);
        position.filter(|_| depth > 0).ok_or_else(|| match depth {
            0 => self.bad_operand(),
            _ => TranslateError::Underflow { offset: self.current.offset },
        })
    }

    /// Drops the topmost position; a call's result is not even kept.
    pub(super) fn pop_top(&mut self) -> Result<(), TranslateError> {
        use WordOp::{Call, CallFunctionEx, CallKw};
        self.need(1)?;
        match self.last_producer() {
            Some(word) if matches!(self.emitter.op(word), Some(Call | CallKw | CallFunctionEx)) => {
                self.emitter.redirect(word, DISCARD);
                self.emitter.fold(self.current.offset);
                self.producer = Producer::NOBODY;
                self.pop(1)
            }
            _ => self.drop_top(),
        }
    }

    /// Drops the topmost position by a word of its own.
    pub(super) fn drop_top(&mut self) -> Result<(), TranslateError> {
        self.need(1)?;
        let top = self.stack.len() - 1;
        match self.stack.kind(top) {
            PositionKind::Temp => {
                let home = self.stack.home(top);
                self.emit(WordOp::Drop, home, 0, 0)?;
                if self.is_fast() {
                    self.emitter.mark_dropped_sending(home);
                }
            }
            _ => self.nop()?,
        }
        self.pop(1)
    }

    /// Nothing, which takes a word in the faithful form.
    pub(super) fn nop(&mut self) -> Result<(), TranslateError> {
        if !self.is_fast() {
            self.emit(WordOp::Nop, 0, 0, 0)?;
        }
        Ok(())
    }

    /// Handlers are those of both forms, though only the faithful one has a word that may raise.
    pub(super) fn resume(&mut self, arg: u32) -> Result<(), TranslateError> {
        self.before_raise(0)?;
        if !self.is_fast() {
            self.emit(WordOp::Resume, arg as u16, 0, 0)?;
        }
        Ok(())
    }
}
