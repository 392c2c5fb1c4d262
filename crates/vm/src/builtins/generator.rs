//! Generators, coroutines, asynchronous generators: a suspended frame's live words behind the object.
//! Their methods are in `generator_methods`.
#![expect(unsafe_code, reason = "frames are copied word by word")]

use std::cell::{Cell, UnsafeCell};

use taipan_bytecode::{Opcode, resume};
use taipan_heap::Header;

use crate::builtins::code::CodeObject;
use crate::dying::Dying;
use crate::errors::{Class, Exception};
use crate::exec::Exec;
use crate::native::PyResult;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::ops;
use crate::thread::{Handled, Thread, frame};
use crate::value::{Raw, Value};

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    /// Not running; its words lie in the object. Not started when `yielded_at` is null.
    Suspended,
    Running,
    /// Returned or raised; it owns no words.
    Finished,
}

/// A generator, coroutine or asynchronous generator.
#[repr(C)]
pub struct Generator {
    pub(crate) header: Header,
    pub(crate) state: Cell<State>,
    /// How many words are live while suspended.
    pub(crate) live: Cell<u32>,
    /// The slot that receives what is sent in, or NO_SLOT.
    pub(crate) sent_slot: Cell<i32>,
    pub(crate) capacity: Cell<u32>,
    /// Where it goes on when nothing that must be dropped is sent in.
    pub(crate) resume_at: Cell<*const u64>,
    /// The YIELD_VALUE it stands at (or null), for side tables.
    pub(crate) yielded_at: Cell<*const u64>,
    pub(crate) exec: Cell<*const Exec>,
    /// The function, counted.
    pub(crate) function: Cell<Raw>,
    /// The frame object, counted, or 0.
    pub(crate) frame: Cell<Raw>,
    /// Base of the frame while running.
    pub(crate) base: Cell<*mut Raw>,
    pub(crate) exceptions: UnsafeCell<Handled>,
    // From here to `extra`: see `finished_words`.
    /// NULL where it is the code's, as mostly.
    pub(crate) name: Cell<Raw>,
    /// As `name`.
    pub(crate) qualname: Cell<Raw>,
    /// The code, counted: outlives the frame.
    pub(crate) code: Cell<Raw>,
    /// For coroutines: `cr_origin`, or NULL. For asynchronous generators: the finalizer hook, or NULL.
    pub(crate) extra: Cell<Raw>,
    /// For asynchronous generators: hooks were called; being iterated; closed.
    pub(crate) async_flags: Cell<u32>,
}

/// What a resumed generator answered.
pub enum Sent {
    Yielded(Value),
    Returned(Value),
}

// SAFETY: repr(C), begins with a header; generators are made below with this layout. The other two kinds share it.
unsafe impl Object for Generator {
    const KIND: Kind = Kind::Generator;
}

const fn layout(kind: Kind) -> Layout {
    Layout::tracked(kind, size_of::<Generator>(), traverse, detach)
}

/// The memory of generators.
pub static LAYOUT: Layout = layout(Kind::Generator);
/// The memory of coroutines.
pub static COROUTINE_LAYOUT: Layout = layout(Kind::Coroutine);
/// The memory of asynchronous generators.
pub static ASYNC_LAYOUT: Layout = layout(Kind::AsyncGenerator);

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is; owned words are those the side tables name.
    unsafe {
        let this = &*object.cast::<Generator>();
        for field in [&this.function, &this.name, &this.qualname, &this.code, &this.extra] {
            visit(field.get(), with);
        }
        if this.frame.get().0 != 0 {
            visit(this.frame.get(), with);
        }
        visit((*this.exceptions.get()).value, with);
        if this.state.get() == State::Suspended {
            for index in this.owned_words() {
                visit(*this.words().add(index), with);
            }
        }
    }
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    unsafe {
        let this = &*object.cast::<Generator>();
        for field in [&this.extra, &this.code, &this.qualname, &this.name, &this.function] {
            dying.value(field.replace(Raw::NULL));
        }
        let frame = this.frame.replace(Raw(0));
        if frame.0 != 0 {
            crate::frames::detached(frame);
            dying.value(frame);
        }
        dying.value(std::mem::replace(&mut (*this.exceptions.get()).value, Raw::NULL));
        if this.state.replace(State::Finished) == State::Suspended {
            for index in this.owned_words() {
                dying.value(*this.words().add(index));
            }
        }
    }
}

