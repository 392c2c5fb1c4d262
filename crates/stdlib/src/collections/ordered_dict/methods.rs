//! What Python sees of ordered dicts.

/// The methods of ordered dicts.
#[taipan_macros::methods]
pub(super) mod table {
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::builtins::type_slots;
    use taipan_vm::native::convert::{method_self, special_self};
    use taipan_vm::{Args, PyResult, Thread, Value};

    use crate::collections::ordered_dict::views::{self, What};
    use crate::collections::ordered_dict::{self as ordered, OrderedDict, update};

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        special_self::<OrderedDict>(t, this, "__init__")?;
        let given = args.positional().len();
        if given > 1 {
            return Err(t.type_error(format!("expected at most 1 argument, got {given}")));
        }
        update::update(t, this, args)
    }

    /// Sets the keys of a mapping or of pairs, and those given by name.
    #[method("($self, /, *args, **kwargs)", told = "")]
    fn update(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let given = args.positional().len();
        if given > 1 {
            let text = format!("update() takes at most 1 positional argument ({given} given)");
            return Err(t.type_error(text));
        }
        update::update(t, this, args)
    }

    /// Makes a dict whose keys are the items of an iterable, all with the same value.
    #[classmethod("($type, /, iterable, value=None)")]
    fn fromkeys(t: &mut Thread, class: &Value, iterable: &Value, value: &Value) -> PyResult {
        let new = t.call(class, &[])?;
        t.iterate(iterable, |t, key| {
            t.set_item(&new, &key, value)?;
            Ok(true)
        })?;
        Ok(new)
    }

    /// Removes a key and answers its value; default, if given, for a missing one.
    #[method("($self, /, key, default=<unrepresentable>)")]
    fn pop(t: &mut Thread, this: &OrderedDict, key: &Value, default: Option<&Value>) -> PyResult {
        ordered::pop(t, this, key, default)
    }

    /// Removes and answers the last key and its value; the first if last is false.
    #[method("($self, /, last=True)")]
    fn popitem(t: &mut Thread, this: &OrderedDict, last: bool) -> PyResult {
        ordered::pop_item(t, this, last)
    }

    /// Moves a key to the end; to the beginning if last is false.
    #[method("($self, /, key, last=True)")]
    fn move_to_end(t: &mut Thread, this: &OrderedDict, key: &Value, last: bool) -> PyResult<()> {
        ordered::move_to_end(t, this, key, last)
    }

    /// The value of a key, which is set to default if it is missing.
    #[method("($self, /, key, default=None)")]
    fn setdefault(t: &mut Thread, this: &Value, key: &Value, default: &Value) -> PyResult {
        let dict = method_self::<OrderedDict>(t, this, "setdefault")?;
        ordered::set_default(t, this, dict, key, default.clone())
    }

    /// A shallow copy.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        let dict = method_self::<OrderedDict>(t, this, "copy")?;
        ordered::copy(t, this, dict)
    }

    /// Removes all keys.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &OrderedDict) -> PyResult<()> {
        this.base().clear(t);
        this.start.set(1);
        Ok(())
    }

    /// A view of the keys.
    #[method("($self, /)")]
    fn keys(t: &mut Thread, this: &Value) -> PyResult {
        views::new(t, this, What::Keys)
    }

    /// A view of the values.
    #[method("($self, /)")]
    fn values(t: &mut Thread, this: &Value) -> PyResult {
        views::new(t, this, What::Values)
    }

    /// A view of the keys with their values.
    #[method("($self, /)")]
    fn items(t: &mut Thread, this: &Value) -> PyResult {
        views::new(t, this, What::Items)
    }

    /// An iterator over the keys from the last to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<OrderedDict>(t, this, "__reversed__")?;
        views::iterator(t, this, What::Keys, true)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<OrderedDict>(t, this, "__reduce__")?;
        let class = t.type_of(this).to_value();
        let state = t.state_of(this)?;
        let arguments = Tuple::new(t, Vec::new())?;
        let items = t.interpreter().names().items.clone();
        let items = t.call_method(this, &items, &[])?;
        let items = t.iter(&items)?;
        Tuple::new(t, [class, arguments, state, Value::NONE, items])
    }

    /// The size in memory, in bytes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let keys = method_self::<OrderedDict>(t, this, "__sizeof__")?.base().len();
        let dict = t.interpreter().type_of_kind(taipan_vm::object::Kind::Dict).to_value();
        let name = t.intern("__sizeof__")?;
        let size = t.get_attr(&dict, &name)?;
        let plain = t.call(&size, std::slice::from_ref(this))?;
        // CPython's figures: a larger object, a pointer for each slot of the table, and a node for each key.
        let slots = if keys == 0 { 0 } else { (keys * 3 / 2 + 1).next_power_of_two().max(8) };
        Ok(t.as_i64(&plain)? + 64 + (8 * slots + 32 * keys) as i64)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__iter__")?;
        views::iterator(t, this, What::Keys, false)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &OrderedDict, key: &Value, value: &Value) -> PyResult<()> {
        let hash = t.hash(key)?;
        drop(this.base().set_hashed(t, key, hash, value.clone())?);
        Ok(())
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &OrderedDict, key: &Value) -> PyResult<()> {
        let hash = t.hash(key)?;
        match this.base().remove_hashed(t, key, hash)? {
            Some(_) => Ok(()),
            None => Err(t.key_error(key)),
        }
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let dict = special_self::<OrderedDict>(t, this, "__repr__")?;
        ordered::repr(t, this, dict)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__eq__")?;
        Ok(ordered::equals(t, this, value)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__ne__")?;
        Ok(ordered::equals(t, this, value)?.map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__or__")?;
        ordered::union(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__ror__")?;
        ordered::union(t, value, this)
    }

    #[special]
    fn __ior__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<OrderedDict>(t, this, "__ior__")?;
        update::update_from(t, this, value)?;
        Ok(this.clone())
    }

    /// The attributes, a dict.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::set_dict(t, this, value)
    }
}
