//! `print` and `input`: text to and from the standard streams.

use crate::builtins::str::Str;
use crate::builtins::text_stream::TextStream;
use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Prints objects to a stream, `sys.stdout` unless another is given.
    #[function("(*args, sep=' ', end='\\n', file=None, flush=False)")]
    fn print(
        t: &mut Thread,
        args: &[Value],
        sep: Option<&Value>,
        end: Option<&Value>,
        file: Option<&Value>,
        flush: bool,
    ) -> PyResult<()> {
        super::print(t, args, [sep, end], file, flush)
    }

    /// Reads a line from `sys.stdin`, after printing a prompt.
    #[function("(prompt='', /)")]
    fn input(t: &mut Thread, prompt: Option<&Value>) -> PyResult {
        super::input(t, prompt)
    }
}

impl Thread {
    /// An attribute of `sys`, or `None`.
    pub fn sys_value(&mut self, name: &str) -> PyResult<Option<Value>> {
        let (sys, key) = (self.interpreter().sys.clone(), self.intern(name)?);
        if sys.is_none() { Ok(None) } else { self.get_item_opt(&sys, &key) }
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

    /// A stream of `sys` by its name; `None` if it is None.
    pub(crate) fn system_stream(&mut self, name: &str) -> PyResult<Option<Value>> {
        match self.sys_value(name)? {
            Some(stream) => Ok(Some(stream).filter(|stream| !stream.is_none())),
            None => Err(self.runtime_error(format!("lost sys.{name}"))),
        }
    }
}

/// Checks `sep` and `end`: a string, or None for the usual one.
fn separator(t: &mut Thread, value: Option<&Value>, name: &str, usual: &str) -> PyResult {
    match value.filter(|value| !value.is_none()) {
        None => Str::new(t, usual),
        Some(value) if Str::of(value).is_some() => Ok(value.clone()),
        Some(value) => {
            let found = t.type_name(value);
            Err(t.type_error(format!("{name} must be None or a string, not {found}")))
        }
    }
}

fn print(
    t: &mut Thread,
    args: &[Value],
    [sep, end]: [Option<&Value>; 2],
    file: Option<&Value>,
    flush: bool,
) -> PyResult<()> {
    let stream = match file {
        Some(file) => file.clone(),
        None => match t.system_stream("stdout")? {
            Some(stream) => stream,
            None => return Ok(()),
        },
    };
    let separator_text = separator(t, sep, "sep", " ")?;
    let end_text = separator(t, end, "end", "\n")?;
    for (index, value) in args.iter().enumerate() {
        if index > 0 {
            t.write_text(&stream, &separator_text)?;
        }
        let text = t.str_of(value)?;
        t.write_text(&stream, &text)?;
    }
    t.write_text(&stream, &end_text)?;
    if flush {
        let name = t.interpreter().names().flush.clone();
        t.call_method(&stream, &name, &[])?;
    }
    Ok(())
}

fn input(t: &mut Thread, prompt: Option<&Value>) -> PyResult {
    let lost = |t: &mut Thread, name: &str| t.runtime_error(format!("input(): lost sys.{name}"));
    let Some(stdin) = t.system_stream("stdin")? else { return Err(lost(t, "stdin")) };
    let Some(stdout) = t.system_stream("stdout")? else { return Err(lost(t, "stdout")) };
    let Some(stderr) = t.system_stream("stderr")? else { return Err(lost(t, "stderr")) };
    let flush = t.interpreter().names().flush.clone();
    let flushed = t.call_method(&stderr, &flush, &[]);
    t.catch(flushed, Class::Exception)?;
    if let Some(prompt) = prompt {
        let text = t.str_of(prompt)?;
        t.write_text(&stdout, &text)?;
    }
    let flushed = t.call_method(&stdout, &flush, &[]);
    t.catch(flushed, Class::Exception)?;
    let name = t.intern("readline")?;
    let line = t.call_method(&stdin, &name, &[])?;
    let Some(text) = Str::of(&line) else {
        return Err(t.type_error("object.readline() returned non-string"));
    };
    if text.is_empty() {
        return Err(t.exception(Class::EOFError, "EOF when reading a line"));
    }
    let characters: Vec<u32> = text.units().iter().collect();
    let stripped = characters.strip_suffix(&[u32::from('\n')]).unwrap_or(&characters);
    Str::from_characters(t, stripped)
}
