//! What the methods of deques do, where that is more than a line.

use taipan_bytecode::CompareOperator;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::FromValue;
use taipan_vm::native::convert::{Context, Place};
use taipan_vm::native::text::TextBuilder;
use taipan_vm::object::Object;
use taipan_vm::protocol::{ReprGuard, holds};
use taipan_vm::{PyResult, Thread, Value};

use super::{Deque, End, TYPE, mutated};

/// The argument `maxlen`, for messages.
const LIMIT: Context = Context { function: "deque", place: Place::Named("maxlen") };

/// `deque.__init__(iterable, maxlen)`.
pub(super) fn init(
    t: &mut Thread,
    this: &Value,
    deque: &Deque,
    iterable: Option<&Value>,
    limit: Option<&Value>,
) -> PyResult<()> {
    let limit = match limit.filter(|limit| !limit.is_none()) {
        None => None,
        Some(limit) if taipan_vm::builtins::int::of(limit).is_none() => {
            return Err(t.type_error("an integer is required"));
        }
        Some(limit) => match isize::from_value(t, limit, &LIMIT)? {
            limit @ 0.. => Some(limit.unsigned_abs()),
            _ => return Err(t.value_error("maxlen must be non-negative")),
        },
    };
    deque.limit.set(limit);
    if deque.len(t) > 0 {
        deque.clear(t);
    }
    match iterable {
        Some(iterable) => extend(t, this, deque, End::Right, iterable),
        None => Ok(()),
    }
}

/// Adds the items of an iterable, one by one, at an end.
pub(super) fn extend(
    t: &mut Thread,
    this: &Value,
    deque: &Deque,
    end: End,
    iterable: &Value,
) -> PyResult<()> {
    if iterable.is(this) {
        for item in deque.to_vec(t) {
            deque.push(t, end, item)?;
        }
        return Ok(());
    }
    let iterator = t.iter(iterable)?;
    t.iterate_rest(&iterator, |t, item| deque.push(t, end, item).map(|_| true))
}

/// A shallow copy, of the same class.
pub(super) fn copy(t: &mut Thread, this: &Value, deque: &Deque) -> PyResult {
    let class = t.type_of(this).to_value();
    if t.is_exactly(this, &TYPE) {
        let new = Deque::empty(t, &class, deque.limit.get())?;
        let Some(copied) = Deque::of(&new) else { unreachable!("just made a deque") };
        for item in deque.to_vec(t) {
            copied.push(t, End::Right, item)?;
        }
        return Ok(new);
    }
    let mut arguments = vec![this.clone()];
    if let Some(limit) = deque.limit.get() {
        arguments.push(Value::small_int(limit as i64));
    }
    let new = t.call(&class, &arguments)?;
    if Deque::of(&new).is_none() {
        let (class, found) = (t.type_name(this), t.type_name(&new));
        return Err(t.type_error(format!("{class}() must return a deque, not {found}")));
    }
    Ok(new)
}

/// `this + other`.
pub(super) fn concatenated(t: &mut Thread, this: &Value, deque: &Deque, other: &Value) -> PyResult {
    let class = t.native_type(&TYPE)?;
    if !t.is_instance(other, &class)? {
        let found = t.type_name(other);
        return Err(t.type_error(format!("can only concatenate deque (not \"{found}\") to deque")));
    }
    let new = copy(t, this, deque)?;
    let Some(all) = Deque::of(&new) else { unreachable!("a copy is a deque") };
    extend(t, &new, all, End::Right, other)?;
    Ok(new)
}

/// `deque *= times`.
pub(super) fn repeat(t: &mut Thread, deque: &Deque, times: isize) -> PyResult<()> {
    let length = deque.len(t);
    let Some(mut times) = usize::try_from(times).ok().filter(|&times| times > 0) else {
        deque.clear(t);
        return Ok(());
    };
    if length == 0 || times == 1 {
        return Ok(());
    }
    let countable = |total: Option<usize>| total.is_some_and(|total| total <= isize::MAX as usize);
    if length > 1 && !countable(length.checked_mul(times)) {
        return Err(t.memory_error());
    }
    if let Some(limit) = deque.limit.get() {
        // More could not be seen.
        times = times.min(limit.div_ceil(length));
    }
    let Some(total) = length.checked_mul(times) else { return Err(t.memory_error()) };
    if deque.items.write(t).try_reserve_exact(total - length).is_err() {
        return Err(t.memory_error());
    }
    let items = deque.to_vec(t);
    for _ in 1..times {
        for item in &items {
            deque.push(t, End::Right, item.clone())?;
        }
    }
    Ok(())
}

