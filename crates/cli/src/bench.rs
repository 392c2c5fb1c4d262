//! `taipan bench`: this binary and other interpreters on the same programs.

use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::{Long, Short, Value, ValueExt as _};
use taipan_bench::environment::Environment;
use taipan_bench::interpreter::{self, Interpreter};
use taipan_bench::plan::{Clock, Plan};
use taipan_bench::progress::Progress;
use taipan_bench::report::{Report, status};
use taipan_bench::results::Results;
use taipan_bench::suite::Suite;
use taipan_bench::{benchmark, interrupt, limits, programs, pyperf};

use crate::output;

/// The text of `taipan bench --help`.
const HELP: &str = "\
usage: taipan bench [OPTIONS] [NAME | FILE]...

Times programs under Taipan and under other interpreters: fresh processes,
interpreters taking turns, outputs compared. A FILE that defines run(size) and
SIZE at its top level is called in a loop, as the built-in benchmarks are; any
other is timed as whole processes. Without names all built-in benchmarks run.

      --against COMMAND  an interpreter to compare with; may be repeated (the
                         first of python3.14, python3 and python on PATH)
      --alone            compare with none
      --list             print the built-in benchmarks
      --rigorous         40 processes instead of 20
      --fast             10 processes of 2 values each
  -p, --processes N      processes of each interpreter (20)
  -n, --values N         values of each process (3)
  -w, --warmups N        values before them that don't count (1)
  -l, --loops N          loops of a value (as many as last --min-time)
      --min-time S       how long a value lasts at least, in seconds (0.1)
      --clock wall|cpu   elapsed time, or the process's own: disturbed less by
                         other load, blind to waiting (wall, unless other load
                         disturbed it)
      --affinity CPUS    run on these processors only: 1 or 0,2-3
      --timeout S        how long one process may take, in seconds (60)
      --explain          profile each benchmark too, and tell what specialized
                         worst
  -o, --output FILE      write FILE.json (Taipan's results in pyperf's format,
                         and FILE.LABEL.json for each other interpreter),
                         FILE.md or FILE.csv; may be repeated
  -h, --help             print this text

Exit statuses: 0 ok, 1 a benchmark failed, 2 usage, 4 most rows are unstable,
5 outputs differ, 130 interrupted.
";

