//! `types.SimpleNamespace`: an object that is nothing but its attributes.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::native::NativeType;
use crate::object::Kind;
use crate::types::TypeFlags;

crate::counted_object! {
    /// A namespace; `dict` is NULL until it has attributes.
    SimpleNamespace, SimpleNamespace { dict }
}

/// The type `types.SimpleNamespace`.
pub static TYPE: NativeType = NativeType {
    name: "SimpleNamespace",
    module: "types",
    doc: "An object with the attributes that are given by keyword.",
    kind: Kind::SimpleNamespace,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// Where namespaces keep their `__dict__`.
pub(crate) const DICT_OFFSET: usize = std::mem::offset_of!(SimpleNamespace, dict);

/// The methods of namespaces.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::SimpleNamespace;
    use taipan_bytecode::CompareOperator;

    use crate::builtins::dict::Dict;
    use crate::builtins::fields::write;
    use crate::builtins::object::text_of;
    use crate::builtins::tuple::Tuple;
    use crate::native::{Args, PyResult, convert};
    use crate::object::Kind;
    use crate::protocol::ReprGuard;
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes a namespace.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("the caller checked the class") };
        let object = t.alloc_instance(this)?;
        let made = crate::builtins::fields::fresh(object);
        let dict = Dict::new(t)?;
        if let Some(this) = made.downcast::<SimpleNamespace>() {
            write(&this.dict, Some(dict));
        }
        Ok(made)
    }

    #[special("($self, mapping_or_iterable=(), /, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        convert::check_positional(t, "SimpleNamespace", args.positional().len(), 0, 1)?;
        let Some(dict) = t.instance_dict(this)? else { return Ok(()) };
        let Some(dict) = dict.downcast::<Dict>() else { return Ok(()) };
        if let Some(source) = args.positional().first() {
            let class = t.interpreter().type_of_kind(Kind::Dict).to_value();
            let source = match source.exact::<Dict>() {
                Some(_) => source.clone(),
                None => t.call(&class, std::slice::from_ref(source))?,
            };
            let Some(source) = source.downcast::<Dict>() else { unreachable!("dict() makes a dict") };
            let entries: Vec<(Value, Value)> =
                source.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
            if entries.iter().any(|(key, _)| crate::builtins::str::Str::of(key).is_none()) {
                return Err(t.type_error("keywords must be strings"));
            }
            for (key, value) in entries {
                dict.set(t, &key, value)?;
            }
        }
        for (key, value) in args.keywords() {
            let key = crate::builtins::str::Str::from_units(t, key.units())?;
            let key = t.intern_value(key)?;
            dict.set(t, &key, value.clone())?;
        }
        Ok(())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let class = t.type_of(this);
        let exact = this.is_kind(Kind::SimpleNamespace);
        let name = if exact { "namespace".to_owned() } else { class.display_name() };
        let Some(_guard) = ReprGuard::enter(this) else { return Ok(format!("{name}(...)")) };
        let mut parts = Vec::new();
        if let Some(dict) = t.instance_dict(this)? {
            let Some(dict) = dict.downcast::<Dict>() else { return Ok(format!("{name}()")) };
            let entries: Vec<(Value, Value)> =
                dict.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
            for (key, value) in entries {
                let key = text_of(&key);
                if !key.is_empty() {
                    parts.push(format!("{key}={}", t.repr_lossy(&value)?));
                }
            }
        }
        Ok(format!("{name}({})", parts.join(", ")))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let dict = t.instance_dict(this)?.unwrap_or(Value::NONE);
        let arguments = Tuple::new(t, Vec::new())?;
        Tuple::new(t, [class, arguments, dict])
    }

    /// A copy with some attributes replaced.
    #[method("($self, /, **changes)")]
    fn __replace__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        if !args.positional().is_empty() {
            return Err(t.type_error("__replace__() takes no positional arguments"));
        }
        let class = t.type_of(this).to_value();
        let copy = t.call(&class, &[])?;
        if copy.downcast::<SimpleNamespace>().is_none() {
            let (expected, found) = (t.qualified_type_name(this)?, t.qualified_type_name(&copy)?);
            let text =
                format!("expect types.SimpleNamespace type, but {expected}() returned '{found}' object");
            return Err(t.type_error(text));
        }
        let (Some(to), Some(from)) = (t.instance_dict(&copy)?, t.instance_dict(this)?) else {
            return Ok(copy);
        };
        let (Some(to), Some(from)) = (to.downcast::<Dict>(), from.downcast::<Dict>()) else {
            return Ok(copy);
        };
        let entries: Vec<(Value, Value)> =
            from.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, value) in entries {
            to.set(t, &key, value)?;
        }
        for (key, value) in args.keywords() {
            let key = crate::builtins::str::Str::from_units(t, key.units())?;
            let key = t.intern_value(key)?;
            to.set(t, &key, value.clone())?;
        }
        Ok(copy)
    }

    /// The attributes.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        crate::builtins::type_slots::get_dict(t, this)
    }

    fn compare(t: &mut Thread, this: &Value, value: &Value, operator: CompareOperator) -> PyResult {
        if value.downcast::<SimpleNamespace>().is_none() || this.downcast::<SimpleNamespace>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (Some(a), Some(b)) = (t.instance_dict(this)?, t.instance_dict(value)?) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        t.rich_compare(operator, &a, &b)
    }
}
