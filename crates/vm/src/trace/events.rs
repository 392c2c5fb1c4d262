//! Calling the trace and profile functions, when and with what CPython's `legacy_tracing.c` does.
#![expect(unsafe_code, reason = "reads frames on the value stack")]

use std::sync::atomic::Ordering;

use taipan_bytecode::Opcode;

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::exception::BaseException;
use crate::builtins::fields::{read, write};
use crate::builtins::generator::{Generator, State};
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::frames::{FrameObject, FrameRef, object_of};
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::Step;
use crate::thread::{EVENTS_PENDING, Thread, frame};
use crate::trace::lines::Traced;
use crate::trace::monitored::raised_at;
use crate::trace::monitoring::Monitored;
use crate::trace::{Event, NativeCall};
use crate::types::Special;
use crate::value::{Raw, Value};

impl Thread {
    /// An instrumented word is about to run. The thread's `pc` is changed where a tracer made the frame jump.
    pub(crate) fn trace_instruction(&mut self) -> PyResult<()> {
        let at = self.running_frame();
        let exec = at.exec();
        let Some(instructions) = exec.instructions() else { return Ok(()) };
        let Some(&instruction) = instructions.at_word(exec.index_of(at.pc)) else { return Ok(()) };
        self.end_native_call(at.fp)?;
        let mut profiled = None;
        if instruction.opcode == Opcode::Resume {
            self.report_call(at, if instruction.arg & 3 == 0 { Event::Call } else { Event::Resume })?;
        } else if instruction.traceable {
            profiled = self.report(at, &instruction)?;
            if self.pc != at.pc {
                return Ok(());
            }
        }
        let monitored = self.monitor_instruction(at, &instruction)?;
        if profiled.is_some() || monitored.is_some() {
            let held = operands_of_its_own(at, &instruction);
            self.tracing.native_calls.push(NativeCall { fp: at.fp, pc: at.pc, profiled, monitored, held });
        }
        if let Some(object) = known_object(at) {
            object.previous.set(instruction.offset as i32);
        }
        Ok(())
    }

    /// An exception passes through the running frame, which `called` the one that it left.
    pub(crate) fn trace_exception(&mut self, called: bool) {
        let raised = std::mem::replace(&mut self.raised, Raw::NULL);
        if raised.is_null() {
            return;
        }
        // SAFETY: the thread owned it.
        let raised = unsafe { Value::from_raw(raised) };
        let offset = raised_at(self, self.running_frame(), called);
        let result = self.end_native_call_badly(&raised);
        let result = result.and_then(|()| self.report_exception(&raised, offset, Monitored::Raise));
        let raised = match result {
            Ok(()) => Exception::new(raised),
            Err(error) => error,
        };
        self.set_raised(raised);
    }

    /// Tells monitoring tools of the exception being raised: that it is raised again, or handled at the running word. What
    /// a callback raises takes its place; `false` then.
    pub(crate) fn monitor_raised(&mut self, event: Monitored) -> bool {
        if !self.tracing.monitoring || self.raised.is_null() {
            return true;
        }
        // SAFETY: the thread owns it.
        let raised = unsafe { Value::from_borrowed(self.raised) };
        let at = self.running_frame();
        match self.monitor_exception(at, at.offset().unwrap_or(0), event, &raised) {
            Ok(()) => true,
            Err(error) => {
                self.set_raised(error);
                false
            }
        }
    }

    /// Tells monitoring tools that the handler at `word` is entered with the exception in slot `home` of the frame.
    /// What a callback raises is the exception being raised; `false` then.
    pub(crate) fn monitor_handled(&mut self, fp: *mut Raw, word: *const u64, home: u16) -> bool {
        if !self.tracing.monitoring {
            return true;
        }
        // SAFETY: unwinding has just put the exception there.
        let error = unsafe { Value::from_borrowed(*fp.add(usize::from(home))) };
        let pc = std::mem::replace(&mut self.pc, word);
        let at = FrameRef { fp, pc: word };
        let result = self.monitor_exception(at, at.offset().unwrap_or(0), Monitored::Handled, &error);
        self.pc = pc;
        match result {
            Ok(()) => true,
            Err(error) => {
                self.set_raised(error);
                false
            }
        }
    }

