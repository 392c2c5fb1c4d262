//! `sys`: what a program sees of the interpreter it runs in.

mod asynchronous;
mod constants;
mod hooks;
mod internals;
mod library_names;
mod limits;
mod monitoring;
pub(crate) mod struct_sequence;
mod threads;
pub mod tracing;

use taipan_vm::builtins::list::List;
use taipan_vm::builtins::module::Module;
use taipan_vm::builtins::str::Str;
use taipan_vm::{PyResult, Thread, Value};

/// Makes `sys` and enters it in `sys.modules`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    let module = Module::from_native(t, &module::MODULE)?;
    tracing::install(t, &module)?;
    t.add_functions(&module, asynchronous::FUNCTIONS)?;
    t.add_functions(&module, internals::FUNCTIONS)?;
    t.add_functions(&module, threads::FUNCTIONS)?;
    let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
        unreachable!("a module has a namespace")
    };
    t.interpreter_mut().sys = namespace.clone();
    let modules = t.interpreter().modules.clone();
    let name = t.intern("sys")?;
    t.set_item(&modules, &name, &module)?;
    let Some(dict) = namespace.exact() else { unreachable!("a module's namespace is a dict") };
    constants::set(t, dict, "modules", modules)?;
    for (name, entries) in [("argv", Vec::new()), ("path", t.interpreter().config.search_path.clone())] {
        let entries = entries.iter().map(|entry| Str::new(t, entry)).collect::<PyResult<Vec<_>>>()?;
        let list = List::new(t, entries)?;
        constants::set(t, dict, name, list)?;
    }
    for (descriptor, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let stream = match t.interpreter().config.closed_streams[descriptor] {
            true => Value::NONE,
            false => crate::io::standard_stream(t, descriptor as i32)?,
        };
        constants::set(t, dict, name, stream.clone())?;
        constants::set(t, dict, &format!("__{name}__"), stream)?;
    }
    for name in ["excepthook", "displayhook", "unraisablehook", "breakpointhook"] {
        let key = t.intern(name)?;
        let hook = t.get_item(&namespace, &key)?;
        constants::set(t, dict, &format!("__{name}__"), hook)?;
    }
    let jit = Module::from_native(t, internals::JIT)?;
    constants::set(t, dict, "_jit", jit)?;
    let monitoring = monitoring::make(t)?;
    constants::set(t, dict, "monitoring", monitoring)?;
    constants::install(t, dict)
}

/// What a program sees of the interpreter it runs in.
#[taipan_macros::module("sys")]
pub mod module {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{hooks, limits};

    /// Raises SystemExit: ends the program with a status, or with a text on standard error and status 1.
    #[function("(status=None, /)")]
    fn exit(t: &mut Thread, status: Option<&Value>) -> PyResult<()> {
        Err(hooks::exit(t, status))
    }

    /// The exception that is being handled, or None.
    #[function("()")]
    fn exception(t: &mut Thread) -> PyResult {
        Ok(t.handled_exception().cloned().unwrap_or(Value::NONE))
    }

    /// The exception that is being handled as (type, value, traceback), or three times None.
    #[function("()")]
    fn exc_info(t: &mut Thread) -> PyResult {
        let items = match t.handled_exception().cloned() {
            Some(error) => vec![t.type_of(&error).to_value(), error.clone(), t.traceback_of(&error)],
            None => vec![Value::NONE; 3],
        };
        Tuple::new(t, items)
    }

    /// Prints an exception and its traceback to sys.stderr.
    #[function("(exctype, value, traceback, /)")]
    fn excepthook(t: &mut Thread, exctype: &Value, value: &Value, traceback: &Value) -> PyResult<()> {
        let _ = exctype;
        hooks::except(t, value, traceback)
    }

    /// Prints an exception that could not be raised.
    #[function("(unraisable, /)")]
    fn unraisablehook(t: &mut Thread, unraisable: &Value) -> PyResult<()> {
        hooks::unraisable(t, unraisable)
    }

