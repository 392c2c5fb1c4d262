//! `list.sort`: a stable merge sort of natural runs. Small integers, strings and floats are compared without
//! calling Python; anything else by `<`, while the list looks empty to what that runs.

use crate::builtins::float::Float;
use crate::builtins::list::List;
use crate::builtins::list::compare as sequences;
use crate::builtins::str::{Str, Units};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::protocol::compare_text;
use crate::thread::Thread;
use crate::value::Value;
use taipan_bytecode::CompareOperator;

/// Runs shorter than this are lengthened by insertion.
const MIN_RUN: usize = 32;

/// Sorts a list in place. Raises what `key` and `<` raise, and ValueError when the list was changed meanwhile.
pub(super) fn sort(t: &mut Thread, list: &List, key: Option<&Value>, reverse: bool) -> PyResult<()> {
    let mut buffer = list.take_buffer(t);
    let result = sort_items(t, buffer.items(), key, reverse);
    let meanwhile = list.put_buffer(t, buffer);
    let changed = meanwhile.exists();
    drop(meanwhile);
    result?;
    if changed {
        return Err(t.value_error("list modified during sort"));
    }
    Ok(())
}

/// Sorts values. When a comparison raises, they stay in their old order.
fn sort_items(t: &mut Thread, items: &mut [Value], key: Option<&Value>, reverse: bool) -> PyResult<()> {
    let Some(key) = key else {
        if sort_alike(items, reverse) {
            return Ok(());
        }
        let order = order_of(t, items, reverse)?;
        permute(items, &order);
        return Ok(());
    };
    let mut keys = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(t.call(key, std::slice::from_ref(item))?);
    }
    let order = order_of(t, &keys, reverse)?;
    permute(items, &order);
    drop(keys);
    t.drain();
    Ok(())
}

/// Sorts values that are all small integers or all strings themselves; false when they are not.
fn sort_alike(items: &mut [Value], reverse: bool) -> bool {
    if items.iter().all(|item| item.raw().is_int()) {
        // Equal integers are the same word, so that stability does not show.
        items.sort_unstable_by_key(|item| item.raw().as_int());
        if reverse {
            items.reverse();
        }
        return true;
    }
    false
}

/// The indices of the keys in sorted order.
fn order_of(t: &mut Thread, keys: &[Value], reverse: bool) -> PyResult<Vec<usize>> {
    // Sorting the reversed sequence and reversing the result keeps equal items in their order.
    let mut order: Vec<usize> =
        if reverse { (0..keys.len()).rev().collect() } else { (0..keys.len()).collect() };
    if let Some(keys) = all(keys, Value::as_small_int) {
        order.sort_by_key(|&index| keys[index]);
    } else if let Some(keys) = all(keys, Prefixed::of) {
        order.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
    } else if let Some(keys) = all(keys, |key| key.exact::<Str>()) {
        order.sort_by(|&a, &b| compare_text(keys[a], keys[b]));
    } else if let Some(keys) =
        all(keys, |key| key.exact::<Float>().map(Float::get).filter(|key| !key.is_nan()))
    {
        order.sort_by(|&a, &b| keys[a].partial_cmp(&keys[b]).unwrap_or(std::cmp::Ordering::Equal));
    } else {
        merge_sort(&mut order, &mut |a, b| less(t, &keys[a], &keys[b]))?;
    }
    if reverse {
        order.reverse();
    }
    Ok(order)
}

/// A Latin-1 string with its first eight characters as a number, which decides most comparisons.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Prefixed<'a> {
    prefix: u64,
    text: &'a [u8],
}

impl<'a> Prefixed<'a> {
    fn of(key: &'a Value) -> Option<Prefixed<'a>> {
        let Units::One(text) = key.exact::<Str>()?.units() else { return None };
        let mut prefix = [0; 8];
        let known = text.len().min(8);
        prefix[..known].copy_from_slice(&text[..known]);
        Some(Prefixed { prefix: u64::from_be_bytes(prefix), text })
    }
}

/// What `read` sees in every key, if it sees something in all of them.
fn all<'a, K>(keys: &'a [Value], read: impl Fn(&'a Value) -> Option<K>) -> Option<Vec<K>> {
    read(keys.first()?)?;
    keys.iter().map(read).collect()
}

/// `a < b`.
fn less(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
    let result = if let (Some(a), Some(b)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        let result = sequences::compare(t, a, b, CompareOperator::Less, false)?;
        t.truth(&result)?
    } else {
        t.compare_bool(CompareOperator::Less, a, b)?
    };
    t.drain();
    Ok(result)
}

/// Puts values into the order of these indices.
fn permute(items: &mut [Value], order: &[usize]) {
    let mut target = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        target[from] = to;
    }
    for index in 0..target.len() {
        while target[index] != index {
            let to = target[index];
            items.swap(index, to);
            target.swap(index, to);
        }
    }
}

