//! Reading and replacing counted fields of builtin objects.
#![expect(unsafe_code, reason = "fields are raw words")]

use std::cell::Cell;

use crate::value::{Raw, Value};

/// A new reference to what a field owns; `None` when it is NULL.
///
/// The field belongs to a live object, which every caller holds.
#[inline]
pub(crate) fn read(field: &Cell<Raw>) -> Option<Value> {
    let raw = field.get();
    // SAFETY: a non-NULL field of a live object owns its value.
    (!raw.is_null()).then(|| unsafe { Value::from_borrowed(raw) })
}

/// Replaces what a field owns; the old value is dropped last.
#[inline]
pub(crate) fn write(field: &Cell<Raw>, value: Option<Value>) {
    let old = field.replace(value.map_or(Raw::NULL, Value::into_raw));
    if !old.is_null() {
        // SAFETY: the field owned it.
        drop(unsafe { Value::from_raw(old) });
    }
}

/// The value of an object that was just allocated, header written, and belongs to nobody yet.
pub(crate) fn fresh(object: *mut taipan_heap::Header) -> Value {
    // SAFETY: the allocation gave a count of one, which the value takes.
    unsafe { Value::from_raw(Raw::pointer(object)) }
}

/// Takes what a field owns out of it.
#[inline]
pub(crate) fn take(field: &Cell<Raw>) -> Option<Value> {
    let raw = field.replace(Raw::NULL);
    // SAFETY: a non-NULL field owned its value.
    (!raw.is_null()).then(|| unsafe { Value::from_raw(raw) })
}