impl Generator {
    /// How far below a running frame's base it keeps a pointer to its generator: right below the header.
    pub(crate) const LINK: usize = frame::HEADER + 1;

    /// In place of a slot: what is sent in goes where the link is put afterwards.
    pub(crate) const NO_SLOT: i32 = -(Generator::LINK as i32);

    /// The struct behind any of the three kinds, subclasses do not exist.
    #[inline]
    pub fn of(value: &Value) -> Option<&Generator> {
        let header = value.header()?;
        let kinds = [Kind::Generator, Kind::Coroutine, Kind::AsyncGenerator];
        // SAFETY: the three kinds share the struct.
        kinds.iter().any(|&kind| header.kind == kind as u8).then(|| unsafe { &*value.raw().cast() })
    }

    /// The bytes of a generator whose frame has so many slots: words are copied in pairs.
    pub(crate) const fn size(slots: u32) -> usize {
        size_of::<Generator>() + (slots as usize).next_multiple_of(2) * 8
    }

    /// Makes a free cell the generator of the frame at `fp`, which stands at its RETURN_GENERATOR and whose words move; the
    /// frame object, if any, is left to the caller.
    ///
    /// # Safety
    /// The cell has [`Generator::size`] bytes, `class` is that of the code's generators.
    #[inline(always)]
    pub(crate) unsafe fn fill(
        cell: *mut Header,
        class: *mut Header,
        fp: *mut Raw,
        resume_at: *const u64,
        home: i32,
    ) {
        // SAFETY: the caller's promise; the frame's function and code are alive.
        unsafe {
            let this = cell.cast::<Generator>();
            let exec = (*fp.sub(frame::EXEC)).0 as *const Exec;
            let function = *fp.sub(frame::CALLABLE);
            let python = &*function.cast::<crate::builtins::function::Function>();
            // The frame runs the exec's code, which the function may have been rid of by now.
            let code = (*exec).code;
            let own = |name: Raw, common: &Value| {
                if name == common.raw() {
                    return Raw::NULL;
                }
                name.retain();
                name
            };
            let name = own(python.name.get(), &(*code).name);
            let qualname = own(python.qualname.get(), &(*code).qualname);
            let code = Raw::pointer(code.cast_mut().cast());
            code.retain();
            this.write(Generator {
                header: Header {
                    count: 1,
                    kind: (*exec).generator_kind as u8,
                    reserved: 0,
                    flags: (*cell).flags | taipan_heap::flags::TRACKED,
                    ty: class,
                },
                state: Cell::new(State::Suspended),
                live: Cell::new((*exec).nlocals),
                sent_slot: Cell::new(home),
                capacity: Cell::new((*exec).slots.next_multiple_of(2)),
                resume_at: Cell::new(resume_at),
                yielded_at: Cell::new(std::ptr::null()),
                exec: Cell::new(exec),
                function: Cell::new(function),
                frame: Cell::new(Raw(0)),
                base: Cell::new(std::ptr::null_mut()),
                exceptions: UnsafeCell::new(Handled { value: Raw::NULL, previous: std::ptr::null_mut() }),
                name: Cell::new(name),
                qualname: Cell::new(qualname),
                code: Cell::new(code),
                extra: Cell::new(Raw::NULL),
                async_flags: Cell::new(0),
            });
            ops::generator::copy_pairs((*this).words(), fp, (*exec).nlocals as usize);
        }
    }

    /// `__name__`.
    pub(crate) fn name(&self) -> Value {
        crate::builtins::fields::read(&self.name).unwrap_or_else(|| self.code().name.clone())
    }

    /// `__qualname__`.
    pub(crate) fn qualname(&self) -> Value {
        crate::builtins::fields::read(&self.qualname).unwrap_or_else(|| self.code().qualname.clone())
    }

