//! Items and slices of lists: reading, assigning, deleting.

use crate::builtins::list::List;
use crate::builtins::slice::Slice;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Object;
use crate::protocol::SliceRange;
use crate::thread::Thread;
use crate::value::Value;

/// The position an index names in a list of its length now.
fn position(t: &mut Thread, list: &List, key: &Value, error: &str) -> PyResult<usize> {
    let index = t.as_isize(key, Class::IndexError)?;
    let index = if index < 0 { index + list.len() as isize } else { index };
    match usize::try_from(index) {
        Ok(index) if index < list.len() => Ok(index),
        _ => Err(t.index_error(error)),
    }
}

#[cold]
fn bad_key(t: &mut Thread, key: &Value) -> Exception {
    let name = t.type_name(key);
    t.type_error(format!("list indices must be integers or slices, not {name}"))
}

/// Drops what was taken out of a list, last to first, as its own death would.
fn drop_backwards(t: &mut Thread, items: Vec<Value>) {
    for item in items.into_iter().rev() {
        drop(item);
        t.drain();
    }
}

/// The items of a list at these positions.
fn pick(t: &mut Thread, list: &List, range: SliceRange) -> PyResult {
    if range.step == 1 {
        return List::copy_of(t, list, range.range());
    }
    let result = List::with_capacity(t, range.count)?;
    if let Some(result) = result.exact::<List>() {
        result.push_picked(t, list, range)?;
    }
    Ok(result)
}

/// `list[key]`.
pub(crate) fn get(t: &mut Thread, list: &List, key: &Value) -> PyResult {
    if t.is_index(key) {
        let index = position(t, list, key, "list index out of range")?;
        return Ok(list.get(t, index).unwrap_or(Value::NONE));
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(bad_key(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    pick(t, list, SliceRange::new(bounds, list.len()))
}

/// `list[range] = source`, another list.
pub(crate) fn replace_from_list(
    t: &mut Thread,
    list: &List,
    range: std::ops::Range<usize>,
    source: &List,
) -> PyResult<()> {
    if range.len() != source.len() || source.items(t).iter().any(|item| item.header().is_some()) {
        let new = source.items(t).to_vec();
        let old = list.splice(t, range, new)?;
        drop_backwards(t, old);
        return Ok(());
    }
    // As many as there were, and no references to count: one by one, in place.
    let mut old = Vec::new();
    for (from, index) in range.enumerate() {
        let Some(item) = source.get(t, from) else { break };
        let replaced = list.replace(t, index, item);
        if replaced.header().is_some() {
            old.push(replaced);
        }
    }
    drop_backwards(t, old);
    Ok(())
}

/// `list[key] = value`.
pub(super) fn set(t: &mut Thread, list: &List, key: &Value, value: &Value) -> PyResult<()> {
    if t.is_index(key) {
        let index = position(t, list, key, "list assignment index out of range")?;
        drop(list.replace(t, index, value.clone()));
        return Ok(());
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(bad_key(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    if bounds.2 == 1
        && let Some(source) = value.exact::<List>()
        && !std::ptr::eq(source, list)
    {
        return replace_from_list(t, list, SliceRange::new(bounds, list.len()).range(), source);
    }
    let new = t.collect_or(value, "must assign iterable to extended slice")?;
    // Fitted only now: making the items may have changed the list.
    let range = SliceRange::new(bounds, list.len());
    if range.step == 1 {
        let old = list.splice(t, range.range(), new)?;
        drop_backwards(t, old);
        return Ok(());
    }
    if new.len() != range.count {
        let (given, wanted) = (new.len(), range.count);
        let text = format!("attempt to assign sequence of size {given} to extended slice of size {wanted}");
        return Err(t.value_error(text));
    }
    let mut old = Vec::with_capacity(range.count);
    for (index, item) in range.indices().zip(new) {
        old.push(list.replace(t, index, item));
    }
    drop(old);
    Ok(())
}

/// `del list[key]`.
pub(super) fn delete(t: &mut Thread, list: &List, key: &Value) -> PyResult<()> {
    if t.is_index(key) {
        let index = position(t, list, key, "list assignment index out of range")?;
        drop(list.splice(t, index..index + 1, Vec::new())?);
        return Ok(());
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(bad_key(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    let range = SliceRange::new(bounds, list.len());
    if range.step == 1 {
        let old = list.splice(t, range.range(), Vec::new())?;
        drop_backwards(t, old);
        return Ok(());
    }
    if range.count == 0 {
        return Ok(());
    }
    let mut removed: Vec<usize> = range.indices().collect();
    removed.sort_unstable();
    let (mut kept, mut old) = (Vec::with_capacity(list.len() - removed.len()), Vec::new());
    let mut removed = removed.into_iter().peekable();
    for (index, item) in list.take(t).into_iter().enumerate() {
        if removed.next_if_eq(&index).is_some() { old.push(item) } else { kept.push(item) }
    }
    list.splice(t, 0..0, kept)?;
    drop(old);
    Ok(())
}
