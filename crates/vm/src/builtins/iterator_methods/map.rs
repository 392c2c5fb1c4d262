//! `map`: a function's answers for the items of one or more iterables.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::builtins::iterator_methods::strict::step_all;
use crate::builtins::tuple::Tuple;
use crate::call::callback::Callback;
use crate::errors::Exception;
use crate::native::arguments::Signature;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// What is called, a tuple of iterators, and whether they must end together, a bool.
    Map, Map { function, iterators, strict }
}

/// The type `map`.
pub static TYPE: NativeType = NativeType {
    name: "map",
    module: "builtins",
    doc: "An iterator over what function answers for one item of each iterable. With strict, all must end together.",
    kind: Kind::Map,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

static KEYWORDS: Signature<1> = Signature {
    function: "map",
    names: ["strict"],
    positional_only: 0,
    positional: 0,
    required: 0,
    required_keyword_only: 0,
};

/// The next item; `None` at the end.
pub(super) fn next(t: &mut Thread, this: &Map) -> PyResult<Option<Value>> {
    match this.parts() {
        Some((function, _)) => next_by(t, this, Callback::once(function)),
        None => Ok(None),
    }
}

/// [`next`], by a callback that calls the map's function.
#[inline]
pub(crate) fn next_by(t: &mut Thread, this: &Map, callback: Callback<'_>) -> PyResult<Option<Value>> {
    t.enter_recursion("")?;
    let Some((_, iterators)) = this.parts() else { return Ok(None) };
    let strict = this.strict.get() == Raw::TRUE;
    match iterators {
        [iterator] => {
            let Some(item) = t.next(iterator)? else { return Ok(None) };
            callback.call(t, &[item]).map(Some)
        }
        [first, second] if !strict => {
            let Some(first) = t.next(first)? else { return Ok(None) };
            let Some(second) = t.next(second)? else { return Ok(None) };
            callback.call(t, &[first, second]).map(Some)
        }
        _ => {
            let mut items = Vec::with_capacity(iterators.len());
            match step_all(t, "map", iterators, strict, |_, item| items.push(item))? {
                true => callback.call_slice(t, &items).map(Some),
                false => Ok(None),
            }
        }
    }
}

impl Map {
    /// What it calls, and the iterators that give the arguments. Neither ever changes.
    #[inline]
    pub(crate) fn parts(&self) -> Option<(&Value, &[Value])> {
        Some((self.function()?, self.iterators()?.exact::<Tuple>()?.items()))
    }
}

/// `map(function, *iterables)`
fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    match arguments {
        [function, iterables @ ..] if !iterables.is_empty() => {
            let iterators = Tuple::of_iterators(t, iterables)?;
            Map::new(t, function.clone().into_raw(), iterators.into_raw(), Raw::FALSE)
        }
        _ => Err(too_few(t)),
    }
}

#[cold]
fn too_few(t: &mut Thread) -> Exception {
    t.type_error("map() must have at least two arguments.")
}

/// The methods of `map`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{KEYWORDS, Map, PyResult, Raw, Thread, Tuple, Value, next, too_few};
    use crate::builtins::iterator_methods::of_fields;
    use crate::native::Args;
    use crate::native::convert::method_self;

    /// Makes an iterator.
    #[new("(function, iterable, /, *iterables, strict=False)", name = "map", direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let ([strict], given) = (args.keywords_only().bind(t, &KEYWORDS)?, args.positional());
        let strict = match strict {
            Some(strict) => t.truth(strict)?,
            None => false,
        };
        let Some((function, iterables)) = given.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Err(too_few(t));
        };
        let iterators = Tuple::of_iterators(t, iterables)?;
        let fields = [function.clone().into_raw(), iterators.into_raw(), Raw::bool(strict)];
        of_fields::<Map>(t, class, &fields)
    }

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Map) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = method_self::<Map>(t, this, "__reduce__")?;
        let mut arguments: Vec<Value> = this.function().cloned().into_iter().collect();
        if let Some(iterators) = this.iterators().and_then(|iterators| iterators.exact::<Tuple>()) {
            arguments.extend_from_slice(iterators.items());
        }
        let mut parts = vec![class, Tuple::new(t, arguments)?];
        if this.strict.get() == Raw::TRUE {
            parts.push(Value::TRUE);
        }
        Tuple::new(t, parts)
    }

    /// Sets whether the iterables must end together, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &Map, object: &Value) -> PyResult<()> {
        let strict = t.truth(object)?;
        this.strict.set(Raw::bool(strict));
        Ok(())
    }
}
