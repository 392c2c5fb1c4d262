//! Subscripts, comparison and the small parts of the sequence protocol.

use crate::builtins::slice::Slice;
use crate::builtins::str::{Str, Units};
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// A comparison with another string; NotImplemented with anything else.
pub(crate) fn compared(this: &Str, other: &Value, holds: impl FnOnce(&Str, &Str) -> bool) -> Value {
    Str::of(other).map_or(Value::NOT_IMPLEMENTED, |other| Value::bool(holds(this, other)))
}

/// A count of repetitions.
pub(crate) fn times(t: &mut Thread, count: &Value) -> PyResult<isize> {
    t.as_isize(count, Class::OverflowError)
}

/// `text[key]`.
pub(crate) fn get(t: &mut Thread, this: &Str, key: &Value) -> PyResult {
    let Some(slice) = Slice::of(key) else {
        if !t.is_index(key) {
            let name = t.type_name(key);
            return Err(t.type_error(format!("string indices must be integers, not '{name}'")));
        }
        let index = t.as_isize(key, Class::IndexError)?;
        let index = if index < 0 { index + this.len() as isize } else { index };
        return match usize::try_from(index) {
            Ok(index) if index < this.len() => this.character(t, index),
            _ => Err(t.index_error("string index out of range")),
        };
    };
    let range = t.slice_range(slice, this.len())?;
    if range.step == 1 {
        return this.slice(t, range.range());
    }
    match this.units() {
        _ if range.count == 0 => Str::from_latin1(t, b""),
        Units::One(units) => {
            let picked: Vec<u8> = range.indices().map(|index| units[index]).collect();
            Str::from_latin1(t, &picked)
        }
        Units::Two(units) => {
            let picked: Vec<u16> = range.indices().map(|index| units[index]).collect();
            Str::from_units(t, Units::Two(&picked))
        }
        Units::Four(units) => {
            let picked: Vec<u32> = range.indices().map(|index| units[index]).collect();
            Str::from_characters(t, &picked)
        }
    }
}

/// What `__sizeof__` answers: CPython's figure, whose headers differ from ours.
pub(crate) fn size_in_memory(this: &Str) -> usize {
    const ASCII_HEADER: usize = 40;
    const HEADER: usize = 56;
    let header = if this.is_ascii() { ASCII_HEADER } else { HEADER };
    header + (this.len() + 1) * this.width()
}
