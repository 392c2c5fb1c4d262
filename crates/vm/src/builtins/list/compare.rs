//! Comparing sequences item by item, and looking for items. What `==` runs may change a list meanwhile.

use taipan_bytecode::CompareOperator;

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::protocol::holds;
use crate::thread::Thread;
use crate::value::Value;

/// A sequence whose items are asked for one by one.
pub(crate) trait Items {
    /// How many there are now.
    fn count(&self) -> usize;

    /// A new reference to one of them.
    fn at(&self, t: &Thread, index: usize) -> Option<Value>;
}

impl Items for List {
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn at(&self, t: &Thread, index: usize) -> Option<Value> {
        self.get(t, index)
    }
}

impl Items for Tuple {
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn at(&self, _: &Thread, index: usize) -> Option<Value> {
        self.items().get(index).cloned()
    }
}

/// A rich comparison of two sequences of one type: the first items that differ decide, then the lengths.
pub(crate) fn compare(
    t: &mut Thread,
    a: &impl Items,
    b: &impl Items,
    operator: CompareOperator,
    lengths_decide: bool,
) -> PyResult {
    let equality = matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual);
    if equality && lengths_decide && a.count() != b.count() {
        return Ok(Value::bool(operator == CompareOperator::NotEqual));
    }
    let mut index = 0;
    while let (Some(left), Some(right)) = (a.at(t, index), b.at(t, index)) {
        if !t.equals(&left, &right)? {
            if index >= a.count() || index >= b.count() {
                // Comparing them took them away.
                break;
            }
            return match operator {
                CompareOperator::Equal => Ok(Value::FALSE),
                CompareOperator::NotEqual => Ok(Value::TRUE),
                _ => t.rich_compare(operator, &left, &right),
            };
        }
        index += 1;
    }
    Ok(Value::bool(holds(operator, Some(a.count().cmp(&b.count())))))
}

/// The index of the first item from `start` to `stop` that equals `value`.
pub(crate) fn find(
    t: &mut Thread,
    items: &impl Items,
    value: &Value,
    start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    let mut index = start;
    while index < stop {
        let Some(item) = items.at(t, index) else { break };
        if t.equals(&item, value)? {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

/// How many items equal `value`.
pub(crate) fn count(t: &mut Thread, items: &impl Items, value: &Value) -> PyResult<usize> {
    let (mut index, mut count) = (0, 0);
    while let Some(item) = items.at(t, index) {
        count += usize::from(t.equals(&item, value)?);
        index += 1;
    }
    Ok(count)
}

/// An index argument counted from the end when it is negative, and no less than 0.
pub(crate) fn from_end(index: isize, length: usize) -> usize {
    let index = if index < 0 { index.saturating_add(length as isize) } else { index };
    usize::try_from(index).unwrap_or(0)
}
