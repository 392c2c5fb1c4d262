//! Every code object of CPython's own library, compiled by the reference: what is read and written again
//! must be the same bytes. Runs where `TAIPAN_REFERENCE` names a CPython 3.14, and says when it does not:
//!
//!     TAIPAN_REFERENCE=python3.14 cargo test -p taipan-bytecode --test library -- --nocapture

mod common;

use std::path::{Path, PathBuf};

use common::{all_codes, compiled_files, library, python, target};
use taipan_bytecode::marshal::{Pyc, read_pyc, write_pyc};
use taipan_bytecode::{LocationWriter, emit_padded, encode_exception_table, verify};

fn files(library: &Path) -> Vec<PathBuf> {
    let files = compiled_files(library);
    assert!(files.len() > 1000, "only {} compiled files", files.len());
    files
}

fn read(path: &Path) -> (Vec<u8>, Pyc) {
    let bytes = std::fs::read(path).unwrap();
    let pyc = read_pyc(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (bytes, pyc)
}

/// Which objects CPython's marshal shares depends in a few places on what else its process holds; the rest must
/// agree to the byte, and all of it for CPython's own reader.
#[test]
fn written_files_are_the_references() {
    let Some(expected) = library() else { return };
    let (files, written) = (files(&expected), target("written"));
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
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/same_code.py");
    python(script, &[expected.as_os_str(), written.as_os_str()]);
}

#[test]
fn tables_and_instructions_round_trip() {
    let Some(library) = library() else { return };
    let mut count = 0;
    for path in &files(&library) {
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

#[test]
fn everything_passes_the_verifier() {
    let Some(library) = library() else { return };
    let (mut count, mut tight, mut deepest) = (0, 0, 0);
    for path in &files(&library) {
        for code in all_codes(&read(path).1.code) {
            let verified = verify(&code)
                .unwrap_or_else(|error| panic!("{} {:?}: {error}", path.display(), code.qualname));
            tight += usize::from(verified.deepest == code.stacksize);
            deepest = deepest.max(verified.deepest);
            count += 1;
        }
    }
    eprintln!(
        "{count} code objects pass, {tight} need all of their stack; the deepest stack holds {deepest}"
    );
    // CPython takes a few depths before it finds code unreachable.
    assert!(deepest > 20 && tight * 1000 > count * 999);
}
