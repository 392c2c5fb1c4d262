//! `print` and `input`: text to and from the standard streams.

use taipan_vm::builtins::str::Str;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::text::{self, TextIOWrapper};

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use taipan_vm::{PyResult, Thread, Value};

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

/// Writes a text to a file object: natively where that is exactly a TextIOWrapper.
fn write(t: &mut Thread, file: &Value, text: &Value) -> PyResult<()> {
    match TextIOWrapper::exactly(file) {
        Some(stream) if Str::of(text).is_some() => text::write(t, stream, text),
        _ => t.write_text(file, text),
    }
}

/// Writes the text of an object, which is asked for after the file's method.
fn write_object(t: &mut Thread, file: &Value, value: &Value) -> PyResult<()> {
    if TextIOWrapper::exactly(file).is_some() {
        let text = t.str_of(value)?;
        return write(t, file, &text);
    }
    let name = t.intern("write")?;
    let method = t.get_attr(file, &name)?;
    let text = t.str_of(value)?;
    t.call(&method, &[text])?;
    t.drain();
    Ok(())
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
            write(t, &stream, &separator_text)?;
        }
        write_object(t, &stream, value)?;
    }
    write(t, &stream, &end_text)?;
    if flush {
        super::base::call(t, &stream, "flush", &[])?;
    }
    Ok(())
}

fn input(t: &mut Thread, prompt: Option<&Value>) -> PyResult {
    let lost = |t: &mut Thread, name: &str| t.runtime_error(format!("lost sys.{name}"));
    let Some(stdin) = t.system_stream("stdin")? else { return Err(lost(t, "stdin")) };
    let Some(stdout) = t.system_stream("stdout")? else { return Err(lost(t, "stdout")) };
    let Some(stderr) = t.system_stream("stderr")? else { return Err(lost(t, "stderr")) };
    let flushed = super::base::call(t, &stderr, "flush", &[]);
    t.catch(flushed, Class::Exception)?;
    if let Some(prompt) = prompt {
        let text = t.str_of(prompt)?;
        write(t, &stdout, &text)?;
    }
    let flushed = super::base::call(t, &stdout, "flush", &[]);
    t.catch(flushed, Class::Exception)?;
    let line = super::base::call(t, &stdin, "readline", &[])?;
    let Some(text) = Str::of(&line) else {
        return Err(t.type_error("object.readline() returned non-string"));
    };
    if text.is_empty() {
        return Err(t.exception(Class::EOFError, "EOF when reading a line"));
    }
    let last = text.len() - 1;
    if text.units().get(last) == u32::from('\n') { text.slice(t, 0..last) } else { Ok(line) }
}
