//! Words that move values between locals, temporaries and constants.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_heap::flags;

use crate::ops::{handlers, tail, tri};
use crate::value::Raw;

handlers! {
    fn move_lt(cx) {
        let value = cx.load(cx.b());
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(0)
    }

    fn move_tl(cx) {
        let old = cx.slot(cx.a()).replace(cx.load(cx.b()));
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn move_tt(cx) {
        *cx.slot(cx.a()) = cx.load(cx.b());
        cx.next(0)
    }

    fn move_ll(cx) {
        let value = cx.load(cx.b());
        value.retain();
        let old = cx.slot(cx.a()).replace(value);
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn dup_tt(cx) {
        let value = cx.load(cx.b());
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(0)
    }

    fn xchg_tt(cx) {
        let (a, b) = (cx.slot(cx.a()), cx.slot(cx.b()));
        std::ptr::swap(a, b);
        cx.next(0)
    }

    fn load_const_t(cx) {
        let value = *(*cx.exec()).consts.add(cx.b());
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(0)
    }

    fn load_const_wide(cx) {
        let value = *(*cx.exec()).consts.add(cx.b() | cx.c() << 16);
        value.retain();
        *cx.slot(cx.a()) = value;
        cx.next(0)
    }

    fn load_const_l(cx) {
        let value = *(*cx.exec()).consts.add(cx.b());
        value.retain();
        let old = cx.slot(cx.a()).replace(value);
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn load_int_t(cx) {
        *cx.slot(cx.a()) = Raw::int(cx.b() as i16 as i64);
        cx.next(0)
    }

    fn load_int_l(cx) {
        let old = cx.slot(cx.a()).replace(Raw::int(cx.b() as i16 as i64));
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn load_null_t(cx) {
        *cx.slot(cx.a()) = Raw::NULL;
        cx.next(0)
    }

    fn move_clear(cx) {
        *cx.slot(cx.a()) = cx.slot(cx.b()).replace(Raw::NULL);
        cx.next(0)
    }

    fn drop(cx) {
        let old = cx.load(cx.a());
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn check_fast(cx) {
        if cx.load(cx.a()).is_null() {
            tail!(cx, unbound::<M>);
        }
        cx.next(0)
    }

    fn delete_fast(cx) {
        let old = cx.load(cx.a());
        if old.is_null() {
            tail!(cx, unbound::<M>);
        }
        *cx.slot(cx.a()) = Raw::NULL;
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn nop(cx) {
        cx.next(0)
    }

    #[cold]
    native fn unbound(cx) {
        let t = cx.save();
        let error = t.unbound_local(cx.exec(), cx.a());
        tri!(cx, Err::<(), _>(error));
        cx.next(0)
    }

    /// Buries `scratch[0]`, whose count is zero, and goes on with the word behind this one and its `CELLS`.
    #[inline(never)]
    fn bury_next[const CELLS: usize](cx) {
        let object = (*cx.t).scratch[0].header();
        if (*object).flags & (flags::SIMPLE | flags::WEAK | flags::LARGE) != flags::SIMPLE {
            tail!(cx, bury_next_slowly::<M, CELLS>);
        }
        (*(*cx.t).heap).free_small(object);
        cx.next(CELLS)
    }

    #[cold]
    native fn bury_next_slowly[const CELLS: usize](cx) {
        let t = cx.save();
        let object = t.scratch[0].header();
        t.bury(object);
        cx.finish(CELLS)
    }
}
