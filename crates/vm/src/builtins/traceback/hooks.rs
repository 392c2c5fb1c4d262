//! Errors that nobody handles: `sys.excepthook` for those that end a program, `sys.unraisablehook` for those in
//! finalizers and callbacks.

use std::io::Write;

use crate::builtins::str::Str;
use crate::builtins::traceback::print::{class_name, printable};
use crate::builtins::traceback::source::Files;
use crate::builtins::traceback::stack::{Style, format_stack};
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// Reports an exception that ends a program, by `sys.excepthook`.
    pub fn print_uncaught(&mut self, error: &Value) {
        if self.interpreter().sys.is_none() {
            // It is too early, or too late, for hooks.
            return self.display_exception(error);
        }
        let hook = match self.sys_attribute("excepthook") {
            Some(hook) if !hook.is_none() => hook,
            _ => {
                self.write_stderr("sys.excepthook is missing\n");
                return self.display_exception(error);
            }
        };
        let arguments = [self.type_of(error).to_value(), error.clone(), self.traceback_of(error)];
        if let Err(worse) = self.call(&hook, &arguments) {
            self.write_stderr("Error in sys.excepthook:\n");
            self.display_exception(worse.value());
            self.write_stderr("\nOriginal exception was:\n");
            self.display_exception(error);
        }
    }

    /// What `sys.excepthook` does unless it was replaced: prints the exception to `sys.stderr`.
    pub fn display_exception(&mut self, error: &Value) {
        let text = self.print_exception(error);
        self.write_stderr(&text);
    }

    /// Reports an exception that can't be raised, by `sys.unraisablehook`. `message` says what was going on, such as
    /// "Exception ignored while calling deallocator"; `context` is with what.
    pub fn write_unraisable(&mut self, error: Exception, context: Option<&Value>, message: Option<&str>) {
        if self.traceback_of(error.value()).is_none() {
            // Without memory for an entry it is reported without one.
            drop(self.set_traceback_here(error.value()));
        }
        let (message, object) = match (message, context) {
            (Some(message), Some(context)) => {
                // When even `repr` fails nothing is said about it.
                let shown = self.repr(context).ok();
                (shown.map(|shown| format!("{message} {}", printable(&shown))), None)
            }
            (message, context) => (message.map(str::to_owned), context.cloned()),
        };
        let hook = self.sys_attribute("unraisablehook").filter(|hook| !hook.is_none());
        let standard = self.sys_attribute("__unraisablehook__");
        let replaced = hook.filter(|hook| !standard.is_some_and(|standard| standard.is(hook)));
        if let Some(hook) = replaced {
            match self.call_unraisable_hook(&hook, &error, message.as_deref(), object.as_ref()) {
                Ok(()) => {}
                Err(worse) => {
                    let message = "Exception ignored in sys.unraisablehook".to_owned();
                    self.display_unraisable(worse.value(), Some(message), Some(&hook));
                }
            }
            return;
        }
        self.display_unraisable(error.value(), message, object.as_ref());
    }

    fn call_unraisable_hook(
        &mut self,
        hook: &Value,
        error: &Exception,
        message: Option<&str>,
        object: Option<&Value>,
    ) -> PyResult<()> {
        let error = error.value();
        let message = match message {
            Some(message) => Str::new(self, message)?,
            None => Value::NONE,
        };
        let parts = vec![
            self.type_of(error).to_value(),
            error.clone(),
            self.traceback_of(error),
            message,
            object.cloned().unwrap_or(Value::NONE),
        ];
        let (class, parts) = (self.interpreter().unraisable_type.clone(), Tuple::new(self, parts)?);
        let arguments = self.call(&class, &[parts])?;
        self.call(hook, &[arguments])?;
        Ok(())
    }

    /// What `sys.unraisablehook` does unless it was replaced.
    pub fn display_unraisable(&mut self, error: &Value, message: Option<String>, object: Option<&Value>) {
        let mut text = match (message, object) {
            (message, Some(object)) => {
                let message = message.unwrap_or_else(|| "Exception ignored in".to_owned());
                let shown = self.repr(object);
                let shown =
                    shown.map_or_else(|_| "<object repr() failed>".to_owned(), |shown| printable(&shown));
                format!("{message}: {shown}\n")
            }
            (Some(message), None) => format!("{message}:\n"),
            (None, None) => String::new(),
        };
        let traceback = self.traceback_of(error);
        if !traceback.is_none() {
            let mut files = Files::new(self.search_path());
            text.push_str("Traceback (most recent call last):\n");
            text.push_str(&format_stack(self, &traceback, &mut files, Style::Plain));
        }
        text.push_str(&class_name(self, error));
        match self.str_of(error) {
            Ok(shown) => text.push_str(&format!(": {}\n", printable(&shown))),
            Err(_) => text.push_str(": <exception str() failed>\n"),
        }
        self.write_stderr(&text);
    }

    /// A name of the `sys` module.
    fn sys_attribute(&mut self, name: &str) -> Option<Value> {
        let sys = self.interpreter().sys.clone();
        if sys.is_none() {
            return None;
        }
        let name = self.intern(name).ok()?;
        self.get_item_opt(&sys, &name).ok().flatten()
    }

    /// Writes to `sys.stderr`; to the process's standard error while there is none yet, and nowhere if it is None.
    pub fn write_stderr(&mut self, text: &str) {
        match self.sys_attribute("stderr") {
            Some(stream) if stream.is_none() => {}
            Some(stream) => {
                let written = self.write_to(&stream, text);
                // There is nobody left to tell.
                drop(written);
            }
            None => {
                let written = std::io::stderr().write_all(text.as_bytes());
                drop(written);
            }
        }
    }

    fn write_to(&mut self, stream: &Value, text: &str) -> PyResult<()> {
        let text = Str::new(self, text)?;
        let names = self.interpreter().names();
        let (write, flush) = (names.write.clone(), names.flush.clone());
        self.call_method(stream, &write, &[text])?;
        self.call_method(stream, &flush, &[])?;
        Ok(())
    }
}
