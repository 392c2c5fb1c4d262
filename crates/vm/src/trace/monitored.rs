//! What each instruction of a monitored frame reports to `sys.monitoring`, as CPython's INSTRUMENTED_* instructions do.

use taipan_bytecode::Opcode;

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::fields::read;
use crate::builtins::tuple::Tuple;
use crate::frames::FrameRef;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::trace::events::{is_continued, known_object, operand, previous_instruction};
use crate::trace::lines::Traced;
use crate::trace::monitoring::Monitored;
use crate::value::Value;

fn number(offset: u32) -> Value {
    Value::small_int(i64::from(offset))
}

impl Thread {
    /// An instruction is about to run in a monitored frame. Answers, for one that calls native code, what the end of
    /// the call is to be reported with: the callable and its first argument.
    pub(super) fn monitor_instruction(
        &mut self,
        at: FrameRef,
        instruction: &Traced,
    ) -> PyResult<Option<(Value, Value)>> {
        if !self.tracing.monitoring || !instruction.traceable {
            return Ok(None);
        }
        // The frame object keeps the instruction that ran before.
        if known_object(at).is_none() {
            drop(self.frame_object(at)?);
            // Monitoring begins in the midst of it: what ran before is not known.
            if let Some(object) = known_object(at).filter(|_| instruction.opcode != Opcode::Resume) {
                object.previous.set(-1);
            }
        }
        let offset = instruction.offset;
        let previous = known_object(at).and_then(|object| u32::try_from(object.previous.get()).ok());
        self.monitor_item(at, instruction, previous)?;
        if let Some(line) = instruction.line.filter(|_| instruction.begins_line) {
            if !is_continued(at, instruction, self.resume_reported(at)) {
                self.monitor(at, offset, Monitored::Line, &[Value::small_int(i64::from(line))])?;
            }
        }
        if instruction.opcode != Opcode::Resume {
            for unit in (instruction.start..=offset).step_by(2) {
                self.monitor(at, unit, Monitored::Instruction, &[number(unit)])?;
            }
        }
        // To a tool that wants instructions, those count that a branch leads to, not the branch.
        let instructions = at
            .exec()
            .code()
            .is_some_and(|code| self.interpreter().monitoring.wants(code, Monitored::Instruction.bit()));
        let from = previous.filter(|_| !instructions).unwrap_or(offset);
        match instruction.opcode {
            Opcode::Resume => {
                let event = if instruction.arg & 3 == 0 { Monitored::Start } else { Monitored::Resume };
                self.monitor(at, offset, event, &[number(offset)])?;
            }
            Opcode::ReturnValue | Opcode::YieldValue => {
                let value = operand(at, 0).unwrap_or(Value::NONE);
                let yields = instruction.opcode == Opcode::YieldValue;
                let event = if yields { Monitored::Yield } else { Monitored::Return };
                self.monitor(at, offset, event, &[number(offset), value])?;
            }
            Opcode::JumpForward | Opcode::JumpBackward => {
                self.monitor_jump(at, offset, Monitored::Jump, offset, instruction.target)?;
            }
            Opcode::PopJumpIfFalse
            | Opcode::PopJumpIfTrue
            | Opcode::PopJumpIfNone
            | Opcode::PopJumpIfNotNone => {
                if jumps(at, instruction.opcode) {
                    self.monitor_jump(at, offset, Monitored::BranchRight, offset, instruction.target)?;
                }
            }
            Opcode::NotTaken => {
                // Where `async for` has an item it counts as the branch itself, as far as lines are told.
                let before = previous.and_then(|offset| at.exec().instructions()?.at_offset(offset));
                let has_item = before.is_some_and(|before| before.opcode == Opcode::EndSend);
                let from = if has_item && self.lines_are_instrumented() { offset } else { from };
                self.monitor_jump(at, offset, Monitored::BranchLeft, from, next_start(at, offset))?;
            }
            Opcode::PopIter => {
                self.monitor_jump(at, offset, Monitored::BranchRight, from, next_start(at, offset))?;
            }
            Opcode::EndAsyncFor => {
                let next = next_start(at, offset);
                let start = next.saturating_sub(2 * instruction.arg);
                self.monitor_jump(at, offset, Monitored::BranchRight, start, next)?;
            }
            Opcode::Call | Opcode::CallKw | Opcode::CallFunctionEx | Opcode::LoadSuperAttr => {
                return self.monitor_call(at, instruction);
            }
            _ => {}
        }
        Ok(None)
    }

    /// Whether somebody is told of the RESUME that the frame ran before.
    fn resume_reported(&self, at: FrameRef) -> bool {
        let resumed = previous_instruction(at).is_some_and(|previous| previous.arg & 3 != 0);
        let event = if resumed { Monitored::Resume } else { Monitored::Start };
        !self.tracing.trace.is_null()
            || !self.tracing.profile.is_null()
            || at.exec().code().is_some_and(|code| self.interpreter().monitoring.wants(code, event.bit()))
    }

    fn monitor_jump(
        &mut self,
        at: FrameRef,
        offset: u32,
        event: Monitored,
        from: u32,
        to: u32,
    ) -> PyResult<()> {
        self.monitor(at, offset, event, &[number(from), number(to)])
    }

