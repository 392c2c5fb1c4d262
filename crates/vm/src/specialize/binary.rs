//! BINARY_OP: which of `ops::binary`'s forms fits the operands.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::builtins::float::Float;
use crate::builtins::function::Function;
use crate::builtins::int::limbs;
use crate::exec::PLAIN;
use crate::object::Kind;
use crate::ops::binary as ops;
use crate::ops::{Cx, Mode};
use crate::protocol::arithmetic::plain_operator;
use crate::protocol::kinds;
use crate::specialize::{Decision, may_fuse, settle};
use crate::types::{Special, TypeObject};
use crate::value::Raw;

/// Tries to specialize a BINARY_OP.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a BINARY_OP.
    unsafe {
        let decision = decide(cx);
        settle(cx, decision);
    }
}

/// The float forms of an operator, by shape.
struct FloatForms {
    float_float: [WordOp; 5],
    float_const: [WordOp; 3],
    float_int: [WordOp; 3],
    int_float: [WordOp; 4],
    const_float: [WordOp; 4],
}

const ADD: FloatForms = FloatForms {
    float_float: [
        WordOp::BinaryAddFloatFresh,
        WordOp::BinaryAddFloatReuse,
        WordOp::BinaryAddFloatLocal,
        WordOp::BinaryAddFloatRight,
        WordOp::BinaryAddFloatBoth,
    ],
    float_const: [
        WordOp::BinaryAddFloatConstFresh,
        WordOp::BinaryAddFloatConstReuse,
        WordOp::BinaryAddFloatConstLocal,
    ],
    float_int: [
        WordOp::BinaryAddFloatIntFresh,
        WordOp::BinaryAddFloatIntReuse,
        WordOp::BinaryAddFloatIntLocal,
    ],
    // An integer or a constant on the left leaves no box to reuse.
    int_float: [
        WordOp::BinaryAddIntFloatFresh,
        WordOp::BinaryAddIntFloatFresh,
        WordOp::BinaryAddIntFloatLocal,
        WordOp::BinaryAddIntFloatRight,
    ],
    const_float: [
        WordOp::BinaryAddConstFloatFresh,
        WordOp::BinaryAddConstFloatFresh,
        WordOp::BinaryAddConstFloatLocal,
        WordOp::BinaryAddConstFloatRight,
    ],
};

const SUBTRACT: FloatForms = FloatForms {
    float_float: [
        WordOp::BinarySubtractFloatFresh,
        WordOp::BinarySubtractFloatReuse,
        WordOp::BinarySubtractFloatLocal,
        WordOp::BinarySubtractFloatRight,
        WordOp::BinarySubtractFloatBoth,
    ],
    float_const: [
        WordOp::BinarySubtractFloatConstFresh,
        WordOp::BinarySubtractFloatConstReuse,
        WordOp::BinarySubtractFloatConstLocal,
    ],
    float_int: [
        WordOp::BinarySubtractFloatIntFresh,
        WordOp::BinarySubtractFloatIntReuse,
        WordOp::BinarySubtractFloatIntLocal,
    ],
    // An integer or a constant on the left leaves no box to reuse.
    int_float: [
        WordOp::BinarySubtractIntFloatFresh,
        WordOp::BinarySubtractIntFloatFresh,
        WordOp::BinarySubtractIntFloatLocal,
        WordOp::BinarySubtractIntFloatRight,
    ],
    const_float: [
        WordOp::BinarySubtractConstFloatFresh,
        WordOp::BinarySubtractConstFloatFresh,
        WordOp::BinarySubtractConstFloatLocal,
        WordOp::BinarySubtractConstFloatRight,
    ],
};

const MULTIPLY: FloatForms = FloatForms {
    float_float: [
        WordOp::BinaryMultiplyFloatFresh,
        WordOp::BinaryMultiplyFloatReuse,
        WordOp::BinaryMultiplyFloatLocal,
        WordOp::BinaryMultiplyFloatRight,
        WordOp::BinaryMultiplyFloatBoth,
    ],
    float_const: [
        WordOp::BinaryMultiplyFloatConstFresh,
        WordOp::BinaryMultiplyFloatConstReuse,
        WordOp::BinaryMultiplyFloatConstLocal,
    ],
    float_int: [
        WordOp::BinaryMultiplyFloatIntFresh,
        WordOp::BinaryMultiplyFloatIntReuse,
        WordOp::BinaryMultiplyFloatIntLocal,
    ],
    // An integer or a constant on the left leaves no box to reuse.
    int_float: [
        WordOp::BinaryMultiplyIntFloatFresh,
        WordOp::BinaryMultiplyIntFloatFresh,
        WordOp::BinaryMultiplyIntFloatLocal,
        WordOp::BinaryMultiplyIntFloatRight,
    ],
    const_float: [
        WordOp::BinaryMultiplyConstFloatFresh,
        WordOp::BinaryMultiplyConstFloatFresh,
        WordOp::BinaryMultiplyConstFloatLocal,
        WordOp::BinaryMultiplyConstFloatRight,
    ],
};

