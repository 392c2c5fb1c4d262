//! What CPython leaves to the Python module `typing`: done by it where it can be imported, else here.

use crate::builtins::list::List;
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_params::unpacked::{self, Unpacked};
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// What a program gets from `typing`, if there is such a module.
pub(super) fn function(t: &mut Thread, name: &str) -> PyResult<Option<Value>> {
    let Some(module) = t.import_if_found("typing")? else { return Ok(None) };
    let name = t.intern(name)?;
    t.get_attr(&module, &name).map(Some)
}

/// The position of an item in a sequence; ValueError if it is not there.
pub(super) fn index_of(t: &mut Thread, sequence: &Value, item: &Value) -> PyResult<usize> {
    for (index, known) in t.collect(sequence)?.iter().enumerate() {
        if t.equals(known, item)? {
            return Ok(index);
        }
    }
    Err(t.value_error("sequence.index(x): x not in sequence"))
}

/// Checks that an argument is a type, and answers the type that it stands for.
pub(crate) fn check_type(t: &mut Thread, value: &Value, message: &str) -> PyResult {
    if value.is_none() {
        return Ok(t.interpreter().type_of_kind(Kind::NoneType).to_value());
    }
    if let Some(check) = function(t, "_type_check")? {
        let message = Str::new(t, message)?;
        return t.call(&check, &[value.clone(), message]);
    }
    if value.raw() == t.interpreter().type_of_kind(Kind::Generic).raw() {
        let shown = t.str_lossy(value)?;
        return Err(t.type_error(format!("Plain {shown} is not valid as type argument")));
    }
    if value.exact::<Tuple>().is_some() {
        let shown: String = t.repr_lossy(value)?.chars().take(100).collect();
        return Err(t.type_error(format!("{message} Got {shown}.")));
    }
    crate::builtins::union::from_annotation(t, value.clone())
}

/// `Unpack[value]`.
pub(super) fn unpack(t: &mut Thread, value: &Value) -> PyResult {
    match function(t, "Unpack")? {
        Some(form) => t.get_item(&form, value),
        None => Unpacked::new(t, value.clone().into_raw()),
    }
}

/// The parameters of a generic class as its base `Generic[...]` takes them.
pub(super) fn unpack_all(t: &mut Thread, params: &Value) -> PyResult {
    let several = super::items(params).iter().any(|item| item.is_kind(Kind::TypeVarTuple));
    if several { unpacked::replace(t, params) } else { Ok(params.clone()) }
}

/// What a TypeVar is replaced by.
pub(super) fn substitute_type_var(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
    if let Some(function) = function(t, "_typevar_subst")? {
        return t.call(&function, &[this.clone(), value.clone()]);
    }
    let value = check_type(t, value, "Parameters to generic types must be types.")?;
    let key = t.intern("__unpacked__")?;
    let starred = value.is_kind(Kind::GenericAlias) && {
        let flag = t.get_attr(&value, &key)?;
        t.truth(&flag)?
    };
    if starred || value.is_kind(Kind::Unpacked) {
        let shown = t.str_lossy(&value)?;
        return Err(t.type_error(format!("{shown} is not valid as type argument")));
    }
    Ok(value)
}

/// Whether an argument can stand for the parameters of a callable.
fn is_parameters(value: &Value) -> bool {
    let kinds = [Kind::Ellipsis, Kind::ParamSpec, Kind::Tuple, Kind::List];
    value.is(&Value::ELLIPSIS) || kinds.into_iter().any(|kind| value.is_kind(kind))
}

/// What a ParamSpec is replaced by.
pub(super) fn substitute_param_spec(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
    if let Some(function) = function(t, "_paramspec_subst")? {
        return t.call(&function, &[this.clone(), value.clone()]);
    }
    if value.downcast::<List>().is_some() || Tuple::of(value).is_some() {
        let types = t.collect(value)?;
        let types = types.iter().map(|item| check_type(t, item, "Expected a type."));
        let types = types.collect::<PyResult<Vec<Value>>>()?;
        return Tuple::new(t, types);
    }
    if !is_parameters(value) {
        let plain = t.intern("")?;
        let shown = text_of(&t.format_value(value, &plain)?);
        let text = "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got ";
        return Err(t.type_error(format!("{text}{shown}")));
    }
    Ok(value.clone())
}

