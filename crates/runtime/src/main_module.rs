//! The module `__main__`.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::module::Module;
use taipan_vm::builtins::str::Str;
use taipan_vm::{PyResult, Thread, Value};

/// Makes `__main__`, enters it in `sys.modules`, and gives its namespace.
pub(crate) fn create(t: &mut Thread, file: Option<&str>) -> PyResult {
    let module = Module::create(t, "__main__", Value::NONE)?;
    let namespace = match module.downcast::<Module>().and_then(Module::dict) {
        Some(namespace) => namespace.clone(),
        None => unreachable!("a module has a namespace"),
    };
    let name = t.intern("__main__")?;
    let modules = t.interpreter().modules.clone();
    t.set_item(&modules, &name, &module)?;
    let Some(dict) = namespace.exact::<Dict>() else { unreachable!("a module's namespace is a dict") };
    let builtins_name = t.intern("builtins")?;
    let builtins = t.get_item(&modules, &builtins_name)?;
    let key = t.intern("__builtins__")?;
    dict.set(t, &key, builtins)?;
    if let Some(file) = file {
        let key = t.intern("__file__")?;
        let file = Str::new(t, file)?;
        dict.set(t, &key, file)?;
        let key = t.intern("__cached__")?;
        dict.set(t, &key, Value::NONE)?;
    }
    Ok(namespace)
}
