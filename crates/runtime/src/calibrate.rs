//! What counting costs on this machine: a small program is timed with and without it.
#![expect(unsafe_code, reason = "clocks are the system's")]

use taipan_vm::config::Config;

use crate::{Python, snapshot};

/// Calls, attributes and arithmetic, as programs mix them.
const PROGRAM: &str = "
class Point:
    def __init__(self, x):
        self.x = x
    def moved(self, by):
        return self.x + by
def run(n):
    p = Point(1)
    total = 0
    for i in range(n):
        total = p.moved(i) - total
    return total
run(12000)
";

/// Runs of each kind; the fastest counts.
const RUNS: usize = 3;

/// CPU time of the process so far, in seconds.
pub fn cpu_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes one timespec.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Nanoseconds that counting one execution costs; 0 where it can't be told.
pub fn counting_cost(config: &Config) -> f64 {
    let plain = Config { profile: false, ..config.clone() };
    let counting = Config { profile: true, ..config.clone() };
    let fastest = |config: &Config| {
        (0..RUNS).filter_map(|_| time(config)).fold((f64::MAX, 0), |a, b| if b.0 < a.0 { b } else { a })
    };
    let ((without, _), (with, executions)) = (fastest(&plain), fastest(&counting));
    if executions == 0 || without == f64::MAX {
        return 0.0;
    }
    ((with - without).max(0.0) * 1e9) / executions as f64
}

/// CPU seconds of a run, and how many executions it counted.
fn time(config: &Config) -> Option<(f64, u64)> {
    let mut python = Python::new(config.clone())?;
    let namespace = python.main_namespace(None).ok()?;
    let code = python.compile(PROGRAM.as_bytes(), "<calibration>").ok()?;
    let before = cpu_seconds();
    python.run_compiled(&code, &namespace).ok()?;
    let seconds = cpu_seconds() - before;
    Some((seconds, snapshot(python.thread(), "", false).executions))
}
