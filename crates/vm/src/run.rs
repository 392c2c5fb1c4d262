//! Running code objects in a namespace: modules, `exec`, class bodies.
#![expect(unsafe_code, reason = "lays a frame on the value stack")]

use crate::builtins::function::Function;
use crate::native::PyResult;
use crate::ops;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

impl Thread {
    /// Runs a code object that takes no arguments with a namespace for its locals.
    pub fn run_in_namespace(&mut self, code: &Value, globals: &Value, locals: &Value) -> PyResult {
        let function = Function::new(self, code, globals)?;
        self.run_body(&function, locals)
    }

    /// Runs a function's code (a class body, a module) with a namespace for its locals.
    pub fn run_body(&mut self, function: &Value, locals: &Value) -> PyResult {
        if self.native_stack_is_low() || self.depth <= 0 {
            return Err(self.recursion_exceeded(""));
        }
        let Some(python) = function.exact::<Function>() else { unreachable!("bodies are functions") };
        let exec = if self.tracing.active() {
            self.traced_exec(python.code())?
        } else {
            python.code().exec(self)?
        };
        // SAFETY: the pseudo-frame makes room for the frame; its header and locals are laid before it runs.
        unsafe {
            let slots = (*exec).slots as usize;
            let Some(scratch) = self.push_native_frame(slots + 2 * frame::HEADER) else {
                return Err(self.stack_overflow());
            };
            let base = scratch.add(1 + frame::HEADER);
            *base.sub(frame::CALLABLE) = function.clone().into_raw();
            *base.sub(frame::EXEC) = Raw(exec as u64);
            *base.sub(frame::OBJECT) = Raw(0);
            *base.sub(frame::RETURN) = Raw(&raw const ops::returns::EXIT_WORDS[1] as u64);
            *base.sub(frame::BASE) = Raw(scratch as u64);
            for index in 0..(*exec).nlocals as usize {
                *base.add(index) = Raw::NULL;
            }
            let object = match self.new_frame_object(base, locals.clone().into_raw()) {
                Ok(object) => object,
                Err(error) => {
                    self.drop_raw(*base.sub(frame::CALLABLE));
                    self.pop_native_frame(scratch);
                    return Err(error);
                }
            };
            *base.sub(frame::OBJECT) = object.into_raw();
            let depth = self.depth;
            if let Some(closure) = python.field(&python.closure) {
                debug_assert!(closure.header().is_some(), "a closure is a tuple");
            }
            ops::run(self, (*exec).entry, base, depth - 1);
            self.depth = depth;
            match self.pop_native_frame(scratch) {
                Some(value) => Ok(value),
                None => Err(self.take_raised()),
            }
        }
    }
}
