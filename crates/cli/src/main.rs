//! The `taipan` command.

mod arguments;
mod program;

use std::process::ExitCode;

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os()) {
        Ok(command) => program::execute(command),
        Err(message) => {
            eprintln!("taipan: {message}");
            eprintln!("Try 'taipan --help'.");
            ExitCode::from(2)
        }
    }
}
