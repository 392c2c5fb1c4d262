//! The executable machine: words run on symbols, and what must hold at each.

use taipan_bytecode::word::WordOp;

use super::access::{Fields, Read};
use super::block::{Checked, Checker};
use super::{Value, VerifyError, constant};
use crate::executable::{NONE, Point, PositionKind};
use crate::program::Ins;

/// The first constant that no operand can name.
pub(super) const FAR: u32 = 0x7FFF;

impl Checker<'_> {
    /// Runs plain words up to the next one that is not; returns where that is, and its fields.
    pub(super) fn effect_word(&mut self) -> Result<(usize, Fields), VerifyError> {
        loop {
            let (at, word) = self.word()?;
            if !self.plain_word(word)? {
                return Ok((at, word));
            }
            self.point += 1;
        }
    }

    fn word(&self) -> Result<(usize, Fields), VerifyError> {
        let ended = self.fault("the words end inside a block");
        let point = self.executable.points.get(self.point).ok_or(ended)?;
        self.check_owned(point)?;
        let at = point.word as usize;
        let word = self.executable.words[at];
        let op = WordOp::from_u16(word as u16).ok_or(ended)?;
        let aux = match op {
            _ if op.cells() > 0 => (self.executable.words[at + 1] >> 32) as u32,
            // In operands `b` and `c`.
            WordOp::StoreGlobal
            | WordOp::DeleteGlobal
            | WordOp::LoadName
            | WordOp::StoreName
            | WordOp::DeleteName => (word >> 32) as u32,
            _ => 0,
        };
        let [a, b, c] = [16, 32, 48].map(|shift| (word >> shift) as u16);
        Ok((at, Fields { op, a, b, c, aux }))
    }

    /// What the point calls owned must be: slots that hold NULL may count either way.
    fn check_owned(&self, point: &Point) -> Checked {
        let mut said = self.executable.owned(point.state).peekable();
        for slot in self.executable.nlocals as usize..self.slots.len() {
            let named = said.next_if(|&home| usize::from(home) == slot).is_some();
            let agrees = named == self.owned[slot] || self.slots[slot] == Value::Null;
            self.check(agrees, "what is recorded as owned is not what is")?;
        }
        self.check(said.next().is_none(), "owned slots are not in ascending order")
    }

    /// Runs a word that only moves values; false for others.
    fn plain_word(&mut self, word: Fields) -> Result<bool, VerifyError> {
        let constants = |index: u16| constant(self.code, self.executable, usize::from(index));
        let (a, b) = (word.a, word.b);
        match word.op {
            WordOp::MoveLT | WordOp::MoveLL | WordOp::MoveTL | WordOp::MoveTT => {
                let value = self.read(Read::Operand(b))?;
                self.write(a, value)?;
            }
            WordOp::DupTT => {
                let value = self.read(Read::Stays(b))?;
                self.write(a, value)?;
            }
            WordOp::XchgTT => {
                let (first, second) = (self.read(Read::Operand(a))?, self.read(Read::Operand(b))?);
                self.write(a, second)?;
                self.write(b, first)?;
            }
            WordOp::LoadConstT | WordOp::LoadConstL => self.write(a, constants(b))?,
            WordOp::LoadConstWide => {
                let index = usize::from(b) | usize::from(word.c) << 16;
                self.write(a, constant(self.code, self.executable, index))?;
            }
            WordOp::LoadIntT | WordOp::LoadIntL => self.write(a, Value::Int(i64::from(b as i16)))?,
            WordOp::LoadNullT => self.write(a, Value::Null)?,
            WordOp::MoveClear => {
                let value = self.read(Read::Operand(b))?;
                self.write(b, Value::Null)?;
                self.write(a, value)?;
            }
            WordOp::Drop => {
                self.read(Read::Operand(a))?;
            }
            WordOp::Nop => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What a word reads; a temporary read as an operand is no longer owned.
    pub(super) fn read(&mut self, read: Read) -> Result<Value, VerifyError> {
        let (slot, consumed) = match read {
            Read::Null => return Ok(Value::Null),
            Read::Constant(index) => return Ok(constant(self.code, self.executable, index as usize)),
            Read::Operand(slot) => (usize::from(slot), slot >= self.executable.nlocals as u16),
            Read::Stays(slot) => (usize::from(slot), false),
        };
        let value = *self.slots.get(slot).ok_or_else(|| self.fault("a slot outside the frame"))?;
        let alive = slot < self.locals.len() || self.owned[slot] || value == Value::Null;
        self.check(alive, "a dead temporary is read")?;
        if consumed {
            self.owned[slot] = false;
            self.slots[slot] = Value::Garbage;
        }
        Ok(value)
    }

    /// Puts a value in a slot, which must be a local or dead.
    pub(super) fn write(&mut self, slot: u16, value: Value) -> Checked {
        let slot = usize::from(slot);
        self.check(slot < self.slots.len(), "a slot outside the frame")?;
        if slot >= self.locals.len() {
            let dead = !self.owned[slot] || self.slots[slot] == Value::Null;
            self.check(dead, "a live temporary is overwritten")?;
            self.owned[slot] = true;
        }
        self.slots[slot] = value;
        Ok(())
    }

    /// At a word that runs an instruction: its offset, its state and the locals must be the canonical ones.
    pub(super) fn check_point(&self, ins: Ins) -> Checked {
        let point = &self.executable.points[self.point];
        self.check(point.offset == ins.offset, "the point names another instruction")?;
        self.check(self.slots[..self.locals.len()] == self.locals[..], "locals differ")?;
        let state = &self.executable.states[point.state as usize];
        self.check(state.len() == self.stack.len(), "the recorded stack has another depth")?;
        for (position, &value) in state.iter().zip(&self.stack) {
            let recorded = match position.kind {
                PositionKind::Temp => self.slots[usize::from(position.home)],
                PositionKind::Local(local) => self.slots[usize::from(local)],
                // CALL_KW's names, of which the word knows, are not recorded when operands can't name them.
                PositionKind::Const(0) if matches!(value, Value::Const(far) if far >= FAR) => value,
                PositionKind::Const(index) => constant(self.code, self.executable, usize::from(index)),
                PositionKind::Int(value) => Value::Int(i64::from(value)),
                // Before a return, what lies below has been dropped.
                PositionKind::Null if ins.opcode == taipan_bytecode::Opcode::ReturnValue => continue,
                PositionKind::Null => Value::Null,
            };
            self.check(recorded == value, "the recorded stack holds another value")?;
        }
        Ok(())
    }

    /// At a word that may raise, operands taken: what the handler around it keeps must be in place, but for the `taken`
    /// topmost positions.
    pub(super) fn check_handler(&self, ins: Ins, taken: usize) -> Checked {
        let found = self.executable.handler(ins.offset);
        if ins.handler == NONE {
            return self.check(found.is_none(), "a handler where there is none");
        }
        let entry = &self.program.handlers[ins.handler as usize];
        let handler = found.ok_or_else(|| self.fault("the handler is missing"))?;
        let same = handler.depth == entry.depth && Some(handler.word) == self.executable.block(entry.target);
        self.check(same, "the handler is another")?;
        let state = &self.executable.states[handler.state as usize];
        let depth = handler.depth as usize;
        self.check(
            state.len() == depth + 1 + usize::from(entry.lasti),
            "the handler's stack has another depth",
        )?;
        let above: Vec<u16> = state[depth..].iter().map(|position| position.home).collect();
        let pushed: Vec<u16> = handler.lasti.into_iter().chain([handler.exception]).collect();
        self.check(above == pushed, "the handler's own homes differ")?;
        self.check(depth <= self.stack.len(), "the handler keeps more than there is")?;
        for (index, position) in state[..depth.min(self.stack.len() - taken)].iter().enumerate() {
            self.check_home(position.home, position.kind, index, "the handler finds another value")?;
        }
        Ok(())
    }

    fn check_home(&self, home: u16, kind: PositionKind, index: usize, problem: &'static str) -> Checked {
        let home = usize::from(home);
        let value = match kind {
            PositionKind::Temp if self.owned[home] || self.slots[home] == Value::Null => self.slots[home],
            PositionKind::Null => Value::Null,
            PositionKind::Const(0) if matches!(self.stack[index], Value::Const(far) if far >= FAR) => {
                self.stack[index]
            }
            PositionKind::Const(constant_index) => {
                constant(self.code, self.executable, usize::from(constant_index))
            }
            _ => Value::Garbage,
        };
        self.check(value == self.stack[index], problem)
    }

    /// A jump to an instruction: the word must lead to its block, with the block's stack in place.
    pub(super) fn edge(&self, at: usize, word: Fields, target: u32) -> Checked {
        use WordOp::*;
        let distance = match word.op {
            CompareBranchTrue | CompareBranchFalse | ContainsBranchTrue | ContainsBranchFalse | IsBranch
            | IsNotBranch => i64::from(word.a as i16),
            JumpWide => 0,
            _ => i64::from(word.c as i16),
        };
        let mut landing = at as i64 + distance;
        if matches!(word.op, ForIter | Send) {
            let cells = word.op.cells();
            let exhausted = (self.executable.words[at + cells] >> 32) as i16;
            let other = (at + 1 + cells) as i64 + i64::from(exhausted);
            self.check(other == landing, "the return cell leads elsewhere")?;
        }
        if let Some(&hop) =
            usize::try_from(landing).ok().and_then(|landing| self.executable.words.get(landing))
            && hop as u16 == JumpWide as u16
        {
            landing += self.executable.words[landing as usize + 1] as i64;
        }
        self.arrive(landing, self.program.instructions[target as usize].start)
    }

    /// The way into the next block without a jump of its own; what moves remain are run.
    pub(super) fn fall_through(&mut self, offset: u32) -> Checked {
        let next = self.executable.block(offset).ok_or_else(|| self.fault("the next block is missing"))?;
        loop {
            let at = self.executable.points.get(self.point).map_or(NONE, |point| point.word);
            if at == next {
                return self.arrive(i64::from(at), offset);
            }
            let (at, word) = self.word()?;
            if matches!(word.op, WordOp::Jump | WordOp::JumpWide) {
                let target = self.program.instructions.partition_point(|ins| ins.start < offset);
                return self.edge(at, word, target as u32);
            }
            let plain = self.plain_word(word)?;
            self.check(plain, "a word without an instruction")?;
            self.point += 1;
        }
    }

    fn arrive(&self, word: i64, offset: u32) -> Checked {
        let executable = self.executable;
        let index = executable.blocks.binary_search_by_key(&offset, |block| block.0);
        let index = index.map_err(|_| self.fault("a jump to no block"))?;
        self.check(i64::from(executable.blocks[index].1) == word, "a jump to another word")?;
        self.check(self.slots[..self.locals.len()] == self.locals[..], "locals differ at a block's end")?;
        let state = &executable.states[executable.block_states[index] as usize];
        self.check(state.len() == self.stack.len(), "stacks of different depth meet")?;
        for (index, position) in state.iter().enumerate() {
            self.check_home(position.home, position.kind, index, "a block finds another value")?;
        }
        let mut owned = executable.owned(executable.block_states[index]).peekable();
        for slot in self.locals.len()..self.slots.len() {
            let kept = owned.next_if(|&home| usize::from(home) == slot).is_some();
            self.check(
                kept == self.owned[slot] || self.slots[slot] == Value::Null,
                "ownership differs at a block's end",
            )?;
        }
        Ok(())
    }

    /// Past the hop to a far target that follows a branch.
    pub(super) fn skip_hop(&mut self) {
        let points = &self.executable.points;
        let op = |index: usize| {
            let word = self.executable.words[points.get(index)?.word as usize];
            Some((WordOp::from_u16(word as u16)?, (word >> 48) as u16))
        };
        if op(self.point) == Some((WordOp::Jump, 3))
            && op(self.point + 1).is_some_and(|(op, _)| op == WordOp::JumpWide)
        {
            self.point += 2;
        }
    }
}
