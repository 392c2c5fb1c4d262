//! `taipan profile`: runs a program with every execution of a site counted, and tells what came of them.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use taipan_runtime::stats::{self, By, Filter, ReportOptions, Snapshot, Timing};
use taipan_runtime::{calibrate, snapshot};

use crate::arguments::{self, Command, Run};
use crate::options::{Options, contradiction};
use crate::output;
use crate::program::Program;

/// The text of `profile --help`.
const HELP: &str = "\
usage: taipan profile [OPTIONS] [--] FILE | -c CODE | -m MODULE | - [ARGS...]
       taipan profile --from FILE [--from FILE...] [OPTIONS]

Runs a program with all executions of its specializable instructions counted,
and tells which held their specialization, which did not, and why.

  --by WHAT           one table: opcode, variant, variants, function, line,
                      site or kind
  --top N             how many findings, functions or rows (10)
  --detail            types of operands
  --history           transitions of each finding
  --cpython-compat    CPython's own ratio beside the three rates
  --family OPCODE     only sites of this opcode; may be repeated
  --kind KIND         only sites that were refused for this reason
  --include GLOB, --exclude GLOB
                      only sites of files with such names
  --json              JSON on standard output; what the program prints goes to
                      standard error
  -o FILE             write to FILE: .json, .csv or .txt; may be repeated
  --min-hit-rate PCT  exit status 3 when the hit rate is lower
  --max-miss N        exit status 3 when there are more misses
  --from FILE         read saved profiles (summed up) instead of running
  --against FILE      compare with a saved profile
  --schema            print the JSON's schema

What is counted, and what the rates are: docs/internals/accounting.md.
Exit statuses: 0 ok, 1 the program raised or the output could not be written,
2 usage, 3 a gate failed, 130 interrupted.
";

/// `taipan profile`.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    program: Option<Run>,
    from: Vec<OsString>,
    against: Option<OsString>,
    json: bool,
    outputs: Vec<(OsString, Format)>,
    filter: Filter,
    report: ReportOptions,
    min_hit_rate: Option<f64>,
    max_miss: Option<u64>,
}

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Json,
    Csv,
    Text,
}

const OPTIONS: &[&str] = &[
    "--by",
    "--top",
    "--detail",
    "--history",
    "--cpython-compat",
    "--family",
    "--kind",
    "--include",
    "--exclude",
    "--json",
    "-o",
    "--min-hit-rate",
    "--max-miss",
    "--from",
    "--against",
    "--schema",
    "--help",
];

/// Reads the command's arguments.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Command, String> {
    let mut profile = Profile::default();
    let mut options = Options::new("profile", arguments);
    while let Some(name) = options.next()? {
        match name.as_str() {
            "-h" | "--help" => return Ok(Command::Print(HELP)),
            "--schema" => return Ok(Command::Print(stats::PROFILE_SCHEMA)),
            "--by" => {
                let by = options.text("opcode, variant, variants, function, line, site or kind")?;
                profile.report.by = Some(arguments::choice("grouping", &by, By::NAMES)?);
            }
            "--top" => profile.report.top = options.number("a number")?,
            "--detail" => profile.report.detail = true,
            "--history" => profile.report.history = true,
            "--cpython-compat" => profile.report.cpython = true,
            "--family" => profile.filter.families.push(stats::family_named(&options.text("an opcode")?)?),
            "--kind" => profile.filter.kinds.push(stats::kind_named(&options.text("a kind of refusal")?)?),
            "--include" => profile.filter.include.push(options.text("a pattern")?),
            "--exclude" => profile.filter.exclude.push(options.text("a pattern")?),
            "--json" => profile.json = true,
            "-o" => {
                let path = options.value("a file")?;
                let format = format_of(&path)?;
                profile.outputs.push((path, format));
            }
            "--min-hit-rate" => profile.min_hit_rate = Some(percentage(&mut options)?),
            "--max-miss" => profile.max_miss = Some(options.number("a number")?),
            "--from" => profile.from.push(options.value("a file")?),
            "--against" => profile.against = Some(options.value("a file")?),
            _ => return Err(options.unknown(OPTIONS)),
        }
    }
    let rest = options.program();
    contradiction(
        "profile",
        &[(profile.json, "--json")],
        &[(profile.report.by.is_some(), "--by"), (profile.against.is_some(), "--against")],
    )?;
    if profile.from.is_empty() {
        profile.program = Some(arguments::target("profile", rest)?);
    } else if !rest.is_empty() {
        return Err("profile: --from and a program contradict each other".to_owned());
    }
    Ok(Command::Profile(Box::new(profile)))
}

fn percentage(options: &mut Options) -> Result<f64, String> {
    let value: f64 = options.number("a percentage")?;
    if (0.0..=100.0).contains(&value) {
        Ok(value)
    } else {
        Err(options.error("needs a percentage, 0 to 100"))
    }
}

