//! One block: canonical instructions and words, run side by side.

use taipan_bytecode::word::WordOp;
use taipan_bytecode::{Code, Opcode};

use super::access::access;
use super::canonical::{self, Step};
use super::words::FAR;
use super::{Value, VerifyError, constant};
use crate::executable::{Executable, Form, NONE, PositionKind};
use crate::program::{Ins, Program};

/// Both machines in one block.
pub(super) struct Checker<'a> {
    pub(super) code: &'a Code,
    pub(super) program: &'a Program,
    pub(super) executable: &'a Executable,
    /// Index of the instruction at hand, and where the block's instructions end.
    pub(super) next: usize,
    end: u32,
    /// Index of the next word's point.
    pub(super) point: usize,
    /// The canonical machine.
    pub(super) locals: Vec<Value>,
    pub(super) stack: Vec<Value>,
    /// The executable machine.
    pub(super) slots: Vec<Value>,
    pub(super) owned: Vec<bool>,
}

pub(super) type Checked = Result<(), VerifyError>;

impl<'a> Checker<'a> {
    pub(super) fn new(
        code: &'a Code,
        program: &'a Program,
        executable: &'a Executable,
        index: usize,
    ) -> Result<Checker<'a>, VerifyError> {
        let (offset, word) = executable.blocks[index];
        let nlocals = executable.nlocals as usize;
        let locals: Vec<_> = (0..executable.nlocals).map(Value::Initial).collect();
        let mut slots = locals.clone();
        slots.resize(executable.slots as usize, Value::Garbage);
        let mut checker = Checker {
            code,
            program,
            executable,
            next: program.instructions.partition_point(|ins| ins.start < offset),
            end: executable.blocks.get(index + 1).map_or(NONE, |block| block.0),
            point: executable.points.partition_point(|point| point.word < word),
            locals,
            stack: Vec::new(),
            slots,
            owned: vec![false; executable.slots as usize],
        };
        // CALL_KW's names, which only its word names when they are beyond operands.
        let far_names = match executable.words.get(word as usize..) {
            Some([first, cell, ..]) if *first as u16 == WordOp::CallKw as u16 => Some((cell >> 32) as usize),
            _ => None,
        };
        for (index, position) in executable.states[executable.block_states[index] as usize].iter().enumerate()
        {
            let home = usize::from(position.home);
            if home < nlocals || home >= checker.slots.len() {
                return Err(checker.fault("a home outside the frame"));
            }
            let value = match position.kind {
                PositionKind::Temp => {
                    checker.owned[home] = true;
                    checker.slots[home] = Value::Entry(index as u32);
                    Value::Entry(index as u32)
                }
                PositionKind::Null => {
                    checker.slots[home] = Value::Null;
                    Value::Null
                }
                PositionKind::Const(0) if far_names.is_some_and(|names| names >= FAR as usize) => {
                    constant(code, executable, far_names.unwrap_or_default())
                }
                PositionKind::Const(index) => constant(code, executable, usize::from(index)),
                PositionKind::Local(_) | PositionKind::Int(_) => Value::Garbage,
            };
            checker.stack.push(value);
        }
        Ok(checker)
    }

    pub(super) fn fault(&self, problem: &'static str) -> VerifyError {
        let word = self.executable.points.get(self.point).map_or(NONE, |point| point.word);
        let offset = self.program.instructions.get(self.next).map_or(NONE, |ins| ins.offset);
        VerifyError { word, offset, problem }
    }

    pub(super) fn check(&self, holds: bool, problem: &'static str) -> Checked {
        if holds { Ok(()) } else { Err(self.fault(problem)) }
    }

    pub(super) fn run(mut self) -> Checked {
        loop {
            let Some(&ins) = self.program.instructions.get(self.next) else {
                return Err(self.fault("the block runs past the code"));
            };
            if ins.start >= self.end {
                return self.fall_through(ins.start);
            }
            if let Some(step) = canonical::step(ins.opcode, ins.arg)
                && !(ins.opcode == Opcode::Resume && self.executable.form == Form::Fast)
            {
                if self.effect(ins, &step)? {
                    return Ok(());
                }
            } else {
                match self.jump(ins)? {
                    Some(true) => return Ok(()),
                    Some(false) => {}
                    None => self.plain(ins)?,
                }
            }
            self.next += 1;
        }
    }

    /// A canonical instruction that only moves values.
    fn plain(&mut self, ins: Ins) -> Checked {
        use Opcode::*;
        let (high, low) = ((ins.arg >> 4) as usize, (ins.arg & 15) as usize);
        let arg = ins.arg as usize;
        match ins.opcode {
            LoadFast | LoadFastBorrow => self.stack.push(self.locals[arg]),
            LoadFastLoadFast | LoadFastBorrowLoadFastBorrow => {
                self.stack.extend([self.locals[high], self.locals[low]]);
            }
            LoadFastCheck => {
                let (_, word) = self.effect_word()?;
                self.check(
                    word.op == WordOp::CheckFast && usize::from(word.a) == arg,
                    "not the local's check",
                )?;
                self.check_point(ins)?;
                self.point += 1;
                self.stack.push(self.locals[arg]);
            }
            LoadFastAndClear => self.stack.push(std::mem::replace(&mut self.locals[arg], Value::Null)),
            LoadConst => self.stack.push(constant(self.code, self.executable, arg)),
            LoadSmallInt => self.stack.push(Value::Int(i64::from(ins.arg))),
            PushNull => self.stack.push(Value::Null),
            StoreFast => self.locals[arg] = self.pop()?,
            StoreFastStoreFast => {
                self.locals[high] = self.pop()?;
                self.locals[low] = self.pop()?;
            }
            StoreFastLoadFast => {
                self.locals[high] = self.pop()?;
                self.stack.push(self.locals[low]);
            }
            DeleteFast => {
                let (_, word) = self.effect_word()?;
                self.check(
                    word.op == WordOp::DeleteFast && usize::from(word.a) == arg,
                    "not the local's end",
                )?;
                self.check_point(ins)?;
                self.check_handler(ins, 0)?;
                self.point += 1;
                self.slots[arg] = Value::Null;
                self.locals[arg] = Value::Null;
            }
            MakeCell | CopyFreeVars => self.cells(ins)?,
            Copy | Swap => {
                let underflow = self.fault("the canonical stack is too low");
                let position = self.stack.len().checked_sub(arg.max(1)).ok_or(underflow)?;
                match ins.opcode {
                    Copy => self.stack.push(self.stack[position]),
                    _ => {
                        let top = self.stack.len() - 1;
                        self.stack.swap(position, top);
                    }
                }
            }
            PopTop | PopIter | EndFor => {
                self.pop()?;
            }
            Nop | NotTaken | Resume => {}
            _ => return Err(self.fault("an instruction unknown to the verifier")),
        }
        Ok(())
    }

    fn cells(&mut self, ins: Ins) -> Checked {
        let (_, word) = self.effect_word()?;
        let arg = ins.arg as usize;
        let (op, locals) = match ins.opcode {
            Opcode::MakeCell => (WordOp::MakeCell, arg..arg + 1),
            _ => (WordOp::CopyFreeVars, self.locals.len() - arg..self.locals.len()),
        };
        self.check(word.op == op && usize::from(word.a) == arg, "not the cells' word")?;
        self.check_point(ins)?;
        self.point += 1;
        for local in locals {
            let value = Value::Made(ins.offset, local as u32);
            self.locals[local] = value;
            self.slots[local] = value;
        }
        Ok(())
    }

    fn pop(&mut self) -> Result<Value, VerifyError> {
        let underflow = self.fault("the canonical stack is empty");
        self.stack.pop().ok_or(underflow)
    }

    /// An instruction with a word of its own; whether it ends the block.
    fn effect(&mut self, ins: Ins, step: &Step) -> Result<bool, VerifyError> {
        let (at, word) = self.effect_word()?;
        self.check(step.words.contains(&word.op), "another instruction's word")?;
        self.check(step.aux.is_none_or(|aux| aux == word.aux), "another name or argument")?;
        if ins.site != NONE {
            self.check(self.executable.words[at + 1] as u32 == ins.site, "another site in cell 0")?;
        }
        self.check_point(ins)?;
        let number = canonical::number(ins.opcode, ins.arg);
        self.check(
            number.is_none_or(|(field, number)| [word.a, word.b, word.c][field] == number),
            "another number in the word",
        )?;
        let access = access(word);
        let wanted: Option<Vec<Value>> =
            step.reads.iter().map(|&depth| Some(self.stack[self.stack.len().checked_sub(depth)?])).collect();
        let wanted = wanted.ok_or_else(|| self.fault("the canonical stack is too low"))?;
        let mut read = Vec::with_capacity(wanted.len());
        for &operand in &access.reads {
            read.push(self.read(operand)?);
        }
        self.check(read == wanted, "operands differ")?;
        if !canonical::is_silent(ins.opcode) {
            let taken = if ins.opcode == Opcode::YieldValue { 1 } else { 0 };
            self.check_handler(ins, taken)?;
        }
        for _ in 0..step.pops {
            self.pop()?;
        }
        if ins.opcode == Opcode::ForIter {
            self.edge(at, word, ins.target)?;
        }
        for index in 0..step.pushes as u32 {
            let null = ins.opcode == Opcode::LoadGlobal && index == 1;
            self.stack.push(if null { Value::Null } else { Value::Made(ins.offset, index) });
        }
        for (index, &slot) in access.writes.iter().enumerate() {
            self.write(slot, Value::Made(ins.offset, index as u32))?;
        }
        match ins.opcode {
            Opcode::Send => self.edge(at, word, ins.target)?,
            Opcode::ReturnValue => {
                self.check(!self.owned.contains(&true), "a temporary outlives the frame")?
            }
            _ => {}
        }
        if matches!(ins.opcode, Opcode::ReturnValue | Opcode::RaiseVarargs | Opcode::Reraise) {
            return Ok(true);
        }
        self.point += 1;
        if is_fused_branch(word.op) {
            self.next += 1;
            let ended = self.fault("the code ends before a branch");
            let branch = *self.program.instructions.get(self.next).ok_or(ended)?;
            let when = self.branch_sense(ins, word.op);
            self.check(branch.opcode == when, "the branch folded in is another")?;
            self.pop()?;
            self.edge(at, word, branch.target)?;
        }
        if matches!(ins.opcode, Opcode::ForIter | Opcode::Send) || is_fused_branch(word.op) {
            self.skip_hop();
        }
        Ok(false)
    }

    /// Which canonical branch a fused word stands for.
    fn branch_sense(&self, ins: Ins, op: WordOp) -> Opcode {
        use WordOp::*;
        let on_true = match op {
            IsBranch => ins.arg & 1 == 0,
            IsNotBranch => ins.arg & 1 != 0,
            _ => matches!(op, CompareBranchTrue | ContainsBranchTrue | ToBoolBranchTrue),
        };
        if on_true { Opcode::PopJumpIfTrue } else { Opcode::PopJumpIfFalse }
    }

    /// A jump with a word of its own; whether it ends the block; `None` for what is no jump.
    fn jump(&mut self, ins: Ins) -> Result<Option<bool>, VerifyError> {
        let (ops, ends): (&[WordOp], bool) = match ins.opcode {
            Opcode::JumpForward | Opcode::JumpBackwardNoInterrupt => {
                (&[WordOp::Jump, WordOp::JumpWide], true)
            }
            Opcode::JumpBackward => (&[WordOp::JumpBackward, WordOp::JumpWide], true),
            Opcode::PopJumpIfTrue => (&[WordOp::BranchTrue], false),
            Opcode::PopJumpIfFalse => (&[WordOp::BranchFalse], false),
            Opcode::PopJumpIfNone => (&[WordOp::BranchNone], false),
            Opcode::PopJumpIfNotNone => (&[WordOp::BranchNotNone], false),
            _ => return Ok(None),
        };
        let (at, word) = self.effect_word()?;
        self.check(ops.contains(&word.op), "not the jump's word")?;
        self.check_point(ins)?;
        if !ends {
            let top = self.stack.last().copied();
            let reads = access(word).reads;
            let read = self.read(reads[0])?;
            self.check(top == Some(read), "the branch looks at another value")?;
            self.pop()?;
        }
        if !canonical::is_silent(ins.opcode) {
            self.check_handler(ins, 0)?;
        }
        self.edge(at, word, ins.target)?;
        self.point += 1;
        if !ends {
            self.skip_hop();
        }
        Ok(Some(ends))
    }
}

fn is_fused_branch(op: WordOp) -> bool {
    use WordOp::*;
    matches!(
        op,
        CompareBranchTrue
            | CompareBranchFalse
            | ContainsBranchTrue
            | ContainsBranchFalse
            | ToBoolBranchTrue
            | ToBoolBranchFalse
            | IsBranch
            | IsNotBranch
    )
}
