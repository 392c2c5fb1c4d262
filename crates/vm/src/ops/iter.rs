//! Iteration: GET_ITER, and FOR_ITER with its specialized forms.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;
use taipan_heap::flags;

use crate::builtins::generator::Generator;
use crate::builtins::iterator::{ListIterator, RangeIterator, TupleIterator};
use crate::builtins::list::List;
use crate::builtins::range::Range;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{Cx, Mode, handlers, tail, tri};
use crate::specialize;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

impl<M: Mode> Cx<M> {
    /// Stores the next item, owned, and goes on.
    #[inline(always)]
    unsafe fn store_next(self, value: Raw) -> *const u64 {
        // SAFETY: `dst` is the word's.
        unsafe {
            let dst = self.a();
            let old = self.slot(dst).replace(value);
            if dst < self.nlocals() && old.is_pointer() {
                (*self.t).scratch[0] = old;
                tail!(self, drop_old::<M>);
            }
            self.next(WordOp::ForIter.cells())
        }
    }
}

handlers! {
    /// Of a list, a tuple or a range here, as long as the heap has a free cell.
    fn get_iter(cx) {
        let (value, dst) = (cx.src(cx.b()), cx.a());
        if !value.is_pointer() || dst < cx.nlocals() { tail!(cx, get_iter_general::<M>); }
        let heap = &mut *(*cx.t).heap;
        let classes = &(*cx.interpreter()).types;
        let kind = (*value.header()).kind;
        if kind == Kind::Range as u8 {
            let range = value.cast::<Range>();
            let Some([start, _, step, length]) = (*range).small() else { tail!(cx, get_iter_general::<M>) };
            if heap.free[RangeIterator::HEAP_CLASS].is_null() { tail!(cx, get_iter_general::<M>); }
            if cx.is_temporary(cx.b()) {
                let header = value.header();
                if (*header).count > 1 {
                    (*header).count -= 1;
                } else {
                    if (*header).flags & (flags::SIMPLE | flags::WEAK | flags::LARGE) != flags::SIMPLE {
                        tail!(cx, get_iter_general::<M>);
                    }
                    heap.free_class(Range::HEAP_CLASS, header);
                }
            }
            let iterator = heap.alloc_class(RangeIterator::HEAP_CLASS);
            let class = classes[Kind::RangeIterator as usize].cast();
            RangeIterator::fill(iterator, class, start, step, length.unsigned_abs());
            *cx.slot(dst) = Raw::pointer(iterator);
            return cx.next(0);
        }
        // The two have one size.
        let listed = kind == Kind::List as u8;
        if !listed && kind != Kind::Tuple as u8 || heap.free[ListIterator::HEAP_CLASS].is_null() {
            tail!(cx, get_iter_general::<M>);
        }
        if !cx.is_temporary(cx.b()) {
            value.retain();
        }
        let iterator = heap.alloc_class(ListIterator::HEAP_CLASS);
        if listed {
            ListIterator::fill(iterator, classes[Kind::ListIterator as usize].cast(), value);
        } else {
            TupleIterator::fill(iterator, classes[Kind::TupleIterator as usize].cast(), value);
        }
        *cx.slot(dst) = Raw::pointer(iterator);
        cx.next(0)
    }

    native fn get_iter_general(cx) {
        let t = cx.save();
        let value = tri!(cx, t.iter(cx.value(cx.b())));
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn get_yield_from_iter(cx) {
        let t = cx.save();
        let value = tri!(cx, t.yield_from_iter(cx.value(cx.b()), (*cx.exec()).flags));
        cx.consume(cx.b());
        cx.store(cx.a(), value);
        cx.finish(0)
    }

    native fn get_len(cx) {
        let t = cx.save();
        let length = tri!(cx, t.length(cx.value(cx.b())));
        cx.store(cx.a(), Value::small_int(length as i64));
        cx.finish(0)
    }

    fn for_iter(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, for_iter_general::<M>);
    }

    native fn for_iter_general(cx) {
        let t = cx.save();
        let item = if t.tracing.active() {
            let entered = cx.own_op() == WordOp::ForIterGenerator || !t.interpreter().config.specialize;
            let entered = entered && !t.loops_are_instrumented();
            t.traced_next(cx.value(cx.b()), entered)
        } else {
            t.next(cx.value(cx.b()))
        };
        match tri!(cx, item) {
            Some(value) => {
                cx.store(cx.a(), value);
                cx.finish(WordOp::ForIter.cells())
            }
            None => cx.finish_at(cx.pc.offset(cx.jump_c())),
        }
    }

    fn for_iter_range(cx) {
        let iterator = cx.load(cx.b());
        if !iterator.is_kind(Kind::RangeIterator) { tail!(cx, for_iter_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let iterator = &*iterator.cast::<RangeIterator>();
        let left = iterator.left.get();
        if left == 0 {
            return cx.jump(cx.jump_c());
        }
        iterator.left.set(left - 1);
        let value = iterator.next.get();
        iterator.next.set(value.wrapping_add(iterator.step.get()));
        cx.store_next(Raw::int(value))
    }

    fn for_iter_list(cx) {
        let iterator = cx.load(cx.b());
        if !iterator.is_kind(Kind::ListIterator) { tail!(cx, for_iter_miss::<M>); }
        let iterator = &*iterator.cast::<ListIterator>();
        let list = iterator.list.get();
        let index = iterator.index.get();
        if list.is_null() || index >= (*list.cast::<List>()).length.get() { tail!(cx, for_iter_list_end::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        iterator.index.set(index + 1);
        let value = *(*list.cast::<List>()).items.get().add(index);
        value.retain();
        cx.store_next(value)
    }

    fn for_iter_tuple(cx) {
        let iterator = cx.load(cx.b());
        if !iterator.is_kind(Kind::TupleIterator) { tail!(cx, for_iter_miss::<M>); }
        let iterator = &*iterator.cast::<TupleIterator>();
        let tuple = iterator.tuple.get();
        let index = iterator.index.get();
        if tuple.is_null() || index >= (*tuple.cast::<Tuple>()).len() { tail!(cx, for_iter_tuple_end::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        iterator.index.set(index + 1);
        let value = *(*tuple.cast::<Tuple>()).items_start().add(index);
        value.retain();
        cx.store_next(value)
    }

    /// The list is exhausted: the iterator lets go of it.
    native fn for_iter_list_end(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let list = (*cx.load(cx.b()).cast::<ListIterator>()).list.replace(Raw::NULL);
        t.drop_raw(list);
        cx.finish_at(cx.pc.offset(cx.jump_c()))
    }

    /// The tuple is exhausted: the iterator lets go of it.
    native fn for_iter_tuple_end(cx) {
        let t = cx.save();
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let tuple = (*cx.load(cx.b()).cast::<TupleIterator>()).tuple.replace(Raw::NULL);
        t.drop_raw(tuple);
        cx.finish_at(cx.pc.offset(cx.jump_c()))
    }

    /// A generator is resumed in place.
    fn for_iter_generator(cx) {
        let iterator = cx.load(cx.b());
        if !iterator.is_kind(Kind::Generator) { tail!(cx, for_iter_miss::<M>); }
        let generator = iterator.cast::<Generator>();
        let base = cx.generator_base();
        if !cx.can_resume(generator, base) { tail!(cx, for_iter_end::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        cx.resume::<false>(generator, base, Raw::NONE, cx.pc.add(1 + WordOp::ForIter.cells()))
    }

    /// A native iterator: cell 0 = {site, its type's version}.
    fn for_iter_native(cx) {
        let iterator = cx.slot(cx.b());
        if !(*iterator).is_pointer() { tail!(cx, for_iter_miss::<M>); }
        let class = (*(*iterator).header()).ty.cast::<TypeObject>();
        if (*class).version.get() as usize != cx.aux() { tail!(cx, for_iter_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let Some(next) = (*class).next.get() else { tail!(cx, for_iter_general::<M>) };
        if (*cx.t).tracing.active() { tail!(cx, for_iter_general::<M>); }
        let t = cx.save();
        let item = next(t, Value::borrow_slot(iterator)).into_raw();
        let cx = Cx::<M>::saved(t);
        if item.is_null() {
            if (*cx.t).scratch[0].is_null() { tail!(cx, for_iter_native_end::<M>); }
            tail!(cx, super::call_native::raise_scratch::<M>);
        }
        if !(*(*cx.t).heap).dead.is_empty() || (*cx.t).tracing.frame_moves {
            (*cx.t).scratch[0] = item;
            tail!(cx, for_iter_native_slowly::<M>);
        }
        cx.store_next(item)
    }

    /// The native iterator is exhausted.
    native fn for_iter_native_end(cx) {
        cx.finish_at(cx.pc.offset(cx.jump_c()))
    }

    /// Stores `scratch[0]`, the next item, and does what the native iterator left to do.
    native fn for_iter_native_slowly(cx) {
        let item = Value::from_raw((*cx.t).scratch[0]);
        cx.store(cx.a(), item);
        cx.finish(WordOp::ForIter.cells())
    }

    /// The general way for an iterator whose guard held: it ends, or there is no room.
    #[inline(never)]
    fn for_iter_end(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, for_iter_general::<M>);
    }

    /// Drops `scratch[0]`, which a local held, and goes on.
    fn drop_old(cx) {
        let old = (*cx.t).scratch[0];
        let header = old.header();
        if (*header).count > 1 {
            (*header).count -= 1;
            return cx.next(WordOp::ForIter.cells());
        }
        tail!(cx, drop_old_slowly::<M>);
    }

    native fn drop_old_slowly(cx) {
        let t = cx.save();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish(WordOp::ForIter.cells())
    }

    #[cold]
    native fn for_iter_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::ForIter) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, for_iter_general::<M>);
    }
}
