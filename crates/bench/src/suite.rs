//! Runs the suite. First each benchmark once under each interpreter: outputs are compared, and one loop count is found
//! for all. Then rounds: in each, every benchmark gets one process of each interpreter, the order of interpreters
//! turning round from round to round (ABBA), so that a slow drift of the machine hits both alike and an early end leaves
//! something of every benchmark.

use std::collections::BTreeMap;

use crate::benchmark::{Benchmark, Kind};
use crate::environment::Environment;
use crate::interpreter::Interpreter;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::results::{self, Results, Row, Side};
use crate::sample::{self, Failure, Output, Sample, Task};
use crate::{explain, interrupt, text};

/// A value lasts at most so long under the slowest interpreter, in seconds.
const LONGEST_VALUE: f64 = 10.0;

/// What to run.
#[derive(Debug)]
pub struct Suite {
    /// Ours first, then the references.
    pub interpreters: Vec<Interpreter>,
    pub benchmarks: Vec<Benchmark>,
    pub plan: Plan,
    pub environment: Environment,
    /// What would repeat the run.
    pub command: String,
    /// Lines about what was asked for and can't be measured.
    pub refused: Vec<String>,
    /// Whether to profile each benchmark afterwards.
    pub explain: bool,
}

/// A benchmark while it is measured.
struct Running {
    benchmark: Benchmark,
    row: Row,
    /// By interpreter: what it must go on answering.
    outputs: Vec<Option<Output>>,
    /// By interpreter: how long a process takes, in seconds.
    estimates: Vec<f64>,
}

impl Suite {
    /// Measures everything. Interruption ends it early: the results say so.
    pub fn run(self, progress: &mut Progress) -> Results {
        let mut running: Vec<Running> = std::iter::once(Benchmark::startup())
            .chain(self.benchmarks.iter().cloned())
            .map(|benchmark| Running::new(benchmark, self.interpreters.len()))
            .collect();
        let complete = self.calibrate(&mut running, progress) && self.measure(&mut running, progress);
        let mut explanations = BTreeMap::new();
        if self.explain && complete {
            for entry in running.iter().filter(|entry| entry.benchmark.kind != Kind::Empty) {
                if interrupt::requested() {
                    break;
                }
                progress.show(&format!("profiling {}", entry.row.name));
                let explanation = explain::explain(&self.interpreters[0], &entry.benchmark, &self.plan);
                explanations.insert(entry.row.name.clone(), explanation);
            }
        }
        progress.clear();
        let rows: Vec<Row> = running.into_iter().map(|entry| entry.row).collect();
        let clock = self.plan.clock.unwrap_or_else(|| results::undisturbed(&rows));
        Results {
            clock,
            environment: self.environment,
            plan: self.plan,
            command: self.command,
            interpreters: self.interpreters,
            rows,
            partial: !complete || interrupt::requested(),
            refused: self.refused,
            explanations,
        }
    }

    /// False when interrupted.
    fn calibrate(&self, running: &mut [Running], progress: &mut Progress) -> bool {
        let count = running.len();
        for (at, entry) in running.iter_mut().enumerate() {
            progress.show(&format!("calibrating {} ({} of {count})", entry.row.name, at + 1));
            let mut loop_times = vec![0.0; self.interpreters.len()];
            for (which, loop_time) in loop_times.iter_mut().enumerate() {
                let mut task = self.task(entry, None);
                if let (Some(loops), true) = (self.plan.loops, entry.benchmark.kind == Kind::Function) {
                    task = Task { loops: Some(loops), warmups: 0, values: 1, ..task };
                }
                match entry.take(&self.interpreters[which], which, &task) {
                    Ok(sample) => {
                        let value = sample.process.values[0];
                        *loop_time = value.wall / value.loops as f64;
                        entry.outputs[which] = Some(sample.output);
                    }
                    Err(Failure::Interrupted) => return false,
                    Err(Failure::Failed(line)) => self.fail(entry, which, line, progress),
                }
                // What it wrote is compared before anything is timed.
                self.compare(entry, which, progress);
            }
            entry.row.loops = self.plan.loops.unwrap_or_else(|| self.loops(entry, &loop_times));
            for (estimate, loop_time) in entry.estimates.iter_mut().zip(&loop_times) {
                let rounds = match entry.benchmark.kind {
                    Kind::Function => self.plan.warmups + self.plan.values,
                    Kind::Script | Kind::Empty => 1,
                };
                *estimate = loop_time * (entry.row.loops * rounds as u64 + 1) as f64 + 0.02;
            }
        }
        progress.milestone(&format!("calibrated {count} programs"));
        true
    }

