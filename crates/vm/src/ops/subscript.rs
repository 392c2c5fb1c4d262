//! Slices, and assignment and deletion of items. Reading an item is BINARY_OP's.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::ops::{handlers, tri};

handlers! {
    native fn binary_slice(cx) {
        let t = cx.save();
        let first = cx.b();
        let result = tri!(cx, t.get_slice(cx.value(first), cx.value(first + 1), cx.value(first + 2)));
        for home in first..first + 3 {
            cx.consume(home);
        }
        cx.store(cx.a(), result);
        cx.finish(0)
    }

    native fn store_slice(cx) {
        let t = cx.save();
        let first = cx.a();
        let (value, container) = (cx.value(first), cx.value(first + 1));
        tri!(cx, t.set_slice(container, cx.value(first + 2), cx.value(first + 3), value));
        for home in first..first + 4 {
            cx.consume(home);
        }
        cx.finish(0)
    }

    native fn store_subscr(cx) {
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
