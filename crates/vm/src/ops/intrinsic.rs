//! CALL_INTRINSIC_1 and CALL_INTRINSIC_2: rare work that has no opcode of its own.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::{Intrinsic1, Intrinsic2, code_flags};

use crate::builtins::exception::BaseException;
use crate::builtins::function::Function;
use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::ops::{handlers, tri};
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

handlers! {
    native fn call_intrinsic_1(cx) {
        let t = cx.save();
        let operand = cx.b();
        let frame = Frame { namespace: cx.own_namespace(), flags: (*cx.exec()).flags };
        let result = tri!(cx, one(t, cx.c() as u32, &frame, cx.value(operand)));
        cx.consume(operand);
        cx.store(cx.a(), result);
        cx.finish(0)
    }

    native fn call_intrinsic_2(cx) {
        let t = cx.save();
        let first = cx.b();
        let result = tri!(cx, two(t, cx.c() as u32, cx.value(first), cx.value(first + 1)));
        cx.consume(first);
        cx.consume(first + 1);
        cx.store(cx.a(), result);
        cx.finish(0)
    }
}

/// What intrinsics ask of the running frame.
struct Frame<'a> {
    namespace: Option<&'a Value>,
    flags: u32,
}

fn one(t: &mut Thread, which: u32, frame: &Frame<'_>, value: &Value) -> PyResult {
    match Intrinsic1::from_arg(which) {
        Some(Intrinsic1::Print) => display(t, value),
        Some(Intrinsic1::ImportStar) => {
            let Some(namespace) = frame.namespace else {
                return Err(t.system_error("no locals found during 'import *'"));
            };
            t.import_star(value, namespace)?;
            Ok(Value::NONE)
        }
        Some(Intrinsic1::StopIterationError) => stop_iteration_error(t, frame.flags, value),
        Some(Intrinsic1::AsyncGenWrap) => t.wrap_async_item(value),
        Some(Intrinsic1::UnaryPositive) => t.unary_op(Special::Pos, value),
        Some(Intrinsic1::ListToTuple) => match value.exact::<List>() {
            Some(list) => {
                let items = list.items(t).to_vec();
                Tuple::new(t, items)
            }
            None => Err(t.system_error("a list was expected")),
        },
        Some(Intrinsic1::TypeVar) => Err(missing_type(t, "typing.TypeVar")),
        Some(Intrinsic1::ParamSpec) => Err(missing_type(t, "typing.ParamSpec")),
        Some(Intrinsic1::TypeVarTuple) => Err(missing_type(t, "typing.TypeVarTuple")),
        Some(Intrinsic1::SubscriptGeneric) => Err(missing_type(t, "typing.Generic")),
        Some(Intrinsic1::TypeAlias) => Err(missing_type(t, "typing.TypeAliasType")),
        Some(Intrinsic1::Invalid) | None => Err(t.system_error("invalid intrinsic")),
    }
}

fn two(t: &mut Thread, which: u32, first: &Value, second: &Value) -> PyResult {
    match Intrinsic2::from_arg(which) {
        Some(Intrinsic2::PrepReraiseStar) => {
            let results = t.collect(second)?;
            t.prep_reraise_star(first, &results)
        }
        Some(Intrinsic2::TypeVarWithBound | Intrinsic2::TypeVarWithConstraints) => {
            Err(missing_type(t, "typing.TypeVar"))
        }
        Some(Intrinsic2::SetFunctionTypeParams) => match first.exact::<Function>() {
            Some(function) => {
                let old = function.type_params.replace(second.clone().into_raw());
                // SAFETY: the field owned it, or was NULL.
                unsafe { t.drop_raw(old) };
                Ok(first.clone())
            }
            None => Err(t.system_error("a function was expected")),
        },
        Some(Intrinsic2::SetTypeParamDefault) => {
            let name = t.intern("__default__")?;
            t.set_attr(first, &name, Some(second))?;
            Ok(first.clone())
        }
        Some(Intrinsic2::Invalid) | None => Err(t.system_error("invalid intrinsic")),
    }
}

/// An expression statement of the interactive mode: `sys.displayhook(value)`.
fn display(t: &mut Thread, value: &Value) -> PyResult {
    let (sys, name) = (t.interpreter().sys.clone(), t.intern("displayhook")?);
    let Some(hook) = t.get_item_opt(&sys, &name)? else {
        return Err(t.runtime_error("lost sys.displayhook"));
    };
    t.call(&hook, std::slice::from_ref(value))?;
    Ok(Value::NONE)
}

/// PEP 479: StopIteration that leaves a generator's code becomes RuntimeError, as StopAsyncIteration does in an
/// asynchronous generator.
fn stop_iteration_error(t: &mut Thread, flags: u32, error: &Value) -> PyResult {
    let is = |t: &Thread, class: Class| t.is_instance_of(error, &t.interpreter().exception_class(class));
    let asynchronous = flags & code_flags::ASYNC_GENERATOR != 0;
    let text = if is(t, Class::StopIteration) {
        if asynchronous {
            "async generator raised StopIteration"
        } else if flags & code_flags::COROUTINE != 0 {
            "coroutine raised StopIteration"
        } else {
            "generator raised StopIteration"
        }
    } else if asynchronous && is(t, Class::StopAsyncIteration) {
        "async generator raised StopAsyncIteration"
    } else {
        return Ok(error.clone());
    };
    let raised = t.runtime_error(text);
    if let Some(raised) = BaseException::of(raised.value()) {
        raised.set_cause(Some(error.clone()));
        raised.set_context(Some(error.clone()));
    }
    Ok(raised.into_value())
}

#[cold]
fn missing_type(t: &mut Thread, name: &str) -> Exception {
    t.system_error(format!("the type {name} is missing"))
}
