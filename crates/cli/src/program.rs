//! Running a program: its source, `sys.argv`, and how it ends.

use std::io::Read;
use std::process::ExitCode;

use taipan_runtime::bytecode::marshal::MAGIC;
use taipan_runtime::vm::errors::{Class, Exception};
use taipan_runtime::vm::{PyResult, Value};
use taipan_runtime::{Config, Python};

use crate::arguments::{Run, Source};
use crate::configuration::{check_ways, config_for, int_digits};

/// The status of a tool whose program was interrupted.
pub(crate) const INTERRUPTED: u8 = 130;

/// How a program ended.
pub(crate) struct Ending {
    pub(crate) status: u8,
    /// Whether an exception ended it (SystemExit too).
    pub(crate) raised: bool,
    /// Whether it died of a KeyboardInterrupt.
    pub(crate) interrupted: bool,
}

impl Ending {
    /// What a tool that ran the program answers: 0 ok, 1 the program raised, 130 interrupted.
    pub(crate) fn tool_status(&self) -> u8 {
        match self {
            Ending { interrupted: true, .. } => INTERRUPTED,
            Ending { raised: true, status, .. } => u8::from(*status != 0),
            _ => 0,
        }
    }
}

/// Runs a program as `taipan FILE` does.
pub(crate) fn run(run: &Run) -> ExitCode {
    let loaded = match Program::load(run, config_for(run)) {
        Ok(program) => program,
        Err(status) => return ExitCode::from(status),
    };
    let (mut ending, mut python) = loaded.run();
    if !taipan_runtime::finalize(python.thread()) {
        ending.status = LOST_OUTPUT;
    }
    if ending.interrupted {
        taipan_runtime::die_of_interrupt();
    }
    python.thread().release_interrupts();
    // The process ends here: its memory goes with it.
    std::mem::forget(python);
    ExitCode::from(ending.status)
}

/// A program whose source has been read, with the virtual machine to run it.
pub(crate) struct Program<'a> {
    run: &'a Run,
    source: Vec<u8>,
    pub(crate) name: String,
    /// What `__package__` is, once the module of `-m` is found.
    package: Option<String>,
    pub(crate) python: Python,
}

