//! `defaultdict`: a dict that makes the values of missing keys.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::native::text::TextBuilder;
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

taipan_vm::native_object! {
    /// What makes values; empty or None if nothing does. An empty dict is a whole one without.
    pub(super) struct DefaultDict extends Dict: LAYOUT, TYPE {
        factory: Slot,
    }
}

/// The type `defaultdict`.
pub(super) static TYPE: NativeType = NativeType {
    name: "defaultdict",
    module: "collections",
    doc: "A dict that calls default_factory, without arguments, for the value of a key that is looked up by [] and missing; the key is set to it. The other arguments are those of dict.",
    kind: Kind::Other,
    base: Some(Kind::Dict),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

fn factory_of(this: &DefaultDict) -> Value {
    this.factory.get_or_none()
}

fn init(t: &mut Thread, this: &DefaultDict, args: Args<'_>) -> PyResult<()> {
    let mut rest = args;
    let mut factory = Value::NONE;
    if let Some(given) = args.positional().first() {
        if !given.is_none() && !t.is_callable(given) {
            return Err(t.type_error("first argument must be callable or None"));
        }
        factory = given.clone();
        rest = args.rest();
    }
    this.factory.set(t, Some(factory));
    this.base().update_from_arguments(t, "dict", rest)
}

fn missing(t: &mut Thread, this: &Value, dict: &DefaultDict, key: &Value) -> PyResult {
    let factory = factory_of(dict);
    if factory.is_none() {
        // In a tuple, so that a tuple as key stays one argument.
        let arguments = vec![key.clone()];
        return Err(t.exception_of(Class::KeyError, arguments));
    }
    let value = t.call(&factory, &[])?;
    let own: &Dict = dict.base();
    if let Some(there) = own.get(t, key)? {
        return Ok(there);
    }
    t.set_item(this, key, &value)?;
    Ok(value)
}

/// `type(this)(this.default_factory, source)`.
fn remade(t: &mut Thread, this: &Value, dict: &DefaultDict, source: &Value) -> PyResult {
    let class = t.type_of(this).to_value();
    let factory = factory_of(dict);
    t.call(&class, &[factory, source.clone()])
}

/// `left | right`, one of which is a `defaultdict`.
fn union(t: &mut Thread, left: &Value, right: &Value) -> PyResult {
    let (this, other) = if DefaultDict::of(left).is_some() { (left, right) } else { (right, left) };
    let (Some(dict), Some(_)) = (DefaultDict::of(this), <Dict as Object>::of(other)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let new = remade(t, this, dict, left)?;
    match <Dict as Object>::of(&new) {
        Some(all) => all.update(t, right)?,
        None => {
            let update = t.interpreter().names().update.clone();
            t.call_method(&new, &update, std::slice::from_ref(right))?;
        }
    }
    Ok(new)
}

fn repr(t: &mut Thread, this: &Value, dict: &DefaultDict) -> PyResult {
    let class = t.type_of(this).name().to_owned();
    let plain = t.interpreter().type_of_kind(Kind::Dict).special_value(taipan_vm::types::Special::Repr);
    let contents = match plain {
        Some(plain) => t.call(&plain, std::slice::from_ref(this))?,
        None => unreachable!("dicts have a repr"),
    };
    let mut text = TextBuilder::new();
    text.push_str(&format!("{class}("));
    let factory = factory_of(dict);
    match taipan_vm::protocol::ReprGuard::enter(&factory).filter(|_| !factory.is_none()) {
        Some(_guard) => text.push_repr(t, &factory)?,
        None if factory.is_none() => text.push_str("None"),
        None => text.push_str("..."),
    }
    text.push_str(", ");
    text.push_value(&contents);
    text.push_str(")");
    text.finish(t)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{method_self, special_self};

    #[special]
    fn __init__(t: &mut Thread, this: &DefaultDict, args: Args<'_>) -> PyResult<()> {
        init(t, this, args)
    }

    /// Makes and sets the value of a missing key.
    #[method("($self, object, /)", name = "__missing__")]
    fn missing_key(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        let dict = method_self::<DefaultDict>(t, this, "__missing__")?;
        missing(t, this, dict, object)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let dict = special_self::<DefaultDict>(t, this, "__repr__")?;
        repr(t, this, dict)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DefaultDict>(t, this, "__or__")?;
        union(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<DefaultDict>(t, this, "__ror__")?;
        union(t, value, this)
    }

    /// A shallow copy.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        let dict = method_self::<DefaultDict>(t, this, "copy")?;
        remade(t, this, dict, this)
    }

    /// A shallow copy.
    #[method("($self, /)")]
    fn __copy__(t: &mut Thread, this: &Value) -> PyResult {
        let dict = method_self::<DefaultDict>(t, this, "__copy__")?;
        remade(t, this, dict, this)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let factory = factory_of(method_self::<DefaultDict>(t, this, "__reduce__")?);
        let class = t.type_of(this).to_value();
        let arguments = if factory.is_none() { Vec::new() } else { vec![factory] };
        let arguments = Tuple::new(t, arguments)?;
        let items = t.interpreter().names().items.clone();
        let items = t.call_method(this, &items, &[])?;
        let items = t.iter(&items)?;
        Tuple::new(t, [class, arguments, Value::NONE, Value::NONE, items])
    }

    /// `defaultdict[str, int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// What is called for the values of missing keys, or None.
    #[member]
    fn default_factory(_: &mut Thread, this: &DefaultDict) -> PyResult {
        Ok(factory_of(this))
    }

    #[setter("default_factory")]
    fn set_default_factory(t: &mut Thread, this: &DefaultDict, value: Option<&Value>) -> PyResult<()> {
        this.factory.set(t, value.cloned());
        Ok(())
    }
}
