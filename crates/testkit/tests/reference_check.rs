//! Runs every fixture on the reference and compares with the recordings, so that these are known to be
//! CPython's answers. `TAIPAN_REFERENCE` names the reference; without it the check is skipped.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use taipan_testkit::options::Options;
use taipan_testkit::report::{self, Outcome};
use taipan_testkit::{fixture, suite};

fn main() -> ExitCode {
    match run() {
        Ok(good) => ExitCode::from(u8::from(!good)),
        Err(message) => {
            eprintln!("reference_check: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let options = Options::parse(env::args().skip(1)).map_err(|misuse| misuse.to_string())?;
    let Some(reference) = env::var_os("TAIPAN_REFERENCE").map(PathBuf::from) else {
        println!("reference_check: skipped, TAIPAN_REFERENCE is not set");
        return Ok(true);
    };
    let root = fixture::root();
    let mut fixtures = fixture::find(&root).map_err(|error| format!("tests/python: {error}"))?;
    fixtures.retain(|fixture| options.wants(&fixture.name));
    let cases: Vec<_> = fixtures.iter().map(|fixture| (fixture, None)).collect();
    let differences = suite::run(&reference, &root, &cases, options.jobs)
        .map_err(|error| format!("{}: {error}", reference.display()))?;
    let outcomes: Vec<_> = fixtures
        .iter()
        .zip(differences)
        .map(|(fixture, difference)| Outcome { name: &fixture.name, configuration: None, difference })
        .collect();
    let verdict = report::judge(&outcomes, &[], &[], false);
    print!("{}", verdict.text);
    println!("reference_check: {} on {}", verdict.summary(), reference.display());
    Ok(verdict.good())
}
