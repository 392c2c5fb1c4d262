//! Returns: a frame is left, and its result goes where the caller's return cell says.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, ReturnCell, WordOp, return_kind};

use crate::ops::{Cx, Mode, handlers, tail};
use crate::thread::frame;
use crate::value::{Raw, Value};

/// Where `__init__` returns to: a return cell for slot 1, and INIT_RETURN.
pub(crate) static INIT_WORDS: [u64; 2] = [1, taipan_bytecode::word::word(WordOp::InitReturn, 0, 0, 0)];

/// Where a call from native code returns to: a return cell for slot 0, and EXIT_INTERPRETER.
pub(crate) static EXIT_WORDS: [u64; 2] = [0, taipan_bytecode::word::word(WordOp::ExitInterpreter, 0, 0, 0)];

impl<M: Mode> Cx<M> {
    /// Ends the running frame with `result`, owned; its first `locals` locals may hold something.
    #[inline(always)]
    pub(super) unsafe fn leave(self, result: Raw, locals: usize) -> *const u64 {
        // SAFETY: the frame's header and locals are as the frame module says.
        unsafe {
            let fp = self.fp;
            if (*fp.sub(frame::OBJECT)).0 != 0 {
                (*self.t).scratch[0] = result;
                (*self.t).scratch[1] = Raw((*self.exec()).nlocals as u64);
                tail!(self, leave_slowly::<M>);
            }
            let mut index = locals;
            while index > 0 {
                index -= 1;
                let value = *fp.add(index);
                if value.is_pointer() {
                    if (*value.header()).count == 1 {
                        (*self.t).scratch[0] = result;
                        (*self.t).scratch[1] = Raw(index as u64 + 1);
                        tail!(self, leave_slowly::<M>);
                    }
                    (*value.header()).count -= 1;
                }
                super::short_loop();
            }
            let function = (*fp.sub(frame::CALLABLE)).header();
            if (*function).count == 1 {
                (*self.t).scratch[0] = result;
                (*self.t).scratch[1] = Raw(0);
                tail!(self, leave_slowly::<M>);
            }
            (*function).count -= 1;
            let back = (*fp.sub(frame::RETURN)).0 as *const u64;
            let caller = (*fp.sub(frame::BASE)).0 as *mut Raw;
            let cx = Cx::<M> { pc: back, fp: caller, depth: self.depth + 1, ..self };
            cx.deliver(result)
        }
    }

    /// Hands a result to the caller, which goes on at this `pc`.
    #[inline(always)]
    pub(crate) unsafe fn deliver(self, result: Raw) -> *const u64 {
        // SAFETY: a return cell precedes the word at which a caller goes on.
        unsafe {
            let cell = &*self.pc.sub(1).cast::<ReturnCell>();
            if cell.kind == return_kind::TEMPORARY {
                *self.fp.add(usize::from(cell.dst)) = result;
                return self.go(self.pc);
            }
            if cell.kind <= return_kind::DISCARD {
                let old = if cell.kind == return_kind::LOCAL {
                    self.fp.add(usize::from(cell.dst)).replace(result)
                } else {
                    result
                };
                if !old.is_pointer() {
                    return self.go(self.pc);
                }
                (*self.t).scratch[0] = old;
                tail!(self, drop_scratch::<M>);
            }
            (*self.t).scratch[0] = result;
            tail!(self, deliver_specially::<M>);
        }
    }
}

