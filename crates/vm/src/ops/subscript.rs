//! Slices, and assignment and deletion of items. Reading an item is BINARY_OP's.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, WordOp};
use taipan_heap::flags;

use crate::builtins::list::List;
use crate::builtins::list::slices::{self, Moved};
use crate::object::Kind;
use crate::ops::{handlers, tail, tri};
use crate::specialize;
use crate::value::{Raw, Value};

/// The step of `container[start:stop]`. A temporary of its own would keep the handler's jump from being one.
const NO_STEP: &Value = &Value::NONE;

handlers! {
    /// `container[start:stop]`: of a list here, if the bounds are small integers or None.
    fn binary_slice(cx) {
        let first = cx.b();
        let container = cx.load(first);
        if !container.is_kind(Kind::List) || (*container.header()).count == 1 {
            tail!(cx, binary_slice_general::<M>);
        }
        let (start, stop) = (cx.value(first + 1), cx.value(first + 2));
        let result = slices::copy(cx.t, container.cast(), start, stop, NO_STEP);
        if result.is_null() { tail!(cx, binary_slice_general::<M>); }
        (*container.header()).count -= 1;
        cx.put_built::<0>(Raw::pointer(result))
    }

    native fn binary_slice_general(cx) {
        let t = cx.save();
        let first = cx.b();
        let result = tri!(cx, t.get_slice(cx.value(first), cx.value(first + 1), cx.value(first + 2)));
        for home in first..first + 3 {
            cx.consume(home);
        }
        cx.store(cx.a(), result);
        cx.finish(0)
    }

    /// `container[start:stop] = value`: where both are lists, the bounds small integers or None, as many items are replaced as
    /// come, and the value dies, its items move.
    fn store_slice(cx) {
        let first = cx.a();
        let (value, container) = (cx.load(first), cx.load(first + 1));
        let fits = value.is_kind(Kind::List)
            && container.is_kind(Kind::List)
            && (*value.header()).count == 1
            && (*value.header()).flags & flags::WEAK == 0
            && (*container.header()).count > 1;
        if !fits { tail!(cx, store_slice_general::<M>); }
        let (start, stop) = (cx.value(first + 2), cx.value(first + 3));
        match slices::move_into(cx.t, container.cast(), start, stop, value.cast()) {
            Moved::Nothing => tail!(cx, store_slice_general::<M>),
            Moved::Left => tail!(cx, store_slice_left::<M>),
            Moved::All => {}
        }
        (*container.header()).count -= 1;
        cx.next(0)
    }

    /// Drops what [`store_slice`] left of the value, and the container.
    native fn store_slice_left(cx) {
        let _ = cx.save();
        cx.consume(cx.a());
        cx.consume(cx.a() + 1);
        cx.finish(0)
    }

    native fn store_slice_general(cx) {
        let t = cx.save();
        let first = cx.a();
        let (value, container) = (cx.value(first), cx.value(first + 1));
        tri!(cx, t.set_slice(container, cx.value(first + 2), cx.value(first + 3), value));
        for home in first..first + 4 {
            cx.consume(home);
        }
        cx.finish(0)
    }

    fn store_subscr(cx) {
        if cx.is_due() { tail!(cx, super::attempt::attempt::<M>); }
        if M::PROFILE { specialize::count_deferred(cx.site()); }
        tail!(cx, store_subscr_general::<M>);
    }

    /// An item of a list, negative indices too.
    fn store_subscr_list_int(cx) {
        let (container, key) = (cx.load(cx.b()), cx.src(cx.c()));
        if !container.is_kind(Kind::List) || !key.is_int() { tail!(cx, store_subscr_miss::<M>); }
        let list = &*container.cast::<List>();
        let mut index = key.as_int();
        if index < 0 { index += list.length.get() as i64; }
        if index as u64 >= list.length.get() as u64 { tail!(cx, store_subscr_miss::<M>); }
        let nlocals = cx.nlocals();
        if cx.b() >= nlocals {
            if (*container.header()).count == 1 { tail!(cx, store_subscr_hit::<M>); }
            (*container.header()).count -= 1;
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let operand = cx.a();
        let value = cx.src(operand);
        if operand < nlocals || operand & usize::from(CONSTANT) != 0 {
            value.retain();
        }
        let old = list.items.get().add(index as usize).replace(value);
        if old.is_pointer() {
            (*cx.t).scratch[0] = old;
            tail!(cx, drop_item::<M>);
        }
        cx.next(WordOp::StoreSubscr.cells())
    }

    /// An item of a list that a local holds, the index in a slot or a constant (cell 1, from 0), the value a temporary or
    /// a local.
    #[inline(always)]
    fn store_subscr_local[const INDEXED: bool, const MOVE: bool](cx) {
        let container = cx.load(cx.b());
        if !container.is_kind(Kind::List) { tail!(cx, store_subscr_miss::<M>); }
        let index = if INDEXED {
            cx.cell(1) as usize
        } else {
            let key = cx.load(cx.c());
            if !key.is_int() { tail!(cx, store_subscr_miss::<M>); }
            key.as_int() as usize
        };
        let list = container.cast::<List>();
        if index >= (*list).length.get() { tail!(cx, store_subscr_list_int::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = cx.load(cx.a());
        if !MOVE { value.retain(); }
        let old = (*list).items.get().add(index).replace(value);
        if old.is_pointer() {
            (*cx.t).scratch[0] = old;
            tail!(cx, drop_item::<M>);
        }
        cx.next(WordOp::StoreSubscr.cells())
    }

    /// Drops `scratch[0]`, an item replaced, and goes on.
    fn drop_item(cx) {
        let old = (*cx.t).scratch[0].header();
        if (*old).count > 1 {
            (*old).count -= 1;
            return cx.next(WordOp::StoreSubscr.cells());
        }
        if (*old).kind == Kind::Float as u8 {
            (*(*cx.t).heap).free_class(crate::builtins::float::HEAP_CLASS, old);
            return cx.next(WordOp::StoreSubscr.cells());
        }
        tail!(cx, drop_item_slowly::<M>);
    }

    native fn drop_item_slowly(cx) {
        let t = cx.save();
        let old = t.scratch[0];
        t.drop_raw(old);
        cx.finish(WordOp::StoreSubscr.cells())
    }

    fn store_subscr_dict(cx) {
        if !cx.load(cx.b()).is_kind(Kind::Dict) { tail!(cx, store_subscr_miss::<M>); }
        tail!(cx, store_subscr_hit::<M>);
    }

    /// What a guard admitted, done the general way.
    fn store_subscr_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, store_subscr_general::<M>);
    }

    #[cold]
    native fn store_subscr_miss(cx) {
        let _ = cx.save();
        if specialize::missed::<M>(cx, WordOp::StoreSubscr) {
            specialize::attempt::<M>(cx);
            return cx.again();
        }
        tail!(cx, store_subscr_general::<M>);
    }

    native fn store_subscr_general(cx) {
        let t = cx.save();
        let (value, container, key) = (cx.a(), cx.b(), cx.c());
        tri!(cx, t.set_item(cx.value(container), cx.value(key), cx.value(value)));
        cx.consume(value);
        cx.consume(container);
        cx.consume(key);
        cx.finish(WordOp::StoreSubscr.cells())
    }

    native fn delete_subscr(cx) {
        let t = cx.save();
        let (container, key) = (cx.b(), cx.c());
        tri!(cx, t.delete_item(cx.value(container), cx.value(key)));
        cx.consume(container);
        cx.consume(key);
        cx.finish(0)
    }
}