    /// Where its live words lie.
    #[inline(always)]
    pub(crate) fn words(&self) -> *mut Raw {
        // SAFETY: words lie behind the object.
        unsafe { std::ptr::from_ref(self).cast_mut().add(1).cast() }
    }

    /// What a generator whose frame is gone owns; `None` for others.
    pub(crate) fn finished_words(&self) -> Option<&[Raw]> {
        // SAFETY: nobody changes the field meanwhile; four counted words follow each other, and a cell is as its content.
        unsafe {
            let gone = self.state.get() == State::Finished
                && self.frame.get().0 == 0
                && self.function.get().is_null()
                && (*self.exceptions.get()).value.is_null();
            gone.then(|| std::slice::from_raw_parts((&raw const self.name).cast::<Raw>(), 4))
        }
    }

    /// Indices of the words that a suspended generator owns, ascending: locals, then temporaries.
    pub(crate) fn owned_words(&self) -> impl Iterator<Item = usize> {
        // SAFETY: the exec lives as long as the code, which the generator owns.
        let exec = unsafe { &*self.exec.get() };
        let at = self.yielded_at.get();
        let point = if at.is_null() { None } else { exec.point(at) };
        let temporaries = point.and_then(|point| {
            // SAFETY: the word is a YIELD_VALUE of this code; its operand was consumed by yielding.
            let yielded = unsafe { (*at >> 16) as u16 };
            Some(
                exec.table.as_ref()?.owned(point.state).filter(move |&slot| slot != yielded).map(usize::from),
            )
        });
        (0..exec.nlocals as usize).chain(temporaries.into_iter().flatten())
    }

    /// The operand of the RESUME at which it goes on (see [`resume`]); `None` before its first YIELD_VALUE.
    pub(crate) fn resumption(&self) -> Option<u32> {
        let at = self.yielded_at.get();
        if at.is_null() {
            return None;
        }
        // SAFETY: the exec lives as long as the code, which the generator owns.
        let offset = unsafe { (*self.exec.get()).point(at) }?.offset as usize;
        match self.code().code().code.get(offset + 2..offset + 4) {
            Some(&[opcode, argument]) if opcode == Opcode::Resume as u8 => Some(u32::from(argument)),
            _ => None,
        }
    }

    /// Whether closing it runs nothing of it, and it delegates to nobody: it never began, or no handler but the one that
    /// every generator has covers where it waits. A tracer is told of the exception that ends the latter.
    pub(crate) fn ends_where_it_stands(&self, traced: bool) -> bool {
        self.is_fresh()
            || !traced
                && self.resumption().is_some_and(|resumption| {
                    resumption & resume::DEPTH_1 != 0
                        && resumption & resume::LOCATION < resume::AFTER_YIELD_FROM
                })
    }

    /// Before it dies while it waits: if somebody else has its frame object, that takes over its locals and what it was
    /// computing with, an exception being handled among them.
    pub(crate) fn leave_locals(&self) {
        let frame = self.frame.get();
        if frame.0 == 0 || self.state.get() != State::Suspended {
            return;
        }
        // SAFETY: the generator owns its frame object, its executable code lives as long as its code, and its words, of which
        // the first are its locals, move once each.
        unsafe {
            let object = crate::frames::object_of(frame);
            if object.header.count < 2 {
                return;
            }
            let exec = &*self.exec.get();
            let nlocals = exec.nlocals as usize;
            for index in self.owned_words().filter(|&index| index >= nlocals) {
                object.kept.borrow_mut().push(self.words().add(index).replace(Raw::NULL));
            }
            let locals = std::slice::from_raw_parts_mut(self.words(), nlocals);
            let at = Some(self.yielded_at.get()).filter(|at| !at.is_null());
            // It waited at the instruction after its yield.
            object.leave_at(Some(at.and_then(|at| exec.offset_of(at)).map_or(0, |offset| offset + 2)));
            *object.locals.borrow_mut() = locals.to_vec();
            locals.fill(Raw::NULL);
        }
    }

