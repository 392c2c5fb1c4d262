//! CALL_INTRINSIC_1 and CALL_INTRINSIC_2: rare work that has no opcode of its own.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use taipan_bytecode::{Intrinsic1, Intrinsic2, code_flags};

use crate::builtins::exception::BaseException;
use crate::builtins::function::Function;
use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_params;
use crate::errors::Class;
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
        Some(Intrinsic1::TypeVar) => type_params::type_var::of_parameter(t, value, None, None),
        Some(Intrinsic1::ParamSpec) => type_params::param_spec::of_parameter(t, value),
        Some(Intrinsic1::TypeVarTuple) => type_params::type_var_tuple::of_parameter(t, value),
        Some(Intrinsic1::SubscriptGeneric) => type_params::generic::subscript(t, value),
        Some(Intrinsic1::TypeAlias) => type_params::type_alias::of_statement(t, value),
        Some(Intrinsic1::Invalid) | None => Err(t.system_error("invalid intrinsic")),
    }
}

fn two(t: &mut Thread, which: u32, first: &Value, second: &Value) -> PyResult {
    match Intrinsic2::from_arg(which) {
        Some(Intrinsic2::PrepReraiseStar) => {
            let results = t.collect(second)?;
            t.prep_reraise_star(first, &results)
        }
        Some(Intrinsic2::TypeVarWithBound) => {
            type_params::type_var::of_parameter(t, first, Some(second), None)
        }
        Some(Intrinsic2::TypeVarWithConstraints) => {
            type_params::type_var::of_parameter(t, first, None, Some(second))
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
            type_params::set_default(first, second);
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
