//! Unary operators.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::ops::{handlers, tail, tri};
use crate::types::Special;
use crate::value::{Raw, Value};

handlers! {
    fn unary_not(cx) {
        let result = Raw::bool(cx.src(cx.b()) == Raw::FALSE);
        let dst = cx.a();
        if dst < cx.nlocals() {
            let old = cx.slot(dst).replace(result);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M, 0>);
            }
        } else {
            *cx.slot(dst) = result;
        }
        cx.next(0)
    }

    fn unary_negative(cx) {
        let value = cx.src(cx.b());
        let dst = cx.a();
        if value.is_int() && value != Raw::int(Raw::MIN_INT) && dst >= cx.nlocals() {
            *cx.slot(dst) = Raw::int(-value.as_int());
            return cx.next(0);
        }
        tail!(cx, unary_general::<M, { Special::Neg as u8 }>);
    }

    fn unary_invert(cx) {
        tail!(cx, unary_general::<M, { Special::Invert as u8 }>);
    }

    native fn unary_general[const SPECIAL: u8](cx) {
        let t = cx.save();
        let operand = cx.b();
        let special = if SPECIAL == Special::Neg as u8 { Special::Neg } else { Special::Invert };
        let result: Value = tri!(cx, t.unary_op(special, cx.value(operand)));
        cx.consume(operand);
        cx.store(cx.a(), result);
        cx.finish(0)
    }
}