handlers! {
    fn return_value(cx) {
        // Which kind of operand it is never changes: the word becomes the variant for it.
        let operand = cx.a();
        let variant = if operand & usize::from(CONSTANT) != 0 {
            WordOp::ReturnConst
        } else if operand < cx.nlocals() {
            WordOp::ReturnLocal
        } else {
            WordOp::ReturnTemporary
        };
        // Operand b: how many locals are left to drop.
        let only = variant == WordOp::ReturnLocal && cx.nlocals() == 1;
        *cx.pc.cast_mut().cast::<u16>().add(2) = if only { 0 } else { cx.nlocals() as u16 };
        cx.rewrite(variant);
        cx.again()
    }

    fn return_local(cx) {
        let result = cx.slot(cx.a()).replace(Raw::NULL);
        cx.leave(result, cx.b())
    }

    fn return_temporary(cx) {
        let result = cx.load(cx.a());
        cx.leave(result, cx.b())
    }

    fn return_const(cx) {
        let result = cx.src(cx.a());
        result.retain();
        cx.leave(result, cx.b())
    }

    /// The rest of `leave` when something dies or a frame object is there: `scratch[0]` is the result, `scratch[1]` how
    /// many locals are still to be dropped.
    #[cold]
    native fn leave_slowly(cx) {
        let t = cx.save();
        let (result, left) = (t.scratch[0], t.scratch[1].0 as usize);
        if (*cx.fp.sub(frame::OBJECT)).0 != 0 && *cx.pc as u16 == WordOp::ReturnLocal as u16 {
            // Whoever has the frame sees the local that was returned.
            let local = cx.slot(cx.a());
            if (*local).is_null() {
                result.retain();
                *local = result;
            }
        }
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        let mut left = left;
        if (*cx.fp.sub(frame::OBJECT)).0 == 0 {
            left = t.drop_locals_quietly(cx.fp, left);
            let function = (*cx.fp.sub(frame::CALLABLE)).header();
            if left == 0 && (*function).count > 1 {
                (*function).count -= 1;
                t.fp = caller;
                return Cx::<M> { pc: back, fp: caller, depth: cx.depth + 1, ..cx }.deliver(result);
            }
        }
        let back = t.pop_frame(left, back, caller);
        t.depth += 1;
        // `pop_frame` may have run Python, and the caller may have moved.
        Cx::<M> { pc: back, fp: caller, depth: t.depth, table: t.table, ..cx }.deliver(result)
    }

    /// Drops `scratch[0]`, a pointer, and goes on at this word.
    fn drop_scratch(cx) {
        let old = (*cx.t).scratch[0].header();
        if (*old).count == 1 { tail!(cx, bury_scratch::<M>); }
        (*old).count -= 1;
        cx.go(cx.pc)
    }

    /// Drops `scratch[0]`, the last reference to it, and goes on at this word.
    native fn bury_scratch(cx) {
        let t = cx.save_before();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish_at(cx.pc)
    }

    /// Delivers `scratch[0]` where the return cell asks for more than a move.
    native fn deliver_specially(cx) {
        let t = cx.save_before();
        let result = t.scratch[0];
        let cell = *cx.pc.sub(1).cast::<ReturnCell>();
        match cell.kind {
            return_kind::FOR_ITER | return_kind::FOR_ITER_LOCAL | return_kind::SEND => {
                cx.store(usize::from(cell.dst), Value::from_raw(result));
            }
            _ => t.drop_raw(result),
        }
        cx.finish_at(cx.pc)
    }

    /// The end of a pseudo-frame that holds a new object (slot 0) while `__init__` runs, whose result is in slot 1.
    fn init_return(cx) {
        let class = *cx.fp.sub(frame::CALLABLE);
        if !(*cx.fp.add(1)).is_none() || (*class.header()).count == 1 {
            tail!(cx, init_return_slowly::<M>);
        }
        (*class.header()).count -= 1;
        let object = *cx.fp;
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        Cx::<M> { pc: back, fp: caller, ..cx }.deliver(object)
    }

    #[cold]
    native fn init_return_slowly(cx) {
        let t = cx.save();
        let result = (*cx.fp.add(1)).0;
        if !Raw(result).is_none() {
            let error = t.init_must_return_none(&Value::from_raw(Raw(result)));
            return cx.raise(error);
        }
        let object = *cx.fp;
        let class = *cx.fp.sub(frame::CALLABLE);
        let back = (*cx.fp.sub(frame::RETURN)).0 as *const u64;
        let caller = (*cx.fp.sub(frame::BASE)).0 as *mut Raw;
        t.fp = caller;
        t.pc = back.wrapping_sub(1);
        t.drop_raw(class);
        Cx::<M> { pc: back, fp: caller, ..cx }.deliver(object)
    }

    fn exit_interpreter(cx) {
        let _ = cx.save();
        std::ptr::null()
    }
}
