//! Frame objects of generators.
#![expect(unsafe_code, reason = "makes a frame object")]

use std::cell::{Cell, RefCell};

use crate::builtins::fields::read;
use crate::builtins::generator::{Generator, State};
use crate::frames::{FrameObject, FrameRef, Place};
use crate::native::PyResult;
use crate::object::Kind;
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
        let (function, code) = (read(&generator.function), read(&generator.code));
        let place = Place::Generator(std::ptr::from_ref(generator).cast_mut());
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = self.heap().alloc(size_of::<FrameObject>());
            if object.is_null() {
                return Err(self.memory_error());
            }
            let header = object.read();
            object.cast::<FrameObject>().write(FrameObject {
                header,
                place: Cell::new(place),
                function: Cell::new(function.map_or(Raw::NULL, Value::into_raw)),
                code: Cell::new(code.map_or(Raw::NULL, Value::into_raw)),
                namespace: Cell::new(Raw::NULL),
                trace: Cell::new(Raw::NULL),
                back: Cell::new(Raw::NULL),
                extra_locals: Cell::new(Raw::NULL),
                locals: RefCell::new(Vec::new()),
                last_offset: Cell::new(-1),
                trace_lines: Cell::new(true),
                trace_opcodes: Cell::new(false),
                previous: Cell::new(-1),
                kept: RefCell::new(Vec::new()),
            });
            self.init_header(object, Kind::Frame, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }
}
