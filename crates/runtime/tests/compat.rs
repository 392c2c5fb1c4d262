//! CPython's view of code: before it runs, line by line what the reference's `dis` prints; after it ran, the reference's
//! opcodes, but for what the rules of `stats` name and the list below.
//!
//! `python3.14 tests/record_dis.py` remakes what is compared with.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use taipan_runtime::stats::{InspectOptions, Inspection, State, compare_opcodes, compat};
use taipan_runtime::{Config, Python, code_records, shared_code};

/// Takes what programs print.
const PRELUDE: &str = "
import sys
class Nowhere:
    def write(self, text): return text.__len__()
    def flush(self): pass
sys.stdout = Nowhere()
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn recordings() -> Vec<Value> {
    let folder = root().join("tests/golden/dis");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("recordings").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a text");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let recordings: Vec<Value> = paths.iter().map(read).collect();
    assert!(recordings.len() >= 10, "{} recordings", recordings.len());
    recordings
}

/// Addresses differ from run to run.
fn masked(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += "0x";
        out += part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
    }
    out
}

#[test]
fn cold_code_is_what_the_reference_prints() {
    for recording in recordings() {
        let program = recording["program"].as_str().expect("a name");
        let source = std::fs::read(root().join(program)).expect("the program");
        let mut python = Python::new(Config::default()).expect("memory");
        let code = python.compile(&source, program).ok().and_then(|code| shared_code(&code)).expect("code");
        let inspection = Inspection::new(program, None, &code, None, &[]).expect("the whole module");
        let shown = masked(&compat(&inspection, &InspectOptions::default()));
        let expected: Vec<&str> =
            recording["cold"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
        for (number, (ours, theirs)) in shown.split('\n').zip(&expected).enumerate() {
            assert_eq!(ours, *theirs, "{program}, line {}", number + 1);
        }
        assert_eq!(shown.split('\n').count(), expected.len(), "{program}");
    }
}

/// By function, its first line and offset.
type Opcodes = HashMap<(String, i32, u32), String>;

fn opcodes(recording: &Value) -> Opcodes {
    let mut found = Opcodes::new();
    for code in recording["adaptive"].as_array().expect("code objects") {
        let function = code[0].as_str().expect("a name").to_owned();
        let line = code[1].as_i64().expect("a line") as i32;
        for instruction in code[2].as_array().expect("instructions") {
            let offset = instruction[0].as_u64().expect("an offset") as u32;
            let name = instruction[1].as_str().expect("an opcode").to_owned();
            found.insert((function.clone(), line, offset), name);
        }
    }
    found
}

/// Where this VM and the reference specialize differently, each with what the reference has: counters that stand
/// elsewhere, families of which one has no form. New ones fail; `TAIPAN_BLESS=1` remakes the list.
const KNOWN: &str = "tests/golden/known_differences.txt";

#[test]
fn code_that_ran_has_the_references_opcodes() {
    let (mut compared, mut differing) = (0, Vec::new());
    for recording in recordings() {
        let program = recording["program"].as_str().expect("a name");
        let source = std::fs::read(root().join(program)).expect("the program");
        let theirs = opcodes(&recording);
        compared += theirs.len();
        let mut python = Python::new(Config { hash_seed: Some(1), ..Config::default() }).expect("memory");
        python.run_string(PRELUDE, "<prelude>").expect("the prelude runs");
        let namespace = python.main_namespace(None).expect("memory");
        let code = python.compile(&source, program).expect("it compiles");
        if let Err(error) = python.run_compiled(&code, &namespace) {
            let t = python.thread();
            panic!(
                "{program}: {}: {}",
                t.type_name(error.value()),
                t.str_lossy(error.value()).unwrap_or_default()
            );
        }
        let records = code_records(python.thread());
        let root = shared_code(&code).expect("code");
        let inspection = Inspection::new(program, None, &root, None, &records).expect("the whole module");
        let of = |function: &str, line, offset| theirs.get(&(function.to_owned(), line, offset)).cloned();
        for difference in compare_opcodes(&inspection, of) {
            // CPython has no such states: it rewrites the site for each type in turn.
            if matches!(difference.state, Some(State::Polymorphic | State::Megamorphic)) {
                continue;
            }
            differing.push(format!(
                "{program}:{} {} {}: {}, theirs {}",
                difference.line, difference.function, difference.operand, difference.ours, difference.theirs
            ));
        }
    }
    let path = root().join(KNOWN);
    if std::env::var_os("TAIPAN_BLESS").is_some() {
        std::fs::write(&path, differing.join("\n") + "\n").expect("the list is written");
        return;
    }
    let known = std::fs::read_to_string(&path).expect("the list");
    let new: Vec<&String> =
        differing.iter().filter(|text| !known.lines().any(|line| line == *text)).collect();
    assert!(compared > 20_000, "{compared} instructions");
    assert!(differing.len() * 100 < compared, "{} of {compared} instructions differ", differing.len());
    assert!(new.is_empty(), "{} new differences:\n{new:#?}", new.len());
}
