//! `range`: three integers of any size and the number of items between them.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use dashu_int::IBig;
use taipan_heap::flags;

use crate::builtins::int;
use crate::builtins::iterator::RangeIterator;
use crate::builtins::iterator_methods::long_range::LongRangeIterator;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

mod methods;
mod subscript;

crate::counted_object! {
    /// A Python range; all fields are ints, none is ever NULL.
    Range, Range { start, stop, step, length }
}

/// The type `range`.
pub static TYPE: NativeType = NativeType {
    name: "range",
    module: "builtins",
    doc: "The integers from start up to (and without) stop, in steps of step.",
    kind: Kind::Range,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::SEQUENCE,
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// The number of an int; 0 for anything else.
pub(crate) fn big(value: &Value) -> IBig {
    match Integer::of(value) {
        Some(Integer::Small(number)) => IBig::from(number),
        Some(Integer::Big(number)) => number.clone(),
        None => IBig::ZERO,
    }
}

/// Makes a range of ints. A step of zero raises ValueError.
pub fn new(t: &mut Thread, start: Value, stop: Value, step: Value) -> PyResult {
    let length = match (start.as_small_int(), stop.as_small_int(), step.as_small_int()) {
        (_, _, Some(0)) => return Err(t.value_error("range() arg 3 must not be zero")),
        (Some(start), Some(stop), Some(step)) => {
            let span = if step > 0 { stop - start } else { start - stop };
            // Words have 62 bits: neither the span nor its quotient overflows.
            let length = match step {
                _ if span <= 0 => 0,
                1 | -1 => span,
                _ => (span - 1) / step.abs() + 1,
            };
            if let Some(length) = Raw::try_int(length) {
                return of_words(t, start, stop, step, length);
            }
            int::from_i64(t, length)?
        }
        _ => {
            let (start, stop, step) = (big(&start), big(&stop), big(&step));
            let forward = step > IBig::ZERO;
            let span = if forward { stop - start } else { start - stop };
            let length = if span <= IBig::ZERO {
                IBig::ZERO
            } else {
                (span - IBig::ONE) / if forward { step } else { -step } + IBig::ONE
            };
            int::from_big(t, length)?
        }
    };
    Range::new(t, start.into_raw(), stop.into_raw(), step.into_raw(), length.into_raw())
}

/// A range that owns nothing.
#[inline]
pub(super) fn of_words(t: &mut Thread, start: i64, stop: i64, step: i64, length: Raw) -> PyResult {
    let range = Range::new(t, Raw::int(start), Raw::int(stop), Raw::int(step), length)?;
    // SAFETY: nobody else sees the object yet; its fields are no references.
    unsafe {
        let header = range.raw().header();
        (*header).flags = (*header).flags & !flags::TRACKED | flags::SIMPLE;
    }
    Ok(range)
}

/// An iterator over `left` items from `next` in steps of `step`.
fn iterator(t: &mut Thread, next: IBig, step: IBig, left: IBig) -> PyResult {
    let last = &next + &left * &step;
    let word = |number: &IBig| i64::try_from(number).ok().filter(|&number| Raw::try_int(number).is_some());
    if let (Some(next), Some(step), Some(left), Some(_)) =
        (word(&next), word(&step), word(&left), word(&last))
    {
        return RangeIterator::new(t, next, step, left.unsigned_abs());
    }
    let next = int::from_big(t, next)?;
    let step = int::from_big(t, step)?;
    let left = int::from_big(t, left)?;
    LongRangeIterator::new(t, next.into_raw(), step.into_raw(), left.into_raw())
}

impl Range {
    /// Start, stop, step and length, when each of them fits a word.
    #[inline]
    pub fn small(&self) -> Option<[i64; 4]> {
        let [start, stop, step, length] = [&self.start, &self.stop, &self.step, &self.length]
            .map(|field| field.get().is_int().then(|| field.get().as_int()));
        Some([start?, stop?, step?, length?])
    }

    /// Start, stop, step and length.
    fn numbers(&self) -> [IBig; 4] {
        [self.start(), self.stop(), self.step(), self.length()].map(|part| part.map(big).unwrap_or_default())
    }

    /// A field as a value of its own.
    fn part(field: Option<&Value>) -> Value {
        field.cloned().unwrap_or(Value::NONE)
    }

    /// An iterator from the first item to the last.
    pub fn iter(&self, t: &mut Thread) -> PyResult {
        if let Some([start, _, step, length]) = self.small() {
            return RangeIterator::new(t, start, step, length.unsigned_abs());
        }
        let [start, _, step, length] = self.numbers();
        iterator(t, start, step, length)
    }

    /// An iterator from the last item to the first.
    fn iter_reversed(&self, t: &mut Thread) -> PyResult {
        if let Some([start, _, step, length]) = self.small()
            && Raw::try_int(start - step).is_some()
        {
            // As all items, the last fits a word.
            return RangeIterator::new(t, start + (length - 1) * step, -step, length.unsigned_abs());
        }
        let [start, _, step, length] = self.numbers();
        let last = start + (&length - IBig::ONE) * &step;
        iterator(t, last, -step, length)
    }

    /// Which item a number is; `None` when it is none.
    fn position(&self, number: &Value) -> Option<IBig> {
        if let (Some([start, _, step, length]), Some(Integer::Small(number))) =
            (self.small(), Integer::of(number))
        {
            let away = number - start;
            let position = (away % step == 0).then(|| away / step)?;
            return (0..length).contains(&position).then(|| IBig::from(position));
        }
        let [start, _, step, length] = self.numbers();
        let away = big(number) - start;
        if &away % &step != IBig::ZERO {
            return None;
        }
        let position = away / step;
        (position >= IBig::ZERO && position < length).then_some(position)
    }
}