const DIVIDE: FloatForms = FloatForms {
    float_float: [
        WordOp::BinaryDivideFloatFresh,
        WordOp::BinaryDivideFloatReuse,
        WordOp::BinaryDivideFloatLocal,
        WordOp::BinaryDivideFloatRight,
        WordOp::BinaryDivideFloatBoth,
    ],
    float_const: [
        WordOp::BinaryDivideFloatConstFresh,
        WordOp::BinaryDivideFloatConstReuse,
        WordOp::BinaryDivideFloatConstLocal,
    ],
    float_int: [
        WordOp::BinaryDivideFloatIntFresh,
        WordOp::BinaryDivideFloatIntReuse,
        WordOp::BinaryDivideFloatIntLocal,
    ],
    // An integer or a constant on the left leaves no box to reuse.
    int_float: [
        WordOp::BinaryDivideIntFloatFresh,
        WordOp::BinaryDivideIntFloatFresh,
        WordOp::BinaryDivideIntFloatLocal,
        WordOp::BinaryDivideIntFloatRight,
    ],
    const_float: [
        WordOp::BinaryDivideConstFloatFresh,
        WordOp::BinaryDivideConstFloatFresh,
        WordOp::BinaryDivideConstFloatLocal,
        WordOp::BinaryDivideConstFloatRight,
    ],
};

/// Which of the float forms' shapes the word's operands and destination have.
unsafe fn shape<M: Mode>(cx: Cx<M>) -> usize {
    // SAFETY: operands are the word's.
    unsafe {
        let (left, right) = (cx.is_temporary(cx.b()), cx.is_temporary(cx.c()));
        let floats = |operand: usize| cx.src(operand).is_kind(Kind::Float);
        let (left, right) = (left && floats(cx.b()), right && floats(cx.c()));
        let shape = match (left, right, cx.a() < cx.nlocals()) {
            (false, false, false) => ops::FRESH,
            (true, false, false) => ops::REUSE,
            (_, _, true) => ops::LOCAL,
            (false, true, false) => ops::RIGHT,
            (true, true, false) => ops::BOTH,
        };
        usize::from(shape)
    }
}

/// A class whose `__getitem__` is a Python function of two parameters.
unsafe fn getitem<M: Mode>(cx: Cx<M>, class: &TypeObject) -> Decision {
    // SAFETY: cell 1 is the specializer's; the class keeps its special methods alive.
    unsafe {
        let special = class.special(Special::Getitem);
        if !special.is_kind(Kind::Function) {
            return Err(FailureKind::ContainerKind);
        }
        let function = &*special.cast::<Function>();
        let exec = function.exec.get();
        if function.version.get() == 0 || exec.is_null() {
            return Err(FailureKind::OutOfVersions);
        }
        if (*exec).flags & PLAIN == 0 || (*exec).argcount != 2 {
            return Err(FailureKind::CodeComplexParameters);
        }
        let version = (*cx.t).type_version(class).ok_or(FailureKind::OutOfVersions)?;
        *cx.pc.add(2).cast_mut() = u64::from(version) | u64::from(function.version.get()) << 32;
        Ok(WordOp::BinarySubscrGetitem)
    }
}

/// Forms for an item of a sequence: any, then by an index in a slot: a local's to a temporary and to a local, a temporary's to
/// a temporary; and by a constant.
type ItemForms = [WordOp; 7];

const LIST_ITEM: ItemForms = [
    WordOp::BinarySubscrList,
    WordOp::BinarySubscrListFresh,
    WordOp::BinarySubscrListLocal,
    WordOp::BinarySubscrListTemporary,
    WordOp::BinarySubscrListConstFresh,
    WordOp::BinarySubscrListConstLocal,
    WordOp::BinarySubscrListConstTemporary,
];

