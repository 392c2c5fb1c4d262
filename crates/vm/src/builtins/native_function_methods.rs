//! Native callables towards Python: `builtin_function_or_method`, `method_descriptor`, `classmethod_descriptor`,
//! `wrapper_descriptor`, `method-wrapper`.

use crate::builtins::facts;
use crate::builtins::fields::read;
use crate::builtins::native_function::{self, NativeFunction};
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::native::{Args, Binding, NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::Value;

/// The type `builtin_function_or_method`.
pub static FUNCTION_TYPE: NativeType = NativeType {
    name: "builtin_function_or_method",
    module: "builtins",
    doc: "A function written in native code, or a method of it.",
    kind: Kind::NativeFunction,
    base: Some(Kind::Object),
    layout: &native_function::LAYOUT,
    flags: TypeFlags::NO_NEW.with(TypeFlags::WEAK),
    methods: function_table::METHODS,
    getsets: function_table::GETSETS,
};

/// The type `method_descriptor`.
pub static METHOD_TYPE: NativeType = NativeType {
    name: "method_descriptor",
    module: "builtins",
    doc: "A method of a native type.",
    kind: Kind::MethodDescriptor,
    base: Some(Kind::Object),
    layout: &native_function::METHOD_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: descriptor_table::METHODS,
    getsets: descriptor_table::GETSETS,
};

/// The type `classmethod_descriptor`.
pub static CLASS_METHOD_TYPE: NativeType = NativeType {
    name: "classmethod_descriptor",
    module: "builtins",
    doc: "A class method of a native type.",
    kind: Kind::ClassMethodDescriptor,
    base: Some(Kind::Object),
    layout: &native_function::CLASS_METHOD_LAYOUT,
    flags: TypeFlags::NO_NEW,
    // All but the last, `__reduce__`: they can't be pickled.
    methods: descriptor_table::METHODS.split_at(descriptor_table::METHODS.len() - 1).0,
    getsets: descriptor_table::GETSETS,
};

/// The type `wrapper_descriptor`.
pub static WRAPPER_TYPE: NativeType = NativeType {
    name: "wrapper_descriptor",
    module: "builtins",
    doc: "A special method of a native type.",
    kind: Kind::WrapperDescriptor,
    base: Some(Kind::Object),
    layout: &native_function::WRAPPER_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: descriptor_table::METHODS,
    getsets: descriptor_table::GETSETS,
};

/// The type `method-wrapper`.
pub static METHOD_WRAPPER_TYPE: NativeType = NativeType {
    name: "method-wrapper",
    module: "builtins",
    doc: "A special method of a native object.",
    kind: Kind::MethodWrapper,
    base: Some(Kind::Object),
    layout: &native_function::METHOD_WRAPPER_LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: wrapper_table::METHODS,
    getsets: wrapper_table::GETSETS,
};

/// `builtin_function_or_method`.
#[taipan_macros::methods]
pub(crate) mod function_table {
    use super::{Args, Binding, PyResult, Thread, Value, compare, native, reduce, signature};
    use crate::builtins::fields::{read, write};
    use crate::builtins::object::identity_text;
    use crate::object::Kind;

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        native(this).invoke(t, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let function = native(this);
        let name = function.def.name;
        let owner = function.owner();
        if function.def.binding == Binding::Static || owner.is_none() || owner.is_kind(Kind::Module) {
            return Ok(format!("<built-in function {name}>"));
        }
        let (class, address) = (t.type_name(owner), identity_text(owner));
        Ok(format!("<built-in method {name} of {class} object at {address:#x}>"))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, false))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, true))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let _ = t;
        Ok(super::hash(this))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        reduce(t, this)
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = t;
        Ok(native(this).def.name)
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult<String> {
        super::function_qualname(t, this)
    }

    /// What it is bound to.
    #[getter]
    fn __self__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(super::function_self(this))
    }

    /// The module's name.
    #[getter]
    fn __module__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&native(this).module).unwrap_or(Value::NONE))
    }

    #[setter("__module__")]
    fn set_module(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&native(this).module, value.cloned());
        Ok(())
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Value) -> PyResult {
        super::doc(t, this)
    }

    /// The signature.
    #[getter]
    fn __text_signature__(t: &mut Thread, this: &Value) -> PyResult {
        signature(t, this)
    }
}

