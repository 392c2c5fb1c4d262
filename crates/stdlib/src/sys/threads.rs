//! Threads in `sys`.

use taipan_vm::native::NativeModule;

/// The functions, to be added to the module.
pub(super) static FUNCTIONS: &NativeModule = &table::MODULE;

/// What a program sees.
#[taipan_macros::module("sys")]
mod table {
    use std::time::Duration;

    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::int;
    use taipan_vm::{PyResult, Thread, Value};

    /// Sets after how many seconds a waiting thread gets its turn.
    #[function("(interval, /)")]
    fn setswitchinterval(t: &mut Thread, interval: f64) -> PyResult<()> {
        if interval <= 0.0 {
            return Err(t.value_error("switch interval must be strictly positive"));
        }
        // What is too long for a machine word counts as the longest time there is, and so does no number.
        let interval = Duration::try_from_secs_f64(interval).unwrap_or(Duration::MAX);
        t.set_switch_interval(interval);
        Ok(())
    }

    /// After how many seconds a waiting thread gets its turn.
    #[function("()")]
    fn getswitchinterval(t: &mut Thread) -> PyResult<f64> {
        Ok(t.switch_interval().as_secs_f64())
    }

    /// The innermost frame of each thread, by the thread's identity.
    #[function("()")]
    fn _current_frames(t: &mut Thread) -> PyResult {
        t.audit("sys._current_frames", &[])?;
        let frames = t.current_frames()?;
        by_identity(t, frames)
    }

    /// The exception that each thread handles, or None, by the thread's identity.
    #[function("()")]
    fn _current_exceptions(t: &mut Thread) -> PyResult {
        let exceptions = t.current_exceptions();
        by_identity(t, exceptions)
    }

    /// Sets the function that is told of calls, lines, returns and exceptions in all threads; None ends tracing.
    #[function("(function, /)")]
    fn _settraceallthreads(t: &mut Thread, function: &Value) -> PyResult<()> {
        let function = (!function.is_none()).then(|| function.clone());
        t.for_each_thread(|thread| thread.set_trace(function.clone()));
        Ok(())
    }

    /// Sets the function that is told of calls and returns in all threads; None ends profiling.
    #[function("(function, /)")]
    fn _setprofileallthreads(t: &mut Thread, function: &Value) -> PyResult<()> {
        let function = (!function.is_none()).then(|| function.clone());
        t.for_each_thread(|thread| thread.set_profile(function.clone()));
        Ok(())
    }

    fn by_identity(t: &mut Thread, entries: Vec<(u64, Value)>) -> PyResult {
        let made = Dict::new(t)?;
        for (identity, value) in entries {
            let identity = int::from_i64(t, identity as i64)?;
            t.set_item(&made, &identity, &value)?;
        }
        Ok(made)
    }
}
