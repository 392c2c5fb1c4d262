//! What an object is and has: `isinstance`, `getattr`, `callable`, `id` and their like.

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use crate::builtins::object::identity_text;
    use crate::native::PyResult;
    use crate::native::convert::IntoValue;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Whether an object is an instance of a class, or of one of several.
    #[function("(obj, class_or_tuple, /)", leaf = crate::builtins::functions::leaves::isinstance)]
    fn isinstance(t: &mut Thread, obj: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        t.is_instance(obj, class_or_tuple)
    }

    /// Whether a class is a subclass of another, or of one of several.
    #[function("(cls, class_or_tuple, /)")]
    fn issubclass(t: &mut Thread, cls: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        t.is_subclass(cls, class_or_tuple)
    }

    /// Whether an object can be called.
    #[function("(obj, /)")]
    fn callable(t: &mut Thread, obj: &Value) -> PyResult<bool> {
        Ok(t.is_callable(obj))
    }

    /// An attribute by its name; with a default, that where there is none.
    #[function("(object, name[, default], /)", told = "", leaf = crate::builtins::functions::leaves::getattr)]
    fn getattr(t: &mut Thread, object: &Value, name: &Value, default: Option<&Value>) -> PyResult {
        t.check_attribute_name(name)?;
        match default {
            None => t.get_attr(object, name),
            Some(default) => Ok(t.get_attr_opt(object, name)?.unwrap_or_else(|| default.clone())),
        }
    }

    /// Whether an object has an attribute.
    #[function("(obj, name, /)", leaf = crate::builtins::functions::leaves::hasattr)]
    fn hasattr(t: &mut Thread, obj: &Value, name: &Value) -> PyResult<bool> {
        t.check_attribute_name(name)?;
        Ok(t.get_attr_opt(obj, name)?.is_some())
    }

    /// Sets an attribute by its name.
    #[function("(obj, name, value, /)")]
    fn setattr(t: &mut Thread, obj: &Value, name: &Value, value: &Value) -> PyResult<()> {
        t.check_attribute_name(name)?;
        t.set_attr(obj, name, Some(value))
    }

    /// Deletes an attribute by its name.
    #[function("(obj, name, /)")]
    fn delattr(t: &mut Thread, obj: &Value, name: &Value) -> PyResult<()> {
        t.check_attribute_name(name)?;
        t.set_attr(obj, name, None)
    }

    /// A number that is the object's own for as long as it lives.
    #[function("(obj, /)")]
    fn id(t: &mut Thread, obj: &Value) -> PyResult {
        let identity = identity_text(obj).into_value(t)?;
        t.audit("builtins.id", std::slice::from_ref(&identity))?;
        Ok(identity)
    }

    /// The hash.
    #[function("(obj, /)", leaf = crate::builtins::functions::leaves::hash)]
    fn hash(t: &mut Thread, obj: &Value) -> PyResult<i64> {
        Ok(t.hash(obj)? as i64)
    }

    /// How many items.
    #[function("(obj, /)", leaf = crate::builtins::functions::leaves::len)]
    fn len(t: &mut Thread, obj: &Value) -> PyResult<usize> {
        t.length(obj)
    }
}
