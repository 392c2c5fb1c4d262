//! The common cases of builtin functions: arguments of exact builtin types, whose answers need no Python.

use taipan_bytecode::CompareOperator;

use super::numbers::Sum;
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::builtins::{float, int};
use crate::object::Kind;
use crate::protocol::{compare_natively, exact_length, hash_natively};
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

/// `abs(number)` of small integers and floats.
pub(super) fn abs(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [number] = arguments else { return None };
    if let Some(number) = number.as_small_int() {
        return Raw::try_int(number.abs()).map(|_| Value::small_int(number.abs()));
    }
    let number = number.exact::<float::Float>()?.get();
    float::new(t, number.abs()).ok()
}

/// `len(container)` of the commonest containers.
pub(super) fn len(_: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [container] = arguments else { return None };
    exact_length(container).map(|length| Value::small_int(length as i64))
}

/// `min(…)` of what compares without Python.
pub(super) fn min(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    extreme(t, arguments, CompareOperator::Less)
}

/// `max(…)` of what compares without Python.
pub(super) fn max(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    extreme(t, arguments, CompareOperator::Greater)
}

#[inline(always)]
fn extreme(t: &Thread, arguments: &[Value], operator: CompareOperator) -> Option<Value> {
    let candidates = match arguments {
        [iterable] => exact_items(t, iterable)?,
        candidates => candidates,
    };
    let (mut best, rest) = candidates.split_first()?;
    for item in rest {
        if compare_natively(operator, item, best)? {
            best = item;
        }
    }
    Some(best.clone())
}

/// `sum(iterable, start)` of numbers in a list or tuple.
pub(super) fn sum(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let (iterable, start) = match arguments {
        [iterable] => (iterable, Sum::Int(0)),
        [iterable, start] => (iterable, Sum::of_number(start)?),
        _ => return None,
    };
    let sum = start.with_numbers(exact_items(t, iterable)?)?;
    sum.finish(t).ok()
}

/// The items of an exact list or tuple.
#[inline]
fn exact_items<'a>(t: &'a Thread, iterable: &'a Value) -> Option<&'a [Value]> {
    match iterable.exact::<List>() {
        Some(list) => Some(list.items(t)),
        None => iterable.exact::<Tuple>().map(Tuple::items),
    }
}

/// `ord(character)` of a string.
pub(super) fn ord(_: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [character] = arguments else { return None };
    let text = character.exact::<Str>().filter(|text| text.len() == 1)?;
    Some(Value::small_int(i64::from(text.units().get(0))))
}

/// `chr(code)` of a small integer.
pub(super) fn chr(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [code] = arguments else { return None };
    let code = u32::try_from(code.as_small_int()?).ok().filter(|&code| code < 0x11_0000)?;
    Str::from_code(t, code).ok()
}

/// `hash(object)` of small integers and strings.
pub(super) fn hash(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [object] = arguments else { return None };
    int::from_i64(t, hash_natively(t, object)?.cast_signed()).ok()
}

/// `isinstance(object, class)` of plain classes, or a tuple of them, for objects that claim no other class than their own.
pub(super) fn isinstance(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [object, class] = arguments else { return None };
    let classes = match class.exact::<Tuple>() {
        Some(classes) => classes.items(),
        None => std::slice::from_ref(class),
    };
    let own = t.type_of(object);
    for class in classes {
        let class = class.exact::<TypeObject>()?;
        if own.is_subtype(class) {
            return Some(Value::TRUE);
        }
    }
    t.has_plain_class(object).then_some(Value::FALSE)
}

/// `getattr(object, name, default)` of instances' own attributes, and where there is none.
pub(super) fn getattr(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [object, name] => t.get_attr_natively(object, name)?,
        [object, name, default] => {
            Some(t.get_attr_natively(object, name)?.unwrap_or_else(|| default.clone()))
        }
        _ => None,
    }
}

/// `hasattr(object, name)` as `getattr`.
pub(super) fn hasattr(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [object, name] = arguments else { return None };
    t.get_attr_natively(object, name).map(|found| Value::bool(found.is_some()))
}

impl Thread {
    /// Whether `object.__class__` is what `object` itself defines: the object's type.
    #[inline]
    fn has_plain_class(&self, object: &Value) -> bool {
        let (own, base) = (self.type_of(object), self.interpreter().type_of_kind(Kind::Object));
        [Special::Getattribute, Special::Class].iter().all(|&name| own.special(name) == base.special(name))
    }
}
