//! `_warnings`: which warnings are shown, which are errors, which were seen before. Works without the module `warnings`;
//! where that was imported, its filters count and its functions show.

mod defaults;
mod filters;
mod issue;
mod show;

pub use defaults::add_options;

/// Warnings: their filters, and how they are issued.
#[taipan_macros::module("_warnings")]
pub mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::{PyResult, Thread, Value};

    use super::filters::{State, own_filters};
    use super::issue::{self, Warning};

    /// Issues a warning about the code that runs, or about that which called it, as stacklevel says.
    #[function("(message, category=None, stacklevel=1, source=None, *,\n     skip_file_prefixes=())")]
    fn warn(
        t: &mut Thread,
        message: &Value,
        category: Option<&Value>,
        stacklevel: isize,
        source: Option<&Value>,
        skip_file_prefixes: Option<&Tuple>,
    ) -> PyResult<()> {
        let mut prefixes = Vec::new();
        if let Some(tuple) = skip_file_prefixes {
            for prefix in tuple.items() {
                let Some(prefix) = Str::of(prefix) else {
                    let found = t.type_name(prefix);
                    let text = format!("Found non-str '{found}' in skip_file_prefixes.");
                    return Err(t.type_error(text));
                };
                prefixes.push(prefix.to_lossy().into_owned());
            }
        }
        issue::warn(t, message, category, stacklevel, source, &prefixes)
    }

    /// Issues a warning about a line of a file.
    #[function(
        "(message, category, filename, lineno,\n              module=<unrepresentable>, registry=None,\n              module_globals=None, source=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's function has")]
    fn warn_explicit(
        t: &mut Thread,
        message: &Value,
        category: &Value,
        filename: &Str,
        lineno: i32,
        module: Option<&Value>,
        registry: Option<&Value>,
        module_globals: Option<&Value>,
        source: Option<&Value>,
    ) -> PyResult<()> {
        let filename = filename.to_value();
        let line = match module_globals {
            Some(globals) => issue::line_of_module(t, globals, lineno)?,
            None => None,
        };
        let module = match module {
            Some(module) => module.clone(),
            None => issue::module_of(t, &filename)?,
        };
        let warning = Warning {
            message: message.clone(),
            category: issue::own_category(t, message, category)?,
            filename,
            line: i64::from(lineno),
            module,
            registry: registry.cloned(),
            text: line,
            source: source.cloned(),
        };
        warning.issue(t)
    }

    /// Keeps other threads from changing filters.
    #[function("()")]
    fn _acquire_lock(t: &mut Thread) -> PyResult<()> {
        // Filters are changed by Python code, and only one thread runs that: it is enough to know who meant to.
        t.state::<State>().locked += 1;
        Ok(())
    }

    /// Lets other threads change filters.
    #[function("()")]
    fn _release_lock(t: &mut Thread) -> PyResult<()> {
        let locked = &mut t.state::<State>().locked;
        match locked.checked_sub(1) {
            None => Err(t.runtime_error("cannot release un-acquired lock")),
            Some(depth) => {
                *locked = depth;
                Ok(())
            }
        }
    }

    /// Tells that the filters changed: what was seen before may be shown again.
    #[function("()")]
    fn _filters_mutated_lock_held(t: &mut Thread) -> PyResult<()> {
        let state = t.state::<State>();
        if state.locked == 0 {
            return Err(t.runtime_error("warnings lock is not held"));
        }
        state.version += 1;
        Ok(())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            unreachable!("a module has a namespace")
        };
        let filters = own_filters(t)?;
        let registry = Dict::new(t)?;
        t.state::<State>().once = Some(registry.clone());
        let action = t.intern("default")?;
        for (name, value) in [("filters", filters), ("_onceregistry", registry), ("_defaultaction", action)] {
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &value)?;
        }
        Ok(())
    }
}
