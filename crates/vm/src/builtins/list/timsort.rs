//! A stable, adaptive merge sort in CPython's order of comparisons: natural runs, short ones lengthened by binary
//! insertion, merged in powersort's order (Munro and Wild, 2018) with galloping (Peters, 2002). The order shows
//! wherever `<` runs Python or raises, so every comparison and every move is the one that CPython makes.

/// Runs up to this length are made of short natural ones.
const MAX_MIN_RUN: usize = 64;
/// How often in a row one run must win before galloping is tried.
const MIN_GALLOP: usize = 7;

/// A run on the stack: where it begins, its length, and the power of its boundary with the next one.
struct Run {
    start: usize,
    length: usize,
    power: u32,
}

/// Sorts indices by `less`. When that fails, they are left in the order reached so far.
pub(super) fn sort<E>(
    order: &mut [usize],
    less: impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<(), E> {
    if order.len() < 2 {
        return Ok(());
    }
    let mut sorter = Sorter { order, less, runs: Vec::new(), spare: Vec::new(), min_gallop: MIN_GALLOP };
    sorter.sort()
}

struct Sorter<'a, F> {
    order: &'a mut [usize],
    less: F,
    runs: Vec<Run>,
    /// The shorter run while two are merged.
    spare: Vec<usize>,
    min_gallop: usize,
}

