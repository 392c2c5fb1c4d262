//! `getattr` and its like, `dir`, `vars`.

/// Attributes by name.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use crate::builtins::str::Str;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    fn check_name(t: &mut Thread, name: &Value) -> PyResult<()> {
        if Str::of(name).is_some() {
            return Ok(());
        }
        let found = t.type_name(name).to_owned();
        Err(t.type_error(format!("attribute name must be string, not '{found}'")))
    }

    /// The named attribute of an object, or the default if there is none.
    #[function("(object, name, default=<unrepresentable>, /)")]
    fn getattr(t: &mut Thread, object: &Value, name: &Value, default: Option<&Value>) -> PyResult {
        check_name(t, name)?;
        match default {
            None => t.get_attr(object, name),
            Some(default) => Ok(t.get_attr_opt(object, name)?.unwrap_or_else(|| default.clone())),
        }
    }

    /// Whether an object has the named attribute.
    #[function("(obj, name, /)")]
    fn hasattr(t: &mut Thread, obj: &Value, name: &Value) -> PyResult<bool> {
        check_name(t, name)?;
        Ok(t.get_attr_opt(obj, name)?.is_some())
    }

    /// Sets the named attribute of an object.
    #[function("(obj, name, value, /)")]
    fn setattr(t: &mut Thread, obj: &Value, name: &Value, value: &Value) -> PyResult<()> {
        check_name(t, name)?;
        t.set_attr(obj, name, Some(value))
    }

    /// Deletes the named attribute of an object.
    #[function("(obj, name, /)")]
    fn delattr(t: &mut Thread, obj: &Value, name: &Value) -> PyResult<()> {
        check_name(t, name)?;
        t.del_attr(obj, name)
    }
}
