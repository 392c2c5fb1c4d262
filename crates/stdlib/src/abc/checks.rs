//! `isinstance` and `issubclass` for abstract base classes.

use taipan_vm::builtins::list::List;
use taipan_vm::errors::Class;
use taipan_vm::types::TypeObject;
use taipan_vm::{PyResult, Thread, Value};

use super::data::{self, Data};

/// Asks a class's `__subclasscheck__`.
fn ask(t: &mut Thread, class: &Value, subclass: &Value) -> PyResult {
    let name = t.intern("__subclasscheck__")?;
    t.call_method(class, &name, std::slice::from_ref(subclass))
}

/// Whether a class was found to be none of the subclasses, as of now.
fn is_known_stranger(t: &mut Thread, data: &Data, subclass: &Value) -> bool {
    data.negative_version.get() == data::registrations(t) && data.negative.read(t).contains(subclass)
}

/// `_abc_instancecheck(this, instance)`.
pub(super) fn instance_check(t: &mut Thread, this: &Value, instance: &Value) -> PyResult {
    let held = data::of_class(t, this)?;
    let data = data::contents(&held);
    let name = t.interpreter().names().__class__.clone();
    let subclass = t.get_attr(instance, &name)?;
    if data.cache.read(t).contains(&subclass) {
        return Ok(Value::TRUE);
    }
    let real = t.type_of(instance).to_value();
    if real.is(&subclass) {
        if is_known_stranger(t, data, &subclass) {
            return Ok(Value::FALSE);
        }
        return ask(t, this, &subclass);
    }
    let answer = ask(t, this, &subclass)?;
    if t.truth(&answer)? { Ok(answer) } else { ask(t, this, &real) }
}

/// `_abc_subclasscheck(this, subclass)`.
pub(super) fn subclass_check(t: &mut Thread, this: &Value, subclass: &Value) -> PyResult<bool> {
    if subclass.downcast::<TypeObject>().is_none() {
        return Err(t.type_error("issubclass() arg 1 must be a class"));
    }
    let held = data::of_class(t, this)?;
    let data = data::contents(&held);
    if data.cache.read(t).contains(subclass) {
        return Ok(true);
    }
    let registrations = data::registrations(t);
    if data.negative_version.get() < registrations {
        drop(std::mem::take(data.negative.write(t)));
        data.negative_version.set(registrations);
    } else if data.negative.read(t).contains(subclass) {
        return Ok(false);
    }
    let is_subclass = decide(t, this, data, subclass)?;
    data::add(t, if is_subclass { &data.cache } else { &data.negative }, subclass)?;
    Ok(is_subclass)
}

/// Whether a class is a subclass, without a look at the caches.
fn decide(t: &mut Thread, this: &Value, data: &Data, subclass: &Value) -> PyResult<bool> {
    let name = t.intern("__subclasshook__")?;
    let answer = t.call_method(this, &name, std::slice::from_ref(subclass))?;
    if answer.is(&Value::TRUE) || answer.is(&Value::FALSE) {
        return Ok(answer.is(&Value::TRUE));
    }
    if !answer.is(&Value::NOT_IMPLEMENTED) {
        let text = "__subclasshook__ must return either False, True, or NotImplemented";
        return Err(t.exception(Class::AssertionError, text));
    }
    let derived =
        subclass.downcast::<TypeObject>().is_some_and(|class| class.mro_items().contains(&this.raw()));
    if derived {
        return Ok(true);
    }
    // `issubclass` of a registered class or of a subclass may change either set.
    for reference in data.registry.read(t).references() {
        let Some(registered) = data::target(&reference) else { continue };
        if t.is_subclass(subclass, &registered)? {
            return Ok(true);
        }
    }
    let name = t.intern("__subclasses__")?;
    let subclasses = t.call_method(this, &name, &[])?;
    let Some(list) = subclasses.downcast::<List>() else {
        return Err(t.type_error("__subclasses__() must return a list"));
    };
    let mut index = 0;
    while let Some(class) = list.get(t, index) {
        if t.is_subclass(subclass, &class)? {
            return Ok(true);
        }
        index += 1;
    }
    Ok(false)
}
