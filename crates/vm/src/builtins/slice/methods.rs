//! What Python sees of slices.

use taipan_bytecode::CompareOperator;

use crate::builtins::slice::Slice;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

fn parts(slice: &Slice) -> [Value; 3] {
    [slice.start(), slice.stop(), slice.step()].map(|part| part.cloned().unwrap_or(Value::NONE))
}

/// Slices compare as tuples of their parts.
fn compare(t: &mut Thread, this: &Slice, value: &Value, operator: CompareOperator) -> PyResult {
    let Some(other) = value.exact::<Slice>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if std::ptr::eq(this, other) {
        use CompareOperator::{Equal, GreaterEqual, LessEqual};
        return Ok(Value::bool(matches!(operator, Equal | LessEqual | GreaterEqual)));
    }
    let this = Tuple::from_slice(t, &parts(this))?;
    let other = Tuple::from_slice(t, &parts(other))?;
    t.rich_compare(operator, &this, &other)
}

/// The hash of a slice, from those of its parts: the mixing step of xxHash, as for tuples, but without the length.
fn hash(t: &mut Thread, this: &Slice) -> PyResult<i64> {
    const PRIME_1: u64 = 0x9e37_79b1_85eb_ca87;
    const PRIME_2: u64 = 0xc2b2_ae3d_27d4_eb4f;
    const PRIME_5: u64 = 0x27d4_eb2f_1656_67c5;
    t.enter_recursion(" while hashing a slice")?;
    let mut all = PRIME_5;
    for part in parts(this) {
        let lane = t.hash(&part)?;
        all = all.wrapping_add(lane.wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    Ok(if all == u64::MAX { 1_546_275_796 } else { all.cast_signed() })
}

/// The methods and attributes of slices.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CompareOperator, PyResult, Slice, Thread, Tuple, Value, compare, hash, parts};
    use crate::builtins::int;
    use crate::builtins::range::big;
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::convert::{check_positional, new_arguments};

    /// Makes a slice.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let arguments = new_arguments(t, class, args, "slice")?;
        check_positional(t, "slice", arguments.len(), 1, 3)?;
        let none = Value::NONE;
        let (start, stop, step) = match arguments {
            [start, stop, step] => (start, stop, step),
            [start, stop] => (start, stop, &none),
            arguments => (&none, &arguments[0], &none),
        };
        Slice::new(t, start.clone().into_raw(), stop.clone().into_raw(), step.clone().into_raw())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Slice) -> PyResult {
        crate::builtins::list::repr::joined(t, "slice(", &parts(this), ")")
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Slice) -> PyResult<i64> {
        hash(t, this)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Slice, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    /// Start, stop and step that fit a sequence of a length.
    #[method("($self, object, /)")]
    fn indices(t: &mut Thread, this: &Slice, object: &Value) -> PyResult {
        let length = t.as_index(object)?;
        let length = big(&length);
        if length < dashu_int::IBig::ZERO {
            return Err(t.value_error("length should not be negative"));
        }
        let [start, stop, step] = this.long_indices(t, &length)?;
        let items = vec![int::from_big(t, start)?, int::from_big(t, stop)?, int::from_big(t, step)?];
        Tuple::new(t, items)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = crate::native::convert::method_self::<Slice>(t, this, "__reduce__")?;
        let arguments = Tuple::from_slice(t, &parts(this))?;
        Tuple::new(t, [class, arguments])
    }

    /// Where it starts.
    #[getter]
    fn start(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.start().cloned().unwrap_or(Value::NONE))
    }

    /// Where it stops.
    #[getter]
    fn stop(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.stop().cloned().unwrap_or(Value::NONE))
    }

    /// How far apart its positions are.
    #[getter]
    fn step(_t: &mut Thread, this: &Slice) -> PyResult {
        Ok(this.step().cloned().unwrap_or(Value::NONE))
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
