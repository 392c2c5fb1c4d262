//! `typing.TypeAliasType`: what `type X = ...` makes.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::{read, write};
use crate::builtins::function::Function;
use crate::builtins::tuple::Tuple;
use crate::native::arguments::Signature;
use crate::native::{Args, NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A name for a type, known outright or computed at first use. What is not given is NULL.
    TypeAlias, TypeAlias { name, type_params, compute_value, value, module }
}

/// The type `typing.TypeAliasType`.
pub static TYPE: NativeType = NativeType {
    name: "TypeAliasType",
    module: "typing",
    doc: "A name for a type, as the statement `type` gives.",
    kind: Kind::TypeAlias,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

static NEW: Signature<3> = Signature {
    function: "typealias",
    names: ["name", "value", "type_params"],
    positional_only: 0,
    positional: 2,
    required: 2,
    required_keyword_only: 0,
};

/// The alias of a `type` statement: its name, type parameters (a tuple or None) and what computes the type.
pub(crate) fn of_statement(t: &mut Thread, parts: &Value) -> PyResult {
    let [name, params, compute] = match Tuple::of(parts).map(Tuple::items) {
        Some([name, params, compute]) => [name.clone(), params.clone(), compute.clone()],
        _ => return Err(t.system_error("a type alias has a name, type parameters and a value")),
    };
    let none = params.is_none() || Tuple::of(&params).is_some_and(|params| params.is_empty());
    let params = if none { Raw::NULL } else { params.into_raw() };
    TypeAlias::new(t, name.into_raw(), params, compute.into_raw(), Raw::NULL, Raw::NULL)
}

fn make(t: &mut Thread, args: Args<'_>) -> PyResult {
    let [name, value, params] = args.bind(t, &NEW)?;
    let name = super::check_name(t, "typealias", crate::native::convert::bound(name))?.clone();
    let value = crate::native::convert::bound(value).clone();
    if params.is_some_and(|params| Tuple::of(params).is_none()) {
        return Err(t.type_error("type_params must be a tuple"));
    }
    let params = params.filter(|params| Tuple::of(params).is_some_and(|params| !params.is_empty())).cloned();
    if let Some(params) = &params {
        check_parameters(t, params)?;
    }
    let module = t.caller_module(0).unwrap_or(Value::NONE);
    let params = params.map_or(Raw::NULL, Value::into_raw);
    TypeAlias::new(t, name.into_raw(), params, Raw::NULL, value.into_raw(), module.into_raw())
}

/// Raises TypeError unless all are type parameters, those with defaults last.
fn check_parameters(t: &mut Thread, params: &Value) -> PyResult<()> {
    let mut seen = false;
    for parameter in super::items(params) {
        let Some(default) = super::any_default(t, &parameter)? else {
            let shown = t.repr_lossy(&parameter)?;
            return Err(t.type_error(format!("Expected a type param, got {shown}")));
        };
        if !default.is_kind(Kind::NoDefault) {
            seen = true;
        } else if seen {
            let shown = t.repr_lossy(&parameter)?;
            let text = format!("non-default type parameter '{shown}' follows default type parameter");
            return Err(t.type_error(text));
        }
    }
    Ok(())
}

fn value_of(t: &mut Thread, this: &TypeAlias) -> PyResult {
    Ok(super::lazily(t, &this.value, &this.compute_value)?.unwrap_or(Value::NONE))
}

/// The methods and attributes of type aliases.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Function, TypeAlias, read, write};
    use crate::builtins::tuple::Tuple;
    use crate::builtins::type_params as params;
    use crate::builtins::union;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes an alias.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        super::make(t, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        params::type_var_tuple::iterate(t, this)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        union::combine(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        union::combine(t, value, this)
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let generic = this.exact::<TypeAlias>().is_some_and(|this| !this.type_params.get().is_null());
        if !generic {
            return Err(t.type_error("Only generic type aliases are subscriptable"));
        }
        t.generic_alias(this, key)
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    /// The name.
    #[member]
    fn __name__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    /// The type parameters as a subscript takes them: those for several types unpacked.
    #[getter]
    fn __parameters__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        match read(&this.type_params) {
            Some(parameters) => params::typing::unpack_all(t, &parameters),
            None => Tuple::new(t, Vec::new()),
        }
    }

    /// The type parameters, a tuple.
    #[getter]
    fn __type_params__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        match read(&this.type_params) {
            Some(parameters) => Ok(parameters),
            None => Tuple::new(t, Vec::new()),
        }
    }

    /// The type, computed at first use.
    #[getter]
    fn __value__(t: &mut Thread, this: &TypeAlias) -> PyResult {
        super::value_of(t, this)
    }

    /// What computes the type.
    #[getter]
    fn evaluate_value(t: &mut Thread, this: &TypeAlias) -> PyResult {
        params::evaluator_of(t, &this.value, &this.compute_value)
    }

    /// The name of the module it was made in.
    #[getter]
    fn __module__(t: &mut Thread, this: &TypeAlias) -> PyResult<Option<Value>> {
        let _ = t;
        if let Some(module) = read(&this.module) {
            return Ok(Some(module));
        }
        let compute = read(&this.compute_value);
        Ok(compute.as_ref().and_then(|compute| read(&compute.exact::<Function>()?.module)))
    }

    #[setter("__module__")]
    fn set_module(t: &mut Thread, this: &TypeAlias, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.module, value.cloned());
        Ok(())
    }
}
