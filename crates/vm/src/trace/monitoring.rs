//! `sys.monitoring` (PEP 669): which tools want which events, and calling their callbacks.
#![expect(unsafe_code, reason = "names the code object of a frame")]

use std::collections::HashMap;

use crate::builtins::code::CodeObject;
use crate::errors::Class;
use crate::frames::FrameRef;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// How many tools a program can have.
pub const TOOLS: usize = 6;

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// What happens in a program.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Monitored {
            $($(#[$doc])* $name,)*
        }

        impl Monitored {
            /// Every event, by its bit.
            pub const ALL: &'static [Monitored] = &[$(Monitored::$name,)*];

            /// Its name in `sys.monitoring.events`.
            pub const fn name(self) -> &'static str {
                match self { $(Monitored::$name => $text,)* }
            }
        }
    };
}

events! {
    /// A function begins.
    Start "PY_START",
    /// A generator goes on.
    Resume "PY_RESUME",
    Return "PY_RETURN",
    Yield "PY_YIELD",
    Call "CALL",
    Line "LINE",
    Instruction "INSTRUCTION",
    Jump "JUMP",
    /// A conditional jump is not taken, or a loop has an item.
    BranchLeft "BRANCH_LEFT",
    /// A conditional jump is taken, or a loop has ended.
    BranchRight "BRANCH_RIGHT",
    /// A StopIteration that nobody raises.
    StopIteration "STOP_ITERATION",
    Raise "RAISE",
    /// A handler is entered.
    Handled "EXCEPTION_HANDLED",
    /// An exception ends the function.
    Unwind "PY_UNWIND",
    /// An exception is thrown into a generator.
    Throw "PY_THROW",
    /// A handler that did not match raises again.
    Reraise "RERAISE",
    /// A native function returns.
    NativeReturn "C_RETURN",
    NativeRaise "C_RAISE",
    /// Both branch events, by the name they had.
    Branch "BRANCH",
}

impl Monitored {
    /// The event's bit in a set of events.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether it can be asked for in single code objects, and disabled at single instructions.
    const fn is_local(self) -> bool {
        (self as u8) <= Monitored::StopIteration as u8
    }
}

const BRANCHES: u32 = Monitored::BranchLeft.bit() | Monitored::BranchRight.bit();
const NATIVE_ENDS: u32 = Monitored::NativeReturn.bit() | Monitored::NativeRaise.bit();
const NATIVE_CALLS: u32 = NATIVE_ENDS | Monitored::Call.bit();

/// The tools of an interpreter.
#[derive(Default)]
pub struct Monitoring {
    tools: [Tool; TOOLS],
    /// `sys.monitoring.DISABLE` and `MISSING`, once they are made.
    markers: Option<(Value, Value)>,
    /// Counts `restart_events()`: what was disabled before counts no more.
    restarts: u32,
    /// Whether a code object was ever given events of its own.
    local: bool,
}

#[derive(Default)]
struct Tool {
    name: Option<Value>,
    events: u32,
    callbacks: [Option<Value>; Monitored::ALL.len()],
    /// Counts `clear_tool_id()`: local events set before count no more.
    cleared: u32,
    /// How often each event was turned on: what was disabled before the last time counts no more.
    turns: [u32; Monitored::ALL.len()],
}

/// What tools want of one code object.
#[derive(Default, Debug)]
pub(crate) struct Local {
    /// Events, each with the tool's count of clearings when they were set.
    events: [(u32, u32); TOOLS],
    /// Events that a tool wants no more of at an instruction, by its offset: with the tool's turn of the event.
    disabled: HashMap<(u32, Monitored, usize), u32>,
    /// The count of restarts that `disabled` is of.
    restarts: u32,
}

impl Monitoring {
    /// Whether any events are wanted.
    fn is_active(&self) -> bool {
        self.local || self.tools.iter().any(|tool| tool.events != 0)
    }

    fn local_events(&self, code: &CodeObject, tool: usize) -> u32 {
        match &*code.monitoring.borrow() {
            Some(local) if local.events[tool].1 == self.tools[tool].cleared => local.events[tool].0,
            _ => 0,
        }
    }

    /// Whether a tool wants one of these events in a code object.
    pub(super) fn wants(&self, code: &CodeObject, events: u32) -> bool {
        let mut tools = self.tools.iter().enumerate();
        tools.any(|(index, tool)| (tool.events | self.local_events(code, index)) & events != 0)
    }

    /// The tools that want an event at an instruction, as bits.
    fn tools_for(&self, code: &CodeObject, offset: u32, event: Monitored) -> u8 {
        // The end of a native call is told to those who were told of the call.
        let event = match event {
            Monitored::NativeReturn | Monitored::NativeRaise => Monitored::Call,
            event => event,
        };
        let mut tools = 0;
        for (index, tool) in self.tools.iter().enumerate() {
            let local = if event.is_local() { self.local_events(code, index) } else { 0 };
            let wanted = (tool.events | local) & event.bit() != 0;
            tools |= u8::from(wanted && !self.is_disabled(code, offset, event, index)) << index;
        }
        tools
    }

