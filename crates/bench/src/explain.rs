//! Why a benchmark is as fast as it is: a profiled run besides the timed ones, and the worst of what it shows.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

use taipan_stats::{Outcomes, Snapshot};

use crate::benchmark::{Benchmark, Kind};
use crate::interpreter::Interpreter;
use crate::plan::Plan;
use crate::process::{self, End};
use crate::sample::{self, Failure, Task};
use crate::text;

/// Counting takes longer than running, and a profile is written besides.
const PATIENCE: u32 = 5;
/// Smaller parts of all executions are not worth a word.
const WORTH_TELLING: f64 = 0.001;

/// What the profile says of a benchmark.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// Hits among the executions of the benchmark's own sites.
    pub hit_rate: f64,
    /// The part that the global cache of megamorphic sites served.
    pub megamorphic: f64,
    /// The opcode that loses most, with its part of all executions.
    pub worst_family: Option<(String, f64)>,
    /// The place that loses most: where, what, why, and its part of all executions.
    pub worst_site: Option<(String, f64)>,
    /// The opcode that is executed most, with its part of all executions.
    pub most_executed: Option<(String, f64)>,
}

/// A site of the profile, as far as it matters here.
struct Place {
    file: String,
    line: i32,
    opcode: String,
    outcomes: Outcomes,
    failure: Option<String>,
}

/// Profiles a benchmark.
///
/// # Errors
/// A line that says why there is no profile.
pub fn explain(interpreter: &Interpreter, benchmark: &Benchmark, plan: &Plan) -> Result<Explanation, String> {
    let limit = plan.timeout * PATIENCE;
    let task = Task { loops: Some(1), warmups: 0, values: 3, min_time: 0.0, limit };
    let (arguments, _program) = match benchmark.kind {
        Kind::Function => match sample::function_arguments(benchmark, &task) {
            Ok((arguments, _, program)) => (arguments, program),
            Err(Failure::Failed(line)) => return Err(line),
            Err(Failure::Interrupted) => return Err("interrupted".to_owned()),
        },
        Kind::Script | Kind::Empty => (vec![benchmark.path.clone().into_os_string()], None),
    };
    let snapshot = profile(interpreter, &arguments, limit)?;
    let places = snapshot.sites.into_iter().map(|site| Place {
        file: site.file,
        line: site.line,
        opcode: site.opcode,
        outcomes: site.outcomes,
        failure: site.failure,
    });
    Explanation::of(&places.collect::<Vec<_>>(), &benchmark.path.to_string_lossy())
        .ok_or_else(|| "the profile holds no site of it".to_owned())
}

fn profile(interpreter: &Interpreter, arguments: &[OsString], limit: Duration) -> Result<Snapshot, String> {
    let options = ["profile", "--json", "--"].map(OsStr::new);
    let all: Vec<&OsStr> =
        options.into_iter().chain(arguments.iter().map(|argument| &argument[..])).collect();
    let finished = process::run(&interpreter.command, &all, limit).map_err(|error| error.to_string())?;
    match finished.end {
        End::Status(0) => {}
        End::Interrupted => return Err("interrupted".to_owned()),
        End::TimedOut => return Err("profiling took too long".to_owned()),
        _ => return Err(format!("profiling failed: {}", text::last_line(&finished.err))),
    }
    // What the program prints goes to standard error.
    Snapshot::from_json(&String::from_utf8_lossy(&finished.out)).map_err(|line| format!("its profile {line}"))
}

