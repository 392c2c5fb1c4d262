//! Type parameters and type aliases at run time (PEP 695, 696): what CPython keeps in the module `_typing`.
//!
//! CPython asks the Python module `typing` for part of this; [`typing`] does so too, and otherwise does that part
//! itself, so that generic classes work in programs that have no library.

pub mod evaluator;
pub mod generic;
pub mod no_default;
pub mod param_spec;
pub mod param_spec_parts;
mod parameter;
pub mod type_alias;
pub mod type_var;
pub mod type_var_tuple;
pub(crate) mod typing;
pub mod unpacked;

use std::cell::Cell;

use parameter::{Parameter, VARYING, VARYING_ATTRIBUTES};

use crate::builtins::fields::{read, write};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::native::convert::{Context, Place};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// An attribute that was given, or is evaluated at first use: what `known` keeps, else what `evaluate` answers.
fn lazily(t: &mut Thread, known: &Cell<Raw>, evaluate: &Cell<Raw>) -> PyResult<Option<Value>> {
    if let Some(known) = read(known) {
        return Ok(Some(known));
    }
    let Some(evaluate) = read(evaluate) else { return Ok(None) };
    let value = t.call(&evaluate, &[])?;
    write(known, Some(value.clone()));
    Ok(Some(value))
}

/// The function that computes an attribute: the one given, or one that answers the value given.
fn evaluator_of(t: &mut Thread, known: &Cell<Raw>, evaluate: &Cell<Raw>) -> PyResult {
    match (read(evaluate), read(known)) {
        (Some(evaluate), _) => Ok(evaluate),
        (None, Some(known)) => evaluator::ConstEvaluator::new(t, known.into_raw()),
        (None, None) => Ok(Value::NONE),
    }
}

/// `__default__` of a type parameter.
fn default_of(t: &mut Thread, known: &Cell<Raw>, evaluate: &Cell<Raw>) -> PyResult {
    match lazily(t, known, evaluate)? {
        Some(value) => Ok(value),
        None => no_default::get(t),
    }
}

/// `has_default()` of a type parameter.
fn has_default(known: &Cell<Raw>, evaluate: &Cell<Raw>) -> bool {
    !evaluate.get().is_null() || read(known).is_some_and(|value| !value.is_kind(Kind::NoDefault))
}

/// The default of any type parameter; `None` for other objects.
fn any_default(t: &mut Thread, parameter: &Value) -> PyResult<Option<Value>> {
    match Parameter::of(parameter) {
        Some(this) => default_of(t, this.default, this.evaluate_default).map(Some),
        None => Ok(None),
    }
}

/// Gives a type parameter what computes its default.
pub(crate) fn set_default(parameter: &Value, evaluate: &Value) {
    if let Some(this) = Parameter::of(parameter) {
        write(this.evaluate_default, Some(evaluate.clone()));
    }
}

/// Checks that the name of a new type parameter is a string.
fn check_name<'a>(t: &mut Thread, function: &'static str, name: &'a Value) -> PyResult<&'a Value> {
    match Str::of(name) {
        Some(_) => Ok(name),
        None => Err(Context { function, place: Place::Named("name") }.wrong_type(t, "str", name)),
    }
}

/// Whether a type parameter varies: `covariant`, `contravariant`, `infer_variance`, checked against each other.
fn variance(t: &mut Thread, given: [Option<&Value>; 3]) -> PyResult<[Raw; 3]> {
    let mut flags = [false; 3];
    for (flag, given) in flags.iter_mut().zip(given) {
        *flag = match given {
            Some(value) => t.truth(value)?,
            None => false,
        };
    }
    let [covariant, contravariant, infer] = flags;
    if covariant && contravariant {
        return Err(t.value_error("Bivariant types are not supported."));
    }
    if infer && (covariant || contravariant) {
        return Err(t.value_error("Variance cannot be specified with infer_variance."));
    }
    Ok(flags.map(Raw::bool))
}

/// How a type parameter shows: its name, after a sign where its variance was declared.
fn shown(name: &Cell<Raw>, [covariant, contravariant, infer]: [&Cell<Raw>; 3]) -> String {
    let name = read(name).map(|name| crate::builtins::object::text_of(&name)).unwrap_or_default();
    let sign = if infer.get() == Raw::TRUE {
        ""
    } else if covariant.get() == Raw::TRUE {
        "+"
    } else if contravariant.get() == Raw::TRUE {
        "-"
    } else {
        "~"
    };
    format!("{sign}{name}")
}

/// Sets `__module__` to that of the function that makes a type parameter by a call.
fn set_caller_module(t: &mut Thread, parameter: &Value) -> PyResult<()> {
    let module = t.caller_module(0).unwrap_or(Value::NONE);
    let name = t.interpreter().names().__module__.clone();
    t.set_attr(parameter, &name, Some(&module))
}

/// `a | b` where one is a type parameter, whatever the other is.
fn union(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    crate::builtins::union::of(t, &[a.clone(), b.clone()])
}

/// What `__mro_entries__` of type parameters raises.
fn no_base(t: &mut Thread, what: &str) -> PyResult {
    Err(t.type_error(format!("Cannot subclass an instance of {what}")))
}

/// The items of a tuple; none for other objects.
fn items(tuple: &Value) -> Vec<Value> {
    Tuple::of(tuple).map_or_else(Vec::new, |tuple| tuple.items().to_vec())
}
