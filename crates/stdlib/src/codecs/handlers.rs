//! The builtin error handlers as functions of an exception, which answer a replacement and where to go on.

use taipan_text::encode::{
    CodecError, CodecFailure, DecodeHandler, EncodeHandler, Encoding, ErrorMode, Replacement,
};
use taipan_text::{Text, with_units};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::exception::{BaseException, UnicodeField};
use taipan_vm::builtins::native_function;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

use super::registry::State;

/// The functions; they are found by `lookup_error`, not in the module.
#[taipan_macros::module("_codecs")]
mod functions {
    use taipan_text::encode::ErrorMode;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{handle, strict};

    /// Raises the exception.
    #[function("(exc, /)")]
    fn strict_errors(t: &mut Thread, exc: &Value) -> PyResult {
        strict(t, exc)
    }

    /// Leaves out what can't be converted.
    #[function("(exc, /)")]
    fn ignore_errors(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::Ignore)
    }

    /// Puts a mark for what can't be converted.
    #[function("(exc, /)")]
    fn replace_errors(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::Replace)
    }

    /// Puts an XML character reference for what can't be encoded.
    #[function("(exc, /)")]
    fn xmlcharrefreplace_errors(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::XmlCharRefReplace)
    }

    /// Puts an escape for what can't be converted.
    #[function("(exc, /)")]
    fn backslashreplace_errors(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::BackslashReplace)
    }

    /// Puts an escape with the character's name for what can't be encoded.
    #[function("(exc, /)")]
    fn namereplace_errors(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::NameReplace)
    }

    /// Converts surrogates as any other character.
    #[function("(exc, /)")]
    fn surrogatepass(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::SurrogatePass)
    }

    /// Lets bytes that can't be decoded travel as lone surrogates.
    #[function("(exc, /)")]
    fn surrogateescape(t: &mut Thread, exc: &Value) -> PyResult {
        handle(t, exc, ErrorMode::SurrogateEscape)
    }
}

/// Enters the functions under the names of the handlers.
pub(super) fn install(t: &mut Thread) -> PyResult<()> {
    let module = t.intern("_codecs")?;
    for def in functions::MODULE.functions {
        let function = native_function::function(t, def, Value::NONE, Some(module.clone()))?;
        let name = def.name.strip_suffix("_errors").unwrap_or(def.name);
        t.state::<State>().handlers.insert(name.to_owned(), function);
    }
    Ok(())
}

fn strict(t: &mut Thread, exception: &Value) -> PyResult {
    match BaseException::of(exception) {
        Some(_) => Err(Exception::new(exception.clone())),
        None => Err(t.type_error("codec must pass exception instance")),
    }
}

/// What is converted, and where it failed.
struct Failed {
    error: CodecError,
    object: Value,
}

/// What a builtin handler makes of an exception.
fn handle(t: &mut Thread, exception: &Value, mut mode: ErrorMode) -> PyResult {
    let is = |t: &Thread, class: Class| {
        let class = t.interpreter().exception_class(class);
        t.is_instance_of(exception, &class)
    };
    let (encodes, decodes, translates) = (
        is(t, Class::UnicodeEncodeError),
        is(t, Class::UnicodeDecodeError),
        is(t, Class::UnicodeTranslateError),
    );
    let both = matches!(mode, ErrorMode::SurrogatePass | ErrorMode::SurrogateEscape);
    let encodes_only = matches!(mode, ErrorMode::XmlCharRefReplace | ErrorMode::NameReplace);
    let wanted = encodes || decodes && !encodes_only || translates && !both && !encodes_only;
    if !wanted {
        let found = t.type_name(exception);
        return Err(t.type_error(format!("don't know how to handle {found} in error callback")));
    }
    let failed = read(t, exception)?;
    if translates && mode == ErrorMode::Replace {
        let mut mark = Text::new();
        (failed.error.start..failed.error.end).for_each(|_| mark.push(0xFFFD));
        let text = Str::from_text(t, &mark)?;
        return Tuple::new(t, [text, Value::small_int(failed.error.end as i64)]);
    }
    if decodes {
        let data = t.bytes_like(&failed.object)?;
        let mut out = Text::new();
        let next = DecodeHandler::handle(&mut mode, &data, &failed.error, &mut out);
        let next = next.map_err(|failure| refused(t, failure, exception))?;
        let text = Str::from_text(t, &out)?;
        return Tuple::new(t, [text, Value::small_int(next as i64)]);
    }
    let Some(text) = Str::of(&failed.object) else {
        return Err(t.type_error("object attribute must be str"));
    };
    let answer = EncodeHandler::handle(&mut mode, text.text(), &failed.error);
    let (replacement, next) = answer.map_err(|failure| refused(t, failure, exception))?;
    let replacement = match replacement {
        Replacement::Bytes(bytes) => Bytes::new(t, &bytes)?,
        Replacement::Text(text) => Str::from_text(t, &text)?,
    };
    Tuple::new(t, [replacement, Value::small_int(next as i64)])
}

