//! Generators and coroutines. A suspended frame's live words lie in the generator; resuming copies them onto
//! the value stack, yielding copies them back.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, DISCARD, ReturnCell, WordOp, return_kind};
use taipan_heap::{LARGE_CLASS, flags};

use crate::builtins::generator::{Generator, Sent, State};
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, short_loop, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// Copies a suspended generator's frame to `base` and goes on in it; what is sent in is put where its YIELD_VALUE
    /// expects it. The generator's reference for the running frame is the caller's operand. `FRAMED` generators may
    /// have a frame object.
    #[inline(always)]
    pub(crate) unsafe fn resume<const FRAMED: bool>(
        self,
        generator: *mut Generator,
        base: *mut Raw,
        sent: Raw,
        back: *const u64,
    ) -> *const u64 {
        // SAFETY: the generator is suspended; its words move to the stack, header first.
        unsafe {
            lay_out::<FRAMED>(generator, base, sent, self.fp, back);
            (*(*generator).exceptions.get()).previous = (*self.t).exceptions;
            (*self.t).exceptions = (*generator).exceptions.get();
            let yielded_at = (*generator).yielded_at.get();
            // What is sent in may have to be dropped: then the word after the YIELD_VALUE is not left out.
            let pc = if sent.is_pointer() && !yielded_at.is_null() {
                yielded_at.add(1 + WordOp::YieldValue.cells())
            } else {
                (*generator).resume_at.get()
            };
            Cx::<M> { fp: base, depth: self.depth - 1, ..self }.go(pc)
        }
    }

    /// Where a resumed generator's frame goes when this word resumes it: above everything the frame may touch.
    #[inline(always)]
    pub(crate) unsafe fn generator_base(self) -> *mut Raw {
        // SAFETY: the header and one word for the generator fit above the frame's slots; limits are checked against it.
        unsafe { self.fp.add((*self.exec()).slots as usize + Generator::LINK) }
    }

    /// What receives None when the generator that RETURN_GENERATOR makes is first resumed: a slot, or nothing.
    #[inline(always)]
    unsafe fn first_home(self) -> i32 {
        // SAFETY: the word is a RETURN_GENERATOR.
        let home = unsafe { self.a() };
        if home == usize::from(DISCARD) { Generator::NO_SLOT } else { home as i32 }
    }

    /// Whether a generator waits, has no frame object, and can be resumed without a look at limits and events.
    #[inline(always)]
    pub(crate) unsafe fn can_resume(self, generator: *const Generator, base: *mut Raw) -> bool {
        // SAFETY: the generator is alive.
        unsafe {
            (*generator).state.get() == State::Suspended
                && (*generator).frame.get().0 == 0
                && self.has_room_for(base, (*generator).capacity.get() as usize * 8)
        }
    }
}

/// Copies a suspended generator's frame to `base`, above the frame at `caller`: it runs. `sent` is put where its YIELD_VALUE
/// expects it.
#[inline(always)]
pub(crate) unsafe fn lay_out<const FRAMED: bool>(
    generator: *mut Generator,
    base: *mut Raw,
    sent: Raw,
    caller: *mut Raw,
    back: *const u64,
) {
    // SAFETY: the caller's promise: the generator is suspended and there is room for its frame.
    unsafe {
        copy_pairs(base, (*generator).words(), (*generator).live.get() as usize);
        // Before the word below the header, which it is put into when nothing is expected.
        *base.offset((*generator).sent_slot.get() as isize) = sent;
        *base.sub(frame::CALLABLE) = (*generator).function.get();
        *base.sub(frame::EXEC) = Raw((*generator).exec.get() as u64);
        *base.sub(frame::OBJECT) = if FRAMED { (*generator).frame.get() } else { Raw(0) };
        *base.sub(frame::RETURN) = Raw(back as u64);
        *base.sub(frame::BASE) = Raw(caller as u64);
        // The frame knows its generator through the word below the header.
        *base.sub(Generator::LINK) = Raw::pointer(generator.cast());
        (*generator).state.set(State::Running);
        (*generator).base.set(base);
        if FRAMED && (*generator).frame.get().0 != 0 {
            crate::frames::moved_to((*generator).frame.get(), base);
        }
    }
}

/// Copies `count` words, and one more if they are odd: which must not matter on either side.
#[inline(always)]
pub(crate) unsafe fn copy_pairs(to: *mut Raw, from: *const Raw, count: usize) {
    let mut index = 0;
    while index < count {
        // SAFETY: the caller names words of a frame and of its generator, which don't overlap and have room for pairs.
        unsafe {
            let (first, second) = (*from.add(index), *from.add(index + 1));
            *to.add(index) = first;
            *to.add(index + 1) = second;
        }
        short_loop();
        index += 2;
    }
}

