//! STORE_SUBSCR: items of lists and dicts. Reading an item is BINARY_OP's.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;
use crate::value::Raw;

/// Tries to specialize a STORE_SUBSCR.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a STORE_SUBSCR.
    unsafe {
        let (container, key) = (cx.load(cx.b()), cx.src(cx.c()));
        let decision = if container.is_kind(Kind::List) && key.is_int() {
            Ok(list_form(cx, key))
        } else if container.is_kind(Kind::Dict) {
            Ok(WordOp::StoreSubscrDict)
        } else {
            Err(FailureKind::ContainerKind)
        };
        settle(cx, decision);
    }
}

/// The form for an item of a list.
unsafe fn list_form<M: Mode>(cx: Cx<M>, key: Raw) -> WordOp {
    // SAFETY: operands are the word's; cell 1 is the specializer's.
    unsafe {
        let nlocals = cx.nlocals();
        if cx.b() >= nlocals || cx.a() & usize::from(CONSTANT) != 0 {
            return WordOp::StoreSubscrListInt;
        }
        let moves = cx.a() >= nlocals;
        if cx.c() & usize::from(CONSTANT) == 0 {
            return if moves { WordOp::StoreSubscrListIntMove } else { WordOp::StoreSubscrListIntCopy };
        }
        if key.as_int() < 0 {
            return WordOp::StoreSubscrListInt;
        }
        *cx.pc.add(2).cast_mut() = key.as_int() as u64;
        if moves { WordOp::StoreSubscrListIntConstMove } else { WordOp::StoreSubscrListIntConstCopy }
    }
}
