//! `typing.TypeVar`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::{fresh, write};
use crate::builtins::tuple::Tuple;
use crate::builtins::type_params as params;
use crate::native::arguments::Signature;
use crate::native::{Args, NativeType, PyResult, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A type variable. What is not given is NULL; flags are True or False.
    TypeVar, TypeVar {
        name, bound, evaluate_bound, constraints, evaluate_constraints, default, evaluate_default, covariant,
        contravariant, infer_variance,
    }
}

/// The type `typing.TypeVar`.
pub static TYPE: NativeType = NativeType {
    name: "TypeVar",
    module: "typing",
    doc: "Stands for a type: one that is bound above, one of several, or any.",
    kind: Kind::TypeVar,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::WEAK.with(TypeFlags::DICT).with(TypeFlags::MODULE_ENTRY),
    methods: &joined::<_, { params::VARYING.len() + table::METHODS.len() }>(&params::VARYING, table::METHODS),
    getsets: &joined::<_, { params::VARYING_ATTRIBUTES.len() + table::GETSETS.len() }>(
        &params::VARYING_ATTRIBUTES,
        table::GETSETS,
    ),
};

static NEW: Signature<6> = Signature {
    function: "typevar",
    names: ["name", "bound", "default", "covariant", "contravariant", "infer_variance"],
    positional_only: 0,
    positional: 1,
    required: 1,
    required_keyword_only: 0,
};

fn allocate(t: &mut Thread, name: &Value, variance: [Raw; 3]) -> PyResult {
    let class = t.interpreter().types[Kind::TypeVar as usize];
    // SAFETY: builtin types never die.
    let made = fresh(t.alloc_instance(unsafe { &*class })?);
    if let Some(this) = made.exact::<TypeVar>() {
        write(&this.name, Some(name.clone()));
        let [covariant, contravariant, infer] = variance;
        this.covariant.set(covariant);
        this.contravariant.set(contravariant);
        this.infer_variance.set(infer);
    }
    Ok(made)
}

/// The type variable of a type parameter `name`, `name: bound` or `name: constraints`.
pub(crate) fn of_parameter(
    t: &mut Thread,
    name: &Value,
    bound: Option<&Value>,
    constraints: Option<&Value>,
) -> PyResult {
    let made = allocate(t, name, [Raw::FALSE, Raw::FALSE, Raw::TRUE])?;
    if let Some(this) = made.exact::<TypeVar>() {
        write(&this.evaluate_bound, bound.cloned());
        write(&this.evaluate_constraints, constraints.cloned());
    }
    Ok(made)
}

fn make(t: &mut Thread, args: Args<'_>) -> PyResult {
    let ([name, bound, default, flags @ ..], constraints) = args.bind_variadic(t, &NEW)?;
    let name = super::check_name(t, "typevar", crate::native::convert::bound(name))?;
    let variance = super::variance(t, flags)?;
    let bound = match bound.filter(|bound| !bound.is_none()) {
        Some(bound) => Some(super::typing::check_type(t, bound, "Bound must be a type.")?),
        None => None,
    };
    if constraints.len() == 1 {
        return Err(t.type_error("A single constraint is not allowed"));
    }
    if bound.is_some() && !constraints.is_empty() {
        return Err(t.type_error("Constraints cannot be combined with bound=..."));
    }
    let made = allocate(t, name, variance)?;
    let constraints = match constraints {
        [] => None,
        some => Some(Tuple::from_slice(t, some)?),
    };
    let default = match default {
        Some(default) => default.clone(),
        None => super::no_default::get(t)?,
    };
    if let Some(this) = made.exact::<TypeVar>() {
        write(&this.bound, bound);
        write(&this.constraints, constraints);
        write(&this.default, Some(default));
    }
    super::set_caller_module(t, &made)?;
    Ok(made)
}

/// The arguments of an alias with the default of this variable where it is the first that has none.
fn prepare(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
    let key = t.intern("__parameters__")?;
    let parameters = t.get_attr(alias, &key)?;
    let index = super::typing::index_of(t, &parameters, this)?;
    let given = t.length(args)?;
    if index < given {
        return Ok(args.clone());
    }
    if index == given {
        let default = super::any_default(t, this)?.filter(|default| !default.is_kind(Kind::NoDefault));
        if let Some(default) = default {
            let mut all = t.collect(args)?;
            all.push(default);
            return Tuple::new(t, all);
        }
    }
    let shown = t.str_lossy(alias)?;
    let least = index + 1;
    Err(t.type_error(format!("Too few arguments for {shown}; actual {given}, expected at least {least}")))
}

/// The methods and attributes of type variables.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::TypeVar;
    use crate::builtins::tuple::Tuple;
    use crate::builtins::type_params as params;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a type variable.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        super::make(t, args)
    }

    /// What stands for the variable once it is given: a type.
    #[method("($self, arg, /)")]
    fn __typing_subst__(t: &mut Thread, this: &Value, arg: &Value) -> PyResult {
        params::typing::substitute_type_var(t, this, arg)
    }

    /// The arguments of an alias, completed for this variable.
    #[method("($self, alias, args, /)")]
    fn __typing_prepare_subst__(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
        super::prepare(t, this, alias, args)
    }

    /// The type above it, or None.
    #[getter]
    fn __bound__(t: &mut Thread, this: &TypeVar) -> PyResult<Option<Value>> {
        params::lazily(t, &this.bound, &this.evaluate_bound)
    }

    /// The types that it may be, a tuple.
    #[getter]
    fn __constraints__(t: &mut Thread, this: &TypeVar) -> PyResult {
        match params::lazily(t, &this.constraints, &this.evaluate_constraints)? {
            Some(constraints) => Ok(constraints),
            None => Tuple::new(t, Vec::new()),
        }
    }

    /// What computes the bound, or None.
    #[getter]
    fn evaluate_bound(t: &mut Thread, this: &TypeVar) -> PyResult {
        params::evaluator_of(t, &this.bound, &this.evaluate_bound)
    }

    /// What computes the constraints, or None.
    #[getter]
    fn evaluate_constraints(t: &mut Thread, this: &TypeVar) -> PyResult {
        params::evaluator_of(t, &this.constraints, &this.evaluate_constraints)
    }
}
