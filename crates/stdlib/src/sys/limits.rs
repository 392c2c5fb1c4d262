//! Limits of the interpreter, and what `sys` says about single objects.

use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::types::{Special, TypeObject};
use taipan_vm::{PyResult, Thread, Value};

/// `sys.int_info.str_digits_check_threshold`.
const LEAST_DIGITS: i32 = 640;
/// What CPython answers about objects whose references it does not count.
const IMMORTAL: i64 = 3 << 30;

/// Sets how deep calls may nest; not below where they are.
pub(super) fn set_recursion_limit(t: &mut Thread, limit: isize) -> PyResult<()> {
    if limit < 1 {
        return Err(t.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = t.recursion_depth();
    if depth >= limit {
        return Err(t.recursion_error(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    t.set_recursion_limit(limit);
    Ok(())
}

/// Sets the most digits of integers in texts.
pub(super) fn set_max_digits(t: &mut Thread, most: i32) -> PyResult<()> {
    if most != 0 && most < LEAST_DIGITS {
        return Err(t.value_error(format!("maxdigits must be >= {LEAST_DIGITS} or 0 for unlimited")));
    }
    t.interpreter_mut().int_max_str_digits = most as usize;
    Ok(())
}

/// How many references to an object CPython would count.
pub(super) fn references(t: &Thread, object: &Value) -> i64 {
    match object.header() {
        // Counts that high are pinned.
        Some(header) if header.count as i32 >= 0 && !is_immortal_in_cpython(object) => {
            i64::from(header.count) - t.borrowed_references(object) as i64
        }
        _ => IMMORTAL,
    }
}

/// Whether CPython has the object once and for all: its static types, the empty tuple, the shortest strings and bytes,
/// and identifiers.
fn is_immortal_in_cpython(object: &Value) -> bool {
    if let Some(class) = object.downcast::<TypeObject>() {
        return class.native.get().is_some_and(|native| native.module == "builtins");
    }
    if let Some(text) = object.exact::<Str>() {
        let text = text.to_lossy();
        let mut characters = text.chars();
        return match (characters.next(), characters.next()) {
            (None, _) => true,
            (Some(only), None) => u32::from(only) < 256,
            _ => {
                Str::of(object).is_some_and(Str::is_interned)
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            }
        };
    }
    object.exact::<Tuple>().is_some_and(|tuple| tuple.items().is_empty())
        || object.exact::<Bytes>().is_some_and(|bytes| bytes.as_slice().len() < 2)
}

/// What `__sizeof__` answers; `default` if the object has none or it fails with a TypeError.
pub(super) fn size_of(t: &mut Thread, object: &Value, default: Option<&Value>) -> PyResult {
    let asked = asked_size(t, object);
    match (asked, default) {
        (Ok(size), _) => int::from_i64(t, size),
        (Err(error), Some(default)) if t.is_exception(&error, Class::TypeError) => Ok(default.clone()),
        (Err(error), _) => Err(error),
    }
}

fn asked_size(t: &mut Thread, object: &Value) -> PyResult<i64> {
    let Some(size) = t.call_special(object, Special::Sizeof, &[])? else {
        let class_name = t.type_name(object);
        return Err(t.type_error(format!("Type {class_name} doesn't define __sizeof__")));
    };
    if int::of(&size).is_none() {
        return Err(t.type_error("an integer is required"));
    }
    match t.as_i64(&size)? {
        size if size < 0 => Err(t.value_error("__sizeof__() should return >= 0")),
        size => Ok(size + t.type_of(object).bytes_before(object)),
    }
}

/// The string that stands for all equal to this one.
pub(super) fn intern(t: &mut Thread, string: &Value) -> PyResult {
    if string.exact::<Str>().is_some() {
        return t.intern_value(string.clone());
    }
    let found = if string.is_none() { "None".to_owned() } else { t.type_name(string) };
    Err(match Str::of(string) {
        Some(_) => t.type_error(format!("can't intern {found}")),
        None => t.type_error(format!("intern() argument must be str, not {found}")),
    })
}
