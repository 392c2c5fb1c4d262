//! `.pyc` files that this compiler wrote, loaded and run by a reference interpreter, and its own read
//! here. Runs when `TAIPAN_REFERENCE` names a CPython 3.14 (`just reference-pycs`).

use std::path::{Path, PathBuf};
use std::process::Command;

use taipan_bytecode::{Text, marshal};
use taipan_compiler::{Mode, Options, compile};

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
    found.sort();
}

fn ask(reference: &str, arguments: &[&str]) -> String {
    let output = Command::new(reference).args(arguments).output().expect("the reference runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}{errors}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Fixtures whose output does not depend on how they are run.
fn runs(path: &Path) -> bool {
    let quiet =
        ["fstrings", "closures", "classes", "generators", "comprehensions", "exceptions", "match", "with"];
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .is_some_and(|stem| quiet.iter().any(|name| stem.starts_with(name)))
}

#[test]
fn files_go_both_ways() {
    let Ok(reference) = std::env::var("TAIPAN_REFERENCE") else {
        println!("skipped: TAIPAN_REFERENCE does not name a reference interpreter");
        return;
    };
    let library = ask(&reference, &["-c", "import os; print(os.path.dirname(os.__file__))"]);
    let mut files = Vec::new();
    python_files(Path::new(library.trim()), &mut files);
    files.retain(|path| !path.components().any(|part| part.as_os_str() == "test"));
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/python/lang");
    python_files(Path::new(fixtures), &mut files);
    let directory = std::env::temp_dir().join(format!("taipan-pycs-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory for the files");
    for (number, path) in files.iter().enumerate() {
        let Some(name) = path.to_str() else { continue };
        let source = std::fs::read(path).expect("the source is readable");
        let filename = Text::from(name);
        let options = Options { mode: Mode::Exec, optimize: 0, flags: 0, filename, ignore_cookie: false };
        let Ok(compiled) = compile(&source, &options) else { continue };
        let place = |extension: &str| directory.join(format!("{number:05}.{extension}"));
        let written = marshal::write_pyc(marshal::PycSource::Timestamp { mtime: 0, size: 0 }, &compiled.code);
        std::fs::write(place("pyc"), written.expect("the code can be written")).expect("a place to write");
        let mut lines = String::new();
        taipan_bytecode::dump(name, &compiled.code, &mut lines);
        std::fs::write(place("dump"), lines).expect("a place to write");
        if name.contains("/tests/python/") && runs(path) {
            std::fs::write(place("run"), "").expect("a place to write");
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/pycs.py");
    let said = ask(&reference, &["-W", "ignore", script, directory.to_str().expect("a plain path")]);
    println!("the reference: {said}");
    std::fs::remove_dir_all(&directory).expect("the files can be removed");
    assert!(!said.starts_with("0 loaded"), "files were looked at");
}
