//! What Python sees of ranges.

use crate::builtins::int;
use crate::builtins::range::{self, Range};
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// Whether two ranges have the same items.
fn equal(a: &Range, b: &Range) -> bool {
    let ([a_start, _, a_step, a_length], [b_start, _, b_step, b_length]) = (a.numbers(), b.numbers());
    a_length == b_length
        && (a_length == dashu_int::IBig::ZERO
            || a_start == b_start && (a_length == dashu_int::IBig::ONE || a_step == b_step))
}

/// Whether equality of values is a matter of their numbers: exact ints and bools.
fn is_plain_int(value: &Value) -> bool {
    value.raw().is_int() || value.raw().is_bool() || value.is_kind(Kind::BigInt)
}

fn compare(this: &Range, value: &Value, equals: bool) -> Value {
    match value.exact::<Range>() {
        Some(other) => Value::bool((std::ptr::eq(this, other) || equal(this, other)) == equals),
        None => Value::NOT_IMPLEMENTED,
    }
}

/// Makes a range of the arguments of `range()`.
fn make(t: &mut Thread, arguments: &[Value]) -> PyResult {
    let (start, stop, step) = match arguments {
        [stop] => (None, stop, None),
        [start, stop] => (Some(start), stop, None),
        [start, stop, step, ..] => (Some(start), stop, Some(step)),
        [] => unreachable!("the count was checked"),
    };
    let mut index = |value: Option<&Value>, default: i64| match value {
        // The fields are exact ints: what counts is the number.
        Some(value) => {
            let index = t.as_index(value)?;
            if index.is_kind(Kind::Int) || index.is_kind(Kind::BigInt) {
                return Ok(index);
            }
            match Integer::of(&index) {
                Some(Integer::Small(number)) => int::from_i64(t, number),
                Some(Integer::Big(number)) => int::from_big(t, number.clone()),
                None => unreachable!("an index is an integer"),
            }
        }
        None => Ok(Value::small_int(default)),
    };
    let start = index(start, 0)?;
    let stop = index(Some(stop), 0)?;
    let step = index(step, 1)?;
    range::new(t, start, stop, step)
}

/// `range()` of small integers.
fn make_small(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [start, stop, step] = match arguments {
        [stop] => {
            let stop = stop.as_small_int()?;
            return range::of_words(t, 0, stop, 1, Raw::int(stop.max(0))).ok();
        }
        [start, stop] => [start.as_small_int()?, stop.as_small_int()?, 1],
        [start, stop, step] => [start.as_small_int()?, stop.as_small_int()?, step.as_small_int()?],
        _ => return None,
    };
    if step == 0 {
        return None;
    }
    range::new(t, Value::small_int(start), Value::small_int(stop), Value::small_int(step)).ok()
}

/// The methods and attributes of ranges.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Integer, PyResult, Range, Raw, Thread, Value, compare, is_plain_int, make};
    use crate::builtins::int;
    use crate::builtins::range::subscript;
    use crate::builtins::tuple::Tuple;
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::convert::{check_positional, new_arguments};

    /// Makes a range.
    #[new(leaf = super::make_small)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let arguments = new_arguments(t, class, args, "range")?;
        check_positional(t, "range", arguments.len(), 1, 3)?;
        make(t, arguments)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Range) -> PyResult<String> {
        let mut texts = [const { String::new() }; 3];
        for (text, part) in texts.iter_mut().zip([this.start(), this.stop(), this.step()]) {
            *text = t.repr_lossy(&Range::part(part))?;
        }
        let [start, stop, step] = texts;
        Ok(if this.step.get() == Raw::int(1) {
            format!("range({start}, {stop})")
        } else {
            format!("range({start}, {stop}, {step})")
        })
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Range) -> PyResult<i64> {
        let length = Range::part(this.length());
        let mut parts = [length, Value::NONE, Value::NONE];
        if this.length.get() != Raw::int(0) {
            parts[1] = Range::part(this.start());
            if this.length.get() != Raw::int(1) {
                parts[2] = Range::part(this.step());
            }
        }
        let parts = Tuple::from_slice(t, &parts)?;
        Ok(t.hash(&parts)?.cast_signed())
    }

    #[special]
    fn __eq__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        Ok(compare(this, value, true))
    }

    #[special]
    fn __ne__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        Ok(compare(this, value, false))
    }

    #[special]
    fn __lt__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __gt__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(_t: &mut Thread, this: &Range, value: &Value) -> PyResult {
        let _ = (this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Range) -> PyResult {
        this.iter(t)
    }

    #[special]
    fn __bool__(_t: &mut Thread, this: &Range) -> PyResult<bool> {
        Ok(this.length.get() != Raw::int(0))
    }

    #[special]
    fn __len__(t: &mut Thread, this: &Range) -> PyResult {
        let length = Range::part(this.length());
        match Integer::of(&length).and_then(Integer::to_i64) {
            Some(_) => Ok(length),
            None => Err(t.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Range, key: &Value) -> PyResult {
        subscript::get_item(t, this, key)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Value, key: &Value) -> PyResult<bool> {
        let range = crate::native::convert::special_self::<Range>(t, this, "__contains__")?;
        if is_plain_int(key) { Ok(range.position(key).is_some()) } else { t.iterator_contains(this, key) }
    }

    /// An iterator from the last item to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Range) -> PyResult {
        this.iter_reversed(t)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = crate::native::convert::method_self::<Range>(t, this, "__reduce__")?;
        let parts = [this.start(), this.stop(), this.step()].map(Range::part);
        let parts = Tuple::from_slice(t, &parts)?;
        Tuple::new(t, [class, parts])
    }

    /// How many items equal the object: none or one, for integers.
    #[method("($self, object, /)")]
    fn count(t: &mut Thread, this: &Value, object: &Value) -> PyResult<usize> {
        let range = crate::native::convert::method_self::<Range>(t, this, "count")?;
        if is_plain_int(object) {
            return Ok(usize::from(range.position(object).is_some()));
        }
        let mut count = 0;
        t.iterate(this, |t, item| {
            count += usize::from(t.equals(&item, object)?);
            Ok(true)
        })?;
        Ok(count)
    }

    /// The index of the item that equals the object; ValueError if there is none.
    #[method("($self, object, /)")]
    fn index(t: &mut Thread, this: &Value, object: &Value) -> PyResult {
        let range = crate::native::convert::method_self::<Range>(t, this, "index")?;
        if is_plain_int(object) {
            return match range.position(object) {
                Some(position) => int::from_big(t, position),
                None => Err(t.value_error("range.index(x): x not in range")),
            };
        }
        let (mut index, mut found) = (0, false);
        t.iterate(this, |t, item| {
            found = t.equals(&item, object)?;
            index += i64::from(!found);
            Ok(!found)
        })?;
        if found {
            int::from_i64(t, index)
        } else {
            Err(t.value_error("sequence.index(x): x not in sequence"))
        }
    }

    /// Where it starts.
    #[getter]
    fn start(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.start()))
    }

    /// Where it stops; not an item itself.
    #[getter]
    fn stop(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.stop()))
    }

    /// How far apart its items are.
    #[getter]
    fn step(_t: &mut Thread, this: &Range) -> PyResult {
        Ok(Range::part(this.step()))
    }

    #[setter("start")]
    fn set_start(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(t.exception(Class::AttributeError, "readonly attribute"))
    }

    #[setter("stop")]
    fn set_stop(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(t.exception(Class::AttributeError, "readonly attribute"))
    }

    #[setter("step")]
    fn set_step(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        Err(t.exception(Class::AttributeError, "readonly attribute"))
    }
}