/// The first index from `start` to before `stop` with an item equal to `wanted`; `None` without one. Raises RuntimeError
/// when a comparison changes the deque.
pub(super) fn find(
    t: &mut Thread,
    deque: &Deque,
    wanted: &Value,
    (start, stop): (usize, usize),
) -> PyResult<Option<usize>> {
    let changes = deque.changes.get();
    for index in start..stop {
        let Some(item) = deque.item(t, index) else { break };
        let same = t.equals(&item, wanted)?;
        if deque.changes.get() != changes {
            return Err(mutated(t));
        }
        if same {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// How many items are equal to `wanted`.
pub(super) fn count(t: &mut Thread, deque: &Deque, wanted: &Value) -> PyResult<usize> {
    let (length, mut start, mut count) = (deque.len(t), 0, 0);
    while let Some(index) = find(t, deque, wanted, (start, length))? {
        count += 1;
        start = index + 1;
    }
    Ok(count)
}

/// `deque.remove(value)`.
pub(super) fn remove(t: &mut Thread, deque: &Deque, wanted: &Value) -> PyResult<()> {
    let changes = deque.changes.get();
    for index in 0..deque.len(t) {
        let Some(item) = deque.item(t, index) else { break };
        let same = t.equals(&item, wanted)?;
        if deque.changes.get() != changes {
            return Err(t.index_error("deque mutated during iteration"));
        }
        if same {
            drop(deque.remove_at(t, index));
            return Ok(());
        }
    }
    Err(t.value_error("deque.remove(x): x not in deque"))
}

/// `deque.insert(index, value)`.
pub(super) fn insert(t: &mut Thread, deque: &Deque, index: isize, value: &Value) -> PyResult<()> {
    let length = deque.len(t);
    if deque.limit.get().is_some_and(|limit| length >= limit) {
        return Err(t.index_error("deque already at its maximum size"));
    }
    let place = if index < 0 { index + length as isize } else { index }.clamp(0, length as isize);
    let items = deque.items.write(t);
    if items.try_reserve(1).is_err() {
        return Err(t.memory_error());
    }
    items.insert(place.unsigned_abs(), value.clone());
    deque.changed();
    Ok(())
}

/// `a < b` and the others, item by item.
pub(super) fn compare(t: &mut Thread, operator: CompareOperator, a: &Deque, b: &Value) -> PyResult {
    let Some(b) = Deque::of(b) else { return Ok(Value::NOT_IMPLEMENTED) };
    let equality = matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual);
    if equality && std::ptr::eq(a, b) {
        return Ok(Value::bool(operator == CompareOperator::Equal));
    }
    if equality && a.len(t) != b.len(t) {
        return Ok(Value::bool(operator == CompareOperator::NotEqual));
    }
    t.enter_recursion(" in comparison")?;
    let changes = (a.changes.get(), b.changes.get());
    let mut index = 0;
    while let (Some(x), Some(y)) = (a.item(t, index), b.item(t, index)) {
        let same = t.equals(&x, &y)?;
        if !same {
            return match operator {
                CompareOperator::Equal => Ok(Value::FALSE),
                CompareOperator::NotEqual => Ok(Value::TRUE),
                _ => t.rich_compare(operator, &x, &y),
            };
        }
        if changes != (a.changes.get(), b.changes.get()) {
            return Err(mutated(t));
        }
        index += 1;
    }
    let order = a.len(t).cmp(&b.len(t));
    Ok(Value::bool(holds(operator, Some(order))))
}

/// `deque([1, 2], maxlen=3)`.
pub(super) fn repr(t: &mut Thread, this: &Value, deque: &Deque) -> PyResult {
    let mut text = TextBuilder::new();
    let Some(_guard) = ReprGuard::enter(this) else {
        text.push_str("[...]");
        return text.finish(t);
    };
    let name = t.type_of(this).name().to_owned();
    let items = deque.to_vec(t);
    let items = List::new(t, items)?;
    text.push_str(&format!("{name}("));
    text.push_repr(t, &items)?;
    if let Some(limit) = deque.limit.get() {
        text.push_str(&format!(", maxlen={limit}"));
    }
    text.push_str(")");
    text.finish(t)
}

/// What makes a copy: the class, its arguments, the state, and an iterator over the items.
pub(super) fn reduce(t: &mut Thread, this: &Value, deque: &Deque) -> PyResult {
    let class = t.type_of(this).to_value();
    let state = t.state_of(this)?;
    let mut arguments = Vec::new();
    if let Some(limit) = deque.limit.get() {
        let empty = Tuple::new(t, Vec::new())?;
        arguments = vec![empty, Value::small_int(limit as i64)];
    }
    let arguments = Tuple::new(t, arguments)?;
    let items = t.iter(this)?;
    Tuple::new(t, [class, arguments, state, items])
}
