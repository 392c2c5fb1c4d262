//! The registry: functions that find codecs, what they found, and error handlers by name. Where nobody finds a builtin
//! encoding, because the package `encodings` is not there, it is answered natively.

use std::cell::Cell;
use std::collections::HashMap;

use taipan_text::encode::Encoding;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::{Str, codec};
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::pieces::pair;

/// What the registry keeps for each interpreter.
#[derive(Default)]
pub(super) struct State {
    searches: Vec<Value>,
    found: HashMap<String, Value>,
    pub(super) handlers: HashMap<String, Value>,
    /// Whether the package `encodings` was asked for.
    asked: bool,
    info: Option<Value>,
}

/// Adds a function that finds codecs.
pub(super) fn register(t: &mut Thread, search: &Value) -> PyResult<()> {
    if !t.is_callable(search) {
        return Err(t.type_error("argument must be callable"));
    }
    t.state::<State>().searches.push(search.clone());
    Ok(())
}

/// Removes a function that finds codecs.
pub(super) fn unregister(t: &mut Thread, search: &Value) {
    let state = t.state::<State>();
    state.searches.retain(|known| !known.is(search));
    state.found.clear();
}

/// The name under which codecs are kept and asked for: lower case, runs of anything but letters, digits and dots one
/// underscore.
fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || letter == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            out.push(letter.to_ascii_lowercase());
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

/// The codec of an encoding: a tuple of functions to encode and decode, and of classes for streams.
pub(super) fn lookup(t: &mut Thread, encoding: &str) -> PyResult {
    let name = normalized(encoding);
    if let Some(found) = t.state::<State>().found.get(&name) {
        return Ok(found.clone());
    }
    if !std::mem::replace(&mut t.state::<State>().asked, true) {
        let package = t.import_module("encodings");
        t.catch(package, Class::ImportError)?;
    }
    let searches = t.state::<State>().searches.clone();
    for search in searches {
        let asked = Str::new(t, &name)?;
        let found = t.call(&search, &[asked])?;
        if found.is_none() {
            continue;
        }
        if Tuple::of(&found).is_none_or(|found| found.len() != 4) {
            return Err(t.type_error("codec search functions must return 4-tuples"));
        }
        t.state::<State>().found.insert(name, found.clone());
        return Ok(found);
    }
    if let Some(known) = Encoding::from_name(encoding.trim_ascii()) {
        let found = builtin(t, known)?;
        t.state::<State>().found.insert(name, found.clone());
        return Ok(found);
    }
    Err(t.lookup_error(format!("unknown encoding: {encoding}")))
}

/// `encode` and `decode`: by any codec, from and to any type.
pub(super) fn convert(
    t: &mut Thread,
    object: &Value,
    encoding: Option<&Str>,
    errors: Option<&Str>,
    way: &str,
) -> PyResult {
    let encoding = match encoding {
        Some(encoding) => encoding.to_plain(t)?.into_owned(),
        None => "utf-8".to_owned(),
    };
    let codec = lookup(t, &encoding)?;
    let index = if way == "encode" { 0 } else { 1 };
    let Some(function) = Tuple::of(&codec).and_then(|codec| codec.items().get(index)).cloned() else {
        unreachable!("codecs are tuples of four")
    };
    let mut arguments = vec![object.clone()];
    if let Some(errors) = errors {
        arguments.push(errors.to_value());
    }
    let answer = t.call(&function, &arguments)?;
    match Tuple::of(&answer).map(Tuple::items) {
        Some([result, _]) => Ok(result.clone()),
        _ => Err(t.type_error(format!("{way}r must return a tuple (object, integer)"))),
    }
}

/// Gives an error handler a name.
pub(super) fn register_error(t: &mut Thread, name: &str, handler: &Value) -> PyResult<()> {
    if !t.is_callable(handler) {
        return Err(t.type_error("handler must be callable"));
    }
    t.state::<State>().handlers.insert(name.to_owned(), handler.clone());
    Ok(())
}

/// Forgets an error handler, unless it is builtin.
pub(super) fn unregister_error(t: &mut Thread, name: &str) -> PyResult<bool> {
    if taipan_text::encode::ErrorMode::from_name(name).is_some() {
        return Err(t.value_error(format!("cannot un-register built-in error handler '{name}'")));
    }
    Ok(t.state::<State>().handlers.remove(name).is_some())
}

