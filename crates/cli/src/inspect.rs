//! `taipan inspect`: a program's bytecode with what became of each site.

use std::process::ExitCode;

use taipan_runtime::stats::{self, InspectOptions};
use taipan_runtime::{code_records, shared_code};

use crate::arguments::Inspect;
use crate::output;
use crate::program::{self, Program};

/// Runs the program unless it is to stay cold, then shows its code.
pub(crate) fn inspect(inspect: &Inspect) -> ExitCode {
    let mut config = program::config();
    config.profile = true;
    let loaded = Program::load(&inspect.program, config).and_then(|mut program| {
        let code = program.compile()?;
        Ok((program, code))
    });
    let (program, code) = match loaded {
        Ok(loaded) => loaded,
        Err(status) => return ExitCode::from(status),
    };
    let Some(root) = shared_code(&code) else { unreachable!("compiling a module gives a code object") };
    let options = InspectOptions { executable: inspect.executable, color: output::color() };
    if inspect.cold {
        let written = output::print(&stats::inspect(&root, &[], options));
        std::mem::forget((code, program.python));
        return ExitCode::from(u8::from(!written));
    }
    let (ending, mut python) = program.run_compiled(&code);
    let written = output::print(&stats::inspect(&root, &code_records(python.thread()), options));
    // The process ends here: its memory goes with it.
    std::mem::forget((code, python));
    ExitCode::from(if written { ending.tool_status() } else { 1 })
}
