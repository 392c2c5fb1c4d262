//! Every code object of CPython's own library, compiled by the reference: what is read and written again
//! must be the same bytes. Runs where `TAIPAN_REFERENCE` names a CPython 3.14, and says when it does not:
//!
//!     TAIPAN_REFERENCE=python3.14 cargo test -p taipan-bytecode --test library -- --nocapture

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use taipan_bytecode::marshal::{Pyc, read_pyc, write_pyc};
use taipan_bytecode::{Code, Constant, LocationWriter, emit_padded, encode_exception_table};

const COMPILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/library.py");

const COMPARE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/same_code.py");

fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The library's compiled files, made on first use; `None` without a reference.
fn library() -> Option<Vec<PathBuf>> {
    let Some(python) = std::env::var_os("TAIPAN_REFERENCE") else {
        eprintln!("skipped: TAIPAN_REFERENCE does not name a CPython 3.14");
        return None;
    };
    let directory = target("library");
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
    Some(files)
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

fn read(path: &Path) -> (Vec<u8>, Pyc) {
    let bytes = std::fs::read(path).unwrap();
    let pyc = read_pyc(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (bytes, pyc)
}

/// A code object and all those among its constants.
fn all_codes(code: &Arc<Code>) -> Vec<Arc<Code>> {
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

/// Which objects CPython's marshal shares depends in a few places on what else its process holds; the rest must
/// agree to the byte, and all of it for CPython's own reader.
#[test]
fn written_files_are_the_references() {
    let Some(files) = library() else { return };
    let (expected, written) = (target("library"), target("written"));
    let mut same = 0;
    for path in &files {
        let (bytes, pyc) = read(path);
        let ours = write_pyc(pyc.source, &pyc.code).unwrap();
        same += usize::from(ours == bytes);
        let copy = written.join(path.strip_prefix(&expected).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::write(copy, &ours).unwrap();
        let again = read_pyc(&ours).unwrap();
        assert_eq!(write_pyc(again.source, &again.code).unwrap(), ours, "{}", path.display());
    }
    eprintln!("{same} of {} files written with the same bytes", files.len());
    assert!(same * 100 >= files.len() * 99);
    let python = std::env::var_os("TAIPAN_REFERENCE").unwrap();
    let equal = Command::new(python).arg(COMPARE).arg(expected).arg(written).status().unwrap();
    assert!(equal.success(), "the reference reads other code objects than were read");
}

#[test]
fn tables_and_instructions_round_trip() {
    let Some(files) = library() else { return };
    let mut count = 0;
    for path in &files {
        for code in all_codes(&read(path).1.code) {
            let place = || format!("{} {:?}", path.display(), code.qualname);
            let mut emitted = Vec::new();
            for instruction in code.instructions() {
                let instruction = instruction.unwrap_or_else(|error| panic!("{}: {error}", place()));
                emit_padded(&mut emitted, instruction.opcode, instruction.arg, instruction.ext_args);
            }
            assert_eq!(emitted, *code.code, "{}", place());

            let mut writer = LocationWriter::new(code.firstlineno);
            for range in code.locations() {
                writer.push(range.location, (range.end - range.start) / 2);
            }
            assert_eq!(writer.finish(), *code.linetable, "{}", place());

            let entries = code.exception_entries().unwrap();
            assert_eq!(encode_exception_table(&entries), *code.exceptiontable, "{}", place());
            count += 1;
        }
    }
    eprintln!("{count} code objects");
}
