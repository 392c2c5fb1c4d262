//! Comparison, equality and membership.

use std::cmp::Ordering;

use taipan_bytecode::CompareOperator;

use crate::builtins::dict::Dict;
use crate::builtins::int;
use crate::builtins::list::{List, compare as sequences};
use crate::builtins::set::Set;
use crate::builtins::str::{Str, Units};
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::number::float_of;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::{Raw, Value};

/// The special method of an operator.
fn method(operator: CompareOperator) -> Special {
    match operator {
        CompareOperator::Less => Special::Lt,
        CompareOperator::LessEqual => Special::Le,
        CompareOperator::Equal => Special::Eq,
        CompareOperator::NotEqual => Special::Ne,
        CompareOperator::Greater => Special::Gt,
        CompareOperator::GreaterEqual => Special::Ge,
    }
}

/// The operator that holds with the operands exchanged.
fn reflected(operator: CompareOperator) -> CompareOperator {
    match operator {
        CompareOperator::Less => CompareOperator::Greater,
        CompareOperator::LessEqual => CompareOperator::GreaterEqual,
        CompareOperator::Greater => CompareOperator::Less,
        CompareOperator::GreaterEqual => CompareOperator::LessEqual,
        operator => operator,
    }
}

/// Whether an operator holds for values in this order; `None` stands for unordered (NaN).
#[inline]
pub fn holds(operator: CompareOperator, order: Option<Ordering>) -> bool {
    match operator {
        CompareOperator::Less => order == Some(Ordering::Less),
        CompareOperator::LessEqual => order.is_some_and(Ordering::is_le),
        CompareOperator::Equal => order == Some(Ordering::Equal),
        CompareOperator::NotEqual => order != Some(Ordering::Equal),
        CompareOperator::Greater => order == Some(Ordering::Greater),
        CompareOperator::GreaterEqual => order.is_some_and(Ordering::is_ge),
    }
}

/// The order of two strings, by code points.
pub fn compare_text(a: &Str, b: &Str) -> Ordering {
    match (a.units(), b.units()) {
        (Units::One(a), Units::One(b)) => a.cmp(b),
        (Units::Two(a), Units::Two(b)) => a.cmp(b),
        (Units::Four(a), Units::Four(b)) => a.cmp(b),
        (a, b) => a.iter().cmp(b.iter()),
    }
}

/// A comparison of small integers, floats or strings, or of tuples of such: what can neither fail nor run Python.
#[inline]
pub(crate) fn natively(operator: CompareOperator, a: &Value, b: &Value) -> Option<bool> {
    match simple(operator, a, b) {
        None => items(operator, a.exact::<Tuple>()?.items(), b.exact::<Tuple>()?.items(), DEEP),
        known => known,
    }
}

/// Whether two tuples are equal, if their items are simple enough to tell.
pub(crate) fn equal_tuples(a: &Tuple, b: &Tuple) -> Option<bool> {
    items(CompareOperator::Equal, a.items(), b.items(), DEEP)
}

/// How deep tuples of simple items may be.
const DEEP: u32 = 3;

/// A comparison of two sequences' items, which may be tuples so deep: the first that differ decide, then the lengths.
fn items(operator: CompareOperator, a: &[Value], b: &[Value], depth: u32) -> Option<bool> {
    let item = |operator, left: &Value, right: &Value| match simple(operator, left, right) {
        None if depth > 1 => {
            items(operator, left.exact::<Tuple>()?.items(), right.exact::<Tuple>()?.items(), depth - 1)
        }
        known => known,
    };
    for (left, right) in a.iter().zip(b) {
        if left.is(right) || item(CompareOperator::Equal, left, right)? {
            continue;
        }
        return match operator {
            CompareOperator::Equal => Some(false),
            CompareOperator::NotEqual => Some(true),
            _ => item(operator, left, right),
        };
    }
    Some(holds(operator, Some(a.len().cmp(&b.len()))))
}

/// A comparison of two lists, if the first items are simple enough to tell.
fn lists(t: &Thread, operator: CompareOperator, a: &List, b: &List) -> Option<bool> {
    let (a, b) = (a.items(t), b.items(t));
    if a.len() != b.len() && matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual) {
        return Some(operator == CompareOperator::NotEqual);
    }
    items(operator, a, b, DEEP)
}

/// A comparison of small integers, floats or strings.
#[inline]
fn simple(operator: CompareOperator, a: &Value, b: &Value) -> Option<bool> {
    if Raw::are_ints(a.raw(), b.raw()) {
        return Some(holds(operator, Some(a.raw().as_int().cmp(&b.raw().as_int()))));
    }
    if let (Some(left), Some(right)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Some(match operator {
            CompareOperator::Equal => left.equals(right),
            CompareOperator::NotEqual => !left.equals(right),
            _ => holds(operator, Some(compare_text(left, right))),
        });
    }
    if let (Some(left), Some(right)) = (int::of_exact(a), int::of_exact(b)) {
        return Some(holds(operator, Some(int::arith::order(left, right))));
    }
    // Integers this small are exact as floats.
    let number = |value: &Value| match value.as_small_int() {
        Some(number) => (number.unsigned_abs() <= 1 << 53).then_some(number as f64),
        None => value.is_kind(Kind::Float).then(|| float_of(value)).flatten(),
    };
    let (x, y) = (number(a)?, number(b)?);
    Some(holds(operator, x.partial_cmp(&y)))
}

