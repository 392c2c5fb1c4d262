//! Truth and length.

use crate::builtins::dict::Dict;
use crate::builtins::list::List;
use crate::builtins::set::Set;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::{Raw, Value};

/// The length of an exact builtin container.
#[inline]
pub(crate) fn exact_length(value: &Value) -> Option<usize> {
    const LIST: u8 = Kind::List as u8;
    const TUPLE: u8 = Kind::Tuple as u8;
    const STR: u8 = Kind::Str as u8;
    const DICT: u8 = Kind::Dict as u8;
    const SET: u8 = Kind::Set as u8;
    const FROZEN_SET: u8 = Kind::FrozenSet as u8;
    match value.header()?.kind {
        LIST => value.exact::<List>().map(List::len),
        TUPLE => value.exact::<Tuple>().map(Tuple::len),
        STR => value.exact::<Str>().map(Str::len),
        DICT => value.exact::<Dict>().map(Dict::len),
        SET | FROZEN_SET => Set::any(value).map(Set::len),
        _ => None,
    }
}

/// The truth of a small integer, a bool, None or a builtin container.
#[inline]
pub(crate) fn natively(value: &Value) -> Option<bool> {
    match value.raw() {
        Raw::TRUE => Some(true),
        Raw::FALSE | Raw::NONE => Some(false),
        raw if raw.is_int() => Some(raw != Raw::int(0)),
        _ => exact_length(value).map(|length| length != 0),
    }
}

impl Thread {
    /// `bool(value)`.
    pub fn truth(&mut self, value: &Value) -> PyResult<bool> {
        if let Some(truth) = natively(value) {
            return Ok(truth);
        }
        if self.type_of(value).special(Special::Bool) == Raw::NONE {
            let name = self.type_name(value);
            return Err(self.type_error(format!("'{name}' cannot be interpreted as a boolean")));
        }
        if let Some(result) = self.call_special_operator(value, Special::Bool, &[])? {
            if result.raw().is_bool() {
                return Ok(result.raw() == Raw::TRUE);
            }
            let name = self.type_name(&result);
            return Err(self.type_error(format!("__bool__ should return bool, returned {name}")));
        }
        match self.call_special_operator(value, Special::Len, &[])? {
            Some(length) => Ok(self.checked_length(&length)? != 0),
            None => Ok(true),
        }
    }

    /// `len(value)`.
    pub fn length(&mut self, value: &Value) -> PyResult<usize> {
        if let Some(length) = exact_length(value) {
            return Ok(length);
        }
        match self.call_special(value, Special::Len, &[])? {
            Some(result) => self.checked_length(&result),
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("object of type '{name}' has no len()")))
            }
        }
    }

    /// What `__len__` answered, as a length.
    fn checked_length(&mut self, result: &Value) -> PyResult<usize> {
        let index = self.as_index(result)?;
        if Integer::of(&index).is_some_and(Integer::is_negative) {
            return Err(self.value_error("__len__() should return >= 0"));
        }
        Ok(self.as_isize(&index, Class::OverflowError)? as usize)
    }

    /// `operator.length_hint(value, default)`: how many items to expect.
    pub fn length_hint(&mut self, value: &Value, default: usize) -> PyResult<usize> {
        if let Some(length) = exact_length(value) {
            return Ok(length);
        }
        if self.has_special(value, Special::Len) {
            let length = self.length(value);
            if let Some(length) = self.catch(length, Class::TypeError)? {
                return Ok(length);
            }
        }
        let result = self.call_special(value, Special::LengthHint, &[]);
        let Some(Some(result)) = self.catch(result, Class::TypeError)? else { return Ok(default) };
        if result.raw() == Raw::NOT_IMPLEMENTED {
            return Ok(default);
        }
        if Integer::of(&result).is_none() {
            let name = self.type_name(&result);
            return Err(self.type_error(format!("__length_hint__ must be an integer, not {name}")));
        }
        let Some(hint) = Integer::of(&result).and_then(Integer::to_i64) else {
            return Err(self.overflow_error("Python int too large to convert to C ssize_t"));
        };
        match usize::try_from(hint) {
            Ok(hint) => Ok(hint),
            Err(_) => Err(self.value_error("__length_hint__() should return >= 0")),
        }
    }
}