fn format_of(path: &OsStr) -> Result<Format, String> {
    let extension = std::path::Path::new(path).extension().and_then(OsStr::to_str);
    match extension {
        Some("json") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some("txt") => Ok(Format::Text),
        // Devices and pipes have no extension to tell by.
        _ if path.to_string_lossy().starts_with("/dev/") => Ok(Format::Json),
        _ => Err(format!("profile: -o {}: the name must end in .json, .csv or .txt", path.to_string_lossy())),
    }
}

/// Runs the program, or reads saved profiles, and reports; also when the program raises.
pub(crate) fn profile(mut profile: Profile) -> ExitCode {
    if let Err(status) = profile.outputs.iter().try_for_each(|(path, _)| output::check(path)) {
        return ExitCode::from(status);
    }
    profile.report.base = taipan_runtime::current_directory();
    let against = match profile.against.as_deref().map(load).transpose() {
        Ok(against) => against,
        Err(status) => return ExitCode::from(status),
    };
    let stdout = profile.json.then(taipan_runtime::divert_stdout).flatten();
    let (whole, status) = match &profile.program {
        Some(program) => match run(program) {
            Ok(run) => run,
            Err(status) => return ExitCode::from(status),
        },
        None => match profile.from.iter().map(load).collect::<Result<Vec<_>, u8>>() {
            Ok(runs) => match Snapshot::merged(runs) {
                Some(merged) => (merged, 0),
                None => unreachable!("--from names at least one profile"),
            },
            Err(status) => return ExitCode::from(status),
        },
    };
    let snapshot = profile.filter.apply(whole);
    let against = against.map(|against| profile.filter.apply(against));
    if !profile.write(&snapshot, against.as_ref(), stdout) {
        return ExitCode::from(1);
    }
    ExitCode::from(if profile.gates_hold(&snapshot) { status } else { 3 })
}

/// Runs a program; what it left, and the exit status.
pub(crate) fn run(run: &Run) -> Result<(Snapshot, u8), u8> {
    let mut config = crate::configuration::config_for(run);
    let nanoseconds_per_execution = calibrate::counting_cost(&config);
    config.profile = true;
    let mut program = Program::load(run, config)?;
    let code = program.compile()?;
    let name = program.name.clone();
    let before = calibrate::cpu_seconds();
    let (ending, mut python) = program.run_compiled(&code);
    let seconds = calibrate::cpu_seconds() - before;
    let mut snapshot = snapshot(python.thread(), &name, ending.raised);
    snapshot.timing = Some(Timing { seconds, nanoseconds_per_execution });
    python.thread().release_interrupts();
    // The process ends soon: its memory goes with it.
    std::mem::forget((code, python));
    if let Err(imbalance) = snapshot.check() {
        crate::output::tell!("taipan: the counts do not add up, which is a bug of Taipan: {imbalance}");
    }
    Ok((snapshot, ending.tool_status()))
}

/// Reads a saved profile; what is wrong with it is told on standard error, and gives the exit status.
pub(crate) fn load(path: impl AsRef<OsStr>) -> Result<Snapshot, u8> {
    let path = path.as_ref();
    let text = std::fs::read_to_string(path).map_err(|error| {
        crate::output::tell!("taipan: can't read {}: {}", path.to_string_lossy(), output::plain(&error));
        2
    })?;
    Snapshot::from_json(&text).map_err(|problem| {
        crate::output::tell!("taipan: {} {problem}", path.to_string_lossy());
        2
    })
}

impl Profile {
    fn write(&self, snapshot: &Snapshot, against: Option<&Snapshot>, stdout: Option<std::fs::File>) -> bool {
        let text = || match against {
            Some(base) => stats::compare(base, snapshot, &self.report.base),
            None => stats::report(snapshot, &self.report),
        };
        for (path, format) in &self.outputs {
            let text = match format {
                Format::Json => snapshot.to_json(),
                Format::Csv => snapshot.to_csv(),
                Format::Text => text(),
            };
            if !output::write(path, &text) {
                return false;
            }
        }
        if let Some(mut stdout) = stdout {
            return output::print_to(&mut stdout, &snapshot.to_json());
        }
        // Whoever asked for files has them; the report is for readers.
        let quiet = !self.outputs.is_empty() && self.report.by.is_none() && against.is_none();
        quiet || output::print(&text())
    }

    /// Tells each gate that does not hold on standard error.
    fn gates_hold(&self, snapshot: &Snapshot) -> bool {
        let mut hold = true;
        let rate = snapshot.totals.rates().hit.unwrap_or(1.0) * 100.0;
        if let Some(wanted) = self.min_hit_rate.filter(|wanted| rate < *wanted) {
            crate::output::tell!("taipan: the hit rate is {rate:.2} %, less than {wanted} %");
            hold = false;
        }
        let misses = snapshot.totals.misses + snapshot.totals.attempts_after_miss;
        if let Some(allowed) = self.max_miss.filter(|allowed| misses > *allowed) {
            crate::output::tell!("taipan: {misses} misses, more than {allowed}");
            hold = false;
        }
        hold
    }
}