/// What the command line asks for.
struct Options {
    wanted: Vec<OsString>,
    against: Vec<OsString>,
    alone: bool,
    list: bool,
    help: bool,
    plan: Plan,
    affinity: Option<String>,
    explain: bool,
    outputs: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn bench(arguments: &[OsString]) -> ExitCode {
    ExitCode::from(match parse(arguments) {
        Ok(options) if options.help => u8::from(!output::print(HELP)),
        Ok(options) if options.list => list(),
        Ok(options) => run(&options, arguments),
        Err(line) => {
            crate::output::tell!("taipan bench: {line}");
            crate::output::tell!("Try 'taipan bench --help'.");
            status::USAGE
        }
    })
}

fn parse(arguments: &[OsString]) -> Result<Options, String> {
    read(arguments).map_err(|error| error.to_string())
}

fn read(arguments: &[OsString]) -> Result<Options, lexopt::Error> {
    let mut options = Options {
        wanted: Vec::new(),
        against: Vec::new(),
        alone: false,
        list: false,
        help: false,
        plan: Plan::default(),
        affinity: None,
        explain: false,
        outputs: Vec::new(),
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    let (mut processes, mut values, mut warmups) = (None, None, None);
    let mut rest = Plan::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(word) => options.wanted.push(word),
            Long("against") => options.against.push(parser.value()?),
            Long("alone") => options.alone = true,
            Long("list") => options.list = true,
            Short('h') | Long("help") => options.help = true,
            Long("rigorous") => options.plan = Plan::rigorous(),
            Long("fast") => options.plan = Plan::fast(),
            Short('p') | Long("processes") => processes = Some(count(&mut parser, 1)?),
            Short('n') | Long("values") => values = Some(count(&mut parser, 1)?),
            Short('w') | Long("warmups") => warmups = Some(count(&mut parser, 0)?),
            Short('l') | Long("loops") => rest.loops = Some(count(&mut parser, 1)? as u64),
            Long("min-time") => rest.min_time = duration(&mut parser)?,
            Long("timeout") => rest.timeout = Duration::from_secs_f64(duration(&mut parser)?),
            Long("clock") => {
                rest.clock = match parser.value()?.to_str() {
                    Some("wall") => Some(Clock::Wall),
                    Some("cpu") => Some(Clock::Cpu),
                    _ => return Err("--clock is wall or cpu".into()),
                }
            }
            Long("affinity") => options.affinity = Some(parser.value()?.string()?),
            Long("explain") => options.explain = true,
            Short('o') | Long("output") => options.outputs.push(parser.value()?.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    options.plan = Plan {
        processes: processes.unwrap_or(options.plan.processes),
        values: values.unwrap_or(options.plan.values),
        warmups: warmups.unwrap_or(options.plan.warmups),
        ..rest
    };
    if options.alone && !options.against.is_empty() {
        return Err("--alone and --against exclude each other".into());
    }
    Ok(options)
}

fn count(parser: &mut lexopt::Parser, least: usize) -> Result<usize, lexopt::Error> {
    let number: usize = parser.value()?.parse()?;
    if number < least || number > 1_000_000_000 {
        return Err(format!("{number} is not between {least} and 1000000000").into());
    }
    Ok(number)
}

fn duration(parser: &mut lexopt::Parser) -> Result<f64, lexopt::Error> {
    let seconds: f64 = parser.value()?.parse()?;
    if !(seconds > 0.0 && seconds <= 1e6) {
        return Err(format!("{seconds} is no number of seconds between 0 and a million").into());
    }
    Ok(seconds)
}

fn list() -> u8 {
    let text: String = programs::PROGRAMS
        .iter()
        .map(|program| {
            let about = taipan_runtime::stats::wrapped(&program.about(), 63, &" ".repeat(17));
            format!("{:<16} {about}\n", program.name)
        })
        .collect();
    u8::from(!output::print(&text))
}

fn run(options: &Options, arguments: &[OsString]) -> u8 {
    interrupt::catch();
    limits::bound_files();
    if let Err(line) = prepare(options) {
        crate::output::tell!("taipan bench: {line}");
        return status::USAGE;
    }
    let (benchmarks, mut refused) = benchmark::choose(&options.wanted);
    let tell =
        |refused: &[String]| refused.iter().for_each(|line| crate::output::tell!("taipan bench: {line}"));
    if benchmarks.is_empty() {
        tell(&refused);
        return status::USAGE;
    }
    let interpreters = match interpreters(options, &mut refused) {
        Ok(interpreters) => interpreters,
        Err(line) => {
            crate::output::tell!("taipan bench: {line}");
            return status::RAISED;
        }
    };
    tell(&refused);
    let environment = Environment::now(options.affinity.clone());
    environment.warnings().iter().for_each(|line| crate::output::tell!("note: {line}"));
    let words: Vec<OsString> =
        ["taipan", "bench"].map(OsString::from).into_iter().chain(arguments.to_vec()).collect();
    let suite = Suite {
        interpreters,
        benchmarks,
        plan: options.plan.clone(),
        environment,
        command: interpreter::show(&words),
        refused,
        explain: options.explain,
    };
    let results = suite.run(&mut Progress::new());
    let report = Report::new(&results);
    let written = output::print(&report.text());
    let mut kept = true;
    for path in &options.outputs {
        kept &= keep(path, &results, &report);
    }
    if written && kept { report.status() } else { report.status().max(status::RAISED) }
}

/// Sets the processors, and finds out now whether the results can be written later.
fn prepare(options: &Options) -> Result<(), String> {
    if let Some(text) = &options.affinity {
        let cpus =
            limits::parse_cpus(text).ok_or_else(|| format!("--affinity: {text} is no list of processors"))?;
        limits::pin(&cpus).map_err(|error| format!("--affinity {text}: {}", output::plain(&error)))?;
    }
    for path in &options.outputs {
        if !matches!(extension(path), Some("json" | "md" | "csv")) {
            return Err(format!("{}: results are written as .json, .md or .csv", path.display()));
        }
        let opened = OpenOptions::new().create(true).append(true).open(path);
        opened.map_err(|error| format!("can't write {}: {}", path.display(), output::plain(&error)))?;
    }
    Ok(())
}

/// This binary, then what it is compared with. References that don't answer are refused, the others go on.
fn interpreters(options: &Options, refused: &mut Vec<String>) -> Result<Vec<Interpreter>, String> {
    let ours = std::env::current_exe()
        .map_err(|error| format!("can't find this program: {}", output::plain(&error)))?;
    let mut interpreters = vec![Interpreter::ask(vec![ours.into_os_string()])?];
    let mut silent = Vec::new();
    let mut add = |command: Result<Vec<OsString>, String>| match command.and_then(Interpreter::ask) {
        Ok(interpreter) => interpreters.push(interpreter),
        Err(line) => silent.push(line),
    };
    for word in &options.against {
        add(interpreter::command(word));
    }
    if options.against.is_empty() && !options.alone {
        match interpreter::on_path() {
            Some(path) => add(Ok(vec![path.into_os_string()])),
            None => crate::output::tell!(
                "note: there is no Python on PATH to compare with: Taipan is measured alone"
            ),
        }
    } else if options.alone {
        crate::output::tell!("note: Taipan is measured alone");
    }
    if interpreters.len() == 1 && !silent.is_empty() {
        crate::output::tell!("note: nothing is left to compare with: Taipan is measured alone");
    }
    refused.append(&mut silent);
    interpreter::number_labels(&mut interpreters);
    for reference in &interpreters[1..] {
        let python = &reference.about.python;
        if python != "3.14" {
            crate::output::tell!("note: {} is Python {python}, and Taipan 3.14", reference.label);
        }
    }
    Ok(interpreters)
}

/// Writes one result file, or one per interpreter; false when that failed, which is told.
fn keep(path: &Path, results: &Results, report: &Report<'_>) -> bool {
    let write = |path: &Path, text: &str| {
        let written = output::write(path.as_os_str(), text);
        if written {
            crate::output::tell!("wrote {}", path.display());
        }
        written
    };
    match extension(path) {
        Some("md") => write(path, &report.markdown()),
        Some("csv") => write(path, &report.csv()),
        _ => (0..results.interpreters.len()).all(|which| {
            let label = &results.interpreters[which].label;
            let file =
                if which == 0 { path.to_owned() } else { path.with_extension(format!("{label}.json")) };
            write(&file, &pyperf::write(results, which))
        }),
    }
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(OsStr::to_str)
}