/// `method_descriptor` and `wrapper_descriptor`.
#[taipan_macros::methods]
pub(crate) mod descriptor_table {
    use super::{Args, PyResult, Thread, Value, native, signature};
    use crate::object::Kind;

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        native(this).call_unbound(t, args)
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        super::get(t, this, instance, owner)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let _ = t;
        let what = if this.is_kind(Kind::WrapperDescriptor) { "slot wrapper" } else { "method" };
        let method = native(this);
        Ok(format!("<{what} '{}' of '{}' objects>", method.def.name, method.owner_name(t)))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        super::reduce_descriptor(t, native(this).owner(), native(this).def.name)
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = t;
        Ok(native(this).def.name)
    }

    /// The dotted path to the method within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult<String> {
        super::member_qualname(t, native(this).owner(), native(this).def.name)
    }

    /// The class that has it.
    #[getter]
    fn __objclass__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(native(this).owner().clone())
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Value) -> PyResult {
        super::doc(t, this)
    }

    /// The signature.
    #[getter]
    fn __text_signature__(t: &mut Thread, this: &Value) -> PyResult {
        signature(t, this)
    }
}

/// `method-wrapper`.
#[taipan_macros::methods]
pub(crate) mod wrapper_table {
    use super::{Args, PyResult, Thread, Value, compare, native, read, signature};
    use crate::builtins::object::identity_text;

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        let method = native(this);
        method.def.call(t, method.owner(), args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let method = native(this);
        let (class, address) = (t.type_name(method.owner()), identity_text(method.owner()));
        Ok(format!("<method-wrapper '{}' of {class} object at {address:#x}>", method.def.name))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, false))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, true))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let _ = t;
        Ok(super::hash(this))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        super::reduce_descriptor(t, native(this).owner(), native(this).def.name)
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = t;
        Ok(native(this).def.name)
    }

    /// The dotted path to the method within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let class = read(&native(this).module).unwrap_or(Value::NONE);
        super::member_qualname(t, &class, native(this).def.name)
    }

    /// The class that has it.
    #[getter]
    fn __objclass__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&native(this).module).unwrap_or(Value::NONE))
    }

    /// The object.
    #[getter]
    fn __self__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(native(this).owner().clone())
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Value) -> PyResult {
        super::doc(t, this)
    }

    /// The signature.
    #[getter]
    fn __text_signature__(t: &mut Thread, this: &Value) -> PyResult {
        signature(t, this)
    }
}

/// The memory behind any of the four kinds; their methods are called for no other objects.
fn native(this: &Value) -> &NativeFunction {
    match NativeFunction::of(this) {
        Some(native) => native,
        None => unreachable!("native functions have no subclasses"),
    }
}

impl NativeFunction {
    /// Calls a function as Python does: `__new__` gets its class as the first argument.
    pub(crate) fn invoke(&self, t: &mut Thread, args: Args<'_>) -> PyResult {
        if self.def.binding == Binding::New && self.header.kind == Kind::NativeFunction as u8 {
            let class = self.check_new(t, args)?;
            return self.def.call(t, &class, args.rest());
        }
        self.def.call_bound(t, self.owner(), args)
    }