/// The error handler of a name.
pub(super) fn lookup_error(t: &mut Thread, name: &str) -> PyResult {
    let found = t.state::<State>().handlers.get(name).cloned();
    found.ok_or_else(|| codec::unknown_handler(t, name))
}

taipan_vm::native_object! {
    /// A builtin encoding as an object with the functions of a codec.
    struct Builtin: LAYOUT, TYPE { encoding: Cell<Encoding> }
}

static TYPE: NativeType = NativeType {
    name: "BuiltinCodec",
    module: "_codecs",
    doc: "A builtin encoding, where the package encodings is not there.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The functions of a codec.
#[taipan_macros::methods]
mod methods {
    use super::{Builtin, PyResult, Str, Thread, Value, codec, pair};

    /// Encodes a text: bytes, and the number of characters.
    #[method("($self, /, input, errors='strict')")]
    fn encode(t: &mut Thread, this: &Builtin, input: &Str, errors: Option<&Str>) -> PyResult {
        let errors = errors.map_or_else(|| "strict".to_owned(), |errors| errors.to_lossy().into_owned());
        let bytes = codec::encode_as(t, input, this.encoding.get(), &errors)?;
        pair(t, bytes, input.len())
    }

    /// Decodes bytes: a text, and the number of bytes.
    #[method("($self, /, input, errors='strict')")]
    fn decode(t: &mut Thread, this: &Builtin, input: &Value, errors: Option<&Str>) -> PyResult {
        let errors = errors.map_or_else(|| "strict".to_owned(), |errors| errors.to_lossy().into_owned());
        let data = t.bytes_like(input)?;
        let text = codec::decode_as(t, &data, this.encoding.get(), &errors)?;
        pair(t, text, data.len())
    }
}

/// The codec of a builtin encoding.
fn builtin(t: &mut Thread, encoding: Encoding) -> PyResult {
    let class = t.native_type(&TYPE)?;
    let object = Builtin::create(t, &class, Cell::new(encoding))?;
    let mut functions = Vec::new();
    for name in ["encode", "decode"] {
        let name = t.intern(name)?;
        functions.push(t.get_attr(&object, &name)?);
    }
    let (encode, decode) = (functions[0].clone(), functions[1].clone());
    functions.extend([Value::NONE, Value::NONE]);
    let items = Tuple::new(t, functions)?;
    let class = info_class(t)?;
    let info = t.call(&class, &[items])?;
    let name = match encoding {
        Encoding::Latin1 => "iso8859-1",
        Encoding::UnicodeEscape => "unicode-escape",
        Encoding::RawUnicodeEscape => "raw-unicode-escape",
        other => other.name(),
    };
    let name = Str::new(t, name)?;
    for (key, value) in [
        ("name", name),
        ("encode", encode),
        ("decode", decode),
        ("streamreader", Value::NONE),
        ("streamwriter", Value::NONE),
        ("incrementalencoder", Value::NONE),
        ("incrementaldecoder", Value::NONE),
    ] {
        let key = t.intern(key)?;
        t.set_attr(&info, &key, Some(&value))?;
    }
    Ok(info)
}

/// The class of the codecs that are answered natively: tuples with attributes.
fn info_class(t: &mut Thread) -> PyResult {
    if let Some(class) = t.state::<State>().info.clone() {
        return Ok(class);
    }
    let metaclass = t.interpreter().type_of_kind(Kind::Type).to_value();
    let bases = vec![t.interpreter().type_of_kind(Kind::Tuple).to_value()];
    let (name, bases, namespace) = (t.intern("CodecInfo")?, Tuple::new(t, bases)?, Dict::new(t)?);
    for (key, value) in [("__module__", t.intern("codecs")?), ("_is_text_encoding", Value::TRUE)] {
        let key = t.intern(key)?;
        t.set_item(&namespace, &key, &value)?;
    }
    let class = t.call(&metaclass, &[name, bases, namespace])?;
    t.state::<State>().info = Some(class.clone());
    Ok(class)
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn names_are_normalized() {
        assert_eq!(normalized("UTF-8"), "utf_8");
        assert_eq!(normalized("iso 8859 --1"), "iso_8859_1");
        assert_eq!(normalized("-x-"), "x");
    }
}
