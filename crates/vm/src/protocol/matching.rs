//! What `case` patterns ask of a subject.

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

impl Thread {
    /// `case Class(p1, …, name=q1, …)`: the attributes to match the sub-patterns against; `None` if the subject does not
    /// match. `count` is the number of positional sub-patterns, `names` the tuple of keywords.
    pub fn match_class(
        &mut self,
        subject: &Value,
        class: &Value,
        count: usize,
        names: &Value,
    ) -> PyResult<Option<Vec<Value>>> {
        let Some(object) = class.downcast::<TypeObject>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance(subject, class)? {
            return Ok(None);
        }
        let mut attributes = Vec::new();
        let mut seen: Vec<Value> = Vec::new();
        if count != 0 {
            let own = self.interpreter().names().__match_args__.clone();
            let positional = self.get_attr_opt(class, &own)?;
            let matches_self = positional.is_none() && object.flags.get().contains(TypeFlags::MATCH_SELF);
            if matches_self && count == 1 {
                attributes.push(subject.clone());
            } else {
                let allowed = usize::from(matches_self);
                let names = self.positional_names(object, positional, count, allowed)?;
                for name in names {
                    match self.match_attribute(subject, object, &name, &mut seen)? {
                        Some(value) => attributes.push(value),
                        None => return Ok(None),
                    }
                }
            }
        }
        let names = names.exact::<Tuple>().map_or(&[][..], |names| names.items());
        for name in names {
            match self.match_attribute(subject, object, name, &mut seen)? {
                Some(value) => attributes.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(attributes))
    }

    /// The first `count` names of `__match_args__`, checked. Without one, `allowed` sub-patterns would do.
    fn positional_names(
        &mut self,
        class: &TypeObject,
        positional: Option<Value>,
        count: usize,
        allowed: usize,
    ) -> PyResult<Vec<Value>> {
        let class_name = class.display_name();
        let names = match &positional {
            None => &[][..],
            Some(names) => match names.exact::<Tuple>() {
                Some(names) => names.items(),
                None => {
                    let got = self.type_name(names);
                    let text = format!("{class_name}.__match_args__ must be a tuple (got {got})");
                    return Err(self.type_error(text));
                }
            },
        };
        let allowed = allowed.max(names.len());
        if allowed < count {
            let plural = if allowed == 1 { "" } else { "s" };
            let text =
                format!("{class_name}() accepts {allowed} positional sub-pattern{plural} ({count} given)");
            return Err(self.type_error(text));
        }
        for name in &names[..count] {
            if name.exact::<Str>().is_none() {
                let got = self.type_name(name);
                return Err(self.type_error(format!("__match_args__ elements must be strings (got {got})")));
            }
        }
        Ok(names[..count].to_vec())
    }

    /// One attribute for a sub-pattern; each name may come up once.
    fn match_attribute(
        &mut self,
        subject: &Value,
        class: &TypeObject,
        name: &Value,
        seen: &mut Vec<Value>,
    ) -> PyResult<Option<Value>> {
        for known in seen.iter() {
            if self.equals(known, name)? {
                let (class, name) = (class.display_name(), self.repr_lossy(name)?);
                let text = format!("{class}() got multiple sub-patterns for attribute {name}");
                return Err(self.type_error(text));
            }
        }
        seen.push(name.clone());
        self.get_attr_opt(subject, name)
    }

    /// `case {k1: …, k2: …}`: the values of a tuple of keys; `None` if one is missing.
    pub fn match_keys(&mut self, subject: &Value, keys: &Value) -> PyResult<Option<Vec<Value>>> {
        let keys = keys.exact::<Tuple>().map_or(&[][..], |keys| keys.items());
        if keys.is_empty() {
            return Ok(Some(Vec::new()));
        }
        // A value that no mapping holds: told apart by identity.
        let missing = Dict::new(self)?;
        let seen = Dict::new(self)?;
        let Some(seen) = seen.exact::<Dict>() else { unreachable!("just made a dict") };
        let get = self.interpreter().names().get.clone();
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            if seen.set(self, key, Value::NONE)?.is_some() {
                let key = self.repr_lossy(key)?;
                return Err(self.value_error(format!("mapping pattern checks duplicate key ({key})")));
            }
            let found = if let Some(dict) = subject.exact::<Dict>() {
                dict.get(self, key)?
            } else {
                let found = self.call_method(subject, &get, &[key.clone(), missing.clone()])?;
                (!found.is(&missing)).then_some(found)
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    /// Whether `case {…}` may match the subject.
    pub fn matches_mapping(&self, subject: &Value) -> bool {
        self.type_of(subject).flags.get().contains(TypeFlags::MAPPING)
    }

    /// Whether `case […]` may match the subject.
    pub fn matches_sequence(&self, subject: &Value) -> bool {
        self.type_of(subject).flags.get().contains(TypeFlags::SEQUENCE)
    }
}
