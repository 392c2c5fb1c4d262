//! Jumps and branches, and identity.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::sync::atomic::Ordering;

use taipan_bytecode::word::WordOp;

use crate::ops::{handlers, tail, tri};
use crate::thread::EVENTS_PENDING;
use crate::value::{Raw, Value};

/// Jumps back to a loop's head, whose handler is known as long as its opcode is the one expected.
macro_rules! loop_to {
    ($cx:ident, $head:expr, $($handler:tt)*) => {{
        if (*$cx.t).limit.load(Ordering::Relaxed) == EVENTS_PENDING {
            tail!($cx, events_at_back_edge::<M>);
        }
        let target = $cx.pc.offset($cx.jump_c());
        if *target.cast::<u16>() != $head as u16 {
            tail!($cx, jump_backward_forget::<M>);
        }
        $($handler)*(target, $cx.fp, $cx.t, $cx.table, $cx.depth)
    }};
}

handlers! {
    fn jump(cx) {
        cx.jump(cx.jump_c())
    }

    fn jump_backward(cx) {
        if (*cx.t).limit.load(Ordering::Relaxed) == EVENTS_PENDING {
            tail!(cx, events_at_back_edge::<M>);
        }
        let target = cx.pc.offset(cx.jump_c());
        let head = *target.cast::<u16>();
        if head == WordOp::ForIterRange as u16
            || head == WordOp::ForIterList as u16
            || head == WordOp::ForIterGenerator as u16
            || head == WordOp::CompareBranchLtIntFalse as u16
            || head == WordOp::CompareBranchLtIntConstFalse as u16
        {
            tail!(cx, jump_backward_learn::<M>);
        }
        cx.go(target)
    }

    /// The loop's head is one of the commonest words: the jump becomes one that runs it too.
    #[cold]
    native fn jump_backward_learn(cx) {
        let _ = cx.save();
        let target = cx.pc.offset(cx.jump_c());
        let head = *target.cast::<u16>();
        if head == WordOp::ForIterRange as u16 {
            cx.rewrite(WordOp::JumpBackwardRange);
        } else if head == WordOp::ForIterList as u16 {
            cx.rewrite(WordOp::JumpBackwardList);
        } else if head == WordOp::ForIterGenerator as u16 {
            cx.rewrite(WordOp::JumpBackwardGenerator);
        } else if head == WordOp::CompareBranchLtIntFalse as u16 {
            cx.rewrite(WordOp::JumpBackwardLtInt);
        } else if head == WordOp::CompareBranchLtIntConstFalse as u16 {
            cx.rewrite(WordOp::JumpBackwardLtIntConst);
        }
        cx.go(target)
    }

    /// The loop's head is another word than it was: an ordinary jump again.
    #[cold]
    native fn jump_backward_forget(cx) {
        let _ = cx.save();
        cx.rewrite(WordOp::JumpBackward);
        cx.jump(cx.jump_c())
    }

    /// To a loop over a range.
    fn jump_backward_range(cx) {
        loop_to!(cx, WordOp::ForIterRange, super::iter::for_iter_range::<M>)
    }

    /// To a loop over a list.
    fn jump_backward_list(cx) {
        loop_to!(cx, WordOp::ForIterList, super::iter::for_iter_list::<M>)
    }

    /// To a loop over a generator.
    fn jump_backward_generator(cx) {
        loop_to!(cx, WordOp::ForIterGenerator, super::iter::for_iter_generator::<M>)
    }

    /// To a loop while a local integer is less than another.
    fn jump_backward_lt_int(cx) {
        loop_to!(cx, WordOp::CompareBranchLtIntFalse, super::compare::compare_branch_int::<M, 0, false>)
    }

    /// To a loop while a local integer is less than a constant.
    fn jump_backward_lt_int_const(cx) {
        loop_to!(cx, WordOp::CompareBranchLtIntConstFalse, super::compare::compare_branch_int_const::<M, 0, false>)
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
            tail!(cx, super::moves::bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn branch_not_none(cx) {
        let value = cx.src(cx.b());
        if value.is_none() {
            return cx.next(0);
        }
        if cx.is_temporary(cx.b()) && value.release() {
            (*cx.t).scratch[0] = value;
            tail!(cx, bury_and_jump::<M>);
        }
        cx.jump(cx.jump_c())
    }

    /// Buries `scratch[0]`, whose count is zero, and jumps.
    #[cold]
    native fn bury_and_jump(cx) {
        let t = cx.save();
        let object = t.scratch[0].header();
        t.bury(object);
        cx.finish_at(cx.pc.offset(cx.jump_c()))
    }

    #[inline(always)]
    fn is_branch[const WANTED: bool](cx) {
        let (b, c) = (cx.b(), cx.c());
        let same = cx.src(b) == cx.src(c);
        if cx.is_temporary(b) || cx.is_temporary(c) { tail!(cx, is_branch_consume::<M, WANTED>); }
        if same == WANTED { cx.jump(cx.jump_a()) } else { cx.next(0) }
    }

    native fn is_branch_consume[const WANTED: bool](cx) {
        let (b, c) = (cx.b(), cx.c());
        let same = cx.src(b) == cx.src(c);
        let _ = cx.save();
        cx.consume(b);
        cx.consume(c);
        cx.finish_at(cx.pc.offset(if same == WANTED { cx.jump_a() } else { 1 }))
    }

    #[inline(always)]
    fn is_op[const WANTED: bool](cx) {
        let (b, c, dst) = (cx.b(), cx.c(), cx.a());
        if cx.is_temporary(b) || cx.is_temporary(c) || dst < cx.nlocals() { tail!(cx, is_op_consume::<M, WANTED>); }
        *cx.slot(dst) = Raw::bool((cx.src(b) == cx.src(c)) == WANTED);
        cx.next(0)
    }

    native fn is_op_consume[const WANTED: bool](cx) {
        let (b, c) = (cx.b(), cx.c());
        let same = cx.src(b) == cx.src(c);
        let _ = cx.save();
        cx.consume(b);
        cx.consume(c);
        cx.store(cx.a(), Value::bool(same == WANTED));
        cx.finish(0)
    }
}
