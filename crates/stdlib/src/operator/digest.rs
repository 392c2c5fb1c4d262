//! Comparing secrets: the time taken depends on nothing but the second operand's length.

use std::hint::black_box;

use taipan_vm::builtins::memoryview::MemoryView;
use taipan_vm::builtins::str::Str;
use taipan_vm::{PyResult, Thread, Value};

/// `_compare_digest(a, b)`.
pub(super) fn compare(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
    if let (Some(left), Some(right)) = (Str::of(a), Str::of(b)) {
        if !left.is_ascii() || !right.is_ascii() {
            return Err(t.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(equal(left.bytes(), right.bytes()));
    }
    if !t.has_buffer(a) && !t.has_buffer(b) {
        let (left, right) = (t.type_name(a), t.type_name(b));
        return Err(t.type_error(format!(
            "unsupported operand types(s) or combination of types: '{left}' and '{right}'"
        )));
    }
    for operand in [a, b] {
        if MemoryView::of(operand).is_some_and(|view| view.shape().dimensions() > 1) {
            return Err(t.buffer_error("Buffer must be single dimension"));
        }
    }
    let left = t.bytes_like(a)?;
    let right = t.bytes_like(b)?;
    Ok(equal(&left, &right))
}

/// Looks at every byte of `b`, whatever the first ones say.
fn equal(a: &[u8], b: &[u8]) -> bool {
    let same_length = a.len() == b.len();
    let left = if same_length { a } else { b };
    let mut difference = u8::from(!same_length);
    for (x, y) in left.iter().zip(b) {
        difference = black_box(difference | (x ^ y));
    }
    black_box(difference) == 0
}