const TUPLE_ITEM: ItemForms = [
    WordOp::BinarySubscrTuple,
    WordOp::BinarySubscrTupleFresh,
    WordOp::BinarySubscrTupleLocal,
    WordOp::BinarySubscrTupleTemporary,
    WordOp::BinarySubscrTupleConstFresh,
    WordOp::BinarySubscrTupleConstLocal,
    WordOp::BinarySubscrTupleConstTemporary,
];

unsafe fn item_form<M: Mode>(cx: Cx<M>, key: Raw, forms: ItemForms) -> WordOp {
    // SAFETY: operands are the word's; cell 1 is the specializer's.
    unsafe {
        let nlocals = cx.nlocals();
        let shape = match (cx.b() < nlocals, cx.a() < nlocals) {
            (true, to_local) => usize::from(to_local),
            (false, false) if cx.b() < usize::from(CONSTANT) => 2,
            _ => return forms[0],
        };
        if cx.c() & usize::from(CONSTANT) == 0 {
            return forms[1 + shape];
        }
        if key.as_int() < 0 {
            return forms[0];
        }
        *cx.pc.add(2).cast_mut() = key.as_int() as u64;
        forms[4 + shape]
    }
}

/// Whether the next word returns the result.
unsafe fn is_returned<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: code never ends in a BINARY_OP.
    unsafe {
        let next = *cx.pc.add(1 + WordOp::BinaryOp.cells());
        let [op, returned] = [0, 16].map(|shift| usize::from((next >> shift) as u16));
        may_fuse(cx) && op == WordOp::ReturnTemporary as usize && returned == cx.a()
    }
}

/// Whether the result on two integers in words needs more room than a word.
fn outgrows(operator: usize, a: Raw, b: Raw) -> bool {
    let (a, b) = (a.as_int(), b.as_int());
    let result = match operator {
        0 => Some(a + b),
        10 => Some(a - b),
        5 => a.checked_mul(b),
        3 if a != 0 && b > 0 => {
            u32::try_from(b).ok().filter(|&b| b < a.abs().leading_zeros()).map(|b| a << b)
        }
        _ => Some(0),
    };
    result.and_then(Raw::try_int).is_none()
}

/// The form for integers of any size.
fn big(operator: usize) -> Option<WordOp> {
    Some(match operator {
        0 => WordOp::BinaryAddBig,
        10 => WordOp::BinarySubtractBig,
        5 => WordOp::BinaryMultiplyBig,
        2 => WordOp::BinaryFloorDivideBig,
        6 => WordOp::BinaryRemainderBig,
        1 => WordOp::BinaryAndBig,
        7 => WordOp::BinaryOrBig,
        12 => WordOp::BinaryXorBig,
        3 => WordOp::BinaryShiftLeftBig,
        9 => WordOp::BinaryShiftRightBig,
        _ => return None,
    })
}

/// The form that keeps what answers for two builtin types; `otherwise` where nothing does.
unsafe fn native<M: Mode>(cx: Cx<M>, otherwise: FailureKind) -> Decision {
    // SAFETY: operands are the word's; cells 1 and 2 are the specializer's.
    unsafe {
        let (a, b) = (cx.value(cx.b()), cx.value(cx.c()));
        let Some(operation) = kinds::operation(cx.aux(), kinds::kind_of(a), kinds::kind_of(b)) else {
            return Err(otherwise);
        };
        *cx.pc.add(2).cast_mut() = operation as usize as u64;
        *cx.pc.add(3).cast_mut() = kinds::pair(a, b);
        Ok(WordOp::BinaryOpNative)
    }
}

