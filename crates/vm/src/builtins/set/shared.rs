//! What the methods of sets and frozensets have in common.

use taipan_bytecode::CompareOperator;
use taipan_text::text::Text;

use crate::builtins::list::List;
use crate::builtins::list::repr::{finish, push_repr};
use crate::builtins::set::{FrozenSet, Set};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::protocol::ReprGuard;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::Value;

/// The kind of what an operator on a set or an instance of a subclass answers.
pub(super) fn result_kind(this: &Value) -> Kind {
    if <FrozenSet as Object>::of(this).is_some() { Kind::FrozenSet } else { Kind::Set }
}

/// An empty set to work on in a method whose receiver was checked.
pub(super) fn set_of(value: &Value) -> &Set {
    match Set::any(value) {
        Some(set) => set,
        None => unreachable!("the receiver was checked"),
    }
}

pub(super) fn repr(t: &mut Thread, this: &Value) -> PyResult {
    let name = t.type_name(this);
    let set = set_of(this);
    if set.is_empty() {
        return Str::new(t, &format!("{name}()"));
    }
    let Some(_guard) = ReprGuard::enter(this) else { return Str::new(t, &format!("{name}(...)")) };
    let elements: Vec<Value> = set.iter(t).cloned().collect();
    let exact_set = this.is_kind(Kind::Set);
    let mut text = Text::new();
    if !exact_set {
        text.push_str(&name);
        text.push_str("(");
    }
    for (index, element) in elements.iter().enumerate() {
        text.push_str(if index == 0 { "{" } else { ", " });
        push_repr(t, &mut text, element)?;
    }
    text.push_str(if exact_set { "}" } else { "})" });
    finish(t, &text)
}

pub(super) fn equal(t: &mut Thread, a: &Set, b: &Set) -> PyResult<bool> {
    let unknown = u64::MAX;
    let (a_hash, b_hash) = (a.hash.get(), b.hash.get());
    if a.len() != b.len() || a_hash != unknown && b_hash != unknown && a_hash != b_hash {
        return Ok(false);
    }
    a.is_subset(t, b)
}

pub(super) fn compare(t: &mut Thread, this: &Set, value: &Value, operator: CompareOperator) -> PyResult {
    let Some(other) = Set::any(value) else { return Ok(Value::NOT_IMPLEMENTED) };
    let holds = match operator {
        CompareOperator::Equal => equal(t, this, other)?,
        CompareOperator::NotEqual => !equal(t, this, other)?,
        CompareOperator::LessEqual => this.is_subset(t, other)?,
        CompareOperator::GreaterEqual => other.is_subset(t, this)?,
        CompareOperator::Less => this.len() < other.len() && this.is_subset(t, other)?,
        CompareOperator::Greater => this.len() > other.len() && other.is_subset(t, this)?,
    };
    Ok(Value::bool(holds))
}