    /// The running frame ends with an exception, which `first_left` its protected code where it is raised again.
    /// `called`: as for [`Thread::trace_exception`].
    pub(crate) fn trace_unwind(&mut self, first_left: Option<u32>, called: bool) {
        let raised = std::mem::replace(&mut self.raised, Raw::NULL);
        let at = self.running_frame();
        let seen = position_of_reraise(at, first_left);
        self.pc = seen.pc;
        let error = match raised.is_null() {
            true => Value::NONE,
            // SAFETY: it was the thread's.
            false => unsafe { Value::from_borrowed(raised) },
        };
        let result = self.report_both(seen, Event::Unwind, &Value::NONE);
        let offset = raised_at(self, at, called);
        let result = result.and_then(|()| self.monitor_exception(seen, offset, Monitored::Unwind, &error));
        drop(error);
        self.pc = at.pc;
        match result {
            // SAFETY: the thread owned it.
            Ok(()) => self.raised = raised,
            Err(error) => {
                self.set_raised(error);
                // SAFETY: the thread owned it.
                drop((!raised.is_null()).then(|| unsafe { Value::from_raw(raised) }));
            }
        }
    }

    /// An exception is about to be raised in the generator whose frame was just laid: it counts as a call.
    pub(crate) fn trace_throw(&mut self, error: &Exception) -> PyResult<()> {
        let at = self.running_frame();
        self.report_call(at, Event::Throw)?;
        if let Some(object) = known_object(at) {
            object.previous.set(at.offset().map_or(-1, |offset| offset as i32));
        }
        self.monitor_exception(at, at.offset().unwrap_or(0), Monitored::Throw, error.value())
    }

