//! `str(object)` and `str(bytes, encoding, errors)`.

use crate::builtins::str::{Str, codec, holder};
use crate::native::arguments::Signature;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

static SIGNATURE: Signature<3> = Signature {
    function: "str",
    names: ["object", "encoding", "errors"],
    positional_only: 0,
    positional: 3,
    required: 0,
    required_keyword_only: 0,
};

/// `str.__new__`.
pub(crate) fn create(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let given = args.positional().len();
    if given > 3 && args.keyword_count() == 0 {
        return Err(t.type_error(format!("str expected at most 3 arguments, got {given}")));
    }
    let [object, encoding, errors] = args.bind(t, &SIGNATURE)?;
    let exact = class.is(&t.interpreter().type_of_kind(Kind::Str).to_value());
    // Without keywords CPython checks the arguments in another place, which has another text.
    let plain = exact && args.keyword_count() == 0;
    let encoding = str_argument(t, "encoding", encoding, plain)?;
    let errors = str_argument(t, "errors", errors, plain)?;
    let text = match object {
        None => Str::from_latin1(t, b"")?,
        Some(object) if encoding.is_none() && errors.is_none() => t.str_of(object)?,
        Some(object) => decoded(t, object, encoding, errors)?,
    };
    if exact {
        return Ok(text);
    }
    let text = Str::exact_value(t, &text)?;
    holder::instance(t, class, text)
}

/// The common cases of `str()`: of nothing, a string, a number, None or a bool.
pub(crate) fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [object] = arguments else {
        return if arguments.is_empty() { Str::from_latin1(t, b"").ok() } else { None };
    };
    if object.is_kind(Kind::Str) {
        return Some(object.clone());
    }
    t.repr_natively(object)?.ok()
}

fn str_argument<'a>(
    t: &mut Thread,
    name: &str,
    argument: Option<&'a Value>,
    plain: bool,
) -> PyResult<Option<&'a Str>> {
    match argument {
        Some(argument) if plain && Str::of(argument).is_none() => {
            let found = t.qualified_type_name(argument)?;
            Err(t.type_error(format!("str() argument '{name}' must be str, not {found}")))
        }
        _ => text_argument(t, "str", name, argument),
    }
}

/// A named argument that must be a string.
pub(crate) fn text_argument<'a>(
    t: &mut Thread,
    function: &str,
    name: &str,
    argument: Option<&'a Value>,
) -> PyResult<Option<&'a Str>> {
    let Some(argument) = argument else { return Ok(None) };
    if let Some(text) = Str::of(argument) {
        return Ok(Some(text));
    }
    let found = if argument.is_none() { "None".to_owned() } else { t.type_name(argument) };
    Err(t.type_error(format!("{function}() argument '{name}' must be str, not {found}")))
}

fn decoded(t: &mut Thread, object: &Value, encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
    if Str::of(object).is_some() {
        return Err(t.type_error("decoding str is not supported"));
    }
    // Whatever an object's own `__buffer__` raises, the message is this one.
    match t.bytes_of_any(object) {
        Some(bytes) => codec::decode(t, &bytes, encoding, errors),
        None => {
            let name = t.type_name(object);
            Err(t.type_error(format!("decoding to str: need a bytes-like object, {name} found")))
        }
    }
}
