//! What is raised at the end of a `try` with `except*` clauses (PEP 654).

use crate::builtins::list::List;
use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// The attributes in which an exception raised by a clause differs from one that was left over.
const METADATA: [&str; 4] = ["__notes__", "__traceback__", "__cause__", "__context__"];

impl Thread {
    /// What is left to raise after the clauses of `except*`: `original` is the exception that was caught, `results` the
    /// list of what the clauses raised or left over (None for nothing). None when all was handled.
    pub fn prepare_reraise(&mut self, original: &Value, results: &Value) -> PyResult {
        let results = self.collect(results)?;
        if !self.is_group(original) {
            // An exception that is no group matches one clause at most.
            return Ok(results.into_iter().next().unwrap_or(Value::NONE));
        }
        let (mut raised, mut left) = (Vec::new(), Vec::new());
        for result in results {
            if result.is_none() {
                continue;
            }
            if self.same_metadata(&result, original)? { left.push(result) } else { raised.push(result) }
        }
        let mut leaves = Vec::new();
        for exception in &left {
            self.leaves_of(exception, &mut leaves)?;
        }
        let rest = self.project(original, &leaves)?;
        if raised.is_empty() {
            return Ok(rest.unwrap_or(Value::NONE));
        }
        raised.extend(rest);
        if raised.len() == 1 {
            return Ok(raised.remove(0));
        }
        let message = self.intern("")?;
        let raised = List::new(self, raised)?;
        let class = self.interpreter().exception_class(Class::BaseExceptionGroup);
        self.call(&class, &[message, raised])
    }

    fn is_group(&self, exception: &Value) -> bool {
        let class = self.interpreter().exception_class(Class::BaseExceptionGroup);
        self.is_instance_of(exception, &class)
    }

    fn same_metadata(&mut self, a: &Value, b: &Value) -> PyResult<bool> {
        if !self.is_group(a) {
            return Ok(false);
        }
        for name in METADATA {
            let name = self.intern(name)?;
            let (a, b) = (self.get_attr_opt(a, &name)?, self.get_attr_opt(b, &name)?);
            if a.map(|a| a.raw()) != b.map(|b| b.raw()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The exceptions of a group, which is a tuple.
    fn exceptions_of(&mut self, group: &Value) -> PyResult<Vec<Value>> {
        let name = self.interpreter().names().exceptions.clone();
        let exceptions = self.get_attr(group, &name)?;
        self.collect(&exceptions)
    }

    /// Identities of the exceptions in a group that are no groups.
    fn leaves_of(&mut self, exception: &Value, leaves: &mut Vec<Raw>) -> PyResult<()> {
        let mut work = vec![exception.clone()];
        while let Some(exception) = work.pop() {
            if self.is_group(&exception) {
                work.extend(self.exceptions_of(&exception)?);
            } else {
                leaves.push(exception.raw());
            }
        }
        Ok(())
    }

    /// The part of a group that has only these leaves, with the group's own shape; `None` if nothing is left.
    fn project(&mut self, group: &Value, leaves: &[Raw]) -> PyResult<Option<Value>> {
        self.enter_recursion(" in exceptiongroup_split_recursive")?;
        let mut kept = Vec::new();
        for exception in self.exceptions_of(group)? {
            if self.is_group(&exception) {
                kept.extend(self.project(&exception, leaves)?);
            } else if leaves.contains(&exception.raw()) {
                kept.push(exception);
            }
        }
        if kept.is_empty() {
            return Ok(None);
        }
        let (derive, kept) = (self.intern("derive")?, List::new(self, kept)?);
        let derived = self.call_method(group, &derive, &[kept])?;
        for name in METADATA {
            let name = self.intern(name)?;
            if let Some(value) = self.get_attr_opt(group, &name)? {
                let value = if value.exact::<List>().is_some() {
                    let items = self.collect(&value)?;
                    List::new(self, items)?
                } else {
                    value
                };
                self.set_attr(&derived, &name, Some(&value))?;
            }
        }
        Ok(Some(derived))
    }
}
