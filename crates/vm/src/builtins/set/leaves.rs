//! The common cases of set methods, and calls of `set`.

use crate::builtins::set::Set;
use crate::native::PyResult;
use crate::native::convert::check_positional;
use crate::thread::Thread;
use crate::value::Value;

/// `set()`
pub(super) fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    if arguments.is_empty() { Set::new(t).ok() } else { None }
}

/// `set()` and `set(iterable)`
pub(super) fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    check_positional(t, "set", arguments.len(), 0, 1)?;
    let set = Set::new(t)?;
    if let ([iterable], Some(this)) = (arguments, set.exact::<Set>()) {
        this.update(t, iterable)?;
    }
    Ok(set)
}

/// `set.discard(element)` of small integers and strings.
pub(super) fn discard(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let [element] = arguments else { return None };
    this.exact::<Set>()?.remove_natively(t, element)?;
    Some(Value::NONE)
}

/// `set.remove(element)` of small integers and strings that are there.
pub(super) fn remove(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let [element] = arguments else { return None };
    this.exact::<Set>()?.remove_natively(t, element)?.then_some(Value::NONE)
}

/// `set.add(element)` of small integers and strings.
pub(super) fn add(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let [element] = arguments else { return None };
    let set = this.exact::<Set>()?;
    if !(element.raw().is_int() && set.add_int(element.raw())) {
        set.add_natively(t, element)?;
    }
    Some(Value::NONE)
}
