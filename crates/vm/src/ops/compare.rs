//! Comparisons, alone and fused with the branch that follows.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::builtins::float::{self, Float};
use crate::builtins::str::Str;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
use crate::value::{Raw, Value};

/// The bit of COMPARE_OP's oparg that asks for a bool.
const TO_BOOL: usize = 16;

/// Whether `a OP b`, by CPython's operator number.
#[inline(always)]
fn holds<T: PartialOrd>(op: u8, a: &T, b: &T) -> bool {
    match op {
        0 => a < b,
        1 => a <= b,
        2 => a == b,
        3 => a != b,
        4 => a > b,
        _ => a >= b,
    }
}

/// Whether two floats stand in a relation that COMPARE_OP's oparg accepts: in its low bits unordered, less, greater, equal.
#[inline(always)]
fn accepted(oparg: usize, x: f64, y: f64) -> bool {
    let related = usize::from(x < y) << 1 | usize::from(x > y) << 2 | usize::from(x == y) << 3;
    let relation = if related == 0 { 1 } else { related };
    oparg & relation != 0
}

/// A float operand: a float, or an integer that a float holds exactly.
#[inline(always)]
unsafe fn float_of(value: Raw) -> Option<f64> {
    // SAFETY: a pointer word points to a live object.
    unsafe {
        if value.is_kind(Kind::Float) {
            return Some((*value.cast::<Float>()).get());
        }
        let exact = value.is_int() && value.as_int().unsigned_abs() <= 1 << 53;
        exact.then(|| value.as_int() as f64)
    }
}

