//! Attributes of classes that are more than a field: names, module, docstring, annotations, flags.
#![expect(unsafe_code, reason = "reads and replaces fields of types")]

use crate::builtins::descriptor::{GetSet, Member};
use crate::builtins::dict::Dict;
use crate::builtins::facts;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

impl TypeObject {
    /// `__name__`.
    pub fn name_value(&self) -> Value {
        field(self.name.get()).unwrap_or(Value::NONE)
    }

    /// `__qualname__`.
    pub fn qualname_value(&self) -> Value {
        field(self.qualname.get()).unwrap_or(Value::NONE)
    }

    /// `__bases__`.
    pub fn bases_value(&self) -> Value {
        field(self.bases.get()).unwrap_or(Value::NONE)
    }

    /// `__base__`, unless it is `object`.
    pub fn base_value(&self) -> Option<Value> {
        field(self.base.get())
    }

    /// `__mro__`, once it is known.
    pub fn mro_value(&self) -> Option<Value> {
        field(self.mro.get())
    }

    /// The namespace.
    pub(crate) fn dict_value(&self) -> Value {
        field(self.dict.get()).unwrap_or(Value::NONE)
    }

    /// The direct subclasses.
    pub fn subclass_values(&self) -> Vec<Value> {
        let live = self.subclasses.borrow();
        live.iter()
            // SAFETY: subclasses take themselves out of the list when they die; those dying have a count of zero.
            .filter(|&&class| unsafe { (*class).header.count } > 0)
            // SAFETY: as above.
            .map(|&class| unsafe { (*class).to_value() })
            .collect()
    }
}

fn field(raw: Raw) -> Option<Value> {
    // SAFETY: callers pass fields of a live type, which owns what they name.
    (!raw.is_null()).then(|| unsafe { Value::from_borrowed(raw) })
}

fn class_of(value: &Value) -> &TypeObject {
    match value.downcast::<TypeObject>() {
        Some(class) => class,
        None => unreachable!("the attributes of `type` are asked of types only"),
    }
}

/// An entry of a class's own namespace.
pub(crate) fn own_entry(t: &mut Thread, class: &TypeObject, name: &str) -> PyResult<Option<Value>> {
    let name = t.intern(name)?;
    class.dict().get(t, &name)
}

fn set_entry(t: &mut Thread, class: &Value, name: &str, value: &Value) -> PyResult<()> {
    let name = t.intern(name)?;
    t.set_class_entry(class, &name, Some(value))
}

fn remove_entry(t: &mut Thread, class: &Value, name: &str) -> PyResult<bool> {
    let name = t.intern(name)?;
    if !class_of(class).dict().contains(t, &name)? {
        return Ok(false);
    }
    t.set_class_entry(class, &name, None)?;
    Ok(true)
}

/// Raises TypeError unless an attribute of a class may be set to `value`.
fn check_settable<'a>(
    t: &mut Thread,
    class: &Value,
    value: Option<&'a Value>,
    name: &str,
) -> PyResult<&'a Value> {
    let this = class_of(class);
    let shown = this.display_name();
    if this.flags.get().contains(TypeFlags::IMMUTABLE) {
        return Err(t.type_error(format!("cannot set '{name}' attribute of immutable type '{shown}'")));
    }
    match value {
        Some(value) => Ok(value),
        None => Err(t.type_error(format!("cannot delete '{name}' attribute of immutable type '{shown}'"))),
    }
}

/// Whether an entry of a namespace is an attribute that instances have.
fn is_native_attribute(entry: &Value) -> bool {
    entry.is_kind(Kind::GetSet) || entry.exact::<Member>().is_some_and(|member| member.native.is_some())
}

