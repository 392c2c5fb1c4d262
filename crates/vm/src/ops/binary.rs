//! Binary operators: the general path, integers in words, boxed floats reused in place, strings grown in place.
//!
//! Cell 1 of the constant forms holds the constant: an integer word, or a float's bits.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, WordOp};
use taipan_heap::flags;
use taipan_text::float::Power;

use crate::builtins::float::{self, Float};
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::protocol::kinds::{self, Operation};
use crate::specialize;
use crate::value::{Raw, Value};

/// Operators of the specialized forms.
pub(crate) const ADD: u8 = 0;
pub(crate) const SUBTRACT: u8 = 1;
pub(crate) const MULTIPLY: u8 = 2;
pub(crate) const TRUE_DIVIDE: u8 = 3;
pub(crate) const AND: u8 = 4;
pub(crate) const OR: u8 = 5;
pub(crate) const XOR: u8 = 6;
pub(crate) const REMAINDER: u8 = 7;
pub(crate) const FLOOR_DIVIDE: u8 = 8;
pub(crate) const SHIFT_RIGHT: u8 = 9;
pub(crate) const SHIFT_LEFT: u8 = 10;

/// Where the float forms put their result, unless others have that box too: in a fresh box for a temporary, nothing being
/// owned; in the left operand's box, a temporary, for a temporary; in the box that a local held. RIGHT and BOTH put it in the
/// right operand's box, a temporary, for a temporary, the left operand being none or one.
pub(crate) const FRESH: u8 = 0;
pub(crate) const REUSE: u8 = 1;
pub(crate) const LOCAL: u8 = 2;
pub(crate) const RIGHT: u8 = 3;
pub(crate) const BOTH: u8 = 4;

/// Operands of the float forms.
pub(crate) const FLOAT_FLOAT: u8 = 0;
pub(crate) const FLOAT_CONST: u8 = 1;
pub(crate) const FLOAT_INT: u8 = 2;
pub(crate) const INT_FLOAT: u8 = 3;
pub(crate) const INT_INT: u8 = 4;
pub(crate) const CONST_FLOAT: u8 = 5;

/// An operator on integers in words; `None` when the result doesn't fit or isn't defined.
#[inline(always)]
fn int_result<const OP: u8>(a: Raw, b: Raw) -> Option<Raw> {
    let (x, y) = (a.0 as i64, b.0 as i64);
    match OP {
        ADD => x.checked_add(y).map(|sum| Raw(sum as u64)),
        SUBTRACT => x.checked_sub(y).map(|difference| Raw(difference as u64)),
        MULTIPLY => (x >> 2).checked_mul(y).map(|product| Raw(product as u64)),
        AND => Some(Raw(a.0 & b.0)),
        OR => Some(Raw(a.0 | b.0)),
        XOR => Some(Raw(a.0 ^ b.0)),
        REMAINDER => {
            if y == 0 {
                return None;
            }
            // Both are multiples of four, and so is the remainder. MIN % -1 can't overflow: words have 62 bits.
            let rest = if y == -4 { 0 } else { x % y };
            Some(Raw((if rest != 0 && (rest ^ y) < 0 { rest + y } else { rest }) as u64))
        }
        FLOOR_DIVIDE => {
            if y == 0 || y == -4 {
                return None;
            }
            let quotient = x / y;
            Some(Raw::int(if x % y != 0 && (x ^ y) < 0 { quotient - 1 } else { quotient }))
        }
        SHIFT_RIGHT => {
            let by = y >> 2;
            if by < 0 {
                return None;
            }
            Some(Raw::int((x >> 2) >> by.min(63)))
        }
        SHIFT_LEFT => {
            let by = y >> 2;
            if !(0..62).contains(&by) {
                return None;
            }
            let shifted = x << by;
            (shifted >> by == x).then_some(Raw(shifted as u64))
        }
        _ => None,
    }
}

#[inline(always)]
fn float_result<const OP: u8>(a: f64, b: f64) -> Option<f64> {
    Some(match OP {
        ADD => a + b,
        SUBTRACT => a - b,
        MULTIPLY => a * b,
        _ => {
            if b == 0.0 {
                return None;
            }
            a / b
        }
    })
}

/// Whether a small object owns nothing and nobody watches its end, so that freeing it is all there is to do.
///
/// # Safety
/// `value` points to a live object.
#[inline(always)]
unsafe fn is_simple(value: Raw) -> bool {
    const TOLD_BY: u16 = flags::SIMPLE | flags::WEAK | flags::LARGE;
    // SAFETY: the caller's promise.
    unsafe { (*value.header()).flags & TOLD_BY == flags::SIMPLE }
}

