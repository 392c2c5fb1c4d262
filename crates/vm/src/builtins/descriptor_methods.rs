//! `staticmethod`, `classmethod`, `getset_descriptor`, `member_descriptor`: what Python sees of them. `property` is in
//! `property_methods`.

use std::cell::Cell;

use crate::builtins::descriptor::{self, ClassMethod, GetSet, Member, StaticMethod};
use crate::builtins::facts;
use crate::builtins::fields::{fresh, read, write};
use crate::builtins::str::Str;
use crate::native::{Args, NativeType, PyResult, convert, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The type `staticmethod`.
pub static STATIC_METHOD_TYPE: NativeType = NativeType {
    name: "staticmethod",
    module: "builtins",
    doc: "Makes a method that gets neither instance nor class.",
    kind: Kind::StaticMethod,
    base: Some(Kind::Object),
    layout: &descriptor::static_method::LAYOUT,
    flags: TypeFlags::BASE,
    methods: &joined::<_, { static_table::METHODS.len() + wrapping::METHODS.len() }>(
        static_table::METHODS,
        wrapping::METHODS,
    ),
    getsets: wrapping::GETSETS,
};

/// The type `classmethod`.
pub static CLASS_METHOD_TYPE: NativeType = NativeType {
    name: "classmethod",
    module: "builtins",
    doc: "Makes a method whose first argument is the class.",
    kind: Kind::ClassMethod,
    base: Some(Kind::Object),
    layout: &descriptor::class_method::LAYOUT,
    flags: TypeFlags::BASE,
    methods: &joined::<_, { class_table::METHODS.len() + wrapping::METHODS.len() }>(
        class_table::METHODS,
        wrapping::METHODS,
    ),
    getsets: wrapping::GETSETS,
};

/// The type `getset_descriptor`.
pub static GETSET_TYPE: NativeType = NativeType {
    name: "getset_descriptor",
    module: "builtins",
    doc: "An attribute of a native type.",
    kind: Kind::GetSet,
    base: Some(Kind::Object),
    layout: &descriptor::native::GETSET_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: getset_table::METHODS,
    getsets: getset_table::GETSETS,
};

/// The type `member_descriptor`.
pub static MEMBER_TYPE: NativeType = NativeType {
    name: "member_descriptor",
    module: "builtins",
    doc: "A slot of a class.",
    kind: Kind::Member,
    base: Some(Kind::Object),
    layout: &descriptor::native::MEMBER_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: member_table::METHODS,
    getsets: member_table::GETSETS,
};

/// Where static and class methods keep their `__dict__`.
pub(crate) const DICT_OFFSET: usize = std::mem::offset_of!(StaticMethod, dict);
const _: () = assert!(DICT_OFFSET == std::mem::offset_of!(ClassMethod, dict));

/// What static and class methods have alike.
#[taipan_macros::methods]
mod wrapping {
    use super::{PyResult, Thread, Value, wrapped};
    use crate::builtins::type_slots;

    /// The class with types for its parts.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The callable.
    #[getter]
    fn __func__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(wrapped(this))
    }

    /// The callable.
    #[getter]
    fn __wrapped__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(wrapped(this))
    }

    /// Whether the callable is abstract.
    #[getter]
    fn __isabstractmethod__(t: &mut Thread, this: &Value) -> PyResult<bool> {
        super::is_abstract(t, &wrapped(this))
    }

    /// Attributes taken from the callable, and others.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::set_dict(t, this, value)
    }

    /// The callable's annotations.
    #[getter]
    fn __annotations__(t: &mut Thread, this: &Value) -> PyResult {
        super::cached(t, this, "__annotations__")
    }

    #[setter("__annotations__")]
    fn set_annotations(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        super::set_cached(t, this, "__annotations__", value)
    }

    /// What computes the callable's annotations.
    #[getter]
    fn __annotate__(t: &mut Thread, this: &Value) -> PyResult {
        super::cached(t, this, "__annotate__")
    }

    #[setter("__annotate__")]
    fn set_annotate(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        super::set_cached(t, this, "__annotate__", value)
    }
}

/// `staticmethod`.
#[taipan_macros::methods]
pub(crate) mod static_table {
    use super::{Args, PyResult, StaticMethod, Thread, Value, allocate, initialise, read, wrapped};