/// `__module__`: of classes an entry of their namespace, of builtin types `builtins` without one.
pub(crate) fn module_of(t: &mut Thread, class: &TypeObject) -> PyResult<Option<Value>> {
    let entry = own_entry(t, class, "__module__")?;
    if entry.is_none() && (class.native.get().is_some() || !class.flags.get().contains(TypeFlags::HEAP)) {
        return t.intern(class.native.get().map_or("builtins", |native| native.module)).map(Some);
    }
    // Of a builtin type whose instances have an attribute of this name, the entry is that.
    match entry {
        Some(entry) if is_native_attribute(&entry) => {
            t.intern(class.native.get().map_or("builtins", |native| native.module)).map(Some)
        }
        entry => Ok(entry),
    }
}

pub(crate) fn set_module(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = check_settable(t, class, value, "__module__")?;
    remove_entry(t, class, "__firstlineno__")?;
    set_entry(t, class, "__module__", value)
}

fn checked_name(t: &mut Thread, class: &Value, value: &Value, name: &str) -> PyResult {
    if Str::of(value).is_none() {
        let (shown, found) = (class_of(class).display_name(), t.type_name(value));
        return Err(t.type_error(format!("can only assign string to {shown}.{name}, not '{found}'")));
    }
    t.attribute_key(value)
}

pub(crate) fn set_name(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = check_settable(t, class, value, "__name__")?;
    let text = checked_name(t, class, value, "__name__")?;
    crate::types::class::check_name(t, &text)?;
    replace(&class_of(class).name, text);
    t.type_modified(class_of(class));
    Ok(())
}

pub(crate) fn set_qualname(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = check_settable(t, class, value, "__qualname__")?;
    if Str::of(value).is_none() {
        checked_name(t, class, value, "__qualname__")?;
    }
    replace(&class_of(class).qualname, value.clone());
    Ok(())
}

fn replace(cell: &std::cell::Cell<Raw>, value: Value) {
    // SAFETY: the field owned what it named.
    drop(unsafe { Value::from_raw(cell.replace(value.into_raw())) });
}

/// `__doc__` of a class: its own entry, bound.
pub(crate) fn doc(t: &mut Thread, class: &Value) -> PyResult {
    let Some(entry) = own_entry(t, class_of(class), "__doc__")? else { return Ok(Value::NONE) };
    let def = match (entry.exact::<GetSet>(), entry.exact::<Member>()) {
        (Some(getset), _) => Some(getset.def),
        (_, Some(member)) => member.native,
        _ => None,
    };
    if let Some(def) = def {
        // A builtin type whose instances have docstrings of their own: its own is told by that attribute.
        let documented = crate::builtins::facts::of(class_of(class)).is_none_or(|facts| facts.documented);
        return if documented { Str::new(t, def.doc) } else { Ok(entry) };
    }
    t.bind_descriptor_to_class(&entry, class)
}

pub(crate) fn set_doc(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = check_settable(t, class, value, "__doc__")?;
    set_entry(t, class, "__doc__", value)
}

pub(crate) fn abstract_methods(t: &mut Thread, class: &Value) -> PyResult {
    let is_type = std::ptr::eq(class_of(class), t.interpreter().type_of_kind(Kind::Type));
    let entry = if is_type { None } else { own_entry(t, class_of(class), "__abstractmethods__")? };
    match entry {
        Some(methods) => Ok(methods),
        None => Err(t.exception(Class::AttributeError, "__abstractmethods__")),
    }
}

pub(crate) fn set_abstract_methods(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let this = class_of(class);
    let is_abstract = match value {
        Some(value) => {
            let is_abstract = t.truth(value)?;
            set_entry(t, class, "__abstractmethods__", value)?;
            is_abstract
        }
        None => {
            if !remove_entry(t, class, "__abstractmethods__")? {
                return Err(t.exception(Class::AttributeError, "__abstractmethods__"));
            }
            false
        }
    };
    let flags = this.flags.get();
    this.flags.set(if is_abstract {
        flags.with(TypeFlags::ABSTRACT)
    } else {
        flags.without(TypeFlags::ABSTRACT)
    });
    Ok(())
}

