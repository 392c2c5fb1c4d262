//! `.pyc` files of every fixture, each way: the reference runs those that Taipan wrote, Taipan runs the reference's,
//! and both answer what the reference does with its own. Runs when `TAIPAN_REFERENCE` names a CPython 3.14 (`just
//! reference-pycs`).

use std::path::{Path, PathBuf};
use std::{env, fs};

use taipan_testkit::answer::{Answer, End};
use taipan_testkit::fixture::{self, Fixture};
use taipan_testkit::{options, process, suite};

/// Compiles each file named in the first line of a pair into the `.pyc` named in the second.
const COMPILE: &str = r#"
import marshal, sys
with open(sys.argv[1]) as listing:
    paths = listing.read().split("\n")
for source, compiled in zip(paths[::2], paths[1::2]):
    with open(source, "rb") as stream:
        code = compile(stream.read(), source, "exec", 0, True)
    with open(compiled, "wb") as stream:
        stream.write(b"\x2b\x0e\r\n" + bytes(12) + marshal.dumps(code))
"#;

/// Fixtures that show how they were started, and those that do not compile.
fn needs_its_source(root: &Path, fixture: &Fixture) -> bool {
    let source = fs::read_to_string(root.join(&fixture.path)).expect("a fixture is text");
    let recorded = Answer::recorded(&fixture::expected(root), &fixture.name).expect("a fixture is recorded");
    let refused = String::from_utf8_lossy(&recorded.err).lines().last().is_some_and(|line| {
        ["SyntaxError: ", "IndentationError: ", "TabError: "].iter().any(|name| line.starts_with(name))
    });
    refused || ["__file__", "argv", "sys.path"].iter().any(|name| source.contains(name))
}

/// The `.pyc` files that `binary` makes of all fixtures.
fn compile_all(binary: &Path, root: &Path, fixtures: &[Fixture], name: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&directory).expect("a directory for the files");
    let mut listing = String::new();
    let mut compiled = Vec::new();
    for (number, fixture) in fixtures.iter().enumerate() {
        let place = directory.join(format!("{number}.pyc"));
        listing += &format!("{}\n{}\n", root.join(&fixture.path).display(), place.display());
        compiled.push(place);
    }
    let list = directory.join("list");
    fs::write(&list, listing).expect("a place to write");
    let list = list.to_string_lossy();
    let arguments = ["-W", "ignore", "-c", COMPILE, &*list];
    let answer =
        process::run(binary, &arguments, root, &[], suite::time_limit()).expect("the compiler starts");
    assert_eq!(answer.end, End::Status(0), "{}", String::from_utf8_lossy(&answer.err));
    compiled
}

fn answer(binary: &Path, root: &Path, compiled: &Path) -> Answer {
    let path = compiled.to_string_lossy();
    process::run(binary, &[&*path], root, &[], suite::time_limit()).expect("the interpreter starts")
}

#[test]
fn fixtures_run_from_each_others_pycs() {
    let (Some(reference), Some(taipan)) =
        (env::var_os("TAIPAN_REFERENCE").map(PathBuf::from), options::taipan())
    else {
        println!("skipped: TAIPAN_REFERENCE names no reference, or there is no taipan binary");
        return;
    };
    let root = fixture::root();
    let mut fixtures = fixture::find(&root).expect("the fixtures are readable");
    fixtures.retain(|fixture| !needs_its_source(&root, fixture));
    assert!(fixtures.len() > 100, "only {} fixtures", fixtures.len());
    let ours = compile_all(&taipan, &root, &fixtures, "by_taipan");
    let theirs = compile_all(&reference, &root, &fixtures, "by_reference");
    let mut different = Vec::new();
    for ((fixture, ours), theirs) in fixtures.iter().zip(&ours).zip(&theirs) {
        let expected = answer(&reference, &root, theirs);
        for (binary, compiled) in [(&reference, ours), (&taipan, theirs)] {
            if let Some(difference) = expected.difference(&answer(binary, &root, compiled)) {
                different.push(format!("{} ({})\n{difference}", fixture.name, compiled.display()));
            }
        }
    }
    println!("{} fixtures each way, {} answers differ", fixtures.len(), different.len());
    assert!(different.is_empty(), "{}", different.join("\n"));
}
