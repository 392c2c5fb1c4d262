//! The `class` statement: `__build_class__`, which runs the body and calls the metaclass.

use super::{as_type, metaclass_of};
use crate::builtins::cell::Cell as CellObject;
use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::Value;

/// `__build_class__(func, name, /, *bases, [metaclass], **kwds)`.
pub(crate) fn build_class(t: &mut Thread, args: Args<'_>) -> PyResult {
    let [function, name, original @ ..] = args.positional() else {
        return Err(t.type_error("__build_class__: not enough arguments"));
    };
    if !function.is_kind(Kind::Function) {
        return Err(t.type_error("__build_class__: func must be a function"));
    }
    if Str::of(name).is_none() {
        return Err(t.type_error("__build_class__: name is not a string"));
    }
    let bases = resolve_bases(t, original)?;
    let changed = bases.len() != original.len() || bases.iter().zip(original).any(|(new, old)| !new.is(old));
    let mut names = Vec::new();
    let mut values = Vec::new();
    let mut metaclass = None;
    for (key, value) in args.keywords() {
        if key.as_str() == Some("metaclass") {
            metaclass = Some(value.clone());
        } else {
            names.push(Str::from_units(t, key.units())?);
            values.push(value.clone());
        }
    }
    let keyword_names = Tuple::new(t, names)?;
    let metaclass = match (metaclass, bases.first()) {
        (Some(metaclass), _) => metaclass,
        (None, Some(base)) => t.type_of(base).to_value(),
        (None, None) => t.interpreter().type_of_kind(Kind::Type).to_value(),
    };
    let is_class = metaclass.downcast::<TypeObject>().is_some();
    let metaclass = if is_class { metaclass_of(t, &metaclass, &bases)? } else { metaclass };
    let base_tuple = Tuple::from_slice(t, &bases)?;
    let call = |t: &mut Thread, callable: &Value, mut all: Vec<Value>| {
        all.extend_from_slice(&values);
        t.call_args(
            callable,
            Args::new(&all, keyword_names.exact::<Tuple>().filter(|names| !names.is_empty())),
        )
    };
    let prepare = t.interpreter().names().__prepare__.clone();
    let namespace = match t.get_attr_opt(&metaclass, &prepare)? {
        Some(prepare) => call(t, &prepare, vec![name.clone(), base_tuple.clone()])?,
        None => Dict::new(t)?,
    };
    if !t.is_mapping(&namespace) {
        let shown = if is_class { as_type(&metaclass).display_name() } else { "<metaclass>".to_owned() };
        let found = t.type_name(&namespace);
        return Err(t.type_error(format!("{shown}.__prepare__() must return a mapping, not {found}")));
    }
    let cell = t.run_body(function, &namespace)?;
    if changed {
        let key = t.interpreter().names().__orig_bases__.clone();
        let original = Tuple::from_slice(t, original)?;
        t.set_item(&namespace, &key, &original)?;
    }
    let class = call(t, &metaclass, vec![name.clone(), base_tuple, namespace])?;
    check_cell(t, &cell, &class, name)?;
    Ok(class)
}

/// The bases with those that are no classes replaced by what their `__mro_entries__` answers.
fn resolve_bases(t: &mut Thread, bases: &[Value]) -> PyResult<Vec<Value>> {
    let mut resolved = Vec::with_capacity(bases.len());
    let mut original = None;
    for base in bases {
        if base.downcast::<TypeObject>().is_some() {
            resolved.push(base.clone());
            continue;
        }
        let name = t.interpreter().names().__mro_entries__.clone();
        let Some(method) = t.get_attr_opt(base, &name)? else {
            resolved.push(base.clone());
            continue;
        };
        if original.is_none() {
            original = Some(Tuple::from_slice(t, bases)?);
        }
        let entries = t.call(&method, original.as_slice())?;
        let Some(entries) = Tuple::of(&entries) else {
            return Err(t.type_error("__mro_entries__ must return a tuple"));
        };
        resolved.extend_from_slice(entries.items());
    }
    Ok(resolved)
}

/// The cell of `__class__` that the body returned must hold the class by now.
fn check_cell(t: &mut Thread, cell: &Value, class: &Value, name: &Value) -> PyResult<()> {
    let Some(cell) = cell.exact::<CellObject>() else { return Ok(()) };
    if class.downcast::<TypeObject>().is_none() {
        return Ok(());
    }
    match cell.content().cloned() {
        None => {
            let (name, shown) = (t.repr_lossy(name)?, t.repr_lossy(class)?);
            let text = format!(
                "__class__ not set defining {name} as {shown}. Was __classcell__ propagated to type.__new__?"
            );
            Err(t.runtime_error(text))
        }
        Some(content) if !content.is(class) => {
            let (content, name, shown) = (t.repr_lossy(&content)?, t.repr_lossy(name)?, t.repr_lossy(class)?);
            Err(t.type_error(format!("__class__ set to {content} defining {name} as {shown}")))
        }
        Some(_) => Ok(()),
    }
}

impl Thread {
    /// Whether an object can be a class body's namespace.
    fn is_mapping(&self, value: &Value) -> bool {
        value.downcast::<Dict>().is_some() || self.has_special(value, crate::types::Special::Getitem)
    }
}