fn no_such(t: &mut Thread, class: &Value, name: &str) -> crate::errors::Exception {
    let shown = class_of(class).display_name();
    t.exception(Class::AttributeError, &format!("type object '{shown}' has no attribute '{name}'"))
}

pub(crate) fn annotate(t: &mut Thread, class: &Value) -> PyResult {
    let this = class_of(class);
    if !this.flags.get().contains(TypeFlags::HEAP) {
        return Err(no_such(t, class, "__annotate__"));
    }
    for name in ["__annotate__", "__annotate_func__"] {
        if let Some(entry) = own_entry(t, this, name)? {
            return t.bind_descriptor_to_class(&entry, class);
        }
    }
    set_entry(t, class, "__annotate_func__", &Value::NONE)?;
    Ok(Value::NONE)
}

pub(crate) fn set_annotate(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("cannot delete __annotate__ attribute")) };
    check_settable(t, class, Some(value), "__annotate__")?;
    if !value.is_none() && !t.is_callable(value) {
        return Err(t.type_error("__annotate__ must be callable or None"));
    }
    let own = own_entry(t, class_of(class), "__annotate__")?.is_some();
    set_entry(t, class, if own { "__annotate__" } else { "__annotate_func__" }, value)?;
    if !value.is_none() {
        remove_entry(t, class, "__annotations_cache__")?;
    }
    Ok(())
}

/// Calls an `__annotate__` function for the values of annotations.
pub(crate) fn call_annotate(t: &mut Thread, annotate: &Value) -> PyResult {
    let result = t.call(annotate, &[Value::small_int(1)])?;
    if result.downcast::<Dict>().is_none() {
        let found = t.type_name(&result);
        return Err(t.type_error(format!("__annotate__ returned non-dict of type '{found}'")));
    }
    Ok(result)
}

pub(crate) fn annotations(t: &mut Thread, class: &Value) -> PyResult {
    let this = class_of(class);
    if !this.flags.get().contains(TypeFlags::HEAP) {
        return Err(no_such(t, class, "__annotations__"));
    }
    for name in ["__annotations__", "__annotations_cache__"] {
        if let Some(entry) = own_entry(t, this, name)? {
            return t.bind_descriptor_to_class(&entry, class);
        }
    }
    let annotate = annotate(t, class)?;
    let result = if t.is_callable(&annotate) { call_annotate(t, &annotate)? } else { Dict::new(t)? };
    set_entry(t, class, "__annotations_cache__", &result)?;
    Ok(result)
}

pub(crate) fn set_annotations(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let this = class_of(class);
    let shown = this.display_name();
    if this.flags.get().contains(TypeFlags::IMMUTABLE) {
        let text = format!("cannot set '__annotations__' attribute of immutable type '{shown}'");
        return Err(t.type_error(text));
    }
    match value {
        Some(value) => {
            let own = own_entry(t, this, "__annotations__")?.is_some();
            set_entry(t, class, if own { "__annotations__" } else { "__annotations_cache__" }, value)?;
        }
        None => {
            let removed = remove_entry(t, class, "__annotations__")?;
            if !remove_entry(t, class, "__annotations_cache__")? && !removed {
                return Err(t.exception(Class::AttributeError, "__annotations__"));
            }
        }
    }
    remove_entry(t, class, "__annotate_func__")?;
    remove_entry(t, class, "__annotate__")?;
    Ok(())
}

pub(crate) fn type_params(t: &mut Thread, class: &Value) -> PyResult {
    match own_entry(t, class_of(class), "__type_params__")? {
        Some(params) if !is_native_attribute(&params) => Ok(params),
        _ => Tuple::new(t, Vec::new()),
    }
}

pub(crate) fn set_type_params(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let value = check_settable(t, class, value, "__type_params__")?;
    set_entry(t, class, "__type_params__", value)
}

/// In `tp_flags`: the cycle collector knows instances.
pub(crate) const COLLECTED: i64 = 1 << 14;

