//! What the attribute protocol raises.

use crate::builtins::descriptor::Property;
use crate::builtins::module::Module;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

impl Thread {
    /// `AttributeError: 'C' object has no attribute 'x'`, with `name` and `obj` for suggestions.
    #[cold]
    pub(crate) fn no_attribute(&mut self, object: &Value, name: &Value) -> Exception {
        let attribute = Str::of(name).map_or_else(String::new, |name| name.to_lossy().into_owned());
        let text = if let Some(class) = object.downcast::<TypeObject>() {
            format!("type object '{}' has no attribute '{attribute}'", class.display_name())
        } else if let Some(module) = object.downcast::<Module>() {
            module.no_attribute_text(self, &attribute)
        } else {
            return self.no_instance_attribute(object, name);
        };
        self.attribute_error(&text, object, name)
    }

    /// The AttributeError of an object of any type, worded without a look at what the object is.
    #[cold]
    pub(crate) fn no_instance_attribute(&mut self, object: &Value, name: &Value) -> Exception {
        let attribute = Str::of(name).map_or_else(String::new, |name| name.to_lossy().into_owned());
        let class = self.type_name(object);
        self.attribute_error(&format!("'{class}' object has no attribute '{attribute}'"), object, name)
    }

    /// An AttributeError that knows what was looked for.
    #[cold]
    pub(crate) fn attribute_error(&mut self, text: &str, object: &Value, name: &Value) -> Exception {
        let error = self.exception(Class::AttributeError, text);
        let names = self.interpreter().names();
        let (name_key, obj_key) = (names.name.clone(), names.obj.clone());
        for (key, value) in [(name_key, name), (obj_key, object)] {
            let target = error.value().clone();
            if let Err(worse) = self.set_attr(&target, &key, Some(value)) {
                return worse;
            }
        }
        error
    }

    /// What setting an attribute raises that has no place.
    #[cold]
    pub(crate) fn cannot_set(
        &mut self,
        object: &Value,
        name: &Value,
        on_class: bool,
        setting: bool,
    ) -> Exception {
        let attribute = Str::of(name).map_or_else(String::new, |name| name.to_lossy().into_owned());
        let class = self.type_name(object);
        let _ = setting;
        let text = if on_class {
            format!("'{class}' object attribute '{attribute}' is read-only")
        } else if !self.type_of(object).flags.get().contains(TypeFlags::PLAIN_SETATTR) {
            format!("'{class}' object has no attribute '{attribute}'")
        } else {
            format!(
                "'{class}' object has no attribute '{attribute}' and no __dict__ for setting new attributes"
            )
        };
        self.attribute_error(&text, object, name)
    }

    /// `AttributeError: property 'x' of 'C' object has no setter`.
    #[cold]
    pub(crate) fn property_error(&mut self, property: &Property, object: &Value, what: &str) -> Exception {
        let class = self.type_of(object);
        let name = crate::builtins::fields::read(&class.qualname);
        let qualname = name.and_then(|name| {
            let shown = self.repr(&name).ok();
            shown.and_then(|text| text.downcast::<Str>().map(|text| text.to_lossy().into_owned()))
        });
        let qualname = qualname.unwrap_or_else(|| "'?'".to_owned());
        let mut name = property.name().cloned();
        if let (None, Some(getter)) = (&name, property.fget().cloned()) {
            let key = self.interpreter().names().__name__.clone();
            match self.get_attr_opt(&getter, &key) {
                Ok(found) => name = found,
                Err(error) => return error,
            }
        }
        let text = match name.filter(|name| !name.is_none()) {
            Some(name) => {
                let shown = self.repr(&name).ok();
                let shown =
                    shown.and_then(|text| text.downcast::<Str>().map(|text| text.to_lossy().into_owned()));
                format!("property {} of {qualname} object has no {what}", shown.unwrap_or_default())
            }
            None => format!("property of {qualname} object has no {what}"),
        };
        self.exception(Class::AttributeError, &text)
    }

    /// A type's name as messages give it, CPython's `tp_name`: that of a native type with its module.
    pub fn type_full_name(&self, class: &TypeObject) -> String {
        let sealed = TypeFlags::HEAP.with(TypeFlags::IMMUTABLE);
        let names = self.interpreter().names();
        // Struct sequences are made as classes are, but are none.
        let sequence = names.n_sequence_fields.exact::<Str>();
        if class.flags.get().contains(sealed)
            || sequence.is_some_and(|key| class.dict().get_str(self, key).is_some())
        {
            let module = names.__module__.exact::<Str>();
            let module = module.and_then(|key| class.dict().get_str(self, key)).and_then(Str::of);
            if let Some(module) = module.filter(|module| module.as_str() != Some("builtins")) {
                return format!("{}.{}", module.to_lossy(), class.name());
            }
        }
        class.display_name()
    }
}
