//! The common cases of dict methods, and of `dict()`: keys that are small integers or strings.

use crate::builtins::dict::Dict;
use crate::builtins::dict::views::DictView;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// `dict()`, and `dict(other)` of a dict.
pub(super) fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [] => Dict::new(t).ok(),
        [other] => other.exact::<Dict>()?.copy(t).ok(),
        _ => None,
    }
}

/// `dict.copy()`
pub(super) fn copy(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    if arguments.is_empty() { this.exact::<Dict>()?.copy(t).ok() } else { None }
}

/// `dict.get(key, default)`.
pub(super) fn get(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let (key, default) = match arguments {
        [key] => (key, &Value::NONE),
        [key, default] => (key, default),
        _ => return None,
    };
    let found = this.exact::<Dict>()?.get_natively(t, key)?;
    Some(found.unwrap_or_else(|| default.clone()))
}

/// `dict.setdefault(key, default)` of a key that is there.
pub(super) fn setdefault(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let ([key] | [key, _]) = arguments else { return None };
    this.exact::<Dict>()?.get_natively(t, key)?
}

/// `dict.keys()`
pub(super) fn keys(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    view(t, this, arguments, Kind::DictKeys)
}

/// `dict.items()`
pub(super) fn items(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    view(t, this, arguments, Kind::DictItems)
}

/// `dict.values()`
pub(super) fn values(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    view(t, this, arguments, Kind::DictValues)
}

#[inline(always)]
fn view(t: &mut Thread, this: &Value, arguments: &[Value], kind: Kind) -> Option<Value> {
    if !arguments.is_empty() || !this.is_kind(Kind::Dict) {
        return None;
    }
    DictView::new(t, kind, this).ok()
}
