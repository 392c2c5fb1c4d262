//! How long the tools take beside the program that they run. CPU time is compared with CPU time, so that a busy machine
//! changes nothing.
#![cfg(unix)]

use std::ffi::OsStr;
use std::time::Duration;

use taipan_bench::process::{self, End};

/// Calls, attributes and arithmetic, so many times.
const PROGRAM: &str = "
import sys
class Point:
    def __init__(self, x): self.x = x
    def moved(self, by): return self.x + by
def run(n):
    p, total = Point(1), 0
    for i in range(n):
        total = p.moved(i) - total
    return total
run(int(sys.argv[1]))
";

/// CPU seconds of a command, with everything it does.
fn cpu(words: &[&str], times: u64) -> f64 {
    let times = times.to_string();
    let program = ["-c", PROGRAM, &times];
    let words = words.iter().chain(&program).map(OsStr::new);
    let finished =
        process::run(&[env!("CARGO_BIN_EXE_taipan")], &words.collect::<Vec<_>>(), Duration::from_secs(120))
            .expect("taipan starts");
    assert_eq!(finished.end, End::Status(0), "{}", String::from_utf8_lossy(&finished.err));
    finished.cpu
}

#[test]
fn inspect_and_profile_of_a_one_second_program_answer_within_four() {
    // As many rounds as last half a second, in any build.
    let mut times = 10_000;
    let plain = loop {
        let taken = cpu(&["run"], times);
        if taken > 0.5 {
            break taken;
        }
        times *= 2;
    };
    for tool in [&["profile"][..], &["inspect"], &["inspect", "--executable", "--caches", "--history"]] {
        let taken = cpu(tool, times);
        assert!(taken < 4.0 * plain, "{tool:?}: {taken:.2} s of CPU time, and {plain:.2} s without");
    }
}
