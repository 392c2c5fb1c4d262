//! The `taipan` command.

mod arguments;
mod bench;
mod compare;
mod configuration;
mod descriptors;
mod dump;
mod explain;
mod inspect;
mod interpreter_options;
mod options;
mod output;
mod profile;
mod program;
mod versus;

use std::process::ExitCode;

use arguments::Command;

/// Running out of memory is the program's to handle.
#[global_allocator]
static ALLOCATOR: taipan_runtime::Reserve = taipan_runtime::Reserve::new();

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os()) {
        Ok(command) => execute(command),
        Err(message) => {
            crate::output::tell!("taipan: {message}");
            crate::output::tell!("Try '{}'.", help());
            ExitCode::from(2)
        }
    }
}

/// The command that tells how the one that was given is used.
fn help() -> String {
    let tool = std::env::args().nth(1).filter(|name| arguments::TOOLS.contains(&name.as_str()));
    tool.map_or_else(|| "taipan --help".to_owned(), |tool| format!("taipan {tool} --help"))
}

/// Does what the command line asks.
fn execute(command: Command) -> ExitCode {
    let print = |text: &str| ExitCode::from(u8::from(!output::print(text)));
    match command {
        Command::Print(text) => print(text),
        Command::Version => print(&format!("Taipan {} (Python 3.14)\n", env!("CARGO_PKG_VERSION"))),
        Command::Run(run) => program::run(&run),
        Command::Inspect(inspect) => inspect::inspect(*inspect),
        Command::Profile(profile) => profile::profile(*profile),
        Command::Explain(explain) => explain::explain(&explain),
        Command::Bench(arguments) => bench::bench(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
    }
}
