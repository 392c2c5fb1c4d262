//! Taking objects apart and remaking them.

use taipan_vm::builtins::list::List;
use taipan_vm::builtins::native_function::NativeFunction;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::object::Kind;
use taipan_vm::types::{TypeFlags, TypeObject};
use taipan_vm::{PyResult, Thread, Value};

use super::attribute;

fn object_class(t: &Thread) -> Value {
    t.interpreter().type_of_kind(Kind::Object).to_value()
}

/// A new instance of `class` made by its builtin base from that base's part.
pub(super) fn reconstruct(t: &mut Thread, class: &Value, base: &Value, state: &Value) -> PyResult {
    let object = object_class(t);
    let new = attribute(t, base, "__new__")?;
    if base.is(&object) {
        return t.call(&new, std::slice::from_ref(class));
    }
    let made = t.call(&new, &[class.clone(), state.clone()])?;
    let (init, plain) = (attribute(t, base, "__init__")?, attribute(t, &object, "__init__")?);
    if !t.equals(&init, &plain)? {
        t.call(&init, &[made.clone(), state.clone()])?;
    }
    Ok(made)
}

/// The first class of an object's MRO that is native, or whose `__new__` is its own and native.
fn native_base(t: &mut Thread, class: &Value) -> PyResult {
    let mro = attribute(t, class, "__mro__")?;
    for base in t.collect(&mro)? {
        if base.downcast::<TypeObject>().is_some_and(|base| !base.flags.get().contains(TypeFlags::HEAP)) {
            return Ok(base);
        }
        let new = attribute(t, &base, "__new__")?;
        if NativeFunction::of(&new).is_some() && attribute(t, &new, "__self__")?.is(&base) {
            return Ok(base);
        }
    }
    Ok(object_class(t))
}

fn own_slots(t: &mut Thread, object: &Value) -> PyResult<bool> {
    let name = t.intern("__slots__")?;
    match t.get_attr_opt(object, &name)? {
        Some(slots) => t.truth(&slots),
        None => Ok(false),
    }
}

pub(super) fn old_protocol(t: &mut Thread, this: &Value, protocol: i64) -> PyResult {
    if protocol >= 2 {
        return Err(t.exception(Class::AssertionError, ""));
    }
    let class = attribute(t, this, "__class__")?;
    let base = native_base(t, &class)?;
    let name = attribute(t, &class, "__name__")?;
    let name = t.repr_lossy(&name)?;
    let state = if base.is(&object_class(t)) {
        Value::NONE
    } else if base.is(&class) {
        return Err(t.type_error(format!("cannot pickle {name} object")));
    } else {
        t.call(&base, std::slice::from_ref(this))?
    };
    let arguments = Tuple::new(t, [class, base, state])?;
    let key = t.intern("__getstate__")?;
    let dict = match t.get_attr_opt(this, &key)? {
        None if own_slots(t, this)? => {
            return Err(t.type_error(format!(
                "cannot pickle {name} object: a class that defines __slots__ without defining __getstate__ cannot be pickled with protocol {protocol}"
            )));
        }
        None => {
            let key = t.intern("__dict__")?;
            t.get_attr_opt(this, &key)?.unwrap_or(Value::NONE)
        }
        Some(get) => {
            let (own, object) = (t.type_of(this).to_value(), object_class(t));
            let plain = attribute(t, &own, "__getstate__")?.is(&attribute(t, &object, "__getstate__")?);
            if plain && own_slots(t, this)? {
                let text = "a class that defines __slots__ without defining __getstate__ cannot be pickled";
                return Err(t.type_error(text));
            }
            t.call(&get, &[])?
        }
    };
    let module = t.import_module("copyreg")?;
    let function = attribute(t, &module, "_reconstructor")?;
    let mut parts = vec![function, arguments];
    if t.truth(&dict)? {
        parts.push(dict);
    }
    Tuple::new(t, parts)
}

/// The names of a class's slots and its bases', mangled; kept in the class as `__slotnames__`.
pub(super) fn slot_names(t: &mut Thread, class: &Value) -> PyResult {
    let (own, kept) = (attribute(t, class, "__dict__")?, t.intern("__slotnames__")?);
    if let Some(known) = t.get_item_opt(&own, &kept)?.filter(|known| !known.is_none()) {
        return Ok(known);
    }
    let slots = t.intern("__slots__")?;
    let mut names = Vec::new();
    if t.get_attr_opt(class, &slots)?.is_some() {
        let mro = attribute(t, class, "__mro__")?;
        for base in t.collect(&mro)? {
            let namespace = attribute(t, &base, "__dict__")?;
            let Some(slots) = t.get_item_opt(&namespace, &slots)? else { continue };
            let listed = if Str::of(&slots).is_some() { vec![slots] } else { t.collect(&slots)? };
            let base_name = attribute(t, &base, "__name__")?;
            let base_name = t.str_lossy(&base_name)?;
            for slot in listed {
                names.extend(mangled(t, base_name.trim_start_matches('_'), slot)?);
            }
        }
    }
    let names = List::new(t, names)?;
    // A class that takes no attributes is asked again the next time.
    let set = t.set_attr(class, &kept, Some(&names));
    t.catch(set, Class::Exception)?;
    Ok(names)
}

/// The name under which a slot is reached; `None` for those that are no slots of their own.
fn mangled(t: &mut Thread, class: &str, slot: Value) -> PyResult<Option<Value>> {
    let Some(text) = Str::of(&slot).map(|text| text.to_lossy().into_owned()) else { return Ok(Some(slot)) };
    if text == "__dict__" || text == "__weakref__" {
        return Ok(None);
    }
    if text.starts_with("__") && !text.ends_with("__") && !class.is_empty() {
        return Str::new(t, &format!("_{class}{text}")).map(Some);
    }
    Ok(Some(slot))
}
