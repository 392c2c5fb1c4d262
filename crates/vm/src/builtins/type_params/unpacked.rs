//! `Unpack[Ts]` where there is no module `typing` to make it.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::read;
use crate::builtins::generic_alias::{collect_parameters, type_text};
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// A type variable, or an alias, that is to be unpacked.
    Unpacked, Unpacked { variable }
}

/// The type of unpacked variables; `typing` has one of the same name.
pub static TYPE: NativeType = NativeType {
    name: "_UnpackGenericAlias",
    module: "typing",
    doc: "A variable for types that is to be unpacked where it stands.",
    kind: Kind::Unpacked,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW.with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

fn variable(this: &Unpacked) -> Value {
    read(&this.variable).unwrap_or(Value::NONE)
}

/// The methods and attributes of unpacked variables.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Unpacked, collect_parameters, type_text, variable};
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __repr__(t: &mut Thread, this: &Unpacked) -> PyResult<String> {
        let shown = type_text(t, &variable(this))?;
        Ok(format!("typing.Unpack[{shown}]"))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Unpacked, value: &Value) -> PyResult {
        super::compare(t, this, value, false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Unpacked, value: &Value) -> PyResult {
        super::compare(t, this, value, true)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Unpacked) -> PyResult<i64> {
        Ok(t.hash(&variable(this))? as i64)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        crate::builtins::type_params::union(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        crate::builtins::type_params::union(t, value, this)
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Unpacked, key: &Value) -> PyResult {
        let variable = variable(this);
        if !variable.is_kind(Kind::TypeVarTuple) {
            let inner = t.get_item(&variable, key)?;
            return Unpacked::new(t, inner.into_raw());
        }
        // What is given for the variable stands in its place.
        match Tuple::of(key) {
            Some(_) => Ok(key.clone()),
            None => Tuple::from_slice(t, std::slice::from_ref(key)),
        }
    }

    /// The variable, in a tuple.
    #[getter]
    fn __args__(t: &mut Thread, this: &Unpacked) -> PyResult {
        Tuple::new(t, [variable(this)])
    }

    /// The type variables in it.
    #[getter]
    fn __parameters__(t: &mut Thread, this: &Unpacked) -> PyResult {
        let found = collect_parameters(t, &[variable(this)])?;
        Tuple::new(t, found)
    }

    /// Whether it is a TypeVarTuple that is unpacked.
    #[getter]
    fn __typing_is_unpacked_typevartuple__(t: &mut Thread, this: &Unpacked) -> PyResult<bool> {
        let _ = t;
        Ok(variable(this).is_kind(Kind::TypeVarTuple))
    }

    /// The types of an unpacked tuple, or None.
    #[getter]
    fn __typing_unpacked_tuple_args__(t: &mut Thread, this: &Unpacked) -> PyResult {
        let variable = variable(this);
        if !variable.is_kind(Kind::GenericAlias) {
            return Ok(Value::NONE);
        }
        let key = t.intern("__args__")?;
        t.get_attr(&variable, &key)
    }
}

fn compare(t: &mut Thread, this: &Unpacked, value: &Value, negate: bool) -> PyResult {
    let Some(other) = value.exact::<Unpacked>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let equal = t.equals(&variable(this), &variable(other))?;
    Ok(Value::bool(equal != negate))
}

/// The tuple with each variable for several types unpacked.
pub(super) fn replace(t: &mut Thread, params: &Value) -> PyResult {
    let mut all = super::items(params);
    for item in &mut all {
        if item.is_kind(Kind::TypeVarTuple) {
            *item = super::typing::unpack(t, item)?;
        }
    }
    Tuple::new(t, all)
}
