//! FOR_ITER: which iterator steps inline.
#![expect(unsafe_code, reason = "reads operands")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;

use crate::object::Kind;
use crate::ops::{Cx, Mode};
use crate::specialize::settle;
use crate::types::{TypeFlags, TypeObject};

/// Tries to specialize a FOR_ITER.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a FOR_ITER, its iterator a live temporary.
    unsafe {
        let iterator = cx.load(cx.b());
        let forms = [
            (Kind::RangeIterator, WordOp::ForIterRange),
            (Kind::ListIterator, WordOp::ForIterList),
            (Kind::TupleIterator, WordOp::ForIterTuple),
            (Kind::Generator, WordOp::ForIterGenerator),
        ];
        let found = forms.iter().find(|(kind, _)| iterator.is_kind(*kind)).map(|&(_, op)| op);
        let decision = found.ok_or(FailureKind::IteratorKind).or_else(|kind| {
            // A generator expression made of bare code iterates what it was called with: any word.
            if !iterator.is_pointer() {
                return Err(kind);
            }
            let class = (*iterator.header()).ty.cast::<TypeObject>();
            let flags = (*class).flags.get();
            if flags.contains(TypeFlags::HEAP) && !flags.contains(TypeFlags::IMMUTABLE) {
                return Err(kind);
            }
            let version = (*cx.t).type_version(&*class).ok_or(FailureKind::OutOfVersions)?;
            cx.set_aux(version);
            Ok(WordOp::ForIterNative)
        });
        settle(cx, decision);
    }
}
