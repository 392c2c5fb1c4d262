//! The system's clocks.
#![expect(unsafe_code, reason = "asks the system for its clocks")]

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Exception;
use taipan_vm::object::Kind;
use taipan_vm::{Args, PyResult, Thread, Value};

const PER_SECOND: i64 = 1_000_000_000;

/// The clocks by the names of the functions that read them: which, whether it never goes back, whether it can be set.
static NAMED: [(&str, &str, libc::clockid_t, bool, bool); 5] = [
    ("time", "CLOCK_REALTIME", libc::CLOCK_REALTIME, false, true),
    ("monotonic", "CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC, true, false),
    ("perf_counter", "CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC, true, false),
    ("process_time", "CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID, true, false),
    ("thread_time", "CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID, true, false),
];

/// The clocks that programs can name.
pub(super) static CONSTANTS: &[(&str, libc::clockid_t)] = &[
    ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
    ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
    ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
    ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
    #[cfg(target_os = "linux")]
    ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
    #[cfg(target_os = "linux")]
    ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
    #[cfg(target_os = "linux")]
    ("CLOCK_TAI", libc::CLOCK_TAI),
];

/// Reads one of the clocks that every system has, in nanoseconds.
pub(super) fn read(clock: libc::clockid_t) -> i64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid out-pointer; an unknown clock leaves it zero.
    unsafe { libc::clock_gettime(clock, &mut now) };
    now.tv_sec * PER_SECOND + now.tv_nsec
}

/// A clock's nanoseconds as seconds.
pub(super) fn seconds(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1e9
}

fn system_error(t: &mut Thread) -> Exception {
    t.io_error(&std::io::Error::last_os_error(), None)
}

/// An argument that names a clock.
pub(super) fn clock_of(t: &mut Thread, value: &Value) -> PyResult<libc::clockid_t> {
    // Whatever its `__index__` raises, the message is this one.
    match t.as_i64(value).map(libc::clockid_t::try_from) {
        Ok(Ok(clock)) => Ok(clock),
        _ => {
            let found = t.type_of(value).name();
            Err(t.type_error(format!("clk_id should be integer, not {found}")))
        }
    }
}

/// Reads any clock, in nanoseconds; OSError for one that is not there.
pub(super) fn read_any(t: &mut Thread, clock: libc::clockid_t) -> PyResult<i64> {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid out-pointer.
    if unsafe { libc::clock_gettime(clock, &mut now) } != 0 {
        return Err(system_error(t));
    }
    Ok(now.tv_sec * PER_SECOND + now.tv_nsec)
}

/// The steps of a clock, in seconds.
pub(super) fn resolution(t: &mut Thread, clock: libc::clockid_t) -> PyResult<f64> {
    let mut step = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid out-pointer.
    if unsafe { libc::clock_getres(clock, &mut step) } != 0 {
        return Err(system_error(t));
    }
    Ok(step.tv_sec as f64 + step.tv_nsec as f64 * 1e-9)
}

/// Sets a clock to a number of nanoseconds.
pub(super) fn set(t: &mut Thread, clock: libc::clockid_t, nanoseconds: i64) -> PyResult<()> {
    let time = libc::timespec {
        tv_sec: nanoseconds.div_euclid(PER_SECOND),
        tv_nsec: nanoseconds.rem_euclid(PER_SECOND),
    };
    // SAFETY: a valid time.
    if unsafe { libc::clock_settime(clock, &time) } != 0 {
        return Err(system_error(t));
    }
    Ok(())
}

/// `get_clock_info(name)`.
pub(super) fn info(t: &mut Thread, name: &str) -> PyResult {
    let Some(&(_, constant, clock, monotonic, adjustable)) = NAMED.iter().find(|(known, ..)| *known == name)
    else {
        return Err(t.value_error("unknown clock"));
    };
    let step = resolution(t, clock)?;
    let implementation = format!("clock_gettime({constant})");
    let values = [
        taipan_vm::builtins::str::Str::new(t, &implementation)?,
        Value::bool(monotonic),
        Value::bool(adjustable),
        taipan_vm::builtins::float::new(t, step)?,
    ];
    let names = t.str_tuple(&["implementation", "monotonic", "adjustable", "resolution"])?;
    let namespace = t.interpreter().type_of_kind(Kind::SimpleNamespace).to_value();
    t.call_args(&namespace, Args::new(&values, names.exact::<Tuple>()))
}

/// The clock of the processor time that a thread uses.
#[cfg(target_os = "linux")]
pub(super) fn of_thread(t: &mut Thread, thread: u64) -> PyResult<i64> {
    // SAFETY: asks for a number.
    if thread != unsafe { libc::pthread_self() } {
        // Of another thread nobody knows whether it still lives, and the system does not check.
        return Err(t.io_error(&std::io::Error::from_raw_os_error(libc::ESRCH), None));
    }
    Ok(i64::from(libc::CLOCK_THREAD_CPUTIME_ID))
}
