//! `function` and `method`: what Python sees of them.
#![expect(unsafe_code, reason = "names field offsets of the memory")]

use crate::builtins::bound_method;
use crate::builtins::cell::Cell;
use crate::builtins::code::CodeObject;
use crate::builtins::dict::Dict;
use crate::builtins::fields::{read, write};
use crate::builtins::function::{self, Function};
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// The type `function`.
pub static TYPE: NativeType = NativeType {
    name: "function",
    module: "builtins",
    doc: "Makes a function of code and the globals it runs with.",
    kind: Kind::Function,
    base: Some(Kind::Object),
    layout: &function::LAYOUT,
    flags: TypeFlags::WEAK,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The type `method`.
pub static METHOD_TYPE: NativeType = NativeType {
    name: "method",
    module: "builtins",
    doc: "Binds a function to its first argument.",
    kind: Kind::BoundMethod,
    base: Some(Kind::Object),
    layout: &bound_method::LAYOUT,
    flags: TypeFlags::WEAK,
    methods: method_table::METHODS,
    getsets: method_table::GETSETS,
};

/// Where functions keep their `__dict__`.
pub(crate) const DICT_OFFSET: usize = std::mem::offset_of!(Function, dict);

/// The methods and attributes of functions.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::code_flags;

    use super::{
        Class, CodeObject, Dict, Function, PyResult, Str, Thread, Value, assign, read, read_only, text_of,
        write,
    };
    use crate::builtins::{bound_method::BoundMethod, tuple::Tuple, type_attributes, type_slots};
    use crate::native::Args;
    use crate::object::Kind;

    /// Makes a function.
    #[new("(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", name = "function")]
    #[expect(clippy::too_many_arguments, reason = "the parameters are Python's")]
    fn __new__(
        t: &mut Thread,
        class: &Value,
        code: &CodeObject,
        globals: &Dict,
        name: Option<&Value>,
        argdefs: Option<&Value>,
        closure: Option<&Value>,
        kwdefaults: Option<&Value>,
    ) -> PyResult {
        let _ = class;
        super::make(t, code, globals, [name, argdefs, closure, kwdefaults])
    }

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        t.call_args(this, args)
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        if instance.is_none() {
            return if owner.is_some() {
                Ok(this.clone())
            } else {
                Err(t.type_error("__get__(None, None) is invalid"))
            };
        }
        BoundMethod::new(t, this.clone().into_raw(), instance.clone().into_raw())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Function) -> PyResult<String> {
        let _ = t;
        let name = read(&this.qualname).map(|name| text_of(&name)).unwrap_or_default();
        Ok(format!("<function {name} at {:#x}>", std::ptr::from_ref(this) as u64))
    }

    /// The code object.
    #[getter]
    fn __code__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.code).unwrap_or(Value::NONE))
    }

    #[setter("__code__")]
    fn set_code(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value.filter(|value| value.is_kind(Kind::Code)) else {
            return Err(t.type_error("__code__ must be set to a code object"));
        };
        let closure =
            read(&this.closure).and_then(|closure| closure.exact::<Tuple>().map(Tuple::len)).unwrap_or(0);
        let free = value.exact::<CodeObject>().map_or(0, super::free_variables);
        if closure != free {
            let name = read(&this.name).map(|name| text_of(&name)).unwrap_or_default();
            let text = format!("{name}() requires a code object with {closure} free vars, not {free}");
            return Err(t.value_error(text));
        }
        let kinds = code_flags::GENERATOR | code_flags::COROUTINE | code_flags::ASYNC_GENERATOR;
        let kind = |code: Option<&CodeObject>| code.map_or(0, |code| code.code().flags & kinds);
        let old = read(&this.code);
        if kind(old.as_ref().and_then(|old| old.exact())) != kind(value.exact()) {
            let text = "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)";
            t.warn(Class::DeprecationWarning, text, 1)?;
        }
        this.set_code(t, value)
    }

    /// The defaults of positional parameters: a tuple or None.
    #[getter]
    fn __defaults__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.defaults).unwrap_or(Value::NONE))
    }

    #[setter("__defaults__")]
    fn set_defaults(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let value = value.filter(|value| !value.is_none());
        if value.is_some_and(|value| Tuple::of(value).is_none()) {
            return Err(t.type_error("__defaults__ must be set to a tuple object"));
        }
        this.default_count.set(value.and_then(Tuple::of).map_or(0, Tuple::len) as u32);
        this.shape_changed(t);
        write(&this.defaults, value.cloned());
        Ok(())
    }

    /// The defaults of keyword-only parameters: a dict or None.
    #[getter]
    fn __kwdefaults__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.kwdefaults).unwrap_or(Value::NONE))
    }

    #[setter("__kwdefaults__")]
    fn set_kwdefaults(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let value = value.filter(|value| !value.is_none());
        if value.is_some_and(|value| value.downcast::<Dict>().is_none()) {
            return Err(t.type_error("__kwdefaults__ must be set to a dict object"));
        }
        this.shape_changed(t);
        write(&this.kwdefaults, value.cloned());
        Ok(())
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.name).unwrap_or(Value::NONE))
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        assign(
            t,
            &this.name,
            value,
            |value| Str::of(value).is_some(),
            "__name__ must be set to a string object",
        )
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.qualname).unwrap_or(Value::NONE))
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let text = "__qualname__ must be set to a string object";
        assign(t, &this.qualname, value, |value| Str::of(value).is_some(), text)
    }

    /// The docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(match read(&this.doc) {
            Some(doc) => doc,
            None => super::docstring(this.code()),
        })
    }

    #[setter("__doc__")]
    fn set_doc(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.doc, Some(value.cloned().unwrap_or(Value::NONE)));
        Ok(())
    }

    /// The name of the module it was made in.
    #[getter]
    fn __module__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.module).unwrap_or(Value::NONE))
    }

    #[setter("__module__")]
    fn set_module(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.module, Some(value.cloned().unwrap_or(Value::NONE)));
        Ok(())
    }

    /// Other attributes.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::replace_dict(t, this, value)
    }

    /// The cells of free variables: a tuple or None.
    #[getter]
    fn __closure__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.closure).unwrap_or(Value::NONE))
    }

    #[setter("__closure__")]
    fn set_closure(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// The namespace of global variables.
    #[getter]
    fn __globals__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.globals).unwrap_or(Value::NONE))
    }

    #[setter("__globals__")]
    fn set_globals(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// The namespace of builtins.
    #[getter]
    fn __builtins__(t: &mut Thread, this: &Function) -> PyResult {
        Ok(read(&this.builtins).map_or(Value::NONE, |builtins| t.shown_builtins(&builtins)))
    }

    #[setter("__builtins__")]
    fn set_builtins(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(read_only(t))
    }

    /// What computes the annotations, or None.
    #[getter]
    fn __annotate__(t: &mut Thread, this: &Function) -> PyResult {
        let _ = t;
        Ok(read(&this.annotate).unwrap_or(Value::NONE))
    }

    #[setter("__annotate__")]
    fn set_annotate(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else { return Err(t.type_error("__annotate__ cannot be deleted")) };
        if !value.is_none() && !t.is_callable(value) {
            return Err(t.type_error("__annotate__ must be callable or None"));
        }
        if !value.is_none() {
            write(&this.annotations, None);
        }
        write(&this.annotate, Some(value.clone()));
        Ok(())
    }

    /// The annotations, computed at first use.
    #[getter]
    fn __annotations__(t: &mut Thread, this: &Function) -> PyResult {
        if let Some(annotations) = read(&this.annotations) {
            if annotations.is_kind(Kind::Tuple) {
                // Names and values in turn, as the compiler leaves them.
                let dict = super::dict_of_pairs(t, &annotations)?;
                write(&this.annotations, Some(dict.clone()));
                return Ok(dict);
            }
            return Ok(annotations);
        }
        let annotations = match read(&this.annotate).filter(|annotate| t.is_callable(annotate)) {
            Some(annotate) => type_attributes::call_annotate(t, &annotate)?,
            None => Dict::new(t)?,
        };
        write(&this.annotations, Some(annotations.clone()));
        Ok(annotations)
    }

    #[setter("__annotations__")]
    fn set_annotations(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let value = value.filter(|value| !value.is_none());
        if value.is_some_and(|value| value.downcast::<Dict>().is_none()) {
            return Err(t.type_error("__annotations__ must be set to a dict object"));
        }
        write(&this.annotations, value.cloned());
        write(&this.annotate, None);
        Ok(())
    }

    /// The type parameters, a tuple.
    #[getter]
    fn __type_params__(t: &mut Thread, this: &Function) -> PyResult {
        match read(&this.type_params) {
            Some(params) => Ok(params),
            None => Tuple::new(t, Vec::new()),
        }
    }

    #[setter("__type_params__")]
    fn set_type_params(t: &mut Thread, this: &Function, value: Option<&Value>) -> PyResult<()> {
        let text = "__type_params__ must be set to a tuple";
        assign(t, &this.type_params, value, |value| Tuple::of(value).is_some(), text)
    }
}

