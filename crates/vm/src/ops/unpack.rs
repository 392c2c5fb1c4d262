//! Unpacking into adjacent homes: the last one gets the first item.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;
use taipan_heap::flags;

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// Copies items into the homes that end with operand `a`'s, in reverse.
    #[inline(always)]
    unsafe fn lay_down(self, items: *const Raw, count: usize) {
        // SAFETY: there are `count` dead homes; the items are live.
        unsafe {
            let homes = self.slot(self.a());
            let mut index = 0;
            while index < count {
                let item = *items.add(index);
                item.retain();
                *homes.add(count - 1 - index) = item;
                index += 1;
            }
        }
    }

    /// Moves items into the homes and drops what they came from, whose home may be one of those.
    unsafe fn deliver_items(self, items: Vec<Value>, source: Raw, owned: bool) {
        // SAFETY: there are as many dead homes as items; the source's reference ends here.
        unsafe {
            let homes = self.slot(self.a());
            let count = items.len();
            for (index, item) in items.into_iter().enumerate() {
                *homes.add(count - 1 - index) = item.into_raw();
            }
            if owned {
                (*self.t).drop_raw(source);
            }
        }
    }
}

handlers! {
    fn unpack_sequence(cx) {
        let (operand, count) = (cx.b(), cx.c());
        let source = cx.src(operand);
        let items = if source.is_kind(Kind::Tuple) {
            let tuple = source.cast::<Tuple>();
            if (*tuple).len() != count { tail!(cx, unpack_general::<M>); }
            let header = source.header();
            if (*header).count == 1 && (*header).flags & flags::WEAK == 0 && cx.is_temporary(operand) {
                // The tuple ends here: its items move.
                if M::PROFILE { specialize::count_hit(cx.site()); }
                let homes = cx.slot(cx.a());
                let mut index = 0;
                while index < count {
                    *homes.add(count - 1 - index) = *(*tuple).items_start().add(index);
                    index += 1;
                    super::short_loop();
                }
                (*(*cx.t).heap).free(header);
                return cx.next(WordOp::UnpackSequence.cells());
            }
            (*tuple).items_start().cast_const()
        } else if source.is_kind(Kind::List) {
            let list = source.cast::<List>();
            if (*list).len() != count { tail!(cx, unpack_general::<M>); }
            (*list).items.get().cast_const()
        } else {
            tail!(cx, unpack_general::<M>);
        };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let owned = cx.is_temporary(operand);
        cx.lay_down(items, count);
        if owned && source.release() {
            (*cx.t).scratch[0] = source;
            tail!(cx, super::moves::bury_next::<M>);
        }
        cx.next(WordOp::UnpackSequence.cells())
    }

    native fn unpack_general(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_generic(cx.site()); }
        let operand = cx.b();
        let (source, owned) = (cx.src(operand), cx.is_temporary(operand));
        let items = tri!(cx, t.unpack(cx.value(operand), cx.c()));
        cx.deliver_items(items, source, owned);
        cx.finish(WordOp::UnpackSequence.cells())
    }

    native fn unpack_ex(cx) {
        let t = cx.save();
        let (operand, shape) = (cx.b(), cx.c());
        let (source, owned) = (cx.src(operand), cx.is_temporary(operand));
        let items = tri!(cx, t.unpack_starred(cx.value(operand), shape & 0xff, shape >> 8));
        cx.deliver_items(items, source, owned);
        cx.finish(0)
    }
}
