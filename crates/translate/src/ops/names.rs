//! Names, attributes, cells and imports.

use taipan_bytecode::word::{FRAME_HEADER, WordOp, return_kind};

use super::moves::GAP_AFTER_NULL;
use crate::emitter::return_cell;
use crate::error::TranslateError;
use crate::executable::PositionKind;
use crate::translator::Translator;

/// Slots between a method's home and that of its self, which becomes the callee's first argument.
const GAP_AFTER_METHOD: u8 = FRAME_HEADER as u8 - 1;

impl Translator<'_> {
    pub(super) fn load_global(&mut self, arg: u32) -> Result<(), TranslateError> {
        let name = self.name(arg >> 1)?;
        self.before_raise(0)?;
        let a = self.dst(0)?;
        let word = self.emit(WordOp::LoadGlobal, a, 0, 0)?;
        self.site(name);
        self.cells(1);
        self.result(word)?;
        if arg & 1 != 0 {
            self.stack.push(PositionKind::Null, GAP_AFTER_NULL)?;
        }
        Ok(())
    }

    /// A load whose word carries only a name.
    pub(super) fn named_load(&mut self, op: WordOp, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.before_raise(0)?;
        let a = self.dst(0)?;
        let [low, high] = halves(name);
        let word = self.emit(op, a, low, high)?;
        self.result(word)
    }

    /// A store of the topmost position under a name.
    pub(super) fn named_store(&mut self, op: WordOp, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(1)?;
        self.before_raise(1)?;
        let a = self.src(self.stack.len() - 1)?;
        let [low, high] = halves(name);
        self.emit(op, a, low, high)?;
        self.pop(1)
    }

    /// A word with nothing but a name.
    pub(super) fn named(&mut self, op: WordOp, name: u32) -> Result<(), TranslateError> {
        let [low, high] = halves(self.name(name)?);
        self.before_raise(0)?;
        self.emit(op, 0, low, high)?;
        Ok(())
    }

    pub(super) fn load_from_dict_or_globals(&mut self, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(1)?;
        self.before_raise(1)?;
        let (a, b) = (self.dst(1)?, self.home(self.stack.len() - 1)?);
        let word = self.emit(WordOp::LoadFromDictOrGlobals, a, b, 0)?;
        self.aux(name);
        self.pop(1)?;
        self.result(word)
    }

    pub(super) fn load_from_dict_or_deref(&mut self, cell: u32) -> Result<(), TranslateError> {
        let cell = self.local(cell)?;
        self.need(1)?;
        self.before_raise(1)?;
        let (a, b) = (self.dst(1)?, self.home(self.stack.len() - 1)?);
        let word = self.emit(WordOp::LoadFromDictOrDeref, a, b, cell)?;
        self.pop(1)?;
        self.result(word)
    }

    pub(super) fn load_attr(&mut self, arg: u32) -> Result<(), TranslateError> {
        let name = self.name(arg >> 1)?;
        let method = arg & 1 != 0;
        self.need(1)?;
        self.before_raise(1)?;
        let (a, b) = (self.dst(1)?, self.slot(self.stack.len() - 1)?);
        let word = self.emit(if method { WordOp::LoadMethod } else { WordOp::LoadAttr }, a, b, 0)?;
        self.site(name);
        self.cells(2);
        if !method {
            self.emitter.cell(return_cell(a, return_kind::TEMPORARY));
        }
        self.pop(1)?;
        if method { self.push_method() } else { self.result(word) }
    }

    /// Pushes a method and its self or NULL, laid out for the call.
    fn push_method(&mut self) -> Result<(), TranslateError> {
        self.push_temp(GAP_AFTER_METHOD)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn store_attr(&mut self, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(2)?;
        self.before_raise(2)?;
        let owner = self.stack.len() - 1;
        let b = self.slot(owner)?;
        let a = self.src(owner - 1)?;
        self.emit(WordOp::StoreAttr, a, b, 0)?;
        self.site(name);
        self.cells(2);
        self.pop(2)
    }

    pub(super) fn delete_attr(&mut self, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(1)?;
        self.before_raise(1)?;
        let b = self.slot(self.stack.len() - 1)?;
        self.emit(WordOp::DeleteAttr, 0, b, 0)?;
        self.aux(name);
        self.pop(1)
    }

    pub(super) fn load_super_attr(&mut self, arg: u32) -> Result<(), TranslateError> {
        let name = self.name(arg >> 2)?;
        let method = arg & 1 != 0;
        self.need(3)?;
        self.before_raise(3)?;
        let a = self.dst(3)?;
        let b = if method { self.adjacent_in_place(3)? } else { self.adjacent(3)? };
        let op = if method { WordOp::LoadSuperMethod } else { WordOp::LoadSuperAttr };
        let word = self.emit(op, a, b, (arg & 2) as u16)?;
        self.site(name);
        self.cells(1);
        self.pop(3)?;
        if method { self.push_method() } else { self.result(word) }
    }

    pub(super) fn load_special(&mut self, which: u32) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(1)?;
        let a = self.home(self.stack.len() - 1)?;
        let entering = match which {
            0 | 2 => true,
            1 | 3 => false,
            _ => return Err(self.bad_operand()),
        };
        self.emit(WordOp::LoadSpecial, a, a, which as u16)?;
        self.pop(1)?;
        if entering {
            return self.push_method();
        }
        self.push_temp(0)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn store_deref(&mut self, cell: u32) -> Result<(), TranslateError> {
        let cell = self.local(cell)?;
        self.need(1)?;
        self.before_raise(1)?;
        let b = self.src(self.stack.len() - 1)?;
        self.emit(WordOp::StoreDeref, cell, b, 0)?;
        self.pop(1)
    }

    pub(super) fn make_cell(&mut self, local: u32) -> Result<(), TranslateError> {
        let local = self.local(local)?;
        self.spill(local)?;
        self.bare(WordOp::MakeCell, local)
    }

    pub(super) fn copy_free_vars(&mut self, count: u32) -> Result<(), TranslateError> {
        let nlocals = self.code.nlocalsplus();
        let first = nlocals.checked_sub(count as usize).ok_or_else(|| self.bad_operand())?;
        for local in first..nlocals {
            self.spill(local as u16)?;
        }
        self.bare(WordOp::CopyFreeVars, count as u16)
    }

    pub(super) fn import_name(&mut self, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(2)?;
        self.before_raise(2)?;
        let (a, b) = (self.dst(2)?, self.adjacent(2)?);
        let word = self.emit(WordOp::ImportName, a, b, 0)?;
        self.aux(name);
        self.pop(2)?;
        self.result(word)
    }

    pub(super) fn import_from(&mut self, name: u32) -> Result<(), TranslateError> {
        let name = self.name(name)?;
        self.need(1)?;
        self.before_raise(0)?;
        let (a, b) = (self.dst(0)?, self.home(self.stack.len() - 1)?);
        let word = self.emit(WordOp::ImportFrom, a, b, 0)?;
        self.aux(name);
        self.result(word)
    }
}

/// A name's index as operands `b` and `c`.
fn halves(name: u32) -> [u16; 2] {
    [name as u16, (name >> 16) as u16]
}