/// CPython's `tp_flags`: each pair is one of ours and the bit it stands for.
pub(crate) fn flags(class: &TypeObject) -> i64 {
    const READY: i64 = 1 << 12;
    const STATIC: i64 = 1 << 1;
    const INLINE_VALUES: i64 = 1 << 2;
    const MANAGED_WEAKREF: i64 = 1 << 3;
    const MANAGED_DICT: i64 = 1 << 4;
    let bits = [
        (TypeFlags::SEQUENCE, 1 << 5),
        (TypeFlags::MAPPING, 1 << 6),
        (TypeFlags::NO_NEW, 1 << 7),
        (TypeFlags::IMMUTABLE, 1 << 8),
        (TypeFlags::HEAP, 1 << 9),
        (TypeFlags::BASE, 1 << 10),
        (TypeFlags::ABSTRACT, 1 << 20),
        (TypeFlags::MATCH_SELF, 1 << 22),
        (TypeFlags::EXCEPTION, 1 << 30),
        // Types, whose items follow their memory.
        (TypeFlags::METATYPE, 1 << 31 | 1 << 23),
    ];
    let mut flags = READY;
    for (flag, bit) in bits {
        if class.flags.get().contains(flag) {
            flags |= bit;
        }
    }
    let heap = class.flags.get().contains(TypeFlags::HEAP);
    if heap {
        let own = |flag| {
            class.native.get().is_none() && class.flags.get().contains(flag) && !has_builtin_base(class, flag)
        };
        if own(TypeFlags::DICT) && !class.flags.get().contains(TypeFlags::METATYPE) {
            // Behind items of variable number there is no place for values.
            let sized = [Kind::Tuple, Kind::BigInt, Kind::Bytes].iter().any(|&kind| class.layout_is(kind));
            flags |= if sized { MANAGED_DICT } else { MANAGED_DICT | INLINE_VALUES };
        }
        if own(TypeFlags::WEAK) {
            flags |= MANAGED_WEAKREF;
        }
    } else if class.flags.get().contains(TypeFlags::MODULE_ENTRY) {
        // Made at run time in CPython.
        flags |= 1 << 9;
    } else {
        flags |= STATIC;
    }
    let untracked = [Kind::Range, Kind::Code].iter().any(|&kind| class.layout_is(kind));
    if heap || class.layout.flags & taipan_heap::flags::TRACKED != 0 && !untracked {
        flags |= COLLECTED;
    }
    let layouts = [
        (Kind::BigInt, 24),
        (Kind::List, 25),
        (Kind::Tuple, 26),
        (Kind::Bytes, 27),
        (Kind::Str, 28),
        (Kind::Dict, 29),
    ];
    if class.layout_is(Kind::Int) || class.layout_is(Kind::Bool) {
        flags |= 1 << 24;
    }
    for (kind, bit) in layouts {
        if class.layout_is(kind) {
            flags |= 1 << bit;
        }
    }
    flags | call_flags(class)
}

/// `__dictoffset__`: -1 where CPython keeps `__dict__` before the instance.
pub(crate) fn dict_offset(class: &TypeObject) -> i64 {
    match facts::of(class) {
        Some(facts) => facts.sizes[2],
        None if !class.flags.get().contains(TypeFlags::DICT) => 0,
        None => inherited(class, |facts| facts.sizes[2]).unwrap_or(-1),
    }
}

/// `__weakrefoffset__`: -32 where CPython keeps weak references before the instance.
pub(crate) fn weak_offset(class: &TypeObject) -> i64 {
    match facts::of(class) {
        Some(facts) => facts.sizes[3],
        None if !class.flags.get().contains(TypeFlags::WEAK) => 0,
        None => inherited(class, |facts| facts.sizes[3]).unwrap_or(-32),
    }
}

