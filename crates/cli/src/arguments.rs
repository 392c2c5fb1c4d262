//! The command line, read as CPython reads its own: options, then a program, then the program's arguments.

use std::ffi::OsString;

use taipan_runtime::stats::unknown;

use crate::explain::Explain;
use crate::inspect::Inspect;
use crate::interpreter_options::{self, Options};
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

/// The text of `--help`.
const HELP: &str = "\
usage: taipan [run] [-bBdEIOPqRsSuvx] [-W FILTER] [-X OPTION]
              FILE | -c CODE | -m MODULE | - [ARGS...]
       taipan inspect [OPTIONS] FILE[:FUNCTION] | -c CODE | -m MODULE [ARGS...]
       taipan profile [OPTIONS] [--] FILE | -c CODE | -m MODULE [ARGS...]
       taipan explain KIND | STATE | OPCODE | FORM | FILE:LINE
       taipan bench [OPTIONS] [NAME | FILE]...
       taipan compare [OPTIONS] BASE HEAD...

Runs Python 3.14 programs, and shows what the interpreter made of them.

  -c CODE        run CODE
  -m MODULE      run a module as the program
  -              read the program from standard input
  -b, -bb        warn of bytes shown as text or compared with it; -bb: raise
  -B             leave no .pyc files of what is imported
  -E             ignore environment variables named PYTHON*
  -I             isolated: -E, -P and -s
  -O, -OO        leave out assert statements; docstrings too
  -P             keep the program's directory off sys.path
  -R             hash strings unlike the last run, whatever PYTHONHASHSEED says
  -u             write output at once
  -v             tell of imports
  -W FILTER      what happens to warnings: action:message:category:module:line
  -x             skip the first line of FILE
  -X OPTION      dev, int_max_str_digits=N, pycache_prefix=PATH, utf8,
                 warn_default_encoding; others stand in sys._xoptions
  -d, -q, -s, -S stand in sys.flags
  -V, --version  print the version
  -h, --help     print this text; after a command, that command's

Exit statuses: the program's own under run; else 0 ok, 1 the program raised or
the output could not be written, 2 usage, 3 a gate failed, 130 interrupted.
";

/// The commands with options of their own.
pub(crate) const TOOLS: &[&str] = &["inspect", "profile", "explain", "bench", "compare"];

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
    let run = program(arguments)?;
    Ok(match () {
        () if run.options.count(b'h') + run.options.count(b'?') > 0 => Command::Print(HELP),
        () if run.options.count(b'V') > 0 => Command::Version,
        () => Command::Run(run),
    })
}

/// A program and its arguments: `[OPTIONS] FILE …`, `-c CODE …`, `-m MODULE …`, `- …`, or nothing.
pub(crate) fn program(arguments: Vec<OsString>) -> Result<Run, String> {
    let mut rest = arguments.into_iter();
    let options = interpreter_options::take(&mut rest)?;
    if let Some((kind, text)) = options.text.clone() {
        let text = text.into_string().map_err(|_| format!("what comes after {kind} is no valid text"))?;
        let argv = std::iter::once(OsString::from(kind)).chain(rest).collect();
        let source = if kind == "-c" { Source::Code(text) } else { Source::Module(text) };
        return Ok(Run { source, argv, options });
    }
    let Some(first) = options.next.clone() else {
        return Ok(Run { source: Source::Stdin, argv: vec![OsString::new()], options });
    };
    let argv = std::iter::once(first.clone()).chain(rest).collect();
    let source = if first == "-" { Source::Stdin } else { Source::File(first) };
    Ok(Run { source, argv, options })
}

/// The program of a tool, which must be named.
pub(crate) fn target(tool: &str, arguments: Vec<OsString>) -> Result<Run, String> {
    if arguments.is_empty() {
        return Err(format!(
            "{tool}: a program is needed: FILE, -c CODE, -m MODULE, or - for standard input"
        ));
    }
    program(arguments)
}

/// The value of a table's row with this name; else a message that names the nearest.
pub(crate) fn choice<T: Copy>(what: &str, name: &str, table: &[(&str, T)]) -> Result<T, String> {
    let found = table.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = table.iter().map(|(known, _)| *known).collect();
        unknown(what, name, name, &names)
    })
}
