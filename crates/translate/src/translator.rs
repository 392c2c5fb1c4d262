//! Walks the blocks in canonical order, knows the stack at each, and connects them.
//!
//! A block reached only by jumping backwards has no known stack when the walk passes it: it is translated
//! after the walk, out of line.

use taipan_bytecode::word::WordOp;
use taipan_bytecode::{Code, Opcode, code_flags};

use crate::emitter::{Edge, Emitter};
use crate::error::TranslateError;
use crate::executable::{Executable, Form, Handler, NONE, PositionKind};
use crate::program::{Ins, Program};
use crate::stack::Stack;

/// How control leaves an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flow {
    /// To the next instruction.
    Next,
    /// Past the next one, which was folded into this one's word.
    Skip,
    /// Not to the next instruction.
    Stop,
}

/// The word that made the temporary on top, while its destination may still be changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Producer {
    /// Index of its point, or [`NONE`].
    pub(crate) point: u32,
    pub(crate) word: u32,
    pub(crate) home: u16,
}

impl Producer {
    pub(crate) const NOBODY: Producer = Producer { point: NONE, word: 0, home: 0 };
}

/// One translation under way.
#[derive(Debug)]
pub(crate) struct Translator<'a> {
    pub(crate) code: &'a Code,
    pub(crate) program: &'a Program,
    pub(crate) form: Form,
    /// Whether every jump is one of unlimited reach.
    pub(crate) wide: bool,
    pub(crate) generator: bool,
    pub(crate) stack: Stack,
    pub(crate) emitter: Emitter,
    /// The instruction being translated, and its index.
    pub(crate) current: Ins,
    pub(crate) index: usize,
    pub(crate) producer: Producer,
    pub(crate) extra_consts: Vec<i64>,
    /// The constant that holds the next CALL_KW's names, when no operand can name it.
    pub(crate) far_names: Option<u32>,
    /// For each instruction, the word at which it begins a block, and the state there; or [`NONE`].
    block_words: Vec<u32>,
    block_states: Vec<u32>,
    /// For each handler, its state on entry.
    handler_states: Vec<u32>,
    /// Where the walk is; past every instruction when it is over.
    walked: usize,
    /// Blocks found after the walk had passed them.
    late: Vec<u32>,
    /// Offset, word and state.
    blocks: Vec<(u32, u32, u32)>,
}

