//! `list.sort`. Small integers, strings and floats are compared without calling Python; anything else by `<`, in
//! the order of [`timsort`], while the list looks empty to what that runs.

use crate::builtins::float::Float;
use crate::builtins::list::List;
use crate::builtins::list::{compare as sequences, timsort};
use crate::builtins::str::{Str, Units};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::{compare_natively, compare_text};
use crate::thread::Thread;
use crate::value::Value;
use taipan_bytecode::CompareOperator;

impl List {
    /// Sorts the items in place. Raises what `key` and `<` raise, and ValueError when the list was changed meanwhile.
    pub fn sort(&self, t: &mut Thread, key: Option<&Value>, reverse: bool) -> PyResult<()> {
        let mut buffer = self.take_buffer(t);
        let result = sort_items(t, buffer.items(), key, reverse);
        let meanwhile = self.put_buffer(t, buffer);
        let changed = meanwhile.exists();
        drop(meanwhile);
        result?;
        if changed {
            return Err(t.value_error("list modified during sort"));
        }
        Ok(())
    }
}

/// Sorts values. When a comparison raises, they are left in the order reached so far.
fn sort_items(t: &mut Thread, items: &mut [Value], key: Option<&Value>, reverse: bool) -> PyResult<()> {
    if items.len() < 2 && key.is_none() {
        return Ok(());
    }
    let mut order = Vec::new();
    let Some(key) = key else {
        if sort_alike(items, reverse) {
            return Ok(());
        }
        let result = find_order(t, items, reverse, &mut order);
        permute(items, &mut order);
        return result;
    };
    let mut keys = Vec::new();
    if keys.try_reserve_exact(items.len()).is_err() {
        return Err(t.memory_error());
    }
    t.with_callback(key, 1, |t, key| {
        for item in items.iter() {
            keys.push(key.call(t, std::array::from_ref(item))?);
        }
        Ok(())
    })?;
    let result = find_order(t, &keys, reverse, &mut order);
    permute(items, &mut order);
    drop(keys);
    t.drain();
    result
}

/// Sorts values themselves that are all small integers, or a few strings; false when they are not.
fn sort_alike(items: &mut [Value], reverse: bool) -> bool {
    if items.iter().all(|item| item.raw().is_int()) {
        // Equal integers are the same word, so that stability does not show.
        items.sort_unstable_by_key(|item| item.raw().as_int());
        if reverse {
            items.reverse();
        }
        return true;
    }
    let few = items.len() <= FEW && items.iter().all(|item| item.is_kind(Kind::Str));
    if few {
        // Sorting the reversed sequence and reversing the result keeps equal items in their order.
        if reverse {
            items.reverse();
        }
        items.sort_by(|a, b| match (a.exact::<Str>(), b.exact::<Str>()) {
            (Some(a), Some(b)) => compare_text(a, b),
            _ => unreachable!("all are strings"),
        });
        if reverse {
            items.reverse();
        }
    }
    few
}

/// So many strings are compared where they are; of more, a table of their first characters is made.
const FEW: usize = 32;

/// Puts the indices of the keys in sorted order into `order`: all of them, also when a comparison raises.
fn find_order(t: &mut Thread, keys: &[Value], reverse: bool, order: &mut Vec<usize>) -> PyResult<()> {
    if order.try_reserve_exact(keys.len()).is_err() {
        return Err(t.memory_error());
    }
    order.extend(0..keys.len());
    // Sorting the reversed sequence and reversing the result keeps equal items in their order.
    if reverse {
        order.reverse();
    }
    let mut result = Ok(());
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
        result = timsort::sort(order, |a, b| less(t, &keys[a], &keys[b]));
    }
    if reverse {
        order.reverse();
    }
    result
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
    let result = if let Some(result) = compare_natively(CompareOperator::Less, a, b) {
        return Ok(result);
    } else if let (Some(a), Some(b)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        let result = sequences::compare(t, a, b, CompareOperator::Less, false)?;
        t.truth(&result)?
    } else {
        t.compare_bool(CompareOperator::Less, a, b)?
    };
    t.drain();
    Ok(result)
}

/// Puts values into the order of these indices, which are used up.
fn permute(items: &mut [Value], order: &mut [usize]) {
    for first in 0..order.len() {
        // The value that was at `first` is carried along until its own place is reached.
        let mut to = first;
        loop {
            let from = std::mem::replace(&mut order[to], to);
            if from == first || from == to {
                break;
            }
            items.swap(to, from);
            to = from;
        }
    }
}
