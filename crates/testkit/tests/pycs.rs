//! `.pyc` files of every fixture, each way: the reference runs those that Taipan wrote, Taipan runs the reference's,
//! and both answer as recorded. Runs when `TAIPAN_REFERENCE` names a CPython 3.14 (`just reference-pycs`).

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

/// Fixtures that show how they were started, or what their source's compilation warned of.
fn tells_of_its_file(root: &Path, fixture: &Fixture) -> bool {
    let source = fs::read_to_string(root.join(&fixture.path)).expect("a fixture is text");
    ["__file__", "argv", "__cached__", "__loader__", "sys.path"].iter().any(|name| source.contains(name))
}

fn compile_all(binary: &Path, root: &Path, fixtures: &[Fixture], directory: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(directory).expect("a directory for the files");
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
    let arguments = ["-W", "ignore", "-c", COMPILE, &list];
    let answer = process::run(binary, &arguments, root, &[], suite::TIME_LIMIT).expect("the compiler starts");
    assert_eq!(answer.end, End::Status(0), "{}", String::from_utf8_lossy(&answer.err));
    compiled
}

/// What those fixtures answered otherwise that `runner` ran as `.pyc` files that `writer` made.
fn differences(writer: &Path, runner: &Path, root: &Path, fixtures: &[Fixture], name: &str) -> Vec<String> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut different = Vec::new();
    for (fixture, compiled) in fixtures.iter().zip(compile_all(writer, root, fixtures, &directory)) {
        let expected =
            Answer::recorded(&fixture::expected(root), &fixture.name).expect("what was recorded is readable");
        let path = compiled.to_string_lossy();
        let answer = process::run(runner, &[&path], root, &[], suite::TIME_LIMIT).expect("a runner starts");
        if let Some(difference) = expected.difference(&answer.without_root(root)) {
            different.push(format!("{} ({path})\n{difference}", fixture.name));
        }
    }
    different
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
    fixtures.retain(|fixture| !tells_of_its_file(&root, fixture));
    assert!(fixtures.len() > 100, "only {} fixtures", fixtures.len());
    let written_here = differences(&taipan, &reference, &root, &fixtures, "by_taipan");
    let written_there = differences(&reference, &taipan, &root, &fixtures, "by_reference");
    println!(
        "{} fixtures: {} differ on the reference from Taipan's pycs, {} on Taipan from the reference's",
        fixtures.len(),
        written_here.len(),
        written_there.len()
    );
    assert!(written_here.is_empty() && written_there.is_empty(), "{written_here:#?}\n{written_there:#?}");
}
