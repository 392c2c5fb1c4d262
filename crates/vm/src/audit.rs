//! Audit events (PEP 578): what a program's hooks are told of.

use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
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
