//! The instruction-count guard: runs each program of `benches/programs/core` under callgrind and compares the
//! instructions executed with the record in `benches/instructions.json`. A rise above 3 % fails.
//!
//!     cargo run -p taipan-testkit --bin guard -- target/release/taipan [--bless] [NAME…]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use taipan_testkit::fixture;

/// What may be lost before the record has to be remade.
const ALLOWED_RISE: f64 = 0.03;
/// The row of a run that does nothing.
const STARTUP: &str = "startup";

type Record = BTreeMap<String, u64>;

fn main() -> ExitCode {
    match run() {
        Ok(good) => ExitCode::from(u8::from(!good)),
        Err(message) => {
            eprintln!("guard: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let bless = words.iter().any(|word| word == "--bless");
    words.retain(|word| word != "--bless");
    let mut words = words.into_iter();
    let binary = words.next().ok_or("usage: guard TAIPAN [--bless] [NAME…]")?;
    let wanted: Vec<String> = words.collect();
    let root = fixture::root();
    let path = root.join("benches/instructions.json");
    let record = read(&path)?;
    let mut counted = Record::new();
    for (name, program) in programs(&root)? {
        if wanted.is_empty() || wanted.contains(&name) {
            counted.insert(name, instructions(&binary, program.as_deref())?);
        }
    }
    if counted.is_empty() {
        return Err("no program has such a name".to_owned());
    }
    let good = compare(&record, &counted);
    if !bless {
        return Ok(good);
    }
    let mut record = record;
    record.extend(counted);
    let text = serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?;
    fs::write(&path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))?;
    println!("guard: {} remade", path.display());
    Ok(true)
}

fn read(path: &Path) -> Result<Record, String> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Record::new()),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// Names with their files; `None` is `-c pass`.
fn programs(root: &Path) -> Result<BTreeMap<String, Option<PathBuf>>, String> {
    let folder = root.join("benches/programs/core");
    let say = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut programs = BTreeMap::from([(STARTUP.to_owned(), None)]);
    for entry in fs::read_dir(&folder).map_err(say)? {
        let path = entry.map_err(say)?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            programs.insert(name, Some(path));
        }
    }
    Ok(programs)
}

/// Instructions that a run executes, as callgrind counts them.
fn instructions(binary: &str, program: Option<&Path>) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", binary]);
    match program {
        Some(path) => command.arg(path),
        None => command.args(["-c", "pass"]),
    };
    let what = program.map_or_else(|| "-c pass".to_owned(), |path| path.display().to_string());
    let output = command
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("PYTHONHASHSEED", "0")
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{what} failed:\n{told}"));
    }
    let total = told.lines().find_map(|line| line.split_once("Collected :")).map(|(_, total)| total.trim());
    total
        .and_then(|total| total.parse().ok())
        .ok_or_else(|| format!("{what}: callgrind told no total:\n{told}"))
}

/// Prints the rows; false when one rose too much or has no record.
fn compare(record: &Record, counted: &Record) -> bool {
    let mut good = true;
    for (name, &now) in counted {
        let Some(&before) = record.get(name) else {
            println!("{name:<20} {now:>14}  no record");
            good = false;
            continue;
        };
        let rise = now as f64 / before as f64 - 1.0;
        let verdict = match rise {
            _ if rise > ALLOWED_RISE => "TOO MANY",
            _ if rise < -ALLOWED_RISE => "fewer: remake the record",
            _ => "ok",
        };
        good &= rise <= ALLOWED_RISE;
        println!("{name:<20} {now:>14}  {:+.2}%  {verdict}", rise * 100.0);
    }
    good
}
