//! Runs many fixtures on one binary, a few at a time, and gathers what differed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::answer::{Answer, End};
use crate::configuration::Configuration;
use crate::fixture::{self, Fixture};
use crate::process;

/// How long one fixture may take, in seconds; the environment's `TAIPAN_TIME_LIMIT` overrides it.
const TIME_LIMIT: u64 = 60;

/// One fixture in one configuration; no configuration for the reference.
pub type Case<'f> = (&'f Fixture, Option<Configuration>);

/// Runs `cases` on `binary` and gives, in their order, what each did otherwise than recorded.
///
/// # Errors
/// When a recording cannot be read, or the binary cannot be started.
pub fn run(binary: &Path, root: &Path, cases: &[Case<'_>], jobs: usize) -> io::Result<Vec<Option<String>>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..jobs.min(cases.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(index) else { break };
                    let result = judge(binary, root, *case);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, result);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

fn judge(binary: &Path, root: &Path, (fixture, configuration): Case<'_>) -> io::Result<Option<String>> {
    let expected = Answer::recorded(&fixture::expected(root), &fixture.name)?;
    let environment = configuration.map(Configuration::environment);
    let environment = environment.as_ref().map_or(&[][..], |variables| &variables[..]);
    let path = fixture.path.to_string_lossy();
    let actual = process::run(binary, &[&path], root, environment, time_limit())?.without_root(root);
    Ok(expected.difference(&actual))
}

/// Those of `modules` that `binary` cannot import, with CPython's own kind of check: a program that does so.
///
/// # Errors
/// When the binary cannot be started.
pub fn missing_modules<'m>(
    binary: &Path,
    root: &Path,
    modules: impl IntoIterator<Item = &'m String>,
) -> io::Result<Vec<&'m str>> {
    let mut missing = Vec::new();
    for module in modules {
        let answer = process::run(binary, &["-c", &format!("import {module}")], root, &[], time_limit())?;
        if answer.end != End::Status(0) {
            missing.push(module.as_str());
        }
    }
    Ok(missing)
}

/// How long one program may take.
pub fn time_limit() -> Duration {
    let asked = std::env::var("TAIPAN_TIME_LIMIT").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(asked.unwrap_or(TIME_LIMIT))
}
