//! Takes one process's values: starts an interpreter on a benchmark, and reads what it tells.

use std::ffi::{OsStr, OsString};
use std::time::Duration;

use crate::benchmark::{Benchmark, Kind};
use crate::environment;
use crate::interpreter::Interpreter;
use crate::process::{self, End, Finished, MOST_OUTPUT};
use crate::results::{Measured, Process};
use crate::text::{self, plain};

/// What runs a function benchmark inside the interpreter.
const DRIVER: &str = include_str!("driver.py");
/// Longer programs don't fit in an argument.
const LONGEST_ARGUMENT: usize = 120_000;

/// How much one process is to do.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// `None` to find out how many last [`Task::min_time`].
    pub loops: Option<u64>,
    pub warmups: usize,
    pub values: usize,
    pub min_time: f64,
    pub limit: Duration,
}

/// What a process told.
#[derive(Clone, Debug)]
pub struct Sample {
    pub process: Process,
    pub output: Output,
    pub left_behind: usize,
}

/// What must be the same under every interpreter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
    /// What it printed on its first run.
    pub printed: Vec<u8>,
    /// What `run(SIZE)` returned; empty for scripts.
    pub result: String,
    /// Whether a script writes something else each time.
    pub varies: bool,
}

/// Why there is no sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The user asked for an end.
    Interrupted,
    /// A line for the user.
    Failed(String),
}

/// Runs a benchmark under an interpreter.
///
/// # Errors
/// What went wrong instead.
pub fn take(interpreter: &Interpreter, benchmark: &Benchmark, task: &Task) -> Result<Sample, Failure> {
    match benchmark.kind {
        Kind::Function => function(interpreter, benchmark, task),
        Kind::Script => script(interpreter, &[benchmark.path.as_os_str()], task),
        Kind::Empty => script(interpreter, &[OsStr::new("-c"), OsStr::new("pass")], task),
    }
}

/// The arguments that have an interpreter run a function benchmark, and what its lines will begin with.
pub(crate) fn function_arguments(
    benchmark: &Benchmark,
    task: &Task,
) -> Result<(Vec<OsString>, String, Option<Program>), Failure> {
    let driver = driver(benchmark);
    // Unlike anything that a benchmark prints.
    let mark = format!("@taipan-bench-{}-{}", std::process::id(), benchmark.source.len());
    let loops = task.loops.unwrap_or(0);
    let figures = [
        loops.to_string(),
        task.warmups.to_string(),
        task.values.to_string(),
        format!("{:?}", task.min_time),
    ];
    let mut arguments: Vec<OsString> = Vec::new();
    let mut program = None;
    if driver.len() <= LONGEST_ARGUMENT {
        arguments.extend(["-c".into(), driver.into()]);
    } else {
        let file = Program::write(&driver).map_err(Failure::Failed)?;
        arguments.push(file.0.clone().into());
        program = Some(file);
    }
    arguments.push(mark.clone().into());
    arguments.extend(figures.map(OsString::from));
    Ok((arguments, mark, program))
}

fn function(interpreter: &Interpreter, benchmark: &Benchmark, task: &Task) -> Result<Sample, Failure> {
    let (date, load) = (environment::moment(), environment::load());
    let (arguments, mark, _program) = function_arguments(benchmark, task)?;
    let arguments: Vec<&OsStr> = arguments.iter().map(|argument| &argument[..]).collect();
    let finished = start(interpreter, &arguments, task.limit)?;
    let told = Told::read(&finished.out, &mark);
    succeeded(&finished, task.limit)?;
    let (output, warmups, values) = told.into_output(task)?;
    let process = Process {
        date,
        load,
        duration: finished.wall,
        idle: idle(&finished),
        peak: finished.peak,
        warmups,
        values,
    };
    Ok(Sample { process, output, left_behind: finished.left_behind })
}

