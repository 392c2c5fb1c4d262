//! `typing.Generic`, the base of generic classes.

use crate::builtins::generic_alias::{self, GenericAlias};
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

/// The type `typing.Generic`. Instances are plain objects.
pub static TYPE: NativeType = NativeType {
    name: "Generic",
    module: "typing",
    doc: "The base of classes that have type parameters.",
    kind: Kind::Generic,
    base: Some(Kind::Object),
    layout: &crate::builtins::object::LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::MODULE_ENTRY),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The base that `class C[T]` adds: `Generic[T]`.
pub(crate) fn subscript(t: &mut Thread, params: &Value) -> PyResult {
    let params = super::typing::unpack_all(t, params)?;
    let generic = t.interpreter().type_of_kind(Kind::Generic).to_value();
    match super::typing::function(t, "_GenericAlias")? {
        Some(alias) => t.call(&alias, &[generic, params]),
        None => generic_alias::new(t, &generic, &params),
    }
}

/// The methods of `Generic`.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::builtins::type_params::typing;
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::value::Value;

    /// A generic class with types for its parameters.
    #[classmethod("($type, item, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, item: &Value) -> PyResult {
        match typing::function(t, "_generic_class_getitem")? {
            Some(function) => t.call(&function, &[class.clone(), item.clone()]),
            None => super::class_item(t, class, item),
        }
    }

    /// Finds the type parameters of a new subclass.
    #[classmethod("($type, /, *args, **kwargs)")]
    fn __init_subclass__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult<()> {
        if let Some(function) = typing::function(t, "_generic_init_subclass")? {
            let mut values = vec![class.clone()];
            values.extend_from_slice(args.values());
            t.call_args(&function, Args::new(&values, args.names()))?;
            return Ok(());
        }
        let generic = t.interpreter().type_of_kind(Kind::Generic).to_value();
        let next = t.interpreter().type_of_kind(Kind::Super).to_value();
        let next = t.call(&next, &[generic, class.clone()])?;
        let name = t.interpreter().names().__init_subclass__.clone();
        let inherited = t.get_attr(&next, &name)?;
        t.call_args(&inherited, args)?;
        super::find_parameters(t, class)
    }
}

fn is_type_variable(t: &mut Thread, value: &Value) -> bool {
    let _ = t;
    let unpacked = value.exact::<super::unpacked::Unpacked>().and_then(super::unpacked::Unpacked::variable);
    value.is_kind(Kind::TypeVar)
        || value.is_kind(Kind::ParamSpec)
        || unpacked.is_some_and(|variable| variable.is_kind(Kind::TypeVarTuple))
}

/// `class[item]` without the module `typing`.
fn class_item(t: &mut Thread, class: &Value, item: &Value) -> PyResult {
    let given = match Tuple::of(item) {
        Some(items) => items.items().to_vec(),
        None => vec![item.clone()],
    };
    let mut args = Vec::with_capacity(given.len());
    for argument in &given {
        args.push(if argument.is_none() {
            t.interpreter().type_of_kind(Kind::NoneType).to_value()
        } else {
            crate::builtins::union::from_annotation(t, argument.clone())?
        });
    }
    if class.raw() == t.interpreter().type_of_kind(Kind::Generic).raw() {
        check_variables(t, &args)?;
    } else {
        args = specialize(t, class, args)?;
    }
    let args = Tuple::new(t, args)?;
    generic_alias::new(t, class, &args)
}

/// `Generic[...]` takes distinct type variables only, those with defaults last.
fn check_variables(t: &mut Thread, args: &[Value]) -> PyResult<()> {
    if args.is_empty() {
        return Err(t.type_error("Parameter list to Generic[...] cannot be empty"));
    }
    for argument in args {
        if !is_type_variable(t, argument) {
            let text =
                "Parameters to Generic[...] must all be type variables or parameter specification variables.";
            return Err(t.type_error(text));
        }
    }
    for (index, argument) in args.iter().enumerate() {
        for earlier in &args[..index] {
            if t.equals(earlier, argument)? {
                return Err(t.type_error("Parameters to Generic[...] must all be unique"));
            }
        }
    }
    let mut defaults = false;
    for argument in args {
        let Some(default) = super::any_default(t, argument)? else { continue };
        if !default.is_kind(Kind::NoDefault) {
            defaults = true;
        } else if defaults {
            let shown = t.repr_lossy(argument)?;
            return Err(t.type_error(format!(
                "Type parameter {shown} without a default follows type parameter with a default"
            )));
        }
    }
    Ok(())
}

