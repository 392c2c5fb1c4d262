//! Jumps and branches, identity and truth.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::WordOp;

use crate::ops::{handlers, tail, tri};
use crate::specialize;
use crate::thread::EVENTS_PENDING;
use crate::value::{Raw, Value};

handlers! {
    fn jump(cx) {
        cx.jump(cx.jump_c())
    }

    fn jump_backward(cx) {
        if (*cx.t).limit.load(Ordering::Relaxed) == EVENTS_PENDING {
            tail!(cx, events_at_back_edge::<M>);
        }
        cx.jump(cx.jump_c())
    }

    #[cold]
    native fn events_at_back_edge(cx) {
        let t = cx.save();
        tri!(cx, t.handle_events());
        cx.finish_at(cx.pc.offset(cx.jump_c()))
    }

    fn jump_wide(cx) {
        let target = cx.pc.offset(cx.cell(0) as isize);
        if cx.a() != 0 && (*cx.t).limit.load(Ordering::Relaxed) == EVENTS_PENDING {
            let t = cx.save();
            tri!(cx, t.handle_events());
            return cx.finish_at(target);
        }
        cx.go(target)
    }

    fn branch_true(cx) {
        if cx.src(cx.b()) == Raw::TRUE { cx.jump(cx.jump_c()) } else { cx.next(0) }
    }

    fn branch_false(cx) {
        if cx.src(cx.b()) == Raw::FALSE { cx.jump(cx.jump_c()) } else { cx.next(0) }
    }

    fn branch_none(cx) {
        let value = cx.src(cx.b());
        if value.is_none() {
            return cx.jump(cx.jump_c());
        }
        if cx.is_temporary(cx.b()) && value.release() {
            (*cx.t).scratch[0] = value;
            tail!(cx, super::moves::bury_next::<M>);
        }
        cx.next(0)
    }

    native fn branch_not_none(cx) {
        let value = cx.src(cx.b());
        if value.is_none() {
            return cx.next(0);
        }
        if cx.is_temporary(cx.b()) {
            let t = cx.save();
            t.drop_raw(value);
            return cx.finish_at(cx.pc.offset(cx.jump_c()));
        }
        cx.jump(cx.jump_c())
    }

    fn to_bool_branch[const WANTED: bool](cx) {
        let value = cx.src(cx.b());
        if value.is_bool() {
            if M::PROFILE { specialize::count_hit(cx.site()); }
            return if value == Raw::bool(WANTED) { cx.jump(cx.jump_c()) } else { cx.next(1) };
        }
        let truth = match value {
            Raw::NONE => false,
            value if value.is_int() => value != Raw::int(0),
            _ => { tail!(cx, to_bool_branch_general::<M, WANTED>); }
        };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if truth == WANTED { cx.jump(cx.jump_c()) } else { cx.next(1) }
    }

    native fn to_bool_branch_general[const WANTED: bool](cx) {
        let t = cx.save();
        let operand = cx.b();
        specialize::truth::count::<M>(cx.site(), cx.src(operand));
        let truth = tri!(cx, t.truth(cx.value(operand)));
        cx.consume(operand);
        let distance = if truth == WANTED { cx.jump_c() } else { 2 };
        cx.finish_at(cx.pc.offset(distance))
    }

    native fn is_branch[const WANTED: bool](cx) {
        let (b, c) = (cx.b(), cx.c());
        let same = cx.src(b) == cx.src(c);
        if cx.is_temporary(b) || cx.is_temporary(c) {
            let _ = cx.save();
            cx.consume(b);
            cx.consume(c);
            return cx.finish_at(cx.pc.offset(if same == WANTED { cx.jump_a() } else { 1 }));
        }
        if same == WANTED { cx.jump(cx.jump_a()) } else { cx.next(0) }
    }

    native fn is_op[const WANTED: bool](cx) {
        let (b, c) = (cx.b(), cx.c());
        let same = cx.src(b) == cx.src(c);
        let _ = cx.save();
        cx.consume(b);
        cx.consume(c);
        cx.store(cx.a(), Value::bool(same == WANTED));
        cx.finish(0)
    }

    native fn to_bool(cx) {
        let operand = cx.b();
        let t = cx.save();
        specialize::truth::count::<M>(cx.site(), cx.src(operand));
        let truth = tri!(cx, t.truth(cx.value(operand)));
        cx.consume(operand);
        cx.store(cx.a(), Value::bool(truth));
        cx.finish(WordOp::ToBool.cells())
    }
}
