//! `_typing`: the types of type parameters, which the interpreter has anyway, under their names.

/// The types that type parameters and type aliases have.
#[taipan_macros::module("_typing")]
pub mod module {
    use taipan_vm::builtins::type_params::no_default;
    use taipan_vm::object::Kind;
    use taipan_vm::{PyResult, Thread, Value};

    /// Answers its argument.
    #[function("(x, /)")]
    fn _idfunc(t: &mut Thread, x: &Value) -> PyResult {
        let _ = t;
        Ok(x.clone())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for kind in [
            Kind::TypeVar,
            Kind::ParamSpec,
            Kind::ParamSpecArgs,
            Kind::ParamSpecKwargs,
            Kind::TypeVarTuple,
            Kind::TypeAlias,
            Kind::Generic,
            Kind::Union,
        ] {
            let class = t.interpreter().type_of_kind(kind);
            let (name, class) = (class.name_value(), class.to_value());
            t.set_attr(module, &name, Some(&class))?;
        }
        let (name, none) = (t.intern("NoDefault")?, no_default::get(t)?);
        t.set_attr(module, &name, Some(&none))
    }
}
