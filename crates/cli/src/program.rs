//! Running a program: its source, `sys.argv`, and how it ends.

use std::io::Read;
use std::process::ExitCode;

use taipan_runtime::vm::errors::{Class, Exception};
use taipan_runtime::vm::{PyResult, Value};
use taipan_runtime::{Config, Dispatch, Python, StartForm};

use crate::arguments::{Command, HELP, Run, Source};

/// Does what the command line asks.
pub(crate) fn execute(command: Command) -> ExitCode {
    match command {
        Command::Help => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        Command::Version => {
            println!("Taipan {} (Python 3.14)", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Command::Run(run) => run_program(&run),
        Command::Inspect(inspect) => run_program(&inspect.program),
        Command::Profile(profile) => run_program(&profile.program),
    }
}

/// The configuration that the environment asks for.
pub(crate) fn config() -> Config {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let mut config = Config::default();
    if variable("TAIPAN_FORM") == "faithful" {
        config.form = StartForm::Faithful;
    }
    if variable("TAIPAN_SPECIALIZE") == "off" {
        config.specialize = false;
    }
    if variable("TAIPAN_DISPATCH") == "trampoline" {
        config.dispatch = Dispatch::Trampoline;
    }
    config.hash_seed = variable("PYTHONHASHSEED").parse().ok();
    config
}

fn run_program(run: &Run) -> ExitCode {
    let (source, name) = match read_source(&run.source) {
        Ok(read) => read,
        Err(status) => return status,
    };
    let Some(mut python) = Python::new(config()) else {
        eprintln!("taipan: not enough memory to start");
        return ExitCode::from(1);
    };
    python.thread().catch_interrupts();
    let result = run_source(&mut python, run, &source, &name);
    let status = finish(&mut python, result);
    python.thread().release_interrupts();
    // The process ends here: its memory goes with it.
    std::mem::forget(python);
    status
}

fn read_source(source: &Source) -> Result<(Vec<u8>, String), ExitCode> {
    match source {
        Source::Code(code) => Ok((code.clone().into_bytes(), "<string>".to_owned())),
        Source::Stdin => {
            let mut text = Vec::new();
            match std::io::stdin().read_to_end(&mut text) {
                Ok(_) => Ok((text, "<stdin>".to_owned())),
                Err(error) => {
                    eprintln!("taipan: can't read standard input: {error}");
                    Err(ExitCode::from(2))
                }
            }
        }
        Source::File(path) => match std::fs::read(path) {
            Ok(text) => Ok((text, path.to_string_lossy().into_owned())),
            Err(error) => {
                let number = error.raw_os_error().unwrap_or(0);
                let text = error.to_string();
                let text = text.split(" (os error").next().unwrap_or_default();
                let program = std::env::args().next().unwrap_or_else(|| "taipan".to_owned());
                eprintln!("{program}: can't open file '{}': [Errno {number}] {text}", absolute(path));
                Err(ExitCode::from(2))
            }
        },
    }
}

fn absolute(path: &std::ffi::OsStr) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_string_lossy().into_owned(), |path| path.display().to_string())
}

fn run_source(python: &mut Python, run: &Run, source: &[u8], name: &str) -> PyResult<()> {
    let arguments: Vec<String> = run.argv.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let _ = taipan_runtime::set_arguments(python.thread(), &arguments);
    let file = matches!(run.source, Source::File(_)).then_some(name);
    let namespace = python.main_namespace(file)?;
    python.run_source(source, name, &namespace)
}

/// Ends the program: its exit status, after an uncaught exception was printed.
fn finish(python: &mut Python, result: PyResult<()>) -> ExitCode {
    let status = match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(python, error),
    };
    taipan_runtime::flush(python.thread());
    status
}

fn report(python: &mut Python, error: Exception) -> ExitCode {
    let t = python.thread();
    if t.is_exception(&error, Class::SystemExit) {
        return match taipan_runtime::exit_status(t, error.value()) {
            Ok(status) => ExitCode::from(status),
            Err(text) => {
                taipan_runtime::flush(t);
                eprintln!("{text}");
                ExitCode::from(1)
            }
        };
    }
    let interrupted = t.is_exception(&error, Class::KeyboardInterrupt);
    taipan_runtime::print_exception(t, error.value());
    if interrupted {
        taipan_runtime::flush(t);
        taipan_runtime::die_of_interrupt();
    }
    let _: Option<Value> = None;
    ExitCode::from(1)
}
