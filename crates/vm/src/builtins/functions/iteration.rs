//! Functions on iterables.

/// Iteration.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use crate::builtins::list::List;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// An iterator over an object's items.
    #[function("(object, /)")]
    fn iter(t: &mut Thread, object: &Value) -> PyResult {
        t.iter(object)
    }

    /// The next item of an iterator, or the default when there is none.
    #[function("(iterator, default=<unrepresentable>, /)")]
    fn next(t: &mut Thread, iterator: &Value, default: Option<&Value>) -> PyResult {
        if !t.has_special(iterator, crate::types::Special::Next) {
            let found = t.type_name(iterator).to_owned();
            return Err(t.type_error(format!("'{found}' object is not an iterator")));
        }
        match (t.step(iterator)?, default) {
            (crate::protocol::Step::Item(value), _) => Ok(value),
            (crate::protocol::Step::Stop(_), Some(default)) => Ok(default.clone()),
            (crate::protocol::Step::Stop(value), None) => {
                Err(t.stop_iteration((!value.is_none()).then_some(value)))
            }
        }
    }

    /// Whether every item is true.
    #[function("(iterable, /)")]
    fn all(t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        let iterator = t.iter(iterable)?;
        while let Some(item) = t.next(&iterator)? {
            if !t.truth(&item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether any item is true.
    #[function("(iterable, /)")]
    fn any(t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        let iterator = t.iter(iterable)?;
        while let Some(item) = t.next(&iterator)? {
            if t.truth(&item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A sorted list of an iterable's items.
    #[function("(iterable, /, *, key=None, reverse=False)")]
    fn sorted(t: &mut Thread, iterable: &Value, key: Option<&Value>, reverse: Option<&Value>) -> PyResult {
        let items = t.collect(iterable)?;
        let list = List::new(t, items)?;
        let sort = t.intern("sort")?;
        let method = t.get_attr(&list, &sort)?;
        let names = t.str_tuple(&["key", "reverse"])?;
        let arguments = [key.cloned().unwrap_or(Value::NONE), reverse.cloned().unwrap_or(Value::FALSE)];
        let names = names.exact::<crate::builtins::tuple::Tuple>();
        t.call_args(&method, crate::native::Args::new(&arguments, names))?;
        Ok(list)
    }
}
