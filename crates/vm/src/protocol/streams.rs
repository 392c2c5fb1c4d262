//! The streams of `sys`, as the interpreter itself uses them: objects with a method `write`.

use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// An attribute of `sys`, or `None`.
    pub fn sys_value(&mut self, name: &str) -> PyResult<Option<Value>> {
        let (sys, key) = (self.interpreter().sys.clone(), self.intern(name)?);
        if sys.is_none() { Ok(None) } else { self.get_item_opt(&sys, &key) }
    }

    /// Writes a text to a file object: `file.write(text)`.
    pub fn write_text(&mut self, file: &Value, text: &Value) -> PyResult<()> {
        let write = self.interpreter().names().write.clone();
        self.call_method(file, &write, std::slice::from_ref(text))?;
        self.drain();
        Ok(())
    }

    /// The standard stream of `sys` with this name; `None` if it is None.
    pub fn system_stream(&mut self, name: &str) -> PyResult<Option<Value>> {
        let names = self.interpreter().names();
        let key = match name {
            "stdin" => names.stdin.clone(),
            "stdout" => names.stdout.clone(),
            _ => names.stderr.clone(),
        };
        let sys = self.interpreter().sys.clone();
        match self.get_item_opt(&sys, &key)? {
            Some(stream) => Ok(Some(stream).filter(|stream| !stream.is_none())),
            None => Err(self.runtime_error(format!("lost sys.{name}"))),
        }
    }
}
