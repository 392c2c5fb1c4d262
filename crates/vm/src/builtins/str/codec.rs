//! `str.encode` and `bytes.decode`: the builtin encodings natively, all others through the codec registry of
//! `_codecs`, as are error handlers that are not builtin.

use taipan_text::encode::{
    self, CodecError, CodecFailure, DecodeHandler, EncodeHandler, ErrorMode, Replacement,
};
use taipan_text::{Text, Units, with_units};

pub use taipan_text::encode::Encoding;

use crate::builtins::bytes::Bytes;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Names an encoding or an error handler; a missing one is the default.
fn name_of<'a>(t: &mut Thread, name: Option<&'a Str>, default: &'static str) -> PyResult<Cow<'a>> {
    name.map_or(Ok(default.into()), |name| name.to_plain(t))
}

type Cow<'a> = std::borrow::Cow<'a, str>;

impl Str {
    /// The text as C functions take it: UnicodeEncodeError if it has lone surrogates, ValueError if it has NULs.
    pub fn to_plain(&self, t: &mut Thread) -> PyResult<Cow<'_>> {
        if let Some(ascii) = self.as_str().filter(|ascii| !ascii.contains('\0')) {
            return Ok(ascii.into());
        }
        self.check_encodable(t)?;
        match self.to_text() {
            Some(text) if text.contains('\0') => Err(t.value_error("embedded null character")),
            Some(text) => Ok(text),
            None => unreachable!("without lone surrogates it is plain text"),
        }
    }

    /// UnicodeEncodeError if there are lone surrogates.
    pub(crate) fn check_encodable(&self, t: &mut Thread) -> PyResult<()> {
        if self.to_text().is_some() {
            return Ok(());
        }
        let at = self.units().iter().position(|code| (0xd800..0xe000).contains(&code)).unwrap_or(0);
        Err(t.unicode_encode_error("utf-8", &self.to_value(), (at, at + 1), "surrogates not allowed"))
    }
}

/// `text.encode(encoding, errors)`: bytes.
pub(crate) fn encode(t: &mut Thread, text: &Str, encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
    let encoding = name_of(t, encoding, "utf-8")?;
    let errors = name_of(t, errors, "strict")?;
    match Encoding::from_name(encoding.trim_ascii()) {
        Some(Encoding::UnicodeEscape | Encoding::RawUnicodeEscape) | None => {}
        Some(known) => return encode_as(t, text, known, &errors),
    }
    let result = by_registry(t, &encoding, "encode", text.to_value(), &errors)?;
    if Bytes::of(&result).is_none() {
        let name = t.type_name(&result);
        return Err(t.type_error(format!(
            "'{encoding}' encoder returned '{name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
        )));
    }
    Ok(result)
}

/// Bytes of a text in a builtin encoding.
pub fn encode_as(t: &mut Thread, text: &Str, encoding: Encoding, errors: &str) -> PyResult {
    if let (Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1, Some(ascii)) = (encoding, text.as_str()) {
        return Bytes::new(t, ascii.as_bytes());
    }
    let mut out = Vec::new();
    if out.try_reserve(text.len()).is_err() {
        return Err(t.memory_error());
    }
    let mut handler = Handler { t, name: errors, object: Object::Text(text) };
    with_units!(text.text(), units => encode::encode(units, encoding, &mut out, &mut handler))?;
    Bytes::new(t, &out)
}

/// `bytes.decode(encoding, errors)`: a string. `bytes` belongs to nobody who could change it.
pub(crate) fn decode(t: &mut Thread, bytes: &[u8], encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
    let encoding = name_of(t, encoding, "utf-8")?;
    let errors = name_of(t, errors, "strict")?;
    if bytes.is_empty() {
        return Str::from_latin1(t, b"");
    }
    match Encoding::from_name(encoding.trim_ascii()) {
        Some(Encoding::UnicodeEscape | Encoding::RawUnicodeEscape) | None => {}
        Some(known) => return decode_as(t, bytes, known, &errors),
    }
    let object = Bytes::new(t, bytes)?;
    let result = by_registry(t, &encoding, "decode", object, &errors)?;
    if Str::of(&result).is_none() {
        let name = t.type_name(&result);
        return Err(t.type_error(format!(
            "'{encoding}' decoder returned '{name}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
        )));
    }
    Ok(result)
}