    /// Whether it was never resumed.
    pub fn is_fresh(&self) -> bool {
        self.state.get() == State::Suspended && self.yielded_at.get().is_null()
    }

    /// Its code object.
    pub fn code(&self) -> &CodeObject {
        // SAFETY: a generator owns its code for life.
        unsafe { &*self.code.get().cast() }
    }
}

impl Thread {
    /// Turns the running frame, which stands at RETURN_GENERATOR, into a generator that goes on at `resume_at`.
    ///
    /// `home` receives None at the first resumption, unless it is NO_SLOT.
    #[inline(never)]
    pub(crate) fn make_generator(&mut self, resume_at: *const u64, home: i32) -> PyResult {
        // SAFETY: the running frame's function and words are whole; they move into the generator.
        unsafe {
            let fp = self.fp;
            let exec = (*fp.sub(frame::EXEC)).0 as *const Exec;
            let object = self.heap().alloc(Generator::size((*exec).slots));
            if object.is_null() {
                return Err(self.memory_error());
            }
            let class = self.interpreter().types[(*exec).generator_kind as usize].cast();
            Generator::fill(object, class, fp, resume_at, home);
            let generator = Value::from_raw(Raw::pointer(object));
            let frame_object = *fp.sub(frame::OBJECT);
            if frame_object.0 != 0 {
                (*object.cast::<Generator>()).frame.set(frame_object);
                crate::frames::moved_to_generator(frame_object, object.cast());
            }
            if (*exec).generator_kind == Kind::Coroutine && self.coroutine_origin_depth > 0 {
                let origin = self.coroutine_origin()?;
                (*object.cast::<Generator>()).extra.set(origin);
            }
            Ok(generator)
        }
    }

    /// Ends the running generator's frame, which stands at its return; the result was taken already, and of the locals
    /// `left` are left. The thread's `fp` is the caller's afterwards.
    pub(crate) fn finish_generator(&mut self, left: usize) {
        // SAFETY: the running frame is a generator's: the word below its header names it, kept alive by who resumed it.
        unsafe {
            let fp = self.fp;
            let generator = &*(*fp.sub(Generator::LINK)).cast::<Generator>();
            let keep = Value::from_borrowed(Raw::pointer(std::ptr::from_ref(generator).cast_mut().cast()));
            generator.state.set(State::Finished);
            self.exceptions = (*generator.exceptions.get()).previous;
            generator.frame.set(Raw(0));
            generator.function.set(Raw::NULL);
            let back = (*fp.sub(frame::RETURN)).0 as *const u64;
            let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
            self.pop_frame(left, back, caller);
            let value = std::mem::replace(&mut (*generator.exceptions.get()).value, Raw::NULL);
            self.drop_raw(value);
            drop(keep);
        }
    }

    /// Tells the frame object of the generator that just yielded where its words are.
    pub(crate) fn suspend_generator(&mut self, generator: &Generator) {
        let frame = generator.frame.get();
        if frame.0 != 0 {
            crate::frames::moved_to_generator(frame, std::ptr::from_ref(generator).cast_mut());
        }
    }

    /// Resumes a generator from native code: sends a value, or raises `error` in it.
    pub fn resume_generator(
        &mut self,
        generator: &Generator,
        sent: Value,
        error: Option<Exception>,
    ) -> PyResult<Sent> {
        self.resume_with(generator, sent, error.map(|error| ops::Thrown { error, told: true }))
    }

