//! What Python sees of BaseException.

use crate::builtins::dict::Dict;
use crate::builtins::exception::text::Text;
use crate::builtins::exception::{BaseException, create_plain};
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::instance::dict_word;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// `BaseException.__init__`: keeps the positional arguments; there may be no others.
pub(crate) fn initialise(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    if args.keyword_count() != 0 {
        let name = t.type_of(this).name().to_owned();
        return Err(t.type_error(format!("{name}() takes no keyword arguments")));
    }
    keep_args(t, this, args.positional())
}

/// Makes the arguments the exception's `args`.
pub(crate) fn keep_args(t: &mut Thread, this: &Value, args: &[Value]) -> PyResult<()> {
    let Some(this) = BaseException::of(this) else { return Ok(()) };
    let same = {
        let kept = this.arguments(t);
        kept.len() == args.len() && kept.iter().zip(args).all(|(a, b)| a.is(b))
    };
    if !same {
        let args = Tuple::from_slice(t, args)?;
        this.set_args(t, args);
    }
    Ok(())
}

/// `BaseException.__str__`: nothing, the only argument, or all of them.
pub(crate) fn text(t: &mut Thread, this: &BaseException) -> PyResult {
    match this.arguments(t) {
        [] => Str::new(t, ""),
        [only] => {
            let only = only.clone();
            t.str_of(&only)
        }
        _ => t.str_of(&this.args()),
    }
}

/// The instance's `__dict__`, if it was made already.
pub(crate) fn existing_dict(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
    let Some(word) = dict_word(t, this) else { return Ok(None) };
    if holds_nothing(this, word) { Ok(None) } else { t.instance_dict(this) }
}

/// Whether neither a dict nor inline values are there.
fn holds_nothing(this: &Value, word: *mut crate::value::Raw) -> bool {
    let inline = this.header().is_some_and(|header| header.flags & taipan_heap::flags::INLINE != 0);
    // SAFETY: the word lies in the live instance.
    #[expect(unsafe_code, reason = "looks at an instance's dict word")]
    let empty = unsafe { (*word).is_null() };
    !inline && empty
}

/// `(type, args)` and the state, if there is one.
pub(crate) fn reduced(t: &mut Thread, this: &Value, args: Value, state: Option<Value>) -> PyResult {
    let class = t.type_of(this).to_value();
    let mut parts = vec![class, args];
    parts.extend(state);
    Tuple::new(t, parts)
}

/// A new dict with what the instance's `__dict__` holds.
pub(crate) fn copied_dict(t: &mut Thread, dict: Option<&Value>) -> PyResult {
    match dict.and_then(|dict| dict.downcast::<Dict>()) {
        Some(dict) => dict.copy(t),
        None => Dict::new(t),
    }
}

/// Sets a key of a dict that is known to be one.
pub(crate) fn put(t: &mut Thread, dict: &Value, key: &str, value: Value) -> PyResult<()> {
    let key = t.intern(key)?;
    if let Some(dict) = dict.downcast::<Dict>() {
        dict.set(t, &key, value)?;
    }
    Ok(())
}

/// Refuses to delete an attribute.
fn given<'a>(t: &mut Thread, name: &str, value: Option<&'a Value>) -> PyResult<&'a Value> {
    match value {
        Some(value) => Ok(value),
        None => Err(t.type_error(format!("{name} may not be deleted"))),
    }
}