handlers! {
    fn compare_op(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, compare_op_general::<M>);
    }

    native fn compare_op_general(cx) {
        let t = cx.save();
        let oparg = cx.aux();
        let mut value = tri!(cx, t.compare(oparg >> 5, cx.value(cx.b()), cx.value(cx.c())));
        if oparg & TO_BOOL != 0 {
            value = Value::bool(tri!(cx, t.truth(&value)));
        }
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.store(cx.a(), value);
        cx.finish(WordOp::CompareOp.cells())
    }

    fn compare_branch[const WANTED: bool](cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, compare_branch_general::<M, WANTED>);
    }

    native fn compare_branch_general[const WANTED: bool](cx) {
        let t = cx.save();
        let value = tri!(cx, t.compare(cx.aux() >> 5, cx.value(cx.b()), cx.value(cx.c())));
        let truth = tri!(cx, t.truth(&value));
        cx.consume(cx.b());
        cx.consume(cx.c());
        drop(value);
        let target = if truth == WANTED { cx.jump_a() } else { 1 + WordOp::CompareBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(target))
    }

    #[inline(always)]
    fn compare_branch_int[const OP: u8, const WANTED: bool](cx) {
        let (a, b) = (cx.load(cx.b()), cx.load(cx.c()));
        if !a.are_ints(b) { tail!(cx, compare_branch_miss::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if holds(OP, &(a.0 as i64), &(b.0 as i64)) == WANTED {
            return cx.jump(cx.jump_a());
        }
        cx.next(WordOp::CompareBranchTrue.cells())
    }

    #[inline(always)]
    fn compare_branch_int_const[const OP: u8, const WANTED: bool](cx) {
        let (a, b) = (cx.load(cx.b()), Raw(cx.cell(1)));
        if !a.is_int() { tail!(cx, compare_branch_miss::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if holds(OP, &(a.0 as i64), &(b.0 as i64)) == WANTED {
            return cx.jump(cx.jump_a());
        }
        cx.next(WordOp::CompareBranchTrue.cells())
    }

    /// Floats, or floats and integers.
    #[inline(always)]
    fn compare_branch_float[const WANTED: bool](cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Float) || !b.is_kind(Kind::Float) { tail!(cx, compare_branch_mixed::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let truth = accepted(cx.aux(), (*a.cast::<Float>()).get(), (*b.cast::<Float>()).get());
        cx.release_floats();
        if truth == WANTED { cx.jump(cx.jump_a()) } else { cx.next(WordOp::CompareBranchTrue.cells()) }
    }

    /// A float and an integer.
    #[inline(never)]
    fn compare_branch_mixed[const WANTED: bool](cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        let (Some(x), Some(y)) = (float_of(a), float_of(b)) else { tail!(cx, compare_branch_miss::<M, WANTED>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let truth = accepted(cx.aux(), x, y);
        cx.release_floats();
        if truth == WANTED { cx.jump(cx.jump_a()) } else { cx.next(WordOp::CompareBranchTrue.cells()) }
    }

    /// `==` and `!=` of strings.
    #[inline(always)]
    fn compare_branch_str[const WANTED: bool](cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Str) || !b.is_kind(Kind::Str) { tail!(cx, compare_branch_miss::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let equal = (*a.cast::<Str>()).equals(&*b.cast::<Str>());
        let truth = equal == (cx.aux() >> 5 == 2);
        if cx.is_temporary(cx.b()) || cx.is_temporary(cx.c()) {
            (*cx.t).scratch[0] = Raw::bool(truth);
            tail!(cx, compare_branch_consume::<M, WANTED>);
        }
        if truth == WANTED { cx.jump(cx.jump_a()) } else { cx.next(WordOp::CompareBranchTrue.cells()) }
    }

    /// Drops the operands that are temporaries; the outcome is in `scratch[0]`.
    native fn compare_branch_consume[const WANTED: bool](cx) {
        let t = cx.save();
        let truth = t.scratch[0] == Raw::TRUE;
        cx.consume(cx.b());
        cx.consume(cx.c());
        let target = if truth == WANTED { cx.jump_a() } else { 1 + WordOp::CompareBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(target))
    }

    #[cold]
    native fn compare_branch_miss[const WANTED: bool](cx) {
        let _ = cx.save();
        let generic = if WANTED { WordOp::CompareBranchTrue } else { WordOp::CompareBranchFalse };
        if specialize::missed::<M>(cx, generic) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, compare_branch_general::<M, WANTED>);
    }

    fn compare_op_int(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.are_ints(b) { tail!(cx, compare_op_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let truth = holds((cx.aux() >> 5) as u8, &(a.0 as i64), &(b.0 as i64));
        cx.put_truth(truth)
    }

    /// Floats, or floats and integers.
    fn compare_op_float(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        let floats = a.is_kind(Kind::Float) && b.is_kind(Kind::Float);
        if !floats || cx.is_temporary(cx.b()) || cx.is_temporary(cx.c()) { tail!(cx, compare_op_mixed::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let truth = accepted(cx.aux(), (*a.cast::<Float>()).get(), (*b.cast::<Float>()).get());
        cx.put_truth(truth)
    }

    /// Floats and integers, temporaries among them.
    #[inline(never)]
    fn compare_op_mixed(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        let (Some(x), Some(y)) = (float_of(a), float_of(b)) else { tail!(cx, compare_op_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let truth = accepted(cx.aux(), x, y);
        cx.release_floats();
        cx.put_truth(truth)
    }

    /// `==` and `!=` of strings.
    fn compare_op_str(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Str) || !b.is_kind(Kind::Str) { tail!(cx, compare_op_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let equal = (*a.cast::<Str>()).equals(&*b.cast::<Str>());
        let truth = equal == (cx.aux() >> 5 == 2);
        if cx.is_temporary(cx.b()) || cx.is_temporary(cx.c()) {
            (*cx.t).scratch[0] = Raw::bool(truth);
            tail!(cx, compare_op_store::<M>);
        }
        cx.put_truth(truth)
    }

    /// Drops the operands, then stores the bool in `scratch[0]`.
    native fn compare_op_store(cx) {
        let t = cx.save();
        let truth = Value::from_raw(t.scratch[0]);
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.store(cx.a(), truth);
        cx.finish(WordOp::CompareOp.cells())
    }

    /// Drops `scratch[0]`, which a local held, and goes on.
    native fn drop_replaced(cx) {
        let t = cx.save();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish(WordOp::CompareOp.cells())
    }

    #[cold]
    native fn compare_op_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::CompareOp) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, compare_op_general::<M>);
    }
}

impl<M: Mode> Cx<M> {
    /// Drops the operands that are temporaries, floats or integers.
    #[inline(always)]
    unsafe fn release_floats(self) {
        // SAFETY: guards proved what the operands are.
        unsafe {
            // Slots from the first temporary to below the constants.
            let nlocals = self.nlocals();
            let temporaries = usize::from(CONSTANT) - nlocals;
            for operand in [self.b(), self.c()] {
                if operand.wrapping_sub(nlocals) < temporaries && self.load(operand).is_pointer() {
                    float::release(&mut *(*self.t).heap, self.load(operand));
                }
            }
        }
    }

    /// Stores the outcome, the operands being dropped, and goes on.
    #[inline(always)]
    unsafe fn put_truth(self, truth: bool) -> *const u64 {
        // SAFETY: operands are the word's.
        unsafe {
            let dst = self.a();
            let old = self.slot(dst).replace(Raw::bool(truth));
            if dst < self.nlocals() && old.is_pointer() {
                (*self.t).scratch[0] = old;
                tail!(self, drop_replaced::<M>);
            }
            self.next(WordOp::CompareOp.cells())
        }
    }
}
