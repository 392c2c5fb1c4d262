//! Native modules of the standard library, one folder each.

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
pub static MODULES: &[&NativeModule] = &[];

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(_: &mut Thread) -> PyResult<()> {
    Ok(())
}
