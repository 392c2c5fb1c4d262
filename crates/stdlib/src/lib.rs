//! Native modules of the standard library, one folder each.

pub mod codecs;
pub mod gc;
pub mod io;
pub mod math;
pub mod sys;
pub mod time;
pub mod warnings;

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
pub static MODULES: &[&NativeModule] = &[
    &gc::module::MODULE,
    &codecs::module::MODULE,
    &io::module::MODULE,
    &warnings::module::MODULE,
    &math::module::MODULE,
    &time::module::MODULE,
];

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    sys::install(t)?;
    warnings::add_options(t)?;
    io::install(t)
}
