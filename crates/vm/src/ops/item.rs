//! BINARY_OP `[]`: items of containers.
//!
//! Cell 1 of the forms with a constant index holds it, from 0.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::{CONSTANT, WordOp};

use super::binary::{binary_miss, binary_op_general, drop_old};
use crate::builtins::list::{List, slices};
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{Cx, Mode, clear_slots, handlers, tail, tri};
use crate::specialize;
use crate::thread::frame;
use crate::value::Raw;

/// Containers of the forms for a local container.
pub(crate) const LIST: u8 = Kind::List as u8;
pub(crate) const TUPLE: u8 = Kind::Tuple as u8;

/// Shapes of those forms: a local's item to a temporary or a local, a temporary's to a temporary.
pub(crate) const FRESH: u8 = 0;
pub(crate) const LOCAL: u8 = 1;
pub(crate) const TEMPORARY: u8 = 2;

impl<M: Mode> Cx<M> {
    /// Stores an item taken from a container whose index is an integer, and goes on.
    #[inline(always)]
    unsafe fn store_item(self, container: Raw, value: Raw) -> *const u64 {
        // SAFETY: operands are the word's.
        unsafe {
            let (dst, nlocals, operand) = (self.a(), self.nlocals(), self.b());
            if operand >= nlocals && operand < usize::from(CONSTANT) {
                if (*container.header()).count == 1 {
                    (*self.t).scratch[0] = value;
                    (*self.t).scratch[1] = container;
                    tail!(self, store_item_slowly::<M>);
                }
                (*container.header()).count -= 1;
            }
            let old = self.slot(dst).replace(value);
            if dst < nlocals && old.is_pointer() {
                (*self.t).scratch[0] = old;
                tail!(self, drop_old::<M>);
            }
            self.next(WordOp::BinaryOp.cells())
        }
    }
}