    fn is_disabled(&self, code: &CodeObject, offset: u32, event: Monitored, tool: usize) -> bool {
        let turn = self.tools[tool].turns[event as usize];
        let local = code.monitoring.borrow();
        local.as_ref().is_some_and(|local| {
            local.restarts == self.restarts && local.disabled.get(&(offset, event, tool)) == Some(&turn)
        })
    }

    fn disable(&self, code: &CodeObject, offset: u32, event: Monitored, tool: usize) {
        let mut slot = code.monitoring.borrow_mut();
        let local = slot.get_or_insert_default();
        if local.restarts != self.restarts {
            local.restarts = self.restarts;
            local.disabled.clear();
        }
        local.disabled.insert((offset, event, tool), self.tools[tool].turns[event as usize]);
    }
}

impl Thread {
    /// `sys.monitoring.DISABLE` and `sys.monitoring.MISSING`.
    pub fn monitoring_markers(&mut self) -> PyResult<(Value, Value)> {
        if let Some((disable, missing)) = &self.interpreter().monitoring.markers {
            return Ok((disable.clone(), missing.clone()));
        }
        let class = self.interpreter().type_of_kind(Kind::Object).to_value();
        let (disable, missing) = (self.call(&class, &[])?, self.call(&class, &[])?);
        self.interpreter_mut().monitoring.markers = Some((disable.clone(), missing.clone()));
        Ok((disable, missing))
    }

    /// The number of a tool, checked.
    pub fn monitoring_tool(&mut self, tool: i32) -> PyResult<usize> {
        match usize::try_from(tool).ok().filter(|&tool| tool < TOOLS) {
            Some(tool) => Ok(tool),
            None => Err(self.value_error(format!("invalid tool {tool} (must be between 0 and 5)"))),
        }
    }

    /// Takes a tool's number for oneself, under a name.
    pub fn use_monitoring_tool(&mut self, tool: usize, name: &Value) -> PyResult<()> {
        if self.interpreter().monitoring.tools[tool].name.is_some() {
            return Err(self.value_error(format!("tool {tool} is already in use")));
        }
        self.interpreter_mut().monitoring.tools[tool].name = Some(name.clone());
        Ok(())
    }

    /// The name of a tool in use.
    pub fn monitoring_tool_name(&self, tool: usize) -> Option<Value> {
        self.interpreter().monitoring.tools[tool].name.clone()
    }

    /// Takes a tool's events and callbacks away; with `free` its number too.
    pub fn clear_monitoring_tool(&mut self, tool: usize, free: bool) {
        let state = &mut self.interpreter_mut().monitoring.tools[tool];
        if state.name.is_none() {
            return;
        }
        let name = if free { state.name.take() } else { None };
        let callbacks = std::mem::take(&mut state.callbacks);
        state.events = 0;
        state.cleared += 1;
        drop((name, callbacks));
        self.monitoring_changed();
    }

    /// Sets the function that is told of an event; answers the one before.
    pub fn set_monitoring_callback(
        &mut self,
        tool: usize,
        event: Monitored,
        function: Option<Value>,
    ) -> Option<Value> {
        let slot = &mut self.interpreter_mut().monitoring.tools[tool].callbacks[event as usize];
        std::mem::replace(slot, function)
    }

    /// The events of a tool everywhere.
    pub fn monitoring_events(&self, tool: usize) -> u32 {
        self.interpreter().monitoring.tools[tool].events
    }

    /// The events of a tool in one code object.
    pub fn local_monitoring_events(&self, code: &CodeObject, tool: usize) -> u32 {
        self.interpreter().monitoring.local_events(code, tool)
    }

    /// A set of events without what only names others: C_RETURN and C_RAISE come with CALL, BRANCH is two events.
    fn normal_events(&mut self, events: u32) -> PyResult<u32> {
        if events & NATIVE_ENDS != 0 && events & NATIVE_CALLS != NATIVE_CALLS {
            return Err(self.value_error("cannot set C_RETURN or C_RAISE events independently"));
        }
        let events = events & !NATIVE_ENDS;
        Ok(match events & Monitored::Branch.bit() {
            0 => events,
            _ => events & !Monitored::Branch.bit() | BRANCHES,
        })
    }

    fn check_monitoring_tool_used(&mut self, tool: usize) -> PyResult<()> {
        match self.interpreter().monitoring.tools[tool].name {
            Some(_) => Ok(()),
            None => Err(self.value_error(format!("tool {tool} is not in use"))),
        }
    }

