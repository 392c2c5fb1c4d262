//! `object`: the root of all types, and what every object answers unless its type says otherwise.

use taipan_heap::Header;

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::errors::Exception;
use crate::native::{Args, NativeType, PyResult};
use crate::object::{Kind, Layout};
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::Value;

/// The memory of plain objects: a header.
pub static LAYOUT: Layout = Layout::simple(Kind::Object, size_of::<Header>());

/// The type `object`.
pub static TYPE: NativeType = NativeType {
    name: "object",
    module: "builtins",
    doc: "The base class of all classes. Its instances have no attributes of their own.",
    kind: Kind::Object,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of `object`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{
        Args, PyResult, Special, Thread, TypeObject, Value, abstract_error, dir, excess_arguments,
        identity_text, is_overridden,
    };
    use crate::builtins::object_state;
    use crate::builtins::str::Str;

    /// Makes an instance. Arguments are for `__init__`.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let Some(this) = class.downcast::<TypeObject>() else {
            let name = t.type_name(class);
            return Err(t.type_error(format!("object.__new__(X): X is not a type object ({name})")));
        };
        if !args.values().is_empty() {
            if is_overridden(t, this, Special::New) {
                let text = "object.__new__() takes exactly one argument (the type to instantiate)";
                return Err(t.type_error(text));
            }
            if !is_overridden(t, this, Special::Init) {
                let name = this.display_name();
                return Err(t.type_error(format!("{name}() takes no arguments")));
            }
        }
        if this.flags.get().contains(crate::types::TypeFlags::ABSTRACT) {
            return Err(abstract_error(t, class)?);
        }
        t.new_instance(this)
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        if args.values().is_empty() { Ok(()) } else { excess_arguments(t, this) }
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let class = t.type_of(this).to_value();
        let name = t.qualified_class_name(&class)?;
        Ok(format!("<{name} object at {:#x}>", identity_text(this)))
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Value) -> PyResult {
        t.repr(this)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let _ = t;
        Ok(crate::protocol::identity_hash(this) as i64)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(if this.is(value) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let Some(result) = t.call_special_operator(this, Special::Eq, std::slice::from_ref(value))? else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        if result.is(&Value::NOT_IMPLEMENTED) {
            return Ok(result);
        }
        Ok(Value::bool(!t.truth(&result)?))
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        match t.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(t.no_instance_attribute(this, name)),
        }
    }

    #[special]
    fn __setattr__(t: &mut Thread, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
        super::check_safe(t, this, "__setattr__")?;
        t.generic_set_attr(this, name, Some(value))
    }

    #[special]
    fn __delattr__(t: &mut Thread, this: &Value, name: &Value) -> PyResult<()> {
        super::check_safe(t, this, "__delattr__")?;
        t.generic_set_attr(this, name, None)
    }

    /// Formats an object: only the empty specification is known here.
    #[method("($self, format_spec, /)")]
    fn __format__(t: &mut Thread, this: &Value, format_spec: &Str) -> PyResult {
        if !format_spec.is_empty() {
            let name = t.type_name(this);
            return Err(t.type_error(format!("unsupported format string passed to {name}.__format__")));
        }
        t.str_of(this)
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        object_state::reduce(t, this, 0)
    }

    /// Helps pickle.
    #[method("($self, protocol, /)")]
    fn __reduce_ex__(t: &mut Thread, this: &Value, protocol: i32) -> PyResult {
        object_state::reduce_ex(t, this, protocol)
    }

    /// Helps pickle: the attributes and slots.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &Value) -> PyResult {
        object_state::default_state(t, this, false)
    }

    /// The names of attributes.
    #[method("($self, /)")]
    fn __dir__(t: &mut Thread, this: &Value) -> PyResult {
        dir(t, this)
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        Ok(crate::builtins::facts::instance_size(t.type_of(this), this))
    }

    /// Called when a class is subclassed; does nothing here.
    #[classmethod("($type, /)")]
    fn __init_subclass__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult<()> {
        let name = class.downcast::<TypeObject>().map(|class| super::text_of(&class.qualname_value()));
        let name = name.unwrap_or_default();
        if args.keyword_count() != 0 {
            return Err(t.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
        }
        if !args.values().is_empty() {
            let given = args.values().len();
            return Err(
                t.type_error(format!("{name}.__init_subclass__() takes no arguments ({given} given)"))
            );
        }
        Ok(())
    }

    /// Lets abstract classes decide on subclasses; does not here.
    #[classmethod("($type, object, /)")]
    fn __subclasshook__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        let _ = (t, class, object);
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// The class.
    #[getter]
    fn __class__(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.type_of(this).to_value())
    }

    /// Changes the class to one of the same memory.
    #[setter("__class__")]
    fn set_class(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        object_state::assign_class(t, this, value)
    }
}

/// An object's address, as reprs and `id` show it.
pub fn identity_text(value: &Value) -> u64 {
    match value.header() {
        Some(header) => std::ptr::from_ref(header) as u64,
        None => value.raw().0,
    }
}

/// Whether a name is that of a comparison.
pub(crate) fn is_comparison(name: &str) -> bool {
    ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"].contains(&name)
}

/// The definitions of `object`'s comparisons.
pub(crate) fn comparisons() -> impl Iterator<Item = &'static crate::native::NativeDef> {
    table::METHODS.iter().filter(|def| is_comparison(def.name))
}

