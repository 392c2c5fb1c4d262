//! Frames from outside: walking the value stack, frame objects, popping, unwinding.
#![expect(unsafe_code, reason = "reads and moves frames on the value stack")]

use std::cell::{Cell, RefCell};

use taipan_bytecode::code_flags;
use taipan_heap::Header;

use crate::builtins::code::CodeObject;
use crate::builtins::function::Function;
use crate::builtins::generator::Generator;
use crate::dying::{Direction, Dying};
use crate::exec::Exec;
use crate::native::PyResult;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::{Thread, frame};
use crate::trace::monitoring::Monitored;
use crate::value::{Raw, Value};

/// A frame on the value stack.
#[derive(Clone, Copy, Debug)]
pub struct FrameRef {
    pub(crate) fp: *mut Raw,
    /// Within the word that runs, or that called.
    pub(crate) pc: *const u64,
}

impl FrameRef {
    /// Its executable code.
    pub(crate) fn exec<'a>(self) -> &'a Exec {
        // SAFETY: every frame's header names its code.
        unsafe { &*((*self.fp.sub(frame::EXEC)).0 as *const Exec) }
    }

    /// The canonical offset of the instruction it is at.
    pub(crate) fn offset(self) -> Option<u32> {
        self.exec().offset_of(self.pc)
    }

    /// The next frame outwards, pseudo-frames included.
    pub(crate) fn outer(self) -> Option<FrameRef> {
        // SAFETY: headers chain to the thread's first pseudo-frame, whose base is null.
        unsafe {
            let fp = (*self.fp.sub(frame::BASE)).0 as *mut Raw;
            if fp.is_null() {
                return None;
            }
            let back = (*self.fp.sub(frame::RETURN)).0 as *const u64;
            // Native pseudo-frames keep the word that called; others where it goes on, just past it.
            let native = self.exec().code().is_none() && self.exec().slots == 1;
            Some(FrameRef { fp, pc: if native { back } else { back.wrapping_sub(1) } })
        }
    }

    /// This frame or the next one outwards that runs Python code.
    pub(crate) fn python(self) -> Option<FrameRef> {
        let mut at = Some(self);
        while let Some(frame) = at {
            if frame.exec().code().is_some() {
                return Some(frame);
            }
            at = frame.outer();
        }
        None
    }

    /// Whether a generator runs in it, past its RETURN_GENERATOR.
    pub(crate) fn is_generator(self) -> bool {
        let exec = self.exec();
        let kinds = code_flags::GENERATOR | code_flags::COROUTINE | code_flags::ASYNC_GENERATOR;
        exec.flags & kinds != 0 && exec.index_of(self.pc) as u32 > exec.generator_from
    }

    /// Whether its code is a generator's, begun or not.
    fn belongs_to_generator(self) -> bool {
        let kinds = code_flags::GENERATOR | code_flags::COROUTINE | code_flags::ASYNC_GENERATOR;
        self.exec().flags & kinds != 0
    }

    /// The function whose code it runs.
    pub(crate) fn function<'a>(self) -> Option<&'a Value> {
        // SAFETY: a Python frame's callable is its function.
        unsafe {
            let callable = self.fp.sub(frame::CALLABLE);
            (!(*callable).is_null()).then(|| Value::borrow_slot(callable))
        }
    }
}

/// Where a frame object's frame is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// On a value stack.
    Stack(*mut Raw),
    /// In a suspended generator.
    Generator(*mut Generator),
    /// Gone: the object owns the locals.
    Detached,
}

/// A Python frame object. Made when somebody asks, or when a frame has a namespace of its own.
#[repr(C)]
pub struct FrameObject {
    pub(crate) header: Header,
    pub(crate) place: Cell<Place>,
    pub(crate) function: Cell<Raw>,
    pub(crate) code: Cell<Raw>,
    /// The namespace of a module, class body or `exec`; NULL for functions.
    pub(crate) namespace: Cell<Raw>,
    /// `f_trace`, or NULL.
    pub(crate) trace: Cell<Raw>,
    /// The caller's frame object once detached, or NULL.
    pub(crate) back: Cell<Raw>,
    /// Variables that are no locals, set through `f_locals`: a dict, or NULL.
    pub(crate) extra_locals: Cell<Raw>,
    /// Locals of a detached frame.
    pub(crate) locals: RefCell<Vec<Raw>>,
    /// Canonical offset of a detached frame, -1 before the first instruction.
    pub(crate) last_offset: Cell<i32>,
    pub(crate) trace_lines: Cell<bool>,
    pub(crate) trace_opcodes: Cell<bool>,
    /// Canonical offset of the instruction that ran before the one that tracers are told of.
    pub(crate) previous: Cell<i32>,
    /// What lives as long as the frame, as in CPython, besides its locals: what they held before they were rebound through
    /// `f_locals`, and what a generator that died where it stood was computing with.
    pub(crate) kept: RefCell<Vec<Raw>>,
}