    /// The next item for FOR_ITER in a traced frame. The StopIteration that ends an iterator written in Python is
    /// reported, and for a generator that returns a value, or that the loop has `entered` (as CPython's specialized loops
    /// do), one is made up.
    #[inline(never)]
    pub(crate) fn traced_next(&mut self, iterator: &Value, entered: bool) -> PyResult<Option<Value>> {
        if iterator.is_kind(Kind::Generator) {
            let fresh_end =
                Generator::of(iterator).is_some_and(|generator| generator.state.get() == State::Finished);
            return match self.step(iterator)? {
                Step::Item(item) => Ok(Some(item)),
                Step::Stop(value) => {
                    let entered = entered && !fresh_end;
                    if (entered || !value.is_none()) && self.tracing.active() {
                        let value = (!value.is_none()).then_some(value);
                        let error = self.exception_of(Class::StopIteration, value.into_iter().collect());
                        let at = self.running_frame();
                        let (event, offset) = match entered {
                            true => (Monitored::StopIteration, end_of_loop(at)),
                            false => (Monitored::Raise, at.offset().unwrap_or(0)),
                        };
                        self.report_exception(error.value(), offset, event)?;
                    }
                    Ok(None)
                }
            };
        }
        let method = self.special_raw(iterator, Special::Next);
        // SAFETY: the iterator's type keeps its method alive.
        if method.is_null() || !unsafe { method.is_kind(Kind::Function) } {
            return self.next(iterator);
        }
        match self.call_special_raw(iterator, method, &[]) {
            Ok(item) => Ok(Some(item)),
            Err(error) if self.is_exception(&error, Class::StopIteration) => {
                if self.tracing.active() {
                    let offset = self.running_frame().offset().unwrap_or(0);
                    self.report_exception(error.value(), offset, Monitored::Raise)?;
                }
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn report_call(&mut self, at: FrameRef, event: Event) -> PyResult<()> {
        if let Some(function) = self.trace_function() {
            self.call_tracer(at, &function, event, &Value::NONE)?;
        }
        self.call_profiler(at, event, &Value::NONE)
    }

    /// Tells the frame's trace function of an exception, and monitoring tools, to whom it is `event`.
    fn report_exception(&mut self, error: &Value, offset: u32, event: Monitored) -> PyResult<()> {
        let at = self.running_frame();
        self.trace_local_exception(at, error)?;
        self.monitor_exception(at, offset, event, error)
    }

    fn trace_local_exception(&mut self, at: FrameRef, error: &Value) -> PyResult<()> {
        if local_tracer(at).is_none() || self.tracing.trace.is_null() {
            return Ok(());
        }
        let class = self.type_of(error).to_value();
        let traceback = BaseException::of(error).and_then(BaseException::traceback).unwrap_or(Value::NONE);
        let argument = Tuple::new(self, [class, error.clone(), traceback])?;
        self.report_local(at, Event::Exception, &argument)
    }

    /// Everything that an instruction other than RESUME reports before it runs. Answers the native callable whose end a
    /// profiler is to be told.
    fn report(&mut self, at: FrameRef, instruction: &Traced) -> PyResult<Option<Value>> {
        if instruction.begins_line && lines_traced(at) && !is_continued(at, instruction, true) {
            self.report_at_unit(at, instruction.start, Event::Line)?;
            if self.pc != at.pc {
                return Ok(None);
            }
        }
        for unit in (instruction.start..=instruction.offset).step_by(2) {
            if !known_object(at).is_some_and(|object| object.trace_opcodes.get()) {
                break;
            }
            self.report_at_unit(at, unit, Event::Opcode)?;
            if self.pc != at.pc {
                return Ok(None);
            }
        }
        match instruction.opcode {
            Opcode::ReturnValue | Opcode::YieldValue => {
                let value = operand(at, 0).unwrap_or(Value::NONE);
                let event =
                    if instruction.opcode == Opcode::YieldValue { Event::Yield } else { Event::Return };
                self.report_both(at, event, &value)?;
            }
            Opcode::JumpBackward => self.report_back_edge(at, instruction)?,
            Opcode::EndSend => self.report_end_of_delegation(at)?,
            Opcode::Call | Opcode::CallKw | Opcode::CallFunctionEx if !self.tracing.profile.is_null() => {
                self.spread_arguments(at, instruction)?;
                return self.report_native_call(at, instruction);
            }
            _ => {}
        }
        Ok(None)
    }

    /// A jump back to the line it is on reports the line again.
    fn report_back_edge(&mut self, at: FrameRef, instruction: &Traced) -> PyResult<()> {
        let exec = at.exec();
        let target = exec.instructions().and_then(|all| all.at_offset(instruction.target));
        let same = target.is_some_and(|target| target.line.is_some() && target.line == instruction.line);
        if !same || !lines_traced(at) {
            return Ok(());
        }
        self.report_local(at, Event::Line, &Value::NONE)
    }

    /// The generator or coroutine that `yield from` or `await` ran has ended: reported as the StopIteration that CPython
    /// does not make.
    fn report_end_of_delegation(&mut self, at: FrameRef) -> PyResult<()> {
        let Some(receiver) = operand(at, 1) else { return Ok(()) };
        if !receiver.is_kind(Kind::Generator) && !receiver.is_kind(Kind::Coroutine) {
            return Ok(());
        }
        let value = operand(at, 0).unwrap_or(Value::NONE);
        self.report_end(at, &value, Monitored::StopIteration)
    }

    /// What SEND sent to, other than a generator or coroutine, has ended: its StopIteration is reported, which some native
    /// iterators don't raise.
    pub(crate) fn trace_end_of_iterator(&mut self, receiver: &Value, value: &Value) -> PyResult<()> {
        let raises = [Kind::Other, Kind::AsyncGenSend, Kind::AsyncGenThrow, Kind::AnextAwaitable];
        let wrapper = receiver.is_kind(Kind::CoroutineWrapper) && !value.is_none();
        if !wrapper && !raises.iter().any(|&kind| receiver.is_kind(kind)) {
            return Ok(());
        }
        self.report_end(self.running_frame(), value, Monitored::Raise)
    }

    fn report_end(&mut self, at: FrameRef, value: &Value, event: Monitored) -> PyResult<()> {
        let traced = local_tracer(at).is_some() && !self.tracing.trace.is_null();
        if !traced && !self.tracing.monitoring {
            return Ok(());
        }
        let value = (!value.is_none()).then(|| value.clone());
        let error = self.exception_of(Class::StopIteration, value.into_iter().collect());
        self.report_exception(error.value(), at.offset().unwrap_or(0), event)
    }

    /// `c_call`, where the callable is native.
    fn report_native_call(&mut self, at: FrameRef, instruction: &Traced) -> PyResult<Option<Value>> {
        let count = instruction.arg as usize;
        let (callable, first) = match instruction.opcode {
            Opcode::CallFunctionEx => {
                let first = operand(at, 1).and_then(|args| args.exact::<Tuple>()?.items().first().cloned());
                (operand(at, 3), first)
            }
            opcode => {
                let above = count + usize::from(opcode == Opcode::CallKw);
                let first =
                    operand(at, above).or_else(|| operand(at, above.checked_sub(1).filter(|_| count > 0)?));
                (operand(at, above + 1), first)
            }
        };
        let Some(mut callable) = callable else { return Ok(None) };
        let mut first = first;
        let bound =
            callable.exact::<BoundMethod>().map(|method| (read(&method.function), read(&method.instance)));
        if let Some((Some(function), instance)) = bound {
            (callable, first) = (function, instance);
        }
        let callable =
            match (callable.is_kind(Kind::NativeFunction), callable.is_kind(Kind::MethodDescriptor), first) {
                (true, _, _) => callable,
                (_, true, Some(first)) => self.bind_descriptor(&callable, &first)?,
                _ => return Ok(None),
            };
        self.call_profiler(at, Event::NativeCall, &callable)?;
        Ok((!self.tracing.profile.is_null()).then_some(callable))
    }

    /// `c_return`, when the frame's native call has come back.
    fn end_native_call(&mut self, fp: *mut Raw) -> PyResult<()> {
        let Some(call) = self.tracing.native_calls.pop_if(|call| call.fp >= fp) else { return Ok(()) };
        if call.fp != fp {
            return self.end_native_call(fp);
        }
        let pc = std::mem::replace(&mut self.pc, call.pc);
        let at = FrameRef { fp, pc: call.pc };
        let mut result = match &call.profiled {
            Some(callable) => self.call_profiler(at, Event::NativeReturn, callable),
            None => Ok(()),
        };
        if let (Ok(()), Some((callable, first))) = (&result, &call.monitored) {
            result = self.monitor_native_end(at, Monitored::NativeReturn, callable, first);
        }
        let NativeCall { profiled, monitored, held, .. } = call;
        drop((profiled, monitored, held));
        self.drain();
        self.pc = pc;
        result
    }

    /// Before a native call with `*arguments` is reported: they become a tuple, as CPython makes them. What is no iterable is
    /// refused by the call.
    pub(super) fn spread_arguments(&mut self, at: FrameRef, instruction: &Traced) -> PyResult<()> {
        if instruction.opcode != Opcode::CallFunctionEx {
            return Ok(());
        }
        let arguments = operand(at, 1).filter(|arguments| !arguments.is_kind(Kind::Tuple));
        let Some(arguments) = arguments.filter(|arguments| self.is_iterable(arguments)) else {
            return Ok(());
        };
        let items = self.collect_unasked(&arguments)?;
        drop(arguments);
        let tuple = Tuple::new(self, items)?;
        let Some(slot) = operand_slot(at, 1) else { return Ok(()) };
        // SAFETY: the position owns its value, which it gives up for the tuple.
        let old = unsafe { Value::from_raw(slot.replace(tuple.into_raw())) };
        drop(old);
        self.drain();
        Ok(())
    }

    /// `c_exception`, when what is raised comes out of the running frame's native call.
    fn end_native_call_badly(&mut self, error: &Value) -> PyResult<()> {
        // What died in the call is told of first.
        self.drain();
        let at = self.running_frame();
        let Some(call) = self.tracing.native_calls.pop_if(|call| call.fp >= at.fp) else { return Ok(()) };
        if call.fp != at.fp {
            return Ok(());
        }
        if let Some(callable) = call.profiled.filter(|_| !self.tracing.profile.is_null()) {
            self.call_profiler(at, Event::NativeException, &callable)?;
        }
        let Some((callable, first)) = call.monitored else { return Ok(()) };
        let instruction = at.exec().instructions().and_then(|all| all.at_offset(at.offset()?));
        let finds = instruction.is_some_and(|instruction| instruction.opcode == Opcode::LoadSuperAttr);
        let event = if finds
            && self.is_instance_of(error, &self.interpreter().exception_class(Class::AttributeError))
        {
            // `super` answered; what it gave lacks the attribute.
            Monitored::NativeReturn
        } else {
            Monitored::NativeRaise
        };
        self.monitor_native_end(at, event, &callable, &first)
    }

    /// Tells the tracer of the frame, then the profiler.
    fn report_both(&mut self, at: FrameRef, event: Event, argument: &Value) -> PyResult<()> {
        self.report_local(at, event, argument)?;
        if self.pc != at.pc {
            return Ok(());
        }
        self.call_profiler(at, event, argument)
    }

    /// Tells the frame's own trace function of an event at one of the code units of the instruction: its prefixes count.
    fn report_at_unit(&mut self, at: FrameRef, unit: u32, event: Event) -> PyResult<()> {
        self.tracing.unit = Some((at.fp, unit));
        let result = self.report_local(at, event, &Value::NONE);
        self.tracing.unit = None;
        result
    }

    /// Tells the frame's own trace function, if it has one.
    fn report_local(&mut self, at: FrameRef, event: Event, argument: &Value) -> PyResult<()> {
        match local_tracer(at) {
            Some(function) if !self.tracing.trace.is_null() => {
                self.call_tracer(at, &function, event, argument)
            }
            _ => Ok(()),
        }
    }

    /// Calls a trace function; what it answers becomes the frame's own, unless it is None. An error ends tracing.
    fn call_tracer(
        &mut self,
        at: FrameRef,
        function: &Value,
        event: Event,
        argument: &Value,
    ) -> PyResult<()> {
        let object = self.frame_object(at)?;
        let result = self.call_observer(function, &object, event, argument);
        let Some(frame) = object.exact::<FrameObject>() else { unreachable!("frame objects are frames") };
        match result {
            Ok(answer) => {
                if !answer.is_none() {
                    write(&frame.trace, Some(answer));
                }
                Ok(())
            }
            Err(error) => {
                self.set_trace(None);
                write(&frame.trace, None);
                Err(error)
            }
        }
    }

    /// Calls the profile function. An error ends profiling.
    fn call_profiler(&mut self, at: FrameRef, event: Event, argument: &Value) -> PyResult<()> {
        let Some(function) = self.profile_function() else { return Ok(()) };
        let object = self.frame_object(at)?;
        if let Err(error) = self.call_observer(&function, &object, event, argument) {
            self.set_profile(None);
            return Err(error);
        }
        Ok(())
    }

    fn call_observer(&mut self, function: &Value, frame: &Value, event: Event, argument: &Value) -> PyResult {
        let name = self.intern(event.name())?;
        let outer = self.tracing.event.replace(event);
        let result = self.call_unobserved(function, &[frame.clone(), name, argument.clone()]);
        self.tracing.event = outer;
        result
    }

    /// Calls a function with all events off.
    pub(super) fn call_unobserved(&mut self, function: &Value, arguments: &[Value]) -> PyResult {
        self.tracing.inside = true;
        self.limit.store(self.stack_limit, Ordering::SeqCst);
        if self.events.load(Ordering::SeqCst) != 0 {
            self.limit.store(EVENTS_PENDING, Ordering::SeqCst);
        }
        let result = self.call(function, arguments);
        self.tracing.inside = false;
        if self.tracing.enabled() {
            self.limit.store(EVENTS_PENDING, Ordering::SeqCst);
        }
        result
    }
}

/// The frame object of a frame, if it has one.
pub(super) fn known_object<'a>(at: FrameRef) -> Option<&'a FrameObject> {
    // SAFETY: the frame is live; its header's frame-object word is 0 or counted.
    unsafe {
        let word = *at.fp.sub(frame::OBJECT);
        (word.0 != 0).then(|| object_of(word))
    }
}

/// The frame's `f_trace`.
fn local_tracer(at: FrameRef) -> Option<Value> {
    known_object(at).and_then(|object| read(&object.trace))
}

fn lines_traced(at: FrameRef) -> bool {
    known_object(at).is_some_and(|object| object.trace_lines.get() && !object.trace.get().is_null())
}

/// The instruction that the frame ran before the one that tracers are told of.
pub(super) fn previous_instruction<'a>(at: FrameRef) -> Option<&'a Traced> {
    let offset = known_object(at).and_then(|object| u32::try_from(object.previous.get()).ok())?;
    at.exec().instructions()?.at_offset(offset)
}

/// Whether the frame comes from an instruction of the same line. A RESUME that is reported itself does not count.
pub(super) fn is_continued(at: FrameRef, instruction: &Traced, resume_reported: bool) -> bool {
    previous_instruction(at).is_some_and(|previous| {
        previous.line == instruction.line && !(resume_reported && previous.opcode == Opcode::Resume)
    })
}

/// What lies `depth` positions below the top of the stack, before the instruction that the frame is at; `None` where it
/// is NULL.
pub(super) fn operand(at: FrameRef, depth: usize) -> Option<Value> {
    let slot = operand_slot(at, depth)?;
    // SAFETY: the faithful form materialises every position at its home; one that is not NULL owns its value.
    unsafe { (!(*slot).is_null()).then(|| Value::from_borrowed(*slot)) }
}

/// The home of such a position; `None` of what is never anything but NULL.
fn operand_slot(at: FrameRef, depth: usize) -> Option<*mut Raw> {
    let exec = at.exec();
    let table = exec.table.as_ref()?;
    let positions = &table.states[exec.point(at.pc)?.state as usize];
    let position = positions.get(positions.len().checked_sub(1 + depth)?)?;
    let known = position.kind == taipan_translate::PositionKind::Temp;
    // SAFETY: homes are slots of the frame.
    known.then(|| unsafe { at.fp.add(usize::from(position.home)) })
}

/// The operands of a native call that will die with it: in CPython they do once its end was told.
fn operands_of_its_own(at: FrameRef, instruction: &Traced) -> Vec<Value> {
    let count = match instruction.opcode {
        Opcode::Call => instruction.arg as usize + 1,
        Opcode::CallKw => instruction.arg as usize + 2,
        Opcode::CallFunctionEx => 3,
        _ => 0,
    };
    let operands = (0..count).rev().filter_map(|depth| operand(at, depth));
    // The reference just made is the other one.
    let dies = |value: &Value| {
        value
            .header()
            .is_some_and(|header| header.count == 2 && header.flags & taipan_heap::flags::SIMPLE == 0)
    };
    operands.filter(dies).collect()
}

/// Where the loop of the FOR_ITER that a frame is at ends.
fn end_of_loop(at: FrameRef) -> u32 {
    let offset = at.offset().unwrap_or(0);
    let instruction = at.exec().instructions().and_then(|all| all.at_offset(offset));
    instruction.map_or(offset, |instruction| instruction.target)
}

/// Where a frame that raises again is seen: where the exception first left its protected code.
fn position_of_reraise(at: FrameRef, first_left: Option<u32>) -> FrameRef {
    let exec = at.exec();
    let first = first_left.and_then(|offset| exec.instructions()?.at_offset(offset));
    match (first, &exec.table) {
        (Some(first), Some(table)) => {
            FrameRef { pc: table.words.as_ptr().wrapping_add(first.word as usize), ..at }
        }
        _ => at,
    }
}
