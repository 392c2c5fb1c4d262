//! Native modules of the standard library, one folder each.

<<<<<<< HEAD
pub mod math;
=======
pub mod gc;
>>>>>>> sysmod
pub mod sys;
pub mod time;

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
<<<<<<< HEAD
pub static MODULES: &[&NativeModule] = &[&math::module::MODULE, &time::module::MODULE];
=======
pub static MODULES: &[&NativeModule] = &[&gc::module::MODULE, &time::module::MODULE];
>>>>>>> sysmod

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    sys::install(t)
}
