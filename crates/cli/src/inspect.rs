//! `taipan inspect`: a program's bytecode with what became of each site.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use taipan_runtime::bytecode::Code;
use taipan_runtime::stats::{self, InspectOptions, Inspection};
use taipan_runtime::{code_records, shared_code};

use crate::arguments::{self, Command, Run, Source};
use crate::options::{Options, contradiction};
use crate::output::{self, Color};
use crate::program::{self, INTERRUPTED, Program};
use crate::{dump, versus};

/// The text of `inspect --help`.
const HELP: &str = "\
usage: taipan inspect [OPTIONS] FILE[:FUNCTION] | -c CODE | -m MODULE | -
                      [ARGS...]
       taipan inspect --dump FILE... | @LIST...

Runs a program, then shows its bytecode with what each instruction became:
  \u{b7} cold          \u{25d4} warming       \u{25cf} stable             \u{25d0} polymorphic
  \u{25c6} megamorphic   \u{2716} backing off   \u{25cb} not specializable

  --run               run the program first (the default)
  --cold              do not run it
  --warmup N          after that, call the function N times without arguments
  --function NAME     only this function: its qualified name
  --caches            caches and counters, decoded
  --offsets           offsets of instructions
  --positions         source ranges
  --executable        the executable words of each instruction; with --caches
                      their cells too
  --source, --no-source
                      lines of source (shown unless told otherwise)
  --only OPCODE       only sites of this opcode; may be repeated
  --state LIST        only sites in these states: cold, warming, stable, poly,
                      mega, backoff, generic
  --history           transitions of each site
  --vs PYTHON         where CPython 3.14, run on the same program, specializes
                      differently
  --cpython-compat    as CPython 3.14's dis prints it
  --json              JSON; what the program prints goes to standard error
  --schema            print the JSON's schema
  --color WHEN        auto, always or never
  --dump              code objects of files as lines for comparing compilers

Exit statuses: 0 ok, 1 the program raised or the output could not be written,
2 usage, 130 interrupted.
";

/// `taipan inspect`.
#[derive(Debug, Default)]
pub(crate) struct Inspect {
    program: Option<Run>,
    function: Option<String>,
    cold: bool,
    warmup: Option<u32>,
    versus: Option<OsString>,
    compat: bool,
    json: bool,
    color: Color,
    options: InspectOptions,
    /// Files to dump, instead of everything else.
    dump: Option<Vec<OsString>>,
}

const OPTIONS: &[&str] = &[
    "--run",
    "--cold",
    "--warmup",
    "--function",
    "--caches",
    "--offsets",
    "--positions",
    "--executable",
    "--source",
    "--no-source",
    "--only",
    "--state",
    "--history",
    "--vs",
    "--cpython-compat",
    "--json",
    "--schema",
    "--color",
    "--dump",
    "--help",
];

/// Reads the command's arguments.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Command, String> {
    let mut inspect = Inspect::default();
    inspect.options.source = true;
    let mut ran = false;
    let mut options = Options::new("inspect", arguments);
    while let Some(name) = options.next()? {
        let shown = &mut inspect.options;
        match name.as_str() {
            "-h" | "--help" => return Ok(Command::Print(HELP)),
            "--schema" => return Ok(Command::Print(stats::INSPECT_SCHEMA)),
            "--run" => ran = true,
            "--cold" => inspect.cold = true,
            "--warmup" => inspect.warmup = Some(options.number("a number of calls")?),
            "--function" => inspect.function = Some(options.text("a function's name")?),
            "--caches" => shown.caches = true,
            "--offsets" => shown.offsets = true,
            "--positions" => shown.positions = true,
            "--executable" => shown.executable = true,
            "--source" => shown.source = true,
            "--no-source" => shown.source = false,
            "--only" => shown.filter.families.push(stats::family_named(&options.text("an opcode")?)?),
            "--state" => {
                for state in options.text("states")?.split(',') {
                    shown.filter.states.push(stats::state_named(state)?);
                }
            }
            "--history" => shown.history = true,
            "--vs" => inspect.versus = Some(options.value("an interpreter")?),
            "--cpython-compat" => inspect.compat = true,
            "--json" => inspect.json = true,
            "--color" => {
                inspect.color =
                    arguments::choice("colour", &options.text("auto, always or never")?, Color::NAMES)?;
            }
            "--dump" => inspect.dump = Some(Vec::new()),
            _ => return Err(options.unknown(OPTIONS)),
        }
    }
    let rest = options.program();
    inspect.check(ran)?;
    if inspect.dump.is_some() {
        if rest.is_empty() {
            return Err("inspect: --dump needs files".to_owned());
        }
        inspect.dump = Some(rest);
    } else {
        inspect.program = Some(arguments::target("inspect", rest)?);
        inspect.split_target();
        if let (Some(_), Some(run)) = (&inspect.versus, &inspect.program) {
            versus::check(run)?;
        }
        if inspect.warmup.is_some() && inspect.function.is_none() {
            return Err("inspect: --warmup needs a function: FILE:FUNCTION or --function NAME".to_owned());
        }
    }
    Ok(Command::Inspect(Box::new(inspect)))
}

