//! `frame.f_lineno = …`: a tracer sends the frame it is told of to another line, if the stack there can be had from
//! the stack here by dropping values.
#![expect(unsafe_code, reason = "drops temporaries of a frame on the value stack")]

use taipan_bytecode::{Code, Opcode};

use crate::frames::{FrameObject, FrameRef};
use crate::native::PyResult;
use crate::object::Kind as ObjectKind;
use crate::protocol::Integer;
use crate::thread::{Thread, frame};
use crate::trace::lines::Traced;
use crate::trace::{Event, Instructions};
use crate::value::{Raw, Value};

/// What a position of the stack holds, as far as jumps care.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Slot {
    Iterator = 1,
    Except = 2,
    Object = 3,
    Null = 4,
    Lasti = 5,
}

/// CPython looks at no deeper stacks.
const DEEPEST: usize = 21;

/// The stack at an instruction.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Stack {
    Unknown,
    TooDeep,
    Known(Vec<Slot>),
}

impl Stack {
    fn push(&mut self, slot: Slot) {
        if let Stack::Known(slots) = self {
            if slots.len() + 1 >= DEEPEST {
                *self = Stack::TooDeep;
            } else {
                slots.push(slot);
            }
        }
    }

    fn pop(&mut self, count: usize) {
        if let Stack::Known(slots) = self {
            slots.truncate(slots.len().saturating_sub(count));
        }
    }

    fn peek(&self, depth: usize) -> Slot {
        match self {
            Stack::Known(slots) => slots
                .len()
                .checked_sub(depth)
                .and_then(|index| slots.get(index))
                .copied()
                .unwrap_or(Slot::Object),
            _ => Slot::Object,
        }
    }

    /// Whether a frame with this stack can go on where the stack is `there`, having dropped what is too much.
    fn fits(&self, there: &Stack) -> bool {
        let (Stack::Known(here), Stack::Known(there)) = (self, there) else { return false };
        here.len() >= there.len()
            && here.iter().zip(there).all(|(&from, &to)| match to {
                Slot::Object => from != Slot::Null,
                Slot::Null => true,
                _ => from == to,
            })
    }

    /// Why nothing can jump to where this is the stack.
    fn refusal(&self) -> &'static str {
        match self {
            Stack::TooDeep => "stack is too deep to analyze",
            Stack::Unknown => "can't jump into an exception handler, or code may be unreachable",
            Stack::Known(slots) => match slots.last() {
                Some(Slot::Except) => "can't jump into an 'except' block as there's no exception",
                Some(Slot::Lasti) => "can't jump into a re-raising block as there's no location",
                Some(Slot::Iterator) => "can't jump into the body of a for loop",
                _ => "incompatible stacks",
            },
        }
    }

    fn depth(&self) -> usize {
        match self {
            Stack::Known(slots) => slots.len(),
            _ => 0,
        }
    }
}

impl Thread {
    /// `frame.f_lineno = line`.
    pub(crate) fn jump_to_line(&mut self, object: &Value, line: &Value) -> PyResult<()> {
        let Some(frame) = object.exact::<FrameObject>() else { unreachable!("only frames have lines") };
        if !line.is_kind(ObjectKind::BigInt) && line.as_small_int().is_none() {
            return Err(self.value_error("lineno must be an integer"));
        }
        match self.tracing.event {
            None => return Err(self.value_error("f_lineno can only be set in a trace function")),
            Some(Event::Call) => {
                return Err(self.value_error("can't jump from the 'call' trace event of a new frame"));
            }
            Some(Event::NativeCall | Event::NativeReturn) => {
                return Err(self.value_error("can't jump during a call"));
            }
            Some(Event::Line | Event::Resume | Event::Yield) => {}
            Some(_) => return Err(self.value_error("can only jump from a 'line' trace event")),
        }
        let wanted = Integer::of(line).and_then(Integer::to_i64).and_then(|line| i32::try_from(line).ok());
        let Some(wanted) = wanted else { return Err(self.value_error("lineno out of range")) };
        let Some(at) = frame.on_stack(self).filter(|at| at.exec().is_faithful()) else {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        };
        let Some(instructions) = at.exec().instructions() else {
            unreachable!("faithful code has instructions")
        };
        let (target, from, to) = self.find_target(frame.code().code(), instructions, at, wanted)?;
        self.bind_unbound(object)?;
        self.leave_blocks(at, &from, to.depth());
        frame.previous.set(target.offset as i32);
        self.send_frame(at, &target);
        Ok(())
    }