/// `item in container` where no Python is needed to tell: keys that are small integers or strings, items that compare natively.
#[inline(never)]
pub(crate) fn contains_natively(t: &Thread, container: &Value, item: &Value) -> Option<bool> {
    if let Some(dict) = container.exact::<Dict>() {
        return dict.contains_natively(t, item);
    }
    if let Some(set) = Set::exactly(container) {
        return set.contains_natively(t, item);
    }
    if let (Some(text), Some(sub)) = (container.exact::<Str>(), item.exact::<Str>()) {
        return Some(crate::builtins::str::search::contains(text, sub));
    }
    let items = match container.exact::<List>() {
        Some(list) => list.items(t),
        None => container.exact::<Tuple>()?.items(),
    };
    for known in items {
        if known.is(item) || natively(CompareOperator::Equal, known, item)? {
            return Some(true);
        }
    }
    Some(false)
}

impl Thread {
    /// A rich comparison by the operator's number, as in COMPARE_OP's argument.
    pub fn compare(&mut self, operator: usize, a: &Value, b: &Value) -> PyResult {
        match CompareOperator::from_arg(operator as u32) {
            Some(operator) => self.rich_compare(operator, a, b),
            None => Err(self.system_error(format!("unknown comparison {operator}"))),
        }
    }

    /// A rich comparison: `a < b` and its like.
    pub fn rich_compare(&mut self, operator: CompareOperator, a: &Value, b: &Value) -> PyResult {
        if let Some(result) = natively(operator, a, b) {
            return Ok(Value::bool(result));
        }
        self.enter_recursion(" in comparison")?;
        if let (Some(a), Some(b)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
            return sequences::compare(self, a, b, operator, false);
        }
        if let (Some(a), Some(b)) = (a.exact::<List>(), b.exact::<List>()) {
            if let Some(result) = lists(self, operator, a, b) {
                return Ok(Value::bool(result));
            }
            return sequences::compare(self, a, b, operator, true);
        }
        let (left_class, right_class) = (self.type_of(a), self.type_of(b));
        let right_first = !std::ptr::eq(left_class, right_class) && right_class.is_subtype(left_class);
        let turns = if right_first { [false, true] } else { [true, false] };
        for left in turns {
            let (this, other, special) =
                if left { (a, b, method(operator)) } else { (b, a, method(reflected(operator))) };
            let result = self.call_special_operator(this, special, std::slice::from_ref(other))?;
            if let Some(result) = result.filter(|result| result.raw() != Raw::NOT_IMPLEMENTED) {
                return Ok(result);
            }
        }
        match operator {
            CompareOperator::Equal => Ok(Value::bool(a.is(b))),
            CompareOperator::NotEqual => Ok(Value::bool(!a.is(b))),
            _ => {
                let (left, right) = (self.type_name(a), self.type_name(b));
                let symbol = operator.text();
                let text = format!("'{symbol}' not supported between instances of '{left}' and '{right}'");
                Err(self.type_error(text))
            }
        }
    }

    /// The truth of a rich comparison.
    pub fn compare_bool(&mut self, operator: CompareOperator, a: &Value, b: &Value) -> PyResult<bool> {
        if let Some(result) = natively(operator, a, b) {
            return Ok(result);
        }
        let result = self.rich_compare(operator, a, b)?;
        self.truth(&result)
    }

    /// Whether two values are the same or equal, as containers ask.
    #[inline]
    pub fn equals(&mut self, a: &Value, b: &Value) -> PyResult<bool> {
        if a.is(b) {
            return Ok(true);
        }
        self.compare_bool(CompareOperator::Equal, a, b)
    }

    /// `item in container`.
    pub fn contains(&mut self, container: &Value, item: &Value) -> PyResult<bool> {
        if let Some(list) = container.exact::<List>() {
            return self.list_contains(list, item);
        }
        if let Some(tuple) = container.exact::<Tuple>() {
            for known in tuple.items() {
                if self.equals(known, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(dict) = container.exact::<Dict>() {
            return dict.contains(self, item);
        }
        if let Some(set) = Set::exactly(container)
            && let Some(found) = set.contains_natively(self, item)
        {
            return Ok(found);
        }
        match self.special(container, Special::Contains) {
            Some(method) if method.is_none() => {
                let name = self.type_name(container);
                Err(self.type_error(format!("'{name}' object is not a container")))
            }
            Some(method) => match self.call_operator(container, &method, std::slice::from_ref(item))? {
                Some(result) => self.truth(&result),
                None => self.iterator_contains(container, item),
            },
            None => self.iterator_contains(container, item),
        }
    }

    fn list_contains(&mut self, list: &List, item: &Value) -> PyResult<bool> {
        let mut index = 0;
        // The list may change while items are compared.
        while let Some(known) = list.get(self, index) {
            if self.equals(&known, item)? {
                return Ok(true);
            }
            index += 1;
        }
        Ok(false)
    }

    /// Membership by going through the items.
    pub(crate) fn iterator_contains(&mut self, container: &Value, item: &Value) -> PyResult<bool> {
        let iterator = self.iter_or(container, |t| {
            format!("argument of type '{}' is not a container or iterable", t.type_name(container))
        })?;
        while let Some(known) = self.next(&iterator)? {
            if self.equals(&known, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
