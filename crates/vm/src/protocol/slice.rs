//! Slices: from what Python gives to positions of a sequence.

use crate::builtins::list::List;
use crate::builtins::slice::Slice;
use crate::builtins::str::{Str, Units};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// The positions that a slice selects in a sequence of a known length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SliceRange {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
    /// How many positions.
    pub count: usize,
}

impl SliceRange {
    /// Fits the bounds of a slice to a length, as `slice.indices` does.
    #[inline(always)]
    pub fn new((start, stop, step): (isize, isize, isize), length: usize) -> SliceRange {
        let length = length as isize;
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let fit = |bound: isize| if bound < 0 { (bound + length).max(low) } else { bound.min(high) };
        let (start, stop) = (fit(start), fit(stop));
        let span = if step < 0 { start - stop } else { stop - start };
        let count = match step.unsigned_abs() {
            _ if span <= 0 => 0,
            1 => span as usize,
            step => (span as usize - 1) / step + 1,
        };
        SliceRange { start, stop, step, count }
    }

    /// The positions, in the slice's order.
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |index| (self.start + index as isize * self.step) as usize)
    }

    /// The positions as a range, for a step of one. Empty slices stand at their start.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.count
    }
}

/// A part of a slice that is a small integer, or None.
#[inline(always)]
fn simple_part(part: &Value, default: isize) -> Option<isize> {
    match part.as_small_int() {
        None if part.is_none() => Some(default),
        part => part.map(|part| part as isize),
    }
}

/// Bounds that are small integers or None, for a step of one.
#[inline(always)]
pub(crate) fn simple_bounds(start: &Value, stop: &Value) -> Option<(isize, isize, isize)> {
    Some((simple_part(start, 0)?, simple_part(stop, isize::MAX)?, 1))
}

/// Bounds that are small integers or None, for a step that is so too, and not 0.
#[inline(always)]
pub(crate) fn plain_bounds(start: &Value, stop: &Value, step: &Value) -> Option<(isize, isize, isize)> {
    match simple_part(step, 1)? {
        0 => None,
        step @ 1.. => Some((simple_part(start, 0)?, simple_part(stop, isize::MAX)?, step)),
        step => Some((simple_part(start, isize::MAX)?, simple_part(stop, isize::MIN)?, step)),
    }
}

impl Thread {
    /// The bounds of a slice object, clamped to indices but not yet fitted to a length. May run Python, so ask for the
    /// length afterwards.
    pub fn slice_bounds(&mut self, slice: &Slice) -> PyResult<(isize, isize, isize)> {
        let [start, stop, step] = slice.parts();
        if let Some(bounds) = plain_bounds(start, stop, step) {
            return Ok(bounds);
        }
        let [start, stop, step] =
            [slice.start(), slice.stop(), slice.step()].map(|part| part.cloned().unwrap_or(Value::NONE));
        let step = self.slice_part(&step, 1)?.max(-isize::MAX);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (first, last) = if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) };
        let start = self.slice_part(&start, first)?;
        let stop = self.slice_part(&stop, last)?;
        Ok((start, stop, step))
    }

    /// The positions that a slice object selects in a sequence of a length that can't change meanwhile.
    pub fn slice_range(&mut self, slice: &Slice, length: usize) -> PyResult<SliceRange> {
        Ok(SliceRange::new(self.slice_bounds(slice)?, length))
    }

    fn slice_part(&mut self, part: &Value, default: isize) -> PyResult<isize> {
        if let Some(part) = part.as_small_int() {
            return Ok(part as isize);
        }
        if part.is_none() {
            return Ok(default);
        }
        if !self.is_index(part) {
            let text = "slice indices must be integers or None or have an __index__ method";
            return Err(self.type_error(text));
        }
        self.as_clamped_isize(part)
    }

    /// `slice(start, stop)`.
    pub(crate) fn make_slice(&mut self, start: &Value, stop: &Value) -> PyResult {
        Slice::new(self, start.clone().into_raw(), stop.clone().into_raw(), Value::NONE.into_raw())
    }

    /// `container[start:stop]`.
    pub fn get_slice(&mut self, container: &Value, start: &Value, stop: &Value) -> PyResult {
        if let Some(result) = self.get_simple_slice(container, start, stop) {
            return result;
        }
        let slice = self.make_slice(start, stop)?;
        self.get_item(container, &slice)
    }

    /// `container[start:stop] = value`.
    pub fn set_slice(
        &mut self,
        container: &Value,
        start: &Value,
        stop: &Value,
        value: &Value,
    ) -> PyResult<()> {
        if let (Some(list), Some(source), Some(bounds)) =
            (container.exact::<List>(), value.exact::<List>(), simple_bounds(start, stop))
            && !std::ptr::eq(list, source)
        {
            let range = SliceRange::new(bounds, list.len()).range();
            return crate::builtins::list::subscript::replace_from_list(self, list, range, source);
        }
        let slice = self.make_slice(start, stop)?;
        self.set_item(container, &slice, value)
    }

    /// A slice of an exact list, tuple or string between bounds that are small integers or None.
    fn get_simple_slice(&mut self, container: &Value, start: &Value, stop: &Value) -> Option<PyResult> {
        let bounds = simple_bounds(start, stop)?;
        if let Some(list) = container.exact::<List>() {
            return Some(List::copy_of(self, list, SliceRange::new(bounds, list.len()).range()));
        }
        if let Some(tuple) = container.exact::<Tuple>() {
            let range = SliceRange::new(bounds, tuple.len()).range();
            if range.len() == tuple.len() {
                return Some(Ok(container.clone()));
            }
            return Some(Tuple::from_slice(self, &tuple.items()[range]));
        }
        let text = container.exact::<Str>()?;
        let range = SliceRange::new(bounds, text.len()).range();
        if range.len() == text.len() {
            return Some(Ok(container.clone()));
        }
        Some(match text.units() {
            Units::One(units) => Str::from_latin1(self, &units[range]),
            Units::Two(units) => Str::from_units(self, Units::Two(&units[range])),
            Units::Four(units) => Str::from_units(self, Units::Four(&units[range])),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SliceRange;

    fn indices(bounds: (isize, isize, isize), length: usize) -> Vec<usize> {
        SliceRange::new(bounds, length).indices().collect()
    }

    #[test]
    fn selects_what_cpython_selects() {
        assert_eq!(indices((0, isize::MAX, 1), 3), [0, 1, 2]);
        assert_eq!(indices((-2, isize::MAX, 1), 3), [1, 2]);
        assert_eq!(indices((isize::MAX, isize::MIN, -1), 3), [2, 1, 0]);
        assert_eq!(indices((5, 0, -2), 4), [3, 1]);
        assert_eq!(indices((1, 10, isize::MAX), 4), [1]);
        assert_eq!(indices((isize::MAX, isize::MIN, -isize::MAX), 4), [3]);
        assert_eq!(indices((3, 1, 1), 4), Vec::<usize>::new());
        assert_eq!(indices((isize::MAX, isize::MIN, -1), 0), Vec::<usize>::new());
    }

    #[test]
    fn empty_slices_stand_at_their_start() {
        assert_eq!(SliceRange::new((3, 1, 1), 4).range(), 3..3);
        assert_eq!(SliceRange::new((9, 12, 1), 4).range(), 4..4);
    }
}
