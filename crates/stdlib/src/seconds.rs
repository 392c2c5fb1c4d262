//! Times that programs give as numbers of seconds.

use std::time::Duration;

use taipan_vm::builtins::float::Float;
use taipan_vm::errors::Class;
use taipan_vm::object::Object;
use taipan_vm::{PyResult, Thread, Value};

const PER_SECOND: i64 = 1_000_000_000;

/// A number of seconds as nanoseconds, rounded away from zero as CPython rounds timeouts.
pub(crate) fn nanoseconds(t: &mut Thread, value: &Value) -> PyResult<i64> {
    if let Some(seconds) = Float::of(value).map(Float::get) {
        if seconds.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        let scaled = seconds * PER_SECOND as f64;
        let rounded = if scaled < 0.0 { scaled.floor() } else { scaled.ceil() };
        // The limits are powers of two, which floats hold exactly.
        if rounded < i64::MIN as f64 || rounded >= -(i64::MIN as f64) {
            return Err(t.overflow_error("timestamp out of range for C PyTime_t"));
        }
        return Ok(rounded as i64);
    }
    let seconds = match t.as_i64(value) {
        // Whatever its `__index__` answered: it is not a number.
        Err(error) if t.is_exception(&error, Class::TypeError) => {
            let found = t.qualified_type_name(value)?;
            let text = format!("'{found}' object cannot be interpreted as an integer or float");
            return Err(t.type_error(text));
        }
        seconds => t.catch(seconds, Class::OverflowError)?,
    };
    match seconds.and_then(|seconds| seconds.checked_mul(PER_SECOND)) {
        Some(nanoseconds) => Ok(nanoseconds),
        None => Err(t.overflow_error("timestamp out of range for C PyTime_t")),
    }
}

/// A time that is not negative; `None` for one that is.
pub(crate) fn duration(t: &mut Thread, value: &Value) -> PyResult<Option<Duration>> {
    Ok(u64::try_from(nanoseconds(t, value)?).ok().map(Duration::from_nanos))
}
