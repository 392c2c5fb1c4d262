//! The two-way string matching of Crochemore and Perrin (Two-Way String-Matching, JACM 1991):
//! linear time and constant space on any alphabet, so that no input makes a search quadratic.

/// A string read forwards or backwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a, U> {
    units: &'a [U],
    reversed: bool,
}

impl<'a, U: Copy> View<'a, U> {
    pub(super) fn new(units: &'a [U], reversed: bool) -> Self {
        Self { units, reversed }
    }

    pub(super) fn len(self) -> usize {
        self.units.len()
    }

    #[inline]
    fn at(self, index: usize) -> U {
        self.units[if self.reversed { self.units.len() - 1 - index } else { index }]
    }
}

/// Where the needle first occurs in the view, counted from the view's start.
pub(super) fn search<U: Copy + Ord>(haystack: View<'_, U>, needle: View<'_, U>) -> Option<usize> {
    let length = needle.len();
    let (critical, period) = factorize(needle);
    let periodic = (0..critical).all(|at| at + period < length && needle.at(at) == needle.at(at + period));
    // Without a period, a mismatch on the left moves by as much as a period could be.
    let shift = if periodic { period } else { critical.max(length - critical) + 1 };
    let (mut place, mut known) = (0, 0);
    while place + length <= haystack.len() {
        let matches = |at: usize| needle.at(at) == haystack.at(place + at);
        if let Some(mismatch) = (critical.max(known)..length).find(|&at| !matches(at)) {
            place += mismatch - critical + 1;
            known = 0;
        } else if (known..critical).rev().all(matches) {
            return Some(place);
        } else {
            place += shift;
            known = if periodic { length - period } else { 0 };
        }
    }
    None
}

/// A critical position of the needle and the period of the part behind it.
fn factorize<U: Copy + Ord>(needle: View<'_, U>) -> (usize, usize) {
    let ascending = maximal_suffix(needle, |a, b| a < b);
    let descending = maximal_suffix(needle, |a, b| a > b);
    if ascending.0 > descending.0 { ascending } else { descending }
}

/// The start of the suffix that is largest in an order, and its period.
fn maximal_suffix<U: Copy + Ord>(needle: View<'_, U>, below: impl Fn(U, U) -> bool) -> (usize, usize) {
    let (mut start, mut candidate, mut offset, mut period) = (0, 1, 0, 1);
    while candidate + offset < needle.len() {
        let (new, old) = (needle.at(candidate + offset), needle.at(start + offset));
        if below(new, old) {
            candidate += offset + 1;
            offset = 0;
            period = candidate - start;
        } else if new == old {
            if offset + 1 == period {
                candidate += period;
                offset = 0;
            } else {
                offset += 1;
            }
        } else {
            start = candidate;
            candidate += 1;
            offset = 0;
            period = 1;
        }
    }
    (start, period)
}
