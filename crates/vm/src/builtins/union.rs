//! `typing.Union`: types joined by `|`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::read;
use crate::builtins::generic_alias::{collect_parameters, substitute_parameters, type_text};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_params::typing::check_type;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A union of the types in a tuple; `parameters` is NULL until asked for. `unhashable` is a tuple of those that could not
    /// be hashed when the union was made.
    Union, Union { arguments, parameters, unhashable }
}

/// The type `typing.Union`.
pub static TYPE: NativeType = NativeType {
    name: "Union",
    module: "typing",
    doc: "Several types, of which a value has one.",
    kind: Kind::Union,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW.with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of unions.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Union, arguments_of, read};
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// A union of types, or the only type.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        let _ = class;
        let types = match object.exact::<Tuple>() {
            Some(types) => types.items().to_vec(),
            None => vec![object.clone()],
        };
        if types.is_empty() {
            return Err(t.type_error("Cannot take a Union of no types."));
        }
        super::of(t, &types)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Union) -> PyResult<String> {
        t.enter_recursion(" while getting the repr of an object")?;
        let parts = arguments_of(this);
        let parts = parts.iter().map(|item| super::type_text(t, item)).collect::<PyResult<Vec<String>>>()?;
        Ok(parts.join(" | "))
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        match t.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(t.no_attribute(this, name)),
        }
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, true)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Union) -> PyResult<i64> {
        super::check_hashable(t, this)?;
        let mut hash = 0u64;
        for item in arguments_of(this) {
            // The order of types does not matter.
            let one = t.hash(&item)?;
            hash ^= (one ^ 89_869_747 ^ one << 16).wrapping_mul(3_644_798_167);
        }
        Ok(if hash == u64::MAX { -2 } else { hash as i64 })
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::combine(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::combine(t, value, this)
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let Some(union) = this.exact::<Union>() else { return Err(t.type_error("not a union")) };
        let parameters = super::parameters(t, union)?;
        let parameters = Tuple::of(&parameters).map_or(&[][..], Tuple::items).to_vec();
        let types = super::substitute_parameters(t, this, &arguments_of(union), &parameters, key)?;
        super::make(t, types)
    }

    /// Unions can't be bases.
    #[method("($self, bases, /)")]
    fn __mro_entries__(t: &mut Thread, this: &Value, bases: &Value) -> PyResult {
        let _ = bases;
        let shown = t.repr_lossy(this)?;
        Err(t.type_error(format!("Cannot subclass {shown}")))
    }

    /// The types.
    #[getter]
    fn __args__(t: &mut Thread, this: &Union) -> PyResult {
        let _ = t;
        Ok(read(&this.arguments).unwrap_or(Value::NONE))
    }

    /// The type variables among the types.
    #[getter]
    fn __parameters__(t: &mut Thread, this: &Union) -> PyResult {
        super::parameters(t, this)
    }

    /// The class of unions.
    #[getter]
    fn __origin__(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.type_of(this).to_value())
    }

    /// The name of the class of unions.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("Union")
    }

    /// The name of the class of unions.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("Union")
    }
}

fn arguments_of(union: &Union) -> Vec<Value> {
    let arguments = read(&union.arguments);
    arguments.as_ref().and_then(Tuple::of).map_or(Vec::new(), |items| items.items().to_vec())
}

/// Whether an object may stand on a side of `|` between types.
fn is_type_like(t: &mut Thread, value: &Value) -> bool {
    value.is_none()
        || value.downcast::<TypeObject>().is_some()
        || value.is_kind(Kind::GenericAlias)
        || value.is_kind(Kind::Union)
        || value.is_kind(Kind::TypeAlias)
        || t.type_of(value).layout_is(Kind::GenericAlias)
}

/// `a | b` of types; NotImplemented if one is none.
pub(crate) fn combine(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    let union = a.is_kind(Kind::Union) || b.is_kind(Kind::Union);
    let types = is_type_like(t, a) && is_type_like(t, b);
    if !union && !types {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if union {
        return of(t, &[a.clone(), b.clone()]);
    }
    make(t, vec![a.clone(), b.clone()])
}

/// A string stands for a type that is not there yet.
pub(crate) fn from_annotation(t: &mut Thread, value: Value) -> PyResult {
    if Str::of(&value).is_none() {
        return Ok(value);
    }
    let module = t.intern("annotationlib")?;
    let module = t.import(&module, &Value::NONE, &Value::NONE, 0)?;
    let name = t.intern("ForwardRef")?;
    let class = t.get_attr(&module, &name)?;
    t.call(&class, &[value])
}

/// The union of what stands for types.
pub(crate) fn of(t: &mut Thread, types: &[Value]) -> PyResult {
    let message = "Union[arg, ...]: each arg must be a type.";
    let types = types.iter().map(|item| check_type(t, item, message)).collect::<PyResult<Vec<Value>>>()?;
    make(t, types)
}

/// The union of types, flattened, each once; the type itself if only one is left.
fn make(t: &mut Thread, types: Vec<Value>) -> PyResult {
    let mut flat = Vec::new();
    let none = t.interpreter().type_of_kind(Kind::NoneType).to_value();
    for item in types {
        match item.exact::<Union>() {
            Some(union) => flat.extend(arguments_of(union)),
            None if item.is_none() => flat.push(none.clone()),
            None => flat.push(item),
        }
    }
    let mut distinct: Vec<(Value, Option<u64>)> = Vec::new();
    'next: for item in flat {
        // What can't be hashed now makes the union unhashable, no more.
        let hash = t.hash(&item).ok();
        for (known, known_hash) in &distinct {
            if *known_hash == hash && (known.is(&item) || t.equals(known, &item)?) {
                continue 'next;
            }
        }
        distinct.push((item, hash));
    }
    if let [(only, _)] = distinct.as_slice() {
        return Ok(only.clone());
    }
    let unhashable: Vec<Value> =
        distinct.iter().filter(|(_, hash)| hash.is_none()).map(|(item, _)| item.clone()).collect();
    let unhashable = if unhashable.is_empty() { Raw::NULL } else { Tuple::new(t, unhashable)?.into_raw() };
    let types = Tuple::new(t, distinct.into_iter().map(|(item, _)| item))?;
    Union::new(t, types.into_raw(), Raw::NULL, unhashable)
}

/// Raises what the hash of a union raises that had types which could not be hashed: what theirs raises still, or TypeError.
fn check_hashable(t: &mut Thread, union: &Union) -> PyResult<()> {
    let Some(unhashable) = read(&union.unhashable) else { return Ok(()) };
    let unhashable = Tuple::of(&unhashable).map_or(&[][..], Tuple::items).to_vec();
    for item in &unhashable {
        t.hash(item)?;
    }
    Err(t.type_error(format!("union contains {} unhashable elements", unhashable.len())))
}

fn compare(t: &mut Thread, this: &Value, value: &Value, negate: bool) -> PyResult {
    let (Some(a), Some(b)) = (this.exact::<Union>(), value.exact::<Union>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (a, b) = (arguments_of(a), arguments_of(b));
    let mut equal = a.len() == b.len();
    for item in &a {
        let mut found = false;
        for other in &b {
            found = found || t.equals(item, other)?;
        }
        equal = equal && found;
    }
    Ok(Value::bool(equal != negate))
}

fn parameters(t: &mut Thread, union: &Union) -> PyResult {
    if let Some(known) = read(&union.parameters) {
        return Ok(known);
    }
    let found = collect_parameters(t, &arguments_of(union))?;
    let found = Tuple::new(t, found)?;
    crate::builtins::fields::write(&union.parameters, Some(found.clone()));
    Ok(found)
}
