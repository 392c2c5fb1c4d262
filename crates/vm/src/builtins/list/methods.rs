//! What Python sees of lists.

use taipan_bytecode::CompareOperator;

use crate::builtins::list::leaves::{has_known_items, push_known_items};
use crate::builtins::list::{List, compare as sequences};
use crate::builtins::range::Range;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::native::convert::check_positional;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

fn compare(t: &mut Thread, this: &List, value: &Value, operator: CompareOperator) -> PyResult {
    match <List as Object>::of(value) {
        Some(other) => sequences::compare(t, this, other, operator, true),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Appends every item of an iterable, in place, so that what the iteration runs sees those appended so far.
fn extend_with(t: &mut Thread, this: &List, iterable: &Value) -> PyResult<()> {
    if let Some(list) = iterable.exact::<List>() {
        return this.push_list(t, list);
    }
    if let Some(tuple) = iterable.exact::<Tuple>() {
        return this.push_all(t, tuple.items());
    }
    if let Some(range) = iterable.exact::<Range>().and_then(Range::small) {
        return this.push_range(t, range);
    }
    if has_known_items(iterable) {
        return push_known_items(t, this, iterable);
    }
    let iterator = t.iter(iterable)?;
    let hint = t.length_hint(iterable, 8)?;
    if hint <= 1 << 20 {
        this.reserve(t, hint)?;
    }
    t.iterate_rest(&iterator, |t, item| this.push(t, item).map(|()| true))
}

/// `list()` and `list(iterable)`.
fn called(t: &mut Thread, arguments: &[Value]) -> PyResult {
    check_positional(t, "list", arguments.len(), 0, 1)?;
    let list = List::with_capacity(t, 0)?;
    if let ([iterable], Some(this)) = (arguments, list.exact::<List>()) {
        extend_with(t, this, iterable)?;
    }
    Ok(list)
}

/// The methods of lists.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CompareOperator, List, PyResult, Thread, Value, compare, extend_with, sequences};
    use crate::builtins::iterator::ListIterator;
    use crate::builtins::iterator_methods::list_reversed::ListReverseIterator;
    use crate::builtins::list::{leaves, repr, subscript};
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::convert::{SliceIndex, check_positional, init_arguments, method_self, special_self};
    use crate::object::{Kind, Object};
    use crate::types::TypeObject;

    /// Makes an empty list, which `__init__` fills.
    #[new(leaf = leaves::make, direct = super::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        match class.downcast::<TypeObject>().filter(|class| class.layout_is(Kind::List)) {
            Some(class) => List::of_class(t, class),
            None => Err(t.type_error("list.__new__(X): X is not a subtype of list")),
        }
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let arguments = init_arguments(t, this, args, "list")?;
        check_positional(t, "list", arguments.len(), 0, 1)?;
        let list = special_self::<List>(t, this, "__init__")?;
        if !list.is_empty() {
            list.clear(t);
        }
        match arguments.first() {
            Some(iterable) => extend_with(t, list, iterable),
            None => Ok(()),
        }
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let list = special_self::<List>(t, this, "__repr__")?;
        repr::of_list(t, this, list)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<List>(t, this, "__iter__")?;
        ListIterator::new(t, this.clone())
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &List) -> PyResult<usize> {
        Ok(this.len())
    }

    /// Answers self[index].
    #[method("($self, index, /)")]
    fn __getitem__(t: &mut Thread, this: &List, index: &Value) -> PyResult {
        subscript::get(t, this, index)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &List, key: &Value, value: &Value) -> PyResult<()> {
        subscript::set(t, this, key, value)
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &List, key: &Value) -> PyResult<()> {
        subscript::delete(t, this, key)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        let Some(other) = <List as Object>::of(value) else {
            let name = t.type_name(value);
            return Err(t.type_error(format!("can only concatenate list (not \"{name}\") to list")));
        };
        this.joined(t, other)
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        let count = t.as_isize(value, Class::OverflowError)?;
        this.repeated(t, count)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &List, value: &Value) -> PyResult {
        __mul__(t, this, value)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &List, key: &Value) -> PyResult<bool> {
        Ok(sequences::find(t, this, key, 0, usize::MAX)?.is_some())
    }

    #[special]
    fn __iadd__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let list = special_self::<List>(t, this, "__iadd__")?;
        extend_with(t, list, value)?;
        Ok(this.clone())
    }

    #[special]
    fn __imul__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let list = special_self::<List>(t, this, "__imul__")?;
        let count = t.as_isize(value, Class::OverflowError)?;
        if count <= 0 {
            list.clear(t);
        } else {
            let items = list.items(t).to_vec();
            let Some(more) = items.len().checked_mul(count as usize - 1) else {
                return Err(t.memory_error());
            };
            list.reserve(t, more)?;
            list.fill(&items, more);
        }
        Ok(this.clone())
    }

    /// An iterator from the last item to the first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<List>(t, this, "__reversed__")?;
        ListReverseIterator::new(t, this.clone())
    }

    /// How many bytes of memory it takes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Value) -> PyResult<usize> {
        let list = method_self::<List>(t, this, "__sizeof__")?;
        Ok(40 + 8 * list.room())
    }

    /// Removes every item.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &List) -> PyResult<()> {
        this.clear(t);
        Ok(())
    }

    /// Makes a list of the same items.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &List) -> PyResult {
        List::copy_of(t, this, 0..this.len())
    }

    /// Appends an item to the end.
    #[method("($self, object, /)", leaf = leaves::append)]
    fn append(t: &mut Thread, this: &List, object: &Value) -> PyResult<()> {
        this.push(t, object.clone())
    }

    /// Inserts an item before the one at index.
    #[method("($self, index, object, /)")]
    fn insert(t: &mut Thread, this: &List, index: isize, object: &Value) -> PyResult<()> {
        let at = sequences::from_end(index, this.len()).min(this.len());
        this.insert(t, at, object.clone())
    }

    /// Appends every item of an iterable.
    #[method("($self, iterable, /)")]
    fn extend(t: &mut Thread, this: &List, iterable: &Value) -> PyResult<()> {
        extend_with(t, this, iterable)
    }

    /// Removes the item at index and answers it.
    #[method("($self, index=-1, /)", leaf = leaves::pop)]
    fn pop(t: &mut Thread, this: &List, index: isize) -> PyResult {
        if this.is_empty() {
            return Err(t.index_error("pop from empty list"));
        }
        let at = if index < 0 { index + this.len() as isize } else { index };
        let Some(at) = usize::try_from(at).ok().filter(|&at| at < this.len()) else {
            return Err(t.index_error("pop index out of range"));
        };
        if at + 1 == this.len() {
            return Ok(this.pop(t).unwrap_or(Value::NONE));
        }
        Ok(this.remove_at(t, at))
    }

    /// Removes the first item that equals value; ValueError if there is none.
    #[method("($self, value, /)")]
    fn remove(t: &mut Thread, this: &List, value: &Value) -> PyResult<()> {
        match sequences::find(t, this, value, 0, usize::MAX)? {
            Some(index) => {
                // The comparison may have shortened the list.
                let index = index.min(this.len());
                let end = (index + 1).min(this.len());
                drop(this.splice(t, index..end, Vec::new())?);
                Ok(())
            }
            None => Err(t.value_error("list.remove(x): x not in list")),
        }
    }

    /// The index of the first item from start to stop that equals value; ValueError if there is none.
    #[method("($self, value, start=0, stop=sys.maxsize, /)")]
    fn index(
        t: &mut Thread,
        this: &List,
        value: &Value,
        start: Option<SliceIndex>,
        stop: Option<SliceIndex>,
    ) -> PyResult<usize> {
        let start = sequences::from_end(start.map_or(0, |index| index.0), this.len());
        let stop = sequences::from_end(stop.map_or(isize::MAX, |index| index.0), this.len());
        match sequences::find(t, this, value, start, stop)? {
            Some(index) => Ok(index),
            None => Err(t.value_error("list.index(x): x not in list")),
        }
    }

    /// How many items equal value.
    #[method("($self, value, /)")]
    fn count(t: &mut Thread, this: &List, value: &Value) -> PyResult<usize> {
        sequences::count(t, this, value)
    }

    /// Turns the order of the items round.
    #[method("($self, /)")]
    fn reverse(t: &mut Thread, this: &List) -> PyResult<()> {
        this.reverse(t);
        Ok(())
    }

    /// Sorts the items in place, equal ones in their old order: by key(item) if there is a key, in descending order
    /// with reverse.
    #[method("($self, /, *, key=None, reverse=False)")]
    fn sort(t: &mut Thread, this: &List, key: Option<&Value>, reverse: bool) -> PyResult<()> {
        this.sort(t, key, reverse)
    }

    /// `list[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
