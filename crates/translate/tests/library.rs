//! Every code object of CPython's own library, compiled by the reference, in both forms. Runs where
//! `TAIPAN_REFERENCE` names a CPython 3.14, and says when it does not:
//!
//!     TAIPAN_REFERENCE=python3.14 cargo test -p taipan-translate --test library -- --nocapture

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use taipan_bytecode::Code;
use taipan_bytecode::marshal::read_pyc;
use taipan_translate::{Executable, Form, Point, translate, verify};

const COMPILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../bytecode/tests/record/library.py");

/// Every code object of the reference's library with the file it is from; `None` without a reference.
fn library() -> Option<Vec<(PathBuf, Arc<Code>)>> {
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
        codes.extend(common::all_codes(&pyc.code).into_iter().map(|code| (path.clone(), code)));
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

#[derive(Default)]
struct Figures {
    code: usize,
    words: usize,
    cells_and_words: usize,
    slots: u32,
    points: usize,
    states: usize,
    time: Duration,
}

impl Figures {
    fn add(&mut self, executable: &Executable) {
        self.words += executable.points.len();
        self.cells_and_words += executable.words.len();
        self.slots = self.slots.max(executable.slots);
        self.points += executable.points.len() * size_of::<Point>();
        self.states += executable.states.heap_bytes();
    }
}

#[test]
fn the_library_translates() {
    let Some(codes) = library() else { return };
    for form in [Form::Fast, Form::Faithful] {
        let mut figures = Figures::default();
        let mut failed = Vec::new();
        for (path, code) in &codes {
            let started = Instant::now();
            let result = translate(code, form);
            figures.time += started.elapsed();
            figures.code += code.code.len();
            match result {
                Ok(executable) => figures.add(&executable),
                Err(error) => failed.push(format!("{} {:?}: {error}", path.display(), code.qualname)),
            }
        }
        let bytes = figures.cells_and_words * 8;
        println!(
            "{form:?}: {} code objects, {} bytes of co_code, {} words, {bytes} bytes with cells ({:.2} of co_code), \
             side tables {} + {} bytes, at most {} slots, {:?} ({:.0} ns a word)",
            codes.len(),
            figures.code,
            figures.words,
            bytes as f64 / figures.code as f64,
            figures.points,
            figures.states,
            figures.slots,
            figures.time,
            figures.time.as_nanos() as f64 / figures.words as f64,
        );
        assert!(failed.is_empty(), "{} fail, first {:#?}", failed.len(), &failed[..failed.len().min(20)]);
        assert!(form == Form::Faithful || bytes <= 3 * figures.code);
    }
}

#[test]
fn the_library_verifies() {
    let Some(codes) = library() else { return };
    let mut failed = Vec::new();
    for (path, code) in &codes {
        for form in [Form::Fast, Form::Faithful] {
            if let Ok(executable) = translate(code, form)
                && let Err(error) = verify(code, &executable)
            {
                failed.push(format!("{} {:?} {form:?}: {error}", path.display(), code.qualname));
            }
        }
    }
    assert!(failed.is_empty(), "{} fail, first {:#?}", failed.len(), &failed[..failed.len().min(20)]);
}
