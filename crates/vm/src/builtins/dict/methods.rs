//! What Python sees of dicts.

use taipan_text::text::Text;

use crate::builtins::dict::Dict;
use crate::builtins::list::repr::{finish, push_repr};
use crate::builtins::set::Set;
use crate::builtins::set::operations::{each_element, each_key};
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::native::convert::check_positional;
use crate::object::{Kind, Object};
use crate::protocol::ReprGuard;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

fn repr(t: &mut Thread, this: &Value, dict: &Dict) -> PyResult {
    if dict.is_empty() {
        return Str::new(t, "{}");
    }
    let Some(_guard) = ReprGuard::enter(this) else { return Str::new(t, "{...}") };
    let mut text = Text::new();
    text.push_str("{");
    let mut index = 0;
    // The dict may change while keys and values are asked.
    while let Some(at) = dict.next_index(t, index) {
        let Some((key, value, _)) = dict.entry_at(t, at) else { break };
        if index > 0 {
            text.push_str(", ");
        }
        push_repr(t, &mut text, &key)?;
        text.push_str(": ");
        push_repr(t, &mut text, &value)?;
        index = at + 1;
    }
    text.push_str("}");
    finish(t, &text)
}

/// Whether two dicts have the same keys with equal values.
fn equal(t: &mut Thread, a: &Dict, b: &Dict) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut index = 0;
    while let Some(at) = a.next_index(t, index) {
        let Some((key, value, hash)) = a.entry_at(t, at) else { break };
        let Some(other) = b.get_hashed(t, &key, hash)? else { return Ok(false) };
        if !t.equals(&other, &value)? {
            return Ok(false);
        }
        index = at + 1;
    }
    Ok(true)
}

