//! Conversions to native numbers: what `__index__`, `__int__` and `__float__` stand for.
#![expect(unsafe_code, reason = "instances of subclasses of int are read as big integers")]

use dashu_int::{IBig, Sign};

use crate::builtins::float::Float;
use crate::builtins::int::BigInt;
use crate::builtins::int::convert::deprecated_subclass;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

/// The number behind an int, a bool or an instance of a subclass of int.
#[derive(Clone, Copy, Debug)]
pub enum Integer<'a> {
    Small(i64),
    Big(&'a IBig),
}

impl Integer<'_> {
    /// The number behind a value, if it is an int.
    #[inline]
    pub fn of(value: &Value) -> Option<Integer<'_>> {
        let raw = value.raw();
        if raw.is_int() {
            return Some(Integer::Small(raw.as_int()));
        }
        if raw.is_bool() {
            return Some(Integer::Small(i64::from(raw == Raw::TRUE)));
        }
        big_of(value).map(|big| Integer::Big(big.value()))
    }

    /// The number, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Integer::Small(value) => Some(value),
            Integer::Big(value) => i64::try_from(value).ok(),
        }
    }

    /// As a `u64`, if it fits.
    pub fn to_u64(self) -> Option<u64> {
        match self {
            Integer::Small(value) => u64::try_from(value).ok(),
            Integer::Big(value) => u64::try_from(value).ok(),
        }
    }

    /// The lowest 64 bits of its two's complement.
    pub fn low_bits(self) -> u64 {
        match self {
            Integer::Small(value) => value as u64,
            Integer::Big(value) => {
                let low = dashu_int::ops::RemEuclid::rem_euclid(value, &(IBig::ONE << 64));
                u64::try_from(low).unwrap_or_default()
            }
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            Integer::Small(value) => value < 0,
            Integer::Big(value) => value.sign() == Sign::Negative,
        }
    }

    /// The number if it fits, else the end of the range on its side.
    pub fn clamp(self) -> isize {
        let end = if self.is_negative() { isize::MIN } else { isize::MAX };
        self.to_i64().map_or(end, |value| value as isize)
    }
}

/// The object behind a big integer or an instance of a subclass of int: both have the same memory.
#[inline]
fn big_of(value: &Value) -> Option<&BigInt> {
    let header = value.header()?;
    let is_big = header.kind == Kind::BigInt as u8
        // SAFETY: a live object's type is live.
        || header.kind == Kind::Other as u8 && unsafe { (*header.ty.cast::<TypeObject>()).layout_is(Kind::Int) };
    // SAFETY: the layout of int is that of big integers.
    is_big.then(|| unsafe { &*value.raw().cast::<BigInt>() })
}

/// The number behind a float or an instance of a subclass of float.
#[inline]
pub(super) fn float_of(value: &Value) -> Option<f64> {
    value.downcast::<Float>().map(Float::get)
}

impl Thread {
    /// `operator.index`: an int as it is, else what `__index__` answers.
    pub fn as_index(&mut self, value: &Value) -> PyResult {
        if Integer::of(value).is_some() {
            return Ok(value.clone());
        }
        let Some(index) = self.call_special(value, Special::Index, &[])? else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")));
        };
        if Integer::of(&index).is_none() {
            let name = self.type_name(&index);
            return Err(self.type_error(format!("__index__ returned non-int (type {name})")));
        }
        if index.as_small_int().is_none() && !index.is_kind(Kind::BigInt) {
            deprecated_subclass(self, "__index__", "int", &index)?;
        }
        Ok(index)
    }

    /// Whether a value is a number of any kind, as far as its type tells.
    pub fn is_number(&self, value: &Value) -> bool {
        let specials = [Special::Index, Special::Int, Special::Float];
        specials.into_iter().any(|special| self.has_special(value, special))
            || self.type_of(value).layout_is(Kind::Complex)
    }

    /// Whether a value can be an index.
    pub fn is_index(&self, value: &Value) -> bool {
        Integer::of(value).is_some() || self.has_special(value, Special::Index)
    }

    /// A value as a size or index. What does not fit raises `overflow`.
    pub fn as_isize(&mut self, value: &Value, overflow: Class) -> PyResult<isize> {
        if let Some(value) = value.as_small_int() {
            return Ok(value as isize);
        }
        let index = self.as_index(value)?;
        match Integer::of(&index).and_then(Integer::to_i64) {
            Some(value) => Ok(value as isize),
            None => {
                let name = self.type_name(value);
                Err(self.exception(overflow, &format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// As [`Thread::as_isize`], with the OverflowError of C's conversion.
    pub fn as_ssize(&mut self, value: &Value) -> PyResult<isize> {
        match self.as_isize(value, Class::OverflowError) {
            Err(error) if self.is_exception(&error, Class::OverflowError) => {
                Err(self.overflow_error("Python int too large to convert to C ssize_t"))
            }
            done => done,
        }
    }

    /// A value as an index, clamped to the range of indices: for slices.
    pub fn as_clamped_isize(&mut self, value: &Value) -> PyResult<isize> {
        let index = self.as_index(value)?;
        Ok(Integer::of(&index).map_or(0, Integer::clamp))
    }

    /// A value as a C `long`: OverflowError when it does not fit.
    pub fn as_i64(&mut self, value: &Value) -> PyResult<i64> {
        if let Some(value) = value.as_small_int() {
            return Ok(value);
        }
        let index = self.as_index(value)?;
        match Integer::of(&index).and_then(Integer::to_i64) {
            Some(value) => Ok(value),
            None => Err(self.overflow_error("Python int too large to convert to C long")),
        }
    }

    /// What a value's `__float__` answers; `None` when it has none.
    pub(crate) fn float_by_method(&mut self, value: &Value) -> PyResult<Option<f64>> {
        let Some(result) = self.call_special(value, Special::Float, &[])? else { return Ok(None) };
        let name = self.type_name(value);
        let Some(number) = float_of(&result) else {
            let got = self.type_name(&result);
            return Err(self.type_error(format!("{name}.__float__ returned non-float (type {got})")));
        };
        if !result.is_kind(Kind::Float) {
            deprecated_subclass(self, &format!("{name}.__float__"), "float", &result)?;
        }
        Ok(Some(number))
    }

    /// A value as a C `double`: a float, or what `__float__` or `__index__` answer.
    pub fn as_f64(&mut self, value: &Value) -> PyResult<f64> {
        if let Some(value) = float_of(value) {
            return Ok(value);
        }
        if let Some(value) = value.as_small_int() {
            return Ok(value as f64);
        }
        if let Some(result) = self.float_by_method(value)? {
            return Ok(result);
        }
        if !self.has_special(value, Special::Index) {
            let name = self.type_name(value);
            return Err(self.type_error(format!("must be real number, not {name}")));
        }
        let index = self.as_index(value)?;
        // An int has a `__float__` of its own, which rounds and words its overflow.
        match self.call_special(&index, Special::Float, &[])?.as_ref().and_then(float_of) {
            Some(result) => Ok(result),
            None => Err(self.overflow_error("int too large to convert to float")),
        }
    }
}
