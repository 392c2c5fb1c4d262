//! `taipan explain`: what a kind of refusal, a state, an opcode or a form is; or what came of a line of a program.

use std::ffi::OsString;
use std::process::ExitCode;

use taipan_runtime::stats::{self, ReportOptions, Topic};

use crate::arguments::{Command, Run, Source};
use crate::output;
use crate::profile;

/// The text of `explain --help`.
const HELP: &str = "\
usage: taipan explain KIND | STATE | OPCODE | FORM
       taipan explain FILE:LINE [ARGS...]
       taipan explain --list

Tells what a reason of refusal, a state, an opcode or an executable form is,
what brings it about, what to do, and a program that produces it. With a line of
a program: runs it, and tells what became of the line's instructions.
";

/// `taipan explain`.
#[derive(Debug)]
pub(crate) enum Explain {
    Topic(Topic),
    /// A line of a program.
    Line {
        run: Run,
        line: i32,
    },
    List,
}

/// Reads the command's arguments.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Command, String> {
    let first = arguments.first().map(|first| first.to_string_lossy().into_owned());
    let topic = match first.as_deref() {
        None => {
            return Err(
                "explain: a kind, state, opcode, form or FILE:LINE is needed (--list names them)".to_owned()
            );
        }
        Some("-h" | "--help") => return Ok(Command::Print(HELP)),
        Some("--list") => return Ok(Command::Explain(Explain::List)),
        Some(option) if option.starts_with('-') => return Err(format!("explain: unknown option {option}")),
        Some(topic) => topic,
    };
    if let Some((file, line)) = topic.rsplit_once(':') {
        let line = line.parse().map_err(|_| format!("explain: '{line}' is no line of {file}"))?;
        let mut argv = arguments;
        argv[0] = OsString::from(file);
        return Ok(Command::Explain(Explain::Line {
            run: Run { source: Source::File(OsString::from(file)), argv, options: Default::default() },
            line,
        }));
    }
    // `not specializable` is two words.
    let words: Vec<String> = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let topic = Topic::named(&words.join(" ")).map_err(|problem| {
        let hint = if problem.contains("did you mean") { "" } else { " (taipan explain --list names all)" };
        problem + hint
    });
    topic.map(|topic| Command::Explain(Explain::Topic(topic)))
}

/// Tells.
pub(crate) fn explain(explain: &Explain) -> ExitCode {
    match explain {
        Explain::Topic(topic) => ExitCode::from(u8::from(!output::print(&topic.text()))),
        Explain::List => {
            let names: Vec<&str> = Topic::all().map(Topic::name).collect();
            ExitCode::from(u8::from(!output::print(&(names.join("\n") + "\n"))))
        }
        Explain::Line { run, line } => line_of(run, *line),
    }
}

fn line_of(run: &Run, line: i32) -> ExitCode {
    let (snapshot, status) = match profile::run(run) {
        Ok(run) => run,
        Err(status) => return ExitCode::from(status),
    };
    let file = snapshot.program.clone();
    let part = snapshot.at_line(&file, line);
    if part.sites.is_empty() {
        crate::output::tell!("taipan: no instruction of line {line} was executed");
        return ExitCode::from(2);
    }
    let options = ReportOptions {
        top: usize::MAX,
        detail: true,
        history: true,
        base: taipan_runtime::current_directory(),
        ..ReportOptions::default()
    };
    let written = output::print(&stats::line_report(&part, &options));
    ExitCode::from(if written { status } else { 1 })
}
