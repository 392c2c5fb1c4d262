//! Calls, returns, suspension. A call's operands lie as the callee's frame wants them: callable at `a`,
//! then the header's room, then self and arguments.

use taipan_bytecode::Opcode;
use taipan_bytecode::word::{DISCARD, FRAME_HEADER, METHOD_SHAPE, WordOp, return_kind};

use crate::emitter::{Edge, return_cell};
use crate::error::TranslateError;
use crate::executable::PositionKind;
use crate::translator::{Flow, Translator};

const HEADER: u32 = FRAME_HEADER as u32;

impl Translator<'_> {
    /// CALL, or CALL_KW, whose names are the constant on top.
    pub(super) fn call(&mut self, count: u32, keywords: bool) -> Result<(), TranslateError> {
        let operands = (count as usize).saturating_add(2);
        let pops = operands.saturating_add(usize::from(keywords));
        self.need(pops)?;
        let names = match self.stack.kind(self.stack.len() - 1) {
            _ if !keywords => 0,
            PositionKind::Const(index) => self.far_names.take().unwrap_or(u32::from(index)),
            _ => return Err(self.bad_operand()),
        };
        self.before_raise(pops)?;
        let base = self.stack.len() - pops;
        let dst = self.stack.home(base);
        let method = self.stack.kind(base + 1) != PositionKind::Null;
        let a = self.lay_out(base, operands, method)?;
        let shape = if method { METHOD_SHAPE } else { 0 };
        let op = if keywords { WordOp::CallKw } else { WordOp::Call };
        let word = self.emit(op, a, count as u16 | shape, dst)?;
        self.site(names);
        self.cells(if keywords { 2 } else { 1 });
        self.emitter.cell(return_cell(dst, return_kind::TEMPORARY));
        self.pop(pops)?;
        self.result(word)
    }

    /// Moves a call's operands to where the call wants them; returns the callable's slot. Where homes do not fit, they
    /// move up in place, or when that would overwrite some, to above the stack.
    fn lay_out(&mut self, base: usize, operands: usize, method: bool) -> Result<u16, TranslateError> {
        let skipped = if method { 1 } else { 2 };
        let target = |callable: u32, operand: usize| match operand {
            0 => callable,
            1 => callable + HEADER,
            _ => callable + HEADER + (operand - skipped) as u32,
        };
        let mut callable = u32::from(self.stack.home(base));
        for operand in 0..operands {
            if u32::from(self.stack.home(base + operand)) > target(callable, operand) {
                callable = self.stack.home_above(self.stack.len());
                break;
            }
        }
        for operand in (0..operands).rev() {
            if operand != 1 || method {
                self.not_null(base + operand)?;
                self.place(base + operand, target(callable, operand))?;
            }
        }
        self.stack.reserve(callable + HEADER).map(|_| callable as u16)
    }

    pub(super) fn call_function_ex(&mut self) -> Result<(), TranslateError> {
        self.need(4)?;
        self.before_raise(4)?;
        let base = self.stack.len() - 4;
        if self.stack.kind(base + 1) != PositionKind::Null {
            return Err(self.bad_operand());
        }
        let dst = self.stack.home(base);
        let mut callable = u32::from(dst);
        let homes = [self.stack.home(base + 2), self.stack.home(base + 3)].map(u32::from);
        if homes[0] > callable + HEADER || homes[1] > callable + HEADER + 1 {
            callable = self.stack.home_above(self.stack.len());
        }
        let mapping = callable + HEADER + 1;
        if self.stack.kind(base + 3) == PositionKind::Null {
            let slot = self.stack.reserve(mapping)?;
            // LOAD_GLOBAL may have pushed it, which writes no NULL.
            self.emit(WordOp::LoadNullT, slot, 0, 0)?;
        } else {
            self.place(base + 3, mapping)?;
        }
        self.not_null(base + 2)?;
        self.place(base + 2, callable + HEADER)?;
        self.not_null(base)?;
        self.place(base, callable)?;
        let word = self.emit(WordOp::CallFunctionEx, callable as u16, 0, dst)?;
        self.site(0);
        self.emitter.cell(return_cell(dst, return_kind::TEMPORARY));
        self.pop(4)?;
        self.result(word)
    }

    pub(super) fn set_function_attribute(&mut self, which: u32) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let attribute = self.stack.len() - 2;
        let a = self.dst(2)?;
        let (b, c) = (self.slot(attribute + 1)?, self.slot(attribute)?);
        let word = self.emit(WordOp::SetFunctionAttribute, a, b, c)?;
        self.aux(which);
        self.pop(2)?;
        self.result(word)
    }

    pub(super) fn return_value(&mut self) -> Result<Flow, TranslateError> {
        self.need(1)?;
        let top = self.stack.len() - 1;
        for position in (0..top).rev() {
            if self.stack.kind(position) == PositionKind::Temp {
                self.emit(WordOp::Drop, self.stack.home(position), 0, 0)?;
                self.stack.set_kind(position, PositionKind::Null);
            }
        }
        let a = self.src(top)?;
        let op = if self.generator { WordOp::ReturnFromGenerator } else { WordOp::ReturnValue };
        self.emit(op, a, 0, 0)?;
        Ok(Flow::Stop)
    }

    /// Makes the generator. What the first `send` brings, always None, is not kept when it is popped at once.
    pub(super) fn return_generator(&mut self) -> Result<Flow, TranslateError> {
        self.materialise_below(self.stack.len())?;
        let popped = self.next_inline().filter(|next| self.is_fast() && next.opcode == Opcode::PopTop);
        if let Some(pop) = popped {
            self.emit(WordOp::ReturnGenerator, DISCARD, 0, 0)?;
            self.emitter.fold(pop.offset);
            return Ok(Flow::Skip);
        }
        let home = self.dst(0)?;
        self.emit(WordOp::ReturnGenerator, home, 0, 0)?;
        self.push_temp(0)?;
        Ok(Flow::Next)
    }

    /// Suspends. What is thrown in then finds the position of what is sent in filled: nothing counts as taken.
    pub(super) fn yield_value(&mut self, arg: u32) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(0)?;
        let top = self.stack.len() - 1;
        self.materialise_below(top)?;
        let live = match top.checked_sub(1) {
            Some(below) => self.stack.home(below) + 1,
            None => self.code.nlocalsplus() as u16,
        };
        let (a, b) = (self.src(top)?, self.stack.home(top));
        self.emit(WordOp::YieldValue, a, b, live)?;
        self.aux(arg);
        self.pop(1)?;
        self.push_temp(0)?;
        Ok(())
    }

    pub(super) fn send(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(1)?;
        let len = self.stack.len();
        self.materialise_below(len)?;
        let (a, b) = (self.home(len - 1)?, self.home(len - 2)?);
        let word = self.emit(WordOp::Send, a, b, 0)?;
        self.site(0);
        self.emitter.cell(return_cell(a, return_kind::SEND));
        self.pop(1)?;
        self.push_temp(0)?;
        self.edge(word, Edge::Exhausted, self.current.target)
    }

    pub(super) fn end_send(&mut self) -> Result<(), TranslateError> {
        self.need(2)?;
        self.before_raise(2)?;
        let receiver = self.stack.len() - 2;
        let a = self.dst(2)?;
        let (b, c) = (self.home(receiver)?, self.home(receiver + 1)?);
        let word = self.emit(WordOp::EndSend, a, b, c)?;
        self.pop(2)?;
        self.result(word)
    }
}
