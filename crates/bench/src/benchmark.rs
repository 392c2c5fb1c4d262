//! What can be measured. A *function* benchmark defines `run(size)` and `SIZE` at its top level (and may define
//! `CHECKSUM`, what `run(SIZE)` must return): it is called in a loop inside a process. Any other file is a *script*:
//! its value is the time of whole processes, start-up included.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::programs::{self, PROGRAMS};
use crate::text::plain;

/// How a benchmark is timed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `run(SIZE)` in a loop.
    Function,
    /// Whole processes.
    Script,
    /// The empty program: start-up.
    Empty,
}

/// Something to measure.
#[derive(Clone, Debug)]
pub struct Benchmark {
    pub name: String,
    pub kind: Kind,
    pub source: String,
    /// Where a script is; for a function benchmark what tracebacks and profiles call it.
    pub path: PathBuf,
    /// What a function benchmark's imports find first; `None` for the built-in ones.
    pub folder: Option<PathBuf>,
}

impl Benchmark {
    /// One of the built-in benchmarks.
    pub fn built_in(program: programs::Program) -> Benchmark {
        Benchmark {
            name: program.name.to_owned(),
            kind: Kind::Function,
            source: program.source.to_owned(),
            path: PathBuf::from(format!("benches/programs/{}.py", program.name)),
            folder: None,
        }
    }

    /// The empty program, whose time is that of starting up.
    pub fn startup() -> Benchmark {
        Benchmark {
            name: "startup".to_owned(),
            kind: Kind::Empty,
            source: String::new(),
            path: PathBuf::new(),
            folder: None,
        }
    }

    /// A file of the user's.
    ///
    /// # Errors
    /// A line that says why it can't be one.
    pub fn file(path: &Path) -> Result<Benchmark, String> {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|error| format!("{shown}: {}", plain(&error)))?;
        let source = String::from_utf8(bytes).map_err(|_| format!("{shown}: is not UTF-8 text"))?;
        let absolute = std::path::absolute(path).map_err(|error| format!("{shown}: {}", plain(&error)))?;
        let name =
            path.file_stem().map_or_else(|| shown.to_string(), |stem| stem.to_string_lossy().into_owned());
        let kind = kind_of(&source);
        let folder = absolute.parent().map(Path::to_owned);
        Ok(Benchmark { name, kind, source, path: absolute, folder })
    }
}

/// All built-in benchmarks when nothing is named; else the named ones and files. What is neither gives a line.
pub fn choose(wanted: &[OsString]) -> (Vec<Benchmark>, Vec<String>) {
    if wanted.is_empty() {
        return (PROGRAMS.iter().copied().map(Benchmark::built_in).collect(), Vec::new());
    }
    let mut chosen: Vec<Benchmark> = Vec::new();
    let mut wrong = Vec::new();
    for word in wanted {
        let path = Path::new(word);
        let found = match word.to_str().and_then(programs::find) {
            Some(program) => Ok(Benchmark::built_in(program)),
            None if path.extension().is_some() || path.exists() => Benchmark::file(path),
            None => Err(unknown(&path.display().to_string())),
        };
        match found {
            Ok(mut benchmark) => {
                if chosen.iter().any(|other| other.name == benchmark.name) {
                    benchmark.name = path.display().to_string();
                }
                if chosen.iter().any(|other| other.name == benchmark.name) {
                    wrong.push(format!("{}: named twice", benchmark.name));
                } else {
                    chosen.push(benchmark);
                }
            }
            Err(line) => wrong.push(line),
        }
    }
    (chosen, wrong)
}

/// A line about a name that is neither a benchmark's nor a file's.
fn unknown(name: &str) -> String {
    let known: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
    match taipan_stats::nearest(name, &known) {
        Some(near) => format!("{name}: no such benchmark or file: did you mean '{near}'?"),
        None => format!("{name}: no such benchmark or file (--list shows the benchmarks)"),
    }
}

fn kind_of(source: &str) -> Kind {
    let size = source
        .lines()
        .any(|line| line.strip_prefix("SIZE").is_some_and(|rest| rest.trim_start().starts_with(['=', ':'])));
    let run = source.lines().any(|line| line.starts_with("def run("));
    if size && run { Kind::Function } else { Kind::Script }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_and_a_run_make_a_function_benchmark() {
        assert_eq!(kind_of("SIZE = 3\ndef run(n):\n    return n\n"), Kind::Function);
        assert_eq!(kind_of("SIZE: int = 3\ndef run(n): return n\n"), Kind::Function);
        assert_eq!(kind_of("def run(n):\n    SIZE = 3\n"), Kind::Script);
        assert_eq!(kind_of("SIZES = 3\ndef run(n): return n"), Kind::Script);
        assert_eq!(kind_of("print(1)\n"), Kind::Script);
    }

    #[test]
    fn what_does_not_exist_gets_a_line_and_the_rest_is_chosen() {
        let wanted = ["nbody", "nobody", "/no/such.py", "nbody"].map(OsString::from);
        let (chosen, wrong) = choose(&wanted);
        assert_eq!(chosen.iter().map(|benchmark| &benchmark.name[..]).collect::<Vec<_>>(), ["nbody"]);
        assert_eq!(wrong.len(), 3);
        assert_eq!(wrong[0], "nobody: no such benchmark or file: did you mean 'nbody'?");
        assert!(wrong[1].starts_with("/no/such.py: "), "{}", wrong[1]);
        assert_eq!(wrong[2], "nbody: named twice");
    }
}
