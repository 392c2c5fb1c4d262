//! The common cases of list methods, and of `list()`.

use crate::builtins::dict::Dict;
use crate::builtins::dict::views::DictView;
use crate::builtins::list::List;
use crate::builtins::range::Range;
use crate::builtins::set::Set;
use crate::builtins::set::operations::each_element;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::value::Value;

/// `list()` of nothing, a list, a tuple, a range of small integers, a dict, a view of one, or a set.
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
    if let Some(range) = iterable.exact::<Range>() {
        let range = range.small()?;
        let list = List::with_capacity(t, range[3] as usize).ok()?;
        list.exact::<List>()?.push_range(t, range).ok()?;
        return Some(list);
    }
    if has_known_items(iterable) { of_known_items(t, iterable) } else { None }
}

/// Apart from `make`, which would save more registers for it.
#[inline(never)]
fn of_known_items(t: &mut Thread, iterable: &Value) -> Option<Value> {
    let list = List::with_capacity(t, 0).ok()?;
    push_known_items(t, list.exact::<List>()?, iterable).ok()?;
    Some(list)
}

/// Whether a value is exactly a dict, a view of one, or a set: what gives its items without Python.
#[inline]
pub(super) fn has_known_items(iterable: &Value) -> bool {
    let kinds = [Kind::DictItems, Kind::DictKeys, Kind::DictValues, Kind::Dict, Kind::Set, Kind::FrozenSet];
    iterable.header().is_some_and(|header| kinds.iter().any(|&kind| kind as u8 == header.kind))
}

/// Appends the items of what [`has_known_items`].
pub(super) fn push_known_items(t: &mut Thread, list: &List, iterable: &Value) -> PyResult<()> {
    if let Some(set) = Set::exactly(iterable) {
        list.reserve(t, set.len())?;
        return each_element(t, set, |t, element, _| list.push(t, element.clone()).map(|()| true));
    }
    let view = DictView::of(iterable);
    let Some(dict) = (match view {
        Some(view) => view.dict(),
        None => <Dict as Object>::of(iterable),
    }) else {
        return Ok(());
    };
    list.reserve(t, dict.len())?;
    let mut index = 0;
    while let Some(at) = dict.next_index(t, index) {
        let Some((key, value)) = dict.entry(t, at) else { break };
        let item = if iterable.is_kind(Kind::DictItems) {
            let (key, value) = (key.clone(), value.clone());
            Tuple::pair(t, key, value)?
        } else if iterable.is_kind(Kind::DictValues) {
            value.clone()
        } else {
            key.clone()
        };
        list.push(t, item)?;
        index = at + 1;
    }
    Ok(())
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
