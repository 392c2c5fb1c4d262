//! Functions that ask an object about itself: `len`, `repr`, `hash`, `id`, `isinstance`, …

/// Questions to objects.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// How many items a container has.
    #[function("(obj, /)")]
    fn len(t: &mut Thread, obj: &Value) -> PyResult<i64> {
        Ok(t.length(obj)? as i64)
    }

    /// The text that shows an object to a programmer.
    #[function("(obj, /)")]
    fn repr(t: &mut Thread, obj: &Value) -> PyResult {
        t.repr(obj)
    }

    /// `repr` with everything beyond ASCII escaped.
    #[function("(obj, /)")]
    fn ascii(t: &mut Thread, obj: &Value) -> PyResult {
        t.ascii_of(obj)
    }

    /// An object's hash.
    #[function("(obj, /)")]
    fn hash(t: &mut Thread, obj: &Value) -> PyResult<i64> {
        Ok(t.hash(obj)? as i64)
    }

    /// A number that no other living object has.
    #[function("(obj, /)")]
    fn id(t: &mut Thread, obj: &Value) -> PyResult {
        crate::builtins::int::from_i64(t, obj.raw().0 as i64 & i64::MAX)
    }

    /// Whether an object can be called.
    #[function("(obj, /)")]
    fn callable(t: &mut Thread, obj: &Value) -> PyResult<bool> {
        Ok(t.has_special(obj, Special::Call))
    }

    /// Whether an object is an instance of a class or of one of several.
    #[function("(obj, class_or_tuple, /)")]
    fn isinstance(t: &mut Thread, obj: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        t.is_instance(obj, class_or_tuple)
    }

    /// Whether a class is derived from another or from one of several.
    #[function("(cls, class_or_tuple, /)")]
    fn issubclass(t: &mut Thread, cls: &Value, class_or_tuple: &Value) -> PyResult<bool> {
        t.is_subclass(cls, class_or_tuple)
    }

    /// An object formatted by a specification.
    #[function("(value, format_spec='', /)")]
    fn format(t: &mut Thread, value: &Value, format_spec: Option<&Value>) -> PyResult {
        let spec = match format_spec {
            Some(spec) => spec.clone(),
            None => crate::builtins::str::Str::new(t, "")?,
        };
        t.format_value(value, &spec)
    }

    /// Makes a class: what a class statement calls.
    #[function("(func, name, /, *bases, [metaclass], **kwds)")]
    fn __build_class__(t: &mut Thread, args: Args<'_>) -> PyResult {
        crate::types::class::body::build_class(t, args)
    }
}
