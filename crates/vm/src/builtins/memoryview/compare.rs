//! Equality, hash and search of views, all by the values of items.

use crate::builtins::memoryview::{MemoryView, access};
use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Whether a view equals another bytes-like object; `None` when the other is none.
pub(crate) fn equals(t: &mut Thread, this: &Value, other: &Value) -> PyResult<Option<bool>> {
    let Some(view) = MemoryView::of(this) else { return Ok(None) };
    if view.is_released() || MemoryView::of(other).is_some_and(MemoryView::is_released) {
        return Ok(Some(this.is(other)));
    }
    // What can't be looked at is another thing, whatever asking for it raises.
    let Some(other) = MemoryView::over(t, other).unwrap_or_default() else { return Ok(None) };
    let Some(other) = MemoryView::of(&other) else { unreachable!("just made a view") };
    if view.shape().lengths != other.shape().lengths {
        return Ok(Some(false));
    }
    if view.shape().format == other.shape().format && view.shape().format.compares_bytewise() {
        let (left, right) = (access::contents(t, view, false)?, access::contents(t, other, false)?);
        return Ok(Some(left == right));
    }
    let (left_memory, _) = view.parts(t)?;
    let (right_memory, _) = other.parts(t)?;
    let places: Vec<(usize, usize)> = view.shape().places(false).zip(other.shape().places(false)).collect();
    for (left, right) in places {
        let left = access::item(t, &left_memory, view.shape(), left)?;
        let right = access::item(t, &right_memory, other.shape(), right)?;
        if left.is(&right) && left.raw().is_int() {
            continue;
        }
        let equal = t.compare_bool(taipan_bytecode::CompareOperator::Equal, &left, &right)?;
        if !equal {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// `hash(view)`: that of bytes with the same contents.
pub(crate) fn hash(t: &mut Thread, view: &MemoryView) -> PyResult<u64> {
    if view.hash.get() != 0 {
        return Ok(view.hash.get());
    }
    view.parts(t)?;
    if !view.shape().readonly {
        return Err(t.value_error("cannot hash writable memoryview object"));
    }
    if !view.shape().format.is_byte() {
        return Err(t.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let contents = access::contents(t, view, false)?;
    let hash = if contents.is_empty() { 0 } else { t.interpreter().hash_bytes(&contents, 1) };
    view.hash.set(hash);
    Ok(hash)
}

/// The items of a view of one dimension between two positions, one at a time, until `each` answers false.
pub(crate) fn scan(
    t: &mut Thread,
    view: &MemoryView,
    range: std::ops::Range<usize>,
    mut each: impl FnMut(&mut Thread, usize, Value) -> PyResult<bool>,
) -> PyResult<()> {
    view.parts(t)?;
    match view.shape().dimensions() {
        0 => return Err(t.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => {
            let text = "multi-dimensional sub-views are not implemented";
            return Err(t.exception(Class::NotImplementedError, text));
        }
    }
    for index in range.start..range.end.min(view.shape().lengths[0]) {
        let (memory, _) = view.parts(t)?;
        let item = access::item(t, &memory, view.shape(), view.shape().place(&[index]))?;
        if !each(t, index, item)? {
            break;
        }
    }
    Ok(())
}
