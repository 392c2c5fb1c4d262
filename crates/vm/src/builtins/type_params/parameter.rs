//! What Python sees alike of type variables, of those for parameters and of those for several types.

use std::cell::Cell;

use super::param_spec::ParamSpec;
use super::type_var::TypeVar;
use super::type_var_tuple::TypeVarTuple;
use crate::native::{GetSetDef, NativeDef, joined};
use crate::value::{Raw, Value};

/// The methods of parameters that may vary, those of every parameter included.
pub(super) const VARYING: [NativeDef; common::METHODS.len() + varying::METHODS.len()] =
    joined(common::METHODS, varying::METHODS);

/// The attributes of parameters that may vary, those of every parameter included.
pub(super) const VARYING_ATTRIBUTES: [GetSetDef; common::GETSETS.len() + varying::GETSETS.len()] =
    joined(common::GETSETS, varying::GETSETS);

/// What every type parameter has.
pub(super) struct Parameter<'a> {
    pub(super) name: &'a Cell<Raw>,
    pub(super) default: &'a Cell<Raw>,
    pub(super) evaluate_default: &'a Cell<Raw>,
    /// Whether it is covariant, contravariant, to be found out, where it may be.
    variance: Option<[&'a Cell<Raw>; 3]>,
}

impl<'a> Parameter<'a> {
    /// The parameter that a value is; `None` for other objects.
    pub(super) fn of(value: &'a Value) -> Option<Parameter<'a>> {
        if let Some(this) = value.exact::<TypeVar>() {
            let variance = Some([&this.covariant, &this.contravariant, &this.infer_variance]);
            let (default, evaluate_default) = (&this.default, &this.evaluate_default);
            return Some(Parameter { name: &this.name, default, evaluate_default, variance });
        }
        if let Some(this) = value.exact::<ParamSpec>() {
            let variance = Some([&this.covariant, &this.contravariant, &this.infer_variance]);
            let (default, evaluate_default) = (&this.default, &this.evaluate_default);
            return Some(Parameter { name: &this.name, default, evaluate_default, variance });
        }
        let this = value.exact::<TypeVarTuple>()?;
        let (default, evaluate_default) = (&this.default, &this.evaluate_default);
        Some(Parameter { name: &this.name, default, evaluate_default, variance: None })
    }

    /// The parameter that one of the methods below was called for.
    fn new(value: &'a Value) -> Parameter<'a> {
        match Parameter::of(value) {
            Some(parameter) => parameter,
            None => unreachable!("descriptors check the object"),
        }
    }

    fn variance(&self) -> [&'a Cell<Raw>; 3] {
        match self.variance {
            Some(variance) => variance,
            None => unreachable!("only parameters that may vary have these attributes"),
        }
    }
}

/// The methods and attributes of every type parameter.
#[taipan_macros::methods]
pub(super) mod common {
    use super::Parameter;
    use crate::builtins::fields::read;
    use crate::builtins::type_params as params;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(read(Parameter::new(this).name).unwrap_or(Value::NONE))
    }

    /// Whether there is a default.
    #[method("($self, /)")]
    fn has_default(_: &mut Thread, this: &Value) -> PyResult<bool> {
        let this = Parameter::new(this);
        Ok(params::has_default(this.default, this.evaluate_default))
    }

    /// Type parameters can't be bases.
    #[method("($self, object, /)")]
    fn __mro_entries__(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        let _ = object;
        let class = t.type_of(this).name().to_owned();
        params::no_base(t, &class)
    }

    /// The name.
    #[member]
    fn __name__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(read(Parameter::new(this).name).unwrap_or(Value::NONE))
    }

    /// The default, or NoDefault.
    #[getter]
    fn __default__(t: &mut Thread, this: &Value) -> PyResult {
        let this = Parameter::new(this);
        params::default_of(t, this.default, this.evaluate_default)
    }

    /// What computes the default, or None.
    #[getter]
    fn evaluate_default(t: &mut Thread, this: &Value) -> PyResult {
        let this = Parameter::new(this);
        params::evaluator_of(t, this.default, this.evaluate_default)
    }
}

/// The methods and attributes of type parameters that may vary.
#[taipan_macros::methods]
mod varying {
    use super::Parameter;
    use crate::builtins::type_params as params;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::{Raw, Value};

    #[special]
    fn __repr__(_: &mut Thread, this: &Value) -> PyResult<String> {
        let this = Parameter::new(this);
        Ok(params::shown(this.name, this.variance()))
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        params::union(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        params::union(t, value, this)
    }

    /// Whether it was declared covariant.
    #[member]
    fn __covariant__(_: &mut Thread, this: &Value) -> PyResult<bool> {
        Ok(Parameter::new(this).variance()[0].get() == Raw::TRUE)
    }

    /// Whether it was declared contravariant.
    #[member]
    fn __contravariant__(_: &mut Thread, this: &Value) -> PyResult<bool> {
        Ok(Parameter::new(this).variance()[1].get() == Raw::TRUE)
    }

    /// Whether type checkers are to find out how it varies.
    #[member]
    fn __infer_variance__(_: &mut Thread, this: &Value) -> PyResult<bool> {
        Ok(Parameter::new(this).variance()[2].get() == Raw::TRUE)
    }
}
