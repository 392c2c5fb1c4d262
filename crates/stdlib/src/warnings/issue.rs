//! Issuing a warning: where it belongs, whether it was seen before, and what its filter makes of it.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::types::TypeObject;
use taipan_vm::{PyResult, Thread, Value};

use super::filters::{State, decide, of_warnings};
use super::show;

/// A warning and where it belongs.
pub(super) struct Warning {
    /// A text, or an instance of a category.
    pub(super) message: Value,
    pub(super) category: Value,
    pub(super) filename: Value,
    pub(super) line: i64,
    /// The module's name; None late in the interpreter's life.
    pub(super) module: Value,
    /// What was seen before in the module: a dict.
    pub(super) registry: Option<Value>,
    /// The line's text, where the module's loader knows it.
    pub(super) text: Option<Value>,
    pub(super) source: Option<Value>,
}

/// `warn`.
pub(super) fn warn(
    t: &mut Thread,
    message: &Value,
    category: Option<&Value>,
    level: isize,
    source: Option<&Value>,
    skipped: &[String],
) -> PyResult<()> {
    let category = category_of(t, message, category)?;
    // Whoever skips files means callers.
    let level = if skipped.is_empty() { level } else { level.max(2) };
    let warning = match find_frame(t, level, skipped)? {
        Some(frame) => of_frame(t, &frame)?,
        None => of_sys(t)?,
    };
    let (filename, line, globals) = warning;
    let key = t.intern("__warningregistry__")?;
    let registry = match t.get_item_opt(&globals, &key)? {
        Some(registry) => registry,
        None => {
            let registry = Dict::new(t)?;
            t.set_item(&globals, &key, &registry)?;
            registry
        }
    };
    let name = t.interpreter().names().__name__.clone();
    let module = match t.get_item_opt(&globals, &name)? {
        Some(module) if module.is_none() || Str::of(&module).is_some() => module,
        _ => t.intern("<string>")?,
    };
    let warning = Warning {
        message: message.clone(),
        category,
        filename,
        line,
        module,
        registry: Some(registry),
        text: None,
        source: source.cloned(),
    };
    warning.issue(t)
}

/// The frame that a level names: 1 is the innermost. Frames of the import machinery are passed over, and of skipped files.
fn find_frame(t: &mut Thread, level: isize, skipped: &[String]) -> PyResult<Option<Value>> {
    let mut depth = 0;
    let mut frame = t.caller_frame(depth)?;
    let passes_all = match &frame {
        Some(innermost) => level <= 0 || is_internal(t, innermost)?,
        None => false,
    };
    for _ in 1..level {
        loop {
            depth += 1;
            frame = t.caller_frame(depth)?;
            let Some(candidate) = &frame else { return Ok(None) };
            if passes_all {
                break;
            }
            let name = file_name(t, candidate)?;
            if !is_internal(t, candidate)? && !skipped.iter().any(|prefix| name.starts_with(prefix.as_str()))
            {
                break;
            }
        }
    }
    Ok(frame)
}

fn file_name(t: &mut Thread, frame: &Value) -> PyResult<String> {
    let code = attribute(t, frame, "f_code")?;
    let name = attribute(t, &code, "co_filename")?;
    Ok(Str::of(&name).map(|name| name.to_lossy().into_owned()).unwrap_or_default())
}

fn is_internal(t: &mut Thread, frame: &Value) -> PyResult<bool> {
    let name = file_name(t, frame)?;
    Ok(name.contains("importlib") && name.contains("_bootstrap"))
}

fn attribute(t: &mut Thread, object: &Value, name: &str) -> PyResult {
    let name = t.intern(name)?;
    t.get_attr(object, &name)
}

/// File, line and globals of a frame.
fn of_frame(t: &mut Thread, frame: &Value) -> PyResult<(Value, i64, Value)> {
    let globals = attribute(t, frame, "f_globals")?;
    let code = attribute(t, frame, "f_code")?;
    let filename = attribute(t, &code, "co_filename")?;
    let line = attribute(t, frame, "f_lineno")?;
    let line = if line.is_none() { 0 } else { t.as_i64(&line)? };
    Ok((filename, line, globals))
}

/// What stands for the frame where there is none.
fn of_sys(t: &mut Thread) -> PyResult<(Value, i64, Value)> {
    let (filename, sys) = (t.intern("<sys>")?, t.interpreter().sys.clone());
    Ok((filename, 0, sys))
}

/// The category of a message: its own class, or the one that is named, which must be one of warnings.
pub(super) fn category_of(t: &mut Thread, message: &Value, category: Option<&Value>) -> PyResult {
    let warning = t.interpreter().exception_class(Class::Warning);
    if t.is_instance(message, &warning)? {
        return Ok(t.type_of(message).to_value());
    }
    let Some(category) = category.filter(|category| !category.is_none()) else {
        return Ok(t.interpreter().exception_class(Class::UserWarning));
    };
    if category.downcast::<TypeObject>().is_some() && t.is_subclass(category, &warning)? {
        return Ok(category.clone());
    }
    let found = t.type_name(category);
    Err(t.type_error(format!("category must be a Warning subclass, not '{found}'")))
}

/// The category of a message that may be one of its instances; else the one that is named, whatever it is.
pub(super) fn own_category(t: &mut Thread, message: &Value, category: &Value) -> PyResult {
    let warning = t.interpreter().exception_class(Class::Warning);
    Ok(if t.is_instance(message, &warning)? { t.type_of(message).to_value() } else { category.clone() })
}