/// Each loop is a process.
fn script(interpreter: &Interpreter, arguments: &[&OsStr], task: &Task) -> Result<Sample, Failure> {
    let mut process = Process {
        date: environment::moment(),
        load: environment::load(),
        duration: 0.0,
        idle: 0.0,
        peak: 0,
        warmups: Vec::new(),
        values: Vec::new(),
    };
    let mut output: Option<Output> = None;
    let mut left_behind = 0;
    let mut value = |loops: u64, process: &mut Process| -> Result<Measured, Failure> {
        let mut measured = Measured { loops, wall: 0.0, cpu: 0.0 };
        for _ in 0..loops {
            let finished = start(interpreter, arguments, task.limit)?;
            succeeded(&finished, task.limit)?;
            measured.wall += finished.wall;
            measured.cpu += finished.cpu;
            process.peak = process.peak.max(finished.peak);
            process.duration += finished.wall;
            process.idle += idle(&finished);
            left_behind = left_behind.max(finished.left_behind);
            match &mut output {
                None => output = Some(Output { printed: finished.out, result: String::new(), varies: false }),
                Some(output) => output.varies |= output.printed != finished.out,
            }
        }
        Ok(measured)
    };
    match task.loops {
        Some(loops) => {
            for _ in 0..task.warmups {
                let measured = value(loops, &mut process)?;
                process.warmups.push(measured);
            }
            for _ in 0..task.values {
                let measured = value(loops, &mut process)?;
                process.values.push(measured);
            }
        }
        None => {
            // The first fills the system's caches.
            value(1, &mut process)?;
            let once = value(1, &mut process)?;
            let loops = (task.min_time / once.wall).ceil().clamp(1.0, 1000.0);
            process.values.push(Measured {
                loops: loops as u64,
                wall: once.wall * loops,
                cpu: once.cpu * loops,
            });
        }
    }
    let Some(output) = output else { return Err(Failure::Failed("nothing was to be measured".to_owned())) };
    Ok(Sample { process, output, left_behind })
}

fn start(interpreter: &Interpreter, arguments: &[&OsStr], limit: Duration) -> Result<Finished, Failure> {
    process::run(&interpreter.command, arguments, limit)
        .map_err(|error| Failure::Failed(format!("can't be started: {}", plain(&error))))
}

/// How long a process neither ran nor waited for a processor.
fn idle(finished: &Finished) -> f64 {
    finished.queued.map_or(0.0, |queued| (finished.wall - finished.cpu - queued).max(0.0))
}

fn succeeded(finished: &Finished, limit: Duration) -> Result<(), Failure> {
    let told = text::last_line(&finished.err);
    let line = match finished.end {
        End::Status(0) => return Ok(()),
        End::Interrupted => return Err(Failure::Interrupted),
        End::Status(status) if told.is_empty() => format!("ended with status {status}"),
        End::Status(_) if told.starts_with("EOFError") => {
            format!("{told} (standard input is empty under bench)")
        }
        End::Status(_) => told,
        End::Signal(signal) if told.is_empty() => format!("died of signal {signal}"),
        End::Signal(signal) => format!("died of signal {signal}: {told}"),
        End::TimedOut => format!("took longer than {} s (--timeout)", limit.as_secs_f64()),
        End::TooMuchOutput => format!("wrote more than {} MiB", MOST_OUTPUT >> 20),
    };
    Err(Failure::Failed(line))
}

/// The driver with the benchmark's source in it.
fn driver(benchmark: &Benchmark) -> String {
    let folder =
        benchmark.folder.as_ref().map_or("None".to_owned(), |folder| literal(&folder.to_string_lossy()));
    // The source is put in last: nothing in it is taken for a place to fill.
    DRIVER
        .replace("@DIRECTORY@", &folder)
        .replace("@PATH@", &literal(&benchmark.path.to_string_lossy()))
        .replace("@SOURCE@", &literal(&benchmark.source))
}

/// A text as Python writes it.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            '\n' => literal.push_str("\\n"),
            ' '..='~' => literal.push(letter),
            _ => literal.push_str(&format!("\\U{:08x}", u32::from(letter))),
        }
    }
    literal.push('"');
    literal
}

/// A driver in a file, which goes with it.
pub(crate) struct Program(std::path::PathBuf);

impl Program {
    fn write(driver: &str) -> Result<Program, String> {
        let path = std::env::temp_dir().join(format!("taipan-bench-{}.py", std::process::id()));
        let failed = |error| format!("{}: {}", path.display(), plain(&error));
        std::fs::write(&path, driver).map_err(failed)?;
        Ok(Program(path))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // A file that is gone already is what was wanted.
        let _gone = std::fs::remove_file(&self.0);
    }
}