impl Explanation {
    /// From the sites of one file; `None` when none was executed.
    fn of(places: &[Place], file: &str) -> Option<Explanation> {
        let sites: Vec<&Place> =
            places.iter().filter(|site| site.file == file && site.outcomes.executions() > 0).collect();
        let mut total = Outcomes::default();
        let mut families: BTreeMap<&str, u64> = BTreeMap::new();
        let mut executed: BTreeMap<&str, u64> = BTreeMap::new();
        for site in &sites {
            total.add(&site.outcomes);
            *families.entry(&site.opcode).or_default() += site.outcomes.lost();
            *executed.entry(&site.opcode).or_default() += site.outcomes.executions();
        }
        let executions = total.executions() as f64;
        let hit_rate = total.rates().hit?;
        let part = |lost: u64| lost as f64 / executions;
        let megamorphic = part(total.megamorphic);
        let worst_family = families
            .into_iter()
            .max_by_key(|(_, lost)| *lost)
            .filter(|(_, lost)| part(*lost) >= WORTH_TELLING)
            .map(|(opcode, lost)| (opcode.to_owned(), part(lost)));
        let worst_site = sites
            .into_iter()
            .max_by_key(|site| site.outcomes.lost())
            .filter(|site| part(site.outcomes.lost()) >= WORTH_TELLING)
            .map(|site| (describe(site), part(site.outcomes.lost())));
        let most_executed = executed
            .into_iter()
            .max_by_key(|(_, times)| *times)
            .map(|(opcode, times)| (opcode.to_owned(), part(times)));
        Some(Explanation { hit_rate, megamorphic, worst_family, worst_site, most_executed })
    }

    /// `hit 93.1 %; CALL loses most (4.2 %); worst site methods.py:51 CALL, refused: metaclass (3.9 %)`.
    pub fn line(&self) -> String {
        let percent = |part: f64| format!("{:.1} %", part * 100.0);
        let mut line = format!("hit {}", percent(self.hit_rate));
        if self.megamorphic >= WORTH_TELLING {
            line += &format!(", megamorphic cache {}", percent(self.megamorphic));
        }
        if let Some((opcode, lost)) = &self.worst_family {
            line += &format!("; {opcode} loses most ({})", percent(*lost));
        }
        if let Some((place, lost)) = &self.worst_site {
            line += &format!("; worst site {place} ({})", percent(*lost));
        }
        if self.worst_family.is_none() && self.megamorphic < WORTH_TELLING {
            line += "; nothing is lost to specialization";
            if let Some((opcode, executed)) = &self.most_executed {
                line += &format!(", most executed {opcode} ({})", percent(*executed));
            }
        }
        line
    }
}

/// Where a site is, what it does, and why it does not hit.
fn describe(site: &Place) -> String {
    let file = site.file.rsplit('/').next().unwrap_or_default();
    let refused = site.failure.as_ref().map(|kind| format!("refused: {kind}"));
    let why = refused.unwrap_or_else(|| {
        let outcomes = &site.outcomes;
        let most = [
            (outcomes.generic, "not specializable"),
            (outcomes.misses, "guards miss"),
            (outcomes.deferred + outcomes.failed + outcomes.succeeded, "warming up"),
        ];
        most.into_iter().max_by_key(|(times, _)| *times).map_or("", |(_, why)| why).to_owned()
    });
    format!("{file}:{} {}, {why}", site.line, site.opcode)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(file: &str, line: i32, opcode: &str, outcomes: Outcomes, failure: Option<&str>) -> Place {
        let (file, opcode, failure) = (file.to_owned(), opcode.to_owned(), failure.map(str::to_owned));
        Place { file, line, opcode, outcomes, failure }
    }

    #[test]
    fn the_worst_of_the_benchmark_s_own_sites_is_told() {
        let lost = Outcomes { hits: 10, deferred: 70, ..Outcomes::default() };
        let good = Outcomes { hits: 900, misses: 20, ..Outcomes::default() };
        let sites = [
            site("/x.py", 3, "CALL", lost, Some("kwargs")),
            site("/x.py", 4, "LOAD_ATTR", good, None),
            site("<string>", 1, "CALL", Outcomes { generic: 9000, ..Outcomes::default() }, None),
        ];
        let explanation = Explanation::of(&sites, "/x.py").unwrap();
        assert_eq!(
            explanation.line(),
            "hit 91.0 %; CALL loses most (7.0 %); worst site x.py:3 CALL, refused: kwargs (7.0 %)"
        );
        let held = Outcomes { hits: 9, ..Outcomes::default() };
        let explanation = Explanation::of(&[site("/x.py", 4, "CALL", held, None)], "/x.py").unwrap();
        assert_eq!(
            explanation.line(),
            "hit 100.0 %; nothing is lost to specialization, most executed CALL (100.0 %)"
        );
        assert_eq!(Explanation::of(&sites, "/y.py"), None);
    }
}