impl<'a> Program<'a> {
    /// Reads the source; what fails is told on standard error, and gives the exit status.
    pub(crate) fn load(run: &'a Run, mut config: Config) -> Result<Program<'a>, u8> {
        check_ways()?;
        let digits = int_digits(&run.options).map_err(|text| {
            crate::output::tell!("Fatal Python error: {text}\nPython runtime state: preinitialized\n");
            1_u8
        })?;
        let (mut source, name) = read_source(&run.source)?;
        if run.options.count(b'x') > 0 && matches!(run.source, Source::File(_)) {
            // The line's end stays: the others keep their numbers.
            let end = source.iter().position(|&byte| byte == b'\n').unwrap_or(source.len());
            source.drain(..end);
        }
        if let Some(digits) = digits {
            config.int_max_str_digits = digits;
        }
        let Some(python) = Python::new(config) else {
            crate::output::tell!("taipan: not enough memory to start");
            return Err(1);
        };
        Ok(Program { run, source, name, package: None, python })
    }

    /// The program's text.
    pub(crate) fn source(&self) -> &[u8] {
        &self.source
    }

    /// Compiles the program; a syntax error is reported as Python does, and gives the exit status.
    pub(crate) fn compile(&mut self) -> Result<Value, u8> {
        self.python.thread().catch_interrupts();
        let compiled = self.compiled();
        compiled.map_err(|error| finish(&mut self.python, Err(error)).tool_status())
    }

    fn compiled(&mut self) -> PyResult {
        let run = self.run;
        if let Source::Module(name) = &run.source {
            return self.module_code(name);
        }
        let code = self.code()?;
        self.remember_source(&code);
        Ok(code)
    }

    /// The program's code object: compiled, or read from the `.pyc` that the program is; then its source becomes what that
    /// was compiled from, as far as it is there.
    fn code(&mut self) -> PyResult {
        if !self.is_compiled() {
            return self.compile_source();
        }
        let code = self.python.load_pyc(&self.source)?;
        self.source = taipan_runtime::shared_code(&code)
            .and_then(|code| std::fs::read(&*code.filename.to_lossy()).ok())
            .unwrap_or_default();
        Ok(code)
    }

    /// Whether the program is a `.pyc` file, by its name or its first bytes.
    fn is_compiled(&self) -> bool {
        matches!(self.run.source, Source::File(_))
            && (self.name.ends_with(".pyc") || self.source.starts_with(&MAGIC[..2]))
    }

    /// Compiles and runs the program to its end.
    pub(crate) fn run(mut self) -> (Ending, Python) {
        self.python.thread().catch_interrupts();
        let result = self.compiled().and_then(|code| self.start(&code));
        (finish(&mut self.python, result), self.python)
    }

    fn compile_source(&mut self) -> PyResult {
        match &self.run.source {
            Source::Code(_) => self.python.compile(&self.source, &self.name),
            _ => self.python.compile_program(&self.source, &self.name),
        }
    }

    /// Runs the compiled program to its end.
    pub(crate) fn run_compiled(mut self, code: &Value) -> (Ending, Python) {
        self.python.thread().catch_interrupts();
        let result = self.start(code);
        (finish(&mut self.python, result), self.python)
    }

    /// The code of the module that is to be the program (`-m`), once it is found.
    fn module_code(&mut self, name: &str) -> PyResult {
        if !self.is_safe() {
            let directory = std::env::current_dir().unwrap_or_default();
            taipan_runtime::set_script_directory(self.python.thread(), &directory.to_string_lossy())?;
        }
        let found = match self.python.thread().find_program(name)? {
            Ok(found) => found,
            Err(text) => {
                let program = std::env::args().next().unwrap_or_else(|| "taipan".to_owned());
                self.python.thread().write_stderr(&format!("{program}: {text}\n"));
                let exit = self.python.thread().exception_of(Class::SystemExit, vec![Value::small_int(1)]);
                return Err(exit);
            }
        };
        self.source = match std::fs::read(&found.file) {
            Ok(source) => source,
            Err(error) => return Err(self.python.thread().io_error(&error, None)),
        };
        self.name = found.file.to_string_lossy().into_owned();
        self.package = Some(found.package);
        self.python.thread().load_module_code(name, &found.file)
    }

    /// Lets tracebacks show the lines of code that came with the command line.
    fn remember_source(&mut self, code: &Value) {
        if let (Source::Code(source), Some(code)) = (&self.run.source, taipan_runtime::shared_code(code)) {
            self.python.thread().interpreter().sources.add_code(&code, source);
        }
    }

    /// What `sys.argv` is.
    fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> =
            self.run.argv.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
        if let (Some(first), Some(_)) = (arguments.first_mut(), &self.package) {
            first.clone_from(&self.name);
        }
        arguments
    }

    /// Whether the program's directory stays off `sys.path`.
    fn is_safe(&mut self) -> bool {
        self.python.thread().interpreter().config.flags.safe_path
    }

