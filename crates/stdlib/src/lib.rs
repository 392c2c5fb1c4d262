//! Native modules of the standard library, one folder each.

pub mod collections;
pub mod functools;
pub mod gc;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod sys;
pub mod time;

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
pub static MODULES: &[&NativeModule] = &[
    &collections::module::MODULE,
    &functools::module::MODULE,
    &gc::module::MODULE,
    &itertools::module::MODULE,
    &math::module::MODULE,
    &operator::module::MODULE,
    &operator::PUBLIC,
    &time::module::MODULE,
];

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    sys::install(t)
}