impl<M: Mode> Cx<M> {
    /// Ends a generator's frame, of which `scratch[1]` locals are left, at its return, for whose result a reference was
    /// counted already.
    unsafe fn end_generator(self) -> *const u64 {
        // SAFETY: the frame is a generator's, the word its return.
        unsafe {
            let cx = self;
            let t = cx.save();
            let left = t.scratch[1].0 as usize;
            let result = Value::from_raw(cx.src(cx.a()));
            if cx.is_temporary(cx.a()) {
                *cx.slot(cx.a()) = Raw::NULL;
            }
            let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
            let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
            t.finish_generator(left);
            t.depth += 1;
            let cx = Cx::<M> { pc: back, fp: caller, depth: t.depth, ..cx };
            let cell = *back.sub(1).cast::<ReturnCell>();
            match cell.kind {
                return_kind::FOR_ITER | return_kind::FOR_ITER_LOCAL => {
                    t.drop_raw(result.into_raw());
                    cx.finish_at(back.offset(cell.exhausted as isize))
                }
                return_kind::SEND => {
                    cx.store(usize::from(cell.dst), result);
                    cx.finish_at(back.offset(cell.exhausted as isize))
                }
                _ => {
                    // Native code resumed it: it wants to know that this was a return.
                    t.generator_returned = true;
                    *caller.add(usize::from(cell.dst)) = result.into_raw();
                    cx.finish_at(back)
                }
            }
        }
    }

    /// SEND to anything.
    unsafe fn send_value(self) -> *const u64 {
        // SAFETY: the word is a SEND; its operands are live.
        unsafe {
            let cx = self;
            let t = cx.save();
            let sent = tri!(cx, t.send(cx.value(cx.b()), cx.value(cx.a())));
            if let Sent::Returned(value) = &sent
                && t.tracing.active()
            {
                tri!(cx, t.trace_end_of_iterator(cx.value(cx.b()), value));
            }
            match sent {
                Sent::Yielded(value) => {
                    t.drop_raw(cx.slot(cx.a()).replace(value.into_raw()));
                    cx.finish(WordOp::Send.cells())
                }
                Sent::Returned(value) => {
                    t.drop_raw(cx.slot(cx.a()).replace(value.into_raw()));
                    cx.finish_at(cx.pc.offset(cx.jump_c()))
                }
            }
        }
    }
}

