//! `type`: what Python sees of classes. Their making is in `types::class`.

use crate::builtins::dict::Dict;
use crate::builtins::object::text_of;
use crate::errors::Exception;
use crate::native::{Args, NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TYPE_LAYOUT, TypeFlags, TypeObject};
use crate::value::Value;

/// The type `type`.
pub static TYPE: NativeType = NativeType {
    name: "type",
    module: "builtins",
    doc: "Tells the type of an object, or makes a new type of a name, bases and a namespace.",
    kind: Kind::Type,
    base: Some(Kind::Object),
    layout: &TYPE_LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::METATYPE).with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of `type`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Args, Dict, PyResult, Thread, TypeObject, Value, text_of};
    use crate::builtins::{mapping_proxy, type_attributes, union};
    use crate::types::class;

    /// Makes a class, or tells an object's type.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        class::type_new(t, class, args)
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let _ = this;
        let given = args.positional().len();
        if given == 1 && args.keyword_count() != 0 {
            return Err(t.type_error("type.__init__() takes no keyword arguments"));
        }
        if given != 1 && given != 3 {
            return Err(t.type_error("type.__init__() takes 1 or 3 arguments"));
        }
        Ok(())
    }

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        if this.downcast::<TypeObject>().is_none() {
            let found = t.type_name(this);
            return Err(t.type_error(format!(
                "descriptor '__call__' requires a 'type' object but received a '{found}'"
            )));
        }
        t.call_class(this, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &TypeObject) -> PyResult<String> {
        let module = type_attributes::module_of(t, this)?;
        let qualname = text_of(&this.qualname_value());
        Ok(match module.map(|module| text_of(&module)) {
            Some(module) if !module.is_empty() && module != "builtins" => {
                format!("<class '{module}.{qualname}'>")
            }
            _ => format!("<class '{qualname}'>"),
        })
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        match t.type_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(t.no_attribute(this, name)),
        }
    }

    #[special]
    fn __setattr__(t: &mut Thread, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
        t.type_set_attr(this, name, Some(value))
    }

    #[special]
    fn __delattr__(t: &mut Thread, this: &Value, name: &Value) -> PyResult<()> {
        t.type_set_attr(this, name, None)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        union::combine(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        union::combine(t, value, this)
    }

    /// The classes in which attributes are looked up, in that order.
    #[method("($self, /)")]
    fn mro(t: &mut Thread, this: &Value) -> PyResult<Vec<Value>> {
        class::compute_mro(t, this)
    }

    /// The direct subclasses that are alive.
    #[method("($self, /)")]
    fn __subclasses__(t: &mut Thread, this: &TypeObject) -> PyResult<Vec<Value>> {
        let _ = t;
        Ok(this.subclass_values())
    }

    /// Whether an object is an instance.
    #[method("($self, instance, /)")]
    fn __instancecheck__(t: &mut Thread, this: &Value, instance: &Value) -> PyResult<bool> {
        t.is_plain_instance(instance, this)
    }

    /// Whether a class is a subclass.
    #[method("($self, subclass, /)")]
    fn __subclasscheck__(t: &mut Thread, this: &Value, subclass: &Value) -> PyResult<bool> {
        t.is_plain_subclass(subclass, this)
    }

    /// The names of the class's attributes and those of its bases.
    #[method("($self, /)")]
    fn __dir__(t: &mut Thread, this: &Value) -> PyResult<Vec<Value>> {
        let names = Dict::new(t)?;
        let Some(found) = names.exact::<Dict>() else { unreachable!("just made a dict") };
        crate::builtins::object::merge_class_names(t, found, this)?;
        Ok(found.iter(t).map(|(key, _)| key.clone()).collect())
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(type_attributes::size(this))
    }

    /// The namespace in which a class body runs: a dict.
    #[classmethod("($type, name, bases, /, **kwds)")]
    fn __prepare__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = (class, args);
        Dict::new(t)
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let _ = t;
        Ok(this.name_value())
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_name(t, this, value)
    }

    /// The dotted path to the class within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let _ = t;
        Ok(this.qualname_value())
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_qualname(t, this, value)
    }

    /// The direct bases.
    #[getter]
    fn __bases__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let _ = t;
        Ok(this.bases_value())
    }

    #[setter("__bases__")]
    fn set_bases(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        class::set_bases(t, this, value)
    }

    /// The base whose memory is extended.
    #[getter]
    fn __base__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let _ = t;
        Ok(this.base_value().unwrap_or(Value::NONE))
    }

    /// The classes in which attributes are looked up, a tuple.
    #[getter]
    fn __mro__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let _ = t;
        Ok(this.mro_value().unwrap_or(Value::NONE))
    }

    /// The module's name.
    #[getter]
    fn __module__(t: &mut Thread, this: &TypeObject) -> PyResult {
        match type_attributes::module_of(t, this)? {
            Some(module) => Ok(module),
            None => Err(t.exception(crate::errors::Class::AttributeError, "__module__")),
        }
    }

    #[setter("__module__")]
    fn set_module(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_module(t, this, value)
    }

    /// The attributes, read-only.
    #[getter]
    fn __dict__(t: &mut Thread, this: &TypeObject) -> PyResult {
        let dict = this.dict_value();
        mapping_proxy::MappingProxy::new(t, dict.into_raw())
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Value) -> PyResult {
        type_attributes::doc(t, this)
    }

    #[setter("__doc__")]
    fn set_doc(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_doc(t, this, value)
    }

    /// The signature, for native types.
    #[getter]
    fn __text_signature__(t: &mut Thread, this: &TypeObject) -> PyResult {
        type_attributes::text_signature(t, this)
    }

    /// The abstract methods that are left.
    #[getter]
    fn __abstractmethods__(t: &mut Thread, this: &Value) -> PyResult {
        type_attributes::abstract_methods(t, this)
    }

    #[setter("__abstractmethods__")]
    fn set_abstractmethods(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_abstract_methods(t, this, value)
    }

    /// What computes the annotations, or None.
    #[getter]
    fn __annotate__(t: &mut Thread, this: &Value) -> PyResult {
        type_attributes::annotate(t, this)
    }

    #[setter("__annotate__")]
    fn set_annotate(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_annotate(t, this, value)
    }

    /// The annotations, computed at first use.
    #[getter]
    fn __annotations__(t: &mut Thread, this: &Value) -> PyResult {
        type_attributes::annotations(t, this)
    }

    #[setter("__annotations__")]
    fn set_annotations(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_annotations(t, this, value)
    }

    /// The type parameters, a tuple.
    #[getter]
    fn __type_params__(t: &mut Thread, this: &Value) -> PyResult {
        type_attributes::type_params(t, this)
    }

    #[setter("__type_params__")]
    fn set_type_params(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_attributes::set_type_params(t, this, value)
    }

    /// Bytes of an instance.
    #[getter]
    fn __basicsize__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(crate::builtins::facts::basic_size(this))
    }

    /// Bytes of an item of instances of variable size.
    #[getter]
    fn __itemsize__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(crate::builtins::facts::item_size(this))
    }

    /// CPython's flags, as far as they mean something here.
    #[getter]
    fn __flags__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(type_attributes::flags(this))
    }

    /// Where instances keep their `__dict__`; 0 if they have none.
    #[getter]
    fn __dictoffset__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(type_attributes::dict_offset(this))
    }

    /// Not 0 if instances can be weakly referenced.
    #[getter]
    fn __weakrefoffset__(t: &mut Thread, this: &TypeObject) -> PyResult<i64> {
        let _ = t;
        Ok(type_attributes::weak_offset(this))
    }
}