/// A run that was found or merged: where it begins and ends, and the power of its boundary with the next one.
struct Run {
    start: usize,
    end: usize,
    power: u32,
}

/// Sorts indices by a comparison that may fail. The order of merges is powersort's (Munro and Wild, 2018).
fn merge_sort(order: &mut [usize], less: &mut impl FnMut(usize, usize) -> PyResult<bool>) -> PyResult<()> {
    let total = order.len();
    let mut spare = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < total {
        let end = next_run(order, start, less)?;
        if let Some(last) = runs.last() {
            let power = boundary_power(total, last.start, start, end);
            while let [.., before, last] = runs.as_slice()
                && before.power > power
            {
                merge(order, before.start, last.start, last.end, &mut spare, less)?;
                join_last(&mut runs);
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run { start, end, power: 0 });
        start = end;
    }
    while let [.., before, last] = runs.as_slice() {
        merge(order, before.start, last.start, last.end, &mut spare, less)?;
        join_last(&mut runs);
    }
    Ok(())
}

/// Makes one run of the last two, which were merged.
fn join_last(runs: &mut Vec<Run>) {
    if let Some(Run { end, power, .. }) = runs.pop()
        && let Some(before) = runs.last_mut()
    {
        before.end = end;
        before.power = power;
    }
}

/// The depth in the merge tree of the boundary between two adjacent runs: the first bit in which the fractions
/// of `total` at which their middles lie differ.
fn boundary_power(total: usize, first: usize, second: usize, end: usize) -> u32 {
    let (mut a, mut b) = (first + second, second + end);
    let whole = 2 * total;
    let mut power = 0;
    loop {
        power += 1;
        a *= 2;
        b *= 2;
        if a >= whole {
            a -= whole;
            b -= whole;
        } else if b >= whole {
            return power;
        }
    }
}

/// Finds the run that begins at `start`, turned round if it descends, lengthened if it is short: its end.
fn next_run(
    order: &mut [usize],
    start: usize,
    less: &mut impl FnMut(usize, usize) -> PyResult<bool>,
) -> PyResult<usize> {
    let total = order.len();
    let mut end = start + 1;
    if end == total {
        return Ok(end);
    }
    let descends = less(order[end], order[start])?;
    end += 1;
    while end < total && less(order[end], order[end - 1])? == descends {
        end += 1;
    }
    if descends {
        order[start..end].reverse();
    }
    let wanted = (start + MIN_RUN).min(total);
    while end < wanted {
        let new = order[end];
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(new, order[middle])? { high = middle } else { low = middle + 1 }
        }
        order.copy_within(low..end, low + 1);
        order[low] = new;
        end += 1;
    }
    Ok(end)
}

/// Merges `start..middle` and `middle..end`, each in order.
fn merge(
    order: &mut [usize],
    start: usize,
    middle: usize,
    end: usize,
    spare: &mut Vec<usize>,
    less: &mut impl FnMut(usize, usize) -> PyResult<bool>,
) -> PyResult<()> {
    // Runs that are in order already need one comparison.
    if !less(order[middle], order[middle - 1])? {
        return Ok(());
    }
    spare.clear();
    spare.extend_from_slice(&order[start..middle]);
    let (mut left, mut right, mut to) = (0, middle, start);
    while left < spare.len() && right < end {
        if less(order[right], spare[left])? {
            order[to] = order[right];
            right += 1;
        } else {
            order[to] = spare[left];
            left += 1;
        }
        to += 1;
    }
    let rest = spare.len() - left;
    order[to..to + rest].copy_from_slice(&spare[left..]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::merge_sort;

    fn check(keys: &[u32]) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let result = merge_sort(&mut order, &mut |a, b| Ok(keys[a] < keys[b]));
        assert!(result.is_ok());
        let mut expected: Vec<usize> = (0..keys.len()).collect();
        expected.sort_by_key(|&index| keys[index]);
        assert_eq!(order, expected, "{keys:?}");
    }

    #[test]
    fn sorts_stably() {
        let mut state = 1u32;
        for length in 0..300 {
            let mut random = |below: u32| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) % below
            };
            check(&(0..length).map(|_| random(10)).collect::<Vec<_>>());
            check(&(0..length).map(|_| random(100_000)).collect::<Vec<_>>());
            check(&(0..length).collect::<Vec<_>>());
            check(&(0..length).rev().collect::<Vec<_>>());
            check(&(0..length).map(|index| index % 40).collect::<Vec<_>>());
        }
    }
}
