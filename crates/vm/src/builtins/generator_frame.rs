//! Frame objects of generators.
#![expect(unsafe_code, reason = "reads a generator's words")]

use crate::builtins::fields::read;
use crate::builtins::generator::{Generator, State};
use crate::frames::{FrameRef, Place};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

impl Thread {
    /// The frame object of a generator; `None` once it is finished.
    pub(crate) fn generator_frame(&mut self, generator: &Generator) -> PyResult<Option<Value>> {
        match generator.state.get() {
            State::Finished => Ok(None),
            State::Running if !generator.base.get().is_null() => {
                let pc = self.frame_position(generator.base.get());
                self.frame_object(FrameRef { fp: generator.base.get(), pc }).map(Some)
            }
            _ => {
                if generator.frame.get() == Raw(0) {
                    let made = self.suspended_frame(generator)?;
                    generator.frame.set(made.into_raw());
                }
                // SAFETY: the generator owns its frame object.
                Ok(Some(unsafe { Value::from_borrowed(generator.frame.get()) }))
            }
        }
    }

    /// The word at which the frame at `base` stands.
    fn frame_position(&self, base: *mut Raw) -> *const u64 {
        let mut at = Some(self.running_frame());
        while let Some(frame) = at {
            if frame.fp == base {
                return frame.pc;
            }
            at = frame.outer();
        }
        std::ptr::null()
    }

    /// Makes the frame object of a suspended generator.
    fn suspended_frame(&mut self, generator: &Generator) -> PyResult {
        let place = Place::Generator(std::ptr::from_ref(generator).cast_mut());
        self.make_frame_object(place, read(&generator.function), read(&generator.code), Raw::NULL)
    }
}
