//! `module`: a namespace with a name.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::dict::Dict;
use crate::native::{NativeModule, PyResult};
use crate::thread::Thread;
use crate::value::Value;

crate::counted_object! {
    /// A module; `dict` is its namespace.
    Module, Module { dict }
}

impl Module {
    /// Makes a module with a name and a docstring.
    pub fn create(t: &mut Thread, name: &str, doc: Value) -> PyResult {
        let dict = Dict::new(t)?;
        let text = t.intern(name)?;
        for (key, value) in [
            ("__name__", text),
            ("__doc__", doc),
            ("__package__", Value::NONE),
            ("__loader__", Value::NONE),
            ("__spec__", Value::NONE),
        ] {
            let key = t.intern(key)?;
            t.namespace_set(&dict, &key, value)?;
        }
        Module::new(t, dict.into_raw())
    }

    /// Makes a native module.
    pub fn from_native(t: &mut Thread, native: &'static NativeModule) -> PyResult {
        let doc = crate::builtins::str::Str::new(t, native.doc)?;
        let module = Module::create(t, native.name, doc)?;
        t.add_functions(&module, native)?;
        if let Some(init) = native.init {
            init(t, &module)?;
        }
        Ok(module)
    }

    /// `module 'm' has no attribute 'x'`.
    pub(crate) fn no_attribute_text(&self, t: &mut Thread, attribute: &str) -> String {
        let key = t.interpreter().names().__name__.clone();
        let name = self.dict().cloned().and_then(|dict| t.namespace_get(&dict, &key).ok().flatten());
        match name.as_ref().and_then(|name| name.downcast::<crate::builtins::str::Str>()) {
            Some(name) => format!("module '{}' has no attribute '{attribute}'", name.to_lossy()),
            None => format!("module has no attribute '{attribute}'"),
        }
    }
}

impl Thread {
    /// Adds the functions of a native module to a module's namespace.
    pub fn add_functions(&mut self, module: &Value, native: &'static NativeModule) -> PyResult<()> {
        let Some(this) = module.downcast::<Module>() else { unreachable!("only modules get functions") };
        let Some(dict) = this.dict().cloned() else { unreachable!("a module has a namespace") };
        let name = self.intern(native.name)?;
        for def in native.functions {
            let function =
                crate::builtins::native_function::function(self, def, module.clone(), Some(name.clone()))?;
            let key = self.intern(def.name)?;
            self.namespace_set(&dict, &key, function)?;
        }
        Ok(())
    }

    /// Sets a name in a namespace.
    pub(crate) fn namespace_set(&mut self, namespace: &Value, name: &Value, value: Value) -> PyResult<()> {
        match namespace.exact::<Dict>() {
            Some(dict) => {
                let old = dict.set(self, name, value)?;
                drop(old);
                Ok(())
            }
            None => self.set_item(namespace, name, &value),
        }
    }

    /// Deletes a name from a namespace; false if it was not there.
    pub(crate) fn namespace_delete(&mut self, namespace: &Value, name: &Value) -> PyResult<bool> {
        match namespace.exact::<Dict>() {
            Some(dict) => Ok(dict.remove(self, name)?.is_some()),
            None => {
                let result = self.delete_item(namespace, name);
                Ok(self.catch(result, crate::errors::Class::KeyError)?.is_some())
            }
        }
    }
}
