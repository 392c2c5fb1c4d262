//! UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: what could not be converted, and where.

use crate::builtins::bytes::Bytes;
use crate::builtins::exception::text::Text;
use crate::builtins::exception::{BaseException, UnicodeField, extended, fields, methods};
use crate::builtins::int;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::thread::Thread;
use crate::value::Value;

/// The memory of UnicodeEncodeError: see [`UnicodeField`].
pub(crate) static ENCODE_LAYOUT: Layout = extended(5);
/// The memory of UnicodeDecodeError.
pub(crate) static DECODE_LAYOUT: Layout = extended(5);
/// The memory of UnicodeTranslateError, whose encoding is always empty.
pub(crate) static TRANSLATE_LAYOUT: Layout = extended(5);

pub(crate) static FIELDS: &[GetSetDef] = &[
    fields::field::<0>("encoding", "The name of the encoding."),
    fields::field::<1>("object", "What was to be converted."),
    fields::index::<2>("start", "Where the trouble starts."),
    fields::index::<3>("end", "Just past where it ends."),
    fields::field::<4>("reason", "What is wrong there."),
];

/// Takes encoding, object, start, end, reason; the encoding is left out for translation.
fn initialise(t: &mut Thread, this: &Value, args: Args<'_>, first: usize, decoding: bool) -> PyResult<()> {
    methods::initialise(t, this, args)?;
    let Some(exception) = BaseException::of(this) else { return Ok(()) };
    let args = args.positional();
    let wanted = 5 - first;
    if args.len() != wanted {
        return Err(t.type_error(format!("function takes exactly {wanted} arguments ({} given)", args.len())));
    }
    let mut values = args.to_vec();
    for (index, value) in args.iter().enumerate() {
        let field = index + first;
        if field == UnicodeField::Start as usize || field == UnicodeField::End as usize {
            let number = t.as_isize(value, Class::OverflowError)?;
            values[index] = int::from_i64(t, number as i64)?;
        } else if Str::of(value).is_none() && !(decoding && field == UnicodeField::Object as usize) {
            let found = if value.is_none() { "None" } else { t.type_of(value).name() };
            let text = format!("argument {} must be str, not {found}", index + 1);
            return Err(t.type_error(text));
        }
    }
    if decoding && Bytes::of(&values[UnicodeField::Object as usize]).is_none() {
        let bytes = t.bytes_like(&values[UnicodeField::Object as usize])?;
        values[UnicodeField::Object as usize] = Bytes::new(t, &bytes)?;
    }
    for (index, value) in values.into_iter().enumerate() {
        exception.set_field(index + first, Some(value));
    }
    Ok(())
}

pub(crate) fn initialise_encode(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, 0, false)
}

pub(crate) fn initialise_decode(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, 0, true)
}

pub(crate) fn initialise_translate(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, 1, false)
}

impl Thread {
    /// `UnicodeEncodeError(encoding, text, start, end, reason)`.
    #[cold]
    pub fn unicode_encode_error(
        &mut self,
        encoding: &str,
        text: &Value,
        at: (usize, usize),
        reason: &str,
    ) -> Exception {
        self.unicode_error(Class::UnicodeEncodeError, Some(encoding), text.clone(), at, reason)
    }

    /// `UnicodeDecodeError(encoding, bytes, start, end, reason)`.
    #[cold]
    pub fn unicode_decode_error(
        &mut self,
        encoding: &str,
        bytes: &[u8],
        at: (usize, usize),
        reason: &str,
    ) -> Exception {
        match Bytes::new(self, bytes) {
            Ok(object) => self.unicode_error(Class::UnicodeDecodeError, Some(encoding), object, at, reason),
            Err(error) => error,
        }
    }

    fn unicode_error(
        &mut self,
        class: Class,
        encoding: Option<&str>,
        object: Value,
        (start, end): (usize, usize),
        reason: &str,
    ) -> Exception {
        let mut args = Vec::with_capacity(5);
        if let Some(encoding) = encoding {
            match Str::new(self, encoding) {
                Ok(encoding) => args.push(encoding),
                Err(error) => return error,
            }
        }
        args.extend([object, Value::small_int(start as i64), Value::small_int(end as i64)]);
        match Str::new(self, reason) {
            Ok(reason) => args.push(reason),
            Err(error) => return error,
        }
        self.exception_of(class, args)
    }
}

