//! The part of a string or of bytes that `start` and `end` arguments select, as in `find` and `startswith`.

use std::ops::Range;

use crate::native::convert::OptionalIndex;

/// The positions between `start` and `end` of a sequence of `length` items, both as slices understand them; `None` when the
/// start is behind the end, where not even an empty needle is found.
pub(crate) fn window(
    length: usize,
    start: Option<OptionalIndex>,
    end: Option<OptionalIndex>,
) -> Option<Range<usize>> {
    let fit = |index: Option<OptionalIndex>, default: usize| match index {
        None | Some(OptionalIndex(None)) => default,
        Some(OptionalIndex(Some(index))) => match usize::try_from(index) {
            Ok(index) => index,
            Err(_) => length.saturating_sub(index.unsigned_abs()),
        },
    };
    let end = fit(end, length).min(length);
    let start = fit(start, 0);
    (start <= end).then_some(start..end)
}

/// A limit of splits or replacements: negative is none.
pub(crate) fn limit(count: isize) -> Option<usize> {
    usize::try_from(count).ok()
}

#[cfg(test)]
mod tests {
    use super::{OptionalIndex, window};

    #[test]
    fn bounds_are_those_of_slices() {
        let at = |index| Some(OptionalIndex(Some(index)));
        assert_eq!(window(3, None, None), Some(0..3));
        assert_eq!(window(3, at(-2), None), Some(1..3));
        assert_eq!(window(3, at(-9), at(-1)), Some(0..2));
        assert_eq!(window(3, at(3), None), Some(3..3));
        assert_eq!(window(3, at(4), None), None);
        assert_eq!(window(3, at(4), at(9)), None);
        assert_eq!(window(3, Some(OptionalIndex(None)), at(isize::MIN)), Some(0..0));
    }
}