impl<M: Mode> Cx<M> {
    /// Ends a BINARY_OP of native code that ran no Python: drops the operands, and goes on with the result.
    #[inline(always)]
    pub(super) unsafe fn deliver_object(self, result: Raw) -> *const u64 {
        // SAFETY: the word is a BINARY_OP with its operands in place.
        unsafe {
            let (left, right, dst) = (self.b(), self.c(), self.a());
            let overwritten = if dst < self.nlocals() { self.load(dst) } else { Raw::NULL };
            let ends = overwritten.is_pointer() && (*overwritten.header()).count == 1;
            if ends || self.dies(left) || self.dies(right) {
                (*self.t).scratch[0] = result;
                tail!(self, conclude_simply::<M>);
            }
            self.let_go(left);
            self.let_go(right);
            let _ = overwritten.release();
            *self.slot(dst) = result;
            self.next(WordOp::BinaryOp.cells())
        }
    }

    /// Ends a BINARY_OP of native code.
    #[inline(always)]
    unsafe fn deliver_answer(self, result: PyResult) -> *const u64 {
        // SAFETY: the word is a BINARY_OP with its operands in place.
        unsafe {
            let t = self.t;
            match result {
                Ok(value) if (*(*t).heap).dead.is_empty() && !(*t).tracing.frame_moves => {
                    self.deliver_object(value.into_raw())
                }
                Ok(value) => {
                    (*t).scratch[0] = value.into_raw();
                    tail!(self, conclude_slowly::<M>);
                }
                Err(error) => {
                    (*t).scratch[0] = error.into_value().into_raw();
                    tail!(self, super::call_native::raise_scratch::<M>);
                }
            }
        }
    }

    /// Stores an integer result and goes on.
    #[inline(always)]
    unsafe fn store_int(self, dst: usize, local: bool, result: Raw) -> *const u64 {
        // SAFETY: `dst` is the word's.
        unsafe {
            let old = self.slot(dst).replace(result);
            if local && old.is_pointer() {
                (*self.t).scratch[0] = old;
                tail!(self, drop_old::<M>);
            }
            self.next(WordOp::BinaryOp.cells())
        }
    }

    /// Stores a float result and goes on. What can be known of operands and destination beforehand is `SHAPE`, so that each
    /// form does with the few registers that a handler has.
    #[inline(always)]
    unsafe fn store_float<const KINDS: u8, const SHAPE: u8>(self, result: f64) -> *const u64 {
        // SAFETY: guards proved the operands' types; temporaries are consumed.
        unsafe {
            if SHAPE == REUSE {
                let a = self.load(self.b());
                if (*a.header()).count == 1 {
                    (*a.cast::<Float>()).set(result);
                    *self.slot(self.a()) = a;
                    return self.next(WordOp::BinaryOp.cells());
                }
            }
            if SHAPE == RIGHT || SHAPE == BOTH {
                let b = self.load(self.c());
                if (*b.header()).count == 1 {
                    (*b.cast::<Float>()).set(result);
                    if SHAPE == BOTH {
                        // Before the result is stored, whose home may be the left operand's.
                        float::release(&mut *(*self.t).heap, self.load(self.b()));
                    }
                    *self.slot(self.a()) = b;
                    return self.next(WordOp::BinaryOp.cells());
                }
            }
            if SHAPE == LOCAL {
                let old = self.load(self.a());
                if old.is_kind(Kind::Float) && (*old.header()).count == 1 {
                    (*old.cast::<Float>()).set(result);
                    let nlocals = self.nlocals();
                    let ends = |operand| operand >= nlocals && operand < usize::from(CONSTANT);
                    let operand = self.b();
                    if KINDS != INT_FLOAT && KINDS != CONST_FLOAT && ends(operand) {
                        float::release(&mut *(*self.t).heap, self.load(operand));
                    }
                    let operand = self.c();
                    if KINDS != FLOAT_CONST && KINDS != FLOAT_INT && ends(operand) {
                        float::release(&mut *(*self.t).heap, self.load(operand));
                    }
                    return self.next(WordOp::BinaryOp.cells());
                }
            }
            if SHAPE == FRESH || SHAPE == REUSE {
                let heap = &mut *(*self.t).heap;
                let fresh = heap.free[float::HEAP_CLASS].cast::<taipan_heap::Header>();
                if !fresh.is_null() {
                    let fresh = heap.alloc_class(float::HEAP_CLASS);
                    let class = (*self.interpreter()).types[Kind::Float as usize];
                    Float::fill(fresh, class.cast(), result);
                    if SHAPE == REUSE {
                        (*self.load(self.b()).header()).count -= 1;
                    }
                    *self.slot(self.a()) = Raw::pointer(fresh);
                    return self.next(WordOp::BinaryOp.cells());
                }
            }
            (*self.t).scratch[0] = Raw(result.to_bits());
            tail!(self, store_float_general::<M, KINDS>);
        }
    }