    /// Checks the class that a builtin type's `__new__` is to make an instance of.
    fn check_new(&self, t: &mut Thread, args: Args<'_>) -> PyResult {
        let own = self.owner_name(t);
        let Some(class) = args.positional().first() else {
            return Err(t.type_error(format!("{own}.__new__(): not enough arguments")));
        };
        let Some(this) = class.downcast::<TypeObject>() else {
            let found = t.type_name(class);
            return Err(t.type_error(format!("{own}.__new__(X): X is not a type object ({found})")));
        };
        let Some(owner) = self.owner().downcast::<TypeObject>() else { return Ok(class.clone()) };
        let shown = this.display_name();
        if !this.is_subtype(owner) {
            return Err(t.type_error(format!("{own}.__new__({shown}): {shown} is not a subtype of {own}")));
        }
        // Dicts and exceptions may have more memory than what makes them knows of.
        let fits = this.layout.kind == owner.layout.kind && this.layout.size == owner.layout.size
            || owner.layout.kind == Kind::Dict
            || this.flags.get().contains(TypeFlags::EXCEPTION);
        // The nearest type whose instances native code makes: no other native `__new__` may fill its memory.
        let mut maker = this;
        loop {
            let new = maker.special_value(Special::New);
            match (new.as_ref().and_then(Value::exact::<NativeFunction>), maker.base_type()) {
                _ if maker.flags.get().contains(TypeFlags::NO_NEW) => break,
                (Some(new), _) if fits && std::ptr::eq(new.def, self.def) => return Ok(class.clone()),
                (None, Some(base)) => maker = base,
                _ => break,
            }
        }
        let builtin = t.type_full_name(maker);
        if maker.flags.get().contains(TypeFlags::NO_NEW) {
            return Err(t.type_error(format!("cannot create '{builtin}' instances")));
        }
        Err(t.type_error(format!("{own}.__new__({shown}) is not safe, use {builtin}.__new__()")))
    }

    /// Calls a descriptor of a type as a function: the first argument is the receiver.
    fn call_unbound(&self, t: &mut Thread, args: Args<'_>) -> PyResult {
        let name = self.def.name;
        let Some(this) = args.positional().first() else {
            let owner = self.owner_name(t);
            let text =
                if self.header.kind == Kind::WrapperDescriptor as u8 || self.def.binding == Binding::Class {
                    format!("descriptor '{name}' of '{owner}' object needs an argument")
                } else {
                    let short = owner.rsplit('.').next().unwrap_or_default();
                    format!("unbound method {short}.{name}() needs an argument")
                };
            return Err(t.type_error(text));
        };
        if self.def.binding == Binding::Class {
            self.check_class(t, this)?;
            return self.def.call_bound(t, this, args.rest());
        }
        let Some(class) = self.owner().downcast::<TypeObject>() else {
            unreachable!("descriptors know their class")
        };
        if !t.type_of(this).is_subtype(class) {
            let (owner, found) = (self.owner_name(t), t.type_name(this));
            let text = if self.header.kind == Kind::WrapperDescriptor as u8 {
                format!("descriptor '{name}' requires a '{owner}' object but received a '{found}'")
            } else {
                format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{found}' object")
            };
            return Err(t.type_error(text));
        }
        self.def.call(t, this, args.rest())
    }

    fn check_class(&self, t: &mut Thread, class: &Value) -> PyResult<()> {
        let (name, owner) = (self.def.name, self.owner_name(t));
        let Some(this) = class.downcast::<TypeObject>() else {
            let found = t.type_name(class);
            let text =
                format!("descriptor '{name}' for type '{owner}' needs a type, not a '{found}' as arg 2");
            return Err(t.type_error(text));
        };
        let fits = self.owner().downcast::<TypeObject>().is_some_and(|owner| this.is_subtype(owner));
        if !fits {
            let found = this.display_name();
            let text = format!("descriptor '{name}' requires a subtype of '{owner}' but received '{found}'");
            return Err(t.type_error(text));
        }
        Ok(())
    }

    /// The name of the class that has it.
    fn owner_name(&self, t: &Thread) -> String {
        let owner = self.owner().downcast::<TypeObject>();
        owner.map_or_else(|| "?".to_owned(), |owner| t.type_full_name(owner))
    }
}

/// `descriptor.__get__(instance, owner)`.
fn get(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
    let owner = owner.filter(|owner| !owner.is_none());
    if instance.is_none() && owner.is_none() {
        return Err(t.type_error("__get__(None, None) is invalid"));
    }
    let method = native(this);
    if method.def.binding == Binding::Class {
        let class = match owner {
            Some(owner) => owner.clone(),
            None => t.type_of(instance).to_value(),
        };
        method.check_class(t, &class)?;
        return native_function::function(t, method.def, class, None);
    }
    if instance.is_none() {
        return Ok(this.clone());
    }
    t.bind_descriptor(this, instance)
}

