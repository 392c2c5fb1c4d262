//! Warnings by native code: they go by the module `_warnings`, which knows the filters.

use crate::builtins::str::Str;
use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// Warns of what the running Python code does, or what its callers do: `level` is 1 for the innermost. Raises the
    /// warning where the filters say so.
    pub fn warn(&mut self, category: Class, text: &str, level: i64) -> PyResult<()> {
        self.warn_about(category, text, level, None)
    }

    /// [`Thread::warn`] about an object.
    pub fn warn_about(
        &mut self,
        category: Class,
        text: &str,
        level: i64,
        source: Option<&Value>,
    ) -> PyResult<()> {
        let arguments = [
            Str::new(self, text)?,
            self.interpreter().exception_class(category),
            Value::small_int(level),
            source.cloned().unwrap_or(Value::NONE),
        ];
        self.call_warnings("warn", &arguments)
    }

    /// Warns of a line of a file.
    pub fn warn_explicit(&mut self, category: Class, text: &str, filename: &str, line: u32) -> PyResult<()> {
        let arguments = [
            Str::new(self, text)?,
            self.interpreter().exception_class(category),
            Str::new(self, filename)?,
            Value::small_int(i64::from(line)),
        ];
        self.call_warnings("warn_explicit", &arguments)
    }

    /// Calls a function of `_warnings`; nothing happens where there is no such module.
    fn call_warnings(&mut self, function: &str, arguments: &[Value]) -> PyResult<()> {
        let module = self.import_module("_warnings");
        let Some(module) = self.catch(module, Class::ModuleNotFoundError)? else { return Ok(()) };
        let function = self.intern(function)?;
        let function = self.get_attr(&module, &function)?;
        self.call(&function, arguments).map(drop)
    }
}
