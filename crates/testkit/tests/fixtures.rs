//! Runs every fixture on Taipan in every configuration and compares with the recorded answers.
//!
//!     cargo test -p taipan-testkit --test fixtures -- lang/match --only fast --only tail
//!
//! The environment's `TAIPAN` names the binary; without it, the one in cargo's target folder is used, and
//! without that the run is skipped, which `TAIPAN_REQUIRE=1` makes an error.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use taipan_testkit::options::{self, Options};
use taipan_testkit::report::{self, Outcome};
use taipan_testkit::{fixture, known, suite};

fn main() -> ExitCode {
    match run() {
        Ok(good) => ExitCode::from(u8::from(!good)),
        Err(message) => {
            eprintln!("fixtures: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let options = Options::parse(env::args().skip(1)).map_err(|misuse| misuse.to_string())?;
    let Some(binary) = options::taipan() else {
        println!("fixtures: skipped, no taipan binary (build it, or name it in TAIPAN)");
        return Ok(env::var_os("TAIPAN_REQUIRE").is_none());
    };
    let root = fixture::root();
    let list = fs::read_to_string(root.join("tests/known_failures.txt"));
    let known = known::parse(&list.map_err(|error| format!("tests/known_failures.txt: {error}"))?)?;
    let say = |error: std::io::Error| format!("{}: {error}", binary.display());

    let mut fixtures = fixture::find(&root).map_err(|error| format!("tests/python: {error}"))?;
    fixtures.retain(|fixture| options.wants(&fixture.name));
    let needed: BTreeSet<_> = fixtures.iter().flat_map(|fixture| &fixture.needs).collect();
    let missing = suite::missing_modules(&binary, &root, needed).map_err(say)?;
    let (skipped, fixtures): (Vec<_>, Vec<_>) = fixtures
        .iter()
        .partition(|fixture| fixture.needs.iter().any(|module| missing.contains(&module.as_str())));
    let skipped: Vec<_> = skipped.iter().map(|fixture| fixture.name.as_str()).collect();

    let ways = &options.configurations;
    let cases: Vec<_> =
        fixtures.iter().flat_map(|&fixture| ways.iter().map(move |&way| (fixture, Some(way)))).collect();
    let start = Instant::now();
    let differences = suite::run(&binary, &root, &cases, options.jobs).map_err(say)?;
    let outcomes: Vec<_> = cases
        .iter()
        .zip(differences)
        .map(|(&(fixture, configuration), difference)| Outcome {
            name: &fixture.name,
            configuration,
            difference,
        })
        .collect();
    if options.verbose {
        for Outcome { name, configuration, difference } in &outcomes {
            let way = configuration.map(|way| way.to_string()).unwrap_or_default();
            println!("{} {name} {way}", if difference.is_none() { "ok  " } else { "FAIL" });
        }
    }
    let verdict = report::judge(&outcomes, &known, &skipped, options.complete());
    print!("{}", verdict.text);
    println!("fixtures: {} on {}, {:.1?}", verdict.summary(), binary.display(), start.elapsed());
    if !skipped.is_empty() {
        println!(
            "fixtures: {} skipped for want of {}: {}",
            skipped.len(),
            missing.join(", "),
            skipped.join(", ")
        );
    }
    if outcomes.is_empty() {
        return Err("no fixture has such a name".to_owned());
    }
    Ok(verdict.good())
}
