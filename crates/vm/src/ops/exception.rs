//! Raising, handling and unwinding.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::DISCARD;

use crate::errors::Exception;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// Whether a value is an instance of an exception class.
#[inline(always)]
unsafe fn is_exception(value: Raw) -> bool {
    // SAFETY: a pointer word points to a live object, whose type is live.
    unsafe {
        value.is_pointer()
            && (*(*value.header()).ty.cast::<TypeObject>()).flags.get().contains(TypeFlags::EXCEPTION)
    }
}

impl<M: Mode> Cx<M> {
    /// Raises an exception that was raised before: the running frame adds no traceback entry.
    #[inline(always)]
    pub(crate) unsafe fn raise_again(self, error: Value) -> *const u64 {
        // SAFETY: the thread takes the exception over.
        unsafe {
            let t = self.save();
            t.set_raised(Exception::new(error));
            self.unwind_from_here(false)
        }
    }

    #[inline(always)]
    unsafe fn unwind_from_here(self, trace: bool) -> *const u64 {
        // SAFETY: `save` was done; the thread knows where to go on afterwards.
        unsafe {
            let t = &mut *self.t;
            let pc = t.unwind(trace);
            if pc.is_null() {
                return std::ptr::null();
            }
            let cx = Cx::<M> { pc, fp: t.fp, depth: t.depth, table: t.table, ..self };
            cx.finish_at(pc)
        }
    }
}

handlers! {
    /// Goes on where the exception in `raised` is handled.
    #[cold]
    native fn unwind(cx) {
        let t = cx.save();
        t.set_context();
        cx.unwind_from_here(true)
    }

    native fn raise_varargs(cx) {
        let t = cx.save();
        let (home, count) = (cx.slot(cx.a()), cx.b());
        if count == 1 && is_exception(*home) {
            let error = Value::from_raw(home.replace(Raw::NULL));
            t.chain_context(&error);
            t.set_raised(Exception::new(error));
            return cx.unwind_from_here(true);
        }
        let exception = (count > 0).then(|| Value::borrow_slot(home));
        let cause = (count > 1).then(|| Value::borrow_slot(home.add(1)));
        if count == 0 {
            if let Some(handled) = t.handled_exception() {
                let again = handled.clone();
                return cx.raise_again(again);
            }
        }
        let error = t.raise(exception, cause);
        cx.raise(error)
    }

    native fn reraise(cx) {
        let t = cx.save();
        let error = Value::from_raw(cx.slot(cx.a()).replace(Raw::NULL));
        if cx.b() != usize::from(DISCARD) {
            // The traceback goes on from where the exception first left the protected code.
            let offset = cx.load(cx.b());
            if offset.is_int() {
                t.reraise_offset = Some(offset.as_int() as u32 * 2);
            }
        }
        cx.raise_again(error)
    }

    fn push_exc_info(cx) {
        let home = cx.slot(cx.a());
        let error = *home;
        let handled = &mut (*(*cx.t).exceptions).value;
        *home = if handled.is_null() { Raw::NONE } else { *handled };
        error.retain();
        *handled = error;
        *home.add(1) = error;
        cx.next(0)
    }

    native fn pop_except(cx) {
        let t = cx.save();
        let before = cx.slot(cx.a()).replace(Raw::NULL);
        let old = std::mem::replace(&mut (*t.exceptions).value, if before.is_none() { Raw::NULL } else { before });
        t.drop_raw(old);
        cx.finish(0)
    }

    fn check_exc_match(cx) {
        let (error, operand, dst) = (cx.load(cx.b()), cx.c(), cx.a());
        let wanted = cx.src(operand);
        if !wanted.is_kind(Kind::Type) || dst < cx.nlocals() { tail!(cx, check_exc_match_general::<M>); }
        let wanted = wanted.cast::<TypeObject>();
        if !(*wanted).flags.get().contains(TypeFlags::EXCEPTION) { tail!(cx, check_exc_match_general::<M>); }
        if cx.is_temporary(operand) {
            if (*wanted).header.count == 1 { tail!(cx, check_exc_match_general::<M>); }
            (*wanted).header.count -= 1;
        }
        let class = (*error.header()).ty.cast::<TypeObject>();
        let truth = std::ptr::eq(class, wanted) || (*class).is_subtype(&*wanted);
        *cx.slot(dst) = Raw::bool(truth);
        cx.next(0)
    }

    native fn check_exc_match_general(cx) {
        let t = cx.save();
        let truth = tri!(cx, t.match_exception(cx.value(cx.b()), cx.value(cx.c())));
        cx.consume(cx.c());
        cx.store(cx.a(), Value::bool(truth));
        cx.finish(0)
    }

    native fn check_eg_match(cx) {
        let t = cx.save();
        let homes = cx.slot(cx.a());
        let (rest, matched) = tri!(cx, t.match_group(Value::borrow_slot(homes), Value::borrow_slot(homes.add(1))));
        if !matched.is_none() {
            let old = std::mem::replace(&mut (*t.exceptions).value, matched.clone().into_raw());
            t.drop_raw(old);
        }
        for (index, value) in [rest, matched].into_iter().enumerate() {
            let old = homes.add(index).replace(value.into_raw());
            t.drop_raw(old);
        }
        cx.finish(0)
    }

    native fn with_except_start(cx) {
        let t = cx.save();
        let (exit, receiver, error) = (cx.slot(cx.b()), cx.slot(cx.b() + 1), cx.slot(cx.c()));
        let error = Value::borrow_slot(error).clone();
        let class = t.type_of(&error).to_value();
        let traceback = crate::builtins::exception::BaseException::of(&error)
            .and_then(crate::builtins::exception::BaseException::traceback)
            .unwrap_or(Value::NONE);
        let mut arguments = Vec::with_capacity(4);
        if !(*receiver).is_null() {
            arguments.push(Value::borrow_slot(receiver).clone());
        }
        arguments.extend([class, error, traceback]);
        let value = tri!(cx, t.call(Value::borrow_slot(exit), &arguments));
        cx.store(cx.a(), value);
        cx.finish(0)
    }
}
