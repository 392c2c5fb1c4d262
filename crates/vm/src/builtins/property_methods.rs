//! `property`: what Python sees of it.

use crate::builtins::descriptor::property::LAYOUT;
use crate::native::NativeType;
use crate::object::Kind;
use crate::types::TypeFlags;

/// The type `property`.
pub static TYPE: NativeType = NativeType {
    name: "property",
    module: "builtins",
    doc: "Makes an attribute of functions that get, set and delete it.",
    kind: Kind::Property,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of properties.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::builtins::descriptor::Property;
    use crate::builtins::descriptor_methods::is_abstract;
    use crate::builtins::fields::{fresh, read, write};
    use crate::builtins::function_methods::read_only;
    use crate::errors::Class;
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes a property.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        let Some(class) = class.downcast::<TypeObject>() else {
            unreachable!("the caller checked the class")
        };
        Ok(fresh(t.alloc_instance(class)?))
    }

    #[special("($self, /, fget=None, fset=None, fdel=None, doc=None)", name = "property")]
    fn __init__(
        t: &mut Thread,
        this: &Value,
        fget: Option<&Value>,
        fset: Option<&Value>,
        fdel: Option<&Value>,
        doc: Option<&Value>,
    ) -> PyResult<()> {
        let Some(property) = this.downcast::<Property>() else { return Ok(()) };
        write(&property.fget, fget.cloned());
        write(&property.fset, fset.cloned());
        write(&property.fdel, fdel.cloned());
        write(&property.doc, None);
        write(&property.name, None);
        write(&property.getter_doc, None);
        let mut doc = doc.cloned();
        if let (None, Some(getter)) = (&doc, fget) {
            let key = t.interpreter().names().__doc__.clone();
            doc = t.get_attr_opt(getter, &key)?.filter(|doc| !doc.is_none());
            if doc.is_some() {
                write(&property.getter_doc, Some(Value::TRUE));
            }
        }
        if this.is_kind(Kind::Property) {
            write(&property.doc, doc);
            return Ok(());
        }
        // Instances of subclasses keep it where `__doc__` of their class does not hide it.
        let key = t.interpreter().names().__doc__.clone();
        let result = t.set_attr(this, &key, Some(&doc.unwrap_or(Value::NONE)));
        if read(&property.getter_doc).is_none() {
            // CPython drops a docstring for which there is no place, but not a getter's.
            t.catch(result, Class::AttributeError)?;
            return Ok(());
        }
        result
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        if instance.is_none() {
            return match owner.filter(|owner| !owner.is_none()) {
                Some(_) => Ok(this.clone()),
                None => Err(t.type_error("__get__(None, None) is invalid")),
            };
        }
        let Some(property) = this.downcast::<Property>() else { return Ok(this.clone()) };
        match read(&property.fget) {
            Some(getter) => t.call(&getter, std::slice::from_ref(instance)),
            None => Err(t.property_error(property, instance, "getter")),
        }
    }

    #[special]
    fn __set__(t: &mut Thread, this: &Property, instance: &Value, value: &Value) -> PyResult<()> {
        match read(&this.fset) {
            Some(setter) => t.call(&setter, &[instance.clone(), value.clone()]).map(drop),
            None => Err(t.property_error(this, instance, "setter")),
        }
    }

    #[special]
    fn __delete__(t: &mut Thread, this: &Property, instance: &Value) -> PyResult<()> {
        match read(&this.fdel) {
            Some(deleter) => t.call(&deleter, std::slice::from_ref(instance)).map(drop),
            None => Err(t.property_error(this, instance, "deleter")),
        }
    }

    /// Takes the name under which a class has the property.
    #[method("($self, owner, name, /)")]
    fn __set_name__(t: &mut Thread, this: &Property, args: Args<'_>) -> PyResult<()> {
        let values = args.no_keywords(t, "__set_name__")?;
        let [_, name] = values else {
            let given = values.len();
            return Err(
                t.type_error(format!("__set_name__() takes 2 positional arguments but {given} were given"))
            );
        };
        write(&this.name, Some(name.clone()));
        Ok(())
    }

    /// A copy with another getter.
    #[method("($self, object, /)")]
    fn getter(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        copy(t, this, [Some(object), None, None])
    }

    /// A copy with another setter.
    #[method("($self, object, /)")]
    fn setter(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        copy(t, this, [None, Some(object), None])
    }

    /// A copy with another deleter.
    #[method("($self, object, /)")]
    fn deleter(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        copy(t, this, [None, None, Some(object)])
    }

    /// The getter.
    #[getter]
    fn fget(t: &mut Thread, this: &Property) -> PyResult {
        let _ = t;
        Ok(read(&this.fget).unwrap_or(Value::NONE))
    }

    #[setter("fget")]
    fn set_fget(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// The setter.
    #[getter]
    fn fset(t: &mut Thread, this: &Property) -> PyResult {
        let _ = t;
        Ok(read(&this.fset).unwrap_or(Value::NONE))
    }

    #[setter("fset")]
    fn set_fset(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// The deleter.
    #[getter]
    fn fdel(t: &mut Thread, this: &Property) -> PyResult {
        let _ = t;
        Ok(read(&this.fdel).unwrap_or(Value::NONE))
    }

    #[setter("fdel")]
    fn set_fdel(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Property) -> PyResult {
        let _ = t;
        Ok(read(&this.doc).unwrap_or(Value::NONE))
    }

    #[setter("__doc__")]
    fn set_doc(t: &mut Thread, this: &Property, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.doc, value.cloned());
        Ok(())
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(property) = this.downcast::<Property>() else { return Ok(Value::NONE) };
        if let Some(name) = read(&property.name) {
            return Ok(name);
        }
        let key = t.interpreter().names().__name__.clone();
        if let Some(getter) = read(&property.fget) {
            if let Some(name) = t.get_attr_opt(&getter, &key)? {
                return Ok(name);
            }
        }
        let class = t.type_name(this);
        let text = format!("'{class}' object has no attribute '__name__'");
        Err(t.attribute_error(&text, this, &key))
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Property, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.name, value.cloned());
        Ok(())
    }

    /// Whether one of the functions is abstract.
    #[getter]
    fn __isabstractmethod__(t: &mut Thread, this: &Property) -> PyResult<bool> {
        for function in [&this.fget, &this.fset, &this.fdel] {
            if let Some(function) = read(function) {
                if is_abstract(t, &function)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// A property of the same class with some functions replaced.
    fn copy(t: &mut Thread, this: &Value, replaced: [Option<&Value>; 3]) -> PyResult {
        let Some(property) = this.downcast::<Property>() else { return Ok(this.clone()) };
        let mut arguments = Vec::with_capacity(4);
        let fields = [&property.fget, &property.fset, &property.fdel];
        for (new, old) in replaced.into_iter().zip(fields) {
            arguments
                .push(new.filter(|new| !new.is_none()).cloned().or_else(|| read(old)).unwrap_or(Value::NONE));
        }
        let from_getter = read(&property.getter_doc).is_some() && !arguments[0].is_none();
        let doc = if from_getter { None } else { read(&property.doc) };
        arguments.push(doc.unwrap_or(Value::NONE));
        let class = t.type_of(this).to_value();
        let copy = t.call(&class, &arguments)?;
        if let Some(made) = copy.downcast::<Property>() {
            write(&made.name, read(&property.name));
        }
        Ok(copy)
    }
}
