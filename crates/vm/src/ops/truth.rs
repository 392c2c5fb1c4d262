//! TO_BOOL, alone and fused with the branch that follows. None, bools and small integers every form with a guard decides:
//! a loop that ends when its object becomes None stays specialized.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
pub(crate) use crate::specialize::truth::{ALWAYS_TRUE, BOOL, BUILTIN_KINDS, INT, LIST, NONE, STR};
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// The truth of None, a bool or an integer in a word.
#[inline(always)]
fn immediate(value: Raw) -> Option<bool> {
    (value.is_int() || value.is_bool() || value.is_none())
        .then(|| value == Raw::TRUE || value.is_int() && value != Raw::int(0))
}

impl<M: Mode> Cx<M> {
    /// The operand's truth, as far as the form `WHAT` of [`specialize::truth`] knows it.
    #[inline(always)]
    unsafe fn known_truth<const WHAT: u8>(self, value: Raw) -> Option<bool> {
        // SAFETY: the operand is live; its kind tells its layout.
        unsafe {
            match WHAT {
                BOOL if value.is_bool() => return Some(value == Raw::TRUE),
                INT if value.is_int() => return Some(value != Raw::int(0)),
                NONE if value.is_none() => return Some(false),
                LIST if value.is_kind(Kind::List) => return Some((*value.cast::<List>()).length.get() != 0),
                STR if value.is_kind(Kind::Str) => return Some(!(*value.cast::<Str>()).is_empty()),
                ALWAYS_TRUE if value.is_pointer() => {
                    let class = (*value.header()).ty.cast::<TypeObject>();
                    return ((*class).version.get() == self.aux() as u32).then_some(true);
                }
                _ => {}
            }
            immediate(value)
        }
    }

    /// Whether an operand, looked at only, is a temporary that dies now.
    #[inline(always)]
    unsafe fn is_spent(self, value: Raw) -> bool {
        // SAFETY: the operand is live, and a temporary's reference ends here.
        unsafe { value.is_pointer() && self.is_temporary(self.b()) && value.release() }
    }
}

handlers! {
    fn to_bool(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, to_bool_general::<M>);
    }

    native fn to_bool_general(cx) {
        let operand = cx.b();
        let t = cx.save();
        let truth = tri!(cx, t.truth(cx.value(operand)));
        cx.consume(operand);
        cx.store(cx.a(), Value::bool(truth));
        cx.finish(WordOp::ToBool.cells())
    }

    #[inline(always)]
    fn to_bool_known[const WHAT: u8](cx) {
        let value = cx.load(cx.b());
        let Some(truth) = cx.known_truth::<WHAT>(value) else { tail!(cx, to_bool_miss::<M>); };
        if value.is_pointer() && cx.is_temporary(cx.b()) || cx.a() < cx.nlocals() {
            if M::PROFILE { specialize::count_hit(cx.site()); }
            tail!(cx, to_bool_general::<M>);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        *cx.slot(cx.a()) = Raw::bool(truth);
        cx.next(WordOp::ToBool.cells())
    }

    /// An object of the kind that cell 0 names by its index in [`BUILTIN_KINDS`].
    fn to_bool_builtin(cx) {
        let value = cx.src(cx.b());
        if !value.is_kind(BUILTIN_KINDS[cx.aux()]) && immediate(value).is_none() { tail!(cx, to_bool_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, to_bool_general::<M>);
    }

    #[cold]
    native fn to_bool_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::ToBool) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, to_bool_general::<M>);
    }

    fn to_bool_branch[const WANTED: bool](cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, to_bool_branch_general::<M, WANTED>);
    }

    native fn to_bool_branch_general[const WANTED: bool](cx) {
        let t = cx.save();
        let operand = cx.b();
        let truth = tri!(cx, t.truth(cx.value(operand)));
        cx.consume(operand);
        let distance = if truth == WANTED { cx.jump_c() } else { 1 + WordOp::ToBoolBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(distance))
    }

    #[inline(always)]
    fn to_bool_branch_known[const WHAT: u8, const WANTED: bool](cx) {
        let value = cx.load(cx.b());
        if WHAT == BOOL {
            // Nothing to drop, and the likeliest by far.
            if value == Raw::bool(!WANTED) {
                if M::PROFILE { specialize::count_hit(cx.site()); }
                return cx.next(WordOp::ToBoolBranchTrue.cells());
            }
            if value == Raw::bool(WANTED) {
                if M::PROFILE { specialize::count_hit(cx.site()); }
                return cx.jump(cx.jump_c());
            }
        }
        if WHAT == INT && value.is_int() {
            if M::PROFILE { specialize::count_hit(cx.site()); }
            if (value != Raw::int(0)) == WANTED { return cx.jump(cx.jump_c()); }
            return cx.next(WordOp::ToBoolBranchTrue.cells());
        }
        let Some(truth) = cx.known_truth::<WHAT>(value) else { tail!(cx, to_bool_branch_miss::<M, WANTED>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        if truth == WANTED {
            if cx.is_spent(value) { tail!(cx, bury_and_branch::<M, true>); }
            return cx.jump(cx.jump_c());
        }
        if cx.is_spent(value) { tail!(cx, bury_and_branch::<M, false>); }
        cx.next(WordOp::ToBoolBranchTrue.cells())
    }

    /// Buries the operand of a TO_BOOL_BRANCH, whose count is zero, and branches if it is to.
    native fn bury_and_branch[const TAKEN: bool](cx) {
        let t = cx.save();
        t.bury(cx.src(cx.b()).header());
        let distance = if TAKEN { cx.jump_c() } else { 1 + WordOp::ToBoolBranchTrue.cells() as isize };
        cx.finish_at(cx.pc.offset(distance))
    }

    /// As [`to_bool_builtin`].
    #[inline(always)]
    fn to_bool_branch_builtin[const WANTED: bool](cx) {
        let value = cx.src(cx.b());
        if !value.is_kind(BUILTIN_KINDS[cx.aux()]) && immediate(value).is_none() { tail!(cx, to_bool_branch_miss::<M, WANTED>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, to_bool_branch_general::<M, WANTED>);
    }

    #[cold]
    native fn to_bool_branch_miss[const WANTED: bool](cx) {
        let _ = cx.save();
        let generic = if WANTED { WordOp::ToBoolBranchTrue } else { WordOp::ToBoolBranchFalse };
        if specialize::missed::<M>(cx, generic) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, to_bool_branch_general::<M, WANTED>);
    }
}