/// The text of bytes in a builtin encoding.
pub fn decode_as(t: &mut Thread, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult {
    let latin1 = match encoding {
        Encoding::Latin1 => true,
        Encoding::Utf8 | Encoding::Ascii => bytes.is_ascii(),
        _ => false,
    };
    if latin1 {
        return Str::from_latin1(t, bytes);
    }
    let mut out = Text::new();
    decode_part(t, bytes, encoding, errors, true, &mut out)?;
    Str::from_text(t, &out)
}

/// Decodes as many of the bytes as make whole characters (all of them when they are the `last`) and appends their text;
/// the number of bytes decoded.
pub fn decode_part(
    t: &mut Thread,
    bytes: &[u8],
    encoding: Encoding,
    errors: &str,
    last: bool,
    out: &mut Text,
) -> PyResult<usize> {
    let mut handler = Handler { t, name: errors, object: Object::Bytes };
    encode::decode(bytes, encoding, last, out, &mut handler)
}

/// What is converted.
enum Object<'a> {
    Bytes,
    Text(&'a Str),
}

/// An error handler by its name: builtin, or a function that was registered.
struct Handler<'a> {
    t: &'a mut Thread,
    name: &'a str,
    object: Object<'a>,
}

impl Handler<'_> {
    fn raise(&mut self, failure: CodecFailure, bytes: &[u8]) -> Exception {
        let error = match failure {
            CodecFailure::Codec(error) => error,
            CodecFailure::Other(error) => return self.t.text_error(error),
        };
        let (encoding, at) = (error.encoding.name(), (error.start, error.end));
        match self.object {
            Object::Bytes => self.t.unicode_decode_error(encoding, bytes, at, error.reason),
            Object::Text(text) => {
                let text = text.to_value();
                self.t.unicode_encode_error(encoding, &text, at, error.reason)
            }
        }
    }

    /// What the registered function answers: a replacement and where to go on in `length` items.
    fn ask(&mut self, error: &CodecError, bytes: &[u8], length: usize) -> PyResult<(Value, usize)> {
        let function = lookup_error(self.t, self.name)?;
        let exception = self.raise(CodecFailure::Codec(error.clone()), bytes).into_value();
        let answer = self.t.call(&function, &[exception])?;
        let text = match self.object {
            Object::Bytes => "decoding error handler must return (str, int) tuple",
            Object::Text(_) => "encoding error handler must return (str/bytes, int) tuple",
        };
        let Some([replacement, position]) = Tuple::of(&answer).map(Tuple::items) else {
            return Err(self.t.type_error(text));
        };
        let fits = match self.object {
            Object::Bytes => Str::of(replacement).is_some(),
            Object::Text(_) => Str::of(replacement).is_some() || Bytes::of(replacement).is_some(),
        };
        if !fits {
            return Err(self.t.type_error(text));
        }
        let given = self.t.as_isize(position, Class::IndexError)?;
        let next = if given < 0 { given + length as isize } else { given };
        match usize::try_from(next) {
            Ok(next) if next <= length => Ok((replacement.clone(), next)),
            _ => Err(self.t.index_error(format!("position {next} from error handler out of bounds"))),
        }
    }
}

