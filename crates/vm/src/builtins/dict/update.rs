//! Filling dicts from other mappings, from pairs and from keyword arguments.

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::{Args, PyResult};
use crate::object::{Kind, Object};
use crate::protocol::{Duplicates, MergeError};
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

impl Dict {
    /// Sets every key of another dict.
    pub fn merge(&self, t: &mut Thread, other: &Dict) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        if self.is_empty() {
            return self.copy_from(t, other);
        }
        self.reserve_for(t, other.len())?;
        let (bound, tables) = (other.bound(), other.tables.get());
        let mut index = 0;
        while let Some(at) = other.next_index(t, index) {
            let Some((key, value, hash)) = other.entry_at(t, at) else { break };
            drop(self.set_hashed(t, &key, hash, value)?);
            if other.bound() != bound || other.tables.get() != tables {
                return Err(t.runtime_error("dict mutated during update"));
            }
            index = at + 1;
        }
        Ok(())
    }

    /// Sets what `dict.update` is given: a mapping, or an iterable of pairs.
    pub fn update(&self, t: &mut Thread, source: &Value) -> PyResult<()> {
        if let Some(dict) = source.exact::<Dict>() {
            return self.merge(t, dict);
        }
        if let Some(dict) = <Dict as Object>::of(source) {
            let plain = t.interpreter().type_of_kind(Kind::Dict).special(Special::Iter);
            if t.type_of(source).special(Special::Iter) == plain {
                return self.merge(t, dict);
            }
        }
        if source.is_kind(Kind::List) || source.is_kind(Kind::Tuple) {
            return self.update_from_pairs(t, source);
        }
        match t.merge(self, source, Duplicates::Replace) {
            Ok(()) => Ok(()),
            Err(MergeError::NoMapping) => self.update_from_pairs(t, source),
            Err(MergeError::Raised(error)) => Err(error),
            Err(MergeError::Duplicate(_)) => unreachable!("later values replace earlier ones"),
        }
    }

    /// Sets the keys and values that an iterable gives as pairs.
    fn update_from_pairs(&self, t: &mut Thread, pairs: &Value) -> PyResult<()> {
        let mut index = 0;
        t.iterate(pairs, |t, pair| {
            if let Some([key, value]) = pair.exact::<Tuple>().map(Tuple::items) {
                drop(self.set(t, key, value.clone())?);
                index += 1;
                t.release(pair);
                return Ok(true);
            }
            let items = match t.collect_or(&pair, "object is not iterable") {
                Ok(items) => items,
                Err(error) if t.is_exception(&error, Class::TypeError) => {
                    let note =
                        format!("Cannot convert dictionary update sequence element #{index} to a sequence");
                    return Err(t.with_note(error, &note));
                }
                Err(error) => return Err(error),
            };
            let [key, value] = items.as_slice() else {
                let length = items.len();
                return Err(t.value_error(format!(
                    "dictionary update sequence element #{index} has length {length}; 2 is required"
                )));
            };
            drop(self.set(t, key, value.clone())?);
            index += 1;
            Ok(true)
        })
    }

    /// Sets what `dict(...)`, `dict.__init__` or `dict.update` are given.
    pub fn update_from_arguments(&self, t: &mut Thread, function: &str, args: Args<'_>) -> PyResult<()> {
        let given = args.positional();
        crate::native::convert::check_positional(t, function, given.len(), 0, 1)?;
        if let Some(source) = given.first() {
            self.update(t, source)?;
        }
        let values = &args.values()[given.len()..];
        let names = args.names().map_or(&[][..], |names| names.items());
        for (name, value) in names.iter().zip(values) {
            if Str::of(name).is_none() {
                return Err(t.type_error("keywords must be strings"));
            }
            drop(self.set(t, name, value.clone())?);
        }
        Ok(())
    }
}
