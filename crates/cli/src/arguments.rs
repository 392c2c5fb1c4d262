//! The command line, read as CPython reads its own: options, then a program, then the program's arguments.

use std::ffi::OsString;

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Version,
    Run(Run),
    Inspect(Inspect),
    Profile(Profile),
    /// Its own arguments, unread.
    Bench(Vec<OsString>),
    /// Its own arguments, unread.
    Compare(Vec<OsString>),
}

/// A program and its arguments.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) source: Source,
    /// `sys.argv`, the program's name first.
    pub(crate) argv: Vec<OsString>,
}

/// Where the program is.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    File(OsString),
    Code(String),
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
usage: taipan [run] FILE | -c CODE | - [ARGS...]
       taipan inspect [--cold] [--executable] FILE | -c CODE [ARGS...]
       taipan profile [--json FILE] FILE | -c CODE [ARGS...]
       taipan bench [OPTIONS] [NAME | FILE]...
       taipan compare [OPTIONS] BASE HEAD...

Runs Python 3.14 programs, and shows what the interpreter made of them.

  -c CODE        run CODE
  -              read the program from standard input
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
        Some("bench") => return Ok(Command::Bench(arguments.split_off(1))),
        Some("compare") => return Ok(Command::Compare(arguments.split_off(1))),
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

/// A program and its arguments: `FILE …`, `-c CODE …`, `- …`, or nothing.
fn program(arguments: Vec<OsString>) -> Result<Run, String> {
    let mut rest = arguments.into_iter();
    let Some(first) = rest.next() else {
        return Ok(Run { source: Source::Stdin, argv: vec![OsString::new()] });
    };
    if first == "-c" {
        let code = rest.next().ok_or("argument expected for the -c option")?;
        let code = code.into_string().map_err(|_| "the code after -c is no valid text")?;
        let argv = std::iter::once(OsString::from("-c")).chain(rest).collect();
        return Ok(Run { source: Source::Code(code), argv });
    }
    if first == "-" {
        return Ok(Run { source: Source::Stdin, argv: std::iter::once(first).chain(rest).collect() });
    }
    if first.to_string_lossy().starts_with('-') {
        return Err(format!("unknown option {}", first.to_string_lossy()));
    }
    let argv = std::iter::once(first.clone()).chain(rest).collect();
    Ok(Run { source: Source::File(first), argv })
}
