//! Making functions.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::word::WordOp;

use crate::builtins::function::Function;
use crate::builtins::tuple::Tuple;
use crate::object::Kind;
use crate::ops::{handlers, tail, tri};
use crate::value::Value;

handlers! {
    native fn make_function(cx) {
        let t = cx.save();
        let globals = Value::borrow_slot(cx.function().globals.as_ptr());
        let function = tri!(cx, Function::new(t, cx.value(cx.b()), globals));
        cx.consume(cx.b());
        cx.store(cx.a(), function);
        cx.finish(0)
    }

    /// Of a new function: closure, defaults and annotations.
    fn set_function_attribute(cx) {
        let (function, which) = (cx.src(cx.b()), cx.aux());
        if !function.is_kind(Kind::Function) || !cx.is_temporary(cx.b()) {
            tail!(cx, set_function_attribute_general::<M>);
        }
        let object = &*function.cast::<Function>();
        let field = match which {
            0x08 => &object.closure,
            0x02 => &object.kwdefaults,
            0x04 => &object.annotations,
            _ => tail!(cx, set_function_attribute_general::<M>),
        };
        if !field.get().is_null() { tail!(cx, set_function_attribute_general::<M>); }
        let value = cx.src(cx.c());
        if !cx.is_temporary(cx.c()) {
            value.retain();
        }
        field.set(value);
        cx.put_built::<{ WordOp::SetFunctionAttribute.cells() }>(function)
    }

    native fn set_function_attribute_general(cx) {
        let t = cx.save();
        let Some(function) = cx.value(cx.b()).exact::<Function>() else {
            let error = t.system_error("a function was expected");
            return cx.raise(error);
        };
        // Bit by bit as in `FUNCTION_ATTRIBUTES`.
        let field = match cx.aux() {
            0x01 => &function.defaults,
            0x02 => &function.kwdefaults,
            0x04 => &function.annotations,
            0x08 => &function.closure,
            0x10 => &function.annotate,
            which => {
                let error = t.system_error(format!("unknown function attribute {which}"));
                return cx.raise(error);
            }
        };
        if cx.aux() == 0x01 {
            let defaults = cx.value(cx.c()).exact::<Tuple>().map_or(0, Tuple::len);
            function.default_count.set(defaults as u32);
        }
        if cx.aux() == 0x10 {
            tri!(cx, function.name_annotate(t, cx.value(cx.c())));
        }
        let old = field.replace(cx.take(cx.c()).into_raw());
        t.drop_raw(old);
        let function = cx.take(cx.b());
        cx.store(cx.a(), function);
        cx.finish(1)
    }
}
