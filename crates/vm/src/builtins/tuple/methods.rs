//! What Python sees of tuples.

use taipan_bytecode::CompareOperator;

use crate::builtins::list::{List, compare as sequences};
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::protocol::ReprGuard;
use crate::thread::Thread;
use crate::value::Value;

fn compare(t: &mut Thread, this: &Tuple, value: &Value, operator: CompareOperator) -> PyResult {
    match Tuple::of(value) {
        Some(other) => sequences::compare(t, this, other, operator, false),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `tuple[key]`. `this` is the tuple as it was given, perhaps of a subclass.
pub(crate) fn get(t: &mut Thread, this: &Value, tuple: &Tuple, key: &Value) -> PyResult {
    if t.is_index(key) {
        let index = t.as_isize(key, Class::IndexError)?;
        let index = if index < 0 { index + tuple.len() as isize } else { index };
        return match usize::try_from(index).ok().and_then(|index| tuple.items().get(index)) {
            Some(item) => Ok(item.clone()),
            None => Err(t.index_error("tuple index out of range")),
        };
    }
    let Some(slice) = <Slice as Object>::of(key) else {
        let name = t.type_name(key);
        return Err(t.type_error(format!("tuple indices must be integers or slices, not {name}")));
    };
    let range = t.slice_range(slice, tuple.len())?;
    if range.step != 1 {
        let items = range.indices().map(|index| tuple.items()[index].clone());
        return Tuple::new(t, items);
    }
    if range.count == tuple.len() && this.exact::<Tuple>().is_some() {
        return Ok(this.clone());
    }
    Tuple::from_slice(t, &tuple.items()[range.range()])
}

pub(crate) fn repeat(t: &mut Thread, this: &Value, tuple: &Tuple, value: &Value) -> PyResult {
    let count = t.as_isize(value, Class::OverflowError)?;
    if (count == 1 || tuple.is_empty()) && this.exact::<Tuple>().is_some() {
        return Ok(this.clone());
    }
    let items = repeated(t, tuple.items(), count)?;
    Tuple::new(t, items)
}

fn repr(t: &mut Thread, this: &Value, tuple: &Tuple) -> PyResult {
    let Some(_guard) = ReprGuard::enter(this) else { return Str::new(t, "(...)") };
    let close = if tuple.len() == 1 { ",)" } else { ")" };
    crate::builtins::list::repr::joined(t, "(", tuple.items(), close)
}

/// The items repeated `count` times; MemoryError when that is too many.
fn repeated(t: &mut Thread, items: &[Value], count: isize) -> PyResult<Vec<Value>> {
    let count = usize::try_from(count).unwrap_or(0);
    let total = items.len().checked_mul(count).filter(|&total| total <= isize::MAX as usize / 8);
    let mut all = Vec::new();
    if total.is_none_or(|total| all.try_reserve_exact(total).is_err()) {
        return Err(t.memory_error());
    }
    if let [item] = items {
        all.resize(count, item.clone());
    } else if !items.is_empty() {
        for _ in 0..count {
            all.extend_from_slice(items);
        }
    }
    Ok(all)
}

/// The common cases of `tuple()`: of nothing, a tuple or a list.
fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [iterable] = arguments else {
        return if arguments.is_empty() { Tuple::uninit(t, 0).ok() } else { None };
    };
    if iterable.is_kind(Kind::Tuple) {
        return Some(iterable.clone());
    }
    Tuple::of_list(t, iterable.exact::<List>()?).ok()
}

/// The methods of tuples.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CompareOperator, PyResult, Thread, Tuple, Value, compare, get, repeat, repr, sequences};
    use crate::builtins::iterator::TupleIterator;
    use crate::native::Args;
    use crate::native::convert::{SliceIndex, check_positional, new_arguments, special_self};

    /// Makes a tuple of the items of an iterable.
    #[new(leaf = super::make)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let arguments = new_arguments(t, class, args, "tuple")?;
        check_positional(t, "tuple", arguments.len(), 0, 1)?;
        let tuple = match arguments.first() {
            Some(iterable) if iterable.exact::<Tuple>().is_some() => iterable.clone(),
            Some(iterable) => {
                let items = t.collect_unasked(iterable)?;
                Tuple::new(t, items)?
            }
            None => Tuple::new(t, Vec::new())?,
        };
        Tuple::of_class(t, class, tuple)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let tuple = special_self::<Tuple>(t, this, "__repr__")?;
        repr(t, this, tuple)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Tuple) -> PyResult<i64> {
        Ok(t.hash_of_tuple(this)?.cast_signed())
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<Tuple>(t, this, "__iter__")?;
        let exact = Tuple::exact_of(this);
        TupleIterator::new(t, exact)
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Tuple) -> PyResult<usize> {
        Ok(this.len())
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let tuple = special_self::<Tuple>(t, this, "__getitem__")?;
        get(t, this, tuple, key)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let tuple = special_self::<Tuple>(t, this, "__add__")?;
        let Some(other) = Tuple::of(value) else {
            let name = t.type_name(value);
            return Err(t.type_error(format!("can only concatenate tuple (not \"{name}\") to tuple")));
        };
        if tuple.is_empty() && value.exact::<Tuple>().is_some() {
            return Ok(value.clone());
        }
        if other.is_empty() && this.exact::<Tuple>().is_some() {
            return Ok(this.clone());
        }
        Tuple::joined(t, tuple, other)
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let tuple = special_self::<Tuple>(t, this, "__mul__")?;
        repeat(t, this, tuple, value)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let tuple = special_self::<Tuple>(t, this, "__rmul__")?;
        repeat(t, this, tuple, value)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Tuple, key: &Value) -> PyResult<bool> {
        Ok(sequences::find(t, this, key, 0, usize::MAX)?.is_some())
    }

    /// The arguments for `__new__`, for pickling.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Tuple) -> PyResult {
        let copy = Tuple::from_slice(t, this.items())?;
        Tuple::new(t, [copy])
    }

    /// The index of the first item from start to stop that equals value; ValueError if there is none.
    #[method("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        t: &mut Thread,
        this: &Tuple,
        value: &Value,
        start: Option<SliceIndex>,
        stop: Option<SliceIndex>,
    ) -> PyResult<usize> {
        let start = sequences::from_end(start.map_or(0, |index| index.0), this.len());
        let stop = sequences::from_end(stop.map_or(isize::MAX, |index| index.0), this.len());
        match sequences::find(t, this, value, start, stop)? {
            Some(index) => Ok(index),
            None => Err(t.value_error("tuple.index(x): x not in tuple")),
        }
    }

    /// How many items equal value.
    #[method("($self, value, /)")]
    fn count(t: &mut Thread, this: &Tuple, value: &Value) -> PyResult<usize> {
        sequences::count(t, this, value)
    }

    /// `tuple[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