/// The arguments for a generic class, checked against its parameters.
fn specialize(t: &mut Thread, class: &Value, args: Vec<Value>) -> PyResult<Vec<Value>> {
    let key = t.intern("__parameters__")?;
    let parameters = t.get_attr(class, &key)?;
    let parameters = t.collect(&parameters)?;
    let mut args = Tuple::new(t, args)?;
    let prepare = t.intern("__typing_prepare_subst__")?;
    for parameter in &parameters {
        if let Some(prepare) = t.get_attr_opt(parameter, &prepare)?.filter(|prepare| !prepare.is_none()) {
            args = t.call(&prepare, &[class.clone(), args])?;
        }
    }
    let args = t.collect(&args)?;
    if parameters.is_empty() {
        let shown = t.str_lossy(class)?;
        return Err(t.type_error(format!("{shown} is not a generic class")));
    }
    if args.len() > parameters.len() {
        let (shown, given, expected) = (t.str_lossy(class)?, args.len(), parameters.len());
        return Err(
            t.type_error(format!("Too many arguments for {shown}; actual {given}, expected {expected}"))
        );
    }
    let mut all = Vec::with_capacity(args.len());
    for (parameter, argument) in parameters.iter().zip(args) {
        if parameter.is_kind(Kind::TypeVarTuple) {
            all.extend(t.collect(&argument)?);
        } else {
            all.push(argument);
        }
    }
    Ok(all)
}

/// Sets `__parameters__` of a new generic class.
fn find_parameters(t: &mut Thread, class: &Value) -> PyResult<()> {
    let generic = t.interpreter().type_of_kind(Kind::Generic).to_value();
    let Some(this) = class.downcast::<TypeObject>() else { return Ok(()) };
    let key = t.interpreter().names().__orig_bases__.clone();
    let original = this.dict().get(t, &key)?;
    let bases = super::items(&original.clone().unwrap_or_else(|| this.bases_value()));
    if bases.iter().any(|base| base.is(&generic)) {
        return Err(t.type_error("Cannot inherit from plain Generic"));
    }
    let mut parameters = Vec::new();
    if original.is_some() {
        parameters = generic_alias::collect_parameters(t, &bases)?;
        let mut listed: Option<Vec<Value>> = None;
        for base in &bases {
            let Some(alias) = base.exact::<GenericAlias>() else { continue };
            if !alias.origin().is_some_and(|origin| origin.is(&generic)) {
                continue;
            }
            if listed.is_some() {
                return Err(t.type_error("Cannot inherit from Generic[...] multiple times."));
            }
            listed = Some(generic_alias::collect_parameters(t, std::slice::from_ref(base))?);
        }
        if let Some(listed) = listed {
            check_listed(t, &parameters, &listed)?;
            parameters = listed;
        }
    }
    let parameters = Tuple::new(t, parameters)?;
    let key = t.intern("__parameters__")?;
    t.set_attr(class, &key, Some(&parameters))
}

/// Where a class lists its parameters in `Generic[...]`, those of its other bases are among them.
fn check_listed(t: &mut Thread, used: &[Value], listed: &[Value]) -> PyResult<()> {
    let missing: Vec<&Value> =
        used.iter().filter(|variable| !listed.iter().any(|known| known.is(variable))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.into_iter().map(|variable| t.str_lossy(variable)).collect::<PyResult<Vec<_>>>()?;
    let listed = listed.iter().map(|variable| t.str_lossy(variable)).collect::<PyResult<Vec<_>>>()?;
    let (missing, listed) = (missing.join(", "), listed.join(", "));
    Err(t.type_error(format!("Some type variables ({missing}) are not listed in Generic[{listed}]")))
}
