//! Jumps, branches, loops and pattern matching.

use taipan_bytecode::word::{WordOp, return_kind};

use crate::emitter::{Edge, return_cell};
use crate::error::TranslateError;
use crate::translator::{Flow, Translator};

impl Translator<'_> {
    /// An unconditional jump.
    pub(super) fn goto(&mut self, op: WordOp) -> Result<Flow, TranslateError> {
        if op == WordOp::JumpBackward {
            self.before_raise(0)?;
        }
        self.materialise_below(self.stack.len())?;
        self.jump(op, self.current.target)?;
        Ok(Flow::Stop)
    }

    /// A branch on the topmost position.
    pub(super) fn branch(&mut self, op: WordOp) -> Result<(), TranslateError> {
        self.need(1)?;
        let top = self.stack.len() - 1;
        self.materialise_below(top)?;
        let b = self.src(top)?;
        let word = self.emit(op, 0, b, 0)?;
        self.pop(1)?;
        self.edge(word, Edge::C, self.current.target)
    }

    pub(super) fn for_iter(&mut self) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(0)?;
        let len = self.stack.len();
        self.materialise_below(len)?;
        let (a, b) = (self.dst(0)?, self.home(len - 1)?);
        let word = self.emit(WordOp::ForIter, a, b, 0)?;
        self.site(0);
        self.emitter.cell(return_cell(a, return_kind::FOR_ITER));
        self.edge(word, Edge::Exhausted, self.current.target)?;
        self.result(word)
    }

    pub(super) fn match_keys(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(0)?;
        let len = self.stack.len();
        let (a, b, c) = (self.dst(0)?, self.home(len - 2)?, self.home(len - 1)?);
        let word = self.emit(WordOp::MatchKeys, a, b, c)?;
        self.result(word)
    }
}