fn compare(t: &mut Thread, this: &Dict, value: &Value, wanted: bool) -> PyResult {
    match <Dict as Object>::of(value) {
        Some(other) => Ok(Value::bool(equal(t, this, other)? == wanted)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `dict[key]`, with `__missing__` of subclasses.
fn get_item(t: &mut Thread, this: &Value, dict: &Dict, key: &Value) -> PyResult {
    if let Some(value) = dict.get(t, key)? {
        return Ok(value);
    }
    if this.exact::<Dict>().is_none()
        && let Some(answer) = t.call_special(this, Special::Missing, std::slice::from_ref(key))?
    {
        return Ok(answer);
    }
    Err(t.key_error(key))
}

/// `a | b`: a new dict.
pub(crate) fn union(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    if <Dict as Object>::of(a).is_none() || <Dict as Object>::of(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let all = copy_of(t, a)?;
    let Some(dict) = all.exact::<Dict>() else { unreachable!("a copy is a dict") };
    dict.update(t, b)?;
    Ok(all)
}

/// A dict with the keys and values of another, as a subclass that goes through its keys in its own way gives them.
fn copy_of(t: &mut Thread, this: &Value) -> PyResult {
    let plain = t.interpreter().type_of_kind(Kind::Dict).special(Special::Iter);
    if let Some(dict) = <Dict as Object>::of(this)
        && t.type_of(this).special(Special::Iter) == plain
    {
        return dict.copy(t);
    }
    let copy = Dict::new(t)?;
    let Some(dict) = copy.exact::<Dict>() else { unreachable!("just made a dict") };
    dict.update(t, this)?;
    Ok(copy)
}

/// `class.fromkeys(iterable, value)`.
fn from_keys(t: &mut Thread, class: &Value, iterable: &Value, value: &Value) -> PyResult {
    let all = t.call(class, &[])?;
    if let Some(dict) = all.exact::<Dict>()
        && (iterable.is_kind(Kind::Set) || iterable.is_kind(Kind::FrozenSet))
        && let Some(set) = Set::any(iterable)
    {
        // The elements' hashes are known.
        each_element(t, set, |t, key, hash| dict.set_hashed(t, key, hash, value.clone()).map(|_| true))?;
        return Ok(all);
    }
    if let (Some(dict), Some(keys)) = (all.exact::<Dict>(), iterable.exact::<Dict>()) {
        each_key(t, keys, |t, key, hash| dict.set_hashed(t, key, hash, value.clone()).map(drop))?;
        return Ok(all);
    }
    match all.exact::<Dict>() {
        Some(dict) => t.iterate(iterable, |t, key| {
            drop(dict.set(t, &key, value.clone())?);
            Ok(true)
        })?,
        None => t.iterate(iterable, |t, key| {
            t.set_item(&all, &key, value)?;
            Ok(true)
        })?,
    }
    Ok(all)
}

/// `dict()` and `dict(source)`
fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    check_positional(t, "dict", arguments.len(), 0, 1)?;
    let all = Dict::new(t)?;
    if let ([source], Some(dict)) = (arguments, all.exact::<Dict>()) {
        dict.update(t, source)?;
    }
    Ok(all)
}

/// The methods of dicts.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Dict, PyResult, Thread, Value, compare, copy_of, from_keys, get_item, repr, union};
    use crate::builtins::dict::{iterators, leaves, views};
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::convert::{method_self, special_self};
    use crate::object::Kind;
    use crate::types::TypeObject;

    /// Makes an empty dict, which `__init__` fills.
    #[new(leaf = leaves::make, direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        match class.downcast::<TypeObject>().filter(|class| class.layout_is(Kind::Dict)) {
            Some(class) => Dict::of_class(t, class),
            None => Err(t.type_error("dict.__new__(X): X is not a subtype of dict")),
        }
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let dict = special_self::<Dict>(t, this, "__init__")?;
        dict.update_from_arguments(t, "dict", args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let dict = special_self::<Dict>(t, this, "__repr__")?;
        repr(t, this, dict)
    }

    #[special]
    fn __lt__(_t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(_t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        compare(t, this, value, true)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        compare(t, this, value, false)
    }

    #[special]
    fn __gt__(_t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(_t: &mut Thread, this: &Dict, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<Dict>(t, this, "__iter__")?;
        iterators::DictIterator::new(t, Kind::DictKeyIterator, this)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Dict>(t, this, "__or__")?;
        union(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Dict>(t, this, "__ror__")?;
        union(t, value, this)
    }

    #[special]
    fn __ior__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Dict>(t, this, "__ior__")?.update(t, value)?;
        Ok(this.clone())
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Dict) -> PyResult<usize> {
        Ok(this.len())
    }

    /// Answers self[key].
    #[method("($self, key, /)")]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let dict = method_self::<Dict>(t, this, "__getitem__")?;
        get_item(t, this, dict, key)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &Dict, key: &Value, value: &Value) -> PyResult<()> {
        drop(this.set(t, key, value.clone())?);
        Ok(())
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &Dict, key: &Value) -> PyResult<()> {
        match this.remove(t, key)? {
            Some(_) => Ok(()),
            None => Err(t.key_error(key)),
        }
    }

    /// Answers whether the key is there.
    #[method("($self, key, /)")]
    fn __contains__(t: &mut Thread, this: &Dict, key: &Value) -> PyResult<bool> {
        this.contains(t, key)
    }

    /// How many bytes of memory it takes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Dict) -> PyResult<usize> {
        Ok(48 + this.table_bytes(t))
    }

    /// The value of a key, or default if it is not there.
    #[method("($self, key, default=None, /)", leaf = leaves::get)]
    fn get(t: &mut Thread, this: &Dict, key: &Value, default: Option<&Value>) -> PyResult {
        match this.get(t, key)? {
            Some(value) => Ok(value),
            None => Ok(default.cloned().unwrap_or(Value::NONE)),
        }
    }

    /// The value of a key, which is set to default if it is not there.
    #[method("($self, key, default=None, /)", leaf = leaves::setdefault)]
    fn setdefault(t: &mut Thread, this: &Dict, key: &Value, default: Option<&Value>) -> PyResult {
        let none = Value::NONE;
        Ok(this.set_default(t, key, default.unwrap_or(&none))?.0)
    }

    /// Removes a key and answers its value; if it is not there, default, or KeyError without one.
    #[method("($self, key, default=<unrepresentable>, /)")]
    fn pop(t: &mut Thread, this: &Dict, key: &Value, default: Option<&Value>) -> PyResult {
        let found = if this.is_empty() { None } else { this.remove(t, key)? };
        match (found, default) {
            (Some((_, value)), _) => Ok(value),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(t.key_error(key)),
        }
    }

    /// Removes the last key and answers it with its value; KeyError if the dict is empty.
    #[method("($self, /)")]
    fn popitem(t: &mut Thread, this: &Dict) -> PyResult {
        match this.pop_last(t) {
            Some((key, value)) => Tuple::new(t, [key, value]),
            None => {
                let text = Str::new(t, "popitem(): dictionary is empty")?;
                Err(t.exception_of(Class::KeyError, vec![text]))
            }
        }
    }

    /// A view of the keys.
    #[method("($self, /)", leaf = leaves::keys)]
    fn keys(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Dict>(t, this, "keys")?;
        views::DictView::new(t, Kind::DictKeys, this)
    }

    /// A view of the pairs of a key and its value.
    #[method("($self, /)", leaf = leaves::items)]
    fn items(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Dict>(t, this, "items")?;
        views::DictView::new(t, Kind::DictItems, this)
    }

    /// A view of the values.
    #[method("($self, /)", leaf = leaves::values)]
    fn values(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Dict>(t, this, "values")?;
        views::DictView::new(t, Kind::DictValues, this)
    }

    /// Sets the keys of a mapping, or of pairs, and those of keyword arguments.
    #[method("($self, /, *args, **kwargs)")]
    fn update(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let dict = method_self::<Dict>(t, this, "update")?;
        dict.update_from_arguments(t, "update", args)
    }

    /// Makes a dict with the items of iterable as keys, all with the same value.
    #[classmethod("($type, iterable, value=None, /)")]
    fn fromkeys(t: &mut Thread, class: &Value, iterable: &Value, value: Option<&Value>) -> PyResult {
        let none = Value::NONE;
        from_keys(t, class, iterable, value.unwrap_or(&none))
    }

    /// Removes every key.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &Dict) -> PyResult<()> {
        this.clear(t);
        Ok(())
    }

    /// Makes a dict with the same keys and values.
    #[method("($self, /)", leaf = leaves::copy)]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Dict>(t, this, "copy")?;
        copy_of(t, this)
    }

    /// An iterator from the last key to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Dict>(t, this, "__reversed__")?;
        iterators::DictIterator::new(t, Kind::DictReverseKeyIterator, this)
    }

    /// `dict[str, int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
