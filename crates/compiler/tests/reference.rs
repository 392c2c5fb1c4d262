//! The whole library of a reference interpreter, compiled by both. Runs when `TAIPAN_REFERENCE` names
//! a CPython 3.14:
//!
//!     TAIPAN_REFERENCE=python3.14 cargo test --release -p taipan-compiler --test reference

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use taipan_bytecode::Text;
use taipan_compiler::{Mode, Options, compile};

/// Files given to the reference at once.
const BATCH: usize = 200;

fn ask(reference: &str, arguments: &[&str]) -> String {
    let output = Command::new(reference).args(arguments).output().expect("the reference runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn python_files(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            python_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") && path.exists() {
            found.push(path);
        }
    }
}

#[test]
fn the_library_compiles_to_equal_code() {
    let Ok(reference) = std::env::var("TAIPAN_REFERENCE") else {
        println!("skipped: TAIPAN_REFERENCE does not name a reference interpreter");
        return;
    };
    let library = ask(&reference, &["-c", "import os; print(os.path.dirname(os.__file__))"]);
    let mut files = Vec::new();
    python_files(Path::new(library.trim()), &mut files);
    assert!(!files.is_empty(), "the reference has a library");
    files.sort();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/codedump.py");
    let (mut total, mut different) = (0, Vec::new());
    for batch in files.chunks(BATCH) {
        let names: Vec<&str> = batch.iter().filter_map(|path| path.to_str()).collect();
        let recorded = ask(&reference, &[&["-W", "ignore", script], &names[..]].concat());
        let mut by_file: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in recorded.lines() {
            by_file.entry(line.split('\t').next().unwrap_or_default()).or_default().push(line);
        }
        for name in names {
            let Some(lines) = by_file.get(name).filter(|lines| !lines[0].contains("\t<error>\t")) else {
                continue;
            };
            total += lines.len();
            let source = std::fs::read(name).expect("the library is readable");
            let options = Options {
                mode: Mode::Exec,
                optimize: 0,
                flags: 0,
                filename: Text::from(name),
                ignore_cookie: false,
            };
            let mut ours = String::new();
            match compile(&source, &options) {
                Ok(compiled) => taipan_bytecode::dump(name, &compiled.code, &mut ours),
                // Encodings beyond UTF-8 and Latin-1 are for the caller.
                Err(error) if error.message.starts_with("unknown encoding") => continue,
                Err(error) => different.push(format!("{name}: {error}")),
            }
            let pairs = ours.lines().zip(lines);
            different.extend(
                pairs
                    .filter(|(ours, line)| ours != *line)
                    .map(|(ours, _)| ours.split('\t').take(3).collect::<Vec<_>>().join(" ")),
            );
        }
    }
    println!("{total} code objects, {} different", different.len());
    assert!(different.is_empty(), "{different:#?}");
}