impl<E, F: FnMut(usize, usize) -> Result<bool, E>> Sorter<'_, F> {
    fn sort(&mut self) -> Result<(), E> {
        let total = self.order.len();
        let min_run = min_run_length(total);
        let mut start = 0;
        while start < total {
            let mut length = self.count_run(start)?;
            if length < min_run {
                let wanted = min_run.min(total - start);
                self.insert(start, length, wanted)?;
                length = wanted;
            }
            self.merge_before(length)?;
            self.runs.push(Run { start, length, power: 0 });
            start += length;
        }
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].length < self.runs[at + 1].length {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    /// Whether the index at `a` belongs before the one at `b`.
    fn less_at(&mut self, a: usize, b: usize) -> Result<bool, E> {
        (self.less)(self.order[a], self.order[b])
    }

    /// The length of the ascending run at `start`. A descending one is turned round first, equal items in it kept in
    /// their order.
    fn count_run(&mut self, start: usize) -> Result<usize, E> {
        let end = self.order.len();
        let mut at = start + 1;
        while at < end && !self.less_at(at, at - 1)? {
            at += 1;
        }
        if at == end {
            return Ok(end - start);
        }
        if at > start + 1 {
            if self.less_at(start, at - 1)? {
                return Ok(at - start);
            }
            // All equal so far: a descending run may begin like that.
            self.order[start..at].reverse();
        }
        at += 1;
        let mut equal = 0;
        while at < end {
            if self.less_at(at, at - 1)? {
                self.reverse_equal(at, &mut equal);
            } else if self.less_at(at - 1, at)? {
                break;
            } else {
                equal += 1;
            }
            at += 1;
        }
        self.reverse_equal(at, &mut equal);
        self.order[start..at].reverse();
        while at < end && !self.less_at(at, at - 1)? {
            at += 1;
        }
        Ok(at - start)
    }

    /// Turns the equal items before `end` round, which the reversal of the whole run will undo.
    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.order[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Lengthens the run at `start` from `sorted` to `length` items.
    fn insert(&mut self, start: usize, sorted: usize, length: usize) -> Result<(), E> {
        for at in start + sorted..start + length {
            let new = self.order[at];
            let (mut low, mut high) = (start, at);
            while low < high {
                let middle = (low + high) / 2;
                if (self.less)(new, self.order[middle])? { high = middle } else { low = middle + 1 }
            }
            self.order.copy_within(low..at, low + 1);
            self.order[low] = new;
        }
        Ok(())
    }

    /// Merges runs on the stack until one of the length `next` may be pushed.
    fn merge_before(&mut self, next: usize) -> Result<(), E> {
        let Some(last) = self.runs.last() else { return Ok(()) };
        let power = boundary_power(self.order.len(), last.start, last.length, next);
        while let [.., before, _] = self.runs.as_slice()
            && before.power > power
        {
            self.merge_at(self.runs.len() - 2)?;
        }
        if let Some(last) = self.runs.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    /// Merges two neighbours on the stack.
    fn merge_at(&mut self, at: usize) -> Result<(), E> {
        let second = self.runs.remove(at + 1);
        let first = &mut self.runs[at];
        let (mut start, mut a) = (first.start, first.length);
        first.length += second.length;
        // What begins the first run and ends the second is in place already.
        let Sorter { order, less, .. } = self;
        let skipped = gallop_right(less, order[second.start], &order[start..start + a], 0)?;
        start += skipped;
        a -= skipped;
        if a == 0 {
            return Ok(());
        }
        let tail = &order[second.start..second.start + second.length];
        let b = gallop_left(less, order[start + a - 1], tail, second.length - 1)?;
        match b {
            0 => Ok(()),
            _ if a <= b => self.merge_up(start, a, b),
            _ => self.merge_down(start, a, b),
        }
    }

    /// Merges `a` items at `start` with the `b` behind them, from the front, the first run moved out of the way.
    fn merge_up(&mut self, start: usize, a: usize, b: usize) -> Result<(), E> {
        self.spare.clear();
        self.spare.extend_from_slice(&self.order[start..start + a]);
        let mut at = Up { to: start, left: 0, right: start + a, end: start + a + b };
        let result = self.merge_up_runs(&mut at);
        // Whether all went well or not, what is left of the first run goes into the gap.
        let rest = &self.spare[at.left..];
        self.order[at.to..at.to + rest.len()].copy_from_slice(rest);
        result
    }

    fn merge_up_runs(&mut self, at: &mut Up) -> Result<(), E> {
        let Sorter { order, less, spare, min_gallop, .. } = self;
        let total = spare.len();
        // The last item of the first run is known to end the merge.
        let close = |order: &mut [usize], at: &mut Up| {
            order.copy_within(at.right..at.end, at.to);
            at.to += at.end - at.right;
        };
        at.take_right(order);
        if at.right == at.end {
            return Ok(());
        }
        if total - at.left == 1 {
            close(order, at);
            return Ok(());
        }
        let mut gallop = *min_gallop;
        loop {
            let (mut lefts, mut rights) = (0, 0);
            loop {
                if less(order[at.right], spare[at.left])? {
                    at.take_right(order);
                    rights += 1;
                    lefts = 0;
                    if at.right == at.end {
                        return Ok(());
                    }
                    if rights >= gallop {
                        break;
                    }
                } else {
                    at.take_left(order, spare);
                    lefts += 1;
                    rights = 0;
                    if total - at.left == 1 {
                        close(order, at);
                        return Ok(());
                    }
                    if lefts >= gallop {
                        break;
                    }
                }
            }
            gallop += 1;
            loop {
                gallop -= usize::from(gallop > 1);
                *min_gallop = gallop;
                lefts = gallop_right(less, order[at.right], &spare[at.left..], 0)?;
                order[at.to..at.to + lefts].copy_from_slice(&spare[at.left..at.left + lefts]);
                at.to += lefts;
                at.left += lefts;
                match total - at.left {
                    // Impossible while comparisons are consistent.
                    0 => return Ok(()),
                    1 if lefts > 0 => {
                        close(order, at);
                        return Ok(());
                    }
                    _ => {}
                }
                at.take_right(order);
                if at.right == at.end {
                    return Ok(());
                }
                rights = gallop_left(less, spare[at.left], &order[at.right..at.end], 0)?;
                order.copy_within(at.right..at.right + rights, at.to);
                at.to += rights;
                at.right += rights;
                if at.right == at.end {
                    return Ok(());
                }
                at.take_left(order, spare);
                if total - at.left == 1 {
                    close(order, at);
                    return Ok(());
                }
                if lefts < MIN_GALLOP && rights < MIN_GALLOP {
                    break;
                }
            }
            // Leaving the galloping mode makes it harder to come back.
            gallop += 1;
            *min_gallop = gallop;
        }
    }

    /// Merges `a` items at `start` with the `b` behind them, from the back, the second run moved out of the way.
    fn merge_down(&mut self, start: usize, a: usize, b: usize) -> Result<(), E> {
        self.spare.clear();
        self.spare.extend_from_slice(&self.order[start + a..start + a + b]);
        let mut at = Down { to: start + a + b, start, left: start + a, right: b };
        let result = self.merge_down_runs(&mut at);
        self.order[at.to - at.right..at.to].copy_from_slice(&self.spare[..at.right]);
        result
    }

    fn merge_down_runs(&mut self, at: &mut Down) -> Result<(), E> {
        let Sorter { order, less, spare, min_gallop, .. } = self;
        // The first item of the second run is known to begin the merge.
        let close = |order: &mut [usize], at: &mut Down| {
            let left = at.left - at.start;
            order.copy_within(at.start..at.left, at.to - left);
            at.to -= left;
        };
        at.take_left(order);
        if at.left == at.start {
            return Ok(());
        }
        if at.right == 1 {
            close(order, at);
            return Ok(());
        }
        let mut gallop = *min_gallop;
        loop {
            let (mut lefts, mut rights) = (0, 0);
            loop {
                if less(spare[at.right - 1], order[at.left - 1])? {
                    at.take_left(order);
                    lefts += 1;
                    rights = 0;
                    if at.left == at.start {
                        return Ok(());
                    }
                    if lefts >= gallop {
                        break;
                    }
                } else {
                    at.take_right(order, spare);
                    rights += 1;
                    lefts = 0;
                    if at.right == 1 {
                        close(order, at);
                        return Ok(());
                    }
                    if rights >= gallop {
                        break;
                    }
                }
            }
            gallop += 1;
            loop {
                gallop -= usize::from(gallop > 1);
                *min_gallop = gallop;
                let left = &order[at.start..at.left];
                lefts = left.len() - gallop_right(less, spare[at.right - 1], left, left.len() - 1)?;
                order.copy_within(at.left - lefts..at.left, at.to - lefts);
                at.to -= lefts;
                at.left -= lefts;
                if at.left == at.start {
                    return Ok(());
                }
                at.take_right(order, spare);
                if at.right == 1 {
                    close(order, at);
                    return Ok(());
                }
                let right = &spare[..at.right];
                rights = right.len() - gallop_left(less, order[at.left - 1], right, right.len() - 1)?;
                order[at.to - rights..at.to].copy_from_slice(&right[right.len() - rights..]);
                at.to -= rights;
                at.right -= rights;
                match at.right {
                    // Impossible while comparisons are consistent.
                    0 => return Ok(()),
                    1 if rights > 0 => {
                        close(order, at);
                        return Ok(());
                    }
                    _ => {}
                }
                at.take_left(order);
                if at.left == at.start {
                    return Ok(());
                }
                if lefts < MIN_GALLOP && rights < MIN_GALLOP {
                    break;
                }
            }
            gallop += 1;
            *min_gallop = gallop;
        }
    }
}

/// Where a merge from the front is: where the next item goes, what comes next of the first run (moved to the spare
/// memory) and of the second, and where that ends.
struct Up {
    to: usize,
    left: usize,
    right: usize,
    end: usize,
}

impl Up {
    fn take_left(&mut self, order: &mut [usize], spare: &[usize]) {
        order[self.to] = spare[self.left];
        self.to += 1;
        self.left += 1;
    }

    fn take_right(&mut self, order: &mut [usize]) {
        order[self.to] = order[self.right];
        self.to += 1;
        self.right += 1;
    }
}

/// Where a merge from the back is; all but `start` lie one beyond the item they mean. The second run is in the
/// spare memory.
struct Down {
    to: usize,
    start: usize,
    left: usize,
    right: usize,
}

impl Down {
    fn take_left(&mut self, order: &mut [usize]) {
        self.to -= 1;
        self.left -= 1;
        order[self.to] = order[self.left];
    }

    fn take_right(&mut self, order: &mut [usize], spare: &[usize]) {
        self.to -= 1;
        self.right -= 1;
        order[self.to] = spare[self.right];
    }
}

/// Where `key` belongs in a sorted run, before what equals it: looked for from `hint` in doubling steps.
fn gallop_left<E>(
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
    key: usize,
    run: &[usize],
    hint: usize,
) -> Result<usize, E> {
    gallop(run.len(), hint, |at| less(run[at], key))
}

/// Where `key` belongs in a sorted run, behind what equals it.
fn gallop_right<E>(
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
    key: usize,
    run: &[usize],
    hint: usize,
) -> Result<usize, E> {
    gallop(run.len(), hint, |at| less(key, run[at]).map(|before| !before))
}

/// How many of `length` items `is_before`, all of which come first.
fn gallop<E>(
    length: usize,
    hint: usize,
    mut is_before: impl FnMut(usize) -> Result<bool, E>,
) -> Result<usize, E> {
    let (mut low, mut high);
    let (mut last, mut offset) = (0, 1);
    if is_before(hint)? {
        let most = length - hint;
        while offset < most && is_before(hint + offset)? {
            last = offset;
            offset = offset * 2 + 1;
        }
        (low, high) = (hint + last + 1, hint + offset.min(most));
    } else {
        let most = hint + 1;
        while offset < most && !is_before(hint - offset)? {
            last = offset;
            offset = offset * 2 + 1;
        }
        (low, high) = (most - offset.min(most), hint - last);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle)? { low = middle + 1 } else { high = middle }
    }
    Ok(high)
}

/// The length that runs are brought to: 32 to 64 if there are more items than that, such that their number is
/// close to a power of two and not above it.
fn min_run_length(mut total: usize) -> usize {
    let mut any = 0;
    while total >= MAX_MIN_RUN {
        any |= total & 1;
        total >>= 1;
    }
    total + any
}

/// The depth in the merge tree of the boundary between two adjacent runs: the first bit in which the fractions
/// of `total` at which their middles lie differ.
fn boundary_power(total: usize, start: usize, first: usize, second: usize) -> u32 {
    let mut a = 2 * start + first;
    let mut b = a + first + second;
    let mut power = 0;
    loop {
        power += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return power;
        }
        a *= 2;
        b *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    fn check(keys: &[u32]) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let result = sort::<()>(&mut order, |a, b| Ok(keys[a] < keys[b]));
        assert!(result.is_ok());
        let mut expected: Vec<usize> = (0..keys.len()).collect();
        expected.sort_by_key(|&index| keys[index]);
        assert_eq!(order, expected, "{keys:?}");
    }

    /// A generator of numbers below a bound.
    fn random(state: &mut u32, below: u32) -> u32 {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*state >> 8) % below
    }

    #[test]
    fn sorts_stably() {
        let mut state = 1;
        for length in (0..300).chain([1000, 2047, 5000]) {
            check(&(0..length).map(|_| random(&mut state, 10)).collect::<Vec<_>>());
            check(&(0..length).map(|_| random(&mut state, 100_000)).collect::<Vec<_>>());
            check(&(0..length).collect::<Vec<_>>());
            check(&(0..length).rev().collect::<Vec<_>>());
            check(&(0..length).map(|index| index % 40).collect::<Vec<_>>());
            check(&(0..length).rev().map(|index| index / 7 * 3 % 100).collect::<Vec<_>>());
        }
    }

    #[test]
    fn failures_and_lies_lose_nothing() {
        let mut state = 7;
        for length in [2, 10, 100, 1000] {
            for limit in [0, 1, 5, 50, 500, 5000] {
                let mut order: Vec<usize> = (0..length).collect();
                let mut calls = 0;
                // Answers that contradict each other, and then an error.
                let _ = sort(&mut order, |_, _| {
                    calls += 1;
                    if calls > limit { Err(()) } else { Ok(random(&mut state, 2) == 0) }
                });
                order.sort_unstable();
                assert!(order.into_iter().eq(0..length));
            }
        }
    }
}
