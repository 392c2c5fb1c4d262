//! The functions of `builtins`, a module per kind of use.

mod attributes;
mod code;
mod iteration;
mod numbers;
mod objects;
mod print;

use crate::builtins::native_function;
use crate::native::{NativeDef, PyResult};
use crate::thread::Thread;
use crate::value::Value;

/// Adds every builtin function to the namespace of `builtins`.
pub(crate) fn install(t: &mut Thread, module: &Value, namespace: &Value) -> PyResult<()> {
    let tables: [&'static [NativeDef]; 6] = [
        attributes::table::MODULE.functions,
        code::table::MODULE.functions,
        iteration::table::MODULE.functions,
        numbers::table::MODULE.functions,
        objects::table::MODULE.functions,
        print::table::MODULE.functions,
    ];
    let name = t.intern("builtins")?;
    for def in tables.into_iter().flatten() {
        let function = native_function::function(t, def, module.clone(), Some(name.clone()))?;
        let key = t.intern(def.name)?;
        t.namespace_set(namespace, &key, function)?;
    }
    Ok(())
}
