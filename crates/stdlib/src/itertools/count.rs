//! `count`: numbers, each a step further.

use taipan_bytecode::BinaryOperator;
use taipan_vm::builtins::int;
use taipan_vm::native::object::Slot;
use taipan_vm::native::text::TextBuilder;
use taipan_vm::protocol::Integer;
use taipan_vm::{PyResult, Thread, Value};

use super::iterator_type;

taipan_vm::native_object! {
    /// The next number, and what is added to it.
    pub(super) struct Count: LAYOUT, TYPE {
        number: Slot,
        step: Slot,
    }
}

iterator_type! {
    /// The type `count`.
    TYPE "count", "An endless iterator over start, start + step, start + 2 * step and so on."
}

fn next(t: &mut Thread, this: &Count) -> PyResult<Option<Value>> {
    let (Some(number), Some(step)) = (this.number.get(), this.step.get()) else { return Ok(None) };
    let following = match (number.as_small_int(), step.as_small_int()) {
        // Both are less than 2**61.
        (Some(number), Some(step)) => int::from_i64(t, number + step)?,
        _ => t.binary_op(BinaryOperator::Add as usize, &number, &step)?,
    };
    this.number.set(t, Some(following));
    Ok(Some(number))
}

/// Checks that an argument, if given, is a number.
fn check(t: &mut Thread, value: Option<&Value>) -> PyResult<()> {
    if value.is_some_and(|value| !t.is_number(value)) {
        return Err(t.type_error("a number is required"));
    }
    Ok(())
}

/// Whether a step is one, for which it goes without saying.
fn is_one(step: &Value) -> bool {
    int::of(step).and_then(Integer::to_i64) == Some(1)
}

/// The first number and the step: whole numbers of a machine word counted one by one are exact ints.
fn ends(t: &mut Thread, start: Option<&Value>, step: Option<&Value>) -> PyResult<[Value; 2]> {
    check(t, start)?;
    check(t, step)?;
    let [start, step] =
        [(start, 0), (step, 1)].map(|(value, default)| value.cloned().unwrap_or(Value::small_int(default)));
    match int::of(&start).and_then(Integer::to_i64).filter(|_| is_one(&step)) {
        Some(first) => Ok([int::from_i64(t, first)?, Value::small_int(1)]),
        None => Ok([start, step]),
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes an iterator.
    #[new("(start=0, step=1)", name = "count")]
    fn __new__(t: &mut Thread, class: &Value, start: Option<&Value>, step: Option<&Value>) -> PyResult {
        let [start, step] = ends(t, start, step)?;
        Count::create(t, class, start.into(), step.into())
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Count) -> PyResult<Option<Value>> {
        next(t, this)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.type_of(this).name().to_owned();
        let this = taipan_vm::native::convert::special_self::<Count>(t, this, "__repr__")?;
        let (Some(number), Some(step)) = (this.number.get(), this.step.get()) else {
            unreachable!("counts have both")
        };
        let mut text = TextBuilder::new();
        text.push_str(&format!("{name}("));
        text.push_repr(t, &number)?;
        if !is_one(&step) {
            text.push_str(", ");
            text.push_repr(t, &step)?;
        }
        text.push_str(")");
        text.finish(t)
    }
}
