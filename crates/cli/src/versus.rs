//! `taipan inspect --vs PYTHON`: the same program under a CPython 3.14, and where the two specialize differently.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

use taipan_runtime::stats::{self, Inspection};

use crate::arguments::{Run, Source};
use crate::output;

/// What CPython runs.
const SCRIPT: &str = include_str!("versus.py");

/// A code object as the other interpreter tells it: qualified name, first line, offsets with opcodes.
type Told = (String, i32, Vec<(u32, String)>);

/// Runs the program under `python` and compares, as text. What keeps it from that is the error.
pub(crate) fn compare(
    inspection: &Inspection<'_>,
    python: &OsStr,
    run: &Run,
    base: &str,
) -> Result<String, String> {
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

fn ask(python: &OsStr, run: &Run, answer: &std::path::Path) -> Result<Vec<Told>, String> {
    let name = python.to_string_lossy();
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]).arg(answer);
    match &run.source {
        Source::File(path) => command.arg("file").arg(path),
        Source::Code(code) => command.arg("code").arg(code),
        Source::Module(_) => return Err("--vs needs a file or -c CODE".to_owned()),
        Source::Stdin => {
            return Err("--vs needs a file or -c CODE: standard input can be read once only".to_owned());
        }
    };
    command.args(run.argv.iter().skip(1)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let done = command.output().map_err(|error| format!("can't run {name}: {}", output::plain(&error)))?;
    let text = std::fs::read_to_string(answer).map_err(|_| {
        let complaint = String::from_utf8_lossy(&done.stderr);
        match complaint.trim().lines().last() {
            Some("version") => format!("{name} is no Python 3.14"),
            Some(last) => format!("{name} could not tell: {last}"),
            None => format!("{name} could not tell"),
        }
    })?;
    stats::told_opcodes(&text).map_err(|error| format!("{name} told no opcodes: {error}"))
}
