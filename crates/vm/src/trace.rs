//! Tracing and profiling: `sys.settrace`, `sys.setprofile`, and the state that makes frames change form.
#![expect(unsafe_code, reason = "owns raw references to the trace functions")]

mod events;
mod jump;
mod lines;
mod monitored;
pub mod monitoring;
mod moving;

use std::sync::atomic::Ordering;

use crate::thread::{EVENTS_PENDING, Thread};
use crate::value::{Raw, Value};

pub(crate) use lines::Instructions;
pub(crate) use moving::Pending;

/// What a thread is traced by.
pub struct Tracing {
    /// `sys.settrace`'s function, or NULL. Owned.
    pub(crate) trace: Raw,
    /// `sys.setprofile`'s function, or NULL. Owned.
    pub(crate) profile: Raw,
    /// Whether `sys.monitoring` has a tool that wants events.
    pub(crate) monitoring: bool,
    /// Whether a trace or profile function or a monitoring callback runs: events are off meanwhile.
    pub(crate) inside: bool,
    /// Whether some frame must change its form before its next word.
    pub(crate) frame_moves: bool,
    /// The event under way, while `inside`.
    pub(crate) event: Option<Event>,
    /// The code unit at which a frame is seen, where that is a prefix of the instruction it is at.
    pub(crate) unit: Option<(*mut Raw, u32)>,
    /// Native calls under way that a profiler is to be told the end of.
    native_calls: Vec<NativeCall>,
    /// Frames that move when control returns to them.
    pending: Vec<Pending>,
}

/// What a trace function is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    /// A frame begins.
    Call,
    /// A generator goes on.
    Resume,
    /// An exception is thrown into a generator.
    Throw,
    Line,
    Return,
    Yield,
    /// An exception ends the frame.
    Unwind,
    Exception,
    Opcode,
    NativeCall,
    NativeReturn,
    NativeException,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Event::Call | Event::Resume | Event::Throw => "call",
            Event::Line => "line",
            Event::Return | Event::Yield | Event::Unwind => "return",
            Event::Exception => "exception",
            Event::Opcode => "opcode",
            Event::NativeCall => "c_call",
            Event::NativeReturn => "c_return",
            Event::NativeException => "c_exception",
        }
    }
}

/// A native function whose end is to be told.
struct NativeCall {
    /// The calling frame's base.
    fp: *mut Raw,
    /// The word that calls.
    pc: *const u64,
    /// What the profiler was told.
    profiled: Option<Value>,
    /// What monitoring tools were told: the callable and its first argument.
    monitored: Option<(Value, Value)>,
    /// Operands that nobody else has: they die after the end was told.
    held: Vec<Value>,
}

impl Default for Tracing {
    fn default() -> Tracing {
        Tracing {
            trace: Raw::NULL,
            profile: Raw::NULL,
            monitoring: false,
            inside: false,
            frame_moves: false,
            event: None,
            unit: None,
            native_calls: Vec::new(),
            pending: Vec::new(),
        }
    }
}

impl Tracing {
    /// Whether calls and lines are reported now.
    #[inline]
    pub fn active(&self) -> bool {
        !self.inside && self.enabled()
    }

    /// Whether there is a trace or profile function or a monitoring tool.
    #[inline]
    pub fn enabled(&self) -> bool {
        self.monitoring || !(self.trace.is_null() && self.profile.is_null())
    }

    /// Changes what is to be told of native calls that have not ended.
    fn forget_native_calls(&mut self, change: impl Fn(&mut NativeCall)) {
        self.native_calls.iter_mut().for_each(change);
        self.native_calls.retain(|call| call.profiled.is_some() || call.monitored.is_some());
    }
}

impl Thread {
    /// `sys.settrace`; `None` ends tracing.
    pub fn set_trace(&mut self, function: Option<Value>) {
        let old = std::mem::replace(&mut self.tracing.trace, function.map_or(Raw::NULL, Value::into_raw));
        self.tracers_changed(old);
    }

    /// `sys.setprofile`; `None` ends profiling.
    pub fn set_profile(&mut self, function: Option<Value>) {
        let old = std::mem::replace(&mut self.tracing.profile, function.map_or(Raw::NULL, Value::into_raw));
        if self.tracing.profile.is_null() {
            self.tracing.forget_native_calls(|call| call.profiled = None);
        }
        self.tracers_changed(old);
    }

    /// The function of `sys.settrace`, if any.
    pub fn trace_function(&self) -> Option<Value> {
        let raw = self.tracing.trace;
        // SAFETY: the thread owns it.
        (!raw.is_null()).then(|| unsafe { Value::from_borrowed(raw) })
    }

    /// The function of `sys.setprofile`, if any.
    pub fn profile_function(&self) -> Option<Value> {
        let raw = self.tracing.profile;
        // SAFETY: the thread owns it.
        (!raw.is_null()).then(|| unsafe { Value::from_borrowed(raw) })
    }

    /// Calls a function with tracing as it is outside a trace function.
    pub fn call_traced(&mut self, function: &Value, arguments: &[Value]) -> crate::native::PyResult {
        let inside = std::mem::replace(&mut self.tracing.inside, false);
        if self.tracing.enabled() {
            self.limit.store(EVENTS_PENDING, Ordering::SeqCst);
        }
        let result = self.call(function, arguments);
        self.tracing.inside = inside;
        result
    }

    /// After a tracer was set or taken away: live frames change their form, and calls take their slow path.
    pub(crate) fn tracers_changed(&mut self, old: Raw) {
        if self.tracing.enabled() {
            self.move_live_frames();
            if !self.tracing.inside {
                self.limit.store(EVENTS_PENDING, Ordering::SeqCst);
            }
        }
        if !old.is_null() {
            // SAFETY: the thread owned it.
            drop(unsafe { Value::from_raw(old) });
        }
    }
}
