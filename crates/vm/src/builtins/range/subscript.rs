//! Items and slices of ranges.

use dashu_int::IBig;

use super::{Range, big};
use crate::builtins::int;
use crate::builtins::slice::Slice;
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// `range[key]`.
pub(super) fn get_item(t: &mut Thread, this: &Range, key: &Value) -> PyResult {
    if let (Some([start, _, step, length]), Some(index)) = (this.small(), key.as_small_int()) {
        let index = if index < 0 { index + length } else { index };
        if (0..length).contains(&index) {
            // An item lies between start and stop, which fit words.
            return int::from_i64(t, start + index * step);
        }
        return Err(t.index_error("range object index out of range"));
    }
    if t.is_index(key) {
        let index = t.as_index(key)?;
        return item(t, this, big(&index));
    }
    match <Slice as Object>::of(key) {
        Some(slice) => slice_of(t, this, slice),
        None => {
            let name = t.type_name(key);
            Err(t.type_error(format!("range indices must be integers or slices, not {name}")))
        }
    }
}

fn item(t: &mut Thread, this: &Range, index: IBig) -> PyResult {
    let [start, _, step, length] = this.numbers();
    let index = if index < IBig::ZERO { index + &length } else { index };
    if index < IBig::ZERO || index >= length {
        return Err(t.index_error("range object index out of range"));
    }
    int::from_big(t, start + index * step)
}

fn slice_of(t: &mut Thread, this: &Range, slice: &Slice) -> PyResult {
    let [start, _, step, length] = this.numbers();
    let [first, last, stride] = slice.long_indices(t, &length)?;
    let new_start = int::from_big(t, &start + first * &step)?;
    let new_stop = int::from_big(t, start + last * &step)?;
    let new_step = int::from_big(t, step * stride)?;
    super::new(t, new_start, new_stop, new_step)
}
