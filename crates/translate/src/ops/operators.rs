//! Operators, comparisons and subscripts. A comparison followed by a branch becomes one word.

use taipan_bytecode::word::{WordOp, return_kind};

use crate::emitter::{Edge, return_cell};
use crate::error::TranslateError;
use crate::translator::{Flow, Translator};

/// In COMPARE_OP's argument: the result is wanted as True or False.
const TO_BOOL: u32 = taipan_bytecode::COMPARE_TO_BOOL;

impl Translator<'_> {
    pub(super) fn binary_op(&mut self, operator: u32) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let a = self.dst(2)?;
        let (b, c) = self.pair(self.stack.len() - 2)?;
        let word = self.emit(WordOp::BinaryOp, a, b, c)?;
        self.site(operator);
        self.cells(1);
        self.emitter.cell(return_cell(a, return_kind::TEMPORARY));
        self.pop(2)?;
        self.result(word)
    }

    pub(super) fn compare_op(&mut self, arg: u32) -> Result<Flow, TranslateError> {
        let fused = (arg & TO_BOOL != 0).then_some((WordOp::CompareBranchTrue, WordOp::CompareBranchFalse));
        self.comparison(WordOp::CompareOp, fused, arg)
    }

    pub(super) fn contains_op(&mut self, arg: u32) -> Result<Flow, TranslateError> {
        let fused = Some((WordOp::ContainsBranchTrue, WordOp::ContainsBranchFalse));
        self.comparison(WordOp::ContainsOp, fused, arg & 1)
    }

    fn comparison(
        &mut self,
        op: WordOp,
        fused: Option<(WordOp, WordOp)>,
        aux: u32,
    ) -> Result<Flow, TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        if let (Some((on_true, on_false)), Some((branch, when))) = (fused, self.fusible_branch()) {
            self.materialise_below(self.stack.len() - 2)?;
            let (b, c) = self.pair(self.stack.len() - 2)?;
            let word = self.emit(if when { on_true } else { on_false }, 0, b, c)?;
            self.site(aux);
            self.cells(1);
            self.emitter.fold(branch.offset);
            self.pop(2)?;
            self.edge(word, Edge::A, branch.target)?;
            return Ok(Flow::Skip);
        }
        let a = self.dst(2)?;
        let (b, c) = self.pair(self.stack.len() - 2)?;
        let word = self.emit(op, a, b, c)?;
        self.site(aux);
        self.cells(1);
        self.pop(2)?;
        self.result(word)?;
        Ok(Flow::Next)
    }

    pub(super) fn is_op(&mut self, arg: u32) -> Result<Flow, TranslateError> {
        self.need(2)?;
        if let Some((branch, when)) = self.fusible_branch() {
            self.materialise_below(self.stack.len() - 2)?;
            let (b, c) = self.pair(self.stack.len() - 2)?;
            let jumps_when_is = when != (arg & 1 != 0);
            let op = if jumps_when_is { WordOp::IsBranch } else { WordOp::IsNotBranch };
            let word = self.emit(op, 0, b, c)?;
            self.emitter.fold(branch.offset);
            self.pop(2)?;
            self.edge(word, Edge::A, branch.target)?;
            return Ok(Flow::Skip);
        }
        let a = self.dst(2)?;
        let (b, c) = self.pair(self.stack.len() - 2)?;
        let word = self.emit(if arg & 1 == 0 { WordOp::IsOp } else { WordOp::IsNotOp }, a, b, c)?;
        self.pop(2)?;
        self.result(word)?;
        Ok(Flow::Next)
    }

    pub(super) fn truth(&mut self) -> Result<Flow, TranslateError> {
        self.need(1)?;
        self.before_raise(1)?;
        let top = self.stack.len() - 1;
        if let Some((branch, when)) = self.fusible_branch() {
            self.materialise_below(top)?;
            let b = self.src(top)?;
            let op = if when { WordOp::ToBoolBranchTrue } else { WordOp::ToBoolBranchFalse };
            let word = self.emit(op, 0, b, 0)?;
            self.site(0);
            self.emitter.fold(branch.offset);
            self.pop(1)?;
            self.edge(word, Edge::C, branch.target)?;
            return Ok(Flow::Skip);
        }
        let (a, b) = (self.dst(1)?, self.src(top)?);
        let word = self.emit(WordOp::ToBool, a, b, 0)?;
        self.site(0);
        self.pop(1)?;
        self.result(word)?;
        Ok(Flow::Next)
    }

    pub(super) fn store_slice(&mut self) -> Result<(), TranslateError> {
        self.need(4)?;
        self.before_raise(4)?;
        let a = self.adjacent(4)?;
        self.emit(WordOp::StoreSlice, a, 0, 0)?;
        self.pop(4)
    }

    pub(super) fn store_subscr(&mut self) -> Result<(), TranslateError> {
        self.need(3)?;
        self.before_raise(3)?;
        let value = self.stack.len() - 3;
        let b = self.slot(value + 1)?;
        let (a, c) = (self.src(value)?, self.src(value + 2)?);
        self.emit(WordOp::StoreSubscr, a, b, c)?;
        self.site(0);
        self.cells(1);
        self.pop(3)
    }

    pub(super) fn delete_subscr(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let container = self.stack.len() - 2;
        let (b, c) = (self.slot(container)?, self.src(container + 1)?);
        self.emit(WordOp::DeleteSubscr, 0, b, c)?;
        self.pop(2)
    }
}