handlers! {
    /// Ends the call of a generator function: the frame's words move into a new generator, which is the result.
    fn return_generator(cx) {
        let fp = cx.fp;
        let exec = cx.exec();
        let class = usize::from((*exec).generator_class);
        let heap = &mut *(*cx.t).heap;
        let plain = (*fp.sub(frame::OBJECT)).0 == 0
            && (*cx.t).coroutine_origin_depth == 0
            && class < LARGE_CLASS
            && !heap.free[class].is_null();
        if !plain { tail!(cx, return_generator_slowly::<M>); }
        let object = heap.alloc_class(class);
        let ty = (*cx.interpreter()).types[(*exec).generator_kind as usize].cast();
        Generator::fill(object, ty, fp, cx.pc.add(1), cx.first_home());
        let back = (*fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
        Cx::<M> { pc: back, fp: caller, depth: cx.depth + 1, ..cx }.deliver(Raw::pointer(object))
    }

    native fn return_generator_slowly(cx) {
        let t = cx.save();
        let generator = tri!(cx, t.make_generator(cx.pc.add(1), cx.first_home()));
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        t.fp = caller;
        Cx::<M> { pc: back, fp: caller, depth: cx.depth + 1, ..cx }.deliver(generator.into_raw())
    }

    fn yield_value(cx) {
        let operand = cx.a();
        let value = cx.src(operand);
        if operand & usize::from(CONSTANT) != 0 || operand < cx.nlocals() {
            value.retain();
        }
        let fp = cx.fp;
        let generator = (*fp.sub(Generator::LINK)).cast::<Generator>();
        let live = cx.c();
        copy_pairs((*generator).words(), fp, live);
        (*generator).live.set(live as u32);
        (*generator).sent_slot.set(cx.b() as i32);
        // Past the next word where that would only drop None.
        let skipped = cx.cell(0) as u32 as usize;
        (*generator).resume_at.set(cx.pc.add(1 + WordOp::YieldValue.cells() + skipped));
        (*generator).exec.set(cx.exec());
        (*generator).state.set(State::Suspended);
        (*generator).yielded_at.set(cx.pc);
        (*cx.t).exceptions = (*(*generator).exceptions.get()).previous;
        if (*fp.sub(frame::OBJECT)).0 != 0 {
            (*cx.t).scratch[0] = value;
            tail!(cx, yield_slowly::<M>);
        }
        let back = (*fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
        let cx = Cx::<M> { pc: back, fp: caller, depth: cx.depth + 1, ..cx };
        let cell = &*back.sub(1).cast::<ReturnCell>();
        if cell.kind == return_kind::FOR_ITER_LOCAL {
            let old = cx.fp.add(usize::from(cell.dst)).replace(value);
            if !old.is_pointer() {
                return cx.go(back);
            }
            (*cx.t).scratch[0] = old;
            tail!(cx, super::returns::drop_scratch::<M>);
        }
        *cx.fp.add(usize::from(cell.dst)) = value;
        cx.go(back)
    }

    /// The rest of YIELD_VALUE when a frame object must be told where its frame went.
    native fn yield_slowly(cx) {
        let t = cx.save();
        let value = t.scratch[0];
        let generator = (*cx.fp.sub(Generator::LINK)).cast::<Generator>();
        (*generator).frame.set(*cx.fp.sub(frame::OBJECT));
        t.suspend_generator(&*generator);
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        t.fp = caller;
        let cx = Cx::<M> { pc: back, fp: caller, depth: cx.depth + 1, ..cx };
        let cell = &*back.sub(1).cast::<ReturnCell>();
        t.depth = cx.depth;
        cx.store(usize::from(cell.dst), Value::from_raw(value));
        cx.finish_at(back)
    }

    /// Ends a generator's frame. As long as nothing that it owns dies, and nobody has its frame object, here and now.
    fn return_from_generator(cx) {
        let fp = cx.fp;
        if (*fp.sub(frame::OBJECT)).0 != 0 {
            (*cx.t).scratch[1] = Raw((*cx.exec()).nlocals as u64);
            tail!(cx, return_slowly::<M>);
        }
        let back = (*fp.sub(frame::RETURN)).0 as *const u64;
        let cell = &*back.sub(1).cast::<ReturnCell>();
        let operand = cx.a();
        let nlocals = cx.nlocals();
        if operand & usize::from(CONSTANT) != 0 || operand < nlocals {
            // One more than the frame's own, which ends below.
            cx.src(operand).retain();
        }
        let mut index = nlocals;
        while index > 0 {
            index -= 1;
            let value = *fp.add(index);
            if value.is_pointer() {
                if (*value.header()).count == 1 {
                    (*cx.t).scratch[1] = Raw(index as u64 + 1);
                    tail!(cx, return_rest::<M>);
                }
                (*value.header()).count -= 1;
            }
            short_loop();
        }
        let generator = (*fp.sub(Generator::LINK)).cast::<Generator>();
        let function = (*generator).function.get().header();
        let handled = (*generator).exceptions.get();
        let result = cx.src(operand);
        let fits = match cell.kind {
            return_kind::SEND => true,
            return_kind::FOR_ITER | return_kind::FOR_ITER_LOCAL => !result.is_pointer(),
            _ => false,
        };
        if !fits || (*function).count == 1 || !(*handled).value.is_null() {
            (*cx.t).scratch[1] = Raw(0);
            tail!(cx, return_rest::<M>);
        }
        (*function).count -= 1;
        (*generator).function.set(Raw::NULL);
        (*generator).state.set(State::Finished);
        (*cx.t).exceptions = (*handled).previous;
        let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
        if cell.kind == return_kind::SEND {
            *caller.add(usize::from(cell.dst)) = result;
        }
        Cx::<M> { fp: caller, depth: cx.depth + 1, ..cx }.go(back.offset(cell.exhausted as isize))
    }

    /// [`return_from_generator`] with all that the frame owns still there.
    native fn return_slowly(cx) {
        let operand = cx.a();
        if operand & usize::from(CONSTANT) != 0 || operand < cx.nlocals() {
            cx.src(operand).retain();
        }
        cx.end_generator()
    }

    /// The rest of [`return_from_generator`]: `scratch[1]` locals are still to be dropped.
    native fn return_rest(cx) {
        cx.end_generator()
    }

    fn resume(cx) {
        cx.next(0)
    }

    fn send(cx) {
        let receiver = cx.load(cx.b());
        if !receiver.is_kind(Kind::Generator) && !receiver.is_kind(Kind::Coroutine) { tail!(cx, send_general::<M>); }
        let generator = receiver.cast::<Generator>();
        let base = cx.generator_base();
        if !cx.can_resume(generator, base) { tail!(cx, send_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let sent = cx.slot(cx.a()).replace(Raw::NULL);
        cx.resume::<false>(generator, base, sent, cx.pc.add(1 + WordOp::Send.cells()))
    }

    /// A generator or coroutine that has ended or has no room.
    native fn send_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.send_value()
    }

    native fn send_general(cx) {
        if M::PROFILE { specialize::count_generic(cx.site()); }
        cx.send_value()
    }

    fn end_send(cx) {
        let receiver = cx.load(cx.b());
        if !receiver.is_pointer() || cx.a() < cx.nlocals() { tail!(cx, end_send_slowly::<M>); }
        if (*receiver.header()).count == 1 { tail!(cx, end_send_last::<M>); }
        (*receiver.header()).count -= 1;
        *cx.slot(cx.a()) = cx.load(cx.c());
        cx.next(0)
    }

    /// The receiver ends here. A generator or coroutine that has ended owns names and code, which others have too.
    #[inline(never)]
    fn end_send_last(cx) {
        let receiver = cx.load(cx.b());
        let header = receiver.header();
        let known = receiver.is_kind(Kind::Coroutine) || receiver.is_kind(Kind::Generator);
        if !known || (*header).flags & (flags::WEAK | flags::LARGE) != 0 { tail!(cx, end_send_slowly::<M>); }
        let Some(words) = (*receiver.cast::<Generator>()).finished_words() else { tail!(cx, end_send_slowly::<M>) };
        let (words, count) = (words.as_ptr().cast_mut(), words.len());
        let mut index = 0;
        while index < count {
            let word = *words.add(index);
            if word.is_pointer() {
                if (*word.header()).count == 1 { tail!(cx, end_send_slowly::<M>); }
                (*word.header()).count -= 1;
                *words.add(index) = Raw::NULL;
            }
            short_loop();
            index += 1;
        }
        (*(*cx.t).heap).free_small(header);
        *cx.slot(cx.a()) = cx.load(cx.c());
        cx.next(0)
    }

    native fn end_send_slowly(cx) {
        let t = cx.save();
        let receiver = cx.load(cx.b());
        let value = Value::from_raw(cx.load(cx.c()));
        t.drop_raw(receiver);
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn cleanup_throw(cx) {
        let t = cx.save();
        let homes = cx.slot(cx.a());
        let value = match t.stop_iteration_value(Value::borrow_slot(homes.add(2))) {
            Some(value) => value,
            None => {
                let error = homes.add(2).replace(Raw::NULL);
                return cx.raise_again(Value::from_raw(error));
            }
        };
        for index in (0..3).rev() {
            t.drop_raw(homes.add(index).replace(Raw::NULL));
        }
        *homes = Raw::NONE;
        *homes.add(1) = value.into_raw();
        cx.finish(0)
    }

    native fn end_async_for(cx) {
        let t = cx.save();
        let (iterator, exception) = (cx.slot(cx.a()), cx.slot(cx.b()));
        let stop = t.interpreter().exception_class(crate::errors::Class::StopAsyncIteration);
        if !t.is_instance_of(Value::borrow_slot(exception), &stop) {
            let error = exception.replace(Raw::NULL);
            return cx.raise_again(Value::from_raw(error));
        }
        t.drop_raw(exception.replace(Raw::NULL));
        t.drop_raw(iterator.replace(Raw::NULL));
        cx.finish(0)
    }

    fn get_awaitable(cx) {
        let (value, dst) = (cx.src(cx.b()), cx.a());
        let nlocals = cx.nlocals();
        if !value.is_kind(Kind::Coroutine) || !(*value.cast::<Generator>()).is_fresh() || dst < nlocals {
            tail!(cx, get_awaitable_slowly::<M>);
        }
        if cx.b() < nlocals || cx.b() & usize::from(CONSTANT) != 0 {
            value.retain();
        }
        *cx.slot(dst) = value;
        cx.next(0)
    }

    native fn get_awaitable_slowly(cx) {
        let t = cx.save();
        let value = tri!(cx, t.get_awaitable(cx.value(cx.b()), cx.c()));
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn get_aiter(cx) {
        let t = cx.save();
        let value = tri!(cx, t.get_aiter(cx.value(cx.b())));
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn get_anext(cx) {
        let t = cx.save();
        let value = tri!(cx, t.get_anext(cx.value(cx.b())));
        cx.store(cx.a(), value);
        cx.finish(0)
    }
}
