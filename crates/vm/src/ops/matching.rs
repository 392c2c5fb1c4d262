//! `match` patterns.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::ops::{handlers, tri};
use crate::thread::Thread;
use crate::value::Value;

handlers! {
    native fn match_class(cx) {
        let t = cx.save();
        let (first, count) = (cx.b(), cx.c());
        let found = t.match_class(cx.value(first), cx.value(first + 1), count, cx.value(first + 2));
        let result = tri!(cx, tuple_or_none(t, found));
        for home in first..first + 3 {
            cx.consume(home);
        }
        cx.store(cx.a(), result);
        cx.finish(0)
    }

    native fn match_mapping(cx) {
        let t = cx.save();
        let result = t.matches_mapping(cx.value(cx.b()));
        cx.store(cx.a(), Value::bool(result));
        cx.finish(0)
    }

    native fn match_sequence(cx) {
        let t = cx.save();
        let result = t.matches_sequence(cx.value(cx.b()));
        cx.store(cx.a(), Value::bool(result));
        cx.finish(0)
    }

    native fn match_keys(cx) {
        let t = cx.save();
        let found = t.match_keys(cx.value(cx.b()), cx.value(cx.c()));
        let result = tri!(cx, tuple_or_none(t, found));
        cx.store(cx.a(), result);
        cx.finish(0)
    }
}

/// What was found as a tuple, or None where nothing matched.
fn tuple_or_none(t: &mut Thread, found: PyResult<Option<Vec<Value>>>) -> PyResult {
    match found? {
        Some(values) => Tuple::new(t, values),
        None => Ok(Value::NONE),
    }
}
