//! What Python sees of deques.

/// The methods of deques.
#[taipan_macros::methods]
pub(super) mod table {
    use taipan_bytecode::CompareOperator;
    use taipan_vm::native::arguments::Signature;
    use taipan_vm::native::convert::{SliceIndex, Ssize, method_self, special_self};
    use taipan_vm::{Args, PyResult, Thread, Value};

    use crate::collections::deque::{Deque, End, iterator, mutated, operations};

    static ARGUMENTS: Signature<2> = Signature {
        function: "deque",
        names: ["iterable", "maxlen"],
        positional_only: 0,
        positional: 2,
        required: 0,
        required_keyword_only: 0,
    };

    /// Makes an empty deque, which `__init__` fills.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Deque::empty(t, class, None)
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let deque = special_self::<Deque>(t, this, "__init__")?;
        let [iterable, limit] = args.bind(t, &ARGUMENTS)?;
        operations::init(t, this, deque, iterable, limit)
    }

    /// Adds an item at the right end.
    #[method("($self, item, /)")]
    fn append(t: &mut Thread, this: &Deque, item: &Value) -> PyResult<()> {
        this.push(t, End::Right, item.clone())
    }

    /// Adds an item at the left end.
    #[method("($self, item, /)")]
    fn appendleft(t: &mut Thread, this: &Deque, item: &Value) -> PyResult<()> {
        this.push(t, End::Left, item.clone())
    }

    /// Takes the item off the right end.
    #[method("($self, /)")]
    fn pop(t: &mut Thread, this: &Deque) -> PyResult {
        this.pop(t, End::Right)
    }

    /// Takes the item off the left end.
    #[method("($self, /)")]
    fn popleft(t: &mut Thread, this: &Deque) -> PyResult {
        this.pop(t, End::Left)
    }

    /// Adds the items of an iterable at the right end.
    #[method("($self, iterable, /)")]
    fn extend(t: &mut Thread, this: &Value, iterable: &Value) -> PyResult<()> {
        let deque = method_self::<Deque>(t, this, "extend")?;
        operations::extend(t, this, deque, End::Right, iterable)
    }

    /// Adds the items of an iterable at the left end, each before the last one.
    #[method("($self, iterable, /)")]
    fn extendleft(t: &mut Thread, this: &Value, iterable: &Value) -> PyResult<()> {
        let deque = method_self::<Deque>(t, this, "extendleft")?;
        operations::extend(t, this, deque, End::Left, iterable)
    }

    /// Removes all items.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &Deque) -> PyResult<()> {
        this.clear(t);
        Ok(())
    }

    /// A shallow copy.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        let deque = method_self::<Deque>(t, this, "copy")?;
        operations::copy(t, this, deque)
    }

    /// A shallow copy.
    #[method("($self, /)")]
    fn __copy__(t: &mut Thread, this: &Value) -> PyResult {
        let deque = method_self::<Deque>(t, this, "__copy__")?;
        operations::copy(t, this, deque)
    }

    /// How many items are equal to value.
    #[method("($self, value, /)")]
    fn count(t: &mut Thread, this: &Deque, value: &Value) -> PyResult<usize> {
        operations::count(t, this, value)
    }

    /// The first index of an item equal to value, from start to before stop.
    #[method("($self, value, start=0, stop=sys.maxsize, /)", told = "($self, value, [start, [stop]])")]
    fn index(
        t: &mut Thread,
        this: &Deque,
        value: &Value,
        start: Option<SliceIndex>,
        stop: Option<SliceIndex>,
    ) -> PyResult<usize> {
        let length = this.len(t) as isize;
        let place = |index: isize| if index < 0 { (index + length).max(0) } else { index.min(length) };
        let start = place(start.map_or(0, |index| index.0)).unsigned_abs();
        let stop = place(stop.map_or(isize::MAX, |index| index.0)).unsigned_abs();
        match operations::find(t, this, value, (start, stop))? {
            Some(index) => Ok(index),
            None => Err(t.value_error("deque.index(x): x not in deque")),
        }
    }

    /// Puts value before the item at index.
    #[method("($self, index, value, /)")]
    fn insert(t: &mut Thread, this: &Deque, index: isize, value: &Value) -> PyResult<()> {
        operations::insert(t, this, index, value)
    }

    /// Removes the first item equal to value.
    #[method("($self, value, /)")]
    fn remove(t: &mut Thread, this: &Deque, value: &Value) -> PyResult<()> {
        operations::remove(t, this, value)
    }

    /// Puts the items in the opposite order.
    #[method("($self, /)")]
    fn reverse(t: &mut Thread, this: &Deque) -> PyResult<()> {
        this.items.write(t).make_contiguous().reverse();
        Ok(())
    }

    /// Moves n items from the right end to the left; from the left to the right if n is negative.
    #[method("($self, n=1, /)")]
    fn rotate(t: &mut Thread, this: &Deque, n: isize) -> PyResult<()> {
        this.rotate(t, n);
        Ok(())
    }

    /// An iterator from the right end to the left.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        let deque = method_self::<Deque>(t, this, "__reversed__")?;
        iterator::new(t, this, deque, true)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let deque = method_self::<Deque>(t, this, "__reduce__")?;
        operations::reduce(t, this, deque)
    }

    /// The size in memory, in bytes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Deque) -> PyResult<usize> {
        // CPython's figures: the object, and blocks of 64 items with two links.
        let blocks = (this.len(t) + 1).div_ceil(64);
        Ok(216 + blocks * 66 * size_of::<Value>())
    }

    /// `deque[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The most items there may be, or None.
    #[getter]
    fn maxlen(_: &mut Thread, this: &Deque) -> PyResult<Option<Value>> {
        Ok(this.limit.get().map(|limit| Value::small_int(limit as i64)))
    }

    #[special]
    fn __len__(t: &mut Thread, this: &Deque) -> PyResult<usize> {
        Ok(this.len(t))
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let deque = special_self::<Deque>(t, this, "__iter__")?;
        iterator::new(t, this, deque, false)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Deque, key: &Value) -> PyResult<bool> {
        let length = this.len(t);
        Ok(operations::find(t, this, key, (0, length))?.is_some())
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Deque, key: Ssize) -> PyResult {
        let place = this.place(t, key)?;
        match this.item(t, place) {
            Some(item) => Ok(item),
            None => Err(mutated(t)),
        }
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &Deque, key: Ssize, value: &Value) -> PyResult<()> {
        let place = this.place(t, key)?;
        let old = this.items.write(t).get_mut(place).map(|item| std::mem::replace(item, value.clone()));
        drop(old);
        Ok(())
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &Deque, key: Ssize) -> PyResult<()> {
        let place = this.place(t, key)?;
        drop(this.remove_at(t, place));
        Ok(())
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let deque = special_self::<Deque>(t, this, "__add__")?;
        operations::concatenated(t, this, deque, value)
    }

    #[special]
    fn __iadd__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let deque = special_self::<Deque>(t, this, "__iadd__")?;
        operations::extend(t, this, deque, End::Right, value)?;
        Ok(this.clone())
    }

    fn repeated(t: &mut Thread, this: &Value, name: &str, Ssize(times): Ssize) -> PyResult {
        let deque = special_self::<Deque>(t, this, name)?;
        let new = operations::copy(t, this, deque)?;
        let deque = special_self::<Deque>(t, &new, name)?;
        operations::repeat(t, deque, times)?;
        Ok(new)
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Value, value: Ssize) -> PyResult {
        repeated(t, this, "__mul__", value)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Value, value: Ssize) -> PyResult {
        repeated(t, this, "__rmul__", value)
    }

    #[special]
    fn __imul__(t: &mut Thread, this: &Value, value: Ssize) -> PyResult {
        let deque = special_self::<Deque>(t, this, "__imul__")?;
        operations::repeat(t, deque, value.0)?;
        Ok(this.clone())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let deque = special_self::<Deque>(t, this, "__repr__")?;
        operations::repr(t, this, deque)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::Less, this, value)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::LessEqual, this, value)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::Equal, this, value)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::NotEqual, this, value)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::Greater, this, value)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Deque, value: &Value) -> PyResult {
        operations::compare(t, CompareOperator::GreaterEqual, this, value)
    }
}
