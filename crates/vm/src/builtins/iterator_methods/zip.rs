//! `zip`: items of several iterables, side by side.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::builtins::iterator_methods::strict::step_all;
use crate::builtins::tuple::Tuple;
use crate::native::arguments::Signature;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A tuple of iterators, whether they must end together, a bool, and the tuple given last.
    Zip, Zip { iterators, strict, result }
}

/// The type `zip`.
pub static TYPE: NativeType = NativeType {
    name: "zip",
    module: "builtins",
    doc: "An iterator over tuples of one item of each iterable, until the shortest ends. With strict, all must end together.",
    kind: Kind::Zip,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

static KEYWORDS: Signature<1> = Signature {
    function: "zip",
    names: ["strict"],
    positional_only: 0,
    positional: 0,
    required: 0,
    required_keyword_only: 0,
};

/// The next item; `None` at the end.
#[inline]
pub(super) fn next(t: &mut Thread, this: &Zip) -> PyResult<Option<Value>> {
    t.enter_recursion("")?;
    // The field is never assigned again.
    let iterators = this.iterators().and_then(Value::exact::<Tuple>).filter(|tuple| !tuple.is_empty());
    let Some(iterators) = iterators else { return Ok(None) };
    let strict = this.strict.get() == Raw::TRUE;
    if let ([first, second], false, false) = (iterators.items(), strict, this.has_spare_result()) {
        let Some(first) = t.next(first)? else { return Ok(None) };
        let Some(second) = t.next(second)? else { return Ok(None) };
        let result = Tuple::pair(t, first, second)?;
        this.keep(&result);
        return Ok(Some(result));
    }
    let mut result = this.fresh_result(t, iterators.len())?;
    let Some(places) = Tuple::unique_items(&mut result) else { unreachable!("nobody else has the tuple") };
    let whole = step_all(t, "zip", iterators.items(), strict, |index, item| places[index] = item);
    this.keep(&result);
    Ok(whole?.then_some(result))
}

impl Zip {
    /// Whether nobody else has the tuple given last.
    #[inline]
    fn has_spare_result(&self) -> bool {
        let kept = self.result.get();
        // SAFETY: the field owns the tuple.
        unsafe { !kept.is_null() && (*kept.header()).count == 1 }
    }

    /// The tuple given last, where nobody else has it, or a new one.
    #[inline]
    fn fresh_result(&self, t: &mut Thread, length: usize) -> PyResult {
        if !self.has_spare_result() {
            return Tuple::uninit(t, length);
        }
        // SAFETY: the field owns the tuple, whose reference moves out.
        Ok(unsafe { Value::from_raw(self.result.replace(Raw::NULL)) })
    }

    /// Keeps the first tuple, and that which was kept.
    #[inline]
    fn keep(&self, result: &Value) {
        if self.result.get().is_null() {
            self.result.set(result.clone().into_raw());
        }
    }
}

/// `zip(*iterables)`
fn called(t: &mut Thread, iterables: &[Value]) -> PyResult {
    let iterators = Tuple::of_iterators(t, iterables)?;
    Zip::new(t, iterators.into_raw(), Raw::FALSE, Raw::NULL)
}

/// The methods of `zip`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{KEYWORDS, PyResult, Raw, Thread, Tuple, Value, Zip, next};
    use crate::builtins::iterator_methods::of_fields;
    use crate::native::Args;
    use crate::native::convert::method_self;

    /// Makes an iterator.
    #[new("(*iterables, strict=False)", name = "zip", direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let ([strict], iterables) = (args.keywords_only().bind(t, &KEYWORDS)?, args.positional());
        let strict = strict.map_or(Ok(false), |strict| t.truth(strict))?;
        let iterators = Tuple::of_iterators(t, iterables)?;
        of_fields::<Zip>(t, class, &[iterators.into_raw(), Raw::bool(strict), Raw::NULL])
    }

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Zip) -> PyResult<Option<Value>> {
        next(t, this)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let this = method_self::<Zip>(t, this, "__reduce__")?;
        let mut parts = vec![class, this.iterators().cloned().unwrap_or(Value::NONE)];
        if this.strict.get() == Raw::TRUE {
            parts.push(Value::TRUE);
        }
        Tuple::new(t, parts)
    }

    /// Sets whether the iterables must end together, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &Zip, object: &Value) -> PyResult<()> {
        let strict = t.truth(object)?;
        this.strict.set(Raw::bool(strict));
        Ok(())
    }
}
