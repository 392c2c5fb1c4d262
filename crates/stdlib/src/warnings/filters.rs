//! Filters: five-tuples of an action, a pattern for messages, a category, a pattern for modules, and a line. The first
//! that fits decides.

use taipan_vm::builtins::list::List;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{PyResult, Thread, Value};

/// What the module keeps for each interpreter.
#[derive(Default)]
pub(super) struct State {
    /// The list that the module begins with.
    filters: Option<Value>,
    /// What was shown that is to be shown once: a dict.
    pub(super) once: Option<Value>,
    /// Goes up whenever filters change.
    pub(super) version: i64,
    /// How often the lock was taken.
    pub(super) locked: usize,
}

/// The filters that the module begins with.
pub(super) fn own_filters(t: &mut Thread) -> PyResult {
    if let Some(filters) = t.state::<State>().filters.clone() {
        return Ok(filters);
    }
    let filters = super::defaults::filters(t)?;
    let list = List::new(t, filters)?;
    t.state::<State>().filters = Some(list.clone());
    Ok(list)
}

/// An attribute of the module `warnings`, if that was imported and has it.
pub(super) fn of_warnings(t: &mut Thread, name: &str) -> PyResult<Option<Value>> {
    let (modules, key) = (t.interpreter().modules.clone(), t.intern("warnings")?);
    let Some(module) = t.get_item_opt(&modules, &key)?.filter(|module| !module.is_none()) else {
        return Ok(None);
    };
    let name = t.intern(name)?;
    t.get_attr_opt(&module, &name)
}

/// What was decided for a warning, and the filter that did.
pub(super) struct Decision {
    pub(super) action: String,
    pub(super) filter: Value,
}

/// Decides by the filters.
pub(super) fn decide(
    t: &mut Thread,
    category: &Value,
    text: &Value,
    line: i64,
    module: &Value,
) -> PyResult<Decision> {
    let filters = match of_warnings(t, "filters")? {
        Some(filters) => filters,
        None => own_filters(t)?,
    };
    let mut index = 0;
    loop {
        let Some(list) = filters.downcast::<List>() else {
            return Err(t.value_error("warnings.filters must be a list"));
        };
        // Patterns may be Python's and change the list.
        let Some(filter) = list.get(t, index) else { break };
        let Some([action, message, kind, pattern, number]) = Tuple::of(&filter).map(Tuple::items) else {
            return Err(t.value_error(format!("warnings.filters item {index} isn't a 5-tuple")));
        };
        let Some(name) = Str::of(action) else {
            let found = t.type_name(action);
            return Err(t.type_error(format!("action must be a string, not '{found}'")));
        };
        let fits = matches(t, message, text)?
            && t.is_subclass(category, kind)?
            && matches(t, pattern, module)?
            && fits_line(t, number, line)?;
        if fits {
            return Ok(Decision { action: name.to_lossy().into_owned(), filter: filter.clone() });
        }
        index += 1;
    }
    let default = match of_warnings(t, "defaultaction")? {
        Some(action) => Str::of(&action).map(|action| action.to_lossy().into_owned()).unwrap_or_default(),
        None => "default".to_owned(),
    };
    Ok(Decision { action: default, filter: Value::NONE })
}

/// Whether a pattern fits a text: None does, a string if it is equal, anything else as its method `match` says.
fn matches(t: &mut Thread, pattern: &Value, text: &Value) -> PyResult<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if pattern.exact::<Str>().is_some() {
        return t.equals(pattern, text);
    }
    let name = t.intern("match")?;
    let answer = t.call_method(pattern, &name, std::slice::from_ref(text))?;
    t.truth(&answer)
}

/// Whether a filter's line is that of the warning, or 0.
fn fits_line(t: &mut Thread, number: &Value, line: i64) -> PyResult<bool> {
    if taipan_vm::builtins::int::of(number).is_none() {
        return Err(t.type_error("an integer is required"));
    }
    Ok([0, line].contains(&t.as_i64(number)?))
}