    /// Prints an object to sys.stdout and keeps it as builtins._
    #[function("(object, /)")]
    fn displayhook(t: &mut Thread, object: &Value) -> PyResult<()> {
        hooks::display(t, object)
    }

    /// Tells every audit hook of an event.
    #[function("(event, /, *args)")]
    fn audit(t: &mut Thread, event: &Str, args: &[Value]) -> PyResult<()> {
        event.to_plain(t)?;
        let args = Tuple::from_slice(t, args)?;
        t.audit_values(&event.to_value(), &args)
    }

    /// Adds a function that is told of audit events.
    #[function("(hook)")]
    fn addaudithook(t: &mut Thread, hook: &Value) -> PyResult<()> {
        let told = t.audit("sys.addaudithook", &[]);
        // A hook keeps others out by raising an Exception.
        if t.catch(told, taipan_vm::errors::Class::Exception)?.is_some() {
            t.interpreter_mut().audit_hooks.push(hook.clone());
        }
        Ok(())
    }

    /// How deep calls may nest.
    #[function("()")]
    fn getrecursionlimit(t: &mut Thread) -> PyResult<i64> {
        Ok(t.recursion_limit as i64)
    }

    /// Sets how deep calls may nest.
    #[function("(limit, /)")]
    fn setrecursionlimit(t: &mut Thread, limit: i32) -> PyResult<()> {
        limits::set_recursion_limit(t, limit as isize)
    }

    /// The most digits of an int's decimal text; 0 for no limit.
    #[function("()")]
    fn get_int_max_str_digits(t: &mut Thread) -> PyResult<i64> {
        Ok(t.interpreter().int_max_str_digits as i64)
    }

    /// Sets the most digits of an int's decimal text; 0 for no limit.
    #[function("(maxdigits)")]
    fn set_int_max_str_digits(t: &mut Thread, maxdigits: i32) -> PyResult<()> {
        limits::set_max_digits(t, maxdigits)
    }

    /// How many references there are to an object, the one that is asked about included unless it is borrowed.
    #[function("(object, /)")]
    fn getrefcount(t: &mut Thread, object: &Value) -> PyResult<i64> {
        Ok(limits::references(t, object))
    }

    /// The bytes of an object, without those of others it refers to.
    #[function("(object, default=None)", told = "")]
    fn getsizeof(t: &mut Thread, object: &Value, default: Option<&Value>) -> PyResult {
        limits::size_of(t, object, default)
    }

    /// The string that stands for all equal to this one.
    #[function("(string, /)")]
    fn intern(t: &mut Thread, string: &Value) -> PyResult {
        limits::intern(t, string)
    }

    /// Whether a string stands for all equal to it.
    #[function("(string, /)")]
    fn _is_interned(_: &mut Thread, string: &Str) -> PyResult<bool> {
        Ok(string.is_interned())
    }

    /// Whether one thread at a time runs Python.
    #[function("()")]
    fn _is_gil_enabled(_: &mut Thread) -> PyResult<bool> {
        Ok(true)
    }

    /// How many pieces of memory are in use.
    #[function("()")]
    fn getallocatedblocks(t: &mut Thread) -> PyResult<usize> {
        let stats = t.heap().stats();
        Ok(stats.classes.iter().map(|class| class.live).sum::<usize>() + stats.large_objects)
    }

    /// The encoding of strings that no encoding is named for.
    #[function("()")]
    fn getdefaultencoding(_: &mut Thread) -> PyResult<&'static str> {
        Ok("utf-8")
    }

    /// The encoding of file names.
    #[function("()")]
    fn getfilesystemencoding(_: &mut Thread) -> PyResult<&'static str> {
        Ok("utf-8")
    }

    /// What becomes of file names that are not in the encoding.
    #[function("()")]
    fn getfilesystemencodeerrors(_: &mut Thread) -> PyResult<&'static str> {
        Ok("surrogateescape")
    }

    /// Whether the interpreter is about to end.
    #[function("()")]
    fn is_finalizing(t: &mut Thread) -> PyResult<bool> {
        Ok(t.interpreter().finalizing)
    }
}
