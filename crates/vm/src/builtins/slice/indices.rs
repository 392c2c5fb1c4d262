//! Fitting a slice to a length of any size: `slice.indices`.

use dashu_int::IBig;

use crate::builtins::range::big;
use crate::builtins::slice::Slice;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// A part of a slice as a number; `None` for None.
fn part(t: &mut Thread, value: Option<&Value>) -> PyResult<Option<IBig>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    if !t.is_index(value) {
        let text = "slice indices must be integers or None or have an __index__ method";
        return Err(t.type_error(text));
    }
    let index = t.as_index(value)?;
    Ok(Some(big(&index)))
}

impl Slice {
    /// Start, stop and step fitted to a length.
    pub(crate) fn long_indices(&self, t: &mut Thread, length: &IBig) -> PyResult<[IBig; 3]> {
        let [start, stop, step] = [self.start(), self.stop(), self.step()].map(|part| part.cloned());
        let step = part(t, step.as_ref())?.unwrap_or(IBig::ONE);
        if step == IBig::ZERO {
            return Err(t.value_error("slice step cannot be zero"));
        }
        let backwards = step < IBig::ZERO;
        let (low, high) = match backwards {
            true => (IBig::NEG_ONE, length - IBig::ONE),
            false => (IBig::ZERO, length.clone()),
        };
        let fit = |bound: IBig| {
            if bound < IBig::ZERO { (bound + length).max(low.clone()) } else { bound.min(high.clone()) }
        };
        let start = match part(t, start.as_ref())? {
            Some(start) => fit(start),
            None if backwards => high.clone(),
            None => low.clone(),
        };
        let stop = match part(t, stop.as_ref())? {
            Some(stop) => fit(stop),
            None if backwards => low,
            None => high,
        };
        Ok([start, stop, step])
    }
}
