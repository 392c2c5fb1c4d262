//! Hooks of asynchronous generators and origins of coroutines, in `sys`.

use taipan_vm::native::NativeModule;

use super::struct_sequence::{StructSequence, fields};

/// The functions, to be added to the module.
pub(super) static FUNCTIONS: &NativeModule = &table::MODULE;

static HOOKS: StructSequence = StructSequence {
    name: "builtins.asyncgen_hooks",
    doc: "What is called when an asynchronous generator is first iterated, and when it dies unfinished.",
    fields: fields! {
        0 "firstiter" "Called when a generator is first iterated, or None.";
        1 "finalizer" "Called when a generator dies unfinished, or None.";
    },
    unlisted: &[],
};

/// What a program sees.
#[taipan_macros::module("sys")]
mod table {
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::HOOKS;

    /// The hooks of asynchronous generators.
    #[function("()")]
    fn get_asyncgen_hooks(t: &mut Thread) -> PyResult {
        let class = HOOKS.make_type(t)?;
        let hooks = t.asyncgen_hooks.clone().map(|hook| hook.unwrap_or(Value::NONE));
        let hooks = Tuple::new(t, hooks.to_vec())?;
        t.call(&class, &[hooks])
    }

    /// Sets the hooks of asynchronous generators: what is called when one is first iterated (firstiter), and when one
    /// dies unfinished (finalizer). None takes a hook away.
    #[function("(*args, **kwargs)", told = "")]
    fn set_asyncgen_hooks(t: &mut Thread, args: Args<'_>) -> PyResult<()> {
        const NAMES: [&str; 2] = ["firstiter", "finalizer"];
        let count = args.values().len();
        if count > NAMES.len() {
            return Err(t.type_error(format!("function takes at most 2 arguments ({count} given)")));
        }
        let mut given = [args.positional().first(), args.positional().get(1)];
        for (name, value) in args.keywords() {
            let name = name.to_lossy();
            let Some(index) = NAMES.iter().position(|known| *known == name) else {
                return Err(
                    t.type_error(format!("this function got an unexpected keyword argument '{name}'"))
                );
            };
            if given[index].is_some() {
                let position = index + 1;
                return Err(t.type_error(format!(
                    "argument for function given by name ('{name}') and position ({position})"
                )));
            }
            given[index] = Some(value);
        }
        for (hook, name) in given.into_iter().zip(NAMES).rev() {
            if hook.is_some_and(|hook| !hook.is_none() && !t.is_callable(hook)) {
                let found = hook.map(|hook| t.type_name(hook)).unwrap_or_default();
                return Err(t.type_error(format!("callable {name} expected, got {found}")));
            }
        }
        for (index, name) in NAMES.into_iter().enumerate().rev() {
            let Some(hook) = given[index] else { continue };
            t.audit(&format!("sys.set_asyncgen_hook_{name}"), &[])?;
            t.asyncgen_hooks[index] = (!hook.is_none()).then(|| hook.clone());
        }
        Ok(())
    }

    /// How many frames a coroutine remembers of where it was made.
    #[function("()")]
    fn get_coroutine_origin_tracking_depth(t: &mut Thread) -> PyResult<i32> {
        Ok(t.coroutine_origin_depth)
    }

    /// Sets how many frames a coroutine remembers of where it was made; 0 for none.
    #[function("(depth)")]
    fn set_coroutine_origin_tracking_depth(t: &mut Thread, depth: i32) -> PyResult<()> {
        if depth < 0 {
            return Err(t.value_error("depth must be >= 0"));
        }
        t.coroutine_origin_depth = depth;
        Ok(())
    }
}