    fn find_target(
        &mut self,
        code: &Code,
        instructions: &Instructions,
        at: FrameRef,
        wanted: i32,
    ) -> PyResult<(Traced, Stack, Stack)> {
        if wanted < code.firstlineno {
            return Err(self.value_error(format!("line {wanted} comes before the current code block")));
        }
        let starts = line_starts(code, instructions);
        let line = starts.iter().map(|&(_, line)| line).filter(|&line| line >= wanted).min();
        let Some(line) = line else {
            return Err(self.value_error(format!("line {wanted} comes after the current code block")));
        };
        let stacks = stacks(code, instructions);
        let here = at.offset().and_then(|offset| instructions.index_of(offset));
        let from = here.map_or(Stack::Unknown, |index| stacks[index].clone());
        let mut best: Option<usize> = None;
        let mut refusal = None;
        for &(index, _) in starts.iter().filter(|&&(_, start)| start == line) {
            let there = &stacks[index];
            if from.fits(there) && instructions.list[index].word != u32::MAX {
                if best.is_none_or(|best| stacks[best].depth() < there.depth()) {
                    best = Some(index);
                }
            } else if refusal.is_none() {
                refusal = Some(match from {
                    Stack::TooDeep => "stack to deep to analyze",
                    Stack::Unknown => "can't jump from unreachable code",
                    Stack::Known(_) => there.refusal(),
                });
            }
        }
        match best {
            Some(index) => Ok((instructions.list[index], from, stacks[index].clone())),
            None => Err(self.value_error(refusal.unwrap_or("cannot find bytecode for specified line"))),
        }
    }

    /// Code was compiled for the locals that are bound at the target: those that aren't become None.
    fn bind_unbound(&mut self, object: &Value) -> PyResult<()> {
        let Some(frame) = object.exact::<FrameObject>() else { unreachable!("only frames have lines") };
        // SAFETY: the frame's locals are its first slots.
        let is_unbound = |slot: &usize| unsafe { (*frame.slots().add(*slot)).is_null() };
        let unbound: Vec<usize> = (0..frame.slot_count()).filter(is_unbound).collect();
        if unbound.is_empty() {
            return Ok(());
        }
        let plural = if unbound.len() == 1 { "" } else { "s" };
        let text = format!("assigning None to {} unbound local{plural}", unbound.len());
        self.warn(crate::errors::Class::RuntimeWarning, &text, 1)?;
        for slot in unbound {
            // SAFETY: as above; what is unbound owns nothing.
            unsafe { *frame.slots().add(slot) = Raw::NONE };
        }
        Ok(())
    }

    /// Drops what the stack holds above `depth`, and what was being handled there.
    fn leave_blocks(&mut self, at: FrameRef, from: &Stack, depth: usize) {
        let Stack::Known(slots) = from else { return };
        let Some(table) = &at.exec().table else { return };
        let Some(point) = table.point(at.exec().index_of(at.pc) as u32) else { return };
        let positions = &table.states[point.state as usize];
        for index in (depth..slots.len().min(positions.len())).rev() {
            // SAFETY: the faithful form keeps every position at its home, owned or NULL.
            unsafe {
                let value = at.fp.add(usize::from(positions[index].home)).replace(Raw::NULL);
                if slots[index] == Slot::Except {
                    let before = if value.is_none() { Raw::NULL } else { value };
                    let handled = std::mem::replace(&mut (*self.exceptions).value, before);
                    self.drop_raw(handled);
                } else {
                    self.drop_raw(value);
                }
            }
        }
    }

    /// Lets a frame that waits for a tracer go on at another instruction.
    fn send_frame(&mut self, at: FrameRef, target: &Traced) {
        let Some(table) = &at.exec().table else { return };
        let word = table.words.as_ptr().wrapping_add(target.word as usize);
        let mut inner = Some(self.running_frame());
        while let Some(above) = inner {
            let outer = above.outer();
            if outer.is_some_and(|outer| outer.fp == at.fp) {
                // SAFETY: the frame above is the tracer's call, which keeps the word to go on at.
                unsafe { *above.fp.sub(frame::RETURN) = Raw(word as u64) };
                return;
            }
            inner = outer;
        }
    }
}

