//! `isinstance` and `issubclass`, with the hooks that classes may define.

use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::Value;

impl Thread {
    /// `isinstance(value, class)`.
    pub fn is_instance(&mut self, value: &Value, class: &Value) -> PyResult<bool> {
        if class.downcast::<TypeObject>().is_some_and(|class| std::ptr::eq(class, self.type_of(value))) {
            return Ok(true);
        }
        if class.is_kind(Kind::Type) {
            return self.is_plain_instance(value, class);
        }
        if let Some(classes) = self.alternatives(class)? {
            self.enter_recursion(" in __instancecheck__")?;
            let Some(classes) = classes.downcast::<Tuple>() else { unreachable!("alternatives are a tuple") };
            for class in classes.items() {
                if self.is_instance(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(method) = self.special(class, Special::Instancecheck) {
            self.enter_recursion(" in __instancecheck__")?;
            let result = self.call_attribute(class, &method, std::slice::from_ref(value))?;
            return self.truth(&result);
        }
        self.is_plain_instance(value, class)
    }

    /// `issubclass(subclass, class)`.
    pub fn is_subclass(&mut self, subclass: &Value, class: &Value) -> PyResult<bool> {
        if class.is_kind(Kind::Type) {
            if subclass.is(class) {
                return Ok(true);
            }
            return self.is_plain_subclass(subclass, class);
        }
        if let Some(classes) = self.alternatives(class)? {
            self.enter_recursion(" in __subclasscheck__")?;
            let Some(classes) = classes.downcast::<Tuple>() else { unreachable!("alternatives are a tuple") };
            for class in classes.items() {
                if self.is_subclass(subclass, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(method) = self.special(class, Special::Subclasscheck) {
            self.enter_recursion(" in __subclasscheck__")?;
            let result = self.call_attribute(class, &method, std::slice::from_ref(subclass))?;
            return self.truth(&result);
        }
        self.is_plain_subclass(subclass, class)
    }

    /// The classes of a tuple or union.
    fn alternatives(&mut self, class: &Value) -> PyResult<Option<Value>> {
        if class.is_kind(Kind::Union) {
            let name = self.intern("__args__")?;
            return self.get_attr(class, &name).map(Some);
        }
        Ok(class.downcast::<Tuple>().is_some().then(|| class.clone()))
    }

    /// What `type.__instancecheck__` answers: by type, else by `__class__`.
    pub fn is_plain_instance(&mut self, value: &Value, class: &Value) -> PyResult<bool> {
        let name = self.interpreter().names().__class__.clone();
        if let Some(wanted) = class.downcast::<TypeObject>() {
            let own = self.type_of(value);
            if own.is_subtype(wanted) {
                return Ok(true);
            }
            let own = own.to_value();
            let claimed = self.get_attr_opt(value, &name)?;
            let claimed = claimed.as_ref().filter(|claimed| !claimed.is(&own));
            return Ok(claimed
                .and_then(Value::downcast::<TypeObject>)
                .is_some_and(|own| own.is_subtype(wanted)));
        }
        self.check_class(class, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
        match self.get_attr_opt(value, &name)? {
            Some(own) => self.is_abstract_subclass(&own, class),
            None => Ok(false),
        }
    }

    /// What `type.__subclasscheck__` answers: by MRO, else by `__bases__`.
    pub fn is_plain_subclass(&mut self, subclass: &Value, class: &Value) -> PyResult<bool> {
        if let (Some(subclass), Some(class)) =
            (subclass.downcast::<TypeObject>(), class.downcast::<TypeObject>())
        {
            return Ok(subclass.is_subtype(class));
        }
        self.check_class(subclass, "issubclass() arg 1 must be a class")?;
        self.check_class(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
        self.is_abstract_subclass(subclass, class)
    }

    /// Raises TypeError unless an object looks like a class.
    fn check_class(&mut self, class: &Value, complaint: &str) -> PyResult<()> {
        if self.bases_of(class)?.is_none() {
            return Err(self.type_error(complaint));
        }
        Ok(())
    }

    /// `__bases__`, if it is a tuple.
    fn bases_of(&mut self, class: &Value) -> PyResult<Option<Value>> {
        let name = self.interpreter().names().__bases__.clone();
        let bases = self.get_attr_opt(class, &name)?;
        Ok(bases.filter(|bases| bases.downcast::<Tuple>().is_some()))
    }

    /// Whether following `__bases__` leads from one class to another.
    fn is_abstract_subclass(&mut self, subclass: &Value, class: &Value) -> PyResult<bool> {
        let mut subclass = subclass.clone();
        loop {
            if subclass.is(class) {
                return Ok(true);
            }
            let Some(bases) = self.bases_of(&subclass)? else { return Ok(false) };
            let Some(bases) = bases.downcast::<Tuple>() else { return Ok(false) };
            match bases.items() {
                [] => return Ok(false),
                [base] => subclass = base.clone(),
                bases => {
                    self.enter_recursion(" in __issubclass__")?;
                    for base in bases {
                        if self.is_abstract_subclass(base, class)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
            }
        }
    }
}
