//! The common cases of list methods, and of `list()`.

use crate::builtins::list::List;
use crate::builtins::range::Range;
use crate::builtins::tuple::Tuple;
use crate::thread::Thread;
use crate::value::Value;

/// `list()` of nothing, a list, a tuple or a range of small integers.
pub(super) fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let iterable = match arguments {
        [] => return List::with_capacity(t, 0).ok(),
        [iterable] => iterable,
        _ => return None,
    };
    if let Some(list) = iterable.exact::<List>() {
        return List::copy_of(t, list, 0..list.len()).ok();
    }
    if let Some(tuple) = iterable.exact::<Tuple>() {
        return List::from_slice(t, tuple.items()).ok();
    }
    let range = iterable.exact::<Range>()?.small()?;
    let list = List::with_capacity(t, range[3] as usize).ok()?;
    list.exact::<List>()?.push_range(t, range).ok()?;
    Some(list)
}

/// `list.append(item)`.
pub(super) fn append(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let [item] = arguments else { return None };
    this.exact::<List>()?.push(t, item.clone()).ok()?;
    Some(Value::NONE)
}

/// `list.pop()`, and `list.pop(index)` with an index within bounds.
pub(super) fn pop(t: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    let list = this.exact::<List>()?;
    let [index] = arguments else {
        return if arguments.is_empty() { list.pop(t) } else { None };
    };
    let index = index.as_small_int()?;
    let index = if index < 0 { index + list.len() as i64 } else { index };
    let index = usize::try_from(index).ok().filter(|&index| index < list.len())?;
    Some(list.remove_at(t, index))
}
