//! NameError, AttributeError, ImportError: exceptions that say by keyword what they are about.

use crate::builtins::exception::{Attribute, BaseException, ImportField, extended, fields, methods};
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::suggestion::closest;
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::thread::Thread;
use crate::value::Value;

/// The memory of NameError: the name.
pub(crate) static NAME_LAYOUT: Layout = extended(1);
/// The memory of AttributeError: the name and the object.
pub(crate) static ATTRIBUTE_LAYOUT: Layout = extended(2);
/// The memory of ImportError: see [`ImportField`].
pub(crate) static IMPORT_LAYOUT: Layout = extended(4);

pub(crate) static NAME_FIELDS: &[GetSetDef] = &[fields::field::<0>("name", "The name that was not found.")];
pub(crate) static ATTRIBUTE_FIELDS: &[GetSetDef] = &[
    fields::field::<0>("name", "The name of the attribute."),
    fields::field::<1>("obj", "The object that lacks it."),
];
pub(crate) static IMPORT_FIELDS: &[GetSetDef] = &[
    fields::field::<0>("msg", "The message."),
    fields::field::<1>("name", "The name of the module."),
    fields::field::<2>("path", "The file of the module, if it has one."),
    fields::field::<3>("name_from", "The name that the module was asked for."),
];

/// Keeps the positional arguments, and the keyword arguments as fields from `first` on. `class` is named in messages.
fn initialise(
    t: &mut Thread,
    this: &Value,
    args: Args<'_>,
    class: &str,
    names: &[&str],
    first: usize,
) -> PyResult<()> {
    methods::keep_args(t, this, args.positional())?;
    let Some(exception) = BaseException::of(this) else { return Ok(()) };
    if args.keyword_count() > names.len() {
        let (most, given) = (names.len(), args.keyword_count());
        let s = if most == 1 { "" } else { "s" };
        return Err(
            t.type_error(format!("{class}() takes at most {most} keyword argument{s} ({given} given)"))
        );
    }
    let mut values = vec![None; names.len()];
    for (name, value) in args.keywords() {
        match names.iter().position(|known| name.as_str() == Some(known)) {
            Some(index) => values[index] = Some(value.clone()),
            None => {
                let name = name.to_lossy();
                let mut text = format!("{class}() got an unexpected keyword argument '{name}'");
                if let Some(close) = closest(&name, names.iter().copied()) {
                    text.push_str(&format!(". Did you mean '{close}'?"));
                }
                return Err(t.type_error(text));
            }
        }
    }
    // What an earlier call set counts no more.
    for (index, value) in values.into_iter().enumerate() {
        exception.set_field(first + index, value);
    }
    Ok(())
}

pub(crate) fn initialise_name(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, "NameError", &["name"], Attribute::Name as usize)
}

pub(crate) fn initialise_attribute(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, "AttributeError", &["name", "obj"], Attribute::Name as usize)
}

pub(crate) fn initialise_import(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    initialise(t, this, args, "ImportError", &["name", "path", "name_from"], ImportField::Name as usize)?;
    if let Some(exception) = BaseException::of(this) {
        let message = match args.positional() {
            [message] => Some(message.clone()),
            _ => None,
        };
        exception.set_field(ImportField::Msg as usize, message);
    }
    Ok(())
}

impl Thread {
    /// `NameError(text, name=name)`, or the UnboundLocalError of the same.
    #[cold]
    pub fn name_error(&mut self, class: Class, text: &str, name: &Value) -> Exception {
        self.exception(class, text).with_field(Attribute::Name as usize, name)
    }

    /// `ImportError(text, name=…, path=…, name_from=…)`, or the ModuleNotFoundError of the same.
    #[cold]
    pub fn import_error_about(
        &mut self,
        class: Class,
        text: &str,
        name: &Value,
        path: Option<&Value>,
        name_from: Option<&Value>,
    ) -> Exception {
        let mut error = self.exception(class, text).with_field(ImportField::Name as usize, name);
        for (field, value) in [(ImportField::Path, path), (ImportField::NameFrom, name_from)] {
            if let Some(value) = value {
                error = error.with_field(field as usize, value);
            }
        }
        error
    }
}

impl Exception {
    /// The exception with a field of its class set. Another exception that came instead stays as it is.
    pub(crate) fn with_field(self, index: usize, value: &Value) -> Exception {
        if let Some(exception) = BaseException::of(self.value()) {
            exception.set_field(index, Some(value.clone()));
        }
        self
    }
}

/// The instance's dict with the named fields that are set; `None` when there is nothing.
fn state(t: &mut Thread, this: &Value, named: &[(&str, usize)], with_args: bool) -> PyResult<Option<Value>> {
    let dict = methods::existing_dict(t, this)?;
    let Some(exception) = BaseException::of(this) else { return Ok(dict) };
    let set: Vec<(&str, Value)> =
        named.iter().filter_map(|&(name, index)| Some((name, exception.field(index)?))).collect();
    if set.is_empty() && !with_args {
        return Ok(dict);
    }
    let state = methods::copied_dict(t, dict.as_ref())?;
    for (name, value) in set {
        methods::put(t, &state, name, value)?;
    }
    if with_args {
        methods::put(t, &state, "args", exception.args())?;
    }
    Ok(Some(state))
}

fn attribute_state(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
    state(t, this, &[("name", Attribute::Name as usize)], true)
}

/// NameError's methods.
#[taipan_macros::methods]
pub(crate) mod name_methods {
    use super::{Args, PyResult, Thread, Value, initialise_name};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_name(t, this, args)
    }
}

/// AttributeError's methods.
#[taipan_macros::methods]
pub(crate) mod attribute_methods {
    use super::{
        Args, BaseException, PyResult, Thread, Value, attribute_state, initialise_attribute, methods,
    };

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_attribute(t, this, args)
    }

    /// The attributes without the object, which may not be picklable.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &Value) -> PyResult {
        Ok(attribute_state(t, this)?.unwrap_or(Value::NONE))
    }

    /// The class, the arguments and the state, for pickle and copy.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let args = BaseException::of(this).map_or(Value::NONE, BaseException::args);
        let state = attribute_state(t, this)?;
        methods::reduced(t, this, args, state)
    }
}

/// ImportError's methods.
#[taipan_macros::methods]
pub(crate) mod import_methods {
    use super::{
        Args, BaseException, ImportField, PyResult, Str, Thread, Value, initialise_import, methods, state,
    };

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_import(t, this, args)
    }

    /// The message.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        match this.field(ImportField::Msg as usize) {
            Some(msg) if msg.exact::<Str>().is_some() => Ok(msg),
            _ => methods::text(t, this),
        }
    }

    /// The class, the arguments and the state, for pickle and copy.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let args = BaseException::of(this).map_or(Value::NONE, BaseException::args);
        let named = [
            ("name", ImportField::Name as usize),
            ("path", ImportField::Path as usize),
            ("name_from", ImportField::NameFrom as usize),
        ];
        let state = state(t, this, &named, false)?;
        methods::reduced(t, this, args, state)
    }
}
