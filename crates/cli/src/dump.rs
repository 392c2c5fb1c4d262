//! `taipan inspect --dump`: the code objects of many files, one line each.

use std::ffi::OsString;
use std::process::ExitCode;

use taipan_runtime::bytecode;
use taipan_runtime::{Python, shared_code};

use crate::output;

/// Compiles each file, or each that a list (`@FILE`) names, and prints its code objects.
pub(crate) fn dump(files: &[OsString]) -> ExitCode {
    let Some(mut python) = Python::new(crate::configuration::config(&Default::default())) else {
        crate::output::tell!("taipan: not enough memory to start");
        return ExitCode::from(1);
    };
    for argument in files {
        let argument = argument.to_string_lossy();
        let paths = match argument.strip_prefix('@').map(std::fs::read_to_string) {
            None => argument.clone().into_owned(),
            Some(Ok(list)) => list,
            Some(Err(error)) => {
                crate::output::tell!("taipan: can't read {}: {}", &argument[1..], output::plain(&error));
                return ExitCode::from(2);
            }
        };
        for path in paths.split('\n').filter(|path| !path.is_empty()) {
            if !output::print(&file(&mut python, path)) {
                return ExitCode::from(1);
            }
        }
    }
    // The process ends here: its memory goes with it.
    std::mem::forget(python);
    ExitCode::SUCCESS
}

/// A file's lines; a file that can't be read or compiled has one that says so.
fn file(python: &mut Python, path: &str) -> String {
    let source = match std::fs::read(path) {
        Ok(source) => source,
        Err(error) => return bytecode::dump_error(path, "OSError", &output::plain(&error)),
    };
    match python.compile(&source, path) {
        Ok(code) => {
            let mut lines = String::new();
            if let Some(code) = shared_code(&code) {
                bytecode::dump(path, &code, &mut lines);
            }
            lines
        }
        Err(error) => {
            let t = python.thread();
            let class = t.type_name(error.value()).to_string();
            let message = t.str_lossy(error.value()).unwrap_or_default();
            bytecode::dump_error(path, &class, &message)
        }
    }
}