// SAFETY: repr(C), begins with a header; frame objects are made below with this layout.
unsafe impl Object for FrameObject {
    const KIND: Kind = Kind::Frame;
}

/// The memory of frame objects.
pub static LAYOUT: Layout = Layout::tracked(Kind::Frame, size_of::<FrameObject>(), traverse, detach);

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<FrameObject>() };
    for field in [&this.function, &this.code, &this.namespace, &this.trace, &this.back, &this.extra_locals] {
        visit(field.get(), with);
    }
    for &local in this.locals.borrow().iter().chain(this.kept.borrow().iter()) {
        visit(local, with);
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    let this = unsafe { &*object.cast::<FrameObject>() };
    for field in [&this.code, &this.function, &this.trace, &this.back, &this.extra_locals, &this.namespace] {
        dying.value(field.replace(Raw::NULL));
    }
    for local in this.locals.take().into_iter().chain(this.kept.take()) {
        dying.value(local);
    }
}

impl FrameObject {
    /// Its code object.
    pub fn code(&self) -> &CodeObject {
        // SAFETY: a whole frame object owns its code.
        unsafe { &*self.code.get().cast() }
    }

    /// Its function, unless it was cleared.
    pub fn function(&self) -> Option<&Function> {
        // SAFETY: a whole frame object owns its function.
        unsafe { Value::borrow_slot(self.function.as_ptr()).exact::<Function>() }
    }
}

/// The struct behind a header's frame-object word.
pub(crate) unsafe fn object_of<'a>(word: Raw) -> &'a FrameObject {
    // SAFETY: the caller read a header's non-zero frame-object word, which is counted.
    unsafe { &*word.cast::<FrameObject>() }
}

/// A generator's frame was copied onto the stack.
pub(crate) fn moved_to(frame_object: Raw, base: *mut Raw) {
    // SAFETY: the generator owns the frame object.
    unsafe { object_of(frame_object) }.place.set(Place::Stack(base));
}

/// A frame's words were copied into its generator.
pub(crate) fn moved_to_generator(frame_object: Raw, generator: *mut Generator) {
    // SAFETY: the frame owned the frame object.
    unsafe { object_of(frame_object) }.place.set(Place::Generator(generator));
}

/// A frame is gone without leaving its locals.
pub(crate) fn detached(frame_object: Raw) {
    // SAFETY: the frame owned the frame object.
    unsafe { object_of(frame_object) }.place.set(Place::Detached);
}

impl Thread {
    /// The running frame, as of the last call out.
    pub(crate) fn running_frame(&self) -> FrameRef {
        FrameRef { fp: self.fp, pc: self.pc }
    }

    /// The frame object of a Python frame, made now if there was none. A new reference.
    pub(crate) fn frame_object(&mut self, at: FrameRef) -> PyResult {
        // SAFETY: the frame is on the stack; its header's frame-object word is 0 or counted.
        unsafe {
            let word = at.fp.sub(frame::OBJECT);
            if (*word).0 != 0 {
                return Ok(Value::from_borrowed(*word));
            }
            let object = self.new_frame_object(at.fp, Raw::NULL)?;
            object_of(object.raw()).previous.set(at.offset().map_or(-1, |offset| offset as i32));
            *word = object.clone().into_raw();
            Ok(object)
        }
    }

    /// The frame object of the Python frame `depth` calls out from the running one.
    pub fn caller_frame(&mut self, depth: usize) -> PyResult<Option<Value>> {
        match self.python_frame_at(depth) {
            Some(at) => Ok(Some(self.frame_object(at)?)),
            None => Ok(None),
        }
    }

    /// `__module__` of the function that runs `depth` calls out.
    pub fn caller_module(&self, depth: usize) -> Option<Value> {
        let function = self.python_frame_at(depth)?.function()?.exact::<Function>()?;
        function.field(&function.module).cloned()
    }

    fn python_frame_at(&self, depth: usize) -> Option<FrameRef> {
        let mut at = self.running_frame().python();
        for _ in 0..depth {
            at = at?.outer().and_then(FrameRef::python);
        }
        at
    }

    /// Makes the frame object of the frame at `fp`, with a namespace of its own or NULL. The header is not changed.
    pub(crate) unsafe fn new_frame_object(&mut self, fp: *mut Raw, namespace: Raw) -> PyResult {
        // SAFETY: the caller says that a frame with a complete header lies at `fp`; what that names lives.
        let (function, code) = unsafe {
            let exec = &*((*fp.sub(frame::EXEC)).0 as *const Exec);
            let code = Raw::pointer(exec.code.cast_mut().cast());
            (Value::from_borrowed(*fp.sub(frame::CALLABLE)), Value::from_borrowed(code))
        };
        self.make_frame_object(Place::Stack(fp), Some(function), Some(code), namespace)
    }