    /// A loop that comes from its FOR_ITER with an item goes left.
    fn monitor_item(&mut self, at: FrameRef, instruction: &Traced, previous: Option<u32>) -> PyResult<()> {
        let before = previous.and_then(|offset| at.exec().instructions()?.at_offset(offset)).copied();
        let Some(before) = before.filter(|before| before.opcode == Opcode::ForIter) else { return Ok(()) };
        let next = next_start(at, before.offset);
        if next != instruction.start {
            return Ok(());
        }
        self.monitor_jump(at, before.offset, Monitored::BranchLeft, before.offset, next)
    }

    /// CALL, of whatever is called.
    fn monitor_call(&mut self, at: FrameRef, instruction: &Traced) -> PyResult<Option<(Value, Value)>> {
        self.spread_arguments(at, instruction)?;
        if operand(at, 1).is_some_and(|arguments| !arguments.is_kind(Kind::Tuple))
            && instruction.opcode == Opcode::CallFunctionEx
        {
            // What is no iterable is refused before the call.
            return Ok(None);
        }
        let Some((callable, first)) = called(at, instruction) else { return Ok(None) };
        let (_, missing) = self.monitoring_markers()?;
        let first = first.unwrap_or(missing);
        let offset = instruction.offset;
        self.monitor(at, offset, Monitored::Call, &[number(offset), callable.clone(), first.clone()])?;
        let python = callable.is_kind(Kind::Function)
            || instruction.opcode == Opcode::CallFunctionEx && callable.is_kind(Kind::BoundMethod);
        Ok((!python).then_some((callable, first)))
    }

    /// Tells of an exception in the running frame, at an offset.
    pub(super) fn monitor_exception(
        &mut self,
        at: FrameRef,
        offset: u32,
        event: Monitored,
        error: &Value,
    ) -> PyResult<()> {
        if !self.tracing.monitoring {
            return Ok(());
        }
        self.monitor(at, offset, event, &[number(offset), error.clone()])
    }

    /// Tells of a native call that has ended.
    pub(super) fn monitor_native_end(
        &mut self,
        at: FrameRef,
        event: Monitored,
        callable: &Value,
        first: &Value,
    ) -> PyResult<()> {
        let offset = at.offset().unwrap_or(0);
        self.monitor(at, offset, event, &[number(offset), callable.clone(), first.clone()])
    }
}

/// Whether a conditional jump will be taken.
fn jumps(at: FrameRef, opcode: Opcode) -> bool {
    let Some(value) = operand(at, 0) else { return false };
    match opcode {
        Opcode::PopJumpIfFalse => value.is(&Value::FALSE),
        Opcode::PopJumpIfTrue => value.is(&Value::TRUE),
        Opcode::PopJumpIfNone => value.is_none(),
        _ => !value.is_none(),
    }
}

/// Where an exception is reported: at the last unit of the instruction that raised it, or at the unit before the one that
/// `called` the Python code that did, unless native code called for it.
pub(super) fn raised_at(t: &Thread, at: FrameRef, called: bool) -> u32 {
    let offset = at.offset().unwrap_or(0);
    let instruction = at.exec().instructions().and_then(|all| all.at_offset(offset));
    let delegates = instruction.is_some_and(|instruction| instruction.opcode == Opcode::Send)
        && operand(at, 1)
            .is_some_and(|receiver| receiver.is_kind(Kind::Generator) || receiver.is_kind(Kind::Coroutine));
    // While tools want calls, CPython makes these by a native function.
    let natively = instruction.is_some_and(|instruction| instruction.opcode == Opcode::CallFunctionEx)
        && at.exec().code().is_some_and(|code| t.interpreter().monitoring.wants(code, Monitored::Call.bit()));
    let end = if called && !natively || delegates { offset } else { next_start(at, offset).max(offset + 2) };
    end.saturating_sub(2)
}

/// Where the instruction after the one at `offset` begins.
fn next_start(at: FrameRef, offset: u32) -> u32 {
    let next = at.exec().instructions().and_then(|all| all.list.get(all.index_of(offset)? + 1));
    next.map_or(offset, |next| next.start)
}

/// What an instruction calls, and the first argument. A bound method is its function and instance.
fn called(at: FrameRef, instruction: &Traced) -> Option<(Value, Option<Value>)> {
    let count = instruction.arg as usize;
    match instruction.opcode {
        Opcode::CallFunctionEx => {
            let first = operand(at, 1).and_then(|args| args.exact::<Tuple>()?.items().first().cloned());
            Some((operand(at, 3)?, first))
        }
        Opcode::LoadSuperAttr => {
            let first = operand(at, 1).filter(|_| instruction.arg & 2 != 0);
            Some((operand(at, 2)?, first))
        }
        opcode => {
            let above = count + usize::from(opcode == Opcode::CallKw);
            let callable = operand(at, above + 1)?;
            let instance = operand(at, above);
            let bound = callable.exact::<BoundMethod>().filter(|_| instance.is_none());
            if let Some((Some(function), instance)) =
                bound.map(|method| (read(&method.function), read(&method.instance)))
            {
                return Some((function, instance));
            }
            let first = instance.or_else(|| operand(at, above.checked_sub(1).filter(|_| count > 0)?));
            Some((callable, first))
        }
    }
}
