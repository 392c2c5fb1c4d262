//! `enumerate`: items with their numbers.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::builtins::int;
use crate::builtins::tuple::Tuple;
use crate::native::{Args, NativeType, PyResult};
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// The iterator, the next item's number, an int of any size, and the pair given last.
    Enumerate, Enumerate { iterator, number, pair }
}

/// The type `enumerate`.
pub static TYPE: NativeType = NativeType {
    name: "enumerate",
    module: "builtins",
    doc: "An iterator over pairs of a number, counted from start, and an item of the iterable.",
    kind: Kind::Enumerate,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// Sorts the arguments into the iterable and the start.
fn arguments<'a>(t: &mut Thread, args: Args<'a>) -> PyResult<(&'a Value, Option<&'a Value>)> {
    let given = args.positional();
    let total = args.values().len();
    if total > 2 {
        return Err(t.type_error(format!("enumerate() takes at most 2 arguments ({total} given)")));
    }
    let (mut iterable, mut start) = (given.first(), given.get(1));
    for (name, value) in args.keywords() {
        match name.as_str() {
            Some("iterable") if iterable.is_none() => iterable = Some(value),
            Some("start") if start.is_none() && total == 2 => start = Some(value),
            _ => {
                let name = name.to_lossy();
                let text = format!("'{name}' is an invalid keyword argument for enumerate()");
                return Err(t.type_error(text));
            }
        }
    }
    match iterable {
        Some(iterable) => Ok((iterable, start)),
        None => Err(t.type_error("enumerate() missing required argument 'iterable'")),
    }
}

impl Enumerate {
    /// The number of the next item, which is one more afterwards.
    fn count(&self, t: &mut Thread) -> PyResult {
        let number = self.number.get();
        if number.is_int() && number.as_int() < Raw::MAX_INT {
            self.number.set(Raw::int(number.as_int() + 1));
            return int::from_i64(t, number.as_int());
        }
        let number = self.number().cloned().unwrap_or(Value::NONE);
        let next = match Integer::of(&number) {
            Some(Integer::Small(number)) => int::from_i64(t, number + 1)?,
            Some(Integer::Big(number)) => {
                let next = number + dashu_int::IBig::ONE;
                int::from_big(t, next)?
            }
            None => unreachable!("enumerate counts in integers"),
        };
        // SAFETY: the field's old reference moves out as the new one moves in.
        drop(unsafe { Value::from_raw(self.number.replace(next.into_raw())) });
        Ok(number)
    }
}

/// The next item; `None` at the end.
#[inline]
pub(super) fn next(t: &mut Thread, this: &Enumerate) -> PyResult<Option<Value>> {
    t.enter_recursion("")?;
    // The field is never assigned again.
    let Some(iterator) = this.iterator() else { return Ok(None) };
    let Some(item) = t.next(iterator)? else { return Ok(None) };
    let number = this.count(t)?;
    Tuple::pair_again(t, &this.pair, number, item).map(Some)
}

/// The iterator and the first number, which an `enumerate` of these arguments begins with.
#[inline]
fn beginning(t: &mut Thread, iterable: &Value, start: Option<&Value>) -> PyResult<(Value, Value)> {
    let number = match start {
        Some(start) => {
            let start = t.as_index(start)?;
            int::exact(t, &start)?
        }
        None => Value::small_int(0),
    };
    Ok((t.iter(iterable)?, number))
}

/// `enumerate(iterable, start)`
fn called(t: &mut Thread, given: &[Value]) -> PyResult {
    let (iterable, start) = arguments(t, Args::positional_only(given))?;
    let (iterator, number) = beginning(t, iterable, start)?;
    Enumerate::new(t, iterator.into_raw(), number.into_raw(), Raw::NULL)
}

/// The methods of `enumerate`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Args, Enumerate, PyResult, Raw, Thread, Tuple, Value, arguments, beginning, next};
    use crate::builtins::iterator_methods::of_fields;

    /// Makes an iterator.
    #[new("(iterable, start=0)", name = "enumerate", direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let (iterable, start) = arguments(t, args)?;
        let (iterator, number) = beginning(t, iterable, start)?;
        of_fields::<Enumerate>(t, class, &[iterator.into_raw(), number.into_raw(), Raw::NULL])
    }

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Enumerate) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = crate::native::convert::method_self::<Enumerate>(t, this, "__reduce__")?;
        let arguments = [this.iterator(), this.number()].map(|part| part.cloned().unwrap_or(Value::NONE));
        let arguments = Tuple::from_slice(t, &arguments)?;
        Tuple::new(t, [class, arguments])
    }

    /// `enumerate[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
