//! The parts of f-strings.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::Conversion;

use crate::object::Kind;
use crate::ops::{handlers, tri};
use crate::value::Value;

handlers! {
    native fn format_simple(cx) {
        let t = cx.save();
        let operand = cx.b();
        let value = cx.value(operand);
        if value.is_kind(Kind::Str) {
            let text = cx.take(operand);
            cx.store(cx.a(), text);
            return cx.finish(0);
        }
        let spec = Value::from_borrowed(t.interpreter().empty_str);
        let text = tri!(cx, t.format_value(value, &spec));
        drop(spec);
        cx.consume(operand);
        cx.store(cx.a(), text);
        cx.finish(0)
    }

    native fn format_with_spec(cx) {
        let t = cx.save();
        let (value, spec) = (cx.b(), cx.c());
        let text = tri!(cx, t.format_value(cx.value(value), cx.value(spec)));
        cx.consume(value);
        cx.consume(spec);
        cx.store(cx.a(), text);
        cx.finish(0)
    }

    native fn convert_value(cx) {
        let t = cx.save();
        let operand = cx.b();
        let value = cx.value(operand);
        let text = match Conversion::from_arg(cx.c() as u32) {
            Some(Conversion::Str) => t.str_of(value),
            Some(Conversion::Repr) => t.repr(value),
            Some(Conversion::Ascii) => t.ascii_of(value),
            _ => Err(t.system_error(format!("unexpected conversion flag {}", cx.c()))),
        };
        let text = tri!(cx, text);
        cx.consume(operand);
        cx.store(cx.a(), text);
        cx.finish(0)
    }
}
