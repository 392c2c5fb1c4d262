//! Times loops written in Python: one iteration of the loop is one iteration of the bench.

use std::time::{Duration, Instant};

use criterion::Criterion;
use taipan_runtime::vm::Value;
use taipan_runtime::{Config, Python};

/// Benches `body`, run in a loop after `setup`; both are lines of one function, without indentation.
pub(crate) fn bench_loop(criterion: &mut Criterion, name: &str, definitions: &str, setup: &str, body: &str) {
    let indent =
        |text: &str, by: &str| -> String { text.lines().map(|line| format!("{by}{line}\n")).collect() };
    let source = format!(
        "{definitions}\ndef run(n):\n    i = 0\n{}    while i < n:\n        i = i + 1\n{}",
        indent(setup, "    "),
        indent(body, "        ")
    );
    let mut python = Python::new(Config::default()).expect("memory");
    let namespace = python.main_namespace(None).expect("a namespace");
    assert!(python.run_source(source.as_bytes(), "bench.py", &namespace).is_ok(), "{name} compiles and runs");
    let t = python.thread();
    let key = t.intern("run").expect("memory");
    let run = t.get_item(&namespace, &key).expect("run is defined");
    let mut run_times = |times: u64| -> Duration {
        let times = Value::small_int(i64::try_from(times).unwrap_or(i64::MAX));
        let start = Instant::now();
        let result = t.call(&run, &[times]);
        let elapsed = start.elapsed();
        assert!(result.is_ok(), "{name} runs");
        elapsed
    };
    run_times(1000);
    criterion.bench_function(name, |bencher| bencher.iter_custom(&mut run_times));
    drop((run, key, namespace));
}