/// The methods and attributes of bound methods.
#[taipan_macros::methods]
pub(crate) mod method_table {
    use super::{PyResult, Thread, Value, bound_method::BoundMethod, function_and_self, text_of};
    use crate::builtins::tuple::Tuple;
    use crate::native::Args;

    /// Binds a callable to an object.
    #[new("(function, instance, /)", name = "method")]
    fn __new__(t: &mut Thread, class: &Value, function: &Value, instance: &Value) -> PyResult {
        let _ = class;
        if !t.is_callable(function) {
            return Err(t.type_error("first argument must be callable"));
        }
        if instance.is_none() {
            return Err(t.type_error("instance must not be None"));
        }
        BoundMethod::new(t, function.clone().into_raw(), instance.clone().into_raw())
    }

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        t.call_args(this, args)
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        t.check_get(instance, owner.filter(|owner| !owner.is_none()))?;
        Ok(this.clone())
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        let name = &t.attribute_key(name)?;
        let class = t.type_of(this).to_value();
        let Some(class) = class.downcast::<crate::types::TypeObject>() else {
            unreachable!("a type is a type")
        };
        if let Some(attribute) = t.lookup(class, name) {
            return t.bind_descriptor(&attribute, this);
        }
        let (function, _) = function_and_self(this);
        t.get_attr(&function, name)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let (function, instance) = function_and_self(this);
        let (qualname, name) =
            (t.interpreter().names().__qualname__.clone(), t.interpreter().names().__name__.clone());
        let name = match t.get_attr_opt(&function, &qualname)? {
            Some(name) => Some(name),
            None => t.get_attr_opt(&function, &name)?,
        };
        let name = name.map(|name| text_of(&name)).filter(|name| !name.is_empty());
        let instance = t.repr_lossy(&instance)?;
        Ok(format!("<bound method {} of {instance}>", name.as_deref().unwrap_or("?")))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, true)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let (function, instance) = function_and_self(this);
        let hash = crate::protocol::identity_hash(&instance) ^ t.hash(&function)?;
        Ok(if hash == u64::MAX { -2 } else { hash as i64 })
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let (function, instance) = function_and_self(this);
        let name = t.interpreter().names().__name__.clone();
        let name = t.get_attr(&function, &name)?;
        let getattr = crate::builtins::iterator_methods::builtin(t, "getattr")?;
        let arguments = Tuple::new(t, [instance, name])?;
        Tuple::new(t, [getattr, arguments])
    }

    /// The function.
    #[getter]
    fn __func__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(function_and_self(this).0)
    }

    /// The first argument.
    #[getter]
    fn __self__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(function_and_self(this).1)
    }

    /// The function's docstring.
    #[getter]
    fn __doc__(t: &mut Thread, this: &Value) -> PyResult {
        let (function, _) = function_and_self(this);
        let name = t.interpreter().names().__doc__.clone();
        Ok(t.get_attr_opt(&function, &name)?.unwrap_or(Value::NONE))
    }
}

