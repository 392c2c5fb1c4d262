//! Compiles files and prints their code objects, one a line, in the form of `codedump.py`, so that
//! `codediff.py` can compare them with the reference's:
//!
//!     cargo run --release -p taipan-compiler --example codedump -- FILE... > dump
//!
//! `@LIST` stands for the files named in LIST. `--optimize=N`, `--mode=exec|eval|single` and
//! `--flags=N` are the arguments of `compile()`; `--time` prints how long compiling took, and the
//! most memory, instead of the code, `--warnings` what was warned of.

use std::time::{Duration, Instant};

use taipan_bytecode::Text;
use taipan_compiler::{Mode, Options, compile};

struct Arguments {
    paths: Vec<String>,
    timing: bool,
    warnings: bool,
    options: Options,
}

fn arguments() -> Arguments {
    let options =
        Options { mode: Mode::Exec, optimize: 0, flags: 0, filename: Text::from(""), ignore_cookie: false };
    let mut arguments = Arguments { paths: Vec::new(), timing: false, warnings: false, options };
    for argument in std::env::args().skip(1) {
        let (name, value) = argument.split_once('=').unwrap_or((&argument, ""));
        match name {
            "--time" => arguments.timing = true,
            "--warnings" => arguments.warnings = true,
            "--optimize" => arguments.options.optimize = value.parse().expect("a level"),
            "--flags" => arguments.options.flags = value.parse().expect("a number"),
            "--mode" => {
                arguments.options.mode = match value {
                    "eval" => Mode::Eval,
                    "single" => Mode::Single,
                    _ => Mode::Exec,
                }
            }
            _ => match argument.strip_prefix('@') {
                Some(list) => {
                    let listing = std::fs::read_to_string(list).expect("the list of files is readable");
                    let named = listing.lines().filter(|line| !line.is_empty());
                    arguments.paths.extend(named.map(str::to_owned));
                }
                None => arguments.paths.push(argument),
            },
        }
    }
    arguments
}

/// The most memory the process ever had, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn main() {
    let Arguments { paths, timing, warnings, mut options } = arguments();
    let mut spent = Duration::ZERO;
    for path in paths {
        let source = match std::fs::read(&path) {
            Ok(source) => source,
            Err(error) => {
                println!("{path}\t<error>\t0\tOSError: {error}");
                continue;
            }
        };
        options.filename = Text::from(path.as_str());
        let start = Instant::now();
        let result = compile(&source, &options);
        spent += start.elapsed();
        if timing {
            continue;
        }
        match result {
            Ok(compiled) if warnings => {
                for warning in compiled.warnings {
                    println!("{path}\t{}\t{:?}: {}", warning.line, warning.kind, warning.message);
                }
            }
            Ok(compiled) => {
                let mut lines = String::new();
                taipan_bytecode::dump(&path, &compiled.code, &mut lines);
                print!("{lines}");
            }
            Err(error) => println!(
                "{path}\t<error>\t0\t{:?}: {} @{}:{}-{}:{}",
                error.kind,
                error.message,
                error.line,
                error.column.cast_signed(),
                error.end_line,
                error.end_column.cast_signed()
            ),
        }
    }
    if timing {
        println!("taipan: {:.3} s, peak {}", spent.as_secs_f64(), peak_memory());
    }
}
