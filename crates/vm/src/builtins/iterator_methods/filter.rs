//! `filter`: the items of an iterable that pass a test.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::call::callback::Callback;
use crate::native::convert::check_positional;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// The test, or None for the items' own truth, and the iterator.
    Filter, Filter { function, iterator }
}

/// The type `filter`.
pub static TYPE: NativeType = NativeType {
    name: "filter",
    module: "builtins",
    doc: "An iterator over the items for which function answers something true; with None, over the true items.",
    kind: Kind::Filter,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The next item that passes; `None` at the end.
pub(super) fn next(t: &mut Thread, this: &Filter) -> PyResult<Option<Value>> {
    match this.function() {
        Some(function) => next_by(t, this, Callback::once(function)),
        None => Ok(None),
    }
}

/// [`next`], by a callback that calls the filter's function.
#[inline]
pub(crate) fn next_by(t: &mut Thread, this: &Filter, callback: Callback<'_>) -> PyResult<Option<Value>> {
    t.enter_recursion("")?;
    // The fields are never assigned again.
    let (Some(function), Some(iterator)) = (this.function(), this.iterator()) else { return Ok(None) };
    let by_truth = function.is_none() || function.is(&t.interpreter().type_of_kind(Kind::Bool).to_value());
    while let Some(item) = t.next(iterator)? {
        let passes = if by_truth {
            t.truth(&item)?
        } else {
            let answer = callback.call(t, std::array::from_ref(&item))?;
            t.truth(&answer)?
        };
        if passes {
            return Ok(Some(item));
        }
        drop(item);
        t.drain();
    }
    Ok(None)
}

/// `filter(function, iterable)`
fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    check_positional(t, "filter", arguments.len(), 2, 2)?;
    let iterator = t.iter(&arguments[1])?;
    Filter::new(t, arguments[0].clone().into_raw(), iterator.into_raw())
}

/// The methods of `filter`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Filter, PyResult, Thread, Value, next};
    use crate::builtins::iterator_methods::of_fields;
    use crate::builtins::tuple::Tuple;
    use crate::native::convert::method_self;

    /// Makes an iterator.
    #[new("(function, iterable, /)", name = "filter", direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, function: &Value, iterable: &Value) -> PyResult {
        let iterator = t.iter(iterable)?;
        of_fields::<Filter>(t, class, &[function.clone().into_raw(), iterator.into_raw()])
    }

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Filter) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = method_self::<Filter>(t, this, "__reduce__")?;
        let arguments = [this.function(), this.iterator()].map(|part| part.cloned().unwrap_or(Value::NONE));
        let arguments = Tuple::from_slice(t, &arguments)?;
        Tuple::new(t, [class, arguments])
    }
}
