//! `frame`: what Python sees of frame objects, be their frames running, suspended or gone.
#![expect(unsafe_code, reason = "reads frames on the value stack and in generators")]

use crate::builtins::code::CodeObject;
use crate::builtins::generator::Generator;
use crate::dying::{Direction, Dying};
use crate::frames::{self, FrameObject, FrameRef, Place};
use crate::native::NativeType;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};
use taipan_bytecode::Opcode;

/// The type `frame`.
pub(crate) static TYPE: NativeType = NativeType {
    name: "frame",
    module: "builtins",
    doc: "",
    kind: Kind::Frame,
    base: Some(Kind::Object),
    layout: &frames::LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// `__sizeof__` of a frame of this code, or of a generator: CPython's header, and a word for each local and stack position.
pub(crate) fn frame_size(code: &CodeObject) -> usize {
    const HEADER: usize = 152;
    HEADER + 8 * (code.locals.len() + code.code().stacksize as usize)
}

impl FrameObject {
    /// Where its locals lie; they stay there until Python runs.
    pub(crate) fn slots(&self) -> *mut Raw {
        match self.place.get() {
            Place::Stack(base) => base,
            // SAFETY: the frame's generator lives as long as it says so.
            Place::Generator(generator) => unsafe { (*generator).words() },
            Place::Detached => self.locals.borrow_mut().as_mut_ptr(),
        }
    }

    /// How many locals there are to be seen: none of a frame that was cleared.
    pub(crate) fn slot_count(&self) -> usize {
        match self.place.get() {
            Place::Detached => self.locals.borrow().len(),
            _ => self.code().locals.len(),
        }
    }

    /// The frame on the thread's stack; `None` when it is suspended or gone.
    pub(crate) fn on_stack(&self, t: &Thread) -> Option<FrameRef> {
        let Place::Stack(base) = self.place.get() else { return None };
        let mut at = Some(t.running_frame());
        while let Some(frame) = at {
            if frame.fp == base {
                return Some(frame);
            }
            at = frame.outer();
        }
        None
    }

    /// `f_lasti`: -1 before the first instruction.
    pub(crate) fn last_instruction(&self, t: &Thread) -> i32 {
        match self.place.get() {
            Place::Stack(base) => {
                if let Some((_, unit)) = t.tracing.unit.filter(|&(seen, _)| seen == base) {
                    return unit as i32;
                }
                self.on_stack(t).and_then(|at| t.seen_offset(at)).map_or(-1, |offset| offset as i32)
            }
            // SAFETY: a suspended generator's exec lives as long as its code.
            Place::Generator(generator) => unsafe {
                let (exec, at) = (&*(*generator).exec.get(), (*generator).yielded_at.get());
                let at = if at.is_null() { (*generator).resume_at.get().wrapping_sub(1) } else { at };
                // CPython's suspended frames stand at the next instruction.
                exec.offset_of(at).map_or(-1, |offset| offset as i32 + 2)
            },
            Place::Detached => self.last_offset.get(),
        }
    }

    /// Notes where the frame ends. One that ends before its first RESUME counts as just past that.
    pub(crate) fn leave_at(&self, offset: Option<u32>) {
        let code = &self.code().code().code;
        let first =
            code.chunks_exact(2).position(|unit| unit[0] == Opcode::Resume as u8).map(|unit| 2 * unit as u32);
        let offset = match (offset, first) {
            (Some(offset), Some(first)) if offset < first => Some(first + 2),
            _ => offset,
        };
        self.last_offset.set(offset.map_or(-1, |offset| offset as i32));
    }

    /// The current line, where one is known.
    pub(crate) fn line(&self, t: &Thread) -> Option<i32> {
        let code = self.code().code();
        match u32::try_from(self.last_instruction(t)) {
            Ok(offset) => code.line_of(offset),
            Err(_) => Some(code.firstlineno),
        }
    }

    /// The generator or coroutine whose frame this is.
    pub(crate) fn generator(&self, t: &Thread) -> Option<Value> {
        let generator: *mut Generator = match self.place.get() {
            Place::Generator(generator) => generator,
            Place::Stack(base) => {
                let at = self.on_stack(t)?;
                if !at.is_generator() {
                    return None;
                }
                // SAFETY: a generator's frame names it in the word below its header.
                unsafe { (*base.sub(Generator::LINK)).cast() }
            }
            Place::Detached => return None,
        };
        // SAFETY: the generator of a live frame is alive.
        Some(unsafe { Value::from_borrowed(Raw::pointer(generator.cast())) })
    }

    /// Lets go of everything that a finished frame holds.
    fn release(&self, t: &mut Thread) {
        let mut dying = Dying::new();
        let mut locals = self.locals.take();
        for field in [&self.extra_locals, &self.trace, &self.namespace] {
            dying.value(field.replace(Raw::NULL));
        }
        for value in self.kept.take() {
            dying.value(value);
        }
        // SAFETY: the object owned the locals, which live until they are buried.
        unsafe {
            if !locals.is_empty() {
                dying.storage(
                    locals.as_mut_ptr(),
                    1,
                    locals.len(),
                    Direction::LastToFirst,
                    std::ptr::null_mut(),
                );
            }
            t.bury_all(dying);
        }
        drop(locals);
    }
}

/// The methods and attributes of frames.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{FrameObject, FrameRef, Generator, Place, Thread, Value};
    use crate::builtins::fields::{read, write};
    use crate::builtins::frame_locals::FrameLocals;
    use crate::native::PyResult;
    use taipan_bytecode::code_flags;

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let Some(frame) = this.exact::<FrameObject>() else { unreachable!("frames have no subclasses") };
        let line = frame.line(t).unwrap_or(-1);
        let address = crate::builtins::object::identity_text(this);
        let (filename, name) = (frame.code().filename().clone(), frame.code().name().clone());
        let filename = t.repr_lossy(&filename)?;
        let name = t.str_lossy(&name)?;
        Ok(format!("<frame at {address:#x}, file {filename}, line {line}, code {name}>"))
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &FrameObject) -> PyResult<usize> {
        let _ = t;
        Ok(super::frame_size(this.code()))
    }

    /// Drops all locals of a frame that has ended.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &Value) -> PyResult<()> {
        let Some(frame) = this.exact::<FrameObject>() else { unreachable!("frames have no subclasses") };
        match frame.place.get() {
            Place::Stack(_) => return Err(t.runtime_error("cannot clear an executing frame")),
            Place::Generator(_) => {
                let generator = frame.generator(t);
                let fresh = generator.as_ref().and_then(Generator::of).is_some_and(Generator::is_fresh);
                if !fresh {
                    return Err(t.runtime_error("cannot clear a suspended frame"));
                }
                if let Some(generator) = generator {
                    if generator.is_kind(crate::object::Kind::Coroutine) {
                        t.warn_never_awaited(&generator)?;
                    }
                    let close = t.interpreter().names().close.clone();
                    t.call_method(&generator, &close, &[])?;
                }
            }
            Place::Detached => {}
        }
        frame.release(t);
        Ok(())
    }

    /// The frame that called this one.
    #[getter]
    fn f_back(t: &mut Thread, this: &FrameObject) -> PyResult {
        if let Some(back) = read(&this.back) {
            return Ok(back);
        }
        match this.on_stack(t).and_then(FrameRef::outer).and_then(FrameRef::python) {
            Some(outer) => t.frame_object(outer),
            None => Ok(Value::NONE),
        }
    }

    /// The code that the frame runs.
    #[getter]
    fn f_code(t: &mut Thread, this: &FrameObject) -> PyResult {
        let _ = t;
        Ok(read(&this.code).unwrap_or(Value::NONE))
    }

    /// The namespace of global variables.
    #[getter]
    fn f_globals(t: &mut Thread, this: &FrameObject) -> PyResult {
        let _ = t;
        Ok(this.function().and_then(|function| read(&function.globals)).unwrap_or(Value::NONE))
    }

    /// The namespace of builtins.
    #[getter]
    fn f_builtins(t: &mut Thread, this: &FrameObject) -> PyResult {
        let builtins = this.function().and_then(|function| read(&function.builtins));
        Ok(builtins.map_or(Value::NONE, |builtins| t.shown_builtins(&builtins)))
    }

    /// The mapping through which the frame finds its locals.
    #[getter]
    fn f_locals(t: &mut Thread, this: &Value) -> PyResult {
        let Some(frame) = this.exact::<FrameObject>() else { unreachable!("frames have no subclasses") };
        match read(&frame.namespace) {
            Some(namespace)
                if frame.code().code().flags & code_flags::OPTIMIZED == 0 && !frame.runs_comprehension() =>
            {
                Ok(namespace)
            }
            _ => FrameLocals::new(t, this.clone().into_raw()),
        }
    }

    /// The offset of the instruction that the frame is at.
    #[getter]
    fn f_lasti(t: &mut Thread, this: &FrameObject) -> PyResult<i64> {
        Ok(i64::from(this.last_instruction(t)))
    }

    /// The line that the frame is at.
    #[getter]
    fn f_lineno(t: &mut Thread, this: &FrameObject) -> PyResult {
        Ok(this.line(t).map_or(Value::NONE, |line| Value::small_int(i64::from(line))))
    }

    #[setter("f_lineno")]
    fn set_lineno(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(cannot_delete(t, "f_lineno"));
        };
        t.jump_to_line(this, value)
    }

    /// The frame's own trace function, or None.
    #[getter]
    fn f_trace(t: &mut Thread, this: &FrameObject) -> PyResult {
        let _ = t;
        Ok(read(&this.trace).unwrap_or(Value::NONE))
    }

    #[setter("f_trace")]
    fn set_trace(t: &mut Thread, this: &FrameObject, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.trace, value.filter(|value| !value.is_none()).cloned());
        Ok(())
    }

    /// Whether the trace function is told of lines.
    #[getter]
    fn f_trace_lines(t: &mut Thread, this: &FrameObject) -> PyResult<bool> {
        let _ = t;
        Ok(this.trace_lines.get())
    }

    #[setter("f_trace_lines")]
    fn set_trace_lines(t: &mut Thread, this: &FrameObject, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else { return Err(t.type_error("can't delete numeric/char attribute")) };
        this.trace_lines.set(flag(t, value)?);
        Ok(())
    }

    /// Whether the trace function is told of instructions.
    #[getter]
    fn f_trace_opcodes(t: &mut Thread, this: &FrameObject) -> PyResult<bool> {
        let _ = t;
        Ok(this.trace_opcodes.get())
    }

    #[setter("f_trace_opcodes")]
    fn set_trace_opcodes(t: &mut Thread, this: &FrameObject, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(cannot_delete(t, "f_trace_opcodes"));
        };
        this.trace_opcodes.set(flag(t, value)?);
        Ok(())
    }

    /// The generator or coroutine whose frame this is, or None.
    #[getter]
    fn f_generator(t: &mut Thread, this: &FrameObject) -> PyResult {
        Ok(this.generator(t).unwrap_or(Value::NONE))
    }

    fn cannot_delete(t: &mut Thread, name: &str) -> crate::errors::Exception {
        let text = format!("attribute '{name}' of 'frame' objects cannot be deleted");
        t.exception(crate::errors::Class::AttributeError, &text)
    }

    fn flag(t: &mut Thread, value: &Value) -> PyResult<bool> {
        match value {
            value if value.is(&Value::TRUE) => Ok(true),
            value if value.is(&Value::FALSE) => Ok(false),
            _ => Err(t.type_error("attribute value type must be bool")),
        }
    }
}
