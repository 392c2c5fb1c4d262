//! The attribute protocol: `object.name`, its assignment and deletion, descriptors, bound methods.
#![expect(unsafe_code, reason = "reads instances and types through raw words")]

use taipan_heap::flags;

use crate::builtins::descriptor::{GetSet, Member, Property};
use crate::builtins::dict::Dict;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::str::Str;
use crate::errors::Class;
use crate::instance;
use crate::native::{Binding, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

impl Thread {
    /// `object.name`, through `__getattribute__` and `__getattr__` where a type overrides them.
    pub fn get_attr(&mut self, object: &Value, name: &Value) -> PyResult {
        let class = self.type_of(object);
        if class.flags.get().contains(TypeFlags::PLAIN_GETATTR) {
            return match self.generic_get_attr(object, name)? {
                Some(value) => Ok(value),
                None => Err(self.no_attribute(object, name)),
            };
        }
        let get = class.special(Special::Getattribute);
        let fallback = class.special(Special::Getattr);
        // SAFETY: the type keeps it alive; a reference of our own keeps it while the other runs.
        let fallback = (!fallback.is_null()).then(|| unsafe { Value::from_borrowed(fallback) });
        let result = if get == self.interpreter().type_of_kind(Kind::Object).special(Special::Getattribute) {
            match self.generic_get_attr(object, name) {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => match fallback {
                    Some(fallback) => {
                        return self.call_special_raw(object, fallback.raw(), std::slice::from_ref(name));
                    }
                    None => return Err(self.no_attribute(object, name)),
                },
                Err(error) => Err(error),
            }
        } else {
            self.call_special_raw(object, get, std::slice::from_ref(name))
        };
        match (result, fallback) {
            (Err(error), Some(fallback)) if self.is_exception(&error, Class::AttributeError) => {
                drop(error);
                self.call_special_raw(object, fallback.raw(), std::slice::from_ref(name))
            }
            (result, _) => result,
        }
    }

    /// `object.name`, or `None` where AttributeError would be raised.
    pub fn get_attr_opt(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        if self.type_of(object).flags.get().contains(TypeFlags::PLAIN_GETATTR) {
            let result = self.generic_get_attr(object, name);
            return Ok(self.catch(result, Class::AttributeError)?.flatten());
        }
        let result = self.get_attr(object, name);
        self.catch(result, Class::AttributeError)
    }

    /// What `object.__getattribute__` finds; `None` where it would raise AttributeError itself.
    pub(crate) fn generic_get_attr(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        self.find_attribute(object, name, None)
    }

    /// `object.name` as `object.__getattribute__` finds it, but with another `__dict__` for the object.
    pub fn get_attr_with(&mut self, object: &Value, name: &Value, dict: &Value) -> PyResult {
        match self.find_attribute(object, name, Some(dict))? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(object, name)),
        }
    }

    fn find_attribute(
        &mut self,
        object: &Value,
        name: &Value,
        dict: Option<&Value>,
    ) -> PyResult<Option<Value>> {
        let name = &self.attribute_key(name)?;
        let class = self.type_of(object);
        let class: &TypeObject = unsafe_extend(class);
        let found = self.lookup(class, name);
        if let Some(attribute) = &found {
            if self.is_data_descriptor(attribute) && self.has_get(attribute) {
                return self.bind_descriptor(attribute, object).map(Some);
            }
        }
        let own = match dict {
            Some(dict) => self.namespace_get(dict, name)?,
            None => self.own_attribute(object, name)?,
        };
        if own.is_some() {
            return Ok(own);
        }
        match found {
            Some(attribute) => self.bind_descriptor(&attribute, object).map(Some),
            None => Ok(None),
        }
    }

    /// The attribute in the instance itself: inline values or `__dict__`.
    pub(crate) fn own_attribute(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        let Some(word) = instance::dict_word(self, object) else { return Ok(None) };
        // SAFETY: the word and its inline values belong to the live instance.
        unsafe {
            if (*object.raw().header()).flags & flags::INLINE != 0 {
                return Ok(instance::inline_slot(self, object, name.raw())
                    .map(|(_, slot)| *slot)
                    .filter(|value| !value.is_null())
                    .map(|value| Value::from_borrowed(value)));
            }
            if (*word).is_null() {
                return Ok(None);
            }
            let dict = Value::from_borrowed(*word);
            self.namespace_get(&dict, name)
        }
    }

    /// `object.name` where finding it calls nothing: an attribute of a plain instance's own, or none at all, and none of its
    /// type's. `None` for anything else.
    pub(crate) fn get_attr_natively(&mut self, object: &Value, name: &Value) -> Option<Option<Value>> {
        let class: &TypeObject = unsafe_extend(self.type_of(object));
        let interned = name.exact::<Str>().is_some_and(Str::is_interned);
        if !interned
            || !class.flags.get().contains(TypeFlags::PLAIN_GETATTR)
            || !self.lookup_raw(class, name).is_null()
        {
            return None;
        }
        let Some(word) = instance::dict_word(self, object) else { return Some(None) };
        // SAFETY: the word and its inline values belong to the live instance.
        unsafe {
            if (*object.raw().header()).flags & flags::INLINE != 0 {
                let own = (*class.keys.get()).find(name.raw()).map(|index| *word.add(1 + index));
                return Some(own.filter(|own| !own.is_null()).map(|own| Value::from_borrowed(own)));
            }
            if (*word).is_null() {
                return Some(None);
            }
            Value::borrow_slot(word).exact::<Dict>()?.get_natively(self, name)
        }
    }

    /// A name's value in the namespace that a module, a class body or `exec` runs in: its own `__getitem__` is asked unless
    /// it is exactly a dict.
    pub(crate) fn name_in(&mut self, namespace: &Value, name: &Value) -> PyResult<Option<Value>> {
        match namespace.exact::<Dict>() {
            Some(dict) => dict.get(self, name),
            None => self.get_item_opt(namespace, name),
        }
    }

    /// A name's value in a namespace that is a dict.
    pub(crate) fn namespace_get(&mut self, namespace: &Value, name: &Value) -> PyResult<Option<Value>> {
        match namespace.downcast::<Dict>() {
            Some(dict) => dict.get(self, name),
            None => {
                let result = self.get_item(namespace, name);
                self.catch(result, Class::KeyError)
            }
        }
    }

    /// `object.name = value`, or its deletion.
    pub fn set_attr(&mut self, object: &Value, name: &Value, value: Option<&Value>) -> PyResult<()> {
        let class = self.type_of(object);
        if class.flags.get().contains(TypeFlags::PLAIN_SETATTR) {
            return self.generic_set_attr(object, name, value);
        }
        match value {
            Some(value) => {
                let set = class.special(Special::Setattr);
                crate::call::with_first(name, std::slice::from_ref(value), |both| {
                    self.call_special_raw(object, set, both)
                })?;
            }
            None => {
                let delete = class.special(Special::Delattr);
                self.call_special_raw(object, delete, std::slice::from_ref(name))?;
            }
        }
        Ok(())
    }

    /// `del object.name`.
    pub fn del_attr(&mut self, object: &Value, name: &Value) -> PyResult<()> {
        self.set_attr(object, name, None)
    }

    /// `object.__setattr__` and `object.__delattr__`.
    pub(crate) fn generic_set_attr(
        &mut self,
        object: &Value,
        name: &Value,
        value: Option<&Value>,
    ) -> PyResult<()> {
        let name = &self.attribute_key(name)?;
        let class = self.type_of(object);
        let class: &TypeObject = unsafe_extend(class);
        let found = self.lookup(class, name);
        if let Some(attribute) = &found {
            if self.is_data_descriptor(attribute) {
                return self.set_through_descriptor(attribute, object, name, value);
            }
        }
        let Some(word) = instance::dict_word(self, object) else {
            return Err(self.cannot_set(object, name, found.is_some(), value.is_some()));
        };
        // SAFETY: the word belongs to the live instance.
        unsafe {
            if (*object.raw().header()).flags & flags::INLINE != 0 {
                if self.set_inline(object, word, name, value)? {
                    return Ok(());
                }
                self.inline_to_dict(object)?;
            }
            if (*word).is_null() {
                if value.is_none() {
                    return Err(self.no_attribute(object, name));
                }
                *word = Dict::new(self)?.into_raw();
            }
            let dict = Value::from_borrowed(*word);
            let Some(dict) = dict.downcast::<Dict>() else { unreachable!("__dict__ is a dict") };
            match value {
                Some(value) => {
                    dict.set(self, name, value.clone())?;
                }
                None => {
                    if dict.remove(self, name)?.is_none() {
                        return Err(self.no_attribute(object, name));
                    }
                }
            }
        }
        Ok(())
    }

    /// `object.name = value` as `object.__setattr__` does it, or its deletion, but with another `__dict__` for the object.
    pub fn set_attr_with(
        &mut self,
        object: &Value,
        name: &Value,
        value: Option<&Value>,
        dict: &Value,
    ) -> PyResult<()> {
        let name = &self.attribute_key(name)?;
        let class: &TypeObject = unsafe_extend(self.type_of(object));
        if let Some(attribute) = self.lookup(class, name)
            && self.is_data_descriptor(&attribute)
        {
            return self.set_through_descriptor(&attribute, object, name, value);
        }
        let Some(dict) = dict.downcast::<Dict>() else { unreachable!("a namespace is a dict") };
        match value {
            Some(value) => drop(dict.set(self, name, value.clone())?),
            None => {
                if dict.remove(self, name)?.is_none() {
                    return Err(self.no_attribute(object, name));
                }
            }
        }
        Ok(())
    }

    /// Sets or deletes an inline value; false when the values must move to a dict first. See [`TypeObject::dict_offset`].
    unsafe fn set_inline(
        &mut self,
        object: &Value,
        word: *mut Raw,
        name: &Value,
        value: Option<&Value>,
    ) -> PyResult<bool> {
        // SAFETY: the INLINE flag says that values and keys are there.
        unsafe {
            let class: &TypeObject = unsafe_extend(self.type_of(object));
            let keys = &mut *class.keys.get();
            let Some(value) = value else {
                return match keys.find(name.raw()) {
                    Some(index) if !(*word.add(1 + index)).is_null() => {
                        drop(Value::from_raw(word.add(1 + index).replace(Raw::NULL)));
                        Ok(true)
                    }
                    _ => Err(self.no_attribute(object, name)),
                };
            };
            let Some((index, added)) = keys.find_or_add(name.raw()) else { return Ok(false) };
            if added {
                self.key_added(class, name);
            }
            let slot = word.add(1 + index);
            if (*slot).is_null() {
                // Values are set in the order of their keys, or a dict keeps the order.
                if (*word).as_int() as usize > index {
                    return Ok(false);
                }
                *word = Raw::int(index as i64 + 1);
                *slot = value.clone().into_raw();
            } else {
                drop(Value::from_raw(slot.replace(value.clone().into_raw())));
            }
            Ok(true)
        }
    }

    /// Counts the name that was added to the keys of a class's instances. Answers whether the class's version ended: sites that
    /// load a class attribute of this name, or ask its `__getattr__`, relied on no instance having it.
    pub(crate) fn key_added(&mut self, class: &TypeObject, name: &Value) -> bool {
        let _ = name.clone().into_raw();
        let relied = !self.lookup_raw(class, name).is_null() || !class.special(Special::Getattr).is_null();
        if relied {
            self.type_modified(class);
        }
        relied
    }

    pub(crate) fn set_through_descriptor(
        &mut self,
        attribute: &Value,
        object: &Value,
        name: &Value,
        value: Option<&Value>,
    ) -> PyResult<()> {
        if let Some(property) = attribute.exact::<Property>() {
            let function = if value.is_some() { property.fset() } else { property.fdel() };
            let Some(function) = function.filter(|function| !function.is_none()).cloned() else {
                let what = if value.is_some() { "setter" } else { "deleter" };
                return Err(self.property_error(property, object, what));
            };
            match value {
                Some(value) => self.call(&function, &[object.clone(), value.clone()])?,
                None => self.call(&function, std::slice::from_ref(object))?,
            };
            return Ok(());
        }
        let native = match (attribute.exact::<GetSet>(), attribute.exact::<Member>()) {
            (Some(getset), _) => Some((getset.class.get(), getset.def)),
            (_, Some(member)) => member.native.map(|def| (member.class.get(), def)),
            _ => None,
        };
        if let Some((class, def)) = native {
            self.check_descriptor_class(class, def.name, object)?;
            if !self.interpreter().audit_hooks.is_empty() {
                self.audit_write(object, def.name, value)?;
            }
            return match def.set {
                Some(set) => set(self, object, value),
                None if attribute.is_kind(Kind::Member) => crate::native::read_only(self, object, value),
                None => {
                    // SAFETY: the descriptor, which is held, keeps its class alive.
                    let class = unsafe { &*class.cast::<TypeObject>() };
                    let class = self.type_full_name(class);
                    let text = format!("attribute '{}' of '{class}' objects is not writable", def.name);
                    Err(self.exception(Class::AttributeError, &text))
                }
            };
        }
        if let Some(member) = attribute.exact::<Member>() {
            let slot = self.member_slot(member, object)?;
            // SAFETY: the slot belongs to the live instance.
            unsafe {
                if value.is_none() && (*slot).is_null() {
                    let text = Str::of(name).map_or_else(String::new, |name| name.to_lossy().into_owned());
                    return Err(self.exception(Class::AttributeError, &text));
                }
                let new = value.map_or(Raw::NULL, |value| value.clone().into_raw());
                let old = slot.replace(new);
                if !old.is_null() {
                    drop(Value::from_raw(old));
                }
            }
            return Ok(());
        }
        let class = self.type_of(attribute);
        let (special, arguments): (Special, Vec<Value>) = match value {
            Some(value) => (Special::Set, vec![object.clone(), value.clone()]),
            None => (Special::Delete, vec![object.clone()]),
        };
        let method = class.special(special);
        if method.is_null() {
            let error = self.exception(Class::AttributeError, special.name());
            return Err(error);
        }
        self.call_special_raw(attribute, method, &arguments)?;
        Ok(())
    }

    /// What LOAD_ATTR loads for a method call: the function and its receiver, or any attribute and `None`.
    pub(crate) fn load_method(&mut self, object: &Value, name: &Value) -> PyResult<(Value, Option<Value>)> {
        let class: &TypeObject = unsafe_extend(self.type_of(object));
        if class.flags.get().contains(TypeFlags::PLAIN_GETATTR) {
            if let Some(attribute) = self.lookup(class, name) {
                let kind = attribute.header().map_or(0, |header| header.kind);
                let method = kind == Kind::Function as u8
                    || kind == Kind::WrapperDescriptor as u8
                    || (kind == Kind::MethodDescriptor as u8
                        && NativeFunction::of(&attribute)
                            .is_some_and(|native| native.def.binding == Binding::Method));
                if method {
                    return match self.own_attribute(object, name)? {
                        Some(own) => Ok((own, None)),
                        None => Ok((attribute, Some(object.clone()))),
                    };
                }
            }
        }
        Ok((self.get_attr(object, name)?, None))
    }
}

/// Ends the borrow of the thread that a type reference carries. Types stay alive while an object of theirs does, and the
/// callers above hold such an object.
fn unsafe_extend<'a>(class: &TypeObject) -> &'a TypeObject {
    // SAFETY: see above; `TypeObject` has interior mutability only.
    unsafe { &*std::ptr::from_ref(class) }
}
