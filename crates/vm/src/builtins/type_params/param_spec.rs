//! `typing.ParamSpec`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::{fresh, read, write};
use crate::builtins::type_params as params;
use crate::native::arguments::Signature;
use crate::native::{Args, NativeType, PyResult, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A variable for the parameters of a callable. What is not given is NULL; flags are True or False.
    ParamSpec, ParamSpec {
        name, bound, default, evaluate_default, covariant, contravariant, infer_variance,
    }
}

/// The type `typing.ParamSpec`.
pub static TYPE: NativeType = NativeType {
    name: "ParamSpec",
    module: "typing",
    doc: "Stands for the parameters of a callable.",
    kind: Kind::ParamSpec,
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
    function: "paramspec",
    names: ["name", "bound", "default", "covariant", "contravariant", "infer_variance"],
    positional_only: 0,
    positional: 1,
    required: 1,
    required_keyword_only: 0,
};

fn allocate(t: &mut Thread, name: &Value, variance: [Raw; 3]) -> PyResult {
    let class = t.interpreter().types[Kind::ParamSpec as usize];
    // SAFETY: builtin types never die.
    let made = fresh(t.alloc_instance(unsafe { &*class })?);
    if let Some(this) = made.exact::<ParamSpec>() {
        write(&this.name, Some(name.clone()));
        let [covariant, contravariant, infer] = variance;
        this.covariant.set(covariant);
        this.contravariant.set(contravariant);
        this.infer_variance.set(infer);
    }
    Ok(made)
}

/// The variable of a type parameter `**name`.
pub(crate) fn of_parameter(t: &mut Thread, name: &Value) -> PyResult {
    allocate(t, name, [Raw::FALSE, Raw::FALSE, Raw::TRUE])
}

fn make(t: &mut Thread, args: Args<'_>) -> PyResult {
    let [name, bound, default, flags @ ..] = args.bind(t, &NEW)?;
    let name = super::check_name(t, "paramspec", crate::native::convert::bound(name))?;
    let variance = super::variance(t, flags)?;
    let bound = match bound.filter(|bound| !bound.is_none()) {
        Some(bound) => Some(super::typing::check_type(t, bound, "Bound must be a type.")?),
        None => None,
    };
    let made = allocate(t, name, variance)?;
    let default = match default {
        Some(default) => default.clone(),
        None => super::no_default::get(t)?,
    };
    if let Some(this) = made.exact::<ParamSpec>() {
        write(&this.bound, bound);
        write(&this.default, Some(default));
    }
    super::set_caller_module(t, &made)?;
    Ok(made)
}

/// The methods and attributes of parameter variables.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{ParamSpec, read};
    use crate::builtins::type_params as params;
    use crate::builtins::type_params::param_spec_parts::{ParamSpecArgs, ParamSpecKwargs};
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a variable for parameters.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        super::make(t, args)
    }

    /// What stands for the variable once it is given: types of parameters, or `...`.
    #[method("($self, arg, /)")]
    fn __typing_subst__(t: &mut Thread, this: &Value, arg: &Value) -> PyResult {
        params::typing::substitute_param_spec(t, this, arg)
    }

    /// The arguments of an alias, completed for this variable.
    #[method("($self, alias, args, /)")]
    fn __typing_prepare_subst__(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
        params::typing::prepare_param_spec(t, this, alias, args)
    }

    /// What it was declared to be bound by, or None.
    #[member]
    fn __bound__(t: &mut Thread, this: &ParamSpec) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(read(&this.bound))
    }

    /// The positional parameters.
    #[getter]
    fn args(t: &mut Thread, this: &Value) -> PyResult {
        ParamSpecArgs::new(t, this.clone().into_raw())
    }

    /// The keyword parameters.
    #[getter]
    fn kwargs(t: &mut Thread, this: &Value) -> PyResult {
        ParamSpecKwargs::new(t, this.clone().into_raw())
    }
}