/// Whether a class has another special method than `object`.
pub(crate) fn is_overridden(t: &Thread, class: &TypeObject, special: Special) -> bool {
    class.special(special) != t.interpreter().type_of_kind(Kind::Object).special(special)
}

/// What `object.__init__` raises for arguments, unless `__new__` took them.
fn excess_arguments(t: &mut Thread, this: &Value) -> PyResult<()> {
    let class = t.type_of(this);
    let init = is_overridden(t, class, Special::Init);
    // A type that can't be instantiated has no `__new__` at all.
    let new = is_overridden(t, class, Special::New) || class.flags.get().contains(TypeFlags::NO_NEW);
    let name = class.display_name();
    if init {
        return Err(t.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if !new {
        return Err(t.type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(())
}

/// `TypeError: Can't instantiate abstract class C without an implementation for abstract method 'm'`.
fn abstract_error(t: &mut Thread, class: &Value) -> PyResult<Exception> {
    let key = t.interpreter().names().__abstractmethods__.clone();
    let names = t.get_attr(class, &key)?;
    let mut names = t.collect(&names)?.iter().map(text_of).collect::<Vec<String>>();
    names.sort();
    let plural = if names.len() == 1 { "" } else { "s" };
    let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<String>>().join(", ");
    let class = class.downcast::<TypeObject>().map_or_else(|| "?".to_owned(), TypeObject::display_name);
    Ok(t.type_error(format!(
        "Can't instantiate abstract class {class} without an implementation for abstract method{plural} {list}"
    )))
}

/// Raises TypeError when `object`'s method is called for an object whose builtin type has its own:
/// `can't apply this __setattr__ to type object`.
fn check_safe(t: &mut Thread, this: &Value, name: &str) -> PyResult<()> {
    if !t.type_of(this).layout_is(Kind::Type) {
        return Ok(());
    }
    let class = t.type_name(this);
    Err(t.type_error(format!("can't apply this {name} to {class} object")))
}

/// `object.__dir__`: the instance's attributes and those of its class and bases.
fn dir(t: &mut Thread, this: &Value) -> PyResult {
    let names = Dict::new(t)?;
    let Some(found) = names.exact::<Dict>() else { unreachable!("just made a dict") };
    let key = t.interpreter().names().__dict__.clone();
    if let Some(own) = t.get_attr_opt(this, &key)? {
        if own.downcast::<Dict>().is_some() {
            add_keys(t, found, &own)?;
        }
    }
    let key = t.interpreter().names().__class__.clone();
    if let Some(class) = t.get_attr_opt(this, &key)? {
        merge_class_names(t, found, &class)?;
    }
    let keys = found.iter(t).map(|(key, _)| key.clone()).collect();
    crate::builtins::list::List::new(t, keys)
}

fn add_keys(t: &mut Thread, found: &Dict, mapping: &Value) -> PyResult<()> {
    let keys: Vec<Value> = match mapping.downcast::<Dict>() {
        Some(dict) => dict.iter(t).map(|(key, _)| key.clone()).collect(),
        None => t.collect(mapping)?,
    };
    for key in keys {
        found.set(t, &key, Value::NONE)?;
    }
    Ok(())
}

/// Adds the names in a class's `__dict__` and those of its bases, however deep.
pub(crate) fn merge_class_names(t: &mut Thread, found: &Dict, class: &Value) -> PyResult<()> {
    let mut work = vec![class.clone()];
    let mut done: Vec<Value> = Vec::new();
    let (dict, bases) = (t.interpreter().names().__dict__.clone(), t.interpreter().names().__bases__.clone());
    while let Some(class) = work.pop() {
        if done.iter().any(|known| known.is(&class)) {
            continue;
        }
        if let Some(type_object) = class.downcast::<TypeObject>() {
            let keys: Vec<Value> = type_object.dict().iter(t).map(|(key, _)| key.clone()).collect();
            for key in keys {
                found.set(t, &key, Value::NONE)?;
            }
        } else if let Some(own) = t.get_attr_opt(&class, &dict)? {
            add_keys(t, found, &own)?;
        }
        if let Some(bases) = t.get_attr_opt(&class, &bases)? {
            work.extend(t.collect(&bases)?);
        }
        done.push(class);
    }
    Ok(())
}

/// A string's text for messages; empty for anything else.
pub(crate) fn text_of(value: &Value) -> String {
    <Str as crate::object::Object>::of(value).map_or_else(String::new, |text| text.to_lossy().into_owned())
}

impl Thread {
    /// The qualified name of a value's class, after its module's unless that is `builtins` or `__main__`.
    pub fn qualified_type_name(&mut self, value: &Value) -> PyResult<String> {
        let class = self.type_of(value).to_value();
        let name = self.qualified_class_name(&class)?;
        Ok(name.strip_prefix("__main__.").map_or(name.clone(), str::to_owned))
    }

    /// `module.qualname` of a class, without the module where that is `builtins`.
    pub(crate) fn qualified_class_name(&mut self, class: &Value) -> PyResult<String> {
        let (module, qualname) =
            (self.interpreter().names().__module__.clone(), self.interpreter().names().__qualname__.clone());
        let qualname = self.get_attr(class, &qualname)?;
        let module = self.get_attr_opt(class, &module)?;
        Ok(match module.filter(|module| <Str as crate::object::Object>::of(module).is_some()) {
            Some(module) if text_of(&module) != "builtins" => {
                format!("{}.{}", text_of(&module), text_of(&qualname))
            }
            _ => text_of(&qualname),
        })
    }
}
