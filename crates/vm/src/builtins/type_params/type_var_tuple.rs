//! `typing.TypeVarTuple`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::{fresh, read, write};
use crate::builtins::tuple::Tuple;
use crate::builtins::type_params::parameter::common;
use crate::native::arguments::Signature;
use crate::native::{Args, NativeType, PyResult, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// A variable for any number of types. What is not given is NULL.
    TypeVarTuple, TypeVarTuple { name, default, evaluate_default }
}

/// The type `typing.TypeVarTuple`.
pub static TYPE: NativeType = NativeType {
    name: "TypeVarTuple",
    module: "typing",
    doc: "Stands for any number of types.",
    kind: Kind::TypeVarTuple,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::WEAK.with(TypeFlags::DICT).with(TypeFlags::MODULE_ENTRY),
    methods: &joined::<_, { common::METHODS.len() + table::METHODS.len() }>(common::METHODS, table::METHODS),
    getsets: common::GETSETS,
};

static NEW: Signature<2> = Signature {
    function: "typevartuple",
    names: ["name", "default"],
    positional_only: 0,
    positional: 1,
    required: 1,
    required_keyword_only: 0,
};

/// The variable of a type parameter `*name`.
pub(crate) fn of_parameter(t: &mut Thread, name: &Value) -> PyResult {
    let class = t.interpreter().types[Kind::TypeVarTuple as usize];
    // SAFETY: builtin types never die.
    let made = fresh(t.alloc_instance(unsafe { &*class })?);
    if let Some(this) = made.exact::<TypeVarTuple>() {
        write(&this.name, Some(name.clone()));
    }
    Ok(made)
}

fn make(t: &mut Thread, args: Args<'_>) -> PyResult {
    let [name, default] = args.bind(t, &NEW)?;
    let name = super::check_name(t, "typevartuple", crate::native::convert::bound(name))?;
    let made = of_parameter(t, name)?;
    let default = match default {
        Some(default) => default.clone(),
        None => super::no_default::get(t)?,
    };
    if let Some(this) = made.exact::<TypeVarTuple>() {
        write(&this.default, Some(default));
    }
    super::set_caller_module(t, &made)?;
    Ok(made)
}

/// An iterator over one item, `Unpack[this]`: what `*this` gives in a subscript.
pub(crate) fn iterate(t: &mut Thread, this: &Value) -> PyResult {
    let unpacked = super::typing::unpack(t, this)?;
    let items = Tuple::new(t, vec![unpacked])?;
    t.iter(&items)
}

/// The methods and attributes of variables for types.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{TypeVarTuple, read};
    use crate::builtins::type_params as params;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a variable for types.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        super::make(t, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &TypeVarTuple) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        super::iterate(t, this)
    }

    /// It is given only unpacked.
    #[method("($self, arg, /)")]
    fn __typing_subst__(t: &mut Thread, this: &Value, arg: &Value) -> PyResult {
        let _ = (this, arg);
        let error: PyResult = Err(t.type_error("Substitution of bare TypeVarTuple is not supported"));
        error
    }

    /// The arguments of an alias, those for this variable packed into a tuple.
    #[method("($self, alias, args, /)")]
    fn __typing_prepare_subst__(t: &mut Thread, this: &Value, alias: &Value, args: &Value) -> PyResult {
        params::typing::prepare_type_var_tuple(t, this, alias, args)
    }
}
