//! `print` and `input`.

use crate::builtins::str::Str;
use crate::builtins::text_stream::TextStream;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// An attribute of `sys`, or `None`.
    pub fn sys_value(&mut self, name: &str) -> PyResult<Option<Value>> {
        let key = self.intern(name)?;
        let sys = self.interpreter().sys.clone();
        self.namespace_get(&sys, &key)
    }

    /// Writes a text to a file object: `file.write(text)`.
    pub fn write_text(&mut self, file: &Value, text: &Value) -> PyResult<()> {
        if let (Some(stream), Some(text)) = (file.exact::<TextStream>(), text.exact::<Str>()) {
            return stream.write(self, text);
        }
        let write = self.interpreter().names().write.clone();
        self.call_method(file, &write, std::slice::from_ref(text))?;
        self.drain();
        Ok(())
    }
}

/// A separator argument: a string, None for the default, or TypeError.
fn separator(t: &mut Thread, name: &str, given: Option<&Value>, default: &str) -> PyResult {
    match given {
        Some(given) if !given.is_none() => {
            if Str::of(given).is_none() {
                let found = t.type_name(given).to_owned();
                return Err(t.type_error(format!("{name} must be None or a string, not {found}")));
            }
            Ok(given.clone())
        }
        _ => Str::new(t, default),
    }
}

/// Printing.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use super::separator;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Writes the values to a stream, with a separator between them and an end after them.
    #[function("(*args, sep=' ', end='\\n', file=None, flush=False)")]
    fn print(
        t: &mut Thread,
        args: &[Value],
        sep: Option<&Value>,
        end: Option<&Value>,
        file: Option<&Value>,
        flush: Option<bool>,
    ) -> PyResult<()> {
        let file = match file.filter(|file| !file.is_none()) {
            Some(file) => file.clone(),
            None => match t.sys_value("stdout")? {
                Some(stdout) if stdout.is_none() => return Ok(()),
                Some(stdout) => stdout,
                None => return Err(t.runtime_error("lost sys.stdout")),
            },
        };
        let sep = separator(t, "sep", sep, " ")?;
        let end = separator(t, "end", end, "\n")?;
        for (index, value) in args.iter().enumerate() {
            if index > 0 {
                t.write_text(&file, &sep)?;
            }
            let text = t.str_of(value)?;
            t.write_text(&file, &text)?;
        }
        t.write_text(&file, &end)?;
        if flush == Some(true) {
            let flush = t.interpreter().names().flush.clone();
            t.call_method(&file, &flush, &[])?;
        }
        Ok(())
    }
}
