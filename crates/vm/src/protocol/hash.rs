//! Hashing. Numbers and tuples hash as in CPython; strings under this process's key.

use taipan_text::hash::{hash_f64, hash_i64, hash_tuple};

use crate::builtins::float::Float;
use crate::builtins::int;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::{Raw, Value};

/// `hash(None)`: the same in every process.
const HASH_OF_NONE: u64 = 0xfca8_6420;

/// The hash of a small integer, a string, or a tuple of what is as simple.
#[inline(always)]
pub(crate) fn natively(t: &Thread, value: &Value) -> Option<u64> {
    if let Some(number) = value.as_small_int() {
        return Some(hash_i64(number).cast_unsigned());
    }
    match value.exact::<Str>() {
        Some(text) => Some(text.hash(t)),
        None => tuple_natively(t, value.exact::<Tuple>()?),
    }
}

/// The hash of a tuple of small integers, strings, floats, truth values and None.
#[inline(never)]
fn tuple_natively(t: &Thread, tuple: &Tuple) -> Option<u64> {
    let mut all = true;
    let hashes = tuple.items().iter().map(|item| {
        let hash = match item.as_small_int() {
            Some(number) => Some(hash_i64(number).cast_unsigned()),
            None => item.exact::<Str>().map(|text| text.hash(t)).or_else(|| plainly(item)),
        };
        all &= hash.is_some();
        hash.unwrap_or(0).cast_signed()
    });
    let hash = hash_tuple(hashes).cast_unsigned();
    all.then_some(hash)
}

/// The hash of a truth value, None, or a float that is a number.
fn plainly(value: &Value) -> Option<u64> {
    match value.raw() {
        Raw::TRUE => Some(1),
        Raw::FALSE => Some(0),
        Raw::NONE => Some(HASH_OF_NONE),
        _ => hash_f64(value.exact::<Float>()?.get()).map(i64::cast_unsigned),
    }
}

impl Thread {
    /// `hash(value)`, as the bits of a signed number. Unhashable types raise TypeError.
    #[inline]
    pub fn hash(&mut self, value: &Value) -> PyResult<u64> {
        match natively(self, value) {
            Some(hash) => Ok(hash),
            None => self.hash_other(value),
        }
    }

    #[inline(never)]
    fn hash_other(&mut self, value: &Value) -> PyResult<u64> {
        if let Some(hash) = plainly(value) {
            return Ok(hash);
        }
        if let Some(tuple) = value.exact::<Tuple>() {
            return self.hash_of_tuple(tuple);
        }
        if value.is_kind(Kind::Float) {
            return Ok(identity_hash(value));
        }
        if let Some(number) = int::of_exact(value) {
            return Ok(int::arith::hash_of(number).cast_unsigned());
        }
        let result = match self.special(value, Special::Hash).filter(|method| !method.is_none()) {
            Some(method) => self.call_operator(value, &method, &[])?,
            None => None,
        };
        let Some(result) = result else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("unhashable type: '{name}'")));
        };
        match Integer::of(&result) {
            Some(Integer::Small(-1)) => Ok((-2i64).cast_unsigned()),
            Some(Integer::Small(hash)) => Ok(hash.cast_unsigned()),
            Some(Integer::Big(big)) => {
                Ok(i64::try_from(big).unwrap_or_else(|_| taipan_text::hash::hash_big(big)).cast_unsigned())
            }
            None => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// The hash of a tuple, from those of its items.
    pub fn hash_of_tuple(&mut self, tuple: &Tuple) -> PyResult<u64> {
        if let Some(hash) = tuple_natively(self, tuple) {
            return Ok(hash);
        }
        self.enter_recursion(" while hashing a tuple")?;
        let mut hashes = Vec::with_capacity(tuple.len());
        for item in tuple.items() {
            hashes.push(self.hash(item)?.cast_signed());
        }
        Ok(hash_tuple(hashes).cast_unsigned())
    }

    /// The hash of a dict's key: an unhashable one is named in the message.
    #[inline]
    pub fn hash_key(&mut self, key: &Value) -> PyResult<u64> {
        self.hash(key).map_err(|error| self.unhashable(error, key, "a dict key"))
    }

    /// The hash of a set's element: an unhashable one is named in the message.
    #[inline]
    pub fn hash_element(&mut self, element: &Value) -> PyResult<u64> {
        self.hash(element).map_err(|error| self.unhashable(error, element, "a set element"))
    }

    /// Rewords a TypeError raised by hashing so that it says what the value was to be.
    #[cold]
    fn unhashable(&mut self, error: Exception, value: &Value, role: &str) -> Exception {
        if !self.is_exception(&error, Class::TypeError) {
            return error;
        }
        let text = match self.str_of(error.value()) {
            Ok(text) => text,
            Err(error) => return error,
        };
        let text = Str::of(&text).map(|text| text.to_lossy().into_owned()).unwrap_or_default();
        match self.qualified_type_name(value) {
            Ok(name) => self.type_error(format!("cannot use '{name}' as {role} ({text})")),
            Err(error) => error,
        }
    }
}

/// The hash by identity of objects that define no other.
pub fn identity_hash(value: &Value) -> u64 {
    let bits = if value.raw().is_pointer() { value.raw().0 - 3 } else { value.raw().0 };
    // Addresses are multiples of 16: rotate the entropy down.
    match bits.rotate_right(4) {
        u64::MAX => u64::MAX - 1,
        hash => hash,
    }
}
