//! `taipan inspect --vs PYTHON`: the same program under a CPython 3.14, and where the two specialize differently.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

use taipan_bench::interrupt;
use taipan_bench::process::{self, End};
use taipan_runtime::stats::{self, Inspection};

use crate::arguments::{Run, Source};
use crate::output;

/// What CPython runs.
const SCRIPT: &str = include_str!("versus.py");
/// How long it may take: as long as it likes.
const PATIENCE: Duration = Duration::from_secs(365 * 24 * 3600);

/// A code object as the other interpreter tells it: qualified name, first line, offsets with opcodes.
type Told = (String, i32, Vec<(u32, String)>);

/// Why there is no comparison, with the exit status.
pub(crate) type Problem = (u8, String);

/// Refuses programs that the other interpreter can't be given.
pub(crate) fn check(run: &Run) -> Result<(), String> {
    match run.source {
        Source::File(_) | Source::Code(_) => Ok(()),
        Source::Module(_) => Err("inspect: --vs needs a file or -c CODE".to_owned()),
        Source::Stdin => {
            Err("inspect: --vs needs a file or -c CODE: standard input can be read once only".to_owned())
        }
    }
}

/// Runs the program under `python` and compares, as text.
pub(crate) fn compare(
    inspection: &Inspection<'_>,
    python: &OsStr,
    run: &Run,
    base: &str,
) -> Result<String, Problem> {
    let answer = std::env::temp_dir().join(format!("taipan-versus-{}.json", std::process::id()));
    let told = ask(python, run, &answer);
    // That it is not there is fine.
    let _ = std::fs::remove_file(&answer);
    let mut opcodes: HashMap<(String, i32, u32), String> = HashMap::new();
    for (function, line, instructions) in told? {
        opcodes
            .extend(instructions.into_iter().map(|(offset, name)| ((function.clone(), line, offset), name)));
    }
    let theirs =
        |function: &str, line: i32, offset: u32| opcodes.get(&(function.to_owned(), line, offset)).cloned();
    Ok(stats::comparison(inspection, theirs, base))
}

fn ask(python: &OsStr, run: &Run, answer: &std::path::Path) -> Result<Vec<Told>, Problem> {
    let usage = |text: String| (2, text);
    let name = python.to_string_lossy();
    let (kind, target) = match &run.source {
        Source::File(path) => ("file", path.clone()),
        Source::Code(code) => ("code", OsString::from(code)),
        Source::Module(_) | Source::Stdin => unreachable!("refused before the program ran"),
    };
    let words = [OsStr::new("-c"), OsStr::new(SCRIPT), answer.as_os_str(), OsStr::new(kind), &target];
    let arguments: Vec<&OsStr> =
        words.into_iter().chain(run.argv.iter().skip(1).map(OsString::as_os_str)).collect();
    interrupt::catch();
    let done = process::run(&[python], &arguments, PATIENCE)
        .map_err(|error| usage(format!("can't run {name}: {}", output::plain(&error))))?;
    if done.end == End::Interrupted {
        return Err((130, format!("interrupted while {name} ran the program")));
    }
    let text = std::fs::read_to_string(answer).map_err(|_| {
        let complaint = String::from_utf8_lossy(&done.err);
        usage(match complaint.trim().lines().last() {
            Some("version") => format!("{name} is no Python 3.14"),
            Some(last) => format!("{name} could not tell: {last}"),
            None => format!("{name} could not tell"),
        })
    })?;
    stats::told_opcodes(&text).map_err(|error| usage(format!("{name} told no opcodes: {error}")))
}
