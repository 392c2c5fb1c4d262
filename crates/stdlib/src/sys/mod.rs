//! `sys`: what a program sees of the interpreter it runs in.
pub mod tracing;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::module::Module;
use taipan_vm::{PyResult, Thread};

/// Makes `sys` and enters it in `sys.modules`.
pub fn install(t: &mut Thread) -> PyResult<()> {
    let module = Module::from_native(t, &module::MODULE)?;
    tracing::install(t, &module)?;
    let namespace = module.downcast::<Module>().and_then(Module::dict).cloned().unwrap();
    t.interpreter_mut().sys = namespace.clone();
    let modules = t.interpreter().modules.clone();
    let name = t.intern("sys")?;
    t.set_item(&modules, &name, &module)?;
    let argv = List::new(t, Vec::new())?;
    let path = List::new(t, Vec::new())?;
    let dict = namespace.exact::<Dict>().unwrap();
    for (name, value) in [("argv", argv), ("path", path), ("stdout", taipan_vm::builtins::text_stream::new(t, 1, "<stdout>")?), ("stderr", taipan_vm::builtins::text_stream::new(t, 2, "<stderr>")?)] {
        let key = t.intern(name)?;
        dict.set(t, &key, value.clone())?;
    }
    Ok(())
}

/// What a program sees of the interpreter it runs in.
#[taipan_macros::module("sys")]
pub mod module {
    use taipan_vm::{PyResult, Thread};

    /// How deep Python calls may nest.
    #[function("()")]
    fn getrecursionlimit(t: &mut Thread) -> PyResult<i64> {
        Ok(t.recursion_limit as i64)
    }
}