/// Start and end as they stand.
fn range(this: &BaseException) -> (i64, i64) {
    let index =
        |field: UnicodeField| this.field(field as usize).and_then(|value| value.as_small_int()).unwrap_or(0);
    (index(UnicodeField::Start), index(UnicodeField::End))
}

/// A character as the message shows it: `\x78`, `\ud800`, `\U0001f600`.
fn escaped(character: u32) -> String {
    match character {
        0..0x100 => format!("\\x{character:02x}"),
        0x100..0x1_0000 => format!("\\u{character:04x}"),
        _ => format!("\\U{character:08x}"),
    }
}

/// `'codec' codec can't <verb> <unit> … in position …: reason`, or the same without codec.
fn message(t: &mut Thread, this: &BaseException, verb: &str, one: &str, several: &str) -> PyResult {
    if this.field(UnicodeField::Object as usize).is_none() {
        return Str::new(t, "");
    }
    // Either may change the exception.
    let reason = shown(t, this, UnicodeField::Reason)?;
    let encoding = if verb == "translate" { None } else { Some(shown(t, this, UnicodeField::Encoding)?) };
    let Some(object) = this.field(UnicodeField::Object as usize) else {
        return Err(t.type_error("UnicodeError 'object' attribute is not set"));
    };
    let (fits, wanted) = match verb {
        "decode" => (Bytes::of(&object).is_some(), "bytes"),
        _ => (Str::of(&object).is_some(), "string"),
    };
    if !fits {
        return Err(t.type_error(format!("UnicodeError 'object' attribute must be a {wanted}")));
    }
    let (start, end) = range(this);
    let single = usize::try_from(start).ok().filter(|_| end == start.wrapping_add(1)).and_then(|at| {
        if let Some(bytes) = Bytes::of(&object) {
            return bytes.as_slice().get(at).map(|byte| format!("0x{byte:02x}"));
        }
        let text = Str::of(&object)?;
        (at < text.len()).then(|| format!("'{}'", escaped(text.units().get(at))))
    });
    let mut text = Text::new();
    if let Some(encoding) = encoding {
        text.text("'").str(t, &encoding)?.text("' codec ");
    }
    match single {
        Some(shown) => text.text(&format!("can't {verb} {one} {shown} in position {start}: ")),
        None => text.text(&format!("can't {verb} {several} in position {start}-{}: ", end.wrapping_sub(1))),
    };
    text.str(t, &reason)?;
    text.finish(t)
}

/// A field as text, as C prints what is not there.
fn shown(t: &mut Thread, this: &BaseException, field: UnicodeField) -> PyResult {
    match this.field(field as usize) {
        Some(value) => t.str_of(&value),
        None => Str::new(t, "<NULL>"),
    }
}

/// UnicodeEncodeError's methods.
#[taipan_macros::methods]
pub(crate) mod encode_methods {
    use super::{Args, BaseException, PyResult, Thread, Value, initialise_encode, message};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_encode(t, this, args)
    }

    /// What could not be encoded, and where.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        message(t, this, "encode", "character", "characters")
    }
}

/// UnicodeDecodeError's methods.
#[taipan_macros::methods]
pub(crate) mod decode_methods {
    use super::{Args, BaseException, PyResult, Thread, Value, initialise_decode, message};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_decode(t, this, args)
    }

    /// What could not be decoded, and where.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        message(t, this, "decode", "byte", "bytes")
    }
}

/// UnicodeTranslateError's methods.
#[taipan_macros::methods]
pub(crate) mod translate_methods {
    use super::{Args, BaseException, PyResult, Thread, Value, initialise_translate, message};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_translate(t, this, args)
    }

    /// What could not be translated, and where.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        message(t, this, "translate", "character", "characters")
    }
}
