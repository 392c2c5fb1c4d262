//! The builtin types and functions, one module each.

pub mod bound_method;
pub mod bytes;
pub mod cell;
pub mod code;
pub mod complex;
pub mod descriptor;
pub mod dict;
pub mod exception;
pub mod float;
pub mod function;
pub mod generator;
pub mod int;
pub mod iterator;
pub mod list;
pub mod module;
pub mod native_function;
mod simple_object;
pub mod str;
pub mod traceback;
pub mod tuple;
pub mod weakref;

use crate::native::{NativeType, PyResult};
use crate::thread::Thread;

/// Every builtin type, bases before subclasses.
static TYPES: &[&NativeType] = &[];

/// Fills a new interpreter with its builtin types, names and functions.
pub(crate) fn install(t: &mut Thread) -> PyResult<()> {
    let _ = (t, TYPES);
    Ok(())
}