/// The instructions at which a stretch of one line begins, with the line.
fn line_starts(code: &Code, instructions: &Instructions) -> Vec<(usize, i32)> {
    let mut starts = Vec::new();
    let mut last = -1;
    for range in code.locations() {
        let line = range.location.line;
        if line != last && line != -1 {
            let index = instructions.list.partition_point(|instruction| instruction.offset < range.start);
            if instructions.list.get(index).is_some_and(|found| found.start <= range.start) {
                starts.push((index, line));
            }
            last = line;
        }
    }
    starts
}

/// The stack before each instruction.
fn stacks(code: &Code, instructions: &Instructions) -> Vec<Stack> {
    let list = &instructions.list;
    let index_at = |offset: u32| list.partition_point(|instruction| instruction.start < offset);
    let mut stacks = vec![Stack::Unknown; list.len() + 1];
    stacks[0] = Stack::Known(Vec::new());
    let entries = code.exception_entries().unwrap_or_default();
    let mut again = true;
    while again {
        again = false;
        for index in 0..list.len() {
            if stacks[index] == Stack::Unknown {
                continue;
            }
            let mut next = stacks[index].clone();
            let falls = step(&mut next, list[index].opcode, list[index].arg);
            if list[index].target != u32::MAX && list[index].opcode != Opcode::EndAsyncFor {
                let target = index_at(list[index].target).min(list.len());
                again |= stacks[target] == Stack::Unknown && target < index;
                stacks[target] = next.clone();
            }
            if falls {
                stacks[index + 1] = next;
            }
        }
        for entry in &entries {
            let (start, handler) =
                (index_at(entry.start).min(list.len()), index_at(entry.target).min(list.len()));
            if stacks[start] == Stack::Unknown || stacks[handler] != Stack::Unknown {
                continue;
            }
            let mut stack = stacks[start].clone();
            stack.pop(stack.depth().saturating_sub(entry.depth as usize));
            if entry.lasti {
                stack.push(Slot::Lasti);
            }
            stack.push(Slot::Except);
            stacks[handler] = stack;
            again = true;
        }
    }
    stacks
}

/// What an instruction makes of the stack; whether the next instruction can follow it.
fn step(stack: &mut Stack, opcode: Opcode, arg: u32) -> bool {
    match opcode {
        Opcode::JumpForward | Opcode::JumpBackward | Opcode::JumpBackwardNoInterrupt => return false,
        Opcode::ReturnValue | Opcode::RaiseVarargs | Opcode::Reraise => return false,
        Opcode::Send => {}
        Opcode::GetIter | Opcode::GetAiter => {
            stack.pop(1);
            stack.push(Slot::Iterator);
        }
        Opcode::ForIter => stack.push(Slot::Object),
        Opcode::EndAsyncFor => stack.pop(2),
        Opcode::PushExcInfo => stack.push(Slot::Except),
        Opcode::PopExcept => stack.pop(1),
        Opcode::PushNull => stack.push(Slot::Null),
        Opcode::LoadGlobal => {
            stack.push(Slot::Object);
            if arg & 1 != 0 {
                stack.push(Slot::Null);
            }
        }
        Opcode::LoadAttr if arg & 1 != 0 => {
            stack.pop(1);
            stack.push(Slot::Object);
            stack.push(Slot::Null);
        }
        Opcode::LoadAttr => {}
        Opcode::Swap => {
            if let Stack::Known(slots) = stack {
                let top = slots.len().wrapping_sub(1);
                let other = slots.len().wrapping_sub(arg as usize);
                if top < slots.len() && other < slots.len() {
                    slots.swap(top, other);
                }
            }
        }
        Opcode::Copy => stack.push(stack.peek(arg as usize)),
        _ => {
            let net = opcode.stack_effect(arg, false).net();
            stack.pop(usize::try_from(-net).unwrap_or(0));
            for _ in 0..net.max(0) {
                stack.push(Slot::Object);
            }
        }
    }
    true
}