impl Inspect {
    /// Refuses options that can't both be meant.
    fn check(&self, ran: bool) -> Result<(), String> {
        let shown = &self.options;
        let forms = [
            (self.versus.is_some(), "--vs"),
            (self.compat, "--cpython-compat"),
            (self.json, "--json"),
            (self.dump.is_some(), "--dump"),
        ];
        for (index, form) in forms.iter().enumerate() {
            contradiction("inspect", &[*form], &forms[index + 1..])?;
        }
        let live = [
            (ran, "--run"),
            (self.warmup.is_some(), "--warmup"),
            (self.versus.is_some(), "--vs"),
            (shown.history, "--history"),
        ];
        contradiction("inspect", &[(self.cold, "--cold")], &live)?;
        let ours = [(shown.executable, "--executable"), (shown.history, "--history")];
        contradiction("inspect", &[(self.compat, "--cpython-compat")], &ours)
    }

    /// `FILE:FUNCTION`, unless there is a file of that whole name.
    fn split_target(&mut self) {
        let Some(Run { source: Source::File(path), argv, .. }) = &mut self.program else { return };
        if self.function.is_some() || std::path::Path::new(path).exists() {
            return;
        }
        let text = path.to_string_lossy().into_owned();
        let Some((file, function)) = text.rsplit_once(':') else { return };
        let is_name = |name: &str| !name.is_empty() && !name.contains('/');
        if is_name(function) && !file.is_empty() {
            self.function = Some(function.to_owned());
            *path = OsString::from(file);
            argv[0] = OsString::from(file);
        }
    }
}

/// Runs the program unless it is to stay cold, then shows its code.
pub(crate) fn inspect(mut inspect: Inspect) -> ExitCode {
    if let Some(files) = &inspect.dump {
        return dump::dump(files);
    }
    let Some(run) = inspect.program.take() else { unreachable!("without --dump there is a program") };
    let mut config = crate::configuration::config_for(&run);
    config.profile = true;
    let loaded = Program::load(&run, config).and_then(|mut program| {
        let code = program.compile()?;
        Ok((program, code))
    });
    let (program, code) = match loaded {
        Ok(loaded) => loaded,
        Err(status) => return ExitCode::from(status),
    };
    let Some(root) = shared_code(&code) else { unreachable!("compiling a module gives a code object") };
    inspect.options.color = inspect.color.wanted();
    inspect.options.base = taipan_runtime::current_directory();
    let (name, source) = (program.name.clone(), String::from_utf8_lossy(program.source()).into_owned());
    // A function that is not there is told before the program runs for nothing.
    if let Err(problem) = Inspection::new(&name, None, &root, inspect.function.as_deref(), &[]) {
        crate::output::tell!("taipan: {problem}");
        return ExitCode::from(2);
    }
    let stdout = inspect.json.then(taipan_runtime::divert_stdout).flatten();
    let (records, status) = if inspect.cold {
        std::mem::forget((code, program.python));
        (Vec::new(), 0)
    } else {
        let (ending, mut python) = program.run_compiled(&code);
        let mut status = ending.tool_status();
        if let (0, Some(calls), Some(function)) = (status, inspect.warmup, &inspect.function) {
            status = program::warm_up(&mut python, function, calls);
        }
        let records = code_records(python.thread());
        python.thread().release_interrupts();
        // The process ends here: its memory goes with it.
        std::mem::forget((code, python));
        (records, status)
    };
    if status == INTERRUPTED && inspect.versus.is_some() {
        // Who stopped the program does not want it run once more.
        return ExitCode::from(status);
    }
    let written = inspect.show(&run, &name, &source, &root, &records, stdout);
    ExitCode::from(written.unwrap_or(status))
}

impl Inspect {
    /// Writes what was asked for; the exit status of a failure.
    fn show(
        &self,
        run: &Run,
        name: &str,
        source: &str,
        root: &Arc<Code>,
        records: &[stats::CodeRecord],
        stdout: Option<std::fs::File>,
    ) -> Option<u8> {
        let inspection = match Inspection::new(name, Some(source), root, self.function.as_deref(), records) {
            Ok(inspection) => inspection,
            Err(problem) => {
                crate::output::tell!("taipan: {problem}");
                return Some(2);
            }
        };
        let text = if let Some(python) = &self.versus {
            match versus::compare(&inspection, python, run, &self.options.base) {
                Ok(text) => text,
                Err((status, problem)) => {
                    crate::output::tell!("taipan: {problem}");
                    return Some(status);
                }
            }
        } else if self.compat {
            stats::compat(&inspection, &self.options)
        } else if self.json {
            stats::inspect_json(&inspection)
        } else {
            stats::inspect(&inspection, &self.options)
        };
        let written = match stdout {
            Some(mut stdout) => output::print_to(&mut stdout, &text),
            None => output::print(&text),
        };
        (!written).then_some(1)
    }
}