impl Thread {
    /// What `type.__getattribute__` finds: data descriptors of the metaclass, the class's own MRO, then the rest of the
    /// metaclass.
    pub(crate) fn type_get_attr(&mut self, class: &Value, name: &Value) -> PyResult<Option<Value>> {
        let Some(this) = class.downcast::<TypeObject>() else {
            return self.generic_get_attr(class, name);
        };
        let name = &self.attribute_key(name)?;
        let meta_value = self.type_of(class).to_value();
        let Some(meta) = meta_value.downcast::<TypeObject>() else { unreachable!("a type is a type") };
        let found = self.lookup(meta, name);
        if let Some(attribute) = &found {
            if self.is_data_descriptor(attribute) && !self.type_of(attribute).special(Special::Get).is_null()
            {
                return self.bind_descriptor(attribute, class).map(Some);
            }
        }
        if let Some(attribute) = self.lookup(this, name) {
            return self.bind_descriptor_to_class(&attribute, class).map(Some);
        }
        match found {
            Some(attribute) => self.bind_descriptor(&attribute, class).map(Some),
            None => Ok(None),
        }
    }

    /// `type.__setattr__` and `type.__delattr__`.
    pub(crate) fn type_set_attr(
        &mut self,
        class: &Value,
        name: &Value,
        value: Option<&Value>,
    ) -> PyResult<()> {
        let Some(this) = class.downcast::<TypeObject>() else {
            return self.generic_set_attr(class, name, value);
        };
        if this.flags.get().contains(TypeFlags::IMMUTABLE) {
            let (name, class) = (self.repr_lossy(name)?, this.display_name());
            return Err(self.type_error(format!("cannot set {name} attribute of immutable type '{class}'")));
        }
        let name = &self.attribute_key(name)?;
        let meta_value = self.type_of(class).to_value();
        let Some(meta) = meta_value.downcast::<TypeObject>() else { unreachable!("a type is a type") };
        if let Some(attribute) = self.lookup(meta, name) {
            if self.is_data_descriptor(&attribute) {
                return self.generic_set_attr(class, name, value);
            }
        }
        self.set_class_entry(class, name, value)
    }

