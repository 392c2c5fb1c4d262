//! `OrderedDict`: a dict whose keys can be moved to either end, and that compares by order too.

mod methods;
mod update;
mod views;

use std::cell::Cell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::native::NativeType;
use taipan_vm::native::text::TextBuilder;
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// Where the search for the first entry can begin: twice the index, times the dict's renumberings. An odd number, as of
    /// an instance that `dict.__new__` made, says that it is not known.
    pub(super) struct OrderedDict extends Dict: LAYOUT, TYPE {
        start: Cell<u64>,
    }
}

/// The type `OrderedDict`.
pub(super) static TYPE: NativeType = NativeType {
    name: "OrderedDict",
    module: "collections",
    doc: "A dict that remembers the order in which its keys were set, moves them to either end, and equals another OrderedDict only in the same order.",
    kind: Kind::Other,
    base: Some(Kind::Dict),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK).with(TypeFlags::DICT),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

impl OrderedDict {
    /// The index of the first entry.
    fn first(&self, t: &Thread) -> Option<usize> {
        let dict = self.base();
        let renumberings = u64::from(dict.renumberings());
        let known = self.start.get();
        let start = if known & 1 == 0 && known >> 48 == renumberings { known << 16 >> 17 } else { 0 };
        let first = dict.next_index(t, start as usize)?;
        self.start.set(renumberings << 48 | (first as u64) << 1);
        Some(first)
    }
}

/// Whether an instance is of the type itself, so that nothing is overridden.
fn is_plain(t: &Thread, value: &Value) -> bool {
    t.is_exactly(value, &TYPE)
}

/// The dict behind any dict.
fn dict_of(value: &Value) -> Option<&Dict> {
    <Dict as Object>::of(value)
}

/// `type(this)()`, with the same keys and values.
fn copy(t: &mut Thread, this: &Value, ordered: &OrderedDict) -> PyResult {
    let class = t.type_of(this).to_value();
    let new = t.call(&class, &[])?;
    if is_plain(t, this)
        && let Some(copied) = OrderedDict::of(&new)
    {
        copied.base().merge(t, ordered.base())?;
        return Ok(new);
    }
    let mut index = 0;
    while let Some(at) = ordered.base().next_index(t, index) {
        let Some((key, _)) = ordered.base().entry(t, at) else { break };
        let key = key.clone();
        let value = t.get_item(this, &key)?;
        t.set_item(&new, &key, &value)?;
        index = at + 1;
    }
    Ok(new)
}

/// Whether two dicts have the same keys in the same order.
fn same_order(t: &mut Thread, a: &Dict, b: &Dict) -> PyResult<bool> {
    let (mut left, mut right) = (0, 0);
    loop {
        let (x, y) = (a.next_index(t, left), b.next_index(t, right));
        let (Some(at), Some(other)) = (x, y) else { return Ok(x.is_none() && y.is_none()) };
        let key = |dict: &Dict, at: usize| dict.entry(t, at).map(|(key, _)| key.clone());
        let (Some(x), Some(y)) = (key(a, at), key(b, other)) else { return Ok(false) };
        let changes = (a.key_changes(), b.key_changes());
        if !t.equals(&x, &y)? {
            return Ok(false);
        }
        if changes != (a.key_changes(), b.key_changes()) {
            return Err(t.runtime_error("OrderedDict mutated during iteration"));
        }
        (left, right) = (at + 1, other + 1);
    }
}

/// `this == other`, NotImplemented for what is no dict.
fn equals(t: &mut Thread, this: &Value, other: &Value) -> PyResult<Option<bool>> {
    let (Some(a), Some(b)) = (dict_of(this), dict_of(other)) else { return Ok(None) };
    let plain = t.interpreter().type_of_kind(Kind::Dict).special_value(taipan_vm::types::Special::Eq);
    let same = match plain {
        Some(plain) => t.call(&plain, &[this.clone(), other.clone()])?,
        None => unreachable!("dicts can be compared"),
    };
    if !t.truth(&same)? || OrderedDict::of(other).is_none() {
        return Ok(Some(same.is(&Value::TRUE)));
    }
    same_order(t, a, b).map(Some)
}

