//! The accounting contract on every fixture and benchmark program, and the JSON of both tools against their schemas:
//!
//!     TAIPAN=target/release/taipan cargo test -p taipan-testkit --test accounting
//!
//! Without TAIPAN the check is skipped.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use serde_json::Value;
use taipan_testkit::{fixture, process, schema};

const LIMIT: Duration = Duration::from_secs(120);
const SUMMANDS: [&str; 7] = ["hits", "megamorphic", "generic", "misses", "deferred", "succeeded", "failed"];

fn taipan() -> Option<PathBuf> {
    let binary = env::var_os("TAIPAN").map(PathBuf::from);
    assert!(binary.is_some() || env::var_os("TAIPAN_REQUIRE").is_none(), "TAIPAN names no binary");
    if binary.is_none() {
        eprintln!("skipped: TAIPAN names no binary");
    }
    // Relative to where `cargo` was called, which is the root.
    binary.map(|binary| if binary.is_absolute() { binary } else { fixture::root().join(binary) })
}

fn programs(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fixture::find(root).expect("the fixtures").into_iter().map(|fixture| fixture.path).collect();
    for entry in fs::read_dir(root.join("benches/programs/core")).expect("the benchmark programs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path.strip_prefix(root).expect("below the root").to_owned());
        }
    }
    found
}

fn number(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_else(|| panic!("{name} is a count in {value}"))
}

/// What does not add up in a profile.
fn imbalances(profile: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut totals = [0u64; 7];
    for site in profile["sites"].as_array().into_iter().flatten() {
        let parts = SUMMANDS.map(|name| number(&site["outcomes"], name));
        if parts.iter().sum::<u64>() != number(site, "executions") {
            found.push(format!("executions of {site}"));
        }
        let kinds: u64 =
            site["failures"].as_object().into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum();
        if kinds != number(&site["outcomes"], "failed") {
            found.push(format!("refusals of {site}"));
        }
        for (total, part) in totals.iter_mut().zip(parts) {
            *total += part;
        }
    }
    let told = SUMMANDS.map(|name| number(&profile["totals"], name));
    if told != totals || totals.iter().sum::<u64>() != number(profile, "executions") {
        found.push(format!("totals: {told:?} are told, {totals:?} summed"));
    }
    found
}

#[test]
fn every_program_adds_up_and_its_json_is_as_the_schema_says() {
    let Some(taipan) = taipan() else { return };
    let root = fixture::root();
    let run =
        |arguments: &[&str]| process::run(&taipan, arguments, &root, &[], LIMIT).expect("taipan starts");
    let schema_of = |tool: &str| -> Value {
        serde_json::from_slice(&run(&[tool, "--schema"]).out).expect("the schema is JSON")
    };
    let profile_schema = schema_of("profile");
    let target = env::temp_dir().join(format!("taipan-accounting-{}.json", std::process::id()));
    let target = target.to_str().expect("a path of text");
    let mut problems = Vec::new();
    let (mut judged, mut executions) = (0, 0);
    for program in programs(&root) {
        let program = program.to_str().expect("a path of text");
        let answer = run(&["profile", "-o", target, "--", program]);
        if String::from_utf8_lossy(&answer.err).contains("do not add up") {
            problems.push(format!("{program}: {}", String::from_utf8_lossy(&answer.err)));
        }
        let Ok(text) = fs::read_to_string(target) else {
            // What does not compile leaves no profile.
            continue;
        };
        fs::remove_file(target).expect("written just now");
        let profile: Value = serde_json::from_str(&text).expect("a profile is JSON");
        problems.extend(imbalances(&profile).into_iter().map(|problem| format!("{program}: {problem}")));
        if let Err(problem) = schema::validate(&profile_schema, &profile) {
            problems.push(format!("{program}: {problem}"));
        }
        judged += 1;
        executions += number(&profile, "executions");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(judged > 100 && executions > 1_000_000, "{judged} programs, {executions} executions");
}

#[test]
fn inspected_json_is_as_the_schema_says_and_two_runs_name_the_same_sites() {
    let Some(taipan) = taipan() else { return };
    let root = fixture::root();
    let run = |arguments: &[&str]| {
        let answer = process::run(&taipan, arguments, &root, &[], LIMIT).expect("taipan starts");
        serde_json::from_slice::<Value>(&answer.out).expect("JSON on standard output")
    };
    let schema = run(&["inspect", "--schema"]);
    let program = "benches/programs/core/polymorphic.py";
    let program = if root.join(program).exists() { program } else { "benches/programs/core/fib.py" };
    let inspected = run(&["inspect", "--json", program]);
    assert_eq!(schema::validate(&schema, &inspected), Ok(()));
    let ids = || {
        let profile = run(&["profile", "--json", "--", program]);
        let sites = profile["sites"].as_array().expect("sites").clone();
        sites.into_iter().map(|site| site["id"].clone()).collect::<Vec<_>>()
    };
    let first = ids();
    assert_eq!(first, ids());
    let mut different = first.iter().map(Value::to_string).collect::<Vec<_>>();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), first.len(), "each site has an identifier of its own");
}