    /// What `sys.path` begins with.
    fn script_directory(&self) -> String {
        let Source::File(path) = &self.run.source else { return String::new() };
        let path = std::fs::canonicalize(path).unwrap_or_default();
        if path.is_dir() {
            return path.to_string_lossy().into_owned();
        }
        path.parent().map(|directory| directory.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn start(&mut self, code: &Value) -> PyResult<()> {
        let arguments = self.arguments();
        taipan_runtime::set_arguments(self.python.thread(), &arguments)?;
        if self.package.is_none() && !self.is_safe() {
            let directory = self.script_directory();
            taipan_runtime::set_script_directory(self.python.thread(), &directory)?;
        }
        let is_file = !matches!(self.run.source, Source::Code(_));
        let namespace = self.python.main_namespace(is_file.then_some(self.name.as_str()))?;
        if let Some(package) = &self.package {
            let t = self.python.thread();
            let (key, package) = (t.intern("__package__")?, t.intern(package)?);
            t.set_item(&namespace, &key, &package)?;
        }
        self.python.run_compiled(code, &namespace)
    }
}

/// The status of a program whose output could not be written.
const LOST_OUTPUT: u8 = 120;

fn read_source(source: &Source) -> Result<(Vec<u8>, String), u8> {
    match source {
        Source::Code(code) => Ok((code.clone().into_bytes(), "<string>".to_owned())),
        // It is found once there is a `sys.path`.
        Source::Module(name) => Ok((Vec::new(), name.clone())),
        Source::Stdin => {
            let mut text = Vec::new();
            match std::io::stdin().read_to_end(&mut text) {
                Ok(_) => Ok((text, "<stdin>".to_owned())),
                Err(error) => {
                    crate::output::tell!("taipan: can't read standard input: {error}");
                    Err(2)
                }
            }
        }
        Source::File(path) => match std::fs::read(program_file(path)?) {
            Ok(text) => Ok((text, absolute(program_file(path)?.as_os_str()))),
            Err(error) => {
                let number = error.raw_os_error().unwrap_or(0);
                let text = error.to_string();
                let text = text.split(" (os error").next().unwrap_or_default();
                let program = std::env::args().next().unwrap_or_else(|| "taipan".to_owned());
                crate::output::tell!(
                    "{program}: can't open file '{}': [Errno {number}] {text}",
                    absolute(path)
                );
                Err(2)
            }
        },
    }
}

/// The file of a program: of a directory its `__main__.py`. Status 1, told, if there is none.
fn program_file(path: &std::ffi::OsStr) -> Result<std::path::PathBuf, u8> {
    let path = std::path::Path::new(path);
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let files = ["__main__.py", "__main__.pyc"].map(|name| path.join(name));
    if let Some(main) = files.into_iter().find(|file| file.is_file()) {
        return Ok(main);
    }
    let program = std::env::args().next().unwrap_or_else(|| "taipan".to_owned());
    crate::output::tell!("{program}: can't find '__main__' module in '{}'", absolute(path.as_os_str()));
    Err(1)
}

/// Calls a function of the program that ran, by its qualified name, without arguments. The exit status.
pub(crate) fn warm_up(python: &mut Python, function: &str, calls: u32) -> u8 {
    let result = python
        .main_attribute(function)
        .and_then(|callable| (0..calls).try_for_each(|_| python.thread().call(&callable, &[]).map(drop)));
    finish(python, result).tool_status()
}

/// The path from the root, as CPython names programs: nothing in it is resolved.
fn absolute(path: &std::ffi::OsStr) -> String {
    let name = path.to_string_lossy();
    match std::env::current_dir() {
        Ok(directory) if !name.starts_with('/') => format!("{}/{name}", directory.display()),
        _ => name.into_owned(),
    }
}

/// Ends the program: an uncaught exception is printed.
fn finish(python: &mut Python, result: PyResult<()>) -> Ending {
    let ending = match result {
        Ok(()) => Ending { status: 0, raised: false, interrupted: false },
        Err(error) => report(python, error),
    };
    taipan_runtime::wait_for_threads(python.thread());
    taipan_runtime::run_exit_functions(python.thread());
    taipan_runtime::flush_streams(python.thread(), false);
    ending
}

fn report(python: &mut Python, error: Exception) -> Ending {
    let t = python.thread();
    if t.is_exception(&error, Class::SystemExit) {
        let status = match taipan_runtime::exit_status(t, error.value()) {
            Ok(status) => status,
            Err(text) => {
                taipan_runtime::flush_streams(t, false);
                t.write_stderr(&format!("{text}\n"));
                1
            }
        };
        return Ending { status, raised: true, interrupted: false };
    }
    let interrupted = t.is_exception(&error, Class::KeyboardInterrupt);
    taipan_runtime::print_exception(t, error.value());
    Ending { status: 1, raised: true, interrupted }
}
