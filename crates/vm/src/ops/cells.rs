//! Closures' variables.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::builtins::cell::Cell;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{handlers, tail, tri};
use crate::value::Raw;

handlers! {
    fn load_deref(cx) {
        let cell = cx.load(cx.b());
        if !cell.is_kind(Kind::Cell) { tail!(cx, no_cell::<M>); }
        let value = (*cell.cast::<Cell>()).content.get();
        if value.is_null() {
            (*cx.t).scratch[0] = Raw::int(cx.b() as i64);
            tail!(cx, unbound::<M>);
        }
        value.retain();
        let dst = cx.a();
        if dst < cx.nlocals() {
            let old = cx.slot(dst).replace(value);
            if old.release() {
                (*cx.t).scratch[0] = old;
                tail!(cx, super::moves::bury_next::<M, 0>);
            }
        } else {
            *cx.slot(dst) = value;
        }
        cx.next(0)
    }

    fn store_deref(cx) {
        let cell = cx.load(cx.a());
        if !cell.is_kind(Kind::Cell) { tail!(cx, no_cell::<M>); }
        let operand = cx.b();
        let value = cx.src(operand);
        if !cx.is_temporary(operand) {
            value.retain();
        }
        let old = (*cell.cast::<Cell>()).content.replace(value);
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, super::moves::bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn delete_deref(cx) {
        let cell = cx.load(cx.a());
        if !cell.is_kind(Kind::Cell) { tail!(cx, no_cell::<M>); }
        let old = (*cell.cast::<Cell>()).content.replace(Raw::NULL);
        if old.is_null() {
            (*cx.t).scratch[0] = Raw::int(cx.a() as i64);
            tail!(cx, unbound::<M>);
        }
        if old.release() {
            (*cx.t).scratch[0] = old;
            tail!(cx, super::moves::bury_next::<M, 0>);
        }
        cx.next(0)
    }

    fn make_cell(cx) {
        let t = cx.save();
        let local = cx.slot(cx.a());
        // The cell takes over what the local held.
        let cell = tri!(cx, Cell::new(t, *local));
        *local = cell.into_raw();
        cx.finish(0)
    }

    fn copy_free_vars(cx) {
        let count = cx.a();
        let closure = cx.function().closure.get();
        let tuple = closure.cast::<Tuple>();
        if closure.is_null() || (*tuple).len() != count {
            tail!(cx, wrong_closure::<M>);
        }
        let first = cx.slot(cx.nlocals() - count);
        let items = (*tuple).items_start();
        let mut index = 0;
        while index < count {
            let item = *items.add(index);
            item.retain();
            *first.add(index) = item;
            index += 1;
            super::short_loop();
        }
        cx.next(0)
    }

    #[cold]
    native fn wrong_closure(cx) {
        let t = cx.save();
        let error = t.system_error("the closure does not fit the code's free variables");
        cx.raise(error)
    }

    /// Raises NameError or UnboundLocalError for the cell in local `scratch[0]`.
    #[cold]
    #[inline(never)]
    fn unbound(cx) {
        let t = cx.save();
        let error = t.unbound_deref(cx.exec(), t.scratch[0].as_int() as usize);
        cx.raise(error)
    }

    /// The local is no cell: code made by hand.
    #[cold]
    #[inline(never)]
    fn no_cell(cx) {
        let t = cx.save();
        let error = t.system_error("a cell was expected");
        cx.raise(error)
    }
}
