//! What Python sees of frozensets.

/// The methods of frozensets.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::CompareOperator;

    use crate::builtins::set::iterator::SetIterator;
    use crate::builtins::set::shared::{
        compare, difference_of, intersection_of, is_subset, lookup, new_frozen, operator, reduce, repr,
        size_of_set, symmetric_difference as difference_both_ways, union_of,
    };
    use crate::builtins::set::{FrozenSet, Set, shared};
    use crate::native::Args;
    use crate::native::PyResult;
    use crate::native::convert::{check_positional, method_self, new_arguments, special_self};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a frozenset of the items of an iterable.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let arguments = new_arguments(t, class, args, "frozenset")?;
        check_positional(t, "frozenset", arguments.len(), 0, 1)?;
        new_frozen(t, class, arguments.first())
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &FrozenSet) -> PyResult<i64> {
        Ok(this.frozen_hash(t))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__repr__")?;
        repr(t, this)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &FrozenSet, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__iter__")?;
        SetIterator::new(t, this)
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__sub__")?;
        operator(t, this, value, Set::difference)
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__rsub__")?;
        operator(t, value, this, Set::difference)
    }

    #[special]
    fn __and__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__and__")?;
        operator(t, this, value, Set::intersection)
    }

    #[special]
    fn __rand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__rand__")?;
        operator(t, value, this, Set::intersection)
    }

    #[special]
    fn __xor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__xor__")?;
        operator(t, this, value, Set::symmetric_difference)
    }

    #[special]
    fn __rxor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__rxor__")?;
        operator(t, value, this, Set::symmetric_difference)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__or__")?;
        operator(t, this, value, Set::union)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<FrozenSet>(t, this, "__ror__")?;
        operator(t, value, this, Set::union)
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &FrozenSet) -> PyResult<usize> {
        Ok(this.len())
    }

    /// Answers whether the object is an element.
    #[method("($self, object, /)")]
    fn __contains__(t: &mut Thread, this: &FrozenSet, object: &Value) -> PyResult<bool> {
        lookup(t, this, object, Set::contains)
    }

    /// A set of the same elements.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<FrozenSet>(t, this, "copy")?;
        shared::copy(t, this)
    }

    /// A set of the elements that none of the others has.
    #[method("($self, /, *others)")]
    fn difference(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<FrozenSet>(t, this, "difference")?;
        difference_of(t, this, others)
    }

    /// A set of the elements that all the others have too.
    #[method("($self, /, *others)")]
    fn intersection(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<FrozenSet>(t, this, "intersection")?;
        intersection_of(t, this, others)
    }

    /// Whether there is no element in common.
    #[method("($self, other, /)")]
    fn isdisjoint(t: &mut Thread, this: &FrozenSet, other: &Value) -> PyResult<bool> {
        this.is_disjoint(t, other)
    }

    /// Whether the other has every element of this set.
    #[method("($self, other, /)")]
    fn issubset(t: &mut Thread, this: &FrozenSet, other: &Value) -> PyResult<bool> {
        is_subset(t, this, other)
    }

    /// Whether this set has every element of the other.
    #[method("($self, other, /)")]
    fn issuperset(t: &mut Thread, this: &FrozenSet, other: &Value) -> PyResult<bool> {
        this.is_superset_of(t, other)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<FrozenSet>(t, this, "__reduce__")?;
        reduce(t, this)
    }

    /// How many bytes of memory it takes.
    #[method("($self, /)")]
    fn __sizeof__(_t: &mut Thread, this: &FrozenSet) -> PyResult<usize> {
        Ok(size_of_set(this))
    }

    /// A set of the elements that only one of the two has.
    #[method("($self, other, /)")]
    fn symmetric_difference(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
        method_self::<FrozenSet>(t, this, "symmetric_difference")?;
        difference_both_ways(t, this, other)
    }

    /// A set of the elements of this set and of all the others.
    #[method("($self, /, *others)")]
    fn union(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<FrozenSet>(t, this, "union")?;
        union_of(t, this, others)
    }

    /// `frozenset[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
