//! Native modules of the standard library, one folder each.

pub mod copyreg;
pub mod gc;
pub mod math;
pub mod sys;
pub mod templatelib;
pub mod time;
pub mod typing;

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
pub static MODULES: &[&NativeModule] =
    &[&gc::module::MODULE, &math::module::MODULE, &time::module::MODULE, &typing::module::MODULE];

/// Native stand-ins for Python modules, imported where the Python ones are not found.
pub static FALLBACKS: &[&NativeModule] =
    &[&copyreg::module::MODULE, &templatelib::package::MODULE, &templatelib::module::MODULE];

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    sys::install(t)
}