    /// Sets the events of a tool everywhere.
    pub fn set_monitoring_events(&mut self, tool: usize, events: i32) -> PyResult<()> {
        let set = events as u32;
        if set >= 1 << Monitored::ALL.len() {
            return Err(self.value_error(format!("invalid event set {set:#x}")));
        }
        let set = self.normal_events(set)?;
        self.check_monitoring_tool_used(tool)?;
        let state = &mut self.interpreter_mut().monitoring.tools[tool];
        let added = set & !std::mem::replace(&mut state.events, set);
        for event in Monitored::ALL {
            state.turns[*event as usize] += u32::from(added & event.bit() != 0);
        }
        self.monitoring_changed();
        Ok(())
    }

    /// Sets the events of a tool in one code object.
    pub fn set_local_monitoring_events(
        &mut self,
        code: &CodeObject,
        tool: usize,
        events: i32,
    ) -> PyResult<()> {
        let set = self.normal_events(events as u32)?;
        if set >= 1 << (Monitored::StopIteration as u32 + 1) {
            return Err(self.value_error(format!("invalid local event set {set:#x}")));
        }
        self.check_monitoring_tool_used(tool)?;
        let cleared = self.interpreter().monitoring.tools[tool].cleared;
        let before = self.interpreter().monitoring.local_events(code, tool) | self.monitoring_events(tool);
        {
            let mut slot = code.monitoring.borrow_mut();
            let local = slot.get_or_insert_default();
            local.events[tool] = (set, cleared);
            let added = set & !before;
            local.disabled.retain(|&(_, event, owner), _| owner != tool || added & event.bit() == 0);
        }
        self.interpreter_mut().monitoring.local |= set != 0;
        self.monitoring_changed();
        Ok(())
    }

    /// Makes disabled events happen again.
    pub fn restart_monitoring_events(&mut self) {
        self.interpreter_mut().monitoring.restarts += 1;
    }

    fn monitoring_changed(&mut self) {
        self.for_each_thread(Thread::follow_monitoring);
    }

    /// Whether somebody is told of the lines, or instructions, of the running frame.
    pub(super) fn lines_are_instrumented(&self) -> bool {
        let wanted = Monitored::Line.bit() | Monitored::Instruction.bit();
        !self.tracing.trace.is_null()
            || self
                .running_frame()
                .exec()
                .code()
                .is_some_and(|code| self.interpreter().monitoring.wants(code, wanted))
    }

    /// Whether the loops of the running frame report events themselves: which way they go, or their lines. CPython does not
    /// specialize them then.
    pub(crate) fn loops_are_instrumented(&self) -> bool {
        if !self.tracing.trace.is_null() {
            return true;
        }
        let Some(code) = self.running_frame().exec().code().filter(|_| self.tracing.monitoring) else {
            return false;
        };
        let wanted = BRANCHES | Monitored::Line.bit() | Monitored::Instruction.bit();
        self.interpreter().monitoring.wants(code, wanted)
    }

    /// Takes over whether tools of the interpreter want events.
    pub(crate) fn follow_monitoring(&mut self) {
        self.tracing.monitoring = self.interpreter().monitoring.is_active();
        if !self.tracing.monitoring {
            self.tracing.forget_native_calls(|call| call.monitored = None);
        }
        self.tracers_changed(Raw::NULL);
    }

    /// Tells the tools that want it of an event at an instruction. `arguments` follow the code object.
    pub(super) fn monitor(
        &mut self,
        at: FrameRef,
        offset: u32,
        event: Monitored,
        arguments: &[Value],
    ) -> PyResult<()> {
        if !self.tracing.monitoring || self.tracing.inside {
            return Ok(());
        }
        let Some(code) = at.exec().code() else { return Ok(()) };
        let tools = self.interpreter().monitoring.tools_for(code, offset, event);
        if tools == 0 {
            return Ok(());
        }
        let header = std::ptr::from_ref(code).cast_mut().cast();
        // SAFETY: the frame keeps its code alive.
        let owner = unsafe { Value::from_borrowed(Raw::pointer(header)) };
        let mut all = Vec::with_capacity(1 + arguments.len());
        all.push(owner);
        all.extend_from_slice(arguments);
        for tool in (0..TOOLS).rev().filter(|tool| tools & 1 << tool != 0) {
            let callback = self.interpreter().monitoring.tools[tool].callbacks[event as usize].clone();
            let Some(callback) = callback else { continue };
            let answer = self.call_unobserved(&callback, &all)?;
            let disable = self.interpreter().monitoring.markers.as_ref().map(|(disable, _)| disable.raw());
            if disable == Some(answer.raw()) {
                self.stop_monitoring(code, offset, event, tool)?;
            }
        }
        Ok(())
    }

    /// A callback answered DISABLE.
    fn stop_monitoring(
        &mut self,
        code: &CodeObject,
        offset: u32,
        event: Monitored,
        tool: usize,
    ) -> PyResult<()> {
        if event.is_local() {
            self.interpreter().monitoring.disable(code, offset, event, tool);
            return Ok(());
        }
        let name = event.name();
        self.set_monitoring_callback(tool, event, None);
        Err(self.exception(Class::ValueError, &format!("Cannot disable {name} events. Callback removed.")))
    }
}
