//! A dict's entries are not held while keys are compared or hashed: either could change the dict.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::Str;
use taipan_vm::native::PyResult;
use taipan_vm::thread::Thread;
use taipan_vm::value::Value;

/// Whether a value is in the dict.
pub fn contains_value(t: &mut Thread, dict: &Dict, wanted: &Value) -> PyResult<bool> {
    for (_, value) in dict.iter(t) {
        if t.equals(value, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Stores an entry again under its own key.
pub fn store_again(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    if let Some((key, value)) = dict.entry(t, 0) {
        dict.set(t, key, value.clone())?;
    }
    Ok(())
}

/// The value of a name, read before and used after the call.
pub fn is_none_after_call(t: &mut Thread, dict: &Dict, name: &Str, function: &Value) -> PyResult<bool> {
    let value = dict.get_str(t, name);
    t.call(function, &[])?;
    Ok(value.is_some_and(Value::is_none))
}

fn main() {}