unsafe fn decide<M: Mode>(cx: Cx<M>) -> Decision {
    // SAFETY: operands are the word's; cell 1 is the specializer's.
    unsafe {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        let (operator, _) = plain_operator(cx.aux());
        let constant = |operand: usize| operand & usize::from(CONSTANT) != 0;
        let cell = cx.pc.add(2).cast_mut();
        let (exact_a, exact_b) = (limbs::is_exact(a), limbs::is_exact(b));
        if exact_a && exact_b && (!a.are_ints(b) || outgrows(operator, a, b)) {
            return big(operator).map_or_else(|| native(cx, FailureKind::BigInt), Ok);
        }
        if a.are_ints(b) {
            let local = cx.a() < cx.nlocals();
            let simple = !constant(cx.b());
            let with_const = constant(cx.c());
            if simple && matches!(operator, 0 | 5 | 10) {
                if with_const {
                    *cell = b.0;
                }
                return Ok(match (operator, with_const, local) {
                    (0, false, false) if is_returned(cx) => WordOp::BinaryAddIntReturn,
                    (0, false, false) => WordOp::BinaryAddInt,
                    (0, false, true) => WordOp::BinaryAddIntLocal,
                    (0, true, false) => WordOp::BinaryAddIntConst,
                    (0, true, true) => WordOp::BinaryAddIntConstLocal,
                    (10, false, false) if is_returned(cx) => WordOp::BinarySubtractIntReturn,
                    (10, false, false) => WordOp::BinarySubtractInt,
                    (10, false, true) => WordOp::BinarySubtractIntLocal,
                    (10, true, false) => WordOp::BinarySubtractIntConst,
                    (10, true, true) => WordOp::BinarySubtractIntConstLocal,
                    (5, false, false) if is_returned(cx) => WordOp::BinaryMultiplyIntReturn,
                    (5, false, false) => WordOp::BinaryMultiplyInt,
                    (5, false, true) => WordOp::BinaryMultiplyIntLocal,
                    (5, true, false) => WordOp::BinaryMultiplyIntConst,
                    _ => WordOp::BinaryMultiplyIntConstLocal,
                });
            }
            return match operator {
                0 => Ok(WordOp::BinaryAddIntAny),
                10 => Ok(WordOp::BinarySubtractIntAny),
                5 => Ok(WordOp::BinaryMultiplyIntAny),
                1 if simple && with_const && !local => {
                    *cell = b.0;
                    Ok(WordOp::BinaryAndIntConst)
                }
                1 => Ok(WordOp::BinaryAndInt),
                7 => Ok(WordOp::BinaryOrInt),
                12 => Ok(WordOp::BinaryXorInt),
                6 => Ok(WordOp::BinaryRemainderInt),
                2 => Ok(WordOp::BinaryFloorDivideInt),
                9 => Ok(WordOp::BinaryShiftRightInt),
                3 => Ok(WordOp::BinaryShiftLeftInt),
                11 => Ok(WordOp::BinaryDivideInt),
                _ => native(cx, FailureKind::Operator),
            };
        }
        let shape = shape(cx);
        let (float_a, float_b) = (a.is_kind(Kind::Float), b.is_kind(Kind::Float));
        if operator == 8 && float_a && (float_b || b.is_int()) {
            return Ok(WordOp::BinaryPowerFloat);
        }
        if (float_a || a.is_int()) && (float_b || b.is_int()) {
            let forms = match operator {
                0 => &ADD,
                10 => &SUBTRACT,
                5 => &MULTIPLY,
                11 => &DIVIDE,
                _ => return native(cx, FailureKind::Operator),
            };
            if constant(cx.b()) && constant(cx.c()) {
                // What the compiler left to be done raises.
                return Err(FailureKind::Operator);
            }
            return Ok(match (float_a, float_b) {
                (true, true) if constant(cx.b()) => {
                    *cell = (*a.cast::<Float>()).get().to_bits();
                    forms.const_float[shape]
                }
                (true, true) if constant(cx.c()) => {
                    *cell = (*b.cast::<Float>()).get().to_bits();
                    forms.float_const[shape]
                }
                (true, true) => forms.float_float[shape],
                (true, false) => forms.float_int[shape],
                (false, _) => forms.int_float[shape],
            });
        }
        if operator == 0 && a.is_kind(Kind::Str) && b.is_kind(Kind::Str) {
            return Ok(WordOp::BinaryAddStr);
        }
        if cx.aux() == 26 {
            if a.is_kind(Kind::Dict) {
                return Ok(WordOp::BinarySubscrDict);
            }
            if b.is_int() && a.is_kind(Kind::List) {
                return Ok(item_form(cx, b, LIST_ITEM));
            }
            if b.is_int() && a.is_kind(Kind::Tuple) {
                return Ok(item_form(cx, b, TUPLE_ITEM));
            }
            if a.is_kind(Kind::Str) && b.is_int() {
                return Ok(WordOp::BinarySubscrStr);
            }
            if a.is_kind(Kind::List) && b.is_kind(Kind::Slice) {
                return Ok(WordOp::BinarySubscrListSlice);
            }
            if let Ok(form) = native(cx, FailureKind::ContainerKind) {
                return Ok(form);
            }
            if a.is_pointer() {
                return getitem(cx, &*(*a.header()).ty.cast::<TypeObject>());
            }
            return Err(FailureKind::ContainerKind);
        }
        let different = a.is_pointer() != b.is_pointer();
        native(cx, if different { FailureKind::DifferentTypes } else { FailureKind::OtherTypes })
    }
}
