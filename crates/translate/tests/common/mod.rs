//! What the tests share: the library's code objects, compiled by the reference.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::{Code, Constant};

const COMPILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../bytecode/tests/record/library.py");

/// Every code object of the reference's library with the file it is from; `None` without a reference.
pub(crate) fn library() -> Option<Vec<(PathBuf, Arc<Code>)>> {
    let Some(python) = std::env::var_os("TAIPAN_REFERENCE") else {
        eprintln!("skipped: TAIPAN_REFERENCE does not name a CPython 3.14");
        return None;
    };
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("library");
    static MADE: std::sync::Once = std::sync::Once::new();
    MADE.call_once(|| {
        if !directory.join("done").exists() {
            let made = Command::new(python).arg(COMPILE).arg(&directory).status().unwrap();
            assert!(made.success(), "the reference could not compile its library");
        }
    });
    let mut files = Vec::new();
    collect(&directory, &mut files);
    files.sort();
    assert!(files.len() > 1000, "only {} compiled files", files.len());
    let mut codes = Vec::new();
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let pyc = read_pyc(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        codes.extend(all_codes(&pyc.code).into_iter().map(|code| (path.clone(), code)));
    }
    Some(codes)
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