handlers! {
    /// An item of a list or tuple that a local holds, to a temporary or a local, or one that a temporary holds, to a temporary;
    /// the index in a slot or a constant.
    #[inline(always)]
    fn binary_subscr_local[const CONTAINER: u8, const INDEXED: bool, const SHAPE: u8](cx) {
        let container = cx.load(cx.b());
        if !container.is_pointer() || (*container.header()).kind != CONTAINER { tail!(cx, binary_miss::<M>); }
        let index = if INDEXED {
            cx.cell(1) as usize
        } else {
            let key = cx.load(cx.c());
            if !key.is_int() { tail!(cx, binary_miss::<M>); }
            key.as_int() as usize
        };
        let (items, length) = if CONTAINER == LIST {
            let list = container.cast::<List>();
            ((*list).items.get().cast_const(), (*list).length.get())
        } else {
            let tuple = container.cast::<Tuple>();
            ((*tuple).items_start().cast_const(), (*tuple).len())
        };
        if index >= length {
            // From the end, or out of range.
            if CONTAINER == LIST { tail!(cx, binary_subscr_list::<M>); }
            tail!(cx, binary_subscr_tuple::<M>);
        }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = *items.add(index);
        value.retain();
        if SHAPE == TEMPORARY {
            if (*container.header()).count == 1 {
                (*cx.t).scratch[0] = value;
                (*cx.t).scratch[1] = container;
                tail!(cx, store_item_slowly::<M>);
            }
            (*container.header()).count -= 1;
        }
        let old = cx.slot(cx.a()).replace(value);
        if SHAPE == LOCAL && old.is_pointer() {
            (*cx.t).scratch[0] = old;
            tail!(cx, drop_old::<M>);
        }
        cx.next(WordOp::BinaryOp.cells())
    }

    /// `list[int]`, negative indices too.
    fn binary_subscr_list(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::List) || !b.is_int() { tail!(cx, binary_miss::<M>); }
        let list = &*a.cast::<List>();
        let mut index = b.as_int();
        if index < 0 { index += list.length.get() as i64; }
        if index as u64 >= list.length.get() as u64 { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = *list.items.get().add(index as usize);
        value.retain();
        cx.store_item(a, value)
    }

    /// `tuple[int]`, negative indices too.
    fn binary_subscr_tuple(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Tuple) || !b.is_int() { tail!(cx, binary_miss::<M>); }
        let tuple = &*a.cast::<Tuple>();
        let mut index = b.as_int();
        if index < 0 { index += tuple.len() as i64; }
        if index as u64 >= tuple.len() as u64 { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let value = *tuple.items_start().add(index as usize);
        value.retain();
        cx.store_item(a, value)
    }

    /// `str[int]`.
    fn binary_subscr_str(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::Str) || !b.is_int() { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let Some(item) = (*a.cast::<Str>()).shared_item(&*cx.t, b.as_int()) else { tail!(cx, binary_op_general::<M>) };
        item.retain();
        cx.store_item(a, item)
    }

    /// `list[slice]`.
    fn binary_subscr_list_slice(cx) {
        let (a, b) = (cx.src(cx.b()), cx.src(cx.c()));
        if !a.is_kind(Kind::List) || !b.is_kind(Kind::Slice) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let [start, stop, step] = (*b.cast::<Slice>()).parts();
        let _ = cx.save();
        let result = slices::copy(cx.t, a.cast(), start, stop, step);
        let cx = Cx::<M>::saved(cx.t);
        if result.is_null() { tail!(cx, binary_op_general::<M>); }
        let (container, slice, dst) = (cx.b(), cx.c(), cx.a());
        let nlocals = cx.nlocals();
        let b = cx.src(slice);
        let made_for_this = slice >= nlocals && slice < usize::from(CONSTANT) && (*b.header()).count == 1;
        if !made_for_this || container >= nlocals || dst < nlocals {
            return cx.deliver_object(Raw::pointer(result));
        }
        // As mostly: the slice was made for this. Its parts are small integers or None.
        (*(*cx.t).heap).free_class(Slice::HEAP_CLASS, b.header());
        *cx.slot(dst) = Raw::pointer(result);
        cx.next(WordOp::BinaryOp.cells())
    }

    /// `object[key]` by a Python `__getitem__`, entered in place: cell 1 = {type version, function version}.
    fn binary_subscr_getitem(cx) {
        let (left, right) = (cx.b(), cx.c());
        let (a, cell) = (cx.src(left), cx.cell(1));
        if !a.is_pointer() { tail!(cx, binary_miss::<M>); }
        let class = (*a.header()).ty.cast::<crate::types::TypeObject>();
        if (*class).version.get() != cell as u32 { tail!(cx, binary_miss::<M>); }
        let getitem = (*class).special(crate::types::Special::Getitem);
        let function = getitem.cast::<crate::builtins::function::Function>();
        if (*function).version.get() != (cell >> 32) as u32 { tail!(cx, binary_miss::<M>); }
        let exec = (*function).exec.get();
        let base = cx.fp.add((*cx.exec()).slots as usize + frame::HEADER);
        if !cx.has_room(base, exec) { tail!(cx, binary_hit::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        let nlocals = cx.nlocals();
        let mut index = 0;
        while index < 2 {
            let operand = if index == 0 { left } else { right };
            let value = cx.src(operand);
            *base.add(index) = value;
            if operand >= nlocals && operand < usize::from(CONSTANT) {
                *cx.slot(operand) = Raw::NULL;
            } else {
                value.retain();
            }
            index += 1;
            super::short_loop();
        }
        getitem.retain();
        *base.sub(frame::CALLABLE) = getitem;
        clear_slots(base, 2, (*exec).nlocals as usize);
        cx.enter(base, exec, cx.pc.add(1 + WordOp::BinaryOp.cells()))
    }

    /// What a guard admitted, done the general way.
    fn binary_hit(cx) {
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, binary_op_general::<M>);
    }

    /// `dict[key]` of an exact dict: guarded by kind; a missing key raises.
    fn binary_subscr_dict(cx) {
        let a = cx.src(cx.b());
        if !a.is_kind(Kind::Dict) { tail!(cx, binary_miss::<M>); }
        if M::PROFILE { specialize::count_hit(cx.site()); }
        tail!(cx, binary_subscr_dict_slow::<M>);
    }

    native fn binary_subscr_dict_slow(cx) {
        let t = cx.save();
        let dict = &*cx.src(cx.b()).cast::<crate::builtins::dict::Dict>();
        let key = cx.value(cx.c());
        match tri!(cx, dict.get(t, key)) {
            Some(value) => {
                cx.consume(cx.b());
                cx.consume(cx.c());
                cx.store(cx.a(), value);
                cx.finish(WordOp::BinaryOp.cells())
            }
            None => {
                let error = t.key_error(key);
                cx.raise(error)
            }
        }
    }

    /// Drops a container in `scratch[1]`, a temporary, after its item in `scratch[0]` was taken.
    native fn store_item_slowly(cx) {
        let t = cx.save();
        let (value, container) = (t.scratch[0], t.scratch[1]);
        let value = crate::value::Value::from_raw(value);
        if cx.is_temporary(cx.b()) {
            *cx.slot(cx.b()) = Raw::NULL;
            t.drop_raw(container);
        }
        cx.store(cx.a(), value);
        cx.finish(WordOp::BinaryOp.cells())
    }
}
