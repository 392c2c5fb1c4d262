//! `typing.ParamSpecArgs` and `typing.ParamSpecKwargs`: `P.args` and `P.kwargs` of a `ParamSpec`.

use crate::builtins::fields::read;
use crate::builtins::object::text_of;
use crate::builtins::type_params::param_spec::ParamSpec;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// The type `typing.ParamSpecArgs`.
pub static ARGS_TYPE: NativeType = NativeType {
    name: "ParamSpecArgs",
    module: "typing",
    doc: "The positional parameters that a ParamSpec stands for.",
    kind: Kind::ParamSpecArgs,
    base: Some(Kind::Object),
    layout: &args::LAYOUT,
    flags: TypeFlags::WEAK.with(TypeFlags::MODULE_ENTRY),
    methods: args_table::METHODS,
    getsets: args_table::GETSETS,
};

/// The type `typing.ParamSpecKwargs`.
pub static KWARGS_TYPE: NativeType = NativeType {
    name: "ParamSpecKwargs",
    module: "typing",
    doc: "The keyword parameters that a ParamSpec stands for.",
    kind: Kind::ParamSpecKwargs,
    base: Some(Kind::Object),
    layout: &kwargs::LAYOUT,
    flags: TypeFlags::WEAK.with(TypeFlags::MODULE_ENTRY),
    methods: kwargs_table::METHODS,
    getsets: kwargs_table::GETSETS,
};

pub use args::ParamSpecArgs;
pub use kwargs::ParamSpecKwargs;

/// `typing.ParamSpecArgs`.
pub mod args {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// `origin.args`.
        ParamSpecArgs, ParamSpecArgs { origin }
    }
}

/// `typing.ParamSpecKwargs`.
pub mod kwargs {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// `origin.kwargs`.
        ParamSpecKwargs, ParamSpecKwargs { origin }
    }
}

fn shown(t: &mut Thread, origin: Option<&Value>, part: &str) -> PyResult<String> {
    let Some(origin) = origin else { return Ok(part.to_owned()) };
    let origin = match origin.exact::<ParamSpec>() {
        Some(origin) => read(&origin.name).map(|name| text_of(&name)).unwrap_or_default(),
        None => t.repr_lossy(origin)?,
    };
    Ok(format!("{origin}.{part}"))
}

/// Whether two are parts of equal variables; NotImplemented when they are of different types.
fn compare(t: &mut Thread, origins: Option<(&Value, &Value)>, negate: bool) -> PyResult {
    let Some((a, b)) = origins else { return Ok(Value::NOT_IMPLEMENTED) };
    let equal = t.equals(a, b)?;
    Ok(Value::bool(equal != negate))
}

/// The methods and attributes of `P.args`.
#[taipan_macros::methods]
pub(crate) mod args_table {
    use super::ParamSpecArgs;
    use crate::builtins::type_params as params;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes the positional parameters of a variable.
    #[new("(origin)", name = "paramspecargs")]
    fn __new__(t: &mut Thread, class: &Value, origin: &Value) -> PyResult {
        let _ = class;
        ParamSpecArgs::new(t, origin.clone().into_raw())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &ParamSpecArgs) -> PyResult<String> {
        super::shown(t, this.origin().cloned().as_ref(), "args")
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &ParamSpecArgs, value: &Value) -> PyResult {
        super::compare(
            t,
            this.origin().zip(value.exact::<ParamSpecArgs>().and_then(ParamSpecArgs::origin)),
            false,
        )
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &ParamSpecArgs, value: &Value) -> PyResult {
        super::compare(
            t,
            this.origin().zip(value.exact::<ParamSpecArgs>().and_then(ParamSpecArgs::origin)),
            true,
        )
    }

    /// It can't be a base.
    #[method("($self, object, /)")]
    fn __mro_entries__(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        let _ = (this, object);
        params::no_base(t, "ParamSpecArgs")
    }

    /// The variable.
    #[member]
    fn __origin__(t: &mut Thread, this: &ParamSpecArgs) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.origin().cloned())
    }
}

/// The methods and attributes of `P.kwargs`.
#[taipan_macros::methods]
pub(crate) mod kwargs_table {
    use super::ParamSpecKwargs;
    use crate::builtins::type_params as params;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes the keyword parameters of a variable.
    #[new("(origin)", name = "paramspeckwargs")]
    fn __new__(t: &mut Thread, class: &Value, origin: &Value) -> PyResult {
        let _ = class;
        ParamSpecKwargs::new(t, origin.clone().into_raw())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &ParamSpecKwargs) -> PyResult<String> {
        super::shown(t, this.origin().cloned().as_ref(), "kwargs")
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &ParamSpecKwargs, value: &Value) -> PyResult {
        let other = value.exact::<ParamSpecKwargs>().and_then(ParamSpecKwargs::origin);
        super::compare(t, this.origin().zip(other), false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &ParamSpecKwargs, value: &Value) -> PyResult {
        let other = value.exact::<ParamSpecKwargs>().and_then(ParamSpecKwargs::origin);
        super::compare(t, this.origin().zip(other), true)
    }

    /// It can't be a base.
    #[method("($self, object, /)")]
    fn __mro_entries__(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        let _ = (this, object);
        params::no_base(t, "ParamSpecKwargs")
    }

    /// The variable.
    #[member]
    fn __origin__(t: &mut Thread, this: &ParamSpecKwargs) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.origin().cloned())
    }
}
