//! The end of an interpreter, as CPython ends: what was written is flushed, modules are taken apart, garbage is
//! collected, so that finalizers run and files are closed.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::module::Module;
use taipan_vm::builtins::str::Str;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

/// Ends the interpreter: false when what was written to the standard streams could not be flushed, which has been told
/// on standard error unless the reader has just gone away.
pub fn finalize(t: &mut Thread) -> bool {
    let before = flush_streams(t, true);
    t.interpreter_mut().finalizing = true;
    t.stop_other_threads();
    // Where nobody would notice, memory goes with the process.
    if t.has_finalizers() || !t.interpreter().config.warn_options.is_empty() {
        // What fails here has nobody left to be told.
        drop(clear_modules(t));
    }
    taipan_stdlib::io::flush_all(t);
    let after = flush_streams(t, false);
    before && after
}

/// Flushes `sys.stdout` and `sys.stderr`; false when that failed, which is told if `tells`.
pub fn flush_streams(t: &mut Thread, tells: bool) -> bool {
    let mut all = true;
    for name in ["stdout", "stderr"] {
        let flushed = flush_stream(t, name);
        if let Err(error) = flushed {
            all = false;
            if tells && name == "stdout" && !t.is_exception(&error, Class::BrokenPipeError) {
                t.write_unraisable(error, None, Some("Exception ignored while flushing sys.stdout"));
            }
        }
    }
    all
}

fn flush_stream(t: &mut Thread, name: &str) -> PyResult<()> {
    let Some(stream) = t.sys_value(name)?.filter(|stream| !stream.is_none()) else { return Ok(()) };
    let closed = t.intern("closed")?;
    if let Some(closed) = t.get_attr_opt(&stream, &closed)?
        && t.truth(&closed)?
    {
        return Ok(());
    }
    let flush = t.intern("flush")?;
    t.call_method(&stream, &flush, &[]).map(drop)
}

/// Lets go of every module: of those that only `sys.modules` knows the contents die at once or as garbage; what is left of
/// the others is cleared, the youngest first, `sys` and `builtins` last.
fn clear_modules(t: &mut Thread) -> PyResult<()> {
    forget_special(t)?;
    let modules = t.interpreter().modules.clone();
    let Some(table) = modules.exact::<Dict>() else { return Ok(()) };
    let entries: Vec<(Value, Value)> =
        table.iter(t).map(|(name, module)| (name.clone(), module.clone())).collect();
    let mut namespaces = Vec::new();
    let mut kept = Vec::new();
    for (name, module) in entries {
        let namespace = module.downcast::<Module>().and_then(Module::dict).cloned();
        let name = Str::of(&name).map(|name| name.to_lossy().into_owned()).unwrap_or_default();
        if ["sys", "builtins"].contains(&name.as_str()) {
            kept.push(module);
        } else {
            namespaces.extend(namespace.map(|namespace| (module.clone(), namespace)));
        }
    }
    let clear = t.intern("clear")?;
    t.call_method(&modules, &clear, &[])?;
    // A module that others refer to outlives this; its namespace is cleared below.
    let mut survivors = Vec::new();
    for (module, namespace) in namespaces {
        let alone = module.header().is_some_and(|header| header.count == 1);
        drop(module);
        if !alone {
            survivors.push(namespace);
        }
    }
    t.drain();
    t.collect_garbage();
    for namespace in survivors.into_iter().rev() {
        clear_namespace(t, &namespace)?;
    }
    t.collect_garbage();
    drop(kept);
    Ok(())
}

/// Sets what `sys` and `builtins` keep of the program to None, and the standard streams to what they were.
fn forget_special(t: &mut Thread) -> PyResult<()> {
    let (builtins, underscore) = (t.interpreter().builtins.clone(), t.intern("_")?);
    t.set_item(&builtins, &underscore, &Value::NONE)?;
    let sys = t.interpreter().sys.clone();
    for name in [
        "path",
        "argv",
        "ps1",
        "ps2",
        "last_exc",
        "last_type",
        "last_value",
        "last_traceback",
        "path_hooks",
        "path_importer_cache",
        "meta_path",
    ] {
        let key = t.intern(name)?;
        if t.get_item_opt(&sys, &key)?.is_some() {
            t.set_item(&sys, &key, &Value::NONE)?;
        }
    }
    for name in ["stdin", "stdout", "stderr"] {
        let (key, original) = (t.intern(name)?, t.intern(&format!("__{name}__"))?);
        let stream = t.get_item_opt(&sys, &original)?.unwrap_or(Value::NONE);
        t.set_item(&sys, &key, &stream)?;
    }
    t.drain();
    Ok(())
}

/// Sets the names of a namespace to None: those with one underscore first, `__builtins__` never.
fn clear_namespace(t: &mut Thread, namespace: &Value) -> PyResult<()> {
    let Some(dict) = namespace.exact::<Dict>() else { return Ok(()) };
    let names: Vec<Value> = dict.iter(t).map(|(name, _)| name.clone()).collect();
    for private in [true, false] {
        for name in &names {
            let text = Str::of(name).map(|name| name.to_lossy().into_owned()).unwrap_or_default();
            let underscored = text.starts_with('_') && !text.starts_with("__");
            if underscored == private && text != "__builtins__" {
                dict.set(t, name, Value::NONE)?;
                t.drain();
            }
        }
    }
    Ok(())
}
