//! The command line, read as CPython reads its own: options, then a program, then the program's arguments.

use std::ffi::OsString;

use crate::options::{self, Options};

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Version,
    Run(Run),
    Inspect(Inspect),
    Profile(Profile),
}

/// A program and its arguments.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) source: Source,
    /// `sys.argv`, the program's name first.
    pub(crate) argv: Vec<OsString>,
    pub(crate) options: Options,
}

/// Where the program is.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    File(OsString),
    Code(String),
    /// `-m`.
    Module(String),
    Stdin,
}

/// `taipan inspect`.
#[derive(Debug)]
pub(crate) struct Inspect {
    pub(crate) program: Run,
    /// Don't run the program first.
    pub(crate) cold: bool,
    /// Show executable words beside the instructions.
    pub(crate) executable: bool,
}

/// `taipan profile`.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) program: Run,
    /// Where the JSON goes: a file, or standard output.
    pub(crate) json: Option<OsString>,
}

/// The text of `--help`.
pub(crate) const HELP: &str = "\
usage: taipan [run] [-u] [-W FILTER] FILE | -c CODE | -m MODULE | - [ARGS...]
       taipan inspect [--cold] [--executable] FILE | -c CODE [ARGS...]
       taipan profile [--json FILE] FILE | -c CODE [ARGS...]

Runs Python 3.14 programs, and shows what the interpreter made of them.

  -c CODE        run CODE
  -m MODULE      run a module as the program
  -              read the program from standard input
  -u             write output at once
  -W FILTER      what happens to warnings: action:message:category:module:line
  -V, --version  print the version
  -h, --help     print this text

Exit statuses: the program's own under run; else 0 ok, 1 the program raised, 2 usage, 130 interrupted.
";

/// Reads the command line.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut arguments: Vec<OsString> = arguments.skip(1).collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("-h" | "--help") => return Ok(Command::Help),
        Some("-V" | "--version") => return Ok(Command::Version),
        Some("run") => {
            arguments.remove(0);
        }
        Some("inspect") => return inspect(arguments.split_off(1)),
        Some("profile") => return profile(arguments.split_off(1)),
        _ => {}
    }
    program(arguments).map(Command::Run)
}

fn inspect(arguments: Vec<OsString>) -> Result<Command, String> {
    let (mut cold, mut executable) = (false, false);
    let mut rest = arguments.into_iter().peekable();
    while let Some(option) = rest.next_if(|argument| argument.to_string_lossy().starts_with("--")) {
        match option.to_str() {
            Some("--cold") => cold = true,
            Some("--executable") => executable = true,
            Some("--run") => cold = false,
            Some("--") => break,
            _ => return Err(format!("inspect: unknown option {}", option.to_string_lossy())),
        }
    }
    let program = program(rest.collect())?;
    Ok(Command::Inspect(Inspect { program, cold, executable }))
}

fn profile(arguments: Vec<OsString>) -> Result<Command, String> {
    let mut json = None;
    let mut rest = arguments.into_iter().peekable();
    while let Some(option) = rest.next_if(|argument| argument.to_string_lossy().starts_with("--")) {
        match option.to_str() {
            Some("--json") => {
                json = Some(rest.next().ok_or("profile: --json needs a file (or - for standard output)")?)
            }
            Some("--") => break,
            _ => return Err(format!("profile: unknown option {}", option.to_string_lossy())),
        }
    }
    let program = program(rest.collect())?;
    Ok(Command::Profile(Profile { program, json }))
}

/// A program and its arguments: `[OPTIONS] FILE …`, `-c CODE …`, `-m MODULE …`, `- …`, or nothing.
fn program(arguments: Vec<OsString>) -> Result<Run, String> {
    let mut rest = arguments.into_iter();
    let options = options::take(&mut rest)?;
    let Some(first) = options.next.clone().or_else(|| rest.next()) else {
        return Ok(Run { source: Source::Stdin, argv: vec![OsString::new()], options });
    };
    if first == "-c" || first == "-m" {
        let kind = first.to_string_lossy().into_owned();
        let text = rest.next().ok_or_else(|| format!("argument expected for the {kind} option"))?;
        let text = text.into_string().map_err(|_| format!("what comes after {kind} is no valid text"))?;
        let argv = std::iter::once(first).chain(rest).collect();
        let source = if kind == "-c" { Source::Code(text) } else { Source::Module(text) };
        return Ok(Run { source, argv, options });
    }
    let argv = std::iter::once(first.clone()).chain(rest).collect();
    let source = if first == "-" { Source::Stdin } else { Source::File(first) };
    Ok(Run { source, argv, options })
}
