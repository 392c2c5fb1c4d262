//! Audit events (PEP 578): what a program's hooks are told of.

use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Attributes whose reading is an event.
const READ: [&str; 11] = [
    "__code__",
    "__defaults__",
    "__kwdefaults__",
    "f_code",
    "tb_frame",
    "gi_code",
    "gi_frame",
    "cr_code",
    "cr_frame",
    "ag_code",
    "ag_frame",
];

/// Attributes whose assignment is an event.
const WRITTEN: [&str; 9] = [
    "__code__",
    "__defaults__",
    "__kwdefaults__",
    "__class__",
    "__name__",
    "__qualname__",
    "__module__",
    "__bases__",
    "__doc__",
];

impl Thread {
    /// Tells of a native attribute that is read.
    #[cold]
    pub(crate) fn audit_read(&mut self, object: &Value, name: &str) -> PyResult<()> {
        if !READ.contains(&name) {
            return Ok(());
        }
        let name = self.intern(name)?;
        self.audit("object.__getattr__", &[object.clone(), name])
    }

    /// Tells of a native attribute that is assigned or deleted.
    #[cold]
    pub(crate) fn audit_write(&mut self, object: &Value, name: &str, value: Option<&Value>) -> PyResult<()> {
        let of_class = object.downcast::<crate::types::TypeObject>().is_some();
        let of_function = object.is_kind(crate::object::Kind::Function);
        let sensitive = match WRITTEN.iter().position(|known| *known == name) {
            Some(0..3) => of_function,
            Some(3) => true,
            Some(_) => of_class,
            None => false,
        };
        if !sensitive {
            return Ok(());
        }
        // Function defaults that are set to None are taken away.
        let removed = |name: &str| matches!(name, "__defaults__" | "__kwdefaults__");
        let value = value.filter(|value| !(removed(name) && value.is_none()));
        let name = self.intern(name)?;
        match value {
            Some(value) => self.audit("object.__setattr__", &[object.clone(), name, value.clone()]),
            None => self.audit("object.__delattr__", &[object.clone(), name]),
        }
    }

    /// Tells every audit hook of an event. What a hook raises ends the operation.
    #[inline]
    pub fn audit(&mut self, event: &str, arguments: &[Value]) -> PyResult<()> {
        if self.interpreter().audit_hooks.is_empty() {
            return Ok(());
        }
        let (event, arguments) = (self.intern(event)?, Tuple::from_slice(self, arguments)?);
        self.audit_values(&event, &arguments)
    }

    /// As [`Thread::audit`], of values: the event's name and a tuple.
    pub fn audit_values(&mut self, event: &Value, arguments: &Value) -> PyResult<()> {
        let mut index = 0;
        while let Some(hook) = self.interpreter().audit_hooks.get(index).cloned() {
            self.call(&hook, &[event.clone(), arguments.clone()])?;
            index += 1;
        }
        Ok(())
    }
}