/// The driver's lines.
#[derive(Default)]
struct Told {
    printed: Vec<u8>,
    result: Option<String>,
    checksum: Option<String>,
    changed: Option<String>,
    measured: Vec<(String, Measured)>,
}

impl Told {
    fn read(out: &[u8], mark: &str) -> Told {
        let mut told = Told::default();
        let before = format!("\n{mark} ");
        let first = out.windows(before.len()).position(|window| window == before.as_bytes());
        let (printed, lines) = out.split_at(first.unwrap_or(out.len()));
        told.printed = printed.to_vec();
        for line in String::from_utf8_lossy(lines).lines() {
            let Some(line) = line.strip_prefix(mark) else { continue };
            let (key, value) = line.trim_start().split_once(' ').unwrap_or((line, ""));
            match key {
                "result" => told.result = Some(value.to_owned()),
                "checksum" => told.checksum = Some(value.to_owned()),
                "changed" => told.changed = Some(value.to_owned()),
                _ => told.measured.extend(measured(value).map(|measured| (key.to_owned(), measured))),
            }
        }
        told
    }

    fn into_output(self, task: &Task) -> Result<(Output, Vec<Measured>, Vec<Measured>), Failure> {
        let fail = |line: String| Err(Failure::Failed(line));
        let Some(result) = self.result else {
            return fail("ended before it returned a result".to_owned());
        };
        if let Some(expected) = self.checksum {
            return fail(format!(
                "run(SIZE) returned {}, and CHECKSUM is {}",
                text::shorten(&result),
                text::shorten(&expected)
            ));
        }
        if let Some(changed) = self.changed {
            return fail(format!(
                "its result changes from run to run: {}, then {}",
                text::shorten(&result),
                text::shorten(&changed)
            ));
        }
        let pick = |kind: &str| -> Vec<Measured> {
            self.measured.iter().filter(|(key, _)| key == kind).map(|(_, measured)| *measured).collect()
        };
        let (warmups, values) = match task.loops {
            Some(_) => (pick("warmup"), pick("value")),
            // The last and longest stands for all.
            None => (Vec::new(), pick("calibration").pop().into_iter().collect()),
        };
        if values.len() < if task.loops.is_some() { task.values } else { 1 } {
            return fail("ended before it was measured".to_owned());
        }
        Ok((Output { printed: self.printed, result, varies: false }, warmups, values))
    }
}

fn measured(text: &str) -> Option<Measured> {
    let mut fields = text.split(' ');
    let loops = fields.next()?.parse().ok().filter(|loops| *loops > 0)?;
    Some(Measured { loops, wall: fields.next()?.parse().ok()?, cpu: fields.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: Task =
        Task { loops: Some(5), warmups: 1, values: 2, min_time: 0.1, limit: Duration::from_secs(5) };

    #[test]
    fn texts_become_python_literals() {
        assert_eq!(literal("a\"b\\c\nd\té"), r#""a\"b\\c\nd\U00000009\U000000e9""#);
    }

    #[test]
    fn lines_are_told_from_what_the_benchmark_prints() {
        let out = b"hello\n@M result\nno newline\n@M result 42\n\nnoise\n@M warmup 5 0.5 0.4\n\n@M value 5 0.1 0.1\n\n@M value 5 0.2 0.1\n";
        let mark = "@M";
        let told = Told::read(&out[b"hello\n@M result\n".len()..], mark);
        assert_eq!(told.printed, b"no newline");
        let (output, warmups, values) = told.into_output(&TASK).unwrap();
        assert_eq!((&output.result[..], warmups.len(), values.len()), ("42", 1, 2));
        assert_eq!(values[1], Measured { loops: 5, wall: 0.2, cpu: 0.1 });
    }

    #[test]
    fn what_is_missing_or_wrong_is_a_failure() {
        let failure = |out: &str| match Told::read(out.as_bytes(), "@M").into_output(&TASK) {
            Err(Failure::Failed(line)) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(failure("text"), "ended before it returned a result");
        assert_eq!(failure("\n@M result 1\n"), "ended before it was measured");
        assert_eq!(failure("\n@M result 1\n\n@M checksum 2\n"), "run(SIZE) returned 1, and CHECKSUM is 2");
        assert_eq!(
            failure("\n@M result 1\n\n@M changed 2\n"),
            "its result changes from run to run: 1, then 2"
        );
    }
}