/// An operator of sets, whose answer is of the left operand's kind; NotImplemented unless both are sets.
pub(super) fn operator(
    t: &mut Thread,
    left: &Value,
    right: &Value,
    operation: fn(&Set, &mut Thread, Kind, &Value) -> PyResult,
) -> PyResult {
    let (Some(set), Some(_)) = (Set::any(left), Set::any(right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    operation(set, t, result_kind(left), right)
}

/// `set.union(*others)`.
pub(super) fn union_of(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
    let result = set_of(this).copy(t, result_kind(this))?;
    for other in others.iter().filter(|other| !other.is(this)) {
        set_of(&result).update(t, other)?;
    }
    Ok(result)
}

/// `set.difference(*others)`.
pub(super) fn difference_of(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
    let [first, rest @ ..] = others else { return set_of(this).copy(t, result_kind(this)) };
    let result = set_of(this).difference(t, result_kind(this), first)?;
    for other in rest {
        set_of(&result).difference_update(t, other)?;
    }
    Ok(result)
}

/// `set.intersection(*others)`.
pub(super) fn intersection_of(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
    let [first, rest @ ..] = others else { return set_of(this).copy(t, result_kind(this)) };
    let kind = result_kind(this);
    let mut result = set_of(this).intersection(t, kind, first)?;
    for other in rest {
        result = set_of(&result).intersection(t, kind, other)?;
    }
    Ok(result)
}

/// A set of the same elements: a frozenset is its own.
pub(super) fn copy(t: &mut Thread, this: &Value) -> PyResult {
    if this.is_kind(Kind::FrozenSet) {
        return Ok(this.clone());
    }
    set_of(this).copy(t, result_kind(this))
}

/// What is asked about, which may be a set that stands for the frozenset with its elements.
pub(super) fn lookup<R>(
    t: &mut Thread,
    set: &Set,
    element: &Value,
    ask: fn(&Set, &mut Thread, &Value) -> PyResult<R>,
) -> PyResult<R> {
    match ask(set, t, element) {
        Err(error) if <Set as Object>::of(element).is_some() && t.is_exception(&error, Class::TypeError) => {
            let frozen = set_of(element).copy(t, Kind::FrozenSet)?;
            ask(set, t, &frozen)
        }
        answer => answer,
    }
}

pub(super) fn is_subset(t: &mut Thread, this: &Set, other: &Value) -> PyResult<bool> {
    if let Some(other) = Set::any(other) {
        return this.is_subset(t, other);
    }
    // Counted so that an iterable with too few different elements is told early.
    let common = this.intersection(t, Kind::Set, other)?;
    Ok(set_of(&common).len() == this.len())
}

pub(super) fn reduce(t: &mut Thread, this: &Value) -> PyResult {
    let class = t.type_of(this).to_value();
    let elements: Vec<Value> = set_of(this).iter(t).cloned().collect();
    let elements = List::new(t, elements)?;
    let arguments = Tuple::new(t, [elements])?;
    let name = t.intern("__getstate__")?;
    let state = t.call_method(this, &name, &[])?;
    Tuple::new(t, [class, arguments, state])
}

pub(super) fn size_of_set(this: &Set) -> usize {
    // The smallest table is part of a set's own 200 bytes.
    200 + if this.places() > 8 { 16 * this.places() } else { 0 }
}

/// `KeyError` of an element that is not there.
pub(super) fn missing(t: &mut Thread, element: &Value) -> Exception {
    t.key_error(element)
}

/// Makes a frozenset of an iterable: an exact frozenset is its own.
pub(super) fn new_frozen(t: &mut Thread, class: &Value, iterable: Option<&Value>) -> PyResult {
    let Some(class) = class.downcast::<TypeObject>().filter(|class| class.layout_is(Kind::FrozenSet)) else {
        return Err(t.type_error("frozenset.__new__(X): X is not a subtype of frozenset"));
    };
    let exact = class.instance_kind == Kind::FrozenSet;
    if let Some(iterable) = iterable
        && exact
        && iterable.is_kind(Kind::FrozenSet)
    {
        return Ok(iterable.clone());
    }
    let set = if exact { Set::of_kind(t, Kind::FrozenSet)? } else { Set::of_class(t, class)? };
    if let Some(iterable) = iterable {
        set_of(&set).update(t, iterable)?;
    }
    Ok(set)
}

/// `intersection_update` with several iterables.
pub(super) fn intersection_update(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult<()> {
    let result = intersection_of(t, this, others)?;
    set_of(this).take_over(t, set_of(&result));
    Ok(())
}

/// The hash of each element is known, so that elements can be told apart without running Python.
pub(super) fn symmetric_difference(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
    set_of(this).symmetric_difference(t, result_kind(this), other)
}

/// Empties a set before `__init__` fills it again.
pub(super) fn refill(t: &mut Thread, set: &Set, iterable: Option<&Value>) -> PyResult<()> {
    if !set.is_empty() {
        set.clear(t);
    }
    match iterable {
        Some(iterable) => set.update(t, iterable),
        None => Ok(()),
    }
}
