//! Arithmetic as functions: `abs`, `divmod`, `pow`, `round`, `sum`.

use taipan_bytecode::BinaryOperator;

use crate::builtins::float::Float;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// The absolute value.
    #[function("(number, /)", told = "($module, x, /)", leaf = crate::builtins::functions::leaves::abs)]
    fn abs(t: &mut Thread, number: &Value) -> PyResult {
        if let Some(value) = number.as_small_int() {
            return crate::builtins::int::from_i64(t, value.abs());
        }
        if let Some(float) = number.exact::<super::Float>() {
            return crate::builtins::float::new(t, float.get().abs());
        }
        match t.call_special(number, Special::Abs, &[])? {
            Some(result) => Ok(result),
            None => {
                let found = t.type_name(number);
                Err(t.type_error(format!("bad operand type for abs(): '{found}'")))
            }
        }
    }

    /// Quotient and remainder.
    #[function("(x, y, /)")]
    fn divmod(t: &mut Thread, x: &Value, y: &Value) -> PyResult {
        t.divmod(x, y)
    }

    /// A power, modulo a number if one is given.
    #[function("(base, exp, mod=None)")]
    fn pow(t: &mut Thread, base: &Value, exp: &Value, mod_: Option<&Value>) -> PyResult {
        t.power(base, exp, mod_)
    }

    /// A number rounded to a count of decimals, or to an integer.
    #[function("(number, ndigits=None)")]
    fn round(t: &mut Thread, number: &Value, ndigits: Option<&Value>) -> PyResult {
        let arguments: Vec<Value> = ndigits.into_iter().cloned().collect();
        match t.call_special_operator(number, Special::Round, &arguments)? {
            Some(result) => Ok(result),
            None => {
                let found = t.type_name(number);
                Err(t.type_error(format!("type {found} doesn't define __round__ method")))
            }
        }
    }

    /// The sum of a start value and the items of an iterable.
    #[function("(iterable, /, start=0)", leaf = crate::builtins::functions::leaves::sum)]
    fn sum(t: &mut Thread, iterable: &Value, start: Option<&Value>) -> PyResult {
        super::sum(t, iterable, start)
    }
}

/// A running sum, exact for integers that fit and compensated for floats.
pub(super) enum Sum {
    Int(i64),
    Float { high: f64, low: f64 },
    Any(Value),
}

impl Sum {
    /// The sum of exactly this int or float.
    pub(super) fn of_number(start: &Value) -> Option<Sum> {
        match start.as_small_int() {
            Some(value) => Some(Sum::Int(value)),
            None => start.exact::<Float>().map(|float| Sum::Float { high: float.get(), low: 0.0 }),
        }
    }

    pub(super) fn finish(self, t: &mut Thread) -> PyResult {
        match self {
            Sum::Int(value) => crate::builtins::int::from_i64(t, value),
            // Only a finite correction is of use.
            Sum::Float { high, low } if low != 0.0 && low.is_finite() => {
                crate::builtins::float::new(t, high + low)
            }
            Sum::Float { high, .. } => crate::builtins::float::new(t, high),
            Sum::Any(value) => Ok(value),
        }
    }

    /// The sum with another item.
    fn add(self, t: &mut Thread, item: &Value) -> PyResult<Sum> {
        if let Some(sum) = self.with_number(item) {
            return Ok(sum);
        }
        let sum = self.finish(t)?;
        let result = t.binary_op(BinaryOperator::Add as usize, &sum, item)?;
        Ok(match result.exact::<Float>() {
            Some(float) => Sum::Float { high: float.get(), low: 0.0 },
            None => Sum::Any(result),
        })
    }

    /// The sum with a number, as long as it needs no objects.
    #[inline]
    fn with_number(&self, item: &Value) -> Option<Sum> {
        let (high, low) = match *self {
            Sum::Int(sum) => match (small(item), item.exact::<Float>()) {
                (Some(value), _) => return sum.checked_add(value).map(Sum::Int),
                (None, Some(_)) => (sum as f64, 0.0),
                (None, None) => return None,
            },
            Sum::Float { high, low } => (high, low),
            Sum::Any(_) => return None,
        };
        match item.exact::<Float>() {
            Some(float) => Some(compensated(high, low, float.get())),
            None => small(item).map(|value| Sum::Float { high: high + value as f64, low }),
        }
    }

    /// The sum with numbers, as long as it needs no objects.
    pub(super) fn with_numbers(self, items: &[Value]) -> Option<Sum> {
        let mut rest = items.iter();
        let mut sum = self;
        if let Sum::Int(mut total) = sum {
            // The commonest sum of all.
            while let Some(item) = rest.next() {
                match item.as_small_int().and_then(|value| total.checked_add(value)) {
                    Some(next) => total = next,
                    None => {
                        sum = Sum::Int(total).with_number(item)?;
                        return rest.try_fold(sum, |sum, item| sum.with_number(item));
                    }
                }
            }
            return Some(Sum::Int(total));
        }
        rest.try_fold(sum, |sum, item| sum.with_number(item))
    }
}

/// Neumaier's compensated addition.
fn compensated(high: f64, low: f64, value: f64) -> Sum {
    let total = high + value;
    let lost = if high.abs() >= value.abs() { (high - total) + value } else { (value - total) + high };
    Sum::Float { high: total, low: low + lost }
}

/// An exact int or bool that fits.
fn small(value: &Value) -> Option<i64> {
    value.as_small_int().or_else(|| {
        let raw = value.raw();
        raw.is_bool().then(|| i64::from(raw == crate::value::Raw::TRUE))
    })
}

fn sum(t: &mut Thread, iterable: &Value, start: Option<&Value>) -> PyResult {
    // Lists and tuples give their items without an iterator.
    let direct = iterable.is_kind(Kind::List) || iterable.is_kind(Kind::Tuple);
    let iterator = if direct { None } else { Some(t.iter(iterable)?) };
    let mut sum = match start {
        None => Sum::Int(0),
        Some(start) => {
            for (kind, text) in [
                (Kind::Str, "sum() can't sum strings [use ''.join(seq) instead]"),
                (Kind::Bytes, "sum() can't sum bytes [use b''.join(seq) instead]"),
                (Kind::ByteArray, "sum() can't sum bytearray [use b''.join(seq) instead]"),
            ] {
                if t.type_of(start).layout_is(kind) {
                    return Err(t.type_error(text));
                }
            }
            Sum::of_number(start).unwrap_or_else(|| Sum::Any(start.clone()))
        }
    };
    let add = |t: &mut Thread, item: Value| {
        sum = std::mem::replace(&mut sum, Sum::Int(0)).add(t, &item)?;
        Ok(true)
    };
    match iterator {
        Some(iterator) => t.iterate_rest(&iterator, add)?,
        None => t.iterate(iterable, add)?,
    }
    sum.finish(t)
}
