//! BINARY_OP on integers of any size, at least one of which is longer than a word or becomes so.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::BinaryOperator;
use taipan_bytecode::word::CONSTANT;

use super::binary::{
    ADD, AND, FLOOR_DIVIDE, MULTIPLY, OR, REMAINDER, SHIFT_RIGHT, SUBTRACT, TRUE_DIVIDE, XOR, binary_miss,
    conclude_simply,
};
use crate::builtins::int;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail};
use crate::specialize;
use crate::value::Raw;

/// An operator on integers of any size, the operands' magnitudes being below 128 bits; `None` where the result is not or the
/// way there is long.
#[inline(always)]
fn big_result<const OP: u8>(a: i128, b: i128) -> Option<i128> {
    match OP {
        ADD => a.checked_add(b),
        SUBTRACT => a.checked_sub(b),
        AND => Some(a & b),
        OR => Some(a | b),
        XOR => Some(a ^ b),
        SHIFT_RIGHT if b >= 0 => Some(a >> b.min(127)),
        _ => None,
    }
}

/// The operator of a specialized form.
const fn operator<const OP: u8>() -> BinaryOperator {
    match OP {
        ADD => BinaryOperator::Add,
        SUBTRACT => BinaryOperator::Subtract,
        MULTIPLY => BinaryOperator::Multiply,
        TRUE_DIVIDE => BinaryOperator::TrueDivide,
        AND => BinaryOperator::And,
        OR => BinaryOperator::Or,
        XOR => BinaryOperator::Xor,
        REMAINDER => BinaryOperator::Remainder,
        FLOOR_DIVIDE => BinaryOperator::FloorDivide,
        SHIFT_RIGHT => BinaryOperator::Rshift,
        _ => BinaryOperator::Lshift,
    }
}

impl<M: Mode> Cx<M> {
    /// Drops the operands, which are integers, stores the result and goes on.
    #[inline(always)]
    unsafe fn put_big(self, result: Raw) -> *const u64 {
        // SAFETY: operands are the word's.
        unsafe {
            let nlocals = self.nlocals();
            let temporary = |operand: usize| operand >= nlocals && operand < usize::from(CONSTANT);
            if temporary(self.b()) || temporary(self.c()) {
                (*self.t).scratch[0] = result;
                tail!(self, conclude_simply::<M>);
            }
            self.put_result(self.a(), nlocals, result)
        }
    }
}

handlers! {
    /// Integers of any size.
    #[inline(always)]
    fn binary_big[const OP: u8](cx) {
        let result = if OP == MULTIPLY {
            let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
            if !a.are_ints(b) { tail!(cx, binary_big_wide::<M, OP>); }
            i128::from(a.as_int()) * i128::from(b.as_int())
        } else {
            let (a, b) = (int::limbs::narrow(cx.src(cx.b())), int::limbs::narrow(cx.src(cx.c())));
            let (Some(a), Some(b)) = (a, b) else { tail!(cx, binary_big_wide::<M, OP>); };
            let Some(result) = big_result::<OP>(a, b) else { tail!(cx, binary_big_wide::<M, OP>); };
            result
        };
        let result = match i64::try_from(result).ok().and_then(Raw::try_int) {
            Some(word) => word,
            None => {
                let heap = &mut *(*cx.t).heap;
                if heap.free[int::limbs::HEAP_CLASS].is_null() { tail!(cx, binary_big_wide::<M, OP>); }
                let fresh = heap.alloc_class(int::limbs::HEAP_CLASS);
                let class = (*cx.interpreter()).types[Kind::BigInt as usize].cast();
                int::limbs::fill_narrow(fresh, class, result);
                Raw::pointer(fresh)
            }
        };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.put_big(result)
    }

    /// Integers of any size, the general way.
    #[inline(never)]
    fn binary_big_wide[const OP: u8](cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !int::limbs::is_exact(a) || !int::limbs::is_exact(b) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let t = cx.save();
        let result = int::limbs::operate(t, operator::<OP>(), a, b);
        let cx = Cx::<M>::saved(t);
        if result.is_null() { tail!(cx, super::call_native::raise_scratch::<M>); }
        cx.put_big(result)
    }
}
