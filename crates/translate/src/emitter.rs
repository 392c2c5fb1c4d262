//! The words being written: their points, their jumps until targets are known, and the rewriting of a
//! destination after the fact.

use taipan_bytecode::word::{DISCARD, ReturnCell, WordOp, return_kind, word};

use crate::error::TranslateError;
use crate::executable::{NONE, Point};

/// Where a word holds a jump's distance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Edge {
    /// Field `a`.
    A,
    /// Field `c`.
    C,
    /// Field `c`, and from the next word on in the return cell.
    Exhausted,
    /// Cell 0.
    Wide,
}

#[derive(Debug)]
struct Fixup {
    word: u32,
    edge: Edge,
    /// Index of an instruction.
    target: u32,
}

/// Words, points and open jumps.
#[derive(Debug, Default)]
pub(crate) struct Emitter {
    pub(crate) words: Vec<u64>,
    pub(crate) points: Vec<Point>,
    fixups: Vec<Fixup>,
}

impl Emitter {
    pub(crate) fn with_capacity(words: usize) -> Emitter {
        Emitter {
            words: Vec::with_capacity(words * 2),
            points: Vec::with_capacity(words),
            fixups: Vec::new(),
        }
    }

    /// The index of the next word.
    pub(crate) fn next(&self) -> u32 {
        self.words.len() as u32
    }

    /// Appends a word; its cells follow by [`Emitter::cell`].
    pub(crate) fn word(&mut self, op: WordOp, fields: [u16; 3], offset: u32, state: u32) -> u32 {
        let at = self.next();
        self.points.push(Point { word: at, offset, second: NONE, state });
        self.words.push(word(op, fields[0], fields[1], fields[2]));
        at
    }

    /// Appends a cell.
    pub(crate) fn cell(&mut self, cell: u64) {
        self.words.push(cell);
    }

    /// Notes that the last word also runs the instruction at `offset`.
    pub(crate) fn fold(&mut self, offset: u32) {
        if let Some(point) = self.points.last_mut() {
            point.second = offset;
        }
    }

    /// The opcode of the word at `at`.
    pub(crate) fn op(&self, at: u32) -> Option<WordOp> {
        WordOp::from_u16(self.words[at as usize] as u16)
    }

    /// When the last word, a DROP of `home`, follows the YIELD_VALUE whose sent value comes there: notes in that word's cell
    /// that nothing is to be dropped when nothing is sent.
    pub(crate) fn mark_dropped_sending(&mut self, home: u16) {
        let [.., yielding, dropping] = self.points[..] else { return };
        let at = yielding.word as usize;
        let follows = dropping.word as usize == at + 1 + WordOp::YieldValue.cells();
        if follows
            && self.op(yielding.word) == Some(WordOp::YieldValue)
            && (self.words[at] >> 32) as u16 == home
        {
            self.words[at + 1] |= 1;
        }
    }

    /// Sends the result of the last word, which begins at `at`, to `dst`: a local or [`DISCARD`].
    pub(crate) fn redirect(&mut self, at: u32, dst: u16) {
        let kind = match self.op(at) {
            _ if dst == DISCARD => return_kind::DISCARD,
            Some(WordOp::ForIter) => return_kind::FOR_ITER_LOCAL,
            _ => return_kind::LOCAL,
        };
        self.set_destination(at, dst, kind);
    }

    /// Sends the result of the last word, which begins at `at` and is no FOR_ITER, to another temporary.
    pub(crate) fn redirect_to_home(&mut self, at: u32, home: u16) {
        self.set_destination(at, home, return_kind::TEMPORARY);
    }

    fn set_destination(&mut self, at: u32, dst: u16, kind: u16) {
        let op = self.op(at);
        let shift = match op {
            Some(WordOp::Call | WordOp::CallKw | WordOp::CallFunctionEx) => 48,
            _ => 16,
        };
        let first = &mut self.words[at as usize];
        *first = *first & !(0xFFFF << shift) | u64::from(dst) << shift;
        if has_return_cell(op)
            && let Some(last) = self.words.last_mut()
        {
            *last = *last & !0xFFFF_FFFF | u64::from(dst) | u64::from(kind) << 16;
        }
    }

    /// Leaves a jump open until its target's word is known.
    pub(crate) fn jump(&mut self, word: u32, edge: Edge, target: u32) {
        self.fixups.push(Fixup { word, edge, target });
    }

    /// Writes a jump's distance. Fails when it does not fit.
    pub(crate) fn set_jump(&mut self, at: u32, edge: Edge, target: u32) -> Result<(), TranslateError> {
        let distance = i64::from(target) - i64::from(at);
        if edge == Edge::Wide {
            self.words[at as usize + 1] = distance as u64;
            return Ok(());
        }
        let narrow = |distance: i64| match i16::try_from(distance) {
            Ok(distance) => Ok(u64::from(distance as u16)),
            Err(_) => Err(TranslateError::FarJump),
        };
        let shift = if edge == Edge::A { 16 } else { 48 };
        let first = self.words[at as usize];
        self.words[at as usize] = first & !(0xFFFF << shift) | narrow(distance)? << shift;
        if edge == Edge::Exhausted {
            let cells = self.op(at).map_or(0, WordOp::cells);
            let cell = &mut self.words[at as usize + cells];
            *cell = *cell & !(0xFFFF << 32) | narrow(distance - 1 - cells as i64)? << 32;
        }
        Ok(())
    }

    /// Closes every open jump; `words` gives the word of each instruction that begins a block.
    pub(crate) fn resolve(&mut self, words: &[u32]) -> Result<(), TranslateError> {
        for fixup in std::mem::take(&mut self.fixups) {
            self.set_jump(fixup.word, fixup.edge, words[fixup.target as usize])?;
        }
        Ok(())
    }
}

/// Packs a return cell; `exhausted` is filled in with the jump.
pub(crate) fn return_cell(dst: u16, kind: u16) -> u64 {
    let ReturnCell { dst, kind, exhausted, spare } = ReturnCell { dst, kind, exhausted: 0, spare: 0 };
    u64::from(dst) | u64::from(kind) << 16 | u64::from(exhausted as u16) << 32 | u64::from(spare) << 48
}

/// Packs cell 0.
pub(crate) fn site_cell(site: u32, aux: u32) -> u64 {
    u64::from(site) | u64::from(aux) << 32
}

/// Whether a word whose destination can be redirected ends in a return cell.
fn has_return_cell(op: Option<WordOp>) -> bool {
    use WordOp::*;
    matches!(op, Some(BinaryOp | LoadAttr | Call | CallKw | CallFunctionEx | ForIter))
}
