//! STORE_SUBSCR: items of lists and dicts. Reading an item is BINARY_OP's.
#![expect(unsafe_code, reason = "reads operands")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;

/// Tries to specialize a STORE_SUBSCR.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a STORE_SUBSCR.
    unsafe {
        let (container, key) = (cx.load(cx.b()), cx.src(cx.c()));
        let decision = if container.is_kind(Kind::List) && key.is_int() {
            Ok(WordOp::StoreSubscrListInt)
        } else if container.is_kind(Kind::Dict) {
            Ok(WordOp::StoreSubscrDict)
        } else {
            Err(FailureKind::ContainerKind)
        };
        settle(cx, decision);
    }
}
