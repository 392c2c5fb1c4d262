//! `time`: clocks and sleeping.
#![expect(unsafe_code, reason = "asks the system for its clocks")]

/// Reads a system clock, in nanoseconds.
fn clock(which: libc::clockid_t) -> i64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid out-pointer; an unknown clock leaves it zero.
    unsafe { libc::clock_gettime(which, &mut now) };
    now.tv_sec * 1_000_000_000 + now.tv_nsec
}

/// A clock's nanoseconds as seconds.
fn seconds(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1e9
}

/// Clocks and sleeping.
#[taipan_macros::module("time")]
pub mod module {
    use std::time::{Duration, Instant};

    use taipan_vm::{PyResult, Thread, Value};

    use super::{clock, seconds};

    /// Seconds since the epoch.
    #[function("()")]
    fn time(_: &mut Thread) -> PyResult<f64> {
        Ok(seconds(clock(libc::CLOCK_REALTIME)))
    }

    /// Nanoseconds since the epoch.
    #[function("()")]
    fn time_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clock(libc::CLOCK_REALTIME))
    }

    /// Seconds of a clock that never goes back.
    #[function("()")]
    fn monotonic(_: &mut Thread) -> PyResult<f64> {
        Ok(seconds(clock(libc::CLOCK_MONOTONIC)))
    }

    /// Nanoseconds of a clock that never goes back.
    #[function("()")]
    fn monotonic_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clock(libc::CLOCK_MONOTONIC))
    }

    /// Seconds of the finest clock, for measuring.
    #[function("()")]
    fn perf_counter(_: &mut Thread) -> PyResult<f64> {
        Ok(seconds(clock(libc::CLOCK_MONOTONIC)))
    }

    /// Nanoseconds of the finest clock, for measuring.
    #[function("()")]
    fn perf_counter_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clock(libc::CLOCK_MONOTONIC))
    }

    /// Seconds of processor time that the process used.
    #[function("()")]
    fn process_time(_: &mut Thread) -> PyResult<f64> {
        Ok(seconds(clock(libc::CLOCK_PROCESS_CPUTIME_ID)))
    }

    /// Nanoseconds of processor time that the process used.
    #[function("()")]
    fn process_time_ns(_: &mut Thread) -> PyResult<i64> {
        Ok(clock(libc::CLOCK_PROCESS_CPUTIME_ID))
    }

    /// Seconds of processor time that this thread used.
    #[function("()")]
    fn thread_time(_: &mut Thread) -> PyResult<f64> {
        Ok(seconds(clock(libc::CLOCK_THREAD_CPUTIME_ID)))
    }

    /// Waits for a number of seconds.
    #[function("(object, /)")]
    fn sleep(t: &mut Thread, object: &Value) -> PyResult<()> {
        let wanted = t.as_f64(object)?;
        if wanted.is_nan() {
            return Err(t.value_error("Invalid value NaN (not a number)"));
        }
        if wanted < 0.0 {
            return Err(t.value_error("sleep length must be non-negative"));
        }
        let Ok(wanted) = Duration::try_from_secs_f64(wanted) else {
            return Err(t.overflow_error("timestamp out of range for platform time_t"));
        };
        match Instant::now().checked_add(wanted) {
            Some(deadline) => t.sleep_until(deadline),
            None => Err(t.overflow_error("timestamp too large to convert to C PyTime_t")),
        }
    }
}
