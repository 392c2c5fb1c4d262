//! Stepping several iterators together, as `zip` and `map` do, and what they raise when `strict` finds them of
//! different lengths.

use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Gives `take` one item of each iterator; false when one of them is exhausted.
#[inline(always)]
pub(super) fn step_all(
    t: &mut Thread,
    function: &str,
    iterators: &[Value],
    strict: bool,
    mut take: impl FnMut(usize, Value),
) -> PyResult<bool> {
    for (index, iterator) in iterators.iter().enumerate() {
        match t.next(iterator)? {
            Some(item) => take(index, item),
            None if strict => {
                check_exhausted(t, function, iterators, index)?;
                return Ok(false);
            }
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// Raises ValueError unless all iterators end where the one at `index` did.
fn check_exhausted(t: &mut Thread, function: &str, iterators: &[Value], index: usize) -> PyResult<()> {
    if index > 0 {
        return Err(mismatch(t, function, index, "shorter"));
    }
    for (index, iterator) in iterators.iter().enumerate().skip(1) {
        if t.next(iterator)?.is_some() {
            return Err(mismatch(t, function, index, "longer"));
        }
    }
    Ok(())
}

fn mismatch(t: &mut Thread, function: &str, index: usize, what: &str) -> Exception {
    let (argument, others) = (index + 1, if index == 1 { " 1".to_owned() } else { format!("s 1-{index}") });
    t.value_error(format!("{function}() argument {argument} is {what} than argument{others}"))
}