/// `pop(key, default)`.
fn pop(t: &mut Thread, ordered: &OrderedDict, key: &Value, default: Option<&Value>) -> PyResult {
    let hash = t.hash(key)?;
    match (ordered.base().remove_hashed(t, key, hash)?, default) {
        (Some((_, value)), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(missing(t, key)),
    }
}

/// `popitem(last)`.
fn pop_item(t: &mut Thread, ordered: &OrderedDict, last: bool) -> PyResult {
    let dict = ordered.base();
    let pair = if last { dict.pop_last(t) } else { ordered.first(t).map(|index| dict.remove_at(t, index)) };
    match pair {
        Some((key, value)) => Tuple::new(t, [key, value]),
        None => Err(t.exception(Class::KeyError, "dictionary is empty")),
    }
}

/// `move_to_end(key, last)`.
fn move_to_end(t: &mut Thread, ordered: &OrderedDict, key: &Value, last: bool) -> PyResult<()> {
    let dict = ordered.base();
    let Some(index) = dict.index_of(t, key)? else { return Err(missing(t, key)) };
    if last {
        if dict.last_index_before(t, dict.bound()) != Some(index) {
            dict.move_to_end(t, index)?;
        }
    } else if ordered.first(t) != Some(index) {
        dict.move_to_front(t, index)?;
        ordered.start.set(1);
    }
    Ok(())
}

/// `setdefault(key, default)`.
fn set_default(t: &mut Thread, this: &Value, ordered: &OrderedDict, key: &Value, default: Value) -> PyResult {
    if is_plain(t, this) {
        return ordered.base().set_default(t, key, &default).map(|(value, _)| value);
    }
    if t.contains(this, key)? {
        return t.get_item(this, key);
    }
    t.set_item(this, key, &default)?;
    Ok(default)
}

/// `OrderedDict({…})`.
fn repr(t: &mut Thread, this: &Value, ordered: &OrderedDict) -> PyResult {
    let mut text = TextBuilder::new();
    let name = t.type_of(this).name().to_owned();
    if ordered.base().is_empty() {
        text.push_str(&format!("{name}()"));
        return text.finish(t);
    }
    let Some(_guard) = taipan_vm::protocol::ReprGuard::enter(this) else {
        text.push_str("...");
        return text.finish(t);
    };
    let plain = Dict::new(t)?;
    let Some(copied) = dict_of(&plain) else { unreachable!("just made a dict") };
    if is_plain(t, this) {
        copied.merge(t, ordered.base())?;
    } else {
        let items = t.interpreter().names().items.clone();
        let items = t.call_method(this, &items, &[])?;
        t.iterate(&items, |t, pair| {
            let [key, value] = t.unpack(&pair, 2)?.try_into().unwrap_or([Value::NONE, Value::NONE]);
            drop(copied.set(t, &key, value)?);
            Ok(true)
        })?;
    }
    text.push_str(&format!("{name}("));
    text.push_repr(t, &plain)?;
    text.push_str(")");
    text.finish(t)
}

/// `left | right`, one of which is an `OrderedDict`.
fn union(t: &mut Thread, left: &Value, right: &Value) -> PyResult {
    let (Some(_), Some(_)) = (dict_of(left), dict_of(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let owner = if OrderedDict::of(left).is_some() { left } else { right };
    let class = t.type_of(owner).to_value();
    let new = t.call(&class, std::slice::from_ref(left))?;
    update::update_from(t, &new, right)?;
    Ok(new)
}

/// KeyError for a key, which CPython raises as it raises values: None and tuples are all arguments there are.
#[cold]
fn missing(t: &mut Thread, key: &Value) -> Exception {
    let arguments = match Tuple::of(key) {
        Some(arguments) => arguments.items().to_vec(),
        None if key.is_none() => Vec::new(),
        None => vec![key.clone()],
    };
    t.exception_of(Class::KeyError, arguments)
}
