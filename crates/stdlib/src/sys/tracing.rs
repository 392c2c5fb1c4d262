//! Tracing, profiling and frames in `sys`.

use taipan_vm::builtins::module::Module;
use taipan_vm::native::NativeModule;

/// The functions, to be added to the module.
pub static FUNCTIONS: &NativeModule = &table::MODULE;

/// Adds the functions to the module `sys`.
pub fn install(t: &mut taipan_vm::Thread, sys: &taipan_vm::Value) -> taipan_vm::PyResult<()> {
    debug_assert!(sys.downcast::<Module>().is_some(), "sys is a module");
    t.add_functions(sys, FUNCTIONS)
}

/// What a program sees.
#[taipan_macros::module("sys")]
pub mod table {
    use taipan_vm::{PyResult, Thread, Value};

    /// Sets the function that is told of calls, lines, returns and exceptions; None ends tracing.
    #[function("(function, /)")]
    fn settrace(t: &mut Thread, function: &Value) -> PyResult<()> {
        t.audit("sys.settrace", &[])?;
        t.set_trace((!function.is_none()).then(|| function.clone()));
        Ok(())
    }

    /// The trace function, or None.
    #[function("()")]
    fn gettrace(t: &mut Thread) -> PyResult {
        Ok(t.trace_function().unwrap_or(Value::NONE))
    }

    /// Sets the function that is told of calls and returns, native ones included; None ends profiling.
    #[function("(function, /)")]
    fn setprofile(t: &mut Thread, function: &Value) -> PyResult<()> {
        t.audit("sys.setprofile", &[])?;
        t.set_profile((!function.is_none()).then(|| function.clone()));
        Ok(())
    }

    /// The profile function, or None.
    #[function("()")]
    fn getprofile(t: &mut Thread) -> PyResult {
        Ok(t.profile_function().unwrap_or(Value::NONE))
    }

    /// The frame of a caller: of this function's at depth 0.
    #[function("(depth=0, /)")]
    fn _getframe(t: &mut Thread, depth: Option<i32>) -> PyResult {
        match t.caller_frame(depth.unwrap_or(0).max(0) as usize)? {
            Some(frame) => {
                t.audit("sys._getframe", std::slice::from_ref(&frame))?;
                Ok(frame)
            }
            None => Err(t.value_error("call stack is not deep enough")),
        }
    }

    /// The name of the module in which a caller's function was made, or None.
    #[function("(depth=0)")]
    fn _getframemodulename(t: &mut Thread, depth: Option<i32>) -> PyResult {
        let shown = Value::small_int(i64::from(depth.unwrap_or(0)));
        t.audit("sys._getframemodulename", &[shown])?;
        Ok(t.caller_module(depth.unwrap_or(0).max(0) as usize).unwrap_or(Value::NONE))
    }
}