/// An exception or None for `__cause__` and `__context__`.
fn chained(t: &mut Thread, name: &str, what: &str, value: Option<&Value>) -> PyResult<Option<Value>> {
    let value = given(t, name, value)?;
    if value.is_none() {
        return Ok(None);
    }
    if BaseException::of(value).is_none() {
        return Err(t.type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    Ok(Some(value.clone()))
}

fn set_traceback(t: &mut Thread, this: &BaseException, value: &Value) -> PyResult<()> {
    if value.is_none() {
        this.set_traceback(None);
    } else if value.is_kind(Kind::Traceback) {
        this.set_traceback(Some(value.clone()));
    } else {
        return Err(t.type_error("__traceback__ must be a traceback or None"));
    }
    Ok(())
}

/// BaseException's methods and attributes.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{
        Args, BaseException, Dict, List, PyResult, Str, Text, Thread, Value, chained, create_plain,
        existing_dict, given, initialise, reduced,
    };
    use crate::builtins::type_slots;

    /// Makes an exception that keeps the positional arguments.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        create_plain(t, class, args.positional())
    }

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise(t, this, args)
    }

    /// The class's name with the arguments.
    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(exception) = BaseException::of(this) else { return t.repr(&Value::NONE) };
        let only = match exception.arguments(t) {
            [only] => Some(only.clone()),
            _ => None,
        };
        let name = t.type_of(this).name().to_owned();
        let mut text = Text::new();
        text.text(&name);
        match only {
            Some(only) => text.text("(").repr(t, &only)?.text(")"),
            None => text.repr(t, &exception.args())?,
        };
        text.finish(t)
    }

    /// The message: the only argument, or all of them.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        super::text(t, this)
    }

    /// The class, the arguments and the attributes, for pickle and copy.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let args = BaseException::of(this).map_or(Value::NONE, BaseException::args);
        let state = existing_dict(t, this)?;
        reduced(t, this, args, state)
    }

    /// Sets the attributes that a dict holds.
    #[method("($self, state, /)")]
    fn __setstate__(t: &mut Thread, this: &Value, state: &Value) -> PyResult<()> {
        if state.is_none() {
            return Ok(());
        }
        let Some(dict) = state.downcast::<Dict>() else {
            return Err(t.type_error("state is not a dictionary"));
        };
        let entries: Vec<(Value, Value)> =
            dict.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
        for (name, value) in entries {
            t.set_attr(this, &name, Some(&value))?;
        }
        Ok(())
    }

    /// Sets `__traceback__` and returns the exception.
    #[method("($self, tb, /)")]
    fn with_traceback(t: &mut Thread, this: &Value, tb: &Value) -> PyResult {
        if let Some(exception) = BaseException::of(this) {
            super::set_traceback(t, exception, tb)?;
        }
        Ok(this.clone())
    }

    /// Adds a line of text that tracebacks show below the message.
    #[method("($self, note, /)")]
    fn add_note(t: &mut Thread, this: &Value, note: &Value) -> PyResult<()> {
        if Str::of(note).is_none() {
            let found = if note.is_none() { "None".to_owned() } else { t.type_name(note) };
            return Err(t.type_error(format!("add_note() argument must be str, not {found}")));
        }
        let name = t.interpreter().names().__notes__.clone();
        let notes = match t.get_attr_opt(this, &name)? {
            Some(notes) => notes,
            None => {
                let notes = List::new(t, Vec::new())?;
                t.set_attr(this, &name, Some(&notes))?;
                notes
            }
        };
        match notes.downcast::<List>() {
            Some(notes) => notes.push(t, note.clone()),
            None => Err(t.type_error("Cannot add note: __notes__ is not a list")),
        }
    }

    /// Other attributes.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::replace_dict(t, this, value)
    }

    /// The arguments of the call, a tuple.
    #[getter]
    fn args(t: &mut Thread, this: &BaseException) -> PyResult {
        let _ = t;
        Ok(this.args())
    }

    /// Replaces the arguments by the items of an iterable.
    #[setter("args")]
    fn set_args(t: &mut Thread, this: &BaseException, value: Option<&Value>) -> PyResult<()> {
        let value = given(t, "args", value)?;
        let args = match value.exact::<super::Tuple>() {
            Some(_) => value.clone(),
            None => {
                let items = t.collect_unasked(value)?;
                super::Tuple::new(t, items)?
            }
        };
        this.set_args(t, args);
        Ok(())
    }

    /// Where the exception has come through, innermost last.
    #[getter]
    fn __traceback__(t: &mut Thread, this: &BaseException) -> PyResult {
        let _ = t;
        Ok(this.traceback().unwrap_or(Value::NONE))
    }

    /// Replaces the traceback.
    #[setter("__traceback__")]
    fn set_traceback(t: &mut Thread, this: &BaseException, value: Option<&Value>) -> PyResult<()> {
        let value = given(t, "__traceback__", value)?;
        super::set_traceback(t, this, value)
    }

    /// The exception that was being handled when this one was raised.
    #[getter]
    fn __context__(t: &mut Thread, this: &BaseException) -> PyResult {
        let _ = t;
        Ok(this.context().unwrap_or(Value::NONE))
    }

    /// Replaces the context.
    #[setter("__context__")]
    fn set_context(t: &mut Thread, this: &BaseException, value: Option<&Value>) -> PyResult<()> {
        let value = chained(t, "__context__", "context", value)?;
        this.set_context(value);
        Ok(())
    }

    /// The exception named by `raise … from`.
    #[getter]
    fn __cause__(t: &mut Thread, this: &BaseException) -> PyResult {
        let _ = t;
        Ok(this.cause().unwrap_or(Value::NONE))
    }

    /// Replaces the cause, and hides the context.
    #[setter("__cause__")]
    fn set_cause(t: &mut Thread, this: &BaseException, value: Option<&Value>) -> PyResult<()> {
        let value = chained(t, "__cause__", "cause", value)?;
        this.set_cause(value);
        Ok(())
    }

    /// Whether tracebacks leave the context out.
    #[getter]
    fn __suppress_context__(t: &mut Thread, this: &BaseException) -> PyResult<bool> {
        let _ = t;
        Ok(this.suppress_context())
    }

    /// Sets whether tracebacks leave the context out.
    #[setter("__suppress_context__")]
    fn set_suppress_context(t: &mut Thread, this: &BaseException, value: Option<&Value>) -> PyResult<()> {
        match value {
            None => Err(t.type_error("can't delete numeric/char attribute")),
            Some(value) if value.raw().is_bool() => {
                this.set_suppress_context(value.is(&Value::TRUE));
                Ok(())
            }
            Some(_) => Err(t.type_error("attribute value type must be bool")),
        }
    }
}
