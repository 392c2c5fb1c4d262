//! What attributes found on types give: bound methods, properties, slots, whatever `__get__` answers.
#![expect(unsafe_code, reason = "reads slots and what descriptors own")]

use crate::builtins::bound_method::BoundMethod;
use crate::builtins::descriptor::{ClassMethod, GetSet, Member, Property, StaticMethod};
use crate::builtins::native_function::{self, NativeFunction};
use crate::builtins::str::Str;
use crate::native::{Binding, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

impl Thread {
    /// Whether an attribute found on a type takes precedence over the instance.
    pub(crate) fn is_data_descriptor(&self, attribute: &Value) -> bool {
        match attribute.header().map(|header| header.kind) {
            None => false,
            Some(kind) if kind == Kind::Function as u8 => false,
            Some(kind)
                if kind == Kind::GetSet as u8
                    || kind == Kind::Member as u8
                    || kind == Kind::Property as u8 =>
            {
                true
            }
            Some(_) => {
                let class = self.type_of(attribute);
                !class.special(Special::Set).is_null() || !class.special(Special::Delete).is_null()
            }
        }
    }

    /// Whether an attribute found on a type has a `__get__`. One that only sets leaves the instance's own value in place.
    pub(crate) fn has_get(&self, attribute: &Value) -> bool {
        !self.type_of(attribute).special(Special::Get).is_null()
    }

    /// What an attribute found on the type of `object` gives for it: `__get__`, where it has one.
    pub(crate) fn bind_descriptor(&mut self, attribute: &Value, object: &Value) -> PyResult {
        let Some(header) = attribute.header() else { return Ok(attribute.clone()) };
        let kind = header.kind;
        if kind == Kind::Function as u8 {
            return BoundMethod::new(self, attribute.clone().into_raw(), object.clone().into_raw());
        }
        if kind == Kind::MethodDescriptor as u8 {
            let Some(native) = NativeFunction::of(attribute) else { unreachable!("the kind says so") };
            let owner = if native.def.binding == Binding::Class {
                self.type_of(object).to_value()
            } else {
                self.check_receiver(native, object)?;
                object.clone()
            };
            return native_function::function(self, native.def, owner, None);
        }
        if kind == Kind::WrapperDescriptor as u8 {
            let Some(native) = NativeFunction::of(attribute) else { unreachable!("the kind says so") };
            self.check_receiver(native, object)?;
            return native_function::method_wrapper(self, native, object.clone());
        }
        if let Some(property) = attribute.exact::<Property>() {
            return match property.fget().cloned() {
                Some(getter) if !getter.is_none() => self.call(&getter, std::slice::from_ref(object)),
                _ => Err(self.property_error(property, object, "getter")),
            };
        }
        if let Some(getset) = attribute.exact::<GetSet>() {
            self.check_descriptor_class(getset.class.get(), getset.def.name, object)?;
            if !self.interpreter().audit_hooks.is_empty() {
                self.audit_read(object, getset.def.name)?;
            }
            return (getset.def.get)(self, object);
        }
        if let Some(member) = attribute.exact::<Member>() {
            if let Some(native) = member.native {
                self.check_descriptor_class(member.class.get(), native.name, object)?;
                if !self.interpreter().audit_hooks.is_empty() {
                    self.audit_read(object, native.name)?;
                }
                return (native.get)(self, object);
            }
            return self.member_get(member, object);
        }
        if let Some(method) = attribute.exact::<StaticMethod>() {
            return Ok(method.callable().cloned().unwrap_or(Value::NONE));
        }
        if let Some(method) = attribute.exact::<ClassMethod>() {
            let class = self.type_of(object).to_value();
            let callable = method.callable().cloned().unwrap_or(Value::NONE);
            return self.bind_class_method(&callable, &class);
        }
        let get = self.type_of(attribute).special(Special::Get);
        if get.is_null() {
            return Ok(attribute.clone());
        }
        let class = self.type_of(object).to_value();
        self.call_special_raw(attribute, get, &[object.clone(), class])
    }

    /// What an attribute found in a class's own MRO gives for the class: `__get__(None, class)`.
    pub(crate) fn bind_descriptor_to_class(&mut self, attribute: &Value, class: &Value) -> PyResult {
        let Some(header) = attribute.header() else { return Ok(attribute.clone()) };
        let kind = header.kind;
        let unbound = [Kind::Function, Kind::WrapperDescriptor, Kind::GetSet, Kind::Member, Kind::Property];
        if unbound.iter().any(|&known| kind == known as u8) {
            return Ok(attribute.clone());
        }
        if kind == Kind::MethodDescriptor as u8 {
            let Some(native) = NativeFunction::of(attribute) else { unreachable!("the kind says so") };
            if native.def.binding == Binding::Class {
                return native_function::function(self, native.def, class.clone(), None);
            }
            return Ok(attribute.clone());
        }
        if let Some(method) = attribute.exact::<StaticMethod>() {
            return Ok(method.callable().cloned().unwrap_or(Value::NONE));
        }
        if let Some(method) = attribute.exact::<ClassMethod>() {
            let callable = method.callable().cloned().unwrap_or(Value::NONE);
            return self.bind_class_method(&callable, class);
        }
        let get = self.type_of(attribute).special(Special::Get);
        if get.is_null() {
            return Ok(attribute.clone());
        }
        self.call_special_raw(attribute, get, &[Value::NONE, class.clone()])
    }

    /// `classmethod.__get__`: the callable bound to the class.
    pub(crate) fn bind_class_method(&mut self, callable: &Value, class: &Value) -> PyResult {
        BoundMethod::new(self, callable.clone().into_raw(), class.clone().into_raw())
    }

    /// Raises TypeError unless `object` is an instance of the class that has a native method.
    fn check_receiver(&mut self, native: &NativeFunction, object: &Value) -> PyResult<()> {
        self.check_descriptor_class(native.owner().raw(), native.def.name, object)
    }

    /// Raises `TypeError: descriptor 'x' for 'A' objects doesn't apply to a 'B' object`.
    pub(crate) fn check_descriptor_class(&mut self, class: Raw, name: &str, object: &Value) -> PyResult<()> {
        // SAFETY: a descriptor owns its class.
        let class = unsafe { &*class.cast::<TypeObject>() };
        if self.type_of(object).is_subtype(class) {
            return Ok(());
        }
        let (wanted, found) = (self.type_full_name(class), self.type_of(object));
        let found = self.type_full_name(found);
        Err(self.type_error(format!(
            "descriptor '{name}' for '{wanted}' objects doesn't apply to a '{found}' object"
        )))
    }

    /// The value of a slot.
    pub(crate) fn member_get(&mut self, member: &Member, object: &Value) -> PyResult {
        let slot = self.member_slot(member, object)?;
        // SAFETY: the slot belongs to the live instance.
        let value = unsafe { *slot };
        if value.is_null() {
            // SAFETY: the member owns its name.
            let name = unsafe { Value::from_borrowed(member.name.get()) };
            return Err(self.no_attribute(object, &name));
        }
        // SAFETY: the instance owns it.
        Ok(unsafe { Value::from_borrowed(value) })
    }

    pub(crate) fn member_slot(&mut self, member: &Member, object: &Value) -> PyResult<*mut Raw> {
        // SAFETY: the member owns its name.
        let name = unsafe { Value::from_borrowed(member.name.get()) };
        let text = name.downcast::<Str>().map_or_else(String::new, |name| name.to_lossy().into_owned());
        self.check_descriptor_class(member.class.get(), &text, object)?;
        // SAFETY: the offset lies within instances of the class.
        Ok(unsafe { object.raw().cast::<u8>().add(member.offset).cast::<Raw>() })
    }
}
