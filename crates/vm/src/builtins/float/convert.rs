//! What `float()` makes of other objects: numbers by `__float__` and `__index__`, text and bytes by their digits.

use taipan_text::{float, with_units};

use crate::builtins::float::Float;
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// `float(value)`
pub fn to_float(t: &mut Thread, value: &Value) -> PyResult<f64> {
    if let Some(number) = value.exact::<Float>() {
        return Ok(number.get());
    }
    if <Float as Object>::of(value).is_some() {
        // A subclass, whose `__float__` may be its own.
        if let Some(number) = t.float_by_method(value)? {
            return Ok(number);
        }
    }
    if value.as_small_int().is_some()
        || t.has_special(value, Special::Float)
        || t.has_special(value, Special::Index)
    {
        return t.as_f64(value);
    }
    let parsed = if let Some(text) = Str::of(value) {
        with_units!(text.text(), units => float::parse(units))
    } else if let Some(bytes) = t.bytes_of_any(value) {
        float::parse_ascii(&bytes)
    } else {
        let name = t.type_name(value);
        return Err(t.type_error(format!("float() argument must be a string or a real number, not '{name}'")));
    };
    match parsed {
        Some(number) => Ok(number),
        None => {
            let shown = t.repr_lossy(value)?;
            Err(t.text_error(float::parse_error(&shown)))
        }
    }
}

/// `float.from_number(value)`: as `float()`, but of numbers only.
pub fn from_number(t: &mut Thread, value: &Value) -> PyResult<f64> {
    match <Float as Object>::of(value) {
        Some(number) => Ok(number.get()),
        None => t.as_f64(value),
    }
}