/// The module's name that a file's name suggests.
pub(super) fn module_of(t: &mut Thread, filename: &Value) -> PyResult {
    let name = Str::of(filename).map(|name| name.to_lossy().into_owned()).unwrap_or_default();
    match name.as_str() {
        "" => t.intern("<unknown>"),
        name => Str::new(t, name.strip_suffix(".py").unwrap_or(name)),
    }
}

/// A line as the loader of a module knows it.
pub(super) fn line_of_module(t: &mut Thread, globals: &Value, line: i32) -> PyResult<Option<Value>> {
    if globals.is_none() {
        return Ok(None);
    }
    let Some(namespace) = globals.downcast::<Dict>() else {
        let found = t.type_name(globals);
        return Err(t.type_error(format!("module_globals must be a dict, not '{found}'")));
    };
    let (loader_key, name_key) = (t.intern("__loader__")?, t.intern("__name__")?);
    let (Some(loader), Some(name)) = (namespace.get(t, &loader_key)?, namespace.get(t, &name_key)?) else {
        return Ok(None);
    };
    let key = t.intern("get_source")?;
    let Some(get_source) = t.get_attr_opt(&loader, &key)? else { return Ok(None) };
    let source = t.call(&get_source, &[name])?;
    if source.is_none() {
        return Ok(None);
    }
    let split = t.intern("splitlines")?;
    let lines = t.call_method(&source, &split, &[])?;
    let index = i64::from(line) - 1;
    match lines.downcast::<List>() {
        Some(list) => Ok(usize::try_from(index).ok().and_then(|index| list.get(t, index))),
        None => Ok(None),
    }
}

impl Warning {
    /// Issues it.
    pub(super) fn issue(self, t: &mut Thread) -> PyResult<()> {
        if self.module.is_none() {
            return Ok(());
        }
        if let Some(registry) = &self.registry
            && !registry.is_none()
            && registry.downcast::<Dict>().is_none()
        {
            return Err(t.type_error("'registry' must be a dict or None"));
        }
        let registry = self.registry.clone().filter(|registry| !registry.is_none());
        let warning = t.interpreter().exception_class(Class::Warning);
        let (text, instance) = if t.is_instance(&self.message, &warning)? {
            (t.str_of(&self.message)?, self.message.clone())
        } else {
            (self.message.clone(), t.call(&self.category, std::slice::from_ref(&self.message))?)
        };
        let line = taipan_vm::builtins::int::from_i64(t, self.line)?;
        let key = Tuple::new(t, [text.clone(), self.category.clone(), line])?;
        if let Some(registry) = &registry
            && was_seen(t, registry, &key, false)?
        {
            return Ok(());
        }
        let decision = decide(t, &self.category, &text, self.line, &self.module)?;
        match decision.action.as_str() {
            "error" => return Err(Exception::new(instance)),
            "ignore" => return Ok(()),
            "always" | "all" => {}
            action => {
                if let Some(registry) = &registry {
                    t.set_item(registry, &key, &Value::TRUE)?;
                }
                let seen = match (action, &registry) {
                    ("once", registry) => {
                        let shared = match registry {
                            Some(registry) => registry.clone(),
                            None => once_registry(t)?,
                        };
                        self.note(t, &shared, &text)?
                    }
                    ("module", Some(registry)) => self.note(t, registry, &text)?,
                    ("module", None) | ("default", _) => false,
                    _ => {
                        let action = Str::new(t, action)?;
                        let (action, filter) = (t.repr_lossy(&action)?, t.repr_lossy(&decision.filter)?);
                        return Err(t.runtime_error(format!(
                            "Unrecognized action ({action}) in warnings.filters:\n {filter}"
                        )));
                    }
                };
                if seen {
                    return Ok(());
                }
            }
        }
        show::show(t, &self, &text, &instance)
    }

    /// Notes that the text was shown somewhere in the module; whether it had been.
    fn note(&self, t: &mut Thread, registry: &Value, text: &Value) -> PyResult<bool> {
        let key = Tuple::new(t, [text.clone(), self.category.clone()])?;
        was_seen(t, registry, &key, true)
    }
}

fn once_registry(t: &mut Thread) -> PyResult {
    match of_warnings(t, "onceregistry")? {
        Some(registry) => Ok(registry),
        None => Ok(t.state::<State>().once.clone().unwrap_or(Value::NONE)),
    }
}

/// Whether a registry has a key. One of other filters than there are now is emptied first.
fn was_seen(t: &mut Thread, registry: &Value, key: &Value, note: bool) -> PyResult<bool> {
    let version = t.state::<State>().version;
    let version = taipan_vm::builtins::int::from_i64(t, version)?;
    let name = t.intern("version")?;
    let known = match t.get_item_opt(registry, &name)? {
        Some(known) => t.equals(&known, &version)?,
        None => false,
    };
    if !known {
        let clear = t.intern("clear")?;
        t.call_method(registry, &clear, &[])?;
        t.set_item(registry, &name, &version)?;
    } else if let Some(seen) = t.get_item_opt(registry, key)?
        && t.truth(&seen)?
    {
        return Ok(true);
    }
    if note {
        t.set_item(registry, key, &Value::TRUE)?;
    }
    Ok(false)
}
