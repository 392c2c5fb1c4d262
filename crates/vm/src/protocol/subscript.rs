//! Subscripts: reading, assigning and deleting items.

use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The position that a small integer names in a sequence.
#[inline]
fn position(key: &Value, length: usize) -> Option<usize> {
    let index = key.as_small_int()?;
    let index = if index < 0 { index + length as i64 } else { index };
    usize::try_from(index).ok().filter(|&index| index < length)
}

impl Thread {
    /// `container[key]`.
    pub fn get_item(&mut self, container: &Value, key: &Value) -> PyResult {
        if let Some(list) = container.exact::<List>() {
            return match position(key, list.len()).and_then(|index| list.get(self, index)) {
                Some(item) => Ok(item),
                None => crate::builtins::list::subscript::get(self, list, key),
            };
        } else if let Some(tuple) = container.exact::<Tuple>() {
            if let Some(index) = position(key, tuple.len()) {
                return Ok(tuple.items()[index].clone());
            }
            return crate::builtins::tuple::methods::get(self, container, tuple, key);
        } else if let Some(dict) = container.exact::<Dict>() {
            return match dict.get(self, key)? {
                Some(value) => Ok(value),
                None => Err(self.key_error(key)),
            };
        } else if let Some(text) = container.exact::<Str>() {
            return match position(key, text.len()) {
                Some(index) => text.character(self, index),
                None => crate::builtins::str::subscript::get(self, text, key),
            };
        }
        let index = self.index_for(container, key, Special::Getitem)?;
        let key = index.as_ref().unwrap_or(key);
        match self.call_special(container, Special::Getitem, std::slice::from_ref(key))? {
            Some(item) => Ok(item),
            None => self.subscript_type(container, key),
        }
    }

    /// `container[key]` where the container's type has no `__getitem__`: perhaps it is a generic type.
    fn subscript_type(&mut self, container: &Value, key: &Value) -> PyResult {
        let Some(class) = container.downcast::<TypeObject>() else {
            let name = self.type_name(container);
            return Err(self.type_error(format!("'{name}' object is not subscriptable")));
        };
        if std::ptr::eq(class, self.interpreter().type_of_kind(Kind::Type)) {
            return self.generic_alias(container, key);
        }
        let class_name = class.display_name();
        let name = self.interpreter().names().__class_getitem__.clone();
        if let Some(method) = self.get_attr_opt(container, &name)? {
            if !method.is_none() {
                return self.call(&method, std::slice::from_ref(key));
            }
        }
        Err(self.type_error(format!("type '{class_name}' is not subscriptable")))
    }

    /// `container[key] = value`.
    pub fn set_item(&mut self, container: &Value, key: &Value, value: &Value) -> PyResult<()> {
        if let Some(list) = container.exact::<List>() {
            if let Some(index) = position(key, list.len()) {
                list.replace(self, index, value.clone());
                return Ok(());
            }
        } else if let Some(dict) = container.exact::<Dict>() {
            dict.set(self, key, value.clone())?;
            return Ok(());
        }
        let index = self.index_for(container, key, Special::Setitem)?;
        let key = index.as_ref().unwrap_or(key);
        match crate::call::with_first(key, std::slice::from_ref(value), |both| {
            self.call_special(container, Special::Setitem, both)
        })? {
            Some(_) => Ok(()),
            None => {
                self.is_indexed(container, key)?;
                let text = "does not support item assignment";
                Err(self.no_item_change(container, Special::Delitem, "__setitem__", text))
            }
        }
    }

    /// `del container[key]`.
    pub fn delete_item(&mut self, container: &Value, key: &Value) -> PyResult<()> {
        if let Some(dict) = container.exact::<Dict>() {
            return match dict.remove(self, key)? {
                Some(_) => Ok(()),
                None => Err(self.key_error(key)),
            };
        }
        let index = self.index_for(container, key, Special::Delitem)?;
        let key = index.as_ref().unwrap_or(key);
        match self.call_special(container, Special::Delitem, std::slice::from_ref(key))? {
            Some(_) => Ok(()),
            None => {
                let text = match self.is_indexed(container, key)? {
                    true => "doesn't support item deletion",
                    false => "does not support item deletion",
                };
                Err(self.no_item_change(container, Special::Setitem, "__delitem__", text))
            }
        }
    }

    /// What a key is to a native method that takes an index alone: that index. `None` where the key is good as it is.
    #[inline]
    fn index_for(&mut self, container: &Value, key: &Value, special: Special) -> PyResult<Option<Value>> {
        if key.as_small_int().is_some() || !self.type_of(container).flags.get().contains(TypeFlags::INDEXED) {
            return Ok(None);
        }
        self.index_of_key(container, key, special)
    }

    #[cold]
    fn index_of_key(&mut self, container: &Value, key: &Value, special: Special) -> PyResult<Option<Value>> {
        let class = self.type_of(container);
        let overridden =
            class.native_base().is_some_and(|base| base.special(special) != class.special(special));
        if overridden {
            return Ok(None);
        }
        if !self.is_index(key) {
            let found = self.type_name(key);
            return Err(self.type_error(format!("sequence index must be integer, not '{found}'")));
        }
        let index = self.as_isize(key, Class::IndexError)?;
        crate::builtins::int::from_i64(self, index as i64).map(Some)
    }

    /// Whether CPython would try to use a container without the method as a sequence, with this key as an index; what is no
    /// index for it raises IndexError, or what its `__index__` raises.
    #[cold]
    fn is_indexed(&mut self, container: &Value, key: &Value) -> PyResult<bool> {
        let sequence = self.type_of(container).flags.get().contains(TypeFlags::HEAP)
            || self.has_special(container, Special::Len)
            || self.has_special(container, Special::Contains);
        let indexed = sequence && self.has_special(key, Special::Index);
        if indexed {
            self.as_isize(key, Class::IndexError)?;
        }
        Ok(indexed)
    }

    /// Why an item can't be set or deleted. A Python class that can do one of both lacks the other's method.
    #[cold]
    fn no_item_change(&mut self, container: &Value, other: Special, method: &str, text: &str) -> Exception {
        let class = self.type_of(container);
        if class.flags.get().contains(TypeFlags::HEAP) && !class.special(other).is_null() {
            return self.exception(Class::AttributeError, method);
        }
        let name = self.type_name(container);
        self.type_error(format!("'{name}' object {text}"))
    }

    /// `mapping[key]` of any mapping, `None` where it raises KeyError.
    pub fn get_item_opt(&mut self, mapping: &Value, key: &Value) -> PyResult<Option<Value>> {
        if let Some(dict) = mapping.exact::<Dict>() {
            return dict.get(self, key);
        }
        let item = self.get_item(mapping, key);
        self.catch(item, Class::KeyError)
    }

    /// `origin[args]` as a `types.GenericAlias`.
    pub fn generic_alias(&mut self, origin: &Value, arguments: &Value) -> PyResult {
        let class = self.interpreter().type_of_kind(Kind::GenericAlias).to_value();
        debug_assert!(class.raw() != Raw::NULL, "the type of generic aliases is made at start-up");
        self.call(&class, &[origin.clone(), arguments.clone()])
    }
}