    /// [`Thread::resume_generator`], telling tracers of the exception or not.
    pub(super) fn resume_with(
        &mut self,
        generator: &Generator,
        sent: Value,
        thrown: Option<ops::Thrown>,
    ) -> PyResult<Sent> {
        match generator.state.get() {
            State::Running => {
                let what = generator_noun(generator);
                return Err(self.value_error(format!("{what} already executing")));
            }
            State::Finished => {
                if generator.header.kind == Kind::Coroutine as u8 {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return match thrown {
                    Some(thrown) => Err(thrown.error),
                    None => Ok(Sent::Returned(Value::NONE)),
                };
            }
            State::Suspended => {}
        }
        if generator.is_fresh() && thrown.is_none() && !sent.is_none() {
            let what = generator_noun(generator);
            return Err(self.type_error(format!("can't send non-None value to a just-started {what}")));
        }
        if self.native_stack_is_low() {
            return Err(self.recursion_exceeded(""));
        }
        if self.tracing.active() {
            self.move_generator(generator)?;
        }
        // SAFETY: the generator is suspended and kept alive by the caller; its frame is laid above the thread's.
        unsafe {
            let exec = generator.exec.get();
            let Some(scratch) = self.push_native_frame((*exec).slots as usize + Generator::LINK) else {
                return Err(self.stack_overflow());
            };
            let base = scratch.add(1 + Generator::LINK);
            self.generator_returned = false;
            let back = &raw const ops::returns::EXIT_WORDS[1];
            let depth = self.depth;
            ops::resume_from_native(
                self,
                std::ptr::from_ref(generator).cast_mut(),
                base,
                scratch,
                sent.into_raw(),
                back,
                thrown,
            );
            self.depth = depth;
            let result = self.pop_native_frame(scratch);
            match result {
                None => Err(self.take_raised()),
                Some(value) if std::mem::take(&mut self.generator_returned) => Ok(Sent::Returned(value)),
                Some(value) => Ok(Sent::Yielded(value)),
            }
        }
    }

    /// Does something while a suspended generator's frame lies on the stack as the running one, at its `yield`.
    pub(crate) fn with_generator_frame<T>(
        &mut self,
        generator: &Generator,
        body: impl FnOnce(&mut Thread) -> T,
    ) -> PyResult<T> {
        // SAFETY: as in `resume_generator`; the frame's words go back to the generator before it may be resumed.
        unsafe {
            let exec = generator.exec.get();
            let Some(scratch) = self.push_native_frame((*exec).slots as usize + Generator::LINK) else {
                return Err(self.stack_overflow());
            };
            let base = scratch.add(1 + Generator::LINK);
            let this = std::ptr::from_ref(generator).cast_mut();
            let back = &raw const ops::returns::EXIT_WORDS[1];
            ops::generator::lay_out::<true>(this, base, Raw::NONE, scratch, back);
            self.fp = base;
            self.pc = match (*exec).is_faithful() {
                true => generator.resume_at.get(),
                false => generator.yielded_at.get(),
            };
            let result = body(self);
            ops::copy_slots(generator.words(), base, generator.live.get() as usize);
            generator.frame.set(*base.sub(frame::OBJECT));
            generator.state.set(State::Suspended);
            self.suspend_generator(generator);
            self.pop_native_frame(scratch);
            Ok(result)
        }
    }

    /// Sends a value to a generator-like receiver, as `yield from` and `await` do.
    pub(crate) fn send(&mut self, receiver: &Value, value: &Value) -> PyResult<Sent> {
        if let Some(generator) = Generator::of(receiver) {
            if generator.header.kind != Kind::AsyncGenerator as u8 {
                return self.resume_generator(generator, value.clone(), None);
            }
        }
        let result = if value.is_none() {
            return Ok(match self.step(receiver)? {
                crate::protocol::Step::Item(value) => Sent::Yielded(value),
                crate::protocol::Step::Stop(value) => Sent::Returned(value),
            });
        } else {
            let name = self.interpreter().names().send.clone();
            self.call_method(receiver, &name, std::slice::from_ref(value))
        };
        match result {
            Ok(value) => Ok(Sent::Yielded(value)),
            Err(error) if self.is_exception(&error, Class::StopIteration) => {
                Ok(Sent::Returned(self.stop_iteration_value(error.value()).unwrap_or(Value::NONE)))
            }
            Err(error) => Err(error),
        }
    }
}

/// "generator", "coroutine" or "async generator".
pub(crate) fn generator_noun(generator: &Generator) -> &'static str {
    match generator.header.kind {
        kind if kind == Kind::Coroutine as u8 => "coroutine",
        kind if kind == Kind::AsyncGenerator as u8 => "async generator",
        _ => "generator",
    }
}