    /// Makes a static method.
    #[new("(function, /)", name = "staticmethod")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        allocate(t, class)
    }

    #[special("($self, function, /)", name = "staticmethod")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise(t, this, args, "staticmethod")
    }

    #[special]
    fn __call__(t: &mut Thread, this: &StaticMethod, args: Args<'_>) -> PyResult {
        match read(&this.callable) {
            Some(callable) => t.call_args(&callable, args),
            None => Err(t.runtime_error("uninitialized staticmethod object")),
        }
    }

    #[special]
    fn __get__(t: &mut Thread, this: &StaticMethod, instance: &Value, owner: Option<&Value>) -> PyResult {
        t.check_get(instance, owner.filter(|owner| !owner.is_none()))?;
        match read(&this.callable) {
            Some(callable) => Ok(callable),
            None => Err(t.runtime_error("uninitialized staticmethod object")),
        }
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let callable = t.repr_lossy(&wrapped(this))?;
        Ok(format!("<staticmethod({callable})>"))
    }
}

/// `classmethod`.
#[taipan_macros::methods]
pub(crate) mod class_table {
    use super::{Args, ClassMethod, PyResult, Thread, Value, allocate, initialise, read, wrapped};

    /// Makes a class method.
    #[new("(function, /)", name = "classmethod")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        allocate(t, class)
    }

    #[special("($self, function, /)", name = "classmethod")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise(t, this, args, "classmethod")
    }

    #[special]
    fn __get__(t: &mut Thread, this: &ClassMethod, instance: &Value, owner: Option<&Value>) -> PyResult {
        t.check_get(instance, owner.filter(|owner| !owner.is_none()))?;
        let Some(callable) = read(&this.callable) else {
            return Err(t.runtime_error("uninitialized classmethod object"));
        };
        let class = match owner.filter(|owner| !owner.is_none()) {
            Some(owner) => owner.clone(),
            None => t.type_of(instance).to_value(),
        };
        t.bind_class_method(&callable, &class)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let callable = t.repr_lossy(&wrapped(this))?;
        Ok(format!("<classmethod({callable})>"))
    }
}

/// `getset_descriptor`.
#[taipan_macros::methods]
pub(crate) mod getset_table {
    use super::{GetSet, PyResult, Thread, Value, class_name, get, read, set};

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        get(t, this, instance, owner)
    }

    #[special]
    fn __set__(t: &mut Thread, this: &Value, instance: &Value, value: &Value) -> PyResult<()> {
        set(t, this, instance, Some(value))
    }

    #[special]
    fn __delete__(t: &mut Thread, this: &Value, instance: &Value) -> PyResult<()> {
        set(t, this, instance, None)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &GetSet) -> PyResult<String> {
        let _ = t;
        Ok(format!("<attribute '{}' of '{}' objects>", this.def.name, class_name(&this.class)))
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &GetSet) -> PyResult<&'static str> {
        let _ = t;
        Ok(this.def.name)
    }

    /// The dotted path to the attribute within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &GetSet) -> PyResult<String> {
        let class = read(&this.class).unwrap_or(Value::NONE);
        crate::builtins::native_function_methods::member_qualname(t, &class, this.def.name)
    }

    /// The class that has it.
    #[getter]
    fn __objclass__(t: &mut Thread, this: &GetSet) -> PyResult {
        let _ = t;
        Ok(read(&this.class).unwrap_or(Value::NONE))
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &GetSet) -> PyResult {
        super::doc(t, &this.class, this.def.name, this.def.doc)
    }
}

/// `member_descriptor`.
#[taipan_macros::methods]
pub(crate) mod member_table {
    use super::{Member, PyResult, Thread, Value, class_name, get, read, set};

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        get(t, this, instance, owner)
    }

    #[special]
    fn __set__(t: &mut Thread, this: &Value, instance: &Value, value: &Value) -> PyResult<()> {
        set(t, this, instance, Some(value))
    }

    #[special]
    fn __delete__(t: &mut Thread, this: &Value, instance: &Value) -> PyResult<()> {
        set(t, this, instance, None)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Member) -> PyResult<String> {
        let _ = t;
        Ok(format!("<member '{}' of '{}' objects>", this.name_text(), class_name(&this.class)))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Member) -> PyResult {
        let class = read(&this.class).unwrap_or(Value::NONE);
        crate::builtins::native_function_methods::reduce_descriptor(t, &class, &this.name_text())
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Member) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    /// The dotted path to the slot within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Member) -> PyResult<String> {
        let class = read(&this.class).unwrap_or(Value::NONE);
        crate::builtins::native_function_methods::member_qualname(t, &class, &this.name_text())
    }

    /// The class that has it.
    #[getter]
    fn __objclass__(t: &mut Thread, this: &Member) -> PyResult {
        let _ = t;
        Ok(read(&this.class).unwrap_or(Value::NONE))
    }

    /// The docstring; slots have none.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Member) -> PyResult {
        match this.native {
            Some(def) => super::doc(t, &this.class, def.name, def.doc),
            None => Ok(Value::NONE),
        }
    }
}