fn function_and_self(this: &Value) -> (Value, Value) {
    let Some(method) = this.downcast::<bound_method::BoundMethod>() else {
        return (Value::NONE, Value::NONE);
    };
    (read(&method.function).unwrap_or(Value::NONE), read(&method.instance).unwrap_or(Value::NONE))
}

/// `==` and `!=` of methods: the same instance and equal functions.
fn compare(t: &mut Thread, this: &Value, value: &Value, negate: bool) -> PyResult {
    if !value.is_kind(Kind::BoundMethod) || !this.is_kind(Kind::BoundMethod) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let ((a, own), (b, other)) = (function_and_self(this), function_and_self(value));
    let equal = own.is(&other) && t.equals(&a, &b)?;
    Ok(Value::bool(equal != negate))
}

/// Sets a field that must be of one type and can't be deleted.
fn assign(
    t: &mut Thread,
    field: &std::cell::Cell<crate::value::Raw>,
    value: Option<&Value>,
    fits: impl Fn(&Value) -> bool,
    text: &str,
) -> PyResult<()> {
    match value.filter(|value| fits(value)) {
        Some(value) => {
            write(field, Some(value.clone()));
            Ok(())
        }
        None => Err(t.type_error(text)),
    }
}

/// `AttributeError: readonly attribute`.
#[cold]
pub(crate) fn read_only(t: &mut Thread) -> Exception {
    t.exception(Class::AttributeError, "readonly attribute")
}