impl DecodeHandler for Handler<'_> {
    type Error = Exception;

    fn handle(&mut self, bytes: &[u8], error: &CodecError, out: &mut Text) -> PyResult<usize> {
        if let Some(mut mode) = ErrorMode::from_name(self.name) {
            let answer = DecodeHandler::handle(&mut mode, bytes, error, out);
            return answer.map_err(|failure| self.raise(failure, bytes));
        }
        let (replacement, next) = self.ask(error, bytes, bytes.len())?;
        if let Some(text) = Str::of(&replacement) {
            with_units!(text.text(), units => out.extend(units));
        }
        Ok(next)
    }
}

impl EncodeHandler for Handler<'_> {
    type Error = Exception;

    fn handle(&mut self, text: Units<'_>, error: &CodecError) -> PyResult<(Replacement, usize)> {
        if let Some(mut mode) = ErrorMode::from_name(self.name) {
            let answer = EncodeHandler::handle(&mut mode, text, error);
            return answer.map_err(|failure| self.raise(failure, &[]));
        }
        let (replacement, next) = self.ask(error, &[], text.len())?;
        let replacement = match (Str::of(&replacement), Bytes::of(&replacement)) {
            (Some(text), _) => Replacement::Text(with_units!(text.text(), units => Text::from_units(units))),
            (_, bytes) => {
                Replacement::Bytes(bytes.map(|bytes| bytes.as_slice().to_vec()).unwrap_or_default())
            }
        };
        Ok((replacement, next))
    }

    fn fail(&mut self, error: &CodecError) -> Exception {
        self.raise(CodecFailure::Codec(error.clone()), &[])
    }
}

/// A function of `_codecs`, if that module can be imported.
fn registry(t: &mut Thread, function: &str) -> PyResult<Option<Value>> {
    let module = t.import_module("_codecs");
    let Some(module) = t.catch(module, Class::ImportError)? else { return Ok(None) };
    let function = t.intern(function)?;
    t.get_attr_opt(&module, &function)
}

/// The error handler registered under a name.
fn lookup_error(t: &mut Thread, name: &str) -> PyResult {
    match registry(t, "lookup_error")? {
        Some(lookup) => {
            let name = Str::new(t, name)?;
            t.call(&lookup, &[name])
        }
        None => Err(unknown_handler(t, name)),
    }
}

/// What the name of no error handler raises: of a long name, its beginning.
#[cold]
pub fn unknown_handler(t: &mut Thread, name: &str) -> Exception {
    let name = &name[..name.floor_char_boundary(400)];
    t.lookup_error(format!("unknown error handler name '{name}'"))
}

/// Converts by a registered codec, which must be a text encoding. `way` is `encode` or `decode`.
fn by_registry(t: &mut Thread, encoding: &str, way: &str, object: Value, errors: &str) -> PyResult {
    let Some(lookup) = registry(t, "lookup")? else {
        return Err(t.lookup_error(format!("unknown encoding: {encoding}")));
    };
    let name = Str::new(t, encoding)?;
    let codec = t.call(&lookup, &[name])?;
    let flag = t.intern("_is_text_encoding")?;
    let bare =
        codec.exact::<Tuple>().and_then(|codec| codec.items().get(usize::from(way == "decode")).cloned());
    if bare.is_none()
        && let Some(flag) = t.get_attr_opt(&codec, &flag)?
        && !t.truth(&flag)?
    {
        return Err(t.lookup_error(format!(
            "'{encoding}' is not a text encoding; use codecs.{way}() to handle arbitrary codecs"
        )));
    }
    let way = t.intern(way)?;
    let function = match bare {
        Some(function) => function,
        None => t.get_attr(&codec, &way)?,
    };
    let errors = Str::new(t, errors)?;
    let answer = t.call(&function, &[object, errors])?;
    match Tuple::of(&answer).map(Tuple::items) {
        Some([result, _]) => Ok(result.clone()),
        _ => Err(t.type_error(format!("{}r must return a tuple (object, integer)", way_name(&way)))),
    }
}

fn way_name(way: &Value) -> String {
    Str::of(way).map(|way| way.to_lossy().into_owned()).unwrap_or_default()
}
