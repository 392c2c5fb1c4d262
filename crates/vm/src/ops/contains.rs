//! `in` and `not in`, alone and fused with the branch that follows.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::ops::{handlers, tail, tri};
use crate::protocol::contains_natively;
use crate::specialize;
use crate::specialize::contains::CONTAINERS;
use crate::value::{Raw, Value};

handlers! {
    fn contains_op(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, contains_op_general::<M>);
    }

    native fn contains_op_general(cx) {
        let t = cx.save();
        let truth = tri!(cx, t.contains(cx.value(cx.c()), cx.value(cx.b())));
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.store(cx.a(), Value::bool(truth == (cx.aux() == 0)));
        cx.finish(WordOp::ContainsOp.cells())
    }

    /// A container of a builtin type, by its index in [`CONTAINERS`].
    #[inline(always)]
    fn contains_op_known[const CONTAINER: usize](cx) {
        if !cx.src(cx.c()).is_kind(CONTAINERS[CONTAINER]) { tail!(cx, contains_op_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if cx.dies(cx.b()) || cx.dies(cx.c()) || cx.a() < cx.nlocals() { tail!(cx, contains_op_general::<M>); }
        let Some(truth) = contains_natively(&*cx.t, cx.value(cx.c()), cx.value(cx.b())) else {
            tail!(cx, contains_op_general::<M>);
        };
        cx.let_go(cx.b());
        cx.let_go(cx.c());
        *cx.slot(cx.a()) = Raw::bool(truth == (cx.aux() == 0));
        cx.next(WordOp::ContainsOp.cells())
    }

    #[cold]
    native fn contains_op_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::ContainsOp) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, contains_op_general::<M>);
    }

    fn contains_branch[const WANTED: bool](cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, contains_branch_general::<M, WANTED>);
    }

    native fn contains_branch_general[const WANTED: bool](cx) {
        let t = cx.save();
        let truth = tri!(cx, t.contains(cx.value(cx.c()), cx.value(cx.b())));
        cx.consume(cx.b());
        cx.consume(cx.c());
        let holds = truth == (cx.aux() == 0);
        let target = if holds == WANTED { cx.jump_a() } else { 1 + WordOp::ContainsBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(target))
    }

    /// A container of a builtin type, by its index in [`CONTAINERS`].
    #[inline(always)]
    fn contains_branch_known[const CONTAINER: usize, const WANTED: bool](cx) {
        if !cx.src(cx.c()).is_kind(CONTAINERS[CONTAINER]) { tail!(cx, contains_branch_miss::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if cx.dies(cx.b()) || cx.dies(cx.c()) { tail!(cx, contains_branch_general::<M, WANTED>); }
        let Some(truth) = contains_natively(&*cx.t, cx.value(cx.c()), cx.value(cx.b())) else {
            tail!(cx, contains_branch_general::<M, WANTED>);
        };
        cx.let_go(cx.b());
        cx.let_go(cx.c());
        let holds = truth == (cx.aux() == 0);
        cx.jump(if holds == WANTED { cx.jump_a() } else { 1 + WordOp::ContainsBranchTrue.cells() as isize })
    }

    #[cold]
    native fn contains_branch_miss[const WANTED: bool](cx) {
        let _ = cx.save();
        let generic = if WANTED { WordOp::ContainsBranchTrue } else { WordOp::ContainsBranchFalse };
        if specialize::missed::<M>(cx, generic) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, contains_branch_general::<M, WANTED>);
    }
}