/// The arguments of an alias, completed for a ParamSpec: `Z[[int, str]]` may be written `Z[int, str]`.
pub(super) fn prepare_param_spec(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
    if let Some(function) = function(t, "_paramspec_prepare_subst")? {
        return t.call(&function, &[this.clone(), alias.clone(), args.clone()]);
    }
    let key = t.intern("__parameters__")?;
    let parameters = t.get_attr(alias, &key)?;
    let index = index_of(t, &parameters, this)?;
    let mut args = t.collect(args)?;
    if index == args.len() {
        args.extend(super::any_default(t, this)?.filter(|default| !default.is_kind(Kind::NoDefault)));
    }
    if index >= args.len() {
        let shown = t.str_lossy(alias)?;
        return Err(t.type_error(format!("Too few arguments for {shown}")));
    }
    if super::items(&parameters).len() == 1 && !is_parameters(&args[0]) {
        let all = Tuple::new(t, args)?;
        return Tuple::new(t, [all]);
    }
    if args[index].is_kind(Kind::List) {
        let types = t.collect(&args[index])?;
        args[index] = Tuple::new(t, types)?;
    }
    Tuple::new(t, args)
}

/// The arguments of an alias, those for a TypeVarTuple packed into one tuple.
pub(super) fn prepare_type_var_tuple(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
    if let Some(function) = function(t, "_typevartuple_prepare_subst")? {
        return t.call(&function, &[this.clone(), alias.clone(), args.clone()]);
    }
    let key = t.intern("__parameters__")?;
    let parameters = t.get_attr(alias, &key)?;
    let parameters = t.collect(&parameters)?;
    let Some(place) = parameters.iter().position(|known| known.is(this)) else {
        return Err(t.value_error("tuple.index(x): x not in tuple"));
    };
    if parameters[place + 1..].iter().any(|other| other.is_kind(Kind::TypeVarTuple)) {
        let shown = t.str_lossy(alias)?;
        return Err(t.type_error(format!("More than one TypeVarTuple parameter in {shown}")));
    }
    let args = t.collect(args)?;
    let (mut left, mut right) = (place, parameters.len() - place - 1);
    // A `*tuple[X, ...]` among the arguments fills whatever is wanted around it.
    let filler = repeated(t, &args)?;
    if let Some((at, _)) = &filler {
        (left, right) = (left.min(*at), right.min(args.len() - at - 1));
    } else if left + right > args.len() {
        let (shown, given, least) = (t.str_lossy(alias)?, args.len(), parameters.len() - 1);
        let text = format!("Too few arguments for {shown}; actual {given}, expected at least {least}");
        return Err(t.type_error(text));
    }
    let end = args.len() - right;
    let default = super::any_default(t, this)?.filter(|default| !default.is_kind(Kind::NoDefault));
    let packed = match default {
        Some(default) if left == end => unpack_arguments(t, &default)?,
        _ => Tuple::from_slice(t, &args[left..end])?,
    };
    let fill =
        |count: usize| filler.iter().flat_map(move |(_, item)| std::iter::repeat_n(item.clone(), count));
    let after = parameters.len() - place - 1 - right;
    let mut all = args[..left].to_vec();
    all.extend(fill(place - left));
    all.push(packed);
    all.extend(fill(after));
    all.extend_from_slice(&args[end..]);
    Tuple::new(t, all)
}

/// Where an unpacked tuple of any length stands among arguments, and the type of its items.
fn repeated(t: &mut Thread, args: &[Value]) -> PyResult<Option<(usize, Value)>> {
    let mut found = None;
    for (index, argument) in args.iter().enumerate() {
        let Some(types) = unpacked_types(t, argument)? else { continue };
        if let [item, last] = types.as_slice() {
            if last.is(&Value::ELLIPSIS) {
                if found.is_some() {
                    return Err(t.type_error("More than one unpacked arbitrary-length tuple argument"));
                }
                found = Some((index, item.clone()));
            }
        }
    }
    Ok(found)
}

/// The types of an argument `*tuple[...]`.
fn unpacked_types(t: &mut Thread, argument: &Value) -> PyResult<Option<Vec<Value>>> {
    let key = t.intern("__typing_unpacked_tuple_args__")?;
    let types = t.get_attr_opt(argument, &key)?.filter(|types| !types.is_none());
    Ok(types.map(|types| super::items(&types)))
}

/// A default of a TypeVarTuple as the tuple of types that it means.
fn unpack_arguments(t: &mut Thread, default: &Value) -> PyResult {
    let types = match unpacked_types(t, default)? {
        Some(types) if !types.last().is_some_and(|last| last.is(&Value::ELLIPSIS)) => types,
        _ => vec![default.clone()],
    };
    Tuple::new(t, types)
}

impl Thread {
    /// Imports a module; `None` if there is none of this name. What goes wrong inside it is raised.
    pub fn import_if_found(&mut self, full: &str) -> PyResult<Option<Value>> {
        match self.import_module(full) {
            Ok(module) => Ok(Some(module)),
            Err(error) if self.is_exception(&error, Class::ModuleNotFoundError) => {
                if self.is_absence_of(&error, full)? { Ok(None) } else { Err(error) }
            }
            Err(error) => Err(error),
        }
    }
}
