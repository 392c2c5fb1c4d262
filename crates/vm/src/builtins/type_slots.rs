//! The `__dict__` and `__weakref__` attributes that classes give to their instances.
#![expect(unsafe_code, reason = "replaces the dict word of an instance")]

use taipan_heap::flags;

use crate::builtins::dict::Dict;
use crate::instance;
use crate::native::{GetSetDef, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// `__dict__` of instances.
pub static DICT: GetSetDef = GetSetDef {
    name: "__dict__",
    doc: "The attributes, a dict.",
    get: get_of_class,
    set: Some(set_of_class),
    member: false,
};

/// `__weakref__` of instances.
pub static WEAK: GetSetDef = GetSetDef {
    name: "__weakref__",
    doc: "The weak references to the object.",
    get: get_weak,
    set: None,
    member: false,
};

/// The descriptor of `__dict__` that a builtin base has: types, modules and exceptions keep it in their own way.
fn of_builtin_base(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
    let class = t.type_of(this);
    if class.layout.kind == Kind::Object {
        return Ok(None);
    }
    let mut class = class.to_value();
    loop {
        let Some(at) = class.downcast::<TypeObject>() else { unreachable!("bases are types") };
        if !at.flags.get().contains(TypeFlags::HEAP) {
            let key = t.interpreter().names().__dict__.clone();
            if let Some(found) = at.dict().get(t, &key)? {
                return Ok(Some(found));
            }
        }
        let Some(base) = at.base_value() else { return Ok(None) };
        class = base;
    }
}

/// `object.__dict__` of classes that give it to their instances.
fn get_of_class(t: &mut Thread, this: &Value) -> PyResult {
    match of_builtin_base(t, this)? {
        Some(descriptor) => t.bind_descriptor(&descriptor, this),
        None => get_dict(t, this),
    }
}

/// `object.__dict__ = value` of classes that give it to their instances.
fn set_of_class(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    match of_builtin_base(t, this)? {
        Some(descriptor) => {
            let name = t.interpreter().names().__dict__.clone();
            t.set_through_descriptor(&descriptor, this, &name, value)
        }
        None => set_dict(t, this, value),
    }
}

/// `object.__dict__`.
pub fn get_dict(t: &mut Thread, this: &Value) -> PyResult {
    match t.instance_dict(this)? {
        Some(dict) => Ok(dict),
        None => {
            let name = t.type_name(this);
            Err(t.exception(
                crate::errors::Class::AttributeError,
                &format!("'{name}' object has no attribute '__dict__'"),
            ))
        }
    }
}

impl Thread {
    /// What the attribute `__dict__` answers for instances that have one; AttributeError for others.
    pub fn dict_of(&mut self, object: &Value) -> PyResult {
        get_dict(self, object)
    }
}

/// `object.__dict__ = value`.
pub fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    let new = match value {
        Some(value) if value.downcast::<Dict>().is_some() => value.clone(),
        Some(value) => {
            let found = t.type_name(value);
            return Err(t.type_error(format!("__dict__ must be set to a dictionary, not a '{found}'")));
        }
        None => Dict::new(t)?,
    };
    let inline = this.header().is_some_and(|header| header.flags & flags::INLINE != 0);
    if inline {
        t.inline_to_dict(this)?;
    }
    let Some(word) = instance::dict_word(t, this) else { return Ok(()) };
    // SAFETY: the word belongs to the live instance, which owns what it names.
    let old = unsafe { word.replace(new.into_raw()) };
    if old != Raw::NULL {
        // SAFETY: as above.
        drop(unsafe { Value::from_raw(old) });
    }
    Ok(())
}

/// `object.__dict__ = value` of builtin types, whose instances always have one.
pub(crate) fn replace_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    if value.is_none() {
        return Err(t.type_error("cannot delete __dict__"));
    }
    set_dict(t, this, value)
}

fn get_weak(t: &mut Thread, this: &Value) -> PyResult {
    Ok(t.weak_references(this).into_iter().next().unwrap_or(Value::NONE))
}