    /// Stores the result, the operands being dropped, and goes on.
    #[inline(always)]
    pub(super) unsafe fn put_result(self, dst: usize, nlocals: usize, result: Raw) -> *const u64 {
        // SAFETY: `dst` is the word's.
        unsafe {
            let old = self.slot(dst).replace(result);
            if dst < nlocals && old.is_pointer() {
                (*self.t).scratch[0] = old;
                tail!(self, drop_old::<M>);
            }
            self.next(WordOp::BinaryOp.cells())
        }
    }
}

handlers! {
    fn binary_op(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, binary_op_general::<M>);
    }

    fn binary_op_general(cx) {
        let t = cx.save();
        let result = t.binary_op(cx.aux(), cx.value(cx.b()), cx.value(cx.c()));
        Cx::<M>::saved(t).deliver_answer(result)
    }

    /// Operands of the two kinds in cell 2, by the operation in cell 1.
    fn binary_op_native(cx) {
        let (a, b) = (cx.value(cx.b()), cx.value(cx.c()));
        if kinds::pair(a, b) != cx.cell(2) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let t = cx.save();
        let operation = std::mem::transmute::<*const (), Operation>(cx.cell(1) as *const ());
        let result = operation(t, a, b);
        Cx::<M>::saved(t).deliver_answer(result)
    }

    /// Drops the operands, stores `scratch[0]`, the result, and does what native code left to do.
    native fn conclude_slowly(cx) {
        let value = Value::from_raw((*cx.t).scratch[0]);
        let _ = cx.save();
        cx.consume(cx.b());
        cx.consume(cx.c());
        cx.store(cx.a(), value);
        cx.finish(WordOp::BinaryOp.cells())
    }

    #[inline(always)]
    fn binary_int[const OP: u8, const LOCAL: bool](cx) {
        let (a, b) = (cx.load(cx.b()), cx.load(cx.c()));
        if !a.are_ints(b) { tail!(cx, binary_miss::<M>); }
        let Some(result) = int_result::<OP>(a, b) else { tail!(cx, binary_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_int(cx.a(), LOCAL, result)
    }

    #[inline(always)]
    fn binary_int_const[const OP: u8, const LOCAL: bool](cx) {
        let (a, b) = (cx.load(cx.b()), Raw(cx.cell(1)));
        if !a.is_int() { tail!(cx, binary_miss::<M>); }
        let Some(result) = int_result::<OP>(a, b) else { tail!(cx, binary_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_int(cx.a(), LOCAL, result)
    }

    /// Operands in slots, and the RETURN_TEMPORARY of the result, which is the next word.
    #[inline(always)]
    fn binary_int_return[const OP: u8](cx) {
        let (a, b) = (cx.load(cx.b()), cx.load(cx.c()));
        if !a.are_ints(b) { tail!(cx, binary_miss::<M>); }
        let Some(result) = int_result::<OP>(a, b) else { tail!(cx, binary_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        Cx::<M> { pc: cx.pc.add(1 + WordOp::BinaryOp.cells()), ..cx }.leave(result, cx.nlocals())
    }

    /// Any operands, any destination.
    #[inline(always)]
    fn binary_int_any[const OP: u8](cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.are_ints(b) { tail!(cx, binary_miss::<M>); }
        let Some(result) = int_result::<OP>(a, b) else { tail!(cx, binary_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let dst = cx.a();
        cx.store_int(dst, dst < cx.nlocals(), result)
    }

    /// Two floats are in slots, or one is a constant in cell 1; a float and an integer are anywhere.
    #[inline(always)]
    fn binary_float[const OP: u8, const KINDS: u8, const SHAPE: u8](cx) {
        let (x, y);
        if KINDS == CONST_FLOAT {
            x = f64::from_bits(cx.cell(1));
        } else if KINDS == INT_FLOAT {
            let a = cx.src(cx.b());
            if !a.is_int() { tail!(cx, binary_miss::<M>); }
            x = a.as_int() as f64;
        } else {
            let a = if KINDS == FLOAT_INT { cx.src(cx.b()) } else { cx.load(cx.b()) };
            if !a.is_kind(Kind::Float) { tail!(cx, binary_miss::<M>); }
            x = (*a.cast::<Float>()).get();
        }
        if KINDS == FLOAT_CONST {
            y = f64::from_bits(cx.cell(1));
        } else if KINDS == FLOAT_INT {
            let b = cx.src(cx.c());
            if !b.is_int() { tail!(cx, binary_miss::<M>); }
            y = b.as_int() as f64;
        } else {
            let b = if KINDS == INT_FLOAT { cx.src(cx.c()) } else { cx.load(cx.c()) };
            if !b.is_kind(Kind::Float) { tail!(cx, binary_miss::<M>); }
            y = (*b.cast::<Float>()).get();
        }
        let Some(result) = float_result::<OP>(x, y) else { tail!(cx, binary_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.store_float::<KINDS, SHAPE>(result)
    }

    /// `int / int` where both and the quotient are exact enough: a float holds each operand.
    fn binary_divide_int(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.are_ints(b) || b == Raw::int(0) { tail!(cx, binary_miss::<M>); }
        let (x, y) = (a.as_int(), b.as_int());
        if (x.unsigned_abs() | y.unsigned_abs()) >> 53 != 0 { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        (*cx.t).scratch[0] = Raw((x as f64 / y as f64).to_bits());
        tail!(cx, store_float_general::<M, { INT_INT }>);
    }

    /// Stores the float whose bits are `scratch[0]`: in an operand's box or the destination's old one where that dies here,
    /// else in a fresh one.
    #[inline(never)]
    fn store_float_general[const KINDS: u8](cx) {
        let nlocals = cx.nlocals();
        let owned = |operand: usize| operand >= nlocals && operand < usize::from(CONSTANT);
        let result = f64::from_bits((*cx.t).scratch[0].0);
        let (left, right) = match KINDS {
            FLOAT_FLOAT => (true, true),
            FLOAT_CONST | FLOAT_INT => (true, false),
            INT_FLOAT | CONST_FLOAT => (false, true),
            _ => (false, false),
        };
        let a = if left && owned(cx.b()) { cx.load(cx.b()) } else { Raw::NULL };
        let b = if right && owned(cx.c()) { cx.load(cx.c()) } else { Raw::NULL };
        let dst = cx.a();
        if a.is_pointer() && (*a.header()).count == 1 {
            (*a.cast::<Float>()).set(result);
            if b.is_pointer() {
                float::release(&mut *(*cx.t).heap, b);
            }
            return cx.put_result(dst, nlocals, a);
        }
        if b.is_pointer() && (*b.header()).count == 1 {
            (*b.cast::<Float>()).set(result);
            if a.is_pointer() {
                (*a.header()).count -= 1;
            }
            return cx.put_result(dst, nlocals, b);
        }
        if dst < nlocals {
            let old = cx.load(dst);
            if old.is_kind(Kind::Float) && (*old.header()).count == 1 {
                (*old.cast::<Float>()).set(result);
                if a.is_pointer() {
                    (*a.header()).count -= 1;
                }
                if b.is_pointer() {
                    (*b.header()).count -= 1;
                }
                return cx.next(WordOp::BinaryOp.cells());
            }
        }
        let heap = &mut *(*cx.t).heap;
        if heap.free[float::HEAP_CLASS].is_null() {
            // Without memory nothing has happened yet.
            tail!(cx, refill_float::<M>);
        }
        let fresh = heap.alloc_class(float::HEAP_CLASS);
        Float::fill(fresh, (*cx.interpreter()).types[Kind::Float as usize].cast(), result);
        if a.is_pointer() {
            (*a.header()).count -= 1;
        }
        if b.is_pointer() {
            float::release(heap, b);
        }
        cx.put_result(dst, nlocals, Raw::pointer(fresh))
    }

    /// Drops the operands, of which those that die here mostly are integers, stores `scratch[0]`, the result, and goes on.
    #[inline(never)]
    fn conclude_simply(cx) {
        let nlocals = cx.nlocals();
        let owned = |operand: usize| {
            if operand >= nlocals && operand < usize::from(CONSTANT) { cx.load(operand) } else { Raw::NULL }
        };
        let (a, b) = (owned(cx.b()), owned(cx.c()));
        // Both may be the same object.
        if (a.is_pointer() && (*a.header()).count <= 2 && !is_simple(a))
            || (b.is_pointer() && (*b.header()).count <= 2 && !is_simple(b))
        {
            tail!(cx, conclude_slowly::<M>);
        }
        if a.release() {
            (*(*cx.t).heap).free_small(a.header());
        }
        if b.release() {
            (*(*cx.t).heap).free_small(b.header());
        }
        cx.put_result(cx.a(), nlocals, (*cx.t).scratch[0])
    }

    fn binary_add_str(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Str) || !b.is_kind(Kind::Str) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, binary_add_str_slow::<M>);
    }

    /// Grows the left string in place when nobody else has it: a dying temporary, or the local that is assigned to.
    native fn binary_add_str_slow(cx) {
        let t = cx.save();
        let (dst, left, right) = (cx.a(), cx.b(), cx.c());
        let (a, b) = (cx.src(left), cx.src(right));
        let mine = cx.is_temporary(left) || left == dst;
        if mine && a != b && (*a.header()).count == 1 {
            let slot = cx.slot(left);
            if Str::grow(t, &mut *slot, &*b.cast::<Str>()) {
                let grown = *slot;
                cx.consume(right);
                if left != dst {
                    *slot = Raw::NULL;
                    cx.store(dst, crate::value::Value::from_raw(grown));
                }
                return cx.finish(WordOp::BinaryOp.cells());
            }
        }
        let value = tri!(cx, Str::concat(t, &*a.cast::<Str>(), &*b.cast::<Str>()));
        cx.consume(left);
        cx.consume(right);
        cx.store(dst, value);
        cx.finish(WordOp::BinaryOp.cells())
    }

    /// A float to the power of a float or an integer in a word.
    fn binary_power_float(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Float) || !(b.is_kind(Kind::Float) || b.is_int()) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let exponent = if b.is_int() { b.as_int() as f64 } else { (*b.cast::<Float>()).get() };
        let Power::Value(result) = taipan_text::float::pow((*a.cast::<Float>()).get(), exponent) else {
            tail!(cx, power_float::<M>)
        };
        (*cx.t).scratch[0] = Raw(result.to_bits());
        if cx.src(cx.c()).is_int() { tail!(cx, store_float_general::<M, FLOAT_INT>); }
        tail!(cx, store_float_general::<M, FLOAT_FLOAT>);
    }

    /// The rest of [`binary_power_float`]: what gives no float.
    native fn power_float(cx) {
        let t = cx.save();
        let (left, right) = (cx.b(), cx.c());
        let (base, exponent) = ((*cx.src(left).cast::<Float>()).get(), cx.src(right));
        let exponent =
            if exponent.is_int() { exponent.as_int() as f64 } else { (*exponent.cast::<Float>()).get() };
        let result = tri!(cx, float::arith::power(t, base, exponent));
        cx.consume(left);
        cx.consume(right);
        cx.store(cx.a(), result);
        cx.finish(WordOp::BinaryOp.cells())
    }

    /// Drops `scratch[0]`, which a local held, and goes on. Simple objects that die are freed in passing.
    fn drop_old(cx) {
        let old = (*cx.t).scratch[0];
        let header = old.header();
        if (*header).count > 1 {
            (*header).count -= 1;
            return cx.next(WordOp::BinaryOp.cells());
        }
        if (*header).kind == Kind::Float as u8 {
            (*(*cx.t).heap).free_class(float::HEAP_CLASS, header);
            return cx.next(WordOp::BinaryOp.cells());
        }
        if is_simple(old) {
            (*(*cx.t).heap).free_small(header);
            return cx.next(WordOp::BinaryOp.cells());
        }
        tail!(cx, drop_old_slowly::<M>);
    }

    native fn drop_old_slowly(cx) {
        let t = cx.save();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish(WordOp::BinaryOp.cells())
    }

    #[cold]
    native fn refill_float(cx) {
        let t = cx.save();
        if !t.heap().refill(float::HEAP_CLASS) {
            let error = t.memory_error();
            return cx.raise(error);
        }
        cx.go(cx.pc)
    }

    #[cold]
    native fn binary_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::BinaryOp) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, binary_op_general::<M>);
    }
}
