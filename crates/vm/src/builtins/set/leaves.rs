//! The common cases of set methods, and of `set()`.

use crate::builtins::set::Set;
use crate::thread::Thread;
use crate::value::Value;

/// `set()`
pub(super) fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    if arguments.is_empty() { Set::new(t).ok() } else { None }
}

/// `set.add(element)` of small integers and strings.
pub(super) fn add(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let [element] = arguments else { return None };
    this.exact::<Set>()?.add_natively(t, element)?;
    Some(Value::NONE)
}