/// The exception of a handler that gives up: the one it was given.
fn refused(t: &mut Thread, failure: CodecFailure, exception: &Value) -> Exception {
    match failure {
        CodecFailure::Codec(_) => Exception::new(exception.clone()),
        CodecFailure::Other(error) => t.text_error(error),
    }
}

/// Reads an exception's fields; its range is cut to the object's.
fn read(t: &mut Thread, exception: &Value) -> PyResult<Failed> {
    let Some(fields) = BaseException::of(exception) else { unreachable!("the caller checked the class") };
    let object = fields.field(UnicodeField::Object as usize).unwrap_or(Value::NONE);
    let length = match (Str::of(&object), Bytes::of(&object)) {
        (Some(text), _) => text.len(),
        (_, Some(bytes)) => bytes.as_slice().len(),
        _ => return Err(t.type_error("object attribute not set")),
    };
    let mut number = |name: &str| {
        let name = t.intern(name)?;
        let value = t.get_attr(exception, &name)?;
        t.as_clamped_isize(&value)
    };
    let (start, end) = (number("start")?, number("end")?);
    let start = (start.max(0) as usize).min(length.saturating_sub(1));
    let end = (end.max(1) as usize).min(length).max(start);
    let encoding = fields.field(UnicodeField::Encoding as usize);
    let encoding = encoding.as_ref().and_then(Str::of).and_then(|name| Encoding::from_name(&name.to_lossy()));
    let error = CodecError { encoding: encoding.unwrap_or(Encoding::Ascii), start, end, reason: "" };
    Ok(Failed { error, object })
}

/// Asks the handler of a name about an error: what it puts in its place, and where to go on in `length` items.
pub(super) fn ask(
    t: &mut Thread,
    name: &str,
    exception: Exception,
    length: usize,
    decodes: bool,
) -> PyResult<(Value, usize)> {
    if name == "strict" {
        return Err(exception);
    }
    let handler = super::registry::lookup_error(t, name)?;
    let answer = t.call(&handler, &[exception.into_value()])?;
    let text = if decodes {
        "decoding error handler must return (str, int) tuple"
    } else {
        "encoding error handler must return (str/bytes, int) tuple"
    };
    let Some([replacement, position]) = Tuple::of(&answer).map(Tuple::items) else {
        return Err(t.type_error(text));
    };
    if Str::of(replacement).is_none() && (decodes || Bytes::of(replacement).is_none()) {
        return Err(t.type_error(text));
    }
    let given = t.as_isize(position, Class::IndexError)?;
    let next = if given < 0 { given + length as isize } else { given };
    match usize::try_from(next) {
        Ok(next) if next <= length => Ok((replacement.clone(), next)),
        _ => Err(t.index_error(format!("position {next} from error handler out of bounds"))),
    }
}

/// Appends a string to a text.
pub(super) fn append(out: &mut Text, string: &Value) {
    if let Some(text) = Str::of(string) {
        with_units!(text.text(), units => out.extend(units));
    }
}
