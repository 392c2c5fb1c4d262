//! `taipan compare`: result files against a base.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt as _};
use taipan_bench::compare::FileComparison;
use taipan_bench::pyperf::{self, ResultFile};
use taipan_bench::report::status;
use taipan_bench::table::Notation;

use crate::output;

/// The text of `taipan compare --help`.
const HELP: &str = "\
usage: taipan compare [OPTIONS] BASE HEAD...

Compares result files, written by taipan bench or by pyperf, with a base: ratios
of times with 95 % intervals, and a verdict for each benchmark.

      --table text|md|csv       how to write the table (text)
      --fail-on-regression PCT  answer 3 when a benchmark is slower by more than
                                PCT per cent, beyond doubt, or no longer runs
  -h, --help                    print this text

Exit statuses: 0 ok, 2 usage or a file that can't be read, 3 a regression.
";

struct Options {
    files: Vec<PathBuf>,
    notation: Notation,
    bound: Option<f64>,
    help: bool,
}

/// Runs the command.
pub(crate) fn compare(arguments: &[OsString]) -> ExitCode {
    ExitCode::from(match read(arguments) {
        Ok(options) if options.help => u8::from(!output::print(HELP)),
        Ok(options) => run(&options),
        Err(error) => {
            crate::output::tell!("taipan compare: {error}");
            crate::output::tell!("Try 'taipan compare --help'.");
            status::USAGE
        }
    })
}

fn read(arguments: &[OsString]) -> Result<Options, lexopt::Error> {
    let mut options = Options { files: Vec::new(), notation: Notation::Text, bound: None, help: false };
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(word) => options.files.push(word.into()),
            Short('h') | Long("help") => options.help = true,
            Long("table") => {
                options.notation = match parser.value()?.to_str() {
                    Some("text") => Notation::Text,
                    Some("md") => Notation::Markdown,
                    Some("csv") => Notation::Csv,
                    _ => return Err("--table is text, md or csv".into()),
                }
            }
            Long("fail-on-regression") => {
                let percent: f64 =
                    parser.value()?.string()?.trim_end_matches('%').parse().unwrap_or(f64::NAN);
                if !(0.0..=1e6).contains(&percent) {
                    return Err("--fail-on-regression takes a percentage".into());
                }
                options.bound = Some(percent);
            }
            _ => return Err(argument.unexpected()),
        }
    }
    if options.files.len() < 2 && !options.help {
        return Err("a base and another result file are needed".into());
    }
    Ok(options)
}

fn run(options: &Options) -> u8 {
    let Some((base_path, heads)) = options.files.split_first() else { return status::USAGE };
    let Some(base) = load(base_path) else { return status::USAGE };
    let mut answer = status::OK;
    let mut first = true;
    for path in heads {
        let Some(head) = load(path) else {
            answer = answer.max(status::USAGE);
            continue;
        };
        let comparison = FileComparison::new(&base, &head);
        let (base_name, head_name) = names(base_path, path);
        let gap = if first || options.notation == Notation::Csv { "" } else { "\n" };
        first = false;
        if !output::print(&format!("{gap}{}", comparison.render([&base_name, &head_name], options.notation)))
        {
            answer = answer.max(status::RAISED);
        }
        let regressions = options.bound.map(|percent| comparison.regressions(percent)).unwrap_or_default();
        for line in &regressions {
            crate::output::tell!("taipan compare: regression: {line}");
        }
        if !regressions.is_empty() {
            answer = status::REGRESSION;
        }
    }
    answer
}

/// Reads a file; what is wrong with it is told.
fn load(path: &Path) -> Option<ResultFile> {
    let read =
        std::fs::read(path).map_err(|error| output::plain(&error)).and_then(|bytes| pyperf::read(&bytes));
    match read {
        Ok(file) => {
            if file.partial {
                crate::output::tell!("note: {} is of a run that was interrupted", path.display());
            }
            Some(file)
        }
        Err(line) => {
            crate::output::tell!("taipan compare: {}: {line}", path.display());
            None
        }
    }
}

/// What the columns are called: the files' names, as much of them as tells them apart.
fn names(base: &Path, head: &Path) -> (String, String) {
    let stem = |path: &Path| path.file_stem().unwrap_or(OsStr::new("?")).to_string_lossy().into_owned();
    if stem(base) == stem(head) {
        (base.display().to_string(), head.display().to_string())
    } else {
        (stem(base), stem(head))
    }
}