    /// Sets or deletes an entry of a class's own namespace, and tells caches and subclasses.
    pub(crate) fn set_class_entry(
        &mut self,
        class: &Value,
        name: &Value,
        value: Option<&Value>,
    ) -> PyResult<()> {
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("only types have such entries") };
        let old: Option<Value> = match value {
            Some(value) => this.dict().set(self, name, value.clone())?,
            None => match this.dict().remove(self, name)? {
                Some((_, old)) => Some(old),
                None => return Err(self.no_attribute(class, name)),
            },
        };
        // The old value dies last: until here subclasses may still have it borrowed as a special method.
        self.special_changed(this, &text_of(name));
        self.type_modified(this);
        drop(old);
        Ok(())
    }

    /// An attribute's name as an interned string; TypeError for anything but strings.
    #[inline]
    pub(crate) fn attribute_key(&mut self, name: &Value) -> PyResult {
        use crate::builtins::str::Str;
        use crate::object::Object;
        if let Some(text) = name.exact::<Str>() {
            return if text.is_interned() { Ok(name.clone()) } else { self.intern_value(name.clone()) };
        }
        match <Str as Object>::of(name) {
            Some(text) => {
                let copy = Str::from_units(self, text.units())?;
                self.intern_value(copy)
            }
            None => Err(self.no_attribute_name(name)),
        }
    }

    /// TypeError for anything but strings, of subclasses too.
    pub(crate) fn check_attribute_name(&mut self, name: &Value) -> PyResult<()> {
        match <crate::builtins::str::Str as crate::object::Object>::of(name) {
            Some(_) => Ok(()),
            None => Err(self.no_attribute_name(name)),
        }
    }

    #[cold]
    fn no_attribute_name(&mut self, name: &Value) -> Exception {
        let found = self.type_name(name);
        self.type_error(format!("attribute name must be string, not '{found}'"))
    }
}
