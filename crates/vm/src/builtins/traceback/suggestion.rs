//! "Did you mean": names close to the one that was not found.

use crate::builtins::exception::{BaseException, ImportField};
use crate::builtins::str::Str;
use crate::builtins::traceback::Traceback;
use crate::builtins::traceback::print::printable;
use crate::errors::Class;
use crate::native::PyResult;
use crate::native::suggestion::closest;
use crate::thread::Thread;
use crate::value::Value;

/// What is appended to the message of a NameError, AttributeError or ImportError; `""` without a suggestion.
pub(super) fn hint(t: &mut Thread, error: &Value, traceback: &Value) -> String {
    let is = |t: &Thread, class: Class| {
        let class = t.interpreter().exception_class(class);
        t.is_instance_of(error, &class)
    };
    let (imports, names, attributes) =
        (is(t, Class::ImportError), is(t, Class::NameError), is(t, Class::AttributeError));
    if !(imports || names || attributes) || BaseException::of(error).is_none() {
        return String::new();
    }
    let field = if imports { "name_from" } else { "name" };
    let Some(wrong) = attribute(t, error, field).filter(|name| Str::of(name).is_some()) else {
        return String::new();
    };
    let text = printable(&wrong);
    let found = if attributes {
        of_attribute(t, error, &text, traceback)
    } else if imports {
        of_import(t, error, &text)
    } else {
        of_name(t, &wrong, &text, traceback)
    };
    // Whatever goes wrong on the way, the message is printed without a suggestion.
    let found = found.ok().flatten();
    let mut hint = found.as_ref().map_or_else(String::new, |found| format!(". Did you mean: '{found}'?"));
    if names && !imports && is_library_module(t, &wrong).unwrap_or(false) {
        let start = if hint.is_empty() { ". Did" } else { " Or did" };
        hint.push_str(&format!("{start} you forget to import '{text}'?"));
    }
    hint
}

fn attribute(t: &mut Thread, value: &Value, name: &str) -> Option<Value> {
    let name = t.intern(name).ok()?;
    t.get_attr(value, &name).ok().filter(|value| !value.is_none())
}

fn is_library_module(t: &mut Thread, name: &Value) -> PyResult<bool> {
    let sys = t.interpreter().sys.clone();
    let key = t.intern("stdlib_module_names")?;
    match t.get_item_opt(&sys, &key)? {
        Some(names) => t.contains(&names, name),
        None => Ok(false),
    }
}

/// The strings among some values.
fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter(|value| Str::of(value).is_some()).map(printable).collect()
}

/// The names that `dir` lists, sorted.
fn listed(t: &mut Thread, object: &Value) -> PyResult<Vec<String>> {
    let name = t.interpreter().names().__dir__.clone();
    let found = t.call_method(object, &name, &[]);
    let found = match t.catch(found, Class::TypeError)? {
        Some(found) => found,
        // The object is a class, whose `__dir__` wants an instance.
        None => {
            let class = t.type_of(object).to_value();
            let method = t.get_attr(&class, &name)?;
            t.call(&method, std::slice::from_ref(object))?
        }
    };
    let mut names = texts(&t.collect(&found)?);
    names.sort();
    Ok(names)
}

fn pick(names: &[String], wrong: &str, hide_underscored: bool) -> Option<String> {
    let known = names.iter().map(String::as_str).filter(|name| !(hide_underscored && name.starts_with('_')));
    closest(wrong, known).map(str::to_owned)
}

/// The innermost frame of a traceback.
fn innermost(traceback: &Value) -> Option<Value> {
    let mut at = traceback.clone();
    while let Some(next) = at.exact::<Traceback>().and_then(Traceback::next) {
        at = next;
    }
    at.exact::<Traceback>().map(Traceback::frame)
}

/// The local variable `self` of a frame.
fn receiver(t: &mut Thread, frame: &Value) -> PyResult<Option<Value>> {
    let locals = t.intern("f_locals")?;
    let locals = t.get_attr(frame, &locals)?;
    let name = t.intern("self")?;
    t.get_item_opt(&locals, &name)
}

fn of_attribute(t: &mut Thread, error: &Value, wrong: &str, traceback: &Value) -> PyResult<Option<String>> {
    let object = t.intern("obj")?;
    let object = t.get_attr(error, &object)?;
    let names = listed(t, &object)?;
    let mut hide = !wrong.starts_with('_');
    if hide
        && let Some(frame) = innermost(traceback)
        && receiver(t, &frame)?.is_some_and(|receiver| receiver.is(&object))
    {
        hide = false;
    }
    Ok(pick(&names, wrong, hide))
}

fn of_import(t: &mut Thread, error: &Value, wrong: &str) -> PyResult<Option<String>> {
    let name = BaseException::of(error).and_then(|error| error.field(ImportField::Name as usize));
    let Some(name) = name.filter(|name| Str::of(name).is_some()) else { return Ok(None) };
    let module = t.import(&name, &Value::NONE, &Value::NONE, 0)?;
    let names = listed(t, &module)?;
    Ok(pick(&names, wrong, !wrong.starts_with('_')))
}

fn of_name(t: &mut Thread, wrong: &Value, text: &str, traceback: &Value) -> PyResult<Option<String>> {
    let Some(frame) = innermost(traceback) else { return Ok(None) };
    let mut names = Vec::new();
    for namespace in ["f_locals", "f_globals", "f_builtins"] {
        let namespace = t.intern(namespace)?;
        let namespace = t.get_attr(&frame, &namespace)?;
        names.extend(texts(&t.collect(&namespace)?));
    }
    if let Some(receiver) = receiver(t, &frame)?
        && let Ok(Some(_)) = t.get_attr_opt(&receiver, wrong)
    {
        return Ok(Some(format!("self.{text}")));
    }
    Ok(pick(&names, text, false))
}
