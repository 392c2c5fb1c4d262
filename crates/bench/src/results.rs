//! What was measured: raw values by process, benchmark and interpreter, and the conditions they were taken under.

use std::collections::BTreeMap;

use crate::benchmark::Kind;
use crate::environment::Environment;
use crate::explain::Explanation;
use crate::interpreter::Interpreter;
use crate::plan::{Clock, Plan};
use crate::statistics::{self, Spread};

/// One timed stretch.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measured {
    pub loops: u64,
    /// Seconds of all loops together, by either clock.
    pub wall: f64,
    pub cpu: f64,
}

/// One process (for scripts: one series of processes).
#[derive(Clone, Debug)]
pub struct Process {
    /// When it started, in UTC: `2026-01-31 12:00:00.000000`.
    pub date: String,
    /// The machine's load average then.
    pub load: Option<f64>,
    /// From its start to its end, in seconds.
    pub duration: f64,
    /// How much of that it neither ran nor waited for a processor, in seconds; 0 where the system does not tell.
    pub idle: f64,
    /// Peak memory in bytes.
    pub peak: u64,
    pub warmups: Vec<Measured>,
    pub values: Vec<Measured>,
}

/// A benchmark under one interpreter.
#[derive(Clone, Default, Debug)]
pub struct Side {
    pub processes: Vec<Process>,
    /// Why it could not be measured.
    pub failure: Option<String>,
    /// Processes that it left running.
    pub left_behind: usize,
    /// Whether a script writes something else each time.
    pub output_varies: bool,
}

/// A benchmark under all interpreters.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub kind: Kind,
    /// The same under all interpreters.
    pub loops: u64,
    /// In the order of [`Results::interpreters`].
    pub sides: Vec<Side>,
    /// How the output under ours differs from that under each reference (none for ours itself).
    pub mismatches: Vec<Option<String>>,
}

/// Everything of one run of the suite. Interpreter 0 is ours, the others are references.
#[derive(Clone, Debug)]
pub struct Results {
    pub environment: Environment,
    pub plan: Plan,
    /// Which clock the figures are of.
    pub clock: Clock,
    /// What would repeat the run.
    pub command: String,
    pub interpreters: Vec<Interpreter>,
    pub rows: Vec<Row>,
    /// Whether it was interrupted.
    pub partial: bool,
    /// What was asked for and could not be measured at all: a line each.
    pub refused: Vec<String>,
    /// By benchmark; empty unless asked for.
    pub explanations: BTreeMap<String, Result<Explanation, String>>,
}

impl Measured {
    /// Seconds a loop.
    pub fn seconds(&self, clock: Clock) -> f64 {
        self.total(clock) / self.loops as f64
    }

    /// Seconds of all loops. A clock too coarse to see them counts as a nanosecond: times are divided and logarithms
    /// taken.
    pub fn total(&self, clock: Clock) -> f64 {
        let seconds = match clock {
            Clock::Wall => self.wall,
            Clock::Cpu => self.cpu,
        };
        seconds.max(1e-9)
    }
}

impl Process {
    /// The median of its values, in seconds a loop.
    pub fn seconds(&self, clock: Clock) -> f64 {
        let values: Vec<f64> = self.values.iter().map(|value| value.seconds(clock)).collect();
        statistics::median(&values)
    }
}

impl Process {
    /// Elapsed time to CPU time.
    fn wall_to_cpu(&self) -> f64 {
        self.seconds(Clock::Wall) / self.seconds(Clock::Cpu)
    }
}

impl Side {
    /// Whether its processes sleep or wait for something for a fifth of their time.
    pub fn waits(&self) -> bool {
        let parts: Vec<f64> = self.processes.iter().map(|process| process.idle / process.duration).collect();
        statistics::median(&parts) > 0.2
    }

    /// One time per process.
    pub fn times(&self, clock: Clock) -> Vec<f64> {
        self.processes.iter().map(|process| process.seconds(clock)).collect()
    }

    /// The median over processes of peak memory, in bytes.
    pub fn peak(&self) -> Option<f64> {
        let peaks: Vec<f64> = self.processes.iter().map(|process| process.peak as f64).collect();
        (!peaks.is_empty()).then(|| statistics::median(&peaks))
    }
}

impl Row {
    /// Whether both interpreters were measured and agree on the output.
    pub fn comparable(&self, reference: usize) -> bool {
        self.sides[0].failure.is_none()
            && self.sides[reference].failure.is_none()
            && self.mismatches[reference].is_none()
    }
}

/// The clock to judge by when none was asked for: elapsed time, unless other load disturbed it, which shows where the
/// relation between the two clocks varies from process to process.
pub fn undisturbed(rows: &[Row]) -> Clock {
    let sides = || rows.iter().flat_map(|row| &row.sides).filter(|side| side.processes.len() > 1);
    let disturbed = |side: &&Side| {
        let relations: Vec<f64> = side.processes.iter().map(Process::wall_to_cpu).collect();
        Spread::of(&relations).is_some_and(|spread| spread.deviation > 0.05 * spread.mean)
    };
    if sides().filter(disturbed).count() * 4 > sides().count() { Clock::Cpu } else { Clock::Wall }
}

impl Results {
    /// Whether the clock was chosen because elapsed time was disturbed.
    pub fn was_disturbed(&self) -> bool {
        self.plan.clock.is_none() && self.clock == Clock::Cpu
    }

    /// The benchmarks, without the empty program.
    pub fn benchmarks(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.kind != Kind::Empty)
    }

    /// The empty program.
    pub fn startup(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.kind == Kind::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(relations: &[f64]) -> Row {
        let process = |relation: &f64| Process {
            date: String::new(),
            load: None,
            duration: 1.0,
            idle: 0.0,
            peak: 1,
            warmups: Vec::new(),
            values: vec![Measured { loops: 1, wall: 0.1 * relation, cpu: 0.1 }],
        };
        let side = Side { processes: relations.iter().map(process).collect(), ..Side::default() };
        Row {
            name: "x".to_owned(),
            kind: Kind::Function,
            loops: 1,
            sides: vec![side],
            mismatches: vec![None],
        }
    }

    #[test]
    fn a_disturbed_wall_clock_is_not_used() {
        assert_eq!(undisturbed(&[row(&[1.0, 1.01, 1.0, 1.02])]), Clock::Wall);
        assert_eq!(undisturbed(&[row(&[1.0, 2.0, 1.5, 1.0])]), Clock::Cpu);
        // A program that waits does so evenly.
        assert_eq!(undisturbed(&[row(&[3.0, 3.02, 3.01])]), Clock::Wall);
    }
}
