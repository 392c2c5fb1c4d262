//! What Python sees of `weakref.ref`.

use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// The `__name__` that an object has by its class.
fn own_name(t: &mut Thread, object: &Value) -> PyResult<Option<Value>> {
    let key = t.interpreter().names().__name__.clone();
    let class = t.type_of(object).to_value();
    let Some(class) = class.downcast::<crate::types::TypeObject>() else { return Ok(None) };
    match t.lookup(class, &key) {
        Some(found) => t.bind_descriptor(&found, object).map(Some),
        None => Ok(None),
    }
}

/// The methods and attributes of references.
#[taipan_macros::methods]
pub(super) mod table {
    use taipan_bytecode::CompareOperator;

    use crate::builtins::str::Str;
    use crate::builtins::weakref::WeakRef;
    use crate::native::{Args, PyResult, convert};
    use crate::object::Object;
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes a reference to an object; one without callback is shared.
    #[new("($type, *args, **kwargs)", name = "ref")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let Some(class) = class.downcast::<TypeObject>() else {
            unreachable!("the caller checked the class")
        };
        let values = args.positional();
        convert::check_positional(t, "__new__", values.len(), 1, 2)?;
        let callback = values.get(1).filter(|callback| !callback.is_none());
        t.new_weak_reference(class, &values[0], callback)
    }

    #[special]
    fn __init__(t: &mut Thread, this: &WeakRef, args: Args<'_>) -> PyResult<()> {
        let _ = this;
        let values = args.no_keywords(t, "ref")?;
        convert::check_positional(t, "__init__", values.len(), 1, 2)
    }

    #[special]
    fn __call__(t: &mut Thread, this: &WeakRef, args: Args<'_>) -> PyResult<Option<Value>> {
        let values = args.no_keywords(t, "weakref")?;
        convert::check_positional(t, "weakref", values.len(), 0, 0)?;
        Ok(this.target())
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &WeakRef) -> PyResult<i64> {
        if this.hash.get() == -1 {
            let Some(target) = this.target() else { return Err(t.type_error("weak object has gone away")) };
            this.hash.set(t.hash(&target)? as i64);
        }
        Ok(this.hash.get())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &WeakRef) -> PyResult<String> {
        let own = &raw const *this;
        let Some(target) = this.target() else { return Ok(format!("<weakref at {own:p}; dead>")) };
        let name = super::own_name(t, &target)?;
        let class = t.qualified_type_name(&target)?;
        let place = target.raw().header();
        Ok(match name.filter(|name| Str::of(name).is_some()) {
            Some(name) => {
                let name = t.str_lossy(&name)?;
                format!("<weakref at {own:p}; to '{class}' at {place:p} ({name})>")
            }
            None => format!("<weakref at {own:p}; to '{class}' at {place:p}>"),
        })
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &WeakRef, value: &Value) -> PyResult {
        compare(t, CompareOperator::Equal, this, value)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &WeakRef, value: &Value) -> PyResult {
        compare(t, CompareOperator::NotEqual, this, value)
    }

    #[special]
    fn __lt__(_t: &mut Thread, _this: &WeakRef, _value: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(_t: &mut Thread, _this: &WeakRef, _value: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __gt__(_t: &mut Thread, _this: &WeakRef, _value: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(_t: &mut Thread, _this: &WeakRef, _value: &Value) -> PyResult {
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// The class with a type for its target.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// What is called when the target dies; None once that happened.
    #[getter]
    fn __callback__(_t: &mut Thread, this: &WeakRef) -> PyResult<Option<Value>> {
        Ok(this.callback().cloned())
    }

    /// References are equal when their targets are; dead ones when they are the same.
    fn compare(t: &mut Thread, operator: CompareOperator, this: &WeakRef, value: &Value) -> PyResult {
        let Some(other) = WeakRef::of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
        match (this.target(), other.target()) {
            (Some(a), Some(b)) => t.rich_compare(operator, &a, &b),
            _ => Ok(Value::bool(std::ptr::eq(this, other) == (operator == CompareOperator::Equal))),
        }
    }
}
