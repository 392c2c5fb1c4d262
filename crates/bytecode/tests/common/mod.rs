//! What the tests against CPython share: its compiled library, and running its scripts.

#![allow(dead_code, reason = "each test file uses a part")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Once};

use taipan_bytecode::{Code, Constant};

/// A directory of the build's temporary ones.
pub(crate) fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs a script with the reference.
pub(crate) fn python(script: &str, arguments: &[&OsStr]) {
    let python = std::env::var_os("TAIPAN_REFERENCE").expect("only called with a reference");
    let status = Command::new(python).arg(script).args(arguments).status().unwrap();
    assert!(status.success(), "{script} failed");
}

/// The directory of CPython's compiled library, made on first use; `None` without a reference.
pub(crate) fn library() -> Option<PathBuf> {
    if std::env::var_os("TAIPAN_REFERENCE").is_none() {
        eprintln!("skipped: TAIPAN_REFERENCE does not name a CPython 3.14");
        return None;
    }
    let directory = target("library");
    static MADE: Once = Once::new();
    MADE.call_once(|| {
        if !directory.join("done").exists() {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/library.py");
            python(script, &[directory.as_os_str()]);
        }
    });
    Some(directory)
}

/// All `.pyc` files of a tree, in order.
pub(crate) fn compiled_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(directory, &mut files);
    files.sort();
    files
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "pyc") {
            files.push(path);
        }
    }
}

/// A code object and all those among its constants.
pub(crate) fn all_codes(code: &Arc<Code>) -> Vec<Arc<Code>> {
    let mut codes = vec![code.clone()];
    let mut at = 0;
    while at < codes.len() {
        let code = codes[at].clone();
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        at += 1;
    }
    codes
}

/// A function `f(a, b)` with these bytes as its code, room for eight values, one constant and one name.
pub(crate) fn code_of(bytes: &[u8]) -> Code {
    Code {
        argcount: 2,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 8,
        flags: 3,
        firstlineno: 1,
        name: "f".into(),
        qualname: "f".into(),
        filename: "f.py".into(),
        code: bytes.into(),
        consts: [Constant::None].into(),
        names: ["name".into()].into(),
        localsplusnames: ["a".into(), "b".into()].into(),
        localspluskinds: [0x26, 0x26].into(),
        linetable: [].into(),
        exceptiontable: [].into(),
    }
}
