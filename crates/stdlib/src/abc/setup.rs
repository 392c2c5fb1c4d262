//! Making abstract base classes, and registering classes with them.

use taipan_vm::builtins::set;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::types::{TypeFlags, TypeObject};
use taipan_vm::{PyResult, Thread, Value};

use super::data;

/// CPython's bits for how a class's instances are matched, as `__abc_tpflags__` gives them.
const SEQUENCE: i64 = 1 << 5;
const MAPPING: i64 = 1 << 6;

fn is_abstract(t: &mut Thread, value: &Value) -> PyResult<bool> {
    let name = t.intern("__isabstractmethod__")?;
    match t.get_attr_opt(value, &name)? {
        Some(answer) => t.truth(&answer),
        None => Ok(false),
    }
}

/// The names of a class's abstract methods: its own, and those of its bases that it has not overridden.
fn abstract_methods(t: &mut Thread, class: &Value) -> PyResult {
    let mut found = Vec::new();
    let names = t.interpreter().names();
    let (dict, bases, items) = (names.__dict__.clone(), names.__bases__.clone(), names.items.clone());
    let abstract_names = names.__abstractmethods__.clone();
    let namespace = t.get_attr(class, &dict)?;
    let pairs = t.call_method(&namespace, &items, &[])?;
    for pair in t.collect(&pairs)? {
        let Some([name, value]) = Tuple::of(&pair).map(Tuple::items) else {
            return Err(t.type_error("Iteration over dictionary items did not give tuples of length 2"));
        };
        if is_abstract(t, value)? {
            found.push(name.clone());
        }
    }
    let bases = t.get_attr(class, &bases)?;
    if Tuple::of(&bases).is_none() {
        return Err(t.type_error("__bases__ is not tuple"));
    }
    for base in t.collect(&bases)? {
        let Some(inherited) = t.get_attr_opt(&base, &abstract_names)? else { continue };
        let iterator = t.iter(&inherited)?;
        while let Some(name) = t.next(&iterator)? {
            if let Some(value) = t.get_attr_opt(class, &name)?
                && is_abstract(t, &value)?
            {
                found.push(name);
            }
        }
    }
    set::frozen(t, found)
}

/// Takes `__abc_tpflags__` out of a class: whether its instances are matched as sequences or as mappings.
fn take_pattern_flags(t: &mut Thread, class: &Value) -> PyResult<()> {
    let Some(this) = class.downcast::<TypeObject>() else { return Ok(()) };
    let name = t.intern("__abc_tpflags__")?;
    let Some(flags) = this.dict().get(t, &name)? else { return Ok(()) };
    let flags = if taipan_vm::builtins::int::of(&flags).is_some() { t.as_i64(&flags)? } else { 0 };
    let (sequence, mapping) = (flags & SEQUENCE != 0, flags & MAPPING != 0);
    if sequence && mapping {
        let text = "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING";
        return Err(t.type_error(text));
    }
    if sequence || mapping {
        let flag = if sequence { TypeFlags::SEQUENCE } else { TypeFlags::MAPPING };
        set_pattern(this, flag);
    }
    t.del_attr(class, &name)
}

fn set_pattern(class: &TypeObject, flag: TypeFlags) {
    let plain = class.flags.get().without(TypeFlags::SEQUENCE).without(TypeFlags::MAPPING);
    class.flags.set(plain.with(flag));
}

/// `_abc_init(class)`.
pub(super) fn init(t: &mut Thread, class: &Value) -> PyResult<()> {
    let methods = abstract_methods(t, class)?;
    let name = t.interpreter().names().__abstractmethods__.clone();
    t.set_attr(class, &name, Some(&methods))?;
    let data = data::new(t)?;
    let name = t.intern("_abc_impl")?;
    t.set_attr(class, &name, Some(&data))?;
    take_pattern_flags(t, class)
}

/// Has a class and its subclasses matched as an abstract base class is, unless native code made them.
fn spread_pattern(t: &mut Thread, class: &Value, flag: TypeFlags) -> PyResult<()> {
    t.enter_recursion("")?;
    let Some(this) = class.downcast::<TypeObject>() else { return Ok(()) };
    let flags = this.flags.get();
    if flags.contains(TypeFlags::IMMUTABLE) || flags.contains(flag) {
        return Ok(());
    }
    set_pattern(this, flag);
    for subclass in this.subclass_values() {
        spread_pattern(t, &subclass, flag)?;
    }
    Ok(())
}

/// `_abc_register(this, subclass)`.
pub(super) fn register(t: &mut Thread, this: &Value, subclass: &Value) -> PyResult {
    if subclass.downcast::<TypeObject>().is_none() {
        return Err(t.type_error("Can only register classes"));
    }
    if t.is_subclass(subclass, this)? {
        return Ok(subclass.clone());
    }
    if t.is_subclass(this, subclass)? {
        return Err(t.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data::of_class(t, this)?;
    data::add(t, &data::contents(&data).registry, subclass)?;
    data::count_registration(t);
    let flags = this.downcast::<TypeObject>().map(|class| class.flags.get()).unwrap_or_default();
    for flag in [TypeFlags::SEQUENCE, TypeFlags::MAPPING] {
        if flags.contains(flag) {
            spread_pattern(t, subclass, flag)?;
        }
    }
    Ok(subclass.clone())
}
