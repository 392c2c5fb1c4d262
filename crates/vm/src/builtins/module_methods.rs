//! `module`: what Python sees of modules.

use crate::builtins::dict::Dict;
use crate::builtins::fields::{read, write};
use crate::builtins::module::{self, Module};
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// The type `module`.
pub static TYPE: NativeType = NativeType {
    name: "module",
    module: "builtins",
    doc: "Makes a module of a name and a docstring.",
    kind: Kind::Module,
    base: Some(Kind::Object),
    layout: &module::LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// Where modules keep their `__dict__`.
pub(crate) const DICT_OFFSET: usize = std::mem::offset_of!(Module, dict);

/// The methods and attributes of modules.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Dict, Module, PyResult, Str, Thread, Value, read, write};
    use crate::builtins::{type_attributes, type_slots};
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::convert::{Context, Place};
    use crate::types::TypeObject;

    /// Makes a module.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("the caller checked the class") };
        let made = crate::builtins::fields::fresh(t.alloc_instance(this)?);
        let dict = Dict::new(t)?;
        if let Some(module) = made.downcast::<Module>() {
            write(&module.dict, Some(dict));
        }
        Ok(made)
    }

    #[special("($self, name, doc=None)", name = "module")]
    fn __init__(t: &mut Thread, this: &Module, name: &Value, doc: Option<&Value>) -> PyResult<()> {
        if Str::of(name).is_none() {
            let place = Place::Named("name");
            return Err(Context { function: "module", place }.wrong_type(t, "str", name));
        }
        let Some(dict) = read(&this.dict) else { return Ok(()) };
        let entries = [
            ("__name__", name.clone()),
            ("__doc__", doc.cloned().unwrap_or(Value::NONE)),
            ("__package__", Value::NONE),
            ("__loader__", Value::NONE),
            ("__spec__", Value::NONE),
        ];
        for (key, value) in entries {
            let key = t.intern(key)?;
            t.namespace_set(&dict, &key, value)?;
        }
        Ok(())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Module) -> PyResult<String> {
        super::repr(t, this)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        if let Some(value) = t.generic_get_attr(this, name)? {
            return Ok(value);
        }
        super::missing(t, this, name)
    }

    /// The names of attributes, or what the module's own `__dir__` answers.
    #[method("($self, /, *args)", told = "($self, /)")]
    fn __dir__(t: &mut Thread, this: &Value, args: &[Value]) -> PyResult {
        crate::native::convert::method_self::<Module>(t, this, "__dir__")?;
        if !args.is_empty() {
            return Err(t.type_error(format!("__dir__() takes no arguments ({} given)", args.len())));
        }
        let key = t.interpreter().names().__dict__.clone();
        let dict = t.get_attr(this, &key)?;
        if dict.downcast::<Dict>().is_none() {
            return Err(t.type_error("<module>.__dict__ is not a dictionary"));
        }
        let key = t.interpreter().names().__dir__.clone();
        if let Some(own) = t.namespace_get(&dict, &key)? {
            return t.call(&own, &[]);
        }
        let keys: Vec<Value> = match dict.downcast::<Dict>() {
            Some(dict) => dict.iter(t).map(|(key, _)| key.clone()).collect(),
            None => Vec::new(),
        };
        crate::builtins::list::List::new(t, keys)
    }

    /// The namespace.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(t.exception(Class::AttributeError, "readonly attribute"))
    }

    /// What computes the annotations, or None.
    #[getter]
    fn __annotate__(t: &mut Thread, this: &Module) -> PyResult {
        let Some(dict) = read(&this.dict) else { return Ok(Value::NONE) };
        let key = t.interpreter().names().__annotate__.clone();
        if let Some(annotate) = t.namespace_get(&dict, &key)? {
            return Ok(annotate);
        }
        t.namespace_set(&dict, &key, Value::NONE)?;
        Ok(Value::NONE)
    }

    #[setter("__annotate__")]
    fn set_annotate(t: &mut Thread, this: &Module, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else { return Err(t.type_error("cannot delete __annotate__ attribute")) };
        if !value.is_none() && !t.is_callable(value) {
            return Err(t.type_error("__annotate__ must be callable or None"));
        }
        let Some(dict) = read(&this.dict) else { return Ok(()) };
        let (annotate, annotations) =
            (t.interpreter().names().__annotate__.clone(), t.interpreter().names().__annotations__.clone());
        t.namespace_set(&dict, &annotate, value.clone())?;
        if !value.is_none() {
            t.namespace_delete(&dict, &annotations)?;
        }
        Ok(())
    }

    /// The annotations, computed at first use.
    #[getter]
    fn __annotations__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(dict) = this.downcast::<Module>().and_then(|module| read(&module.dict)) else {
            return Ok(Value::NONE);
        };
        let (annotate, annotations) =
            (t.interpreter().names().__annotate__.clone(), t.interpreter().names().__annotations__.clone());
        if let Some(known) = t.namespace_get(&dict, &annotations)? {
            return Ok(known);
        }
        let annotate = t.namespace_get(&dict, &annotate)?.filter(|annotate| t.is_callable(annotate));
        let result = match annotate {
            Some(annotate) => type_attributes::call_annotate(t, &annotate)?,
            None => Dict::new(t)?,
        };
        if !crate::protocol::import::is_initializing(this) {
            // Of a module that still runs, what follows is missing.
            t.namespace_set(&dict, &annotations, result.clone())?;
        }
        Ok(result)
    }

    #[setter("__annotations__")]
    fn set_annotations(t: &mut Thread, this: &Module, value: Option<&Value>) -> PyResult<()> {
        let Some(dict) = read(&this.dict) else { return Ok(()) };
        let (annotate, annotations) =
            (t.interpreter().names().__annotate__.clone(), t.interpreter().names().__annotations__.clone());
        match value {
            Some(value) => t.namespace_set(&dict, &annotations, value.clone())?,
            None => {
                if !t.namespace_delete(&dict, &annotations)? {
                    return Err(t.exception(Class::AttributeError, "__annotations__"));
                }
            }
        }
        t.namespace_delete(&dict, &annotate)?;
        Ok(())
    }
}

