//! The functions of `builtins`.

mod attributes;
mod execution;
mod items;
mod leaves;
mod namespaces;
mod numbers;
mod text;

use crate::native::{NativeModule, PyResult};
use crate::thread::Thread;
use crate::value::Value;

static PARTS: [&NativeModule; 6] = [
    &attributes::module::MODULE,
    &execution::module::MODULE,
    &items::module::MODULE,
    &namespaces::module::MODULE,
    &numbers::module::MODULE,
    &text::module::MODULE,
];

/// Adds the functions to the module `builtins`.
pub(crate) fn install(t: &mut Thread, module: &Value) -> PyResult<()> {
    for part in PARTS {
        t.add_functions(module, part)?;
    }
    Ok(())
}
