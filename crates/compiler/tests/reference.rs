//! The whole library of a reference interpreter, compiled by both. Runs when `TAIPAN_REFERENCE` names
//! a CPython 3.14:
//!
//!     TAIPAN_REFERENCE=python3.14 cargo test --release -p taipan-compiler --test reference

use std::collections::HashMap;

use taipan_compiler::compile;

mod library;

/// Files given to the reference at once.
const BATCH: usize = 200;

#[test]
fn the_library_compiles_to_equal_code() {
    let Some(reference) = library::reference() else { return };
    let files = library::sources(&reference);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/codedump.py");
    let (mut total, mut different) = (0, Vec::new());
    for batch in files.chunks(BATCH) {
        let names: Vec<&str> = batch.iter().filter_map(|path| path.to_str()).collect();
        let recorded = library::ask(&reference, &[&["-W", "ignore", script], &names[..]].concat());
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
            let mut ours = String::new();
            match compile(&source, &library::options(name)) {
                Ok(compiled) => taipan_bytecode::dump(name, &compiled.code, &mut ours),
                // The interpreter's own codecs are for the caller.
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
