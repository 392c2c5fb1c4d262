//! Native modules of the standard library, one folder each.

pub mod abc;
pub mod atexit;
pub mod codecs;
pub mod collections;
pub mod contextvars;
pub mod copyreg;
pub mod errno;
pub mod functools;
pub mod gc;
pub mod io;
pub mod itertools;
pub mod marshal;
pub mod math;
pub mod operator;
pub(crate) mod seconds;
pub mod signal;
pub mod string;
pub mod sys;
pub mod templatelib;
pub mod thread;
pub mod time;
pub mod types;
pub mod typing;
pub mod warnings;
pub mod weakref;

use taipan_vm::native::NativeModule;
use taipan_vm::{PyResult, Thread};

/// Every native module that can be imported.
pub static MODULES: &[&NativeModule] = &[
    &abc::module::MODULE,
    &atexit::module::MODULE,
    &collections::module::MODULE,
    &contextvars::module::MODULE,
    &errno::module::MODULE,
    &functools::module::MODULE,
    &gc::module::MODULE,
    &codecs::module::MODULE,
    &io::module::MODULE,
    &itertools::module::MODULE,
    &marshal::module::MODULE,
    &math::module::MODULE,
    &operator::module::MODULE,
    &string::module::MODULE,
    &types::module::MODULE,
    &warnings::module::MODULE,
    &time::module::MODULE,
    &weakref::module::MODULE,
    &thread::module::MODULE,
    &signal::module::MODULE,
    &typing::module::MODULE,
];

/// Native stand-ins for Python modules, imported where the Python ones are not found.
pub static FALLBACKS: &[&NativeModule] = &[
    &copyreg::module::MODULE,
    &operator::PUBLIC,
    &templatelib::package::MODULE,
    &templatelib::module::MODULE,
];

/// Makes the modules that exist from the start: `sys`, `builtins`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    sys::install(t)?;
    warnings::add_options(t)?;
    io::install(t)
}