    /// The loop count for all: a value of the fastest lasts long enough.
    fn loops(&self, entry: &Running, loop_times: &[f64]) -> u64 {
        let times = || loop_times.iter().copied().filter(|time| *time > 0.0);
        let (Some(fastest), Some(slowest)) = (times().reduce(f64::min), times().reduce(f64::max)) else {
            return 1;
        };
        let values = match entry.benchmark.kind {
            Kind::Function => (self.plan.warmups + self.plan.values) as f64,
            Kind::Script | Kind::Empty => 1.0,
        };
        let longest = LONGEST_VALUE.min(0.5 * self.plan.timeout.as_secs_f64() / values);
        (self.plan.min_time / fastest).ceil().min((longest / slowest).floor()).max(1.0) as u64
    }

    /// False when interrupted.
    fn measure(&self, running: &mut [Running], progress: &mut Progress) -> bool {
        let round_time: f64 =
            running.iter().flat_map(|entry| entry.active(&self.interpreters)).map(|(_, time)| time).sum();
        progress.begin(round_time * self.plan.processes as f64);
        for round in 0..self.plan.processes {
            progress.milestone(&format!("round {} of {}", round + 1, self.plan.processes));
            for entry in running.iter_mut() {
                let mut order = entry.active(&self.interpreters);
                if round % 2 == 1 {
                    order.reverse();
                }
                for (which, estimate) in order {
                    progress.show(&format!(
                        "round {} of {}: {}",
                        round + 1,
                        self.plan.processes,
                        entry.row.name
                    ));
                    let task = self.task(entry, Some(entry.row.loops));
                    match entry.take(&self.interpreters[which], which, &task) {
                        Ok(sample) => entry.keep(which, sample),
                        Err(Failure::Interrupted) => return false,
                        Err(Failure::Failed(line)) => self.fail(entry, which, line, progress),
                    }
                    progress.advance(estimate);
                    if interrupt::requested() {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn task(&self, entry: &Running, loops: Option<u64>) -> Task {
        let plan = &self.plan;
        let (warmups, values) = match entry.benchmark.kind {
            Kind::Function => (plan.warmups, plan.values),
            Kind::Script | Kind::Empty => (0, 1),
        };
        Task { loops, warmups, values, min_time: plan.min_time, limit: plan.timeout }
    }

    fn fail(&self, entry: &mut Running, which: usize, line: String, progress: &mut Progress) {
        progress.say(&format!("{}: {}: {line}", entry.row.name, self.interpreters[which].label));
        entry.row.sides[which].failure = Some(line);
    }

    /// Compares the first output of a reference with ours.
    fn compare(&self, entry: &mut Running, which: usize, progress: &mut Progress) {
        let (Some(ours), Some(theirs)) = (&entry.outputs[0], &entry.outputs[which]) else { return };
        if which == 0 || ours.varies || theirs.varies {
            return;
        }
        if let Some(difference) = difference(ours, theirs) {
            let label = &self.interpreters[which].label;
            let line = format!("ours {}, {label} {}", difference.0, difference.1);
            progress.say(&format!("{}: OUTPUT DIFFERS: {line}", entry.row.name));
            entry.row.mismatches[which] = Some(line);
        }
    }
}

impl Running {
    fn new(benchmark: Benchmark, interpreters: usize) -> Running {
        let row = Row {
            name: benchmark.name.clone(),
            kind: benchmark.kind,
            loops: 1,
            sides: vec![Side::default(); interpreters],
            mismatches: vec![None; interpreters],
        };
        Running { benchmark, row, outputs: vec![None; interpreters], estimates: vec![0.0; interpreters] }
    }

    /// The interpreters that still take part, with their estimates: nobody is timed on a wrong answer.
    fn active(&self, interpreters: &[Interpreter]) -> Vec<(usize, f64)> {
        let failed = |which: usize| self.row.sides[which].failure.is_some();
        let wrong = |which: usize| self.row.mismatches[which].is_some();
        let all_wrong = interpreters.len() > 1 && (1..interpreters.len()).all(wrong);
        // References first: A is the reference, B is ours.
        (1..interpreters.len())
            .chain([0])
            .filter(|&which| !failed(which) && !wrong(which) && (which != 0 || !all_wrong))
            .map(|which| (which, self.estimates[which]))
            .collect()
    }

    fn take(&mut self, interpreter: &Interpreter, which: usize, task: &Task) -> Result<Sample, Failure> {
        let sample = sample::take(interpreter, &self.benchmark, task)?;
        let side = &mut self.row.sides[which];
        side.left_behind = side.left_behind.max(sample.left_behind);
        side.output_varies |= sample.output.varies;
        match &self.outputs[which] {
            Some(known) if sample.output.result != known.result => Err(Failure::Failed(format!(
                "its result changes from process to process: {}, then {}",
                text::shorten(&known.result),
                text::shorten(&sample.output.result)
            ))),
            Some(known) => {
                side.output_varies |= sample.output.printed != known.printed;
                Ok(sample)
            }
            None => Ok(sample),
        }
    }

    fn keep(&mut self, which: usize, sample: Sample) {
        self.row.sides[which].processes.push(sample.process);
    }
}

/// Where two outputs differ: ours and theirs.
fn difference(ours: &Output, theirs: &Output) -> Option<(String, String)> {
    if ours.result != theirs.result {
        let say = |output: &Output| format!("returned {}", text::shorten(&output.result));
        return Some((say(ours), say(theirs)));
    }
    if ours.printed == theirs.printed {
        return None;
    }
    let lines = |output: &Output| -> Vec<String> {
        String::from_utf8_lossy(&output.printed).lines().map(str::to_owned).collect()
    };
    let (our_lines, their_lines) = (lines(ours), lines(theirs));
    let at = our_lines.iter().zip(&their_lines).take_while(|(a, b)| a == b).count();
    let say = |lines: &[String]| match lines.get(at) {
        Some(line) => format!("printed {:?} in line {}", text::shorten(line), at + 1),
        None => format!("printed {} lines", lines.len()),
    };
    Some((say(&our_lines), say(&their_lines)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(printed: &str, result: &str) -> Output {
        Output { printed: printed.into(), result: result.to_owned(), varies: false }
    }

    #[test]
    fn the_first_difference_is_told() {
        assert_eq!(difference(&output("a\n", "1"), &output("a\n", "1")), None);
        let (ours, theirs) = difference(&output("a\nb\n", ""), &output("a\nc\n", "")).unwrap();
        assert_eq!((&ours[..], &theirs[..]), ("printed \"b\" in line 2", "printed \"c\" in line 2"));
        let (ours, theirs) = difference(&output("", "1"), &output("", "2")).unwrap();
        assert_eq!((&ours[..], &theirs[..]), ("returned 1", "returned 2"));
        let (ours, theirs) = difference(&output("a\n", ""), &output("", "")).unwrap();
        assert_eq!((&ours[..], &theirs[..]), ("printed \"a\" in line 1", "printed 0 lines"));
    }
}
