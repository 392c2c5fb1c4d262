//! Unpacking into adjacent homes: the last one gets the first item.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;
use taipan_heap::flags;

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, short_loop, tail, tri};
use crate::specialize;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// The items of the sequence, when it is a list or, unless `LIST`, a tuple of the wanted length.
    #[inline(always)]
    unsafe fn items<const LIST: bool>(self, source: Raw, count: usize) -> Option<*const Raw> {
        // SAFETY: the operand is live; its kind tells its layout.
        unsafe {
            if LIST {
                let list = source.cast::<List>();
                (source.is_kind(Kind::List) && (*list).len() == count)
                    .then(|| (*list).items.get().cast_const())
            } else {
                let tuple = source.cast::<Tuple>();
                (source.is_kind(Kind::Tuple) && (*tuple).len() == count)
                    .then(|| (*tuple).items_start().cast_const())
            }
        }
    }

    /// Copies the items from `from` on into their homes, which end with operand `a`'s, in reverse.
    #[inline(always)]
    unsafe fn lay_down(self, items: *const Raw, from: usize, count: usize) {
        // SAFETY: there are `count` dead homes; the items are live.
        unsafe {
            let homes = self.slot(self.a());
            let mut index = from;
            while index < count {
                let item = *items.add(index);
                item.retain();
                *homes.add(count - 1 - index) = item;
                short_loop();
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

/// Where a MOVE_TL moves to.
#[inline(always)]
unsafe fn home(fp: *mut Raw, store: *const u64) -> *mut Raw {
    // SAFETY: the word is a MOVE_TL of the frame at `fp`.
    unsafe { fp.add(usize::from(*store.cast::<u16>().add(1))) }
}

/// Stores a new reference to an item in a local; false, and nothing done, where the last reference to another object is.
#[inline(always)]
unsafe fn store_item(slot: *mut Raw, item: Raw) -> bool {
    // SAFETY: the slot is a local's, the item live.
    unsafe {
        let old = *slot;
        // Both tags at once: no combination of others is a pointer's.
        if Raw(old.0 | item.0).is_pointer() {
            if old.is_pointer() {
                if (*old.header()).count == 1 {
                    return false;
                }
                (*old.header()).count -= 1;
            }
            item.retain();
        }
        *slot = item;
        true
    }
}

handlers! {
    fn unpack_sequence(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, unpack_general::<M>);
    }

    native fn unpack_general(cx) {
        let t = cx.save();
        let operand = cx.b();
        let (source, owned) = (cx.src(operand), cx.is_temporary(operand));
        let items = tri!(cx, t.unpack(cx.value(operand), cx.c()));
        cx.deliver_items(items, source, owned);
        cx.finish(WordOp::UnpackSequence.cells())
    }

    /// A list or tuple; `COUNT` is 0 for any number of items.
    #[inline(always)]
    fn unpack_known[const LIST: bool, const COUNT: usize](cx) {
        let operand = cx.b();
        let count = if COUNT == 0 { cx.c() } else { COUNT };
        let source = cx.src(operand);
        let Some(items) = cx.items::<LIST>(source, count) else { tail!(cx, unpack_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let owned = cx.is_temporary(operand);
        cx.lay_down(items, 0, count);
        if owned && source.release() {
            (*cx.t).scratch = [source, Raw(0), Raw::NULL, Raw::NULL];
            tail!(cx, end_unpacked::<M, LIST>);
        }
        cx.next(WordOp::UnpackSequence.cells())
    }

    /// The same, with the MOVE_TL words that follow. An old value that dies may run Python: then those words go on.
    #[inline(always)]
    fn unpack_to_locals[const LIST: bool, const COUNT: usize](cx) {
        let operand = cx.b();
        let count = if COUNT == 0 { cx.c() } else { COUNT };
        let source = cx.src(operand);
        let Some(items) = cx.items::<LIST>(source, count) else { tail!(cx, unpack_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let stores = cx.pc.add(1 + WordOp::UnpackSequence.cells());
        let mut index = 0;
        // In pairs: what counts the items is as long as what moves one.
        while index + 1 < count {
            if !store_item(home(cx.fp, stores.add(index)), *items.add(index)) {
                (*cx.t).scratch = [source, Raw(index as u64), Raw::NULL, Raw::NULL];
                tail!(cx, unpack_rest::<M, LIST>);
            }
            if !store_item(home(cx.fp, stores.add(index + 1)), *items.add(index + 1)) {
                (*cx.t).scratch = [source, Raw(index as u64 + 1), Raw::NULL, Raw::NULL];
                tail!(cx, unpack_rest::<M, LIST>);
            }
            short_loop();
            index += 2;
        }
        if index < count && !store_item(home(cx.fp, stores.add(index)), *items.add(index)) {
            (*cx.t).scratch = [source, Raw(index as u64), Raw::NULL, Raw::NULL];
            tail!(cx, unpack_rest::<M, LIST>);
        }
        if cx.is_temporary(operand) && source.release() {
            (*cx.t).scratch = [source, Raw(count as u64), Raw::NULL, Raw::NULL];
            tail!(cx, end_unpacked::<M, LIST>);
        }
        cx.go(stores.add(count))
    }

    /// The same, where the locals lie side by side.
    #[inline(always)]
    fn unpack_to_adjacent[const LIST: bool](cx) {
        let operand = cx.b();
        let count = cx.c();
        let source = cx.load(operand);
        let Some(items) = cx.items::<LIST>(source, count) else { tail!(cx, unpack_miss::<M>); };
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let stores = cx.pc.add(1 + WordOp::UnpackSequence.cells());
        let slots = home(cx.fp, stores);
        // All tags at once: no combination of others is a pointer's. The first of an odd number is looked at twice.
        let odd = count & 1;
        let mut tags = ((*slots).0 | (*items).0, 0);
        let mut index = odd;
        while index < count {
            let (first, second) = (*items.add(index), *items.add(index + 1));
            let (old_first, old_second) = (*slots.add(index), *slots.add(index + 1));
            tags = (tags.0 | first.0 | old_first.0, tags.1 | second.0 | old_second.0);
            short_loop();
            index += 2;
        }
        if Raw(tags.0 | tags.1).is_pointer() {
            let mut index = 0;
            while index < count {
                if !store_item(slots.add(index), *items.add(index)) {
                    (*cx.t).scratch = [source, Raw(index as u64), Raw::NULL, Raw::NULL];
                    tail!(cx, unpack_rest::<M, LIST>);
                }
                short_loop();
                index += 1;
            }
        } else {
            *slots = *items;
            let mut index = odd;
            while index < count {
                let (first, second) = (*items.add(index), *items.add(index + 1));
                (*slots.add(index), *slots.add(index + 1)) = (first, second);
                short_loop();
                index += 2;
            }
        }
        // A temporary gives its home to the last item.
        if operand == cx.a() && source.release() {
            (*cx.t).scratch = [source, Raw(count as u64), Raw::NULL, Raw::NULL];
            tail!(cx, end_unpacked::<M, LIST>);
        }
        cx.go(stores.add(count))
    }

    /// Lays the items from `scratch[1]` on in their homes and goes on with the word that moves the first of them.
    fn unpack_rest[const LIST: bool](cx) {
        let [source, from, ..] = (*cx.t).scratch;
        let count = cx.c();
        if let Some(items) = cx.items::<LIST>(source, count) {
            cx.lay_down(items, from.0 as usize, count);
        }
        if cx.is_temporary(cx.b()) && source.release() {
            tail!(cx, bury_unpacked::<M>);
        }
        cx.go(cx.pc.add(1 + WordOp::UnpackSequence.cells() + from.0 as usize))
    }

    /// Ends the sequence `scratch[0]`, whose count is zero and all of whose items live on, and goes on behind the first
    /// `scratch[1]` of the words that move items.
    #[inline(never)]
    fn end_unpacked[const LIST: bool](cx) {
        let [source, moved, ..] = (*cx.t).scratch;
        let header = source.header();
        if LIST || (*header).flags & flags::WEAK != 0 { tail!(cx, bury_unpacked::<M>); }
        for item in (*source.cast::<Tuple>()).raw_items() {
            let _ = item.release();
        }
        (*(*cx.t).heap).free(header);
        cx.go(cx.pc.add(1 + WordOp::UnpackSequence.cells() + moved.0 as usize))
    }

    /// Buries the sequence `scratch[0]` and goes on behind the first `scratch[1]` of the words that move items.
    native fn bury_unpacked(cx) {
        let t = cx.save();
        let [source, moved, ..] = t.scratch;
        t.bury(source.header());
        cx.finish(WordOp::UnpackSequence.cells() + moved.0 as usize)
    }

    #[cold]
    native fn unpack_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::UnpackSequence) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, unpack_general::<M>);
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
