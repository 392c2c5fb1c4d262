//! Shows that plain runs pay nothing for counting: the core programs execute the same instructions, function by function,
//! as in a build that has no counting handlers.
//!
//!     TAIPAN_UNCOUNTED=1 cargo build --release -p taipan --target-dir target/uncounted
//!     cargo run -p taipan-testkit --bin uncounted -- target/uncounted/release/taipan target/release/taipan [NAME…]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use taipan_testkit::{callgrind, fixture};

/// What totals may differ by.
const ALLOWED: f64 = 0.001;
/// Where handlers are.
const HANDLERS: &str = "taipan_vm::ops::";
/// The loader's work, once per process: the tables of counting handlers have addresses to fill in. Not counted.
const LOADER: &str = "_dl_relocate_object";

/// Instructions that each function executed itself, by its name.
type Costs = BTreeMap<String, u64>;

fn main() -> ExitCode {
    match run() {
        Ok(good) => ExitCode::from(u8::from(!good)),
        Err(message) => {
            eprintln!("uncounted: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let mut words = env::args().skip(1);
    let usage = "usage: uncounted TAIPAN_WITHOUT_COUNTING TAIPAN [NAME…]";
    let (without, with) = (words.next().ok_or(usage)?, words.next().ok_or(usage)?);
    let wanted: Vec<String> = words.collect();
    let copies = Copies::new([&without, &with])?;
    let mut good = true;
    for (name, program) in programs()? {
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let [base, head] = &copies.binaries;
        let (base, head) = (costs(base, &program)?, costs(head, &program)?);
        good &= compare(&name, &base, &head);
    }
    Ok(good)
}

/// Both binaries under paths of one length: the process's list of mappings names them, and the C library reads it.
struct Copies {
    folder: PathBuf,
    binaries: [PathBuf; 2],
}

impl Copies {
    fn new(binaries: [&str; 2]) -> Result<Copies, String> {
        let folder = env::temp_dir().join(format!("taipan-uncounted-{}", std::process::id()));
        let copies = Copies { binaries: ["0", "1"].map(|name| folder.join(name)), folder };
        fs::create_dir_all(&copies.folder)
            .map_err(|error| format!("{}: {error}", copies.folder.display()))?;
        for (from, to) in binaries.iter().zip(&copies.binaries) {
            fs::copy(from, to).map_err(|error| format!("{from}: {error}"))?;
        }
        Ok(copies)
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        // A temporary folder that stays hurts nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn programs() -> Result<BTreeMap<String, PathBuf>, String> {
    let folder = fixture::root().join("benches/programs/core");
    let say = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut programs = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(say)? {
        let path = entry.map_err(say)?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            programs.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path);
        }
    }
    Ok(programs)
}

fn costs(binary: &Path, program: &Path) -> Result<Costs, String> {
    let text = callgrind::profile(binary, &[program.as_os_str()], &[])?;
    let mut costs = read(&text);
    costs.remove(LOADER);
    Ok(costs)
}

/// Sums the lines of costs of each function; those of calls are the callee's.
fn read(text: &str) -> Costs {
    let mut costs = Costs::new();
    let mut function = String::new();
    let mut is_call = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("fn=") {
            function = plain(name);
        } else if line.starts_with("calls=") {
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit()) && !std::mem::take(&mut is_call) {
            let cost = line.split(' ').nth(1).and_then(|cost| cost.parse::<u64>().ok()).unwrap_or(0);
            *costs.entry(function.clone()).or_default() += cost;
        }
    }
    costs
}

/// A function's name without what differs from build to build: the hash, the number of a recursion.
fn plain(name: &str) -> String {
    let name = name.split('\'').next().unwrap_or(name);
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            path.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// Prints what differs; false when a handler does, or the totals by too much.
fn compare(name: &str, base: &Costs, head: &Costs) -> bool {
    let total = |costs: &Costs| costs.values().sum::<u64>();
    let (before, after) = (total(base), total(head));
    let change = after as f64 / before as f64 - 1.0;
    println!("{name:<20} {before:>14} {after:>14} {:>+9.4} %", change * 100.0);
    let mut good = after.abs_diff(before) as f64 <= ALLOWED * before as f64;
    let handlers = |costs: &Costs| -> Costs {
        costs
            .iter()
            .filter(|(name, _)| name.contains(HANDLERS))
            .map(|(name, cost)| (name.clone(), *cost))
            .collect()
    };
    let (base, head) = (handlers(base), handlers(head));
    for function in base.keys().chain(head.keys().filter(|name| !base.contains_key(*name))) {
        let of = |costs: &Costs| costs.get(function).copied().unwrap_or(0);
        if of(&base) != of(&head) {
            println!("    {function}: {} without counting, {} with", of(&base), of(&head));
            good = false;
        }
    }
    good
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn costs_of_calls_are_left_out() {
        let text =
            "fl=a\nfn=f::h0123456789abcdef\n1 10\ncfn=g\ncalls=3 1\n2 99\n3 5\nfn=g\n7 33\ntotals: 48\n";
        let costs = read(text);
        assert_eq!((costs["f"], costs["g"], costs.len()), (15, 33, 2));
    }
}
