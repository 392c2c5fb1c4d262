//! What `sys` tells of, or does with, the machinery of the interpreter itself.

use taipan_vm::native::NativeModule;

/// The functions, to be added to the module.
pub(super) static FUNCTIONS: &NativeModule = &table::MODULE;
/// `sys._jit`.
pub(super) static JIT: &NativeModule = &jit::MODULE;

/// What a program sees.
#[taipan_macros::module("sys")]
mod table {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::errors::Class;
    use taipan_vm::types::{TypeFlags, TypeObject};
    use taipan_vm::{Args, PyResult, Thread, Value};

    /// Enters the debugger that the environment variable PYTHONBREAKPOINT names.
    #[function("(*args, **kwargs)")]
    fn breakpointhook(t: &mut Thread, args: Args<'_>) -> PyResult {
        let named = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
        let path = match named.as_str() {
            "0" => return Ok(Value::NONE),
            "" => "pdb.set_trace",
            named => named,
        };
        let (module, name) = path.rsplit_once('.').unwrap_or(("builtins", path));
        let found = t.import_module(module).and_then(|module| {
            let name = t.intern(name)?;
            t.get_attr(&module, &name)
        });
        match found {
            Ok(hook) => t.call_args(&hook, args),
            Err(error) if t.is_exception(&error, Class::Exception) => {
                t.write_stderr(&format!(
                    "RuntimeWarning: Ignoring unimportable $PYTHONBREAKPOINT: \"{path}\"\n"
                ));
                Ok(Value::NONE)
            }
            Err(error) => Err(error),
        }
    }

    /// Calls a function with tracing as it is outside a trace function.
    #[function("(func, args, /)")]
    fn call_tracing(t: &mut Thread, func: &Value, args: &Value) -> PyResult {
        let Some(items) = Tuple::of(args).map(|args| args.items().to_vec()) else {
            let found = t.type_name(args);
            return Err(t.type_error(format!("call_tracing() argument 2 must be tuple, not {found}")));
        };
        t.call_traced(func, &items)
    }

    /// Forgets what was kept to be quick; there is nothing that could go stale.
    #[function("()")]
    fn _clear_internal_caches(t: &mut Thread) -> PyResult<()> {
        let _ = t;
        Ok(())
    }

    /// Forgets where attributes of classes were found.
    #[function("()")]
    fn _clear_type_cache(t: &mut Thread) -> PyResult<()> {
        let text = "sys._clear_type_cache() is deprecated and scheduled for removal in a future version. \
                    Use sys._clear_internal_caches() instead.";
        t.warn(taipan_vm::errors::Class::DeprecationWarning, text, 1)?;
        t.interpreter_mut().attribute_cache = taipan_vm::types::lookup::AttributeCache::new();
        Ok(())
    }

    /// Drops the `__dict__` and `__weakref__` attributes of a class.
    #[function("(type, /)")]
    fn _clear_type_descriptors(t: &mut Thread, type_: &Value) -> PyResult<()> {
        let Some(class) = type_.downcast::<TypeObject>() else {
            let found = t.type_name(type_);
            return Err(t.type_error(format!("_clear_type_descriptors() argument must be type, not {found}")));
        };
        if class.flags.get().contains(TypeFlags::IMMUTABLE) {
            return Err(t.type_error("argument is immutable"));
        }
        for name in ["__dict__", "__weakref__"] {
            let name = t.intern(name)?;
            let deleted = t.del_attr(type_, &name);
            t.catch(deleted, Class::AttributeError)?;
        }
        Ok(())
    }

    /// Prints how memory is used, to standard error.
    #[function("()")]
    fn _debugmallocstats(t: &mut Thread) -> PyResult<()> {
        let stats = t.heap().stats();
        let mut text = String::new();
        for class in &stats.classes {
            text.push_str(&format!("{class:?}\n"));
        }
        text.push_str(&format!("large objects: {}\n", stats.large_objects));
        t.write_stderr(&text);
        Ok(())
    }

    /// How many processors the command line allows; -1 where it says nothing.
    #[function("()")]
    fn _get_cpu_count_config(t: &mut Thread) -> PyResult<i64> {
        let _ = t;
        Ok(-1)
    }

    /// Whether an object is never freed.
    #[function("(op, /)")]
    fn _is_immortal(t: &mut Thread, op: &Value) -> PyResult<bool> {
        let fixed =
            op.downcast::<TypeObject>().is_some_and(|class| !class.flags.get().contains(TypeFlags::HEAP));
        let small = op.as_small_int().is_some_and(|value| (-5..=1024).contains(&value));
        let interned = op.exact::<Str>().is_some_and(Str::is_interned);
        let _ = t;
        Ok(fixed || small || interned || op.header().is_none() && op.as_small_int().is_none())
    }

    /// How many strings stand for all equal to them.
    #[function("(*, _only_immortal=False)")]
    fn getunicodeinternedsize(t: &mut Thread, _only_immortal: Option<bool>) -> PyResult<usize> {
        Ok(t.interpreter().interned_count())
    }

    /// How libraries are loaded: dlopen's flags.
    #[function("()")]
    fn getdlopenflags(t: &mut Thread) -> PyResult<i32> {
        Ok(t.interpreter().dlopen_flags)
    }

    /// Sets how libraries are loaded: dlopen's flags.
    #[function("(flags, /)")]
    fn setdlopenflags(t: &mut Thread, flags: i32) -> PyResult<()> {
        t.interpreter_mut().dlopen_flags = flags;
        Ok(())
    }

    /// Whether another process may ask this one to run code.
    #[function("()")]
    fn is_remote_debug_enabled(t: &mut Thread) -> PyResult<bool> {
        let _ = t;
        Ok(false)
    }

    /// Asks another process to run a script: not supported.
    #[function("(pid, script)")]
    fn remote_exec(t: &mut Thread, pid: i32, script: &Value) -> PyResult<()> {
        let _ = (pid, script);
        Err(t.runtime_error("Remote debugging is not enabled"))
    }

    /// Whether profilers see Python functions on the native stack.
    #[function("()")]
    fn is_stack_trampoline_active(t: &mut Thread) -> PyResult<bool> {
        let _ = t;
        Ok(false)
    }

    /// Puts Python functions on the native stack for profilers: there are none there to put.
    #[function("(backend, /)")]
    fn activate_stack_trampoline(t: &mut Thread, backend: &Str) -> PyResult<()> {
        match &*backend.to_lossy() {
            "perf" | "perf_jit" => Err(t.value_error("perf trampoline not available")),
            other => Err(t.value_error(format!("invalid backend: {other}"))),
        }
    }

    /// Takes Python functions from the native stack again.
    #[function("()")]
    fn deactivate_stack_trampoline(t: &mut Thread) -> PyResult<()> {
        let _ = t;
        Ok(())
    }
}

/// What a program sees of a compiler to machine code: there is none.
#[taipan_macros::module("sys._jit")]
mod jit {
    use taipan_vm::{PyResult, Thread};

    /// Whether the interpreter was built with one.
    #[function("()")]
    fn is_available(t: &mut Thread) -> PyResult<bool> {
        let _ = t;
        Ok(false)
    }

    /// Whether it may be used.
    #[function("()")]
    fn is_enabled(t: &mut Thread) -> PyResult<bool> {
        let _ = t;
        Ok(false)
    }

    /// Whether the caller was compiled.
    #[function("()")]
    fn is_active(t: &mut Thread) -> PyResult<bool> {
        let _ = t;
        Ok(false)
    }
}
