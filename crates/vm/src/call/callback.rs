//! Calls that native code makes of the same object again and again: one pseudo-frame serves them all.
#![expect(unsafe_code, reason = "lays frames on the value stack")]

use crate::builtins::function::Function;
use crate::exec::{Exec, PLAIN};
use crate::native::PyResult;
use crate::object::Kind;
use crate::ops;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// What native code calls again and again, with the same number of positional arguments. See [`Thread::with_callback`].
#[derive(Clone, Copy, Debug)]
pub struct Callback<'c> {
    callable: &'c Value,
    /// The pseudo-frame below the callee's frames; null where each call goes the usual way.
    scratch: *mut Raw,
    /// The code of the Python function that is called.
    exec: *const Exec,
    /// How many arguments it takes.
    count: usize,
}

impl Thread {
    /// Runs `body` with something that calls `callable` with `count` positional arguments, quicker each time than
    /// [`Thread::call`].
    pub fn with_callback<R>(
        &mut self,
        callable: &Value,
        count: usize,
        body: impl FnOnce(&mut Thread, Callback<'_>) -> R,
    ) -> R {
        let callback = Callback::open(self, callable, count);
        let result = body(self, callback);
        callback.close(self);
        result
    }
}

impl<'c> Callback<'c> {
    /// See [`Thread::with_callback`]. To be closed by [`Callback::close`], after all that was opened after it.
    pub(crate) fn open(t: &mut Thread, callable: &'c Value, count: usize) -> Callback<'c> {
        let mut callback = Callback::once(callable);
        if !callable.is_kind(Kind::Function) || t.native_stack_is_low() {
            return callback;
        }
        // SAFETY: the kind says what it is; the pseudo-frame makes room for its frames.
        unsafe {
            if let Some(exec) = plain_code(callable, count)
                && let Some(scratch) = t.push_native_frame((*exec).slots as usize + frame::HEADER + 1)
            {
                callback.scratch = scratch;
                callback.exec = exec;
                callback.count = count;
            }
        }
        callback
    }

    /// Ends what [`Callback::open`] began.
    pub(crate) fn close(self, t: &mut Thread) {
        if !self.scratch.is_null() {
            // What was called answered already: the slot of the result is empty.
            let left = t.pop_native_frame(self.scratch);
            debug_assert!(left.is_none(), "a result stayed behind");
        }
    }

    /// For code that mostly calls something again and again, where it calls it once.
    #[inline]
    pub(crate) fn once(callable: &'c Value) -> Callback<'c> {
        Callback { callable, scratch: std::ptr::null_mut(), exec: std::ptr::null(), count: 0 }
    }

    /// [`Callback::call`] with any number of arguments.
    pub(crate) fn call_slice(&self, t: &mut Thread, arguments: &[Value]) -> PyResult {
        t.call(self.callable, arguments)
    }

    /// Calls it. There must be as many arguments as [`Thread::with_callback`] was told.
    #[inline(always)]
    pub fn call<const N: usize>(&self, t: &mut Thread, arguments: &[Value; N]) -> PyResult {
        if self.scratch.is_null() {
            return t.call(self.callable, arguments);
        }
        // SAFETY: the pseudo-frame was made for frames of this code, and nothing lies above it while it is the running frame.
        unsafe {
            let function = &*self.callable.raw().cast::<Function>();
            let same = function.exec.get() == self.exec && function.version.get() != 0;
            if !same || self.count != N || t.fp != self.scratch || t.tracing.active() || t.depth <= 0 {
                return t.call(self.callable, arguments);
            }
            let base = self.scratch.add(1 + frame::HEADER);
            for (index, argument) in arguments.iter().enumerate() {
                *base.add(index) = argument.clone().into_raw();
            }
            t.run_callback(self, base, N)
        }
    }
}

/// The code of a Python function that takes exactly `count` arguments by position, and needs nothing but these.
///
/// # Safety
/// `callable` is a function.
#[inline(always)]
pub(super) unsafe fn plain_code(callable: &Value, count: usize) -> Option<*const Exec> {
    // SAFETY: the function is live, and so is its code.
    unsafe {
        let function = callable.raw().cast::<Function>();
        let exec = (*function).exec.get();
        let plain = (*function).version.get() != 0
            && (*exec).flags & PLAIN != 0
            && (*exec).argcount as usize == count;
        plain.then_some(exec)
    }
}

impl Thread {
    /// Runs the frame at `base`, where the arguments lie.
    #[inline(never)]
    unsafe fn run_callback(&mut self, callback: &Callback<'_>, base: *mut Raw, arguments: usize) -> PyResult {
        // SAFETY: there is room for the frame, whose words are owned by it.
        unsafe {
            ops::clear_slots(base, arguments, (*callback.exec).nlocals as usize);
            self.lay_callee(base, callback.callable, callback.exec, callback.scratch);
            let depth = self.depth;
            ops::run(self, (*callback.exec).entry, base, depth - 1);
            self.depth = depth;
            let result = callback.scratch.replace(Raw::NULL);
            if result.is_null() { Err(self.take_raised()) } else { Ok(Value::from_raw(result)) }
        }
    }

    /// Writes the header of a frame that returns to native code.
    #[inline(always)]
    pub(super) unsafe fn lay_callee(
        &self,
        base: *mut Raw,
        callable: &Value,
        exec: *const Exec,
        caller: *mut Raw,
    ) {
        // SAFETY: the caller made room for the frame.
        unsafe {
            *base.sub(frame::CALLABLE) = callable.clone().into_raw();
            *base.sub(frame::EXEC) = Raw(exec as u64);
            *base.sub(frame::OBJECT) = Raw(0);
            *base.sub(frame::RETURN) = Raw(&raw const ops::returns::EXIT_WORDS[1] as u64);
            *base.sub(frame::BASE) = Raw(caller as u64);
        }
    }
}