/// What a builtin base says, where that is not 0.
fn inherited(class: &TypeObject, ask: fn(&facts::Facts) -> i64) -> Option<i64> {
    // SAFETY: the MRO holds live types.
    let bases = class.mro_items().iter().map(|&base| unsafe { &*base.cast::<TypeObject>() });
    bases.filter_map(facts::of).map(ask).find(|&offset| offset != 0)
}

/// `__sizeof__` of a class: more where CPython keeps names of attributes with it.
pub(crate) fn size(class: &TypeObject) -> i64 {
    const BUILTIN: i64 = 416;
    const HEAP: i64 = 936;
    const KEYS: i64 = 768;
    if !class.flags.get().contains(TypeFlags::HEAP) {
        return BUILTIN;
    }
    HEAP + if dict_offset(class) == -1 { KEYS } else { 0 }
}

/// `__text_signature__` of a class: builtin types have one where their arguments are fixed.
pub(crate) fn text_signature(t: &mut Thread, class: &TypeObject) -> PyResult {
    let signature = match facts::of(class) {
        Some(facts) => facts.signature,
        None => {
            let mut signature = own_signature(t, class, "__new__", "($type")?;
            if signature.is_none() {
                signature = own_signature(t, class, "__init__", "($self, /, *args")?;
            }
            return match signature {
                Some(signature) => Str::new(t, &signature.replacen("($self, ", "(", 1)),
                None => Ok(Value::NONE),
            };
        }
    };
    if signature.is_empty() { Ok(Value::NONE) } else { Str::new(t, signature) }
}

/// The text signature of a native method that a class has itself, unless it begins as those do that tell nothing.
fn own_signature(
    t: &mut Thread,
    class: &TypeObject,
    method: &str,
    vague: &str,
) -> PyResult<Option<&'static str>> {
    let found = own_entry(t, class, method)?;
    let found = found.as_ref().and_then(NativeFunction::of);
    let own = found.filter(|method| method.owner().is(&class.to_value()));
    Ok(own.and_then(|method| method.def().signature).filter(|signature| !signature.starts_with(vague)))
}

/// Whether a builtin type that a class derives from has a flag.
fn has_builtin_base(class: &TypeObject, flag: TypeFlags) -> bool {
    class.mro_items().iter().any(|&base| {
        // SAFETY: the MRO holds live types.
        let flags = unsafe { (*base.cast::<TypeObject>()).flags.get() };
        !flags.contains(TypeFlags::HEAP) && flags.contains(flag)
    })
}

/// Whether instances are called by the vectorcall protocol, and whether they become methods without an object.
fn call_flags(class: &TypeObject) -> i64 {
    const VECTORCALL: i64 = 1 << 11;
    const METHOD_DESCRIPTOR: i64 = 1 << 17;
    let vectorcall = [
        Kind::Type,
        Kind::Function,
        Kind::NativeFunction,
        Kind::MethodDescriptor,
        Kind::ClassMethodDescriptor,
        Kind::BoundMethod,
    ];
    let methods = [Kind::Function, Kind::MethodDescriptor, Kind::WrapperDescriptor];
    // Types of modules that are called so.
    let of_modules = ["partial", "attrgetter", "itemgetter", "methodcaller", "ReferenceType"];
    let is = |kinds: &[Kind]| kinds.iter().any(|&kind| class.layout_is(kind));
    let native = class.native_base().and_then(|base| base.native.get()).map_or("", |native| native.name);
    // A class with a `__call__` of its own is called through that.
    let own_call =
        class.special_value(Special::Call).is_some_and(|call| !call.is_kind(Kind::WrapperDescriptor));
    let mut flags = 0;
    if (is(&vectorcall) || of_modules.contains(&native)) && !own_call {
        flags |= VECTORCALL;
    }
    if is(&methods) || native == "_lru_cache_wrapper" {
        flags |= METHOD_DESCRIPTOR;
    }
    flags
}

impl Thread {
    /// `callable(value)`.
    pub fn is_callable(&self, value: &Value) -> bool {
        self.has_special(value, crate::types::Special::Call)
    }
}
