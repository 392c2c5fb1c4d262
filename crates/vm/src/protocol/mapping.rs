//! Merging mappings into dicts: `{**mapping}`, `f(**mapping)`, `dict.update`.

use crate::builtins::dict::Dict;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// What becomes of a key that the target has already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duplicates {
    /// Its value is replaced.
    Replace,
    /// It is an error, told as [`MergeError::Duplicate`].
    Refuse,
}

/// Why a merge failed.
#[derive(Debug)]
pub enum MergeError {
    /// The source has no `keys`.
    NoMapping,
    /// The key was there already.
    Duplicate(Value),
    Raised(Exception),
}

impl From<Exception> for MergeError {
    fn from(error: Exception) -> MergeError {
        MergeError::Raised(error)
    }
}

impl Thread {
    /// Sets every key of `source`, a dict or anything with `keys` and `__getitem__`, in `target`.
    pub fn merge(&mut self, target: &Dict, source: &Value, duplicates: Duplicates) -> Result<(), MergeError> {
        if let Some(dict) = source.exact::<Dict>() {
            return self.merge_dict(target, dict, duplicates);
        }
        let name = self.interpreter().names().keys.clone();
        let Some(keys) = self.get_attr_opt(source, &name)? else { return Err(MergeError::NoMapping) };
        let keys = self.call(&keys, &[])?;
        if !self.is_iterable(&keys) {
            let (class, found) = (self.type_name(source), self.type_name(&keys));
            let text = format!("{class}.keys() returned a non-iterable (type {found})");
            return Err(self.type_error(text).into());
        }
        let keys = self.iter(&keys)?;
        while let Some(key) = self.next(&keys)? {
            let value = self.get_item(source, &key)?;
            self.merge_one(target, &key, value, duplicates)?;
        }
        Ok(())
    }

    fn merge_dict(&mut self, target: &Dict, source: &Dict, duplicates: Duplicates) -> Result<(), MergeError> {
        if target.is_empty() {
            // Nothing to compare the keys with.
            return Ok(target.merge(self, source)?);
        }
        let mut index = 0;
        let changes = source.changes.get();
        while let Some(at) = source.next_index(self, index) {
            let Some((key, value)) = source.entry(self, at) else { break };
            let (key, value) = (key.clone(), value.clone());
            self.merge_one(target, &key, value, duplicates)?;
            if source.changes.get() != changes && !std::ptr::eq(source, target) {
                return Err(self.runtime_error("dict mutated during update").into());
            }
            index = at + 1;
        }
        Ok(())
    }

    fn merge_one(
        &mut self,
        target: &Dict,
        key: &Value,
        value: Value,
        duplicates: Duplicates,
    ) -> Result<(), MergeError> {
        if duplicates == Duplicates::Refuse && target.contains(self, key)? {
            return Err(MergeError::Duplicate(key.clone()));
        }
        target.set(self, key, value)?;
        Ok(())
    }

    /// `{**source}` into a dict under construction.
    pub(crate) fn merge_display(&mut self, target: &Dict, source: &Value) -> PyResult<()> {
        match self.merge(target, source, Duplicates::Replace) {
            Ok(()) => Ok(()),
            Err(MergeError::Raised(error)) if !self.is_exception(&error, Class::AttributeError) => Err(error),
            Err(_) => {
                let name = self.type_name(source);
                Err(self.type_error(format!("'{name}' object is not a mapping")))
            }
        }
    }

    /// `callable(**source)` into the dict of keyword arguments.
    pub(crate) fn merge_keywords(&mut self, target: &Dict, source: &Value, callable: &Value) -> PyResult<()> {
        match self.merge(target, source, Duplicates::Refuse) {
            Ok(()) => Ok(()),
            Err(MergeError::Duplicate(key)) => {
                let (function, key) = (self.function_display(callable)?, self.str_lossy(&key)?);
                Err(self.type_error(format!("{function} got multiple values for keyword argument '{key}'")))
            }
            Err(MergeError::Raised(error)) if !self.is_exception(&error, Class::AttributeError) => Err(error),
            Err(_) => {
                let (function, name) = (self.function_display(callable)?, self.type_name(source));
                Err(self.type_error(format!("{function} argument after ** must be a mapping, not {name}")))
            }
        }
    }
}
