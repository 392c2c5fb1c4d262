//! Generators and coroutines. A suspended frame's live words lie in the generator; resuming copies them onto
//! the value stack, yielding copies them back.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, ReturnCell, WordOp, return_kind};

use crate::builtins::generator::{Generator, Sent, State};
use crate::object::Kind;
use crate::ops::{Cx, Mode, copy_slots, handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// Copies a suspended generator's frame to `base` and goes on in it; what is sent in is put where its YIELD_VALUE
    /// expects it. The generator's reference for the running frame is the caller's operand.
    #[inline(always)]
    pub(crate) unsafe fn resume(
        self,
        generator: *mut Generator,
        base: *mut Raw,
        sent: Raw,
        back: *const u64,
    ) -> *const u64 {
        // SAFETY: the generator is suspended; its words move to the stack, header first.
        unsafe {
            let live = (*generator).live.get() as usize;
            copy_slots(base, (*generator).words(), live);
            let exec = (*generator).exec.get();
            *base.sub(frame::CALLABLE) = (*generator).function.get();
            *base.sub(frame::EXEC) = Raw(exec as u64);
            *base.sub(frame::OBJECT) = (*generator).frame.get();
            *base.sub(frame::RETURN) = Raw(back as u64);
            *base.sub(frame::BASE) = Raw(self.fp as u64);
            // The frame knows its generator through the word below the header.
            *base.sub(frame::HEADER + 1) = Raw::pointer(generator.cast());
            (*generator).state.set(State::Running);
            (*generator).base.set(base);
            (*(*generator).exceptions.get()).previous = (*self.t).exceptions;
            (*self.t).exceptions = (*generator).exceptions.get();
            let pc = (*generator).resume_at.get();
            if (*generator).frame.get().0 != 0 {
                crate::frames::moved_to((*generator).frame.get(), base);
            }
            let slot = (*generator).sent_slot.get();
            if slot != Generator::NO_SLOT {
                *base.add(slot as usize) = sent;
            }
            Cx::<M> { fp: base, depth: self.depth - 1, ..self }.go(pc)
        }
    }

    /// Where a resumed generator's frame goes when this word resumes it: above everything the frame may touch.
    #[inline(always)]
    pub(crate) unsafe fn generator_base(self) -> *mut Raw {
        // SAFETY: the header and one word for the generator fit above the frame's slots; limits are checked against it.
        unsafe { self.fp.add((*self.exec()).slots as usize + frame::HEADER + 1) }
    }

    /// Whether a generator can be resumed without a look at limits and events.
    #[inline(always)]
    pub(crate) unsafe fn can_resume(self, generator: *const Generator, base: *mut Raw) -> bool {
        // SAFETY: the generator is alive.
        unsafe {
            (*generator).state.get() == State::Suspended && self.has_room(base, (*generator).exec.get())
        }
    }
}

impl<M: Mode> Cx<M> {
    /// SEND to anything.
    unsafe fn send_value(self) -> *const u64 {
        // SAFETY: the word is a SEND; its operands are live.
        unsafe {
            let cx = self;
            let t = cx.save();
            match tri!(cx, t.send(cx.value(cx.b()), cx.value(cx.a()))) {
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
    native fn return_generator(cx) {
        let t = cx.save();
        let home = cx.a();
        let home = if home == usize::from(taipan_bytecode::word::DISCARD) { Generator::NO_SLOT } else { home as u32 };
        let generator = tri!(cx, t.make_generator(cx.pc.add(1), home));
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
        let generator = (*fp.sub(frame::HEADER + 1)).cast::<Generator>();
        let live = cx.c();
        copy_slots((*generator).words(), fp, live);
        (*generator).live.set(live as u32);
        (*generator).sent_slot.set(cx.b() as u32);
        (*generator).resume_at.set(cx.pc.add(1 + WordOp::YieldValue.cells()));
        (*generator).exec.set(cx.exec());
        let frame_object = *fp.sub(frame::OBJECT);
        (*generator).frame.set(frame_object);
        (*generator).state.set(State::Suspended);
        (*generator).yielded_at.set(cx.pc);
        (*cx.t).exceptions = (*(*generator).exceptions.get()).previous;
        if frame_object.0 != 0 {
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
            tail!(cx, super::call::drop_scratch::<M>);
        }
        *cx.fp.add(usize::from(cell.dst)) = value;
        cx.go(back)
    }

    /// The rest of YIELD_VALUE when a frame object must be told where its frame went.
    native fn yield_slowly(cx) {
        let t = cx.save();
        let value = t.scratch[0];
        let generator = (*cx.fp.sub(frame::HEADER + 1)).cast::<Generator>();
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

    native fn return_from_generator(cx) {
        let t = cx.save();
        let result = cx.take(cx.a());
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        if cx.is_temporary(cx.a()) {
            *cx.slot(cx.a()) = Raw::NULL;
        }
        t.finish_generator();
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
        cx.resume(generator, base, sent, cx.pc.add(1 + WordOp::Send.cells()))
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
        if !receiver.is_pointer() || (*receiver.header()).count == 1 || cx.a() < cx.nlocals() {
            tail!(cx, end_send_slowly::<M>);
        }
        (*receiver.header()).count -= 1;
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
                return cx.raise(crate::errors::Exception::new(Value::from_raw(error)));
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

    native fn get_awaitable(cx) {
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