/// The docstring of a native attribute.
fn doc(t: &mut Thread, class: &Cell<Raw>, name: &str, text: &str) -> PyResult {
    let documented = read(class).is_none_or(|class| facts::documents(&class, name));
    if documented && !text.is_empty() { Str::new(t, text) } else { Ok(Value::NONE) }
}

fn class_name(class: &Cell<Raw>) -> String {
    match read(class).as_ref().and_then(|class| class.downcast::<TypeObject>()) {
        Some(class) => class.display_name(),
        None => "?".to_owned(),
    }
}

fn get(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
    if !instance.is_none() || owner.is_some_and(|owner| owner.raw() == none_type(t)) {
        return t.bind_descriptor(this, instance);
    }
    match owner.filter(|owner| !owner.is_none()) {
        Some(_) => Ok(this.clone()),
        None => Err(t.type_error("__get__(None, None) is invalid")),
    }
}

fn none_type(t: &Thread) -> Raw {
    t.interpreter().type_of_kind(Kind::NoneType).raw()
}

fn set(t: &mut Thread, this: &Value, instance: &Value, value: Option<&Value>) -> PyResult<()> {
    let name = match (this.exact::<GetSet>(), this.exact::<Member>()) {
        (Some(getset), _) => t.intern(getset.def.name)?,
        (_, Some(member)) => read(&member.name).unwrap_or(Value::NONE),
        _ => return Ok(()),
    };
    t.set_through_descriptor(this, instance, &name, value)
}

fn allocate(t: &mut Thread, class: &Value) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("the caller checked the class") };
    Ok(fresh(t.alloc_instance(class)?))
}

/// The callable field of either kind.
fn callable_field(this: &Value) -> Option<&Cell<Raw>> {
    match (this.downcast::<StaticMethod>(), this.downcast::<ClassMethod>()) {
        (Some(method), _) => Some(&method.callable),
        (_, Some(method)) => Some(&method.callable),
        _ => None,
    }
}

fn wrapped(this: &Value) -> Value {
    callable_field(this).and_then(read).unwrap_or(Value::NONE)
}

/// `__init__`: takes the callable and its name, module and docstring.
fn initialise(t: &mut Thread, this: &Value, args: Args<'_>, name: &str) -> PyResult<()> {
    let values = args.no_keywords(t, name)?;
    convert::check_positional(t, name, values.len(), 1, 1)?;
    if let Some(field) = callable_field(this) {
        if let Some(old) = read(field) {
            // Caches may point to what the descriptor held: they end with every class's version.
            t.interpreter_mut().retired.push(old);
            t.all_types_modified();
        }
        write(field, Some(values[0].clone()));
    }
    for attribute in ["__module__", "__name__", "__qualname__", "__doc__"] {
        let key = t.intern(attribute)?;
        if let Some(value) = t.get_attr_opt(&values[0], &key)? {
            t.generic_set_attr(this, &key, Some(&value))?;
        }
    }
    Ok(())
}

/// Whether `__isabstractmethod__` of an object is true.
pub(crate) fn is_abstract(t: &mut Thread, value: &Value) -> PyResult<bool> {
    let key = t.intern("__isabstractmethod__")?;
    match t.get_attr_opt(value, &key)? {
        Some(flag) => t.truth(&flag),
        None => Ok(false),
    }
}

/// An attribute of the callable, kept in `__dict__` once it was asked for.
fn cached(t: &mut Thread, this: &Value, name: &str) -> PyResult {
    let key = t.intern(name)?;
    let Some(dict) = t.instance_dict(this)? else { return Ok(Value::NONE) };
    if let Some(known) = t.namespace_get(&dict, &key)? {
        return Ok(known);
    }
    let value = t.get_attr(&wrapped(this), &key)?;
    t.namespace_set(&dict, &key, value.clone())?;
    Ok(value)
}

fn set_cached(t: &mut Thread, this: &Value, name: &str, value: Option<&Value>) -> PyResult<()> {
    let key = t.intern(name)?;
    let Some(dict) = t.instance_dict(this)? else { return Ok(()) };
    match value {
        Some(value) => t.namespace_set(&dict, &key, value.clone()),
        None if t.namespace_delete(&dict, &key)? => Ok(()),
        None => Err(t.no_attribute(this, &key)),
    }
}
