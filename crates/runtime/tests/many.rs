//! Several virtual machines in one process: side by side in threads, and one after the other without a trace.

use taipan_runtime::vm::builtins::str::Str;
use taipan_runtime::{Config, Python};

/// A program that makes objects of every kind that has memory of its own.
const PROGRAM: &str = "
import _thread, _weakref
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.me = self
points = [Point(n, str(n)) for n in range(2000)]
table = {n: {n, (n,)} for n in range(2000)}
views = [memoryview(bytearray(1000)) for _ in range(100)]
references = [_weakref.ref(point) for point in points]
text = 'x' * 100000
lock = _thread.allocate_lock()
local = _thread._local()
local.here = points
code = [compile(f'a{n} = [b for b in range({n})]', '', 'exec') for n in range(50)]
for one in code:
    exec(one)
def generator():
    yield table
running = generator()
next(running)
def work():
    local.there = sum(p.x for p in points)
_thread.start_joinable_thread(work).join()
answer = str(sum(p.x for p in points))
";

fn answer(python: &mut Python) -> String {
    let namespace = python.main_namespace(None).expect("a namespace");
    python.run_source(PROGRAM.as_bytes(), "<test>", &namespace).expect("the program raises nothing");
    let t = python.thread();
    let name = t.intern("answer").expect("memory");
    let answer = t.get_item(&namespace, &name).expect("the program answers");
    Str::of(&answer).map(|text| text.to_lossy().into_owned()).expect("a string")
}

/// Resident memory in KiB.
#[cfg(target_os = "linux")]
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("the process has a status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("memory is told");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn dropped_interpreters_give_their_memory_back() {
    let round = || {
        let mut python = Python::new(Config::default()).expect("memory");
        assert_eq!(answer(&mut python), "1999000");
    };
    (0..20).for_each(|_| round());
    let before = resident();
    (0..200).for_each(|_| round());
    let grown = resident().saturating_sub(before);
    assert!(grown < 4096, "200 interpreters left {grown} KiB behind");
}

#[test]
fn interpreters_run_side_by_side() {
    let workers: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn(|| {
                for _ in 0..10 {
                    let mut python = Python::new(Config::default()).expect("memory");
                    assert_eq!(answer(&mut python), "1999000");
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().expect("no interpreter disturbs another");
    }
}
