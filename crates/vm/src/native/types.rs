//! Types of native modules: each interpreter makes its own from the static description, when first asked.

use crate::builtins::module::Module;
use crate::native::{NativeType, PyResult, SharedMethods};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::Value;

impl Thread {
    /// This interpreter's type for a module's static description.
    pub fn native_type(&mut self, native: &'static NativeType) -> PyResult {
        self.native_type_of(native, &[])
    }

    /// As [`Thread::native_type`], with other bases than the description's where the type is made.
    pub fn native_type_of(&mut self, native: &'static NativeType, bases: &[Value]) -> PyResult {
        self.native_type_sharing(native, bases, &[])
    }

    /// As [`Thread::native_type_of`], for a type that has methods in common with others.
    pub fn native_type_sharing(
        &mut self,
        native: &'static NativeType,
        bases: &[Value],
        shared: &[SharedMethods],
    ) -> PyResult {
        debug_assert_eq!(native.kind, Kind::Other, "types with a kind are made at start-up");
        let key: *const NativeType = native;
        if let Some(class) = self.interpreter().native_types.get(&key) {
            return Ok(class.clone());
        }
        let class = self.build_module_type(native, bases, shared)?;
        self.interpreter_mut().native_types.insert(key, class.clone());
        Ok(class)
    }

    /// This interpreter's type for a module's static description, if it was made.
    pub fn known_native_type(&self, native: &'static NativeType) -> Option<Value> {
        self.interpreter().native_types.get(&std::ptr::from_ref(native)).cloned()
    }

    /// Whether a value is an instance of exactly a module's type.
    pub fn is_exactly(&self, value: &Value, native: &'static NativeType) -> bool {
        let key: *const NativeType = native;
        let known = self.interpreter().native_types.get(&key);
        known.is_some_and(|class| class.raw() == self.type_of(value).raw())
    }

    /// What the `builtins` module has under a name; AttributeError without it.
    pub fn builtin(&mut self, name: &str) -> PyResult {
        crate::builtins::iterator_methods::builtin(self, name)
    }

    /// Adds a name to a native module.
    pub fn add_to_module(&mut self, module: &Value, name: &str, value: Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            unreachable!("a module has a namespace")
        };
        let name = self.intern(name)?;
        self.namespace_set(&namespace, &name, value)
    }

    /// Adds an attribute to a module's type: an object that is made when the module is.
    pub fn add_to_type(
        &mut self,
        native: &'static NativeType,
        name: &'static str,
        value: Value,
    ) -> PyResult<()> {
        let class = self.native_type(native)?;
        let Some(class) = class.downcast::<TypeObject>() else { unreachable!("native types are types") };
        self.set_own(class, name, value)
    }

    /// Adds a type to a native module, under its own name.
    pub fn add_type(&mut self, module: &Value, native: &'static NativeType) -> PyResult<()> {
        let class = self.native_type(native)?;
        self.add_to_module(module, native.name, class)
    }
}
