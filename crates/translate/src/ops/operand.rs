//! How positions become operands: deferred ones are named, or materialised where the word wants a home.

use taipan_bytecode::Constant;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::emitter::site_cell;
use crate::error::TranslateError;
use crate::executable::{Position, PositionKind};
use crate::translator::{Producer, Translator};

/// Constants that words can name: one less than 15 bits hold, so that none looks like DISCARD.
const MAX_CONSTANTS: usize = 0x7FFF;

impl Translator<'_> {
    /// Emits a word of the current instruction; returns its index.
    pub(crate) fn emit(&mut self, op: WordOp, a: u16, b: u16, c: u16) -> Result<u32, TranslateError> {
        let state = self.stack.record()?;
        Ok(self.emitter.word(op, [a, b, c], self.current.offset, state))
    }

    /// Appends cell 0 of the current instruction's word: its site and `aux`.
    pub(crate) fn site(&mut self, aux: u32) {
        self.emitter.cell(site_cell(self.current.site, aux));
    }

    /// Appends a cell 0 without a site.
    pub(crate) fn aux(&mut self, aux: u32) {
        self.emitter.cell(site_cell(0, aux));
    }

    /// Appends `count` cells that are the specializer's.
    pub(crate) fn cells(&mut self, count: usize) {
        for _ in 0..count {
            self.emitter.cell(0);
        }
    }

    /// A `src` operand.
    pub(crate) fn src(&mut self, position: usize) -> Result<u16, TranslateError> {
        match self.stack.kind(position) {
            PositionKind::Temp => Ok(self.stack.home(position)),
            PositionKind::Local(local) => Ok(local),
            PositionKind::Const(index) => Ok(CONSTANT | index),
            PositionKind::Int(value) => match self.int_constant(value) {
                Some(index) => Ok(CONSTANT | index),
                None => self.home(position),
            },
            PositionKind::Null => Err(TranslateError::Null { offset: self.current.offset }),
        }
    }

    /// A `slot` operand: a local or a temporary.
    pub(crate) fn slot(&mut self, position: usize) -> Result<u16, TranslateError> {
        match self.stack.kind(position) {
            PositionKind::Local(local) => Ok(local),
            _ => self.home(position),
        }
    }

    /// A `home` operand: the position is materialised.
    pub(crate) fn home(&mut self, position: usize) -> Result<u16, TranslateError> {
        self.not_null(position)?;
        self.materialise(position)?;
        Ok(self.stack.home(position))
    }

    /// Two `src` operands of which at most one is a constant.
    pub(crate) fn pair(&mut self, first: usize) -> Result<(u16, u16), TranslateError> {
        let constant = |kind| matches!(kind, PositionKind::Const(_) | PositionKind::Int(_));
        if constant(self.stack.kind(first)) && constant(self.stack.kind(first + 1)) {
            self.materialise(first)?;
        }
        Ok((self.src(first)?, self.src(first + 1)?))
    }

    /// The first of the topmost `count` positions, materialised in adjacent slots: their homes, or fresh
    /// slots above the stack when their homes are apart.
    pub(crate) fn adjacent(&mut self, count: usize) -> Result<u16, TranslateError> {
        let (len, first) = (self.stack.len(), self.stack.len() - count);
        let home = self.stack.home_above(first);
        if count == 0 {
            return self.stack.reserve(home);
        }
        let mut apart = false;
        for position in first..len {
            self.not_null(position)?;
            apart |= u32::from(self.stack.home(position)) != home + (position - first) as u32;
        }
        let fresh = if apart { self.stack.home_above(len) } else { home };
        for position in (first..len).rev() {
            self.place(position, fresh + (position - first) as u32)?;
        }
        Ok(fresh as u16)
    }

    /// As [`Translator::adjacent`], for words that leave results in the slots of their operands.
    pub(crate) fn adjacent_in_place(&mut self, count: usize) -> Result<u16, TranslateError> {
        let home = self.stack.home(self.stack.len() - count);
        match self.adjacent(count)? {
            first if first == home => Ok(home),
            _ => Err(self.bad_operand()),
        }
    }

    /// Materialises a position in its home.
    pub(crate) fn materialise(&mut self, position: usize) -> Result<(), TranslateError> {
        if !matches!(self.stack.kind(position), PositionKind::Temp | PositionKind::Null) {
            self.place(position, u32::from(self.stack.home(position)))?;
        }
        Ok(())
    }

    /// Materialises the lowest `count` positions; NULL stays static.
    pub(crate) fn materialise_below(&mut self, count: usize) -> Result<(), TranslateError> {
        if self.stack.has_deferred() {
            for position in 0..count {
                self.materialise(position)?;
            }
        }
        Ok(())
    }

    /// Materialises a position in `slot`, which becomes its home.
    pub(crate) fn place(&mut self, position: usize, slot: u32) -> Result<(), TranslateError> {
        let slot = self.stack.reserve(slot)?;
        let home = self.stack.home(position);
        match self.stack.kind(position) {
            PositionKind::Temp if home == slot => return Ok(()),
            PositionKind::Temp => self.emit(WordOp::MoveTT, slot, home, 0)?,
            PositionKind::Local(local) => self.emit(WordOp::MoveLT, slot, local, 0)?,
            PositionKind::Const(index) => match self.small_constant(index) {
                Some(value) => self.emit(WordOp::LoadIntT, slot, value as u16, 0)?,
                None => self.emit(WordOp::LoadConstT, slot, index, 0)?,
            },
            PositionKind::Int(value) => self.emit(WordOp::LoadIntT, slot, value as u16, 0)?,
            PositionKind::Null => self.emit(WordOp::LoadNullT, slot, 0, 0)?,
        };
        if home != slot {
            self.stack.set_home(position, slot);
        }
        self.stack.set_kind(position, PositionKind::Temp);
        Ok(())
    }

    /// Materialises every position that waits for a local about to change.
    pub(crate) fn spill(&mut self, local: u16) -> Result<(), TranslateError> {
        let mut position = 0;
        while self.stack.is_pending(local) {
            if self.stack.kind(position) == PositionKind::Local(local) {
                self.materialise(position)?;
            }
            position += 1;
        }
        Ok(())
    }

    /// Takes `count` positions off.
    pub(crate) fn pop(&mut self, count: usize) -> Result<(), TranslateError> {
        for _ in 0..count {
            self.pop_one()?;
        }
        Ok(())
    }

    /// Takes the topmost position off.
    pub(crate) fn pop_one(&mut self) -> Result<Position, TranslateError> {
        self.stack.pop().ok_or(TranslateError::Underflow { offset: self.current.offset })
    }

    /// Pushes a temporary that no store can become the destination of.
    pub(crate) fn push_temp(&mut self, gap: u8) -> Result<u16, TranslateError> {
        self.stack.push(PositionKind::Temp, gap)
    }

    /// Pushes the result of the word at `word`, the last one.
    pub(crate) fn result(&mut self, word: u32) -> Result<(), TranslateError> {
        let home = self.push_temp(0)?;
        self.producer = Producer { point: self.emitter.points.len() as u32 - 1, word, home };
        Ok(())
    }

    /// The word whose result is on top, if it is the last word and its destination may change.
    pub(crate) fn last_producer(&self) -> Option<u32> {
        let top = self.stack.positions().last()?;
        let made = self.is_fast()
            && self.producer.point as usize + 1 == self.emitter.points.len()
            && top.kind == PositionKind::Temp
            && top.home == self.producer.home;
        made.then_some(self.producer.word)
    }

    /// The home of a result that replaces the topmost `pops` positions.
    pub(crate) fn dst(&mut self, pops: usize) -> Result<u16, TranslateError> {
        self.stack.reserve(self.stack.home_above(self.stack.len() - pops))
    }

    /// A local's index.
    pub(crate) fn local(&self, index: u32) -> Result<u16, TranslateError> {
        match (index as usize) < self.code.nlocalsplus() {
            true => Ok(index as u16),
            false => Err(self.bad_operand()),
        }
    }

    /// A name's index.
    pub(crate) fn name(&self, index: u32) -> Result<u32, TranslateError> {
        match (index as usize) < self.code.names.len() {
            true => Ok(index),
            false => Err(self.bad_operand()),
        }
    }

    /// A constant's index; `None` when it is too large for an operand.
    pub(crate) fn constant(&self, index: u32) -> Result<Option<u16>, TranslateError> {
        match index as usize {
            index if index >= self.code.consts.len() => Err(self.bad_operand()),
            index => Ok((index < MAX_CONSTANTS).then_some(index as u16)),
        }
    }

    /// An argument that must fit a field.
    pub(crate) fn field(&self, value: u32) -> Result<u16, TranslateError> {
        u16::try_from(value).map_err(|_| self.bad_operand())
    }

    /// The constant's value, when LOAD_INT words can hold it.
    pub(crate) fn small_constant(&self, index: u16) -> Option<i16> {
        match self.code.consts[index as usize] {
            Constant::Int(value) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    /// The index of an integer among the constants; `None` when they are too many for operands to name.
    fn int_constant(&mut self, value: i16) -> Option<u16> {
        let value = i64::from(value);
        let known = self.extra_consts.iter().position(|&constant| constant == value);
        let index = self.code.consts.len() + known.unwrap_or(self.extra_consts.len());
        if index >= MAX_CONSTANTS {
            return None;
        }
        if known.is_none() {
            self.extra_consts.push(value);
        }
        Some(index as u16)
    }
}
