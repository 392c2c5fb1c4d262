//! Taipan, ready to embed: the virtual machine with its compiler and native modules.
//!
//! ```no_run
//! let mut python = taipan_runtime::Python::new(taipan_runtime::Config::default()).expect("memory");
//! python.run_string("print('hello')", "<string>").expect("no exception");
//! ```

pub mod calibrate;
mod compat;
mod compile;
mod finalize;
mod main_module;
mod reserve;
mod snapshot;
mod taipan_module;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::native::NativeModule;
use taipan_vm::{Interpreter, PyResult, Thread, Value};

pub use finalize::{finalize, flush_streams};
pub use reserve::Reserve;
pub use snapshot::{code_records, shared_code, snapshot};
pub use taipan_bytecode as bytecode;
pub use taipan_module::current_directory;
pub use taipan_stats as stats;
pub use taipan_vm as vm;
pub use taipan_vm::config::{Config, Dispatch, Flags, StartForm};

/// A Python virtual machine with its main thread.
pub struct Python {
    // Dropped first: the thread's stack refers to the interpreter's objects.
    thread: Box<Thread>,
    _interpreter: Box<Interpreter>,
}

impl Python {
    /// A virtual machine with every native module ready to import; `None` when there is no memory for it.
    pub fn new(config: Config) -> Option<Python> {
        let (mut interpreter, thread) = Interpreter::new(config)?;
        interpreter.compiler = Some(Box::new(compile::Compiler));
        let mut python = Python { thread, _interpreter: interpreter };
        for module in taipan_stdlib::MODULES {
            python.add_module(module);
        }
        python.add_module(&taipan_module::module::MODULE);
        let fallbacks = &mut python.thread.interpreter_mut().fallback_modules;
        fallbacks.extend(taipan_stdlib::FALLBACKS.iter().map(|&module| (module.name, module)));
        taipan_stdlib::install(&mut python.thread).ok()?;
        // The builtin types and modules are never garbage: collections need not look at them.
        python.thread.heap().keep_all();
        Some(python)
    }

    /// Makes a native module importable.
    pub fn add_module(&mut self, module: &'static NativeModule) {
        self.thread.interpreter_mut().native_modules.insert(module.name, module);
    }

    /// The main thread, through which everything is done.
    pub fn thread(&mut self) -> &mut Thread {
        &mut self.thread
    }

    /// Runs source in the namespace of a fresh `__main__`.
    pub fn run_string(&mut self, source: &str, filename: &str) -> PyResult<()> {
        let namespace = self.main_namespace(None)?;
        self.run_source(source.as_bytes(), filename, &namespace)
    }

    /// Runs source in a namespace.
    pub fn run_source(&mut self, source: &[u8], filename: &str, namespace: &Value) -> PyResult<()> {
        let code = self.compile(source, filename)?;
        self.run_compiled(&code, namespace)
    }

    /// Compiles the source of a program, read from `filename`, to a code object.
    pub fn compile_program(&mut self, source: &[u8], filename: &str) -> PyResult {
        use taipan_vm::compile::{FROM_FILE, Mode};
        self.thread.compile(source, filename, Mode::Exec, FROM_FILE, -1)
    }

    /// Compiles a module's source to a code object.
    pub fn compile(&mut self, source: &[u8], filename: &str) -> PyResult {
        self.thread.compile(source, filename, taipan_vm::compile::Mode::Exec, 0, -1)
    }

    /// The code object in the bytes of a `.pyc` file that is run as a program.
    pub fn load_pyc(&mut self, bytes: &[u8]) -> PyResult {
        self.thread.load_program_code(bytes)
    }

    /// Runs a module's code object in a namespace.
    pub fn run_compiled(&mut self, code: &Value, namespace: &Value) -> PyResult<()> {
        let t = &mut self.thread;
        t.run_in_namespace(code, namespace, namespace)?;
        t.drain();
        Ok(())
    }

    /// The namespace of a fresh `__main__`, for a program in `file` if one is named.
    pub fn main_namespace(&mut self, file: Option<&str>) -> PyResult {
        let namespace = main_module::create(&mut self.thread, file)?;
        debug_assert!(namespace.exact::<Dict>().is_some(), "a module's namespace is a dict");
        Ok(namespace)
    }