    /// Makes the frame object of a frame that is at `place`. The namespace is NULL, or a reference that the object takes
    /// over if it can be made.
    pub(crate) fn make_frame_object(
        &mut self,
        place: Place,
        function: Option<Value>,
        code: Option<Value>,
        namespace: Raw,
    ) -> PyResult {
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
                namespace: Cell::new(namespace),
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

    /// Ends the running frame: its caller becomes the running one; its frame object, if anybody else has it, takes the
    /// locals over, else the first `left` of them die, last to first; then the function. Returns where the caller goes on.
    pub(crate) fn pop_frame(&mut self, left: usize, back: *const u64, caller: *mut Raw) -> *const u64 {
        // SAFETY: the running frame is whole up to `left`; everything it owns is moved out once.
        unsafe {
            let fp = self.fp;
            let at = self.running_frame();
            let function = *fp.sub(frame::CALLABLE);
            let word = *fp.sub(frame::OBJECT);
            let mut left = left;
            if word.0 == 0 {
                left = self.drop_locals_quietly(fp, left);
                if left == 0 {
                    self.fp = caller;
                    self.pc = back.wrapping_sub(1);
                    self.drop_raw(function);
                    self.fp = caller;
                    self.pc = back.wrapping_sub(1);
                    return back;
                }
            }
            let mut dying = self.spare_dying();
            let mut locals: Vec<Raw> = Vec::new();
            if word.0 != 0 {
                let object = object_of(word);
                object.leave_at(at.offset());
                object.place.set(Place::Detached);
                if object.header.count > 1 {
                    // Somebody keeps the frame: it keeps its locals, and its caller's frame.
                    *object.locals.borrow_mut() = std::slice::from_raw_parts(fp, left).to_vec();
                    left = 0;
                    if object.back.get().is_null() && !at.belongs_to_generator() {
                        if let Some(outer) = at.outer().and_then(FrameRef::python) {
                            if let Ok(outer) = self.frame_object(outer) {
                                object.back.set(outer.into_raw());
                            }
                        }
                    }
                }
            }
            dying.value(function);
            if word.0 != 0 {
                dying.value(word);
            }
            if left > 0 {
                locals.extend_from_slice(std::slice::from_raw_parts(fp, left));
                dying.storage(locals.as_mut_ptr(), 1, left, Direction::LastToFirst, std::ptr::null_mut());
            }
            self.fp = caller;
            self.pc = back.wrapping_sub(1);
            self.bury_all(dying);
            drop(locals);
            self.fp = caller;
            self.pc = back.wrapping_sub(1);
            back
        }
    }

    /// Lays a native call's pseudo-frame above the running frame; `None` when `slots` more don't fit. Its base, which
    /// becomes the running frame's, is the slot that receives the result.
    pub(crate) fn push_native_frame(&mut self, slots: usize) -> Option<*mut Raw> {
        // SAFETY: the room is checked before anything is written.
        unsafe {
            let exec = self.current_exec();
            // A pseudo-frame says in the place of its callable how far it reaches.
            let reach = match exec.code() {
                Some(_) => exec.slots as usize,
                None if exec.slots == 1 => (*self.fp.sub(frame::CALLABLE)).as_int() as usize,
                None => exec.slots as usize,
            };
            let base = self.fp.add(reach + frame::HEADER + 1);
            if base.add(slots + 2 * frame::HEADER + 4) as usize > self.stack_limit {
                return None;
            }
            *base.sub(frame::CALLABLE) = Raw::int(slots as i64 + 1);
            *base.sub(frame::EXEC) = Raw(self.native_exec as u64);
            *base.sub(frame::OBJECT) = Raw(0);
            *base.sub(frame::RETURN) = Raw(self.pc as u64);
            *base.sub(frame::BASE) = Raw(self.fp as u64);
            *base = Raw::NULL;
            self.fp = base;
            Some(base)
        }
    }

    /// Takes a native call's pseudo-frame off again: its result, or `None` when an exception left it.
    pub(crate) fn pop_native_frame(&mut self, base: *mut Raw) -> Option<Value> {
        // SAFETY: `push_native_frame` laid the header.
        unsafe {
            self.pc = (*base.sub(frame::RETURN)).0 as *const u64;
            self.fp = (*base.sub(frame::BASE)).0 as *mut Raw;
            let result = *base;
            (!result.is_null()).then(|| Value::from_raw(result))
        }
    }

    /// Finds who handles the exception being raised: leaves frames until one does. Returns the word to go on at, with
    /// `fp` and `depth` of its frame in the thread; null when a native call's pseudo-frame was reached.
    ///
    /// `trace`: whether the frame at hand adds a traceback entry (re-raising does not).
    pub(crate) fn unwind(&mut self, trace: bool) -> *const u64 {
        self.unwind_from(trace, std::ptr::null())
    }

    /// [`Thread::unwind`] in a generator, which is resumed with an exception and to be seen at the word `seen`.
    pub(crate) fn unwind_thrown(&mut self, seen: *const u64) -> *const u64 {
        self.unwind_from(true, seen)
    }

    fn unwind_from(&mut self, trace: bool, mut thrown: *const u64) -> *const u64 {
        // SAFETY: the running frame is whole, and its side tables say what it owns.
        unsafe {
            let mut trace = trace;
            // Not set when a monitoring callback raised where a handler was entered: that is reported by nobody.
            let mut again = true;
            // Of an exception raised again, where it first left its protected code.
            let mut first_left = self.reraise_offset.take();
            // Whether the exception came out of a call of this frame's, or was thrown into it.
            let mut called = !thrown.is_null();
            // Slots from here on belong to a callee that is gone already.
            let mut boundary: *mut Raw = std::ptr::null_mut::<Raw>().wrapping_byte_sub(8);
            loop {
                let fp = self.fp;
                let exec = &*((*fp.sub(frame::EXEC)).0 as *const Exec);
                let Some(table) = &exec.table else {
                    if exec.slots == 1 {
                        *fp = Raw::NULL;
                        return std::ptr::null();
                    }
                    // The pseudo-frame that holds a new object while `__init__` runs.
                    let object = *fp;
                    let class = *fp.sub(frame::CALLABLE);
                    boundary = fp.sub(frame::HEADER);
                    self.pc = ((*fp.sub(frame::RETURN)).0 as *const u64).wrapping_sub(1);
                    self.fp = (*fp.sub(frame::BASE)).0 as *mut Raw;
                    self.drop_raw(object);
                    self.drop_raw(class);
                    (trace, called) = (true, false);
                    continue;
                };
                let pc = self.pc;
                let Some((point, handler)) = exec.point_and_handler(pc) else {
                    unreachable!("every word has a point")
                };
                let seen = std::mem::replace(&mut thrown, std::ptr::null());
                let left_at = match seen.is_null() {
                    true => point.offset,
                    false => self.seen_offset(FrameRef { fp, pc: seen }).unwrap_or(point.offset),
                };
                let seen = if seen.is_null() { pc } else { seen };
                self.pc = seen;
                if trace {
                    self.add_traceback(FrameRef { fp, pc: seen });
                    if self.tracing.active() {
                        self.trace_exception(called);
                    }
                } else if again && self.tracing.active() {
                    self.monitor_raised(Monitored::Reraise);
                }
                again = true;
                trace = true;
                self.pc = pc;
                let keep = handler.map_or(0, |handler| handler.depth as usize);
                let positions = &table.states[point.state as usize];
                for position in positions.iter().skip(keep).rev() {
                    if position.kind == taipan_translate::PositionKind::Temp {
                        let slot = fp.add(usize::from(position.home));
                        if slot < boundary {
                            let value = slot.replace(Raw::NULL);
                            self.drop_raw(value);
                        }
                    }
                }
                if let Some(handler) = handler {
                    if let Some(home) = handler.lasti {
                        *fp.add(usize::from(home)) = Raw::int(i64::from(first_left.unwrap_or(left_at) / 2));
                    }
                    *fp.add(usize::from(handler.exception)) = self.take_raised().into_value().into_raw();
                    self.fp = fp;
                    let word = table.words.as_ptr().add(handler.word as usize);
                    if self.tracing.active() && !self.monitor_handled(fp, word, handler.exception) {
                        (self.pc, trace, again, called) = (word, false, false, false);
                        continue;
                    }
                    return word;
                }
                if self.tracing.active() {
                    self.pc = seen;
                    self.trace_unwind(first_left, called);
                }
                // Raised again, the frame ends where the exception first left its protected code.
                let kept = |word: Raw| word.0 != 0 && object_of(word).header.count > 1;
                let ended_at = first_left.take().filter(|_| kept(*fp.sub(frame::OBJECT)));
                let ended = ended_at.map(|offset| (offset, Value::from_borrowed(*fp.sub(frame::OBJECT))));
                boundary = fp.sub(frame::HEADER);
                let back = (*fp.sub(frame::RETURN)).0 as *const u64;
                let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
                self.fp = fp;
                self.pc = pc;
                if (FrameRef { fp, pc }).is_generator() || fp == self.fresh_generator {
                    self.fresh_generator = std::ptr::null_mut();
                    self.finish_generator(exec.nlocals as usize);
                } else {
                    self.pop_frame(exec.nlocals as usize, back, caller);
                }
                if let Some((offset, object)) = ended {
                    object_of(object.raw()).leave_at(Some(offset));
                }
                self.depth += 1;
                called = true;
            }
        }
    }
}