fn entry(t: &mut Thread, module: &Module, name: &str) -> PyResult<Option<Value>> {
    let Some(dict) = read(&module.dict) else { return Ok(None) };
    let name = t.intern(name)?;
    t.namespace_get(&dict, &name)
}

/// `<module 'm' from 'file'>`, as importlib words it.
fn repr(t: &mut Thread, module: &Module) -> PyResult<String> {
    let name = match entry(t, module, "__name__")? {
        Some(name) => t.repr_lossy(&name)?,
        None => "'?'".to_owned(),
    };
    if let Some(spec) = entry(t, module, "__spec__")?.filter(|spec| !spec.is_none()) {
        return repr_from_spec(t, &spec);
    }
    if let Some(file) = entry(t, module, "__file__")? {
        return Ok(format!("<module {name} from {}>", t.repr_lossy(&file)?));
    }
    let known = Str::of(&entry(t, module, "__name__")?.unwrap_or(Value::NONE))
        .is_some_and(|name| t.interpreter().native_modules.contains_key(&*name.to_lossy()));
    let loader = entry(t, module, "__loader__")?.unwrap_or(Value::NONE);
    let name_text = text_of(&entry(t, module, "__name__")?.unwrap_or(Value::NONE));
    if known || name_text == "sys" || name_text == "builtins" {
        return Ok(format!("<module {name} (built-in)>"));
    }
    if loader.is_none() {
        return Ok(format!("<module {name}>"));
    }
    Ok(format!("<module {name} ({})>", t.repr_lossy(&loader)?))
}

fn repr_from_spec(t: &mut Thread, spec: &Value) -> PyResult<String> {
    let mut parts = Vec::new();
    for name in ["name", "origin", "has_location", "loader"] {
        let name = t.intern(name)?;
        parts.push(t.get_attr_opt(spec, &name)?.unwrap_or(Value::NONE));
    }
    let [name, origin, located, loader] = parts.as_slice() else { unreachable!("four parts") };
    let shown = if name.is_none() { "'?'".to_owned() } else { t.repr_lossy(name)? };
    if origin.is_none() {
        if loader.is_none() {
            return Ok(format!("<module {shown}>"));
        }
        return Ok(format!("<module {shown} ({})>", t.repr_lossy(loader)?));
    }
    if t.truth(located)? {
        return Ok(format!("<module {shown} from {}>", t.repr_lossy(origin)?));
    }
    Ok(format!("<module {shown} ({})>", text_of(origin)))
}

/// An attribute that a module does not have: its `__getattr__`, or AttributeError.
fn missing(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
    let Some(module) = this.downcast::<Module>() else { return Err(t.no_attribute(this, name)) };
    if let Some(own) = entry(t, module, "__getattr__")? {
        return t.call(&own, std::slice::from_ref(name));
    }
    let error = t.no_attribute(this, name);
    let Some(own_name) = entry(t, module, "__name__")?.filter(|name| Str::of(name).is_some()) else {
        return Err(error);
    };
    let Some(spec) = entry(t, module, "__spec__")?.filter(|spec| !spec.is_none()) else {
        if crate::protocol::import::is_initializing(this) {
            let (module, attribute) = (text_of(&own_name), text_of(name));
            let text = format!(
                "partially initialized module '{module}' has no attribute '{attribute}' (most likely due to a circular import)"
            );
            return Err(t.attribute_error(&text, this, name));
        }
        return Err(error);
    };
    let key = t.intern("_initializing")?;
    let initializing = match t.get_attr_opt(&spec, &key)? {
        Some(flag) => t.truth(&flag)?,
        None => false,
    };
    let (module, attribute) = (text_of(&own_name), text_of(name));
    if initializing {
        let text = format!(
            "partially initialized module '{module}' has no attribute '{attribute}' (most likely due to a circular import)"
        );
        return Err(t.attribute_error(&text, this, name));
    }
    let key = t.intern("_uninitialized_submodules")?;
    let pending = match t.get_attr_opt(&spec, &key)? {
        Some(pending) => t.contains(&pending, name)?,
        None => false,
    };
    if pending {
        let text = format!(
            "cannot access submodule '{attribute}' of module '{module}' (most likely due to a circular import)"
        );
        return Err(t.attribute_error(&text, this, name));
    }
    Err(error)
}
