//! The sources of a reference interpreter's library, and questions to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use taipan_bytecode::Text;
use taipan_compiler::{Mode, Options};

/// The reference that `TAIPAN_REFERENCE` names; says so when it names none.
pub(crate) fn reference() -> Option<String> {
    let reference = std::env::var("TAIPAN_REFERENCE").ok();
    if reference.is_none() {
        println!("skipped: TAIPAN_REFERENCE does not name a reference interpreter");
    }
    reference
}

/// What the reference prints; it must end well.
pub(crate) fn ask(reference: &str, arguments: &[&str]) -> String {
    let output = Command::new(reference).args(arguments).output().expect("the reference runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}

/// Every source of the reference's library, its tests included, sorted.
pub(crate) fn sources(reference: &str) -> Vec<PathBuf> {
    let library = ask(reference, &["-c", "import os; print(os.path.dirname(os.__file__))"]);
    let files = python_files(Path::new(library.trim()));
    assert!(!files.is_empty(), "the reference has a library");
    files
}

/// Every source below a directory, sorted.
pub(crate) fn python_files(directory: &Path) -> Vec<PathBuf> {
    let (mut found, mut directories) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") && path.exists() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// How a module of that name is compiled.
pub(crate) fn options(name: &str) -> Options {
    Options { mode: Mode::Exec, optimize: 0, flags: 0, filename: Text::from(name), ignore_cookie: false }
}
