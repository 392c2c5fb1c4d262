//! `in` and `not in`, alone and fused with the branch that follows.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::ops::{handlers, tri};
use crate::specialize;
use crate::value::Value;

handlers! {
    native fn contains_op(cx) {
        let t = cx.save();
        specialize::contains::count::<M>(cx.site(), cx.src(cx.c()));
        let truth = tri!(cx, t.contains(cx.value(cx.c()), cx.value(cx.b())));
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.store(cx.a(), Value::bool(truth == (cx.aux() == 0)));
        cx.finish(WordOp::ContainsOp.cells())
    }

    native fn contains_branch[const WANTED: bool](cx) {
        let t = cx.save();
        specialize::contains::count::<M>(cx.site(), cx.src(cx.c()));
        let truth = tri!(cx, t.contains(cx.value(cx.c()), cx.value(cx.b())));
        cx.consume(cx.b());
        cx.consume(cx.c());
        let holds = truth == (cx.aux() == 0);
        let target = if holds == WANTED { cx.jump_a() } else { 1 + WordOp::ContainsBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(target))
    }
}