    /// What a qualified name such as `Class.method` leads to in `__main__`.
    pub fn main_attribute(&mut self, qualified: &str) -> PyResult {
        let t = &mut self.thread;
        let modules = t.interpreter().modules.clone();
        let name = t.intern("__main__")?;
        let mut value = t.get_item(&modules, &name)?;
        for part in qualified.split('.') {
            let part = t.intern(part)?;
            value = t.get_attr(&value, &part)?;
        }
        Ok(value)
    }
}

/// Sets `sys.argv`.
pub fn set_arguments(t: &mut Thread, arguments: &[String]) -> PyResult<()> {
    let mut items = Vec::with_capacity(arguments.len());
    for argument in arguments {
        items.push(taipan_vm::builtins::str::Str::new(t, argument)?);
    }
    let list = taipan_vm::builtins::list::List::new(t, items)?;
    let sys = t.interpreter().sys.clone();
    let key = t.intern("argv")?;
    t.set_item(&sys, &key, &list)
}

/// Puts a directory before all others on `sys.path`: that of the program, or the current one as "".
pub fn set_script_directory(t: &mut Thread, directory: &str) -> PyResult<()> {
    t.interpreter_mut().script_directory = Some(directory.to_owned());
    let directory = taipan_vm::builtins::str::Str::new(t, directory)?;
    let Some(path) = t.sys_value("path")? else { return Ok(()) };
    if let Some(list) = path.exact::<taipan_vm::builtins::list::List>() {
        list.splice(t, 0..0, vec![directory])?;
    }
    Ok(())
}

/// Waits, where the program uses the module `threading`, for its threads that are no daemons.
pub fn wait_for_threads(t: &mut Thread) {
    let modules = t.interpreter().modules.clone();
    let waited = (|| {
        let name = t.intern("threading")?;
        let Some(threading) = t.get_item_opt(&modules, &name)? else { return Ok(()) };
        let shutdown = t.intern("_shutdown")?;
        t.call_method(&threading, &shutdown, &[])?;
        PyResult::Ok(())
    })();
    if let Err(error) = waited {
        t.write_unraisable(error, None, Some("Exception ignored on threading shutdown"));
    }
}

/// Makes the calls that the program registered with `atexit`.
pub fn run_exit_functions(t: &mut Thread) {
    taipan_stdlib::atexit::run(t);
}

/// What SystemExit asks for: a status, or a text for standard error and status 1.
pub fn exit_status(t: &mut Thread, error: &Value) -> Result<u8, String> {
    let code = t.intern("code").and_then(|name| t.get_attr(error, &name)).unwrap_or(Value::NONE);
    if code.is_none() {
        return Ok(0);
    }
    if let Some(status) = code.as_small_int() {
        return Ok(status as u8);
    }
    if taipan_vm::builtins::int::of(&code).is_some() {
        // As C does with what is not even a long.
        let status = t.as_i64(&code).unwrap_or(-1);
        return Ok(status as u8);
    }
    Err(t.str_lossy(&code).unwrap_or_default())
}

/// Prints an uncaught exception, through `sys.excepthook` when a program replaced it.
pub fn print_exception(t: &mut Thread, error: &Value) {
    t.print_uncaught(error);
}

/// Makes everything that is written to standard output from now on go to standard error. Returns what was standard output;
/// `None` when there is none to keep.
pub fn divert_stdout() -> Option<std::fs::File> {
    use std::os::fd::{FromRawFd, OwnedFd};
    // SAFETY: the descriptors are the process's own; the copy belongs to nobody else.
    #[expect(unsafe_code, reason = "descriptors are the system's")]
    unsafe {
        let kept = libc::dup(libc::STDOUT_FILENO);
        if kept < 0 || libc::dup2(libc::STDERR_FILENO, libc::STDOUT_FILENO) < 0 {
            return None;
        }
        Some(OwnedFd::from_raw_fd(kept).into())
    }
}

/// Dies of SIGINT, as a shell expects of a program that was interrupted.
pub fn die_of_interrupt() {
    // SAFETY: restores the default action and raises the signal in this process.
    #[expect(unsafe_code, reason = "signals are the system's")]
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        libc::raise(libc::SIGINT);
    }
}