fn compare(this: &Value, value: &Value, negate: bool) -> Value {
    let (Some(a), Some(b)) = (NativeFunction::of(this), NativeFunction::of(value)) else {
        return Value::NOT_IMPLEMENTED;
    };
    if a.header.kind != b.header.kind {
        return Value::NOT_IMPLEMENTED;
    }
    let equal = std::ptr::eq(a.def, b.def) && a.owner().is(b.owner());
    Value::bool(equal != negate)
}

fn hash(this: &Value) -> i64 {
    let function = native(this);
    let hash =
        crate::protocol::identity_hash(function.owner()) ^ std::ptr::from_ref(function.def) as u64 >> 4;
    if hash == u64::MAX { -2 } else { hash as i64 }
}

fn doc(t: &mut Thread, this: &Value) -> PyResult {
    let (def, class) = (native(this).def, owner_class(t, this));
    let doc = if facts::documents(&class, def.name) { def.doc } else { "" };
    if doc.is_empty() { Ok(Value::NONE) } else { Str::new(t, doc) }
}

/// The class that has a native function, or of whose instance it is a method.
fn owner_class(t: &Thread, this: &Value) -> Value {
    let owner = native(this).owner();
    if owner.downcast::<TypeObject>().is_some() { owner.clone() } else { t.type_of(owner).to_value() }
}

fn signature(t: &mut Thread, this: &Value) -> PyResult {
    let (def, class) = (native(this).def, owner_class(t, this));
    let signature = match (def.binding, def.name) {
        (Binding::New, _) => Some("($type, *args, **kwargs)"),
        (Binding::Special, "__init__") => Some("($self, /, *args, **kwargs)"),
        _ => facts::signature(&class, def.name).unwrap_or(def.signature),
    };
    match signature {
        Some(signature) => Str::new(t, signature),
        None => Ok(Value::NONE),
    }
}

/// What a function is bound to, as `__self__`: static methods have none.
fn function_self(this: &Value) -> Value {
    let function = native(this);
    let of_class =
        function.def.binding == Binding::Static && function.owner().downcast::<TypeObject>().is_some();
    if of_class { Value::NONE } else { function.owner().clone() }
}

fn function_qualname(t: &mut Thread, this: &Value) -> PyResult<String> {
    let function = native(this);
    let owner = function.owner();
    let name = function.def.name;
    if owner.is_none() || owner.is_kind(Kind::Module) {
        return Ok(name.to_owned());
    }
    let class =
        if owner.downcast::<TypeObject>().is_some() { owner.clone() } else { t.type_of(owner).to_value() };
    member_qualname(t, &class, name)
}

/// The qualified name of a class's member.
pub(crate) fn member_qualname(t: &mut Thread, class: &Value, name: &str) -> PyResult<String> {
    let key = t.interpreter().names().__qualname__.clone();
    let qualname = t.get_attr(class, &key)?;
    Ok(format!("{}.{name}", text_of(&qualname)))
}

/// `(getattr, (owner, name))`, for pickle.
pub(crate) fn reduce_descriptor(t: &mut Thread, owner: &Value, name: &str) -> PyResult {
    use crate::builtins::tuple::Tuple;
    let getattr = crate::builtins::iterator_methods::builtin(t, "getattr")?;
    let name = t.intern(name)?;
    let arguments = Tuple::new(t, [owner.clone(), name])?;
    Tuple::new(t, [getattr, arguments])
}

fn reduce(t: &mut Thread, this: &Value) -> PyResult {
    let owner = function_self(this);
    if owner.is_none() || owner.is_kind(Kind::Module) {
        return Str::new(t, native(this).def.name);
    }
    reduce_descriptor(t, &owner, native(this).def.name)
}
