//! `taipan profile`: runs a program with every execution of a site counted, and tells what came of them.

use std::process::ExitCode;

use taipan_runtime::{snapshot, stats};

use crate::arguments::Profile;
use crate::output;
use crate::program::{self, Program};

/// Runs the program and reports, also when it raises.
pub(crate) fn profile(profile: &Profile) -> ExitCode {
    let mut config = program::config();
    config.profile = true;
    let program = match Program::load(&profile.program, config) {
        Ok(program) => program,
        Err(status) => return ExitCode::from(status),
    };
    let name = program.name.clone();
    let (ending, mut python) = program.run();
    let snapshot = snapshot(python.thread(), &name, ending.raised);
    // The process ends soon: its memory goes with it.
    std::mem::forget(python);
    if let Err(imbalance) = snapshot.check() {
        eprintln!("taipan: the counts do not add up, which is a bug of Taipan: {imbalance}");
    }
    let written = match &profile.json {
        Some(path) => output::write(path, &snapshot.to_json()),
        None => output::print(&stats::report(&snapshot)),
    };
    ExitCode::from(if written { ending.tool_status() } else { 1 })
}