/// How many free variables a code object has.
fn free_variables(code: &CodeObject) -> usize {
    let kinds = &code.code().localspluskinds;
    kinds.iter().filter(|&&kind| kind & taipan_bytecode::local_kind::FREE != 0).count()
}

/// The docstring that code carries: its first constant, when the compiler said so.
pub(crate) fn docstring(code: &CodeObject) -> Value {
    if code.code().flags & taipan_bytecode::code_flags::HAS_DOCSTRING == 0 {
        return Value::NONE;
    }
    let consts = code.consts.borrow();
    // SAFETY: the code object owns its constants.
    consts.first().map_or(Value::NONE, |&doc| unsafe { Value::from_borrowed(doc) })
}

/// A dict of a tuple of keys and values in turn.
fn dict_of_pairs(t: &mut Thread, pairs: &Value) -> PyResult {
    let dict = Dict::new(t)?;
    let (Some(entries), Some(pairs)) = (dict.exact::<Dict>(), pairs.exact::<Tuple>()) else {
        return Ok(dict);
    };
    for pair in pairs.items().chunks_exact(2) {
        entries.set(t, &pair[0], pair[1].clone())?;
    }
    Ok(dict)
}

/// `function(code, globals, name, argdefs, closure, kwdefaults)`.
fn make(
    t: &mut Thread,
    code: &CodeObject,
    globals: &Dict,
    [name, defaults, closure, kwdefaults]: [Option<&Value>; 4],
) -> PyResult {
    if name.is_some_and(|name| Str::of(name).is_none()) {
        return Err(t.type_error("arg 3 (name) must be None or string"));
    }
    if defaults.is_some_and(|defaults| Tuple::of(defaults).is_none()) {
        return Err(t.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let free = free_variables(code);
    let code_name = text_of(code.name());
    let cells = match closure {
        Some(closure) => match Tuple::of(closure) {
            Some(cells) => cells.items(),
            None if free > 0 => return Err(t.type_error("arg 5 (closure) must be tuple")),
            None => return Err(t.type_error("arg 5 (closure) must be None or tuple")),
        },
        None if free > 0 => return Err(t.type_error("arg 5 (closure) must be tuple")),
        None => &[],
    };
    if kwdefaults.is_some_and(|kwdefaults| kwdefaults.downcast::<Dict>().is_none()) {
        return Err(t.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    if cells.len() != free {
        let text = format!("{code_name} requires closure of length {free}, not {}", cells.len());
        return Err(t.value_error(text));
    }
    if let Some(cell) = cells.iter().find(|cell| cell.exact::<Cell>().is_none()) {
        let found = t.type_name(cell);
        return Err(t.type_error(format!("arg 5 (closure) expected cell, found {found}")));
    }
    // SAFETY: both borrow live objects.
    let (code, globals) = unsafe { (value_of(code), value_of(globals)) };
    let made = Function::new(t, &code, &globals)?;
    let Some(this) = made.exact::<Function>() else { unreachable!("just made a function") };
    if let Some(name) = name {
        write(&this.name, Some(name.clone()));
    }
    if let Some(defaults) = defaults {
        this.default_count.set(Tuple::of(defaults).map_or(0, Tuple::len) as u32);
        write(&this.defaults, Some(defaults.clone()));
    }
    if !cells.is_empty() {
        write(&this.closure, closure.cloned());
    }
    if let Some(kwdefaults) = kwdefaults {
        write(&this.kwdefaults, Some(kwdefaults.clone()));
    }
    if defaults.is_some() || kwdefaults.is_some() {
        this.shape_changed(t);
    }
    Ok(made)
}

/// A new reference to the object behind a struct.
///
/// # Safety
/// The struct is an object's memory.
unsafe fn value_of<T: Object>(object: &T) -> Value {
    let header = std::ptr::from_ref(object).cast_mut().cast();
    // SAFETY: the caller's promise; the borrow keeps the object alive.
    unsafe { Value::from_borrowed(crate::value::Raw::pointer(header)) }
}
