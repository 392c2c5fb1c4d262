//! The command line, read as CPython reads its own: options, then a program, then the program's arguments.

use std::ffi::OsString;

use taipan_runtime::stats::unknown;

use crate::explain::Explain;
use crate::inspect::Inspect;
use crate::profile::Profile;

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print a text.
    Print(&'static str),
    Version,
    Run(Run),
    Inspect(Box<Inspect>),
    Profile(Box<Profile>),
    Explain(Explain),
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

/// The text of `--help`.
const HELP: &str = "\
usage: taipan [run] FILE | -c CODE | - [ARGS...]
       taipan inspect [OPTIONS] FILE[:FUNCTION] | -c CODE [ARGS...]
       taipan profile [OPTIONS] [--] FILE | -c CODE [ARGS...]
       taipan explain KIND | STATE | OPCODE | FORM | FILE:LINE
       taipan bench [OPTIONS] [NAME | FILE]...
       taipan compare [OPTIONS] BASE HEAD...

Runs Python 3.14 programs, and shows what the interpreter made of them.

  -c CODE        run CODE
  -              read the program from standard input
  -V, --version  print the version
  -h, --help     print this text; after a command, that command's

Exit statuses: the program's own under run; else 0 ok, 1 the program raised,
2 usage, 3 a gate failed, 130 interrupted.
";

/// Reads the command line.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut arguments: Vec<OsString> = arguments.skip(1).collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("-h" | "--help") => return Ok(Command::Print(HELP)),
        Some("-V" | "--version") => return Ok(Command::Version),
        Some("run") => {
            arguments.remove(0);
        }
        Some("inspect") => return crate::inspect::parse(arguments.split_off(1)),
        Some("profile") => return crate::profile::parse(arguments.split_off(1)),
        Some("explain") => return crate::explain::parse(arguments.split_off(1)),
        Some("bench") => return Ok(Command::Bench(arguments.split_off(1))),
        Some("compare") => return Ok(Command::Compare(arguments.split_off(1))),
        _ => {}
    }
    program(arguments).map(Command::Run)
}

/// A program and its arguments: `FILE …`, `-c CODE …`, `- …`, or nothing.
pub(crate) fn program(arguments: Vec<OsString>) -> Result<Run, String> {
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

/// The value of a table's row with this name; else a message that names the nearest.
pub(crate) fn choice<T: Copy>(what: &str, name: &str, table: &[(&str, T)]) -> Result<T, String> {
    let found = table.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = table.iter().map(|(known, _)| *known).collect();
        unknown(what, name, name, &names)
    })
}