impl<'a> Translator<'a> {
    pub(crate) fn new(
        code: &'a Code,
        program: &'a Program,
        form: Form,
        wide: bool,
    ) -> Result<Translator<'a>, TranslateError> {
        let count = program.instructions.len();
        let suspends = code_flags::GENERATOR | code_flags::COROUTINE | code_flags::ASYNC_GENERATOR;
        let first = *program.instructions.first().ok_or(TranslateError::End)?;
        Ok(Translator {
            code,
            program,
            form,
            wide,
            generator: code.flags & suspends != 0,
            stack: Stack::new(u32::try_from(code.nlocalsplus()).map_err(|_| TranslateError::TooLarge)?)?,
            emitter: Emitter::with_capacity(count),
            current: first,
            index: 0,
            producer: Producer::NOBODY,
            extra_consts: Vec::new(),
            far_names: None,
            block_words: vec![NONE; count],
            block_states: vec![NONE; count],
            handler_states: vec![NONE; program.handlers.len()],
            walked: 0,
            late: Vec::new(),
            blocks: Vec::new(),
        })
    }

    /// Translates everything reachable.
    pub(crate) fn run(mut self) -> Result<Executable, TranslateError> {
        self.walk()?;
        while let Some(block) = self.late.pop() {
            self.late_block(block as usize)?;
        }
        self.emitter.resolve(&self.block_words)?;
        self.blocks.sort_unstable();
        self.emitter.words.shrink_to_fit();
        self.emitter.points.shrink_to_fit();
        self.stack.states.shrink_to_fit();
        Ok(Executable {
            form: self.form,
            nlocals: self.code.nlocalsplus() as u32,
            slots: self.stack.slots,
            entry: self.block_words[0],
            handlers: self.handlers(),
            words: self.emitter.words,
            points: self.emitter.points,
            states: self.stack.states,
            sites: self.program.sites.clone(),
            block_states: self.blocks.iter().map(|&(_, _, state)| state).collect(),
            blocks: self.blocks.iter().map(|&(offset, word, _)| (offset, word)).collect(),
            extra_consts: self.extra_consts,
        })
    }

    /// Whether this is the fast form.
    pub(crate) fn is_fast(&self) -> bool {
        self.form == Form::Fast
    }

    fn walk(&mut self) -> Result<(), TranslateError> {
        let instructions = &self.program.instructions;
        let mut live = true;
        self.block_states[0] = self.stack.record()?;
        let mut index = 0;
        while let Some(ins) = instructions.get(index) {
            if index == 0 || ins.head {
                if live {
                    self.fall_into(index)?;
                } else if self.block_states[index] != NONE {
                    self.stack.load(self.block_states[index]);
                    live = true;
                } else {
                    index += 1;
                    continue;
                }
                self.begin_block(index)?;
            }
            if !live {
                index += 1;
                continue;
            }
            self.walked = index;
            let flow = self.step(index)?;
            live = flow != Flow::Stop;
            index += 1 + usize::from(flow == Flow::Skip);
        }
        self.walked = usize::MAX;
        if live { Err(TranslateError::End) } else { Ok(()) }
    }

    fn late_block(&mut self, block: usize) -> Result<(), TranslateError> {
        if self.block_words[block] != NONE {
            return Ok(());
        }
        self.stack.load(self.block_states[block]);
        self.begin_block(block)?;
        let mut index = block;
        loop {
            let flow = self.step(index)?;
            if flow == Flow::Stop {
                return Ok(());
            }
            index += 1 + usize::from(flow == Flow::Skip);
            let next = self.program.instructions.get(index).ok_or(TranslateError::End)?;
            if next.head {
                self.fall_into(index)?;
                if self.block_words[index] != NONE {
                    return self.jump(WordOp::Jump, index as u32);
                }
                self.begin_block(index)?;
            }
        }
    }

    fn step(&mut self, index: usize) -> Result<Flow, TranslateError> {
        self.index = index;
        self.current = self.program.instructions[index];
        if !self.is_fast() {
            self.note_block(index)?;
        }
        let flow = self.instruction()?;
        if self.emitter.words.len() > i32::MAX as usize {
            return Err(TranslateError::TooLarge);
        }
        Ok(flow)
    }

    fn fall_into(&mut self, index: usize) -> Result<(), TranslateError> {
        self.materialise_below(self.stack.len())?;
        let state = self.stack.record()?;
        self.enter(index as u32, state)
    }

    fn begin_block(&mut self, index: usize) -> Result<(), TranslateError> {
        self.producer = Producer::NOBODY;
        self.block_words[index] = self.emitter.next();
        if self.is_fast() { self.note_block(index) } else { Ok(()) }
    }

    fn note_block(&mut self, index: usize) -> Result<(), TranslateError> {
        let state = self.stack.record()?;
        self.blocks.push((self.program.instructions[index].start, self.emitter.next(), state));
        Ok(())
    }

    /// Notes that control reaches an instruction with this state.
    fn enter(&mut self, target: u32, state: u32) -> Result<(), TranslateError> {
        let known = self.block_states[target as usize];
        if known == NONE {
            self.block_states[target as usize] = state;
            if (target as usize) <= self.walked && self.block_words[target as usize] == NONE {
                self.late.push(target);
            }
        } else if known != state && self.stack.states[known as usize] != self.stack.states[state as usize] {
            let offset = self.program.instructions[target as usize].offset;
            return Err(TranslateError::Unbalanced { offset });
        }
        Ok(())
    }

    /// Connects the jump of the word at `word`, whose operands are off the stack, to an instruction. What follows
    /// is the way on when it does not jump.
    pub(crate) fn edge(&mut self, word: u32, edge: Edge, target: u32) -> Result<(), TranslateError> {
        let state = self.stack.record()?;
        self.enter(target, state)?;
        if !self.wide {
            self.emitter.jump(word, edge, target);
            return Ok(());
        }
        self.emit(WordOp::Jump, 0, 0, 3)?;
        let hop = self.emit(WordOp::JumpWide, 0, 0, 0)?;
        self.emitter.cell(0);
        self.emitter.set_jump(word, edge, hop)?;
        self.emitter.jump(hop, Edge::Wide, target);
        Ok(())
    }

    /// Emits an unconditional jump; the stack is materialised.
    pub(crate) fn jump(&mut self, op: WordOp, target: u32) -> Result<(), TranslateError> {
        let state = self.stack.record()?;
        self.enter(target, state)?;
        if self.wide {
            let word = self.emit(WordOp::JumpWide, u16::from(op == WordOp::JumpBackward), 0, 0)?;
            self.emitter.cell(0);
            self.emitter.jump(word, Edge::Wide, target);
        } else {
            let word = self.emit(op, 0, 0, 0)?;
            self.emitter.jump(word, Edge::C, target);
        }
        Ok(())
    }

    /// Before a word that may raise and takes `pops` positions: materialises what the handler around it keeps.
    pub(crate) fn before_raise(&mut self, pops: usize) -> Result<(), TranslateError> {
        let number = self.current.handler;
        if number == NONE {
            return Ok(());
        }
        let entry = &self.program.handlers[number as usize];
        let depth = entry.depth as usize;
        if self.stack.len() < depth.saturating_add(pops) {
            return Err(TranslateError::Underflow { offset: self.current.offset });
        }
        self.materialise_below(depth)?;
        let known = self.handler_states[number as usize];
        if known == NONE {
            let state = self.stack.record_handler(depth, 1 + usize::from(entry.lasti))?;
            self.handler_states[number as usize] = state;
            return self.enter(self.program.handler_targets[number as usize], state);
        }
        if self.stack.states[known as usize][..depth] != self.stack.positions()[..depth] {
            return Err(TranslateError::Unbalanced { offset: self.current.offset });
        }
        Ok(())
    }

    fn handlers(&self) -> Vec<Handler> {
        let mut handlers = Vec::new();
        for (number, entry) in self.program.handlers.iter().enumerate() {
            let state = self.handler_states[number];
            if state == NONE {
                continue;
            }
            let above = &self.stack.states[state as usize][entry.depth as usize..];
            handlers.push(Handler {
                start: entry.start,
                end: entry.end,
                word: self.block_words[self.program.handler_targets[number] as usize],
                depth: entry.depth,
                state,
                lasti: entry.lasti.then(|| above[0].home),
                exception: above[usize::from(entry.lasti)].home,
            });
        }
        handlers
    }

    /// The next instruction, if it is a branch on truth that nothing jumps to: its index's instruction and whether it
    /// jumps on true.
    pub(crate) fn fusible_branch(&self) -> Option<(Ins, bool)> {
        let next = self.next_inline()?;
        match next.opcode {
            Opcode::PopJumpIfTrue if self.is_fast() => Some((next, true)),
            Opcode::PopJumpIfFalse if self.is_fast() => Some((next, false)),
            _ => None,
        }
    }

    /// The next instruction, unless anything jumps to it.
    pub(crate) fn next_inline(&self) -> Option<Ins> {
        self.program.instructions.get(self.index + 1).copied().filter(|next| !next.head)
    }

    /// An error about the instruction's argument.
    pub(crate) fn bad_operand(&self) -> TranslateError {
        TranslateError::Operand { offset: self.current.offset }
    }

    /// Fails unless the stack holds `count` positions.
    pub(crate) fn need(&self, count: usize) -> Result<(), TranslateError> {
        match self.stack.len() < count {
            true => Err(TranslateError::Underflow { offset: self.current.offset }),
            false => Ok(()),
        }
    }

    /// Fails when a position is statically NULL.
    pub(crate) fn not_null(&self, position: usize) -> Result<(), TranslateError> {
        match self.stack.kind(position) {
            PositionKind::Null => Err(TranslateError::Null { offset: self.current.offset }),
            _ => Ok(()),
        }
    }
}
