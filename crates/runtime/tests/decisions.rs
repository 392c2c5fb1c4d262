//! Counting changes no decision: after a plain run and a counted one every site stands alike.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use taipan_runtime::stats::{Counter, Snapshot, State};
use taipan_runtime::{Config, Python, snapshot};

/// Takes what programs print.
const PRELUDE: &str = "
import sys
class Nowhere:
    def write(self, text): return text.__len__()
    def flush(self): pass
sys.stdout = Nowhere()
";

fn programs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for folder in ["benches/programs/core", "tests/python/specialize", "tests/python/lang"] {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        found.extend(
            entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "py")),
        );
    }
    found.sort();
    assert!(found.len() > 20, "{} programs", found.len());
    found
}

/// Where a site is, by file, function, its first line, offset and opcode.
type Place = (String, String, i32, u32, String);
/// What a site became: state but for what only counts tell apart, form, counter, reason.
type Standing = (State, Option<String>, Counter, Option<String>);

fn standings(source: &str, profile: bool) -> BTreeMap<Place, Standing> {
    let config = Config { profile, hash_seed: Some(1), ..Config::default() };
    let mut python = Python::new(config).expect("memory");
    python.run_string(PRELUDE, "<prelude>").expect("the prelude runs");
    // Fixtures that end in an exception count too.
    drop(python.run_string(source, "program.py"));
    let snapshot: Snapshot = snapshot(python.thread(), "program.py", false);
    let known = |state| match state {
        // Whether code that never was specialized ran only counts tell.
        State::Cold | State::Warming | State::NotSpecializable => State::Warming,
        state => state,
    };
    let sites = snapshot.sites.into_iter().filter(|site| site.file == "program.py");
    let standing = sites.map(|site| {
        let place = (site.file, site.function, site.function_line, site.offset, site.opcode);
        (place, (known(site.state), site.word, site.counter, site.failure))
    });
    standing.collect()
}

#[test]
fn counting_changes_no_decision() {
    // Fixtures recurse deeply: as much native stack as a program's main thread has.
    let compared = std::thread::Builder::new().stack_size(256 << 20).spawn(compare).expect("a thread");
    compared.join().expect("the comparison holds");
}

fn compare() {
    let mut differences = Vec::new();
    let mut compared = 0;
    for path in programs() {
        let source = std::fs::read_to_string(&path).expect("programs are texts");
        let (plain, counted) = (standings(&source, false), standings(&source, true));
        for (place, standing) in &plain {
            compared += 1;
            // While counting, code is kept that otherwise dies: what only the counted run still has is not compared.
            match counted.get(place) {
                Some(other) if other == standing => {}
                other => differences
                    .push(format!("{}: {place:?}: {standing:?}, counted {other:?}", path.display())),
            }
        }
    }
    assert!(compared > 5_000, "{compared} sites");
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}
