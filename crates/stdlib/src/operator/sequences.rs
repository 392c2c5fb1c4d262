//! Searching whatever can be iterated over.

use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

/// An iterator over what is searched, with a message of its own for what has none.
fn iterator(t: &mut Thread, container: &Value) -> PyResult {
    match t.iter(container) {
        Err(error) if t.is_exception(&error, Class::TypeError) => {
            let name = t.type_name(container);
            Err(t.type_error(format!("argument of type '{name}' is not iterable")))
        }
        iterator => iterator,
    }
}

/// How often an item occurs.
pub(super) fn count_of(t: &mut Thread, container: &Value, wanted: &Value) -> PyResult<usize> {
    let iterator = iterator(t, container)?;
    let mut count = 0;
    t.iterate_rest(&iterator, |t, item| {
        count += usize::from(t.equals(&item, wanted)?);
        Ok(true)
    })?;
    Ok(count)
}

/// Where an item occurs first.
pub(super) fn index_of(t: &mut Thread, container: &Value, wanted: &Value) -> PyResult<usize> {
    let iterator = iterator(t, container)?;
    let mut index = 0;
    while let Some(item) = t.next(&iterator)? {
        if t.equals(&item, wanted)? {
            return Ok(index);
        }
        index += 1;
        drop(item);
        t.drain();
    }
    Err(t.value_error("sequence.index(x): x not in sequence"))
}
